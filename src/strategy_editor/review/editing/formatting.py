"""Looks and shapes: marks on ranges of text, paragraphs in another shape; directly, or remembering what was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    BODY,
    FormerShape,
    HeadingShape,
    ListShape,
    ParagraphShape,
    Shape,
    TextBlock,
    reshaped,
    shape_of,
)
from strategy_editor.model.hosts import HostChange, with_hosts
from strategy_editor.model.section import Section
from strategy_editor.model.text import FormerMarks, Marks, Run, with_marks
from strategy_editor.review.editing.lines import Layout
from strategy_editor.review.editing.marking import DIRECT, Writer
from strategy_editor.review.editing.replacing import Point, body_shape

DEEPEST_HEADING = 3
DEEPEST_ITEM = 6

Range = tuple[Point, Point]
MarksChange = Callable[[Marks], Marks]


class Formatted(Struct, frozen=True):
    """The section in other looks or shapes, and the suggestion that this belongs to."""

    section: Section
    suggestion: str = ""


# ---- marks


def formatted(layout: Layout, ranges: Sequence[Range], change: MarksChange, writer: Writer = DIRECT) -> Formatted:
    """The text in ``ranges`` with other marks. Suggestions remember what the characters looked like."""
    suggestion = new_id() if writer.suggesting else ""
    hosts: dict[str, HostChange] = {}
    for number, start, stop in text_ranges(layout, ranges):

        def host(block: TextBlock, start: int = start, stop: int = stop) -> TextBlock:
            runs = with_marks(block.runs, start, stop, lambda marks: _tracked(marks, change(marks), suggestion))
            return replace(block, runs=runs)

        hosts[layout.lines[number].head.id] = host
    return Formatted(with_hosts(layout.section, hosts), suggestion)


def text_ranges(layout: Layout, ranges: Sequence[Range]) -> Iterator[tuple[int, int, int]]:
    """The lines of text in ``ranges``, with the part of each: number, start, stop."""
    for start, end in ranges:
        for number in range(start.line, end.line + 1):
            line = layout.lines[number]
            if line.head.role in ("picture", "unit", "filler"):
                continue
            first = max(0, start.offset) if number == start.line else 0
            last = max(0, end.offset) if number == end.line else line.size
            if first < last:
                yield number, first, last


def marks_in(layout: Layout, ranges: Sequence[Range]) -> list[Marks]:
    """The marks of the text in ``ranges`` that is not struck out."""
    out: list[Marks] = []
    for number, start, stop in text_ranges(layout, ranges):
        position = 0
        for run in layout.lines[number].runs:
            width = len(run) if isinstance(run, Run) else 1
            if isinstance(run, Run) and position < stop and position + width > start and not run.marks.deletion:
                out.append(run.marks)
            position += width
    return out


def _look(marks: Marks | FormerMarks) -> tuple[object, ...]:
    return marks.bold, marks.italic, marks.script, marks.link, marks.language


def _tracked(old: Marks, new: Marks, suggestion: str) -> Marks:
    former = old.former
    if suggestion and not old.insertion:
        former = former or FormerMarks(suggestion, old.bold, old.italic, old.script, old.link, old.language)
    return replace(new, former=former if former is not None and _look(former) != _look(new) else None)


def cleared(marks: Marks) -> Marks:
    """Marks without looks: comments, suggestions, language and exemptions stay."""
    return replace(marks, bold=False, italic=False, script="", link="")


# ---- shapes


def shaped(
    layout: Layout, numbers: Sequence[int], change: Callable[[Shape], Shape], writer: Writer = DIRECT
) -> Formatted:
    """The lines of these numbers in other shapes. Suggestions remember what they were."""
    suggestion = new_id() if writer.suggesting else ""

    def host(block: TextBlock) -> TextBlock:
        shape = change(shape_of(block))
        if shape == shape_of(block):
            return block
        former = block.former
        if suggestion and not block.ending.insertion:
            former = former or FormerShape(suggestion, shape_of(block))
        if former is not None and former.shape == shape:
            former = None
        return replace(reshaped(block, shape), former=former)

    hosts: dict[str, HostChange] = {
        layout.lines[number].head.id: host for number in numbers if layout.lines[number].head.role == "text"
    }
    return Formatted(with_hosts(layout.section, hosts), suggestion)


STYLES: dict[str, Shape] = {
    "body": BODY,
    "numbered": ParagraphShape(numbered=True),
    "heading-1": HeadingShape(1),
    "heading-2": HeadingShape(2),
    "heading-3": HeadingShape(3),
    "bullets": ListShape("bullet"),
    "numbers": ListShape("number"),
    "letters": ListShape("letter"),
    "quote": ParagraphShape("quote"),
    "note": ParagraphShape("note"),
}
"""The styles that a writer can choose, by the id of their act."""


def style_of(shape: Shape) -> str:
    """The style that a shape belongs to."""
    match shape:
        case HeadingShape(level):
            return f"heading-{min(DEEPEST_HEADING, max(1, level))}"
        case ListShape(kind):
            return {"bullet": "bullets", "number": "numbers", "letter": "letters"}[kind]
        case ParagraphShape(kind, numbered):
            return kind if kind != "body" else "numbered" if numbered else "body"


def in_style(style: str, shape: Shape) -> Shape:
    """A shape in another style; items of a list keep their level."""
    wanted = STYLES[style]
    if isinstance(wanted, ListShape) and isinstance(shape, ListShape):
        return replace(shape, kind=wanted.kind)
    return wanted


def deeper(shape: Shape) -> Shape:
    """One level further in."""
    match shape:
        case HeadingShape(level):
            return HeadingShape(min(DEEPEST_HEADING, level + 1))
        case ListShape(level=level):
            return replace(shape, level=min(DEEPEST_ITEM, level + 1))
    return shape


def shallower(shape: Shape, section: Section) -> Shape:
    """One level further out; an outermost item is running text."""
    match shape:
        case HeadingShape(level):
            return HeadingShape(max(1, level - 1))
        case ListShape(level=1):
            return body_shape(section)
        case ListShape(level=level):
            return replace(shape, level=level - 1, restart=False)
    return shape
