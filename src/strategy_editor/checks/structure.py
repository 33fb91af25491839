"""Structure: headings, lists and numbers are real ones, and emphasis is sparing: every reader can find the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from strategy_editor.checks.finding import Change, Fix, Remark
from strategy_editor.checks.fixes import BlockChange, delete, in_block, in_host, in_section, reword
from strategy_editor.checks.prose import Passage, clip, own_words, words_of
from strategy_editor.checks.rules import DocumentContext, SectionContext, rule
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block, Heading, ListItem, ListKind, Live, PageBreak, Paragraph
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Marks, Runs, cut, flat, length, objects, plain, runs_from, with_marks
from strategy_editor.model.tree import RunsChange, walk_sections
from strategy_editor.templates.roles import UNPRINTED_HEADINGS

_LONGEST_HEADING = 100
_LONGEST_FAKE = 80
_LONGEST_ITALIC = 8
_NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)](?!\d)|\([a-z]{1,2}\)|\([ivx]{1,4}\)|[a-z]\))\s+(?=\S)"
)
_DASH = re.compile(r"(?P<mark>[-–—•·*▪◦‣o])[ \t\u00a0]+(?=\S)")
_SHOUT = re.compile(r"\b[A-Z][A-Z’'&-]+(?:\s+(?:[A-Z][A-Z’'&-]+|[A-Z]|\d+)){3,}\b")
_EMPTY_LINKS = frozenset(
    ("click here", "here", "this link", "link", "more", "read more", "click", "this page", "website")
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CONTENTS_FROM_SIDES = 10
_CONTENTS_FROM_WORDS = 4500


# ---- headings


@rule("C70", "Headings are not in order", "stop", "section", "Structure and accessibility")
def headings(context: SectionContext) -> Iterator[Remark]:
    """They start at the first level, skip none, are not empty, not doubled, and short enough to be read out."""
    section = context.section
    if not plain(section.title).strip() and not any(True for _ in objects(section.title)):
        yield from _untitled(context)
    level = 0
    seen: dict[tuple[int, str], str] = {}
    for block in section.blocks:
        if not isinstance(block, Heading):
            continue
        words = words_of(block).strip()
        if not words and not any(True for _ in objects(block.runs)):
            fix = delete("Delete the empty heading", section.id, block)
            yield Remark("A heading here is empty.", block=block.id, fix=fix)
            continue
        if block.level > level + 1:
            said = f"“{clip(words)}” skips a level: it stands {_deep(block.level)}, below {_above(level)}."
            yield Remark(
                said, block=block.id, quote=words, fix=Fix("Mend the levels", in_section(section.id, _levelled))
            )
        level = block.level
        if len(words) >= _LONGEST_HEADING:
            said = f"The heading “{clip(words)}” has {len(words)} characters; readers who hear it lose the thread."
            yield Remark(said, block=block.id, quote=words, severity="warn")
        key = (block.level, words.lower())
        if key in seen:
            yield Remark(f"“{clip(words)}” is a heading twice here.", block=block.id, quote=words, severity="warn")
        seen[key] = block.id
        seen = {each: id for each, id in seen.items() if each[0] <= block.level}


def _untitled(context: SectionContext) -> Iterator[Remark]:
    if context.role in UNPRINTED_HEADINGS:
        return
    title, id = context.wanted.title if context.wanted else "", context.section.id
    fix = Fix(f"Call it “{title}”", in_host(id, id, lambda _: runs_from(title))) if title else None
    yield Remark("This section has no title.", fix=fix)


def _deep(level: int) -> str:
    return f"at level {level}"


def _above(level: int) -> str:
    return f"a heading at level {level}" if level else "the title of the section"


def _levelled(section: Section) -> Section:
    """The section with no level skipped: each heading is at most one below the one before it."""
    level, out = 0, []
    for block in section.blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            block = block if block.level == level else replace(block, level=level)
        out.append(block)
    return replace(section, blocks=tuple(out))


@rule("C71", "A paragraph only looks like a heading", "warn", "section", "Structure and accessibility")
def fake_headings(context: SectionContext) -> Iterator[Remark]:
    """A short line, all of it bold, above a text: those who cannot see it do not know that it is a heading."""
    blocks = context.section.blocks
    if context.role in UNPRINTED_HEADINGS:
        return
    for place, block in enumerate(blocks[:-1]):
        if isinstance(block, Paragraph) and block.kind == "body" and _is_fake(block) and _leads(blocks[place + 1]):
            words = plain(block.runs).strip()
            level = _level_at(blocks, place)
            fix = Fix("Make it a heading", in_block(context.section.id, block.id, _as_heading(level)))
            yield Remark(f"“{clip(words)}” is bold text, not a heading.", block=block.id, quote=words, fix=fix)


def _is_fake(block: Paragraph) -> bool:
    words = plain(block.runs).strip()
    return (
        0 < len(words) <= _LONGEST_FAKE
        and words[-1] not in ".,;!?"
        and all(run.marks.bold for run in block.runs if not isinstance(run.content, str) or run.content.strip())
    )


def _leads(block: Block) -> bool:
    return not isinstance(block, Heading | PageBreak)


def _level_at(blocks: tuple[Block, ...], place: int) -> int:
    """The level that a heading here would take: that of the heading before it, or the first."""
    return next((each.level for each in reversed(blocks[:place]) if isinstance(each, Heading)), 1)


def _as_heading(level: int) -> BlockChange:
    def change(block: Block) -> tuple[Block, ...]:
        if not isinstance(block, Paragraph):
            return (block,)
        runs = with_marks(block.runs, 0, length(block.runs), lambda marks: replace(marks, bold=False))
        return (Heading(block.id, runs, level, block.ending, block.former, block.limits),)

    return change


# ---- numbers and lists


@rule("C72", "A number is typed", "warn", "section", "Structure and accessibility")
def typed_numbers(context: SectionContext) -> Iterator[Remark]:
    """Typed numbers do not follow when something moves, and stand beside the real ones."""
    for passage in context.passages:
        match = _NUMBER.match(passage.text)
        if match is None or passage.kind not in ("title", "heading", "paragraph", "item"):
            continue
        number = match["number"]
        if passage.kind == "title":
            change: Change = in_host(passage.section, passage.host, _without(match[0]))
        elif passage.host == passage.block:
            change = in_block(passage.section, passage.block, _numbered(match[0]))
        else:
            change = in_host(passage.section, passage.host, _without(match[0]))
        said = f"“{number}” is typed before “{clip(passage.text[match.end() :], 40)}”."
        yield passage.remark(said, match[0].strip(), fix=Fix("Use a real number", change))


def _without(lead: str) -> RunsChange:
    """The text without the typed words that it starts with; as it is where it starts otherwise."""
    return lambda runs: cut(runs, len(lead), length(runs)) if flat(runs).startswith(lead) else runs


def _numbered(lead: str) -> BlockChange:
    number = lead.strip()

    def change(block: Block) -> tuple[Block, ...]:
        if not isinstance(block, Paragraph | Heading | ListItem) or not flat(block.runs).startswith(lead):
            return (block,)
        runs = _without(lead)(block.runs)
        if not isinstance(block, Paragraph):
            return (replace(block, runs=runs),)
        if re.match(r"\d+\.\d", number):
            return (replace(block, runs=runs, numbered=True),)
        kind: ListKind = "number" if number[0].isdigit() else "letter"
        return (ListItem(block.id, runs, kind, ending=block.ending, former=block.former, limits=block.limits),)

    return change


@rule("C75", "A list or a space is made with the keyboard", "warn", "section", "Structure and accessibility")
def typed_lists(context: SectionContext) -> Iterator[Remark]:
    """Dashes at the start of lines are no list, and empty paragraphs are no space."""
    section = context.section
    blocks = section.blocks
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph | ListItem):
            continue
        if not block.runs or (not plain(block.runs).strip() and not any(True for _ in objects(block.runs))):
            if len(blocks) > 1:
                fix = delete("Delete the empty paragraph", section.id, block)
                yield Remark("A paragraph here is empty.", block=block.id, fix=fix)
        elif match := _DASH.match(plain(block.runs)):
            if match["mark"] == "o" and not _again(blocks, place):
                continue
            said = f"“{match['mark']}” is typed before “{clip(plain(block.runs)[match.end() :], 40)}”."
            fix = Fix("Make it an item of a list", in_block(section.id, block.id, _as_item(match[0])))
            yield Remark(said, block=block.id, quote=match[0], fix=fix)


def _again(blocks: tuple[Block, ...], place: int) -> bool:
    """Whether a neighbour begins with the same letter: "o" is a bullet only in company."""
    beside = (blocks[each] for each in (place - 1, place + 1) if 0 <= each < len(blocks))
    return any(words_of(block).startswith("o ") for block in beside)


def _as_item(lead: str) -> BlockChange:
    def change(block: Block) -> tuple[Block, ...]:
        if not isinstance(block, Paragraph | ListItem) or not flat(block.runs).startswith(lead):
            return (block,)
        runs = _without(lead)(block.runs)
        level = block.level if isinstance(block, ListItem) else 1
        return (
            ListItem(block.id, runs, "bullet", level, ending=block.ending, former=block.former, limits=block.limits),
        )

    return change


# ---- links


@rule("C76", "A link does not say where it leads", "warn", "section", "Structure and accessibility")
def links(context: SectionContext) -> Iterator[Remark]:
    """“Click here” and bare addresses mean nothing to those who hear links one after the other."""
    for passage in context.passages:
        for start, words, link in _links(passage):
            said = words.strip().strip(".").lower()
            if said in _EMPTY_LINKS:
                yield passage.remark(f"“{words}” does not say where the link leads. Name the page.", words)
            elif _ADDRESS.fullmatch(words.strip()):
                yield passage.remark(
                    f"“{clip(words, 40)}” is an address. Write the name of the page as the link.", words
                )
            elif link.startswith("#") or not link.strip("#/ "):
                fix = Fix("Take the link away", in_host(passage.section, passage.host, _unlinked(start, len(words))))
                yield passage.remark(f"The link on “{clip(words, 40)}” leads nowhere.", words, fix=fix)


def _links(passage: Passage) -> Iterator[tuple[int, str, str]]:
    """Every link: where it starts, its words, its address. Neighbouring runs with one address are one link."""
    position, start, words, link = 0, 0, "", ""
    for run in passage.runs:
        if run.marks.link != link:
            if link and words:
                yield start, words, link
            start, words, link = position, "", run.marks.link
        if isinstance(run.content, str) and run.marks.link:
            words += run.content
        position += len(run)
    if link and words:
        yield start, words, link


def _unlinked(start: int, count: int) -> RunsChange:
    return lambda runs: with_marks(runs, start, start + count, lambda marks: replace(marks, link=""))


# ---- how the text looks


@rule("C77", "Text is set so that it is hard to read", "warn", "section", "Structure and accessibility")
def looks(context: SectionContext) -> Iterator[Remark]:
    """Italics over a phrase, and words in capitals one after the other."""
    for passage in context.passages:
        if passage.kind == "footnote":
            continue
        for start, words in _italics(passage):
            if len(words.split()) > _LONGEST_ITALIC:
                fix = Fix("Set it upright", in_host(passage.section, passage.host, _upright(start, len(words))))
                yield passage.remark(f"“{clip(words)}” is all in italics, which are hard to read.", words, fix=fix)
        for match in _SHOUT.finditer(passage.text):
            better = _sentence_case(match[0], context, start=match.start() == 0)
            fix = reword(f"Write “{clip(better, 30)}”", passage, match.start(), match[0], better)
            yield passage.remark(f"“{clip(match[0])}” is in capitals, which are hard to read.", match[0], fix=fix)


def _italics(passage: Passage) -> Iterator[tuple[int, str]]:
    position, start, words = 0, 0, ""
    for run in passage.runs:
        if isinstance(run.content, str) and run.marks.italic and not run.marks.language:
            if not words:
                start = position
            words += run.content
        elif words:
            yield start, words
            words = ""
        position += len(run)
    if words:
        yield start, words


def _upright(start: int, count: int) -> RunsChange:
    def upright(marks: Marks) -> Marks:
        return replace(marks, italic=False)

    def change(runs: Runs) -> Runs:
        return with_marks(runs, start, start + count, upright)

    return change


def _sentence_case(text: str, context: SectionContext, *, start: bool) -> str:
    """Small letters, but for the first and for acronyms that the glossary or the council know."""
    known = {term.term for term in context.project.glossary} | set(context.project.profile.words)
    words = [word if word in known else word.lower() for word in text.split(" ")]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:] if start else joined


@rule("C80", "A long paper has no contents list", "note", "document", "Structure and accessibility")
def contents_needed(context: DocumentContext) -> Iterator[Remark]:
    """Over ten pages. Every paper but a report has one of its own accord."""
    document = context.document
    if document.kind != "report" or _has_contents(document):
        return
    sides = context.situation.sides.get(document.id, 0)
    if sides > _CONTENTS_FROM_SIDES or (not sides and _words(context) > _CONTENTS_FROM_WORDS):
        said = "The report is long enough to need a contents list."
        first = next(iter(document.sections), None)
        fix = Fix("Put one at the start", in_section(first.id, _with_contents)) if first else None
        yield Remark(said, fix=fix)


def _has_contents(document: Document) -> bool:
    sections = walk_sections(document.sections)
    return any(isinstance(each, Live) and each.kind == "contents" for section in sections for each in section.blocks)


def _words(context: DocumentContext) -> int:
    return sum(own_words(section) for section in context.sections)


def _with_contents(section: Section) -> Section:
    there = any(isinstance(block, Live) and block.kind == "contents" for block in section.blocks)
    return section if there else replace(section, blocks=(*section.blocks, Live(new_id(), "contents")))
