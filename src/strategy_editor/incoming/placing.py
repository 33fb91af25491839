"""Where each piece of an old document goes: a proposal by its title, lines that can be changed, and the project made.

A line sends its piece to a section (as text to start from, or as text to read beside it), to the line above, to a new
section of a document, or nowhere. What goes nowhere is kept as *left over* with the project, so that placed and left
over are together all that was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.incoming.found import Findings, Piece
from strategy_editor.incoming.speaking import Speaker, as_kept
from strategy_editor.model.blocks import Block, Heading, Live, Paragraph
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.records import Picture, ReferenceText
from strategy_editor.model.section import Document, DocumentKind, Section
from strategy_editor.model.text import Runs, clean_line, plain
from strategy_editor.model.tree import all_sections, document_of, find_section, with_section

Use = Literal["text", "reference", "above", "plain", "new", "left"]
"""``text``: the section starts from it; ``reference``: kept to read beside the section; ``above``: part of the line
above, its heading a sub-heading; ``plain``: part of it too, but its heading is none, only text; ``new``: a section of
its own at the end of a document; ``left``: left over."""

JOINING: tuple[Use, ...] = ("above", "plain")
"""Uses that send a piece where the one before it goes."""

SURE, _LIKELY = 78.0, 55.0
"""How alike two titles are, of 100, for text to start from, and for text to read beside the section."""
_DEEPEST_HEADING = 3
_DOCUMENT = re.compile(r"(appendix|annex|schedule|part)\s+([a-z]|\d+)\b[\s:.–—-]*", re.IGNORECASE)
_SMALL_WORDS = frozenset("a an and the of for to in on our we will with by from is are what how".split())  # noqa: SIM905
_SAME = (
    ("foreword", "introduction by the leader", "message from the leader"),
    ("executive summary", "summary", "overview", "at a glance"),
    ("introduction", "background", "purpose", "about this strategy"),
    ("vision", "ambition", "our aims", "vision and aims", "aims and objectives"),
    ("context", "drivers", "business context", "where we are now", "current position", "current state"),
    ("applications", "systems", "software", "business systems"),
    ("infrastructure", "technology", "networks and hardware"),
    ("finance", "funding", "resources", "costs", "budget", "financial implications"),
    ("risks", "risk management", "risk register"),
    ("governance", "decision making", "management arrangements"),
    ("milestones", "action plan", "implementation plan", "roadmap", "delivery plan", "next steps"),
    ("measures", "monitoring", "monitoring and review", "performance", "measuring success"),
    ("information management", "data", "information and data", "records management"),
    ("security", "information security", "cyber security"),
    ("people", "skills", "workforce", "staff and skills"),
)
"""Titles that councils use for the same thing."""


class Target(Struct, frozen=True):
    """A section that text can go to."""

    document: str
    section: str
    title: str
    document_title: str
    path: str
    kind: DocumentKind = "strategy"


class Line(Struct, frozen=True):
    """What happens to a piece: its use, the section or (for ``new``) the document; how sure that was, of 100."""

    piece: int
    use: Use
    section: str = ""
    document: str = ""
    likeness: int = 0


class Plan(Struct, frozen=True):
    """The lines of all pieces, in order."""

    lines: tuple[Line, ...]

    def with_line(self, line: Line) -> Plan:
        """The plan with ``line`` in the place of the one for the same piece."""
        return Plan(tuple(line if each.piece == line.piece else each for each in self.lines))

    def resolved(self) -> tuple[Line, ...]:
        """Each line as it ends up: one that goes to the line above goes where that goes."""
        out: list[Line] = []
        for line in self.lines:
            if line.use in JOINING:
                before = out[-1] if out else None
                kept = before or Line(line.piece, "left")
                out.append(replace(kept, piece=line.piece, likeness=line.likeness))
            else:
                out.append(line)
        return tuple(out)


# ---- the proposal


def targets(project: Project, documents: Iterable[str] = ()) -> tuple[Target, ...]:
    """The sections that text can go to, in reading order; of these documents only, where any are named."""
    wanted = frozenset(documents)
    out = []
    for document, section in all_sections(project):
        if wanted and document.id not in wanted:
            continue
        if section.blocks and all(isinstance(block, Live) for block in section.blocks):
            continue
        title = _words(section.title)
        found = find_section(project, section.id)
        above = [_words(each.title) for each in found.parents] if found else []
        out.append(Target(document.id, section.id, title, document.title, " › ".join([*above, title]), document.kind))
    return tuple(out)


def proposal(project: Project, findings: Findings, documents: Iterable[str] = ()) -> Plan:
    """A place for each piece: the section with the likest title, in the document that the old one is speaking of.

    A heading with nothing like it among the sections stays below the one above it, or is left over at the top level.
    """
    places = targets(project, documents)
    lines: list[Line] = []
    context = ""
    above_level = 0
    for piece in findings.pieces:
        if piece.level == 0:
            lines.append(Line(piece.number, "left"))
            continue
        spoken = document_meant(project, piece.name, places)
        if spoken or piece.level == 1:
            context = spoken
        likeness, best = _likest(piece.name, places, context)
        if spoken and likeness < SURE:
            first = next(each for each in places if each.document == spoken)
            lines.append(
                Line(piece.number, "text", first.section, spoken) if piece.blocks else Line(piece.number, "left")
            )
            above_level = piece.level if piece.blocks else 0
            continue
        if best is not None and likeness >= SURE:
            lines.append(Line(piece.number, "text", best.section, best.document, round(likeness)))
            above_level = piece.level
        elif piece.level > above_level > 0:
            lines.append(Line(piece.number, "above"))
        elif best is not None and likeness >= _LIKELY:
            lines.append(Line(piece.number, "reference", best.section, best.document, round(likeness)))
            above_level = piece.level
        else:
            lines.append(Line(piece.number, "left"))
            above_level = piece.level
    return Plan(tuple(lines))


def _words(runs: Runs) -> str:
    return clean_line(plain(runs))


def appendix_in(title: str) -> tuple[str, str] | None:
    """The letter and the name in a title such as ``Appendix B: Infrastructure``; None in any other."""
    match = _DOCUMENT.match(title)
    return (match[2], title[match.end() :]) if match else None


def document_meant(project: Project, title: str, places: tuple[Target, ...]) -> str:
    """The document that a title such as ``Appendix B: Infrastructure`` speaks of; empty where it speaks of none."""
    spoken = appendix_in(title)
    if spoken is None:
        return ""
    letter, rest = spoken
    within = {each.document for each in places}
    appendices = [document for document in project.documents if document.id in within and document.kind == "appendix"]
    for document in appendices:
        agrees = not rest or likeness_of(rest, document.title) >= 40 or len(appendices) == 1
        if agrees and project.letter(document).lower() == letter.lower():
            return document.id
    by_title = max(appendices, key=lambda each: likeness_of(rest, each.title), default=None)
    if by_title is not None and likeness_of(rest, by_title.title) >= _LIKELY:
        return by_title.id
    return ""


def _likest(title: str, places: tuple[Target, ...], context: str) -> tuple[float, Target | None]:
    best: tuple[float, Target | None] = (0.0, None)
    for each in places:
        likeness = likeness_of(title, each.title)
        if context:
            likeness += 8 if each.document == context else -12
        elif each.kind == "strategy":
            likeness += 3
        if likeness > best[0]:
            best = (likeness, each)
    return (min(best[0], 100.0), best[1])


@lru_cache(maxsize=100_000)
def likeness_of(one: str, other: str) -> float:
    """How alike two titles are, of 100: by their telling words, and by what councils call the same thing."""
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 100.0
    alike = fuzz.token_sort_ratio(first, second)
    inside = fuzz.token_set_ratio(first, second) * (0.86 if min(first.count(" "), second.count(" ")) else 0.7)
    same = 90.0 if any(first in group and second in group for group in _TELLING_SAME) else 0.0
    return max(alike, inside, same)


@lru_cache(maxsize=10_000)
def _telling(title: str) -> str:
    words = re.findall(r"[^\W_]+", _DOCUMENT.sub("", title).lower())
    kept = [word for word in words if word not in _SMALL_WORDS]
    return " ".join(kept or words)


_TELLING_SAME = tuple(frozenset(_telling(title) for title in group) for group in _SAME)


# ---- the project made


class Outcome(Struct, frozen=True):
    """The project with everything brought in, and how many words went where.

    ``comments`` and ``changes`` count what came to be decided.
    """

    project: Project
    placed: int
    kept_beside: int
    left_over: int
    sections: tuple[str, ...]
    comments: int = 0
    changes: int = 0


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def brought_in(
    project: Project,
    findings: Findings,
    plan: Plan,
    source: str,
    pictures: Mapping[str, Picture],
    *,
    comments: bool = True,
    at: datetime = _LONG_AGO,
) -> Outcome:
    """The project with each piece where its line sends it; ``source`` names the old file, ``pictures`` its pictures.

    Text is put after what a section says already, and a section that was not started is in draft. ``comments``: those
    of the old file come too, and ``at`` is when what carries no time was said. Raises :class:`WrongUse` where a line
    names a section or document that is not there.
    """
    bringing = _Bringing(project, source, findings)
    by_number = {piece.number: piece for piece in findings.pieces}
    for line, asked in zip(plan.resolved(), plan.lines, strict=True):
        piece = by_number[line.piece]
        bringing.line(_as_text(piece) if asked.use == "plain" else piece, line, joins=asked.use in JOINING)
    return bringing.outcome(pictures, comments=comments, at=at)


class _Bringing:
    """The project while pieces are put into it, one after the other."""

    def __init__(self, project: Project, source: str, findings: Findings) -> None:
        self._project = project
        self._findings = findings
        self._homes: dict[str, str] = {}
        self._pieces: dict[int, str] = {}
        self._source = source
        self._counts: dict[Use, int] = {}
        self._tops: dict[str, int] = {}
        self._made = ""
        self._references: list[ReferenceText] = []

    def line(self, piece: Piece, line: Line, *, joins: bool) -> None:
        """One piece. ``joins``: it belongs to the piece before it."""
        if line.use in ("text", "new"):
            self._as_text(piece, line, joins=joins)
        else:
            self._as_reference(piece, line, joins=joins)
        use: Use = "text" if line.use == "new" else line.use
        self._counts[use] = self._counts.get(use, 0) + words_of(piece)

    def outcome(self, pictures: Mapping[str, Picture], *, comments: bool, at: datetime) -> Outcome:
        used = {**self._project.pictures, **{each.id: each for each in pictures.values()}}
        words = self._findings.references
        kept = (replace(each, blocks=as_kept(each.blocks, words)) for each in self._references)
        project = replace(self._project, references=(*self._project.references, *kept), pictures=used)
        speaker = Speaker(project, self._findings, self._homes, self._tops, self._pieces)
        project = speaker.speak(comments=comments, at=at)
        placed, beside, left = (self._counts.get(use, 0) for use in _COUNTED)
        return Outcome(project, placed, beside, left, tuple(self._tops), speaker.comments, speaker.changes)

    def _as_text(self, piece: Piece, line: Line, *, joins: bool) -> None:
        if line.use == "new" and not (joins and self._made):
            self._project, self._made = _with_new_section(self._project, line.document, piece)
            self._tops[self._made] = piece.level
            section, keeps = _section(self._project, self._made), False
        else:
            section = _section(self._project, self._made if line.use == "new" else line.section)
            keeps = _keeps_heading(piece, section, first=section.id not in self._tops)
        top = self._tops.setdefault(section.id, piece.level)
        self._project = with_section(self._project, _added(section, piece, top, keep_heading=keeps))
        self._homes[piece.id] = piece.id if keeps else section.id
        self._homes.update((block.id, block.id) for block in piece.blocks)
        self._pieces[piece.number] = section.id

    def _as_reference(self, piece: Piece, line: Line, *, joins: bool) -> None:
        beside = line.section if line.use == "reference" else ""
        if beside:
            _section(self._project, beside)
            self._pieces[piece.number] = beside
        if joins and self._references and self._references[-1].section == beside:
            self._references[-1] = _joined(self._references[-1], piece)
        elif piece.blocks or piece.title:
            self._references.append(_reference(piece, self._source, beside))


def _as_text(piece: Piece) -> Piece:
    """The piece with its heading as the first paragraph of its text."""
    if not piece.title:
        return piece
    first = Paragraph(new_id(), piece.title)
    return replace(piece, title=(), blocks=(first, *piece.blocks), words=words_of(piece))


_COUNTED: tuple[Use, ...] = ("text", "reference", "left")


def words_of(piece: Piece) -> int:
    """The words of a piece, its heading included."""
    return piece.words + len(plain(piece.title).split())


def _section(project: Project, id: str) -> Section:
    found = find_section(project, id)
    if found is None:
        raise WrongUse(f"There is no section “{id}” in this strategy.", advice="It may have been removed.")
    return found.section


def _keeps_heading(piece: Piece, section: Section, *, first: bool) -> bool:
    """The heading stays as a sub-heading unless the section says the same already."""
    if not piece.title:
        return False
    return not (first and _telling(piece.name) == _telling(_words(section.title)))


def _added(section: Section, piece: Piece, top: int, *, keep_heading: bool) -> Section:
    blocks: list[Block] = []
    shift = max(0, piece.level - top)
    if keep_heading:
        blocks.append(Heading(piece.id or new_id(), piece.title, min(_DEEPEST_HEADING, 1 + shift)))
    for block in piece.blocks:
        deeper = replace(block, level=min(_DEEPEST_HEADING, 2 + shift)) if isinstance(block, Heading) else block
        blocks.append(deeper)
    return _longer(section, blocks)


def with_text_added(project: Project, section: str, blocks: Iterable[Block]) -> Project:
    """The project with blocks at the end of a section, which is in draft then. Raises :class:`WrongUse`."""
    return with_section(project, _longer(_section(project, section), blocks))


def _longer(section: Section, blocks: Iterable[Block]) -> Section:
    """Blocks after what a section says; its own scheme decides whether paragraphs take numbers."""
    added = [
        replace(each, numbered=False) if isinstance(each, Paragraph) and section.scheme != "paragraphs" else each
        for each in blocks
    ]
    status = "in-draft" if section.status == "not-started" and added else section.status
    kept = () if _is_blank(section) else section.blocks
    return replace(section, blocks=(*kept, *added), status=status)


def _is_blank(section: Section) -> bool:
    """Whether a section holds nothing but empty paragraphs."""
    return all(
        isinstance(block, Paragraph) and not block.runs and not block.ending.deletion for block in section.blocks
    )


def _with_new_section(project: Project, id: str, piece: Piece) -> tuple[Project, str]:
    document: Document = document_of(project, id)
    section = Section(new_id(), piece.title, status="in-draft")
    return with_document(project, replace(document, sections=(*document.sections, section))), section.id


def _reference(piece: Piece, source: str, section: str) -> ReferenceText:
    return ReferenceText(new_id(), piece.name, source, section, piece.blocks)


def _joined(reference: ReferenceText, piece: Piece) -> ReferenceText:
    heading = (Heading(new_id(), piece.title, 1),) if piece.title else ()
    return replace(reference, blocks=(*reference.blocks, *heading, *piece.blocks))
