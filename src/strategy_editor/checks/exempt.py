"""What is not for publication: marked with a reason, and nowhere said openly; and what perhaps ought to be marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.checks.finding import Change, Fix, Remark
from strategy_editor.checks.fixes import BlockChange, in_block, in_host, nearest
from strategy_editor.checks.prose import Passage, by_section, clip, passages
from strategy_editor.checks.rules import DocumentContext, SectionContext, SetContext, rule
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import Block, Limits, Row, Table, caption_of
from strategy_editor.model.project import Project
from strategy_editor.model.records import Exemption, TextValue
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import OBJECT, Runs, flat, plain, with_marks
from strategy_editor.model.tree import walk_sections

_FEWEST_LETTERS = 12
_SUM = re.compile(r"£\s?\d[\d,.]*\d")


def is_exempt(document: Document) -> bool:
    """Whether the whole document is not for publication."""
    return document.classification == "exempt" or bool(document.exemption)


class _Share(Struct, frozen=True):
    """A section, and whether it is not for publication as a whole."""

    document: Document
    section: Section
    exempt: bool


def _shares(documents: tuple[Document, ...]) -> Iterator[_Share]:
    def inside(document: Document, sections: tuple[Section, ...], exempt: bool) -> Iterator[_Share]:
        for section in sections:
            closed = exempt or bool(section.limits.exemption)
            yield _Share(document, section, closed)
            yield from inside(document, section.children, closed)

    for document in documents:
        yield from inside(document, document.sections, is_exempt(document))


# ---- reasons


@rule("C30", "What is not for publication lacks its legal reason", "stop", "set", "Not for publication", leak=True)
def exemptions(context: SetContext) -> Iterator[Remark]:
    """The paragraph is one of the schedule, with a reason, and where it counts, the public interest weighed."""
    project = context.project
    for document in context.documents:
        if document.classification == "exempt" and not document.exemption:
            said = f"“{document.title}” is not for publication, but no paragraph of the law is given."
            yield Remark(said, document.id)
        elif document.exemption and project.exemption(document.exemption) is None:
            yield Remark(f"“{document.title}” is not for publication for a reason that has been removed.", document.id)
    used = _used(project)
    for exemption in project.exemptions:
        if exemption.id in used:
            home, section = used[exemption.id]
            for said in _faults(project, exemption):
                yield Remark(said, home, section)
    known = {exemption.id for exemption in project.exemptions}
    for id, (home, section) in used.items():
        if id not in known:
            yield Remark("Words here are not for publication for a reason that has been removed.", home, section)


def _used(project: Project) -> dict[str, tuple[str, str]]:
    """Every exemption that something carries, with the document and section where it first does."""
    out: dict[str, tuple[str, str]] = {}
    for document in project.documents:
        if document.exemption:
            out.setdefault(document.exemption, (document.id, ""))
        for section in walk_sections(document.sections):
            for id in _exemptions_in(section):
                out.setdefault(id, (document.id, section.id))
    return out


def _exemptions_of(section: Section) -> frozenset[str]:
    found = {section.limits.exemption}
    for block in section.blocks:
        found.add(block.limits.exemption)
        if isinstance(block, Table):
            found |= {row.limits.exemption for row in block.rows}
    found |= {run.marks.exemption for passage in passages(section) for run in passage.runs}
    return frozenset(found - {""})


_exemptions_in: IdentityCache[Section, frozenset[str]] = by_section(_exemptions_of)


def _faults(project: Project, exemption: Exemption) -> Iterator[str]:
    allowed = {each.number: each for each in project.profile.exemptions}
    paragraph = allowed.get(exemption.paragraph.strip())
    if not exemption.paragraph.strip():
        yield "Something is not for publication, but no paragraph of the law is given."
    elif allowed and paragraph is None:
        numbers = ", ".join(allowed)
        yield f"There is no paragraph {exemption.paragraph} for information that is not published; there are {numbers}."
    if not exemption.reason.strip():
        yield f"What falls under paragraph {exemption.paragraph or '?'} lacks the reason why it is not published."
    if not exemption.public_interest.strip() and (paragraph is None or paragraph.public_interest):
        yield f"Under paragraph {exemption.paragraph or '?'} the public interest has to be weighed. Say how it was."


# ---- words that are closed in one place and open in another


@rule("C31", "What is not for publication is said openly elsewhere", "stop", "set", "Not for publication", leak=True)
def said_openly(context: SetContext) -> Iterator[Remark]:
    """Marked words do not stand unmarked in a public text, a picture's description, a milestone or the glossary."""
    if not _used(context.project) and not any(is_exempt(document) for document in context.project.documents):
        return
    closed = [words for share in _shares(context.project.documents) for words in _closed(share)]
    phrases = {_folded(words): words for words in closed}
    for share in _shares(context.documents):
        if share.exempt:
            continue
        for open_text, block in _open(share.section):
            for folded, words in phrases.items():
                if folded in open_text:
                    said = f"“{clip(words)}” is not for publication, but stands openly here."
                    fix = _closing(context.project, share.section, words)
                    yield Remark(said, share.document.id, share.section.id, block, words, fix)
    for name, text in _record_texts(context.project):
        for folded, words in phrases.items():
            if folded in _folded(text):
                yield Remark(f"“{clip(words)}” is not for publication, but stands openly in {name}.", quote=words)


def _closed(share: _Share) -> Iterator[str]:
    """Stretches that are not for publication and long enough, or money enough, to know again."""
    for passage in passages(share.section):
        hidden = passage.text if share.exempt else _difference(passage)
        for stretch in re.split(f"[{OBJECT}\n]+", hidden):
            sentences = re.split(r"(?<=[.!?])\s+", stretch.strip())
            for words in (*sentences, *_SUM.findall(stretch)):
                bare = words.strip(" .,;:()")
                if (len(bare) >= _FEWEST_LETTERS and len(bare.split()) >= 3) or _SUM.fullmatch(bare):
                    yield bare


def _difference(passage: Passage) -> str:
    if passage.text == passage.public:
        return ""
    pairs = zip(passage.text, passage.public, strict=True)
    return "".join(inner if outer == OBJECT else OBJECT for inner, outer in pairs)


def _open_texts(section: Section) -> tuple[tuple[str, str], ...]:
    out = [(_folded(passage.public), passage.block) for passage in passages(section)]
    for block in section.blocks:
        if caption_of(block) is not None and not block.limits.exemption:
            names = ("alternative", "description", "source", "credit")
            out.append((_folded(" ".join(getattr(block, name, "") for name in names)), block.id))
    return tuple(out)


_open: IdentityCache[Section, tuple[tuple[str, str], ...]] = by_section(_open_texts)


def _record_texts(project: Project) -> Iterator[tuple[str, str]]:
    for milestone in project.milestones:
        yield "the milestones", f"{milestone.title} {milestone.outcome} {milestone.evidence}"
    for term in project.glossary:
        yield "the glossary", f"{term.term} {term.expansion} {term.meaning}"
    for entry in project.register:
        yield "the register of documents", f"{entry.title} {entry.note}"
    for document in project.documents:
        yield "the title of a document", f"{document.title} {document.subtitle}"


def _folded(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _closing(project: Project, section: Section, words: str) -> Fix | None:
    """Marks the same words here too, under the first reason that is held."""
    home = next((each for each in passages(section) if each.block and words in each.public), None)
    if home is None or not project.exemptions:
        return None
    start = home.public.find(words)
    return Fix("Mark these words as not for publication too", _mark(home, start, words, project.exemptions[0]))


def _mark(passage: Passage, start: int, words: str, exemption: Exemption) -> Change:
    """Marks words of a passage as not for publication."""

    def change(runs: Runs) -> Runs:
        at = nearest(flat(runs), words, start)
        end = at + len(words)
        return runs if at < 0 else with_marks(runs, at, end, lambda marks: replace(marks, exemption=exemption.id))

    return in_host(passage.section, passage.host, change)


# ---- words that perhaps ought to be marked

_DIGITS = tuple("0123456789")
_SUSPECTS: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    (
        _DIGITS,
        re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?(?:\d{2}\s?){3}[A-D]\b"),
        "a National Insurance number",
    ),
    (
        _DIGITS,
        re.compile(r"(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?!\.?\w)"),
        "the address of a computer in the network",
    ),
    (("prejudice",), re.compile(r"\bwithout prejudice\b", re.IGNORECASE), "words from a legal negotiation"),
    (
        ("commercial",),
        re.compile(r"\bcommercial(?:ly)?[ -](?:in[ -])?(?:confidence|confidential|sensitive)\b", re.IGNORECASE),
        "a supplier’s confidence",
    ),
    (
        ("legal", "counsel"),
        re.compile(
            r"\b(?:counsel['’]s (?:opinion|advice)|legal advice (?:received|obtained|is|was|states|says)|"
            r"legally privileged|legal (?:professional )?privilege)\b",
            re.IGNORECASE,
        ),
        "legal advice",
    ),
    (
        ("home address", "date of birth", "lives at", "resides at", "living at"),
        re.compile(
            r"\b(?:home address|date of birth)(?:\s+(?:is|was))?\s*:?\s*\d|\b(?:lives|resides|living) at (?:\d|[A-Z])"
        ),
        "a person’s private details",
    ),
    (
        ("salary", "is paid", "redundan", "pension"),
        re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][\w’'-]+[^.]{0,60}\b(?:salary|is paid|redundan\w+|pension)\b"),
        "what a named person is paid",
    ),
    (
        ("unpatched", "known", "security updates"),
        re.compile(
            r"\b(?:unpatched|known vulnerabilit\w+|known weakness\w*|no longer receives security updates)\b",
            re.IGNORECASE,
        ),
        "a weakness that an attacker could use",
    ),
    (
        ("£",),
        re.compile(r"\b(?:tendered|bid|quoted|offered)\s+(?:a price of\s+|at\s+)?£\s?\d", re.IGNORECASE),
        "a supplier’s price",
    ),
)
"""What each shows by: letters that such words cannot do without, in small; the words; what they look like."""

_TELEPHONE = re.compile(r"(?<![\w,.£])(?:\+44\s?\d|0\d)(?:[\s-]?\d){8,9}(?!\w)")


class _Suspect(Struct, frozen=True):
    """Words that perhaps ought not to be public, and what they look like."""

    passage: Passage
    start: int
    words: str
    what: str
    is_number: bool = False


def _suspects_of(section: Section) -> tuple[_Suspect, ...]:
    read = passages(section)
    together = "\n".join(passage.public for passage in read).lower()
    likely = [each for each in _SUSPECTS if any(sign in together for sign in each[0])]
    out = []
    for passage in read:
        small = passage.public.lower()
        for signs, pattern, what in likely:
            if any(sign in small for sign in signs):
                found = pattern.finditer(passage.public)
                out += [_Suspect(passage, match.start(), match[0], what) for match in found]
        if "0" in small:
            what = "a telephone number that is no contact of this paper"
            found = _TELEPHONE.finditer(passage.public)
            out += [_Suspect(passage, match.start(), match[0], what, is_number=True) for match in found]
    return tuple(out)


_suspects: IdentityCache[Section, tuple[_Suspect, ...]] = by_section(_suspects_of)


@rule("C32", "This may not be meant for the public", "warn", "document", "Not for publication")
def possibly_exempt(context: DocumentContext) -> Iterator[Remark]:
    """Private details, suppliers' prices, legal advice and live security detail in a public text."""
    known = _known_numbers(context.project)
    for share in _shares((context.document,)):
        if share.exempt or share.section.status == "not-applicable":
            continue
        for each in _suspects(share.section):
            if not (each.is_number and _digits(each.words) in known):
                said = f"“{clip(each.words, 40)}” looks like {each.what}. Should it be public?"
                fix = _marking(context.project, each)
                yield each.passage.remark(f"{said} If not, mark it as not for publication.", each.words, fix=fix)


def _marking(project: Project, suspect: _Suspect) -> Fix | None:
    """Marks the words, where the project holds a reason to mark them with."""
    if not project.exemptions or not suspect.passage.block:
        return None
    reason = project.exemptions[0]
    words = f"Mark as not for publication (paragraph {reason.paragraph})"
    return Fix(words, _mark(suspect.passage, suspect.start, suspect.words, reason))


def _known_numbers(project: Project) -> frozenset[str]:
    """The digits of every telephone number that the details and people give out."""
    texts = [fact.value.text for fact in project.facts if isinstance(fact.value, TextValue)]
    texts += [person.telephone for person in project.people]
    return frozenset(_digits(text) for text in texts if text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).removeprefix("44").lstrip("0")


@rule("C33", "The whole report is not for publication", "note", "document", "Not for publication")
def whole_report_exempt(context: DocumentContext) -> Iterator[Remark]:
    """Openness is the rule: what must stay back can often go into an appendix of its own."""
    if context.document.kind == "report" and is_exempt(context.document):
        yield Remark("The whole report is not for publication. Could what must stay back go into an appendix?")


# ---- sums that say what was left out


@rule("C34", "A total gives away a figure that is kept back", "warn", "section", "Not for publication")
def telling_totals(context: SectionContext) -> Iterator[Remark]:
    """Where one row above a public total is kept back, anybody can work it out from the rest."""
    for block in context.section.blocks:
        if not isinstance(block, Table) or block.limits.exemption:
            continue
        for total, exemption in _telling(block):
            words = " ".join(plain(inner.runs) for inner in total.cells[0].blocks) if total.cells else ""
            said = f"One row above “{clip(words or 'the total')}” is not for publication, but the total gives it away."
            fix = Fix(
                "Keep the total back too", in_block(context.section.id, block.id, _closing_row(total.id, exemption))
            )
            yield Remark(said, block=block.id, fix=fix)


def _telling(table: Table) -> Iterator[tuple[Row, str]]:
    """Public totals with a single row kept back above them, and by which exemption that is."""
    kept: list[str] = []
    for row in table.rows[table.header_rows :]:
        if row.total:
            if len(kept) == 1 and not row.limits.exemption:
                yield row, kept[0]
            kept = []
        elif row.limits.exemption:
            kept.append(row.limits.exemption)


def _closing_row(row: str, exemption: str) -> BlockChange:
    def change(found: Block) -> tuple[Block, ...]:
        if not isinstance(found, Table):
            return (found,)
        rows = tuple(
            replace(each, limits=Limits(each.limits.editions, exemption)) if each.id == row else each
            for each in found.rows
        )
        return (replace(found, rows=rows),)

    return change
