"""The one text edit: replace what stands between two points of a section, directly or as a suggestion.

Tables and other units inside the range go or stay as a whole. What cannot be done raises :class:`Refused`, whose
sentence is for the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.model.blocks import (
    BODY,
    TEXT_BLOCKS,
    Block,
    Box,
    Cell,
    Paragraph,
    ParagraphShape,
    Shape,
    Table,
    caption_of,
    with_caption,
)
from strategy_editor.model.section import Section
from strategy_editor.model.text import Footnote, Marks, Run, Runs, join, map_runs
from strategy_editor.model.tree import map_block_runs
from strategy_editor.review.editing.comments import with_comments_kept
from strategy_editor.review.editing.lines import ROOT, Layout, Spot
from strategy_editor.review.editing.marking import (
    DIRECT,
    Writer,
    inherited,
    marked,
    marks_beside,
    remaining,
    suggestion_for,
)
from strategy_editor.review.editing.pieces import (
    Break,
    Piece,
    Rebuilt,
    Text,
    Unit,
    divided,
    pieces_of,
    rebuilt,
    size,
    total,
)

BEFORE = -1
"""The offset of a point in front of the box that its line is the first of."""


class Point(NamedTuple):
    """A place in a layout: the number of a line, and an offset in characters (or :data:`BEFORE`)."""

    line: int
    offset: int


class Edit(Struct, frozen=True):
    """Replace ``start`` to ``end`` by ``added``. Marks of an ``explicit`` edit (a paste) are kept as they are."""

    start: Point
    end: Point
    added: tuple[Piece, ...] = ()
    explicit: bool = False


class Outcome(Struct, frozen=True):
    """The new section; the places before and behind what was removed or added; comments that go on behind it.

    ``suggestion`` is the one that the change belongs to; it may be new.
    """

    section: Section
    before: Spot
    after: Spot
    carried: tuple[str, ...] = ()
    suggestion: str = ""


class _Range(NamedTuple):
    """A range in a stream of blocks, and how to put the blocks that follow back into the section."""

    blocks: Sequence[Block]
    start: int
    stop: int
    fallback: Spot
    put: Callable[[Sequence[Block]], Section]


TORN = "This would tear a picture or table from its caption. Nothing was changed."
CROSSED = "This would cross the edge of a table or box. Nothing was changed."
NOTES = "This would join footnotes with each other. Nothing was changed."
NO_CELL = "The table has no cell here. Nothing was changed."


def replaced(layout: Layout, edit: Edit, writer: Writer = DIRECT, carried: Sequence[str] = ()) -> Outcome:
    """The section after ``edit``. ``carried`` are comments that typing goes on with (see :attr:`Outcome.carried`)."""
    edit = _within_text(layout, edit)
    where, edit = _located(layout, edit)
    outcome = _spliced(layout.section, where, edit, writer, carried)
    return replace(outcome, section=with_comments_kept(layout.section, outcome.section))


def body_shape(section: Section) -> Shape:
    """What running text is in the section: numbered where its scheme numbers paragraphs."""
    return ParagraphShape(numbered=True) if section.scheme == "paragraphs" else BODY


# ---- where


def _within_text(layout: Layout, edit: Edit) -> Edit:
    """A range that reaches from the text into the footnotes ends with the text: the notes follow their calls."""
    first, last = layout.lines[edit.start.line].head, layout.lines[edit.end.line].head
    if last.role != "note" or first.id == last.id:
        return edit
    if first.role == "note":
        raise Refused(NOTES)
    number = edit.end.line
    while layout.lines[number].head.role == "note":
        number -= 1
    return replace(edit, end=Point(number, layout.lines[number].size))


def _located(layout: Layout, edit: Edit) -> tuple[_Range, Edit]:
    first, last = layout.lines[edit.start.line].head, layout.lines[edit.end.line].head
    if first.role == "picture" and edit.start == edit.end and edit.start.offset == 1:
        here = Point(edit.start.line + 1, 0)
        edit = replace(edit, start=here, end=here)
        first = last = layout.lines[here.line].head
    if first.home == last.home and first.role in ("caption", "note") and edit.start.offset >= 0:
        return _in_one_line(layout, edit)
    if first.home == last.home and first.container != ROOT and edit.start.offset >= 0:
        return _in_frame(layout, edit)
    if _is_inside(layout, edit.start) or _is_inside(layout, edit.end):
        raise Refused(CROSSED)
    return _in_section(layout, edit)


def _is_inside(layout: Layout, point: Point) -> bool:
    return layout.lines[point.line].head.container != ROOT and point.offset != BEFORE


def _in_section(layout: Layout, edit: Edit) -> tuple[_Range, Edit]:
    """A range of the section's own blocks."""
    blocks = layout.section.blocks
    first, offset = _start_gap(layout, edit.start)
    last, end, inclusive = _end_gap(layout, edit.end)
    stop = last + inclusive
    start = min(first, stop)
    head = layout.lines[edit.start.line].head

    def put(new: Sequence[Block]) -> Section:
        return replace(layout.section, blocks=(*blocks[:start], *new, *blocks[stop:]))

    behind = total(pieces_of(blocks[start:last])) + end
    where = _Range(blocks[start:stop], offset, max(offset, behind), Spot(head.id, max(0, edit.start.offset)), put)
    return where, edit


def _start_gap(layout: Layout, point: Point) -> tuple[int, int]:
    """The block that a range starts in, and how far into its stream."""
    line, index = layout.lines[point.line], layout.block_at[point.line]
    match line.head.role:
        case "filler":
            return index, 0
        case "text" if point.offset != BEFORE:
            return index, point.offset
    if point.offset == BEFORE or _is_first(layout, point):
        return index, 0
    if _is_last(layout, point):
        return index, 1
    if isinstance(layout.section.blocks[index], Table):
        return index, 0
    raise Refused(TORN)


def _end_gap(layout: Layout, point: Point) -> tuple[int, int, bool]:
    """The block that a range ends in, how far into its stream, and whether it is part of the stream at all."""
    line, index = layout.lines[point.line], layout.block_at[point.line]
    match line.head.role:
        case "filler":
            return index, 0, False
        case "text" if point.offset != BEFORE:
            return index, point.offset, True
    if point.offset == BEFORE and isinstance(layout.section.blocks[index], Table):
        raise Refused(TORN)
    if point.offset == BEFORE or _is_first(layout, point):
        return index, 0, True
    if line.head.role in ("picture", "unit") or _is_last(layout, point):
        return index, 1, True
    raise Refused(TORN)


def _is_first(layout: Layout, point: Point) -> bool:
    """Whether the point is at the very start of its unit."""
    previous = point.line - 1
    return point.offset == 0 and (
        previous < 0 or layout.lines[previous].head.owner != layout.lines[point.line].head.owner
    )


def _is_last(layout: Layout, point: Point) -> bool:
    """Whether the point is at the very end of its unit."""
    following, line = point.line + 1, layout.lines[point.line]
    ends = following >= len(layout.lines) or layout.lines[following].head.owner != line.head.owner
    return ends and point.offset >= line.size


def _in_frame(layout: Layout, edit: Edit) -> tuple[_Range, Edit]:
    """A range in one cell or box."""
    head = layout.lines[edit.start.line].head
    if head.role == "filler":
        raise Refused(NO_CELL)
    number = layout.block_at[edit.start.line]
    unit = layout.section.blocks[number]
    inner: Sequence[Block] = _inner_blocks(unit, head.home)
    first = edit.start.line
    while first and layout.lines[first - 1].head.home == head.home:
        first -= 1
    start, stop = edit.start.line - first, edit.end.line - first + 1

    def put(new: Sequence[Block]) -> Section:
        return with_block(layout.section, number, _with_inner(unit, head.home, (*inner[:start], *new, *inner[stop:])))

    behind = total(pieces_of(inner[start : stop - 1])) + edit.end.offset
    fits = replace(edit, added=tuple(piece for piece in edit.added if not isinstance(piece, Unit)))
    return _Range(inner[start:stop], edit.start.offset, behind, Spot(head.id, edit.start.offset), put), fits


def _inner_blocks(unit: Block, home: str) -> Sequence[Block]:
    if isinstance(unit, Box):
        return unit.blocks
    assert isinstance(unit, Table)
    return next(cell.blocks for row in unit.rows for cell in row.cells if cell.id == home)


def _with_inner(unit: Block, home: str, blocks: Sequence[Block]) -> Block:
    texts = tuple(block for block in blocks if isinstance(block, TEXT_BLOCKS))
    if isinstance(unit, Box):
        return replace(unit, blocks=texts)
    assert isinstance(unit, Table)
    return with_cell(unit, home, lambda cell: replace(cell, blocks=texts))


def with_cell(table: Table, id: str, change: Callable[[Cell], Cell]) -> Table:
    """The table with one cell changed; all else is shared."""
    rows = tuple(
        replace(row, cells=tuple(change(cell) if cell.id == id else cell for cell in row.cells))
        if any(cell.id == id for cell in row.cells)
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def with_block(section: Section, number: int, *blocks: Block) -> Section:
    """The section with ``blocks`` in the place of its block ``number``."""
    return replace(section, blocks=(*section.blocks[:number], *blocks, *section.blocks[number + 1 :]))


def _in_one_line(layout: Layout, edit: Edit) -> tuple[_Range, Edit]:
    """A range in a caption or footnote: it stays one line, whatever is added."""
    head = layout.lines[edit.start.line].head
    fits = replace(edit, added=tuple(_in_line(edit.added, notes=head.role != "note")))
    if head.role == "note":
        holder, body = _note(layout.section, head.id)

        def put(new: Sequence[Block]) -> Section:
            return with_block(layout.section, holder, _with_note(layout.section.blocks[holder], head.id, _runs(new)))

        blocks: Sequence[Block] = (Paragraph(head.id, body),)
    else:
        number = layout.block_at[edit.start.line]
        unit = layout.section.blocks[number]
        caption = caption_of(unit)
        assert caption is not None
        blocks = (caption,)

        def put(new: Sequence[Block]) -> Section:
            return with_block(layout.section, number, with_caption(unit, replace(caption, runs=_runs(new))))

    spot = Spot(head.id, edit.start.offset)
    return _Range(blocks, edit.start.offset, edit.end.offset, spot, put), fits


def _in_line(added: Sequence[Piece], *, notes: bool) -> list[Piece]:
    out: list[Piece] = []
    for piece in added:
        match piece:
            case Break():
                out.append(Text(Run(" ")))
            case Text(run) if notes or not isinstance(run.content, Footnote):
                out.append(Text(run))
    return out


def _runs(blocks: Sequence[Block]) -> Runs:
    """The text of the one paragraph that a caption or footnote is; none at all for none."""
    return join(*(block.runs for block in blocks if isinstance(block, TEXT_BLOCKS)))


def _note(section: Section, id: str) -> tuple[int, Runs]:
    """The number of the block that calls the footnote, and its body."""
    for number, block in enumerate(section.blocks):
        found: list[Runs] = []

        def look(runs: Runs, found: list[Runs] = found) -> Runs:
            found.extend(run.content.body for run in runs if isinstance(run.content, Footnote) and run.content.id == id)
            return runs

        map_block_runs(block, look)
        if found:
            return number, found[0]
    raise Refused("This footnote is gone. Nothing was changed.")


def _with_note(block: Block, id: str, body: Runs) -> Block:
    def change(run: Run) -> Run:
        content = run.content
        if isinstance(content, Footnote) and content.id == id:
            return Run(replace(content, body=body), run.marks)
        return run

    return map_block_runs(block, lambda runs: map_runs(runs, change))


# ---- what


def _spliced(section: Section, where: _Range, edit: Edit, writer: Writer, carried: Sequence[str]) -> Outcome:
    stream = pieces_of(where.blocks)
    left, rest = divided(stream, where.start)
    removed, right = divided(rest, where.stop - where.start)
    beside = (left[-1] if left else None), (right[0] if right else None)
    suggestion = suggestion_for(writer, removed, bool(edit.added), *beside)
    before, after = _what_stays(left, removed, right, suggestion, writer, added=bool(edit.added))
    if _goes_behind(before, edit.added, after):
        before.append(after.pop(0))
    added = marked(_parted(before, edit.added), suggestion, _marks_of(edit, left, removed, right, carried), before)
    stream = [*before, *added.pieces, *after]
    built = rebuilt(stream, suggestion, body_shape(section))
    behind = total(before) + total(added.pieces)
    return Outcome(
        where.put(built.blocks),
        _spot(stream, built, total(left)) or where.fallback,
        _spot(stream, built, behind) or where.fallback,
        added.comments,
        suggestion,
    )


def _what_stays(
    left: list[Piece], removed: list[Piece], right: list[Piece], suggestion: str, writer: Writer, *, added: bool
) -> tuple[list[Piece], list[Piece]]:
    """The pieces before and behind what is added.

    Text never runs into a unit, or the end of the range, by losing the break behind it: that break stays as it is.
    """
    first = next((number for number, piece in enumerate(removed) if isinstance(piece, Break)), None)
    parts_from_unit = not right or isinstance(right[0], Unit)
    if first is None or not parts_from_unit or not (added or (left and isinstance(left[-1], Text))):
        kept = _kept(left, removed, right, suggestion, writer)
        return [*left, *kept], list(right)
    ending = removed[first]
    kept = _kept(left, removed[:first], [ending], suggestion, writer)
    rest = _kept([ending], removed[first + 1 :], right, suggestion, writer)
    return [*left, *kept], [ending, *rest, *right]


def _kept(
    left: Sequence[Piece], removed: Sequence[Piece], right: Sequence[Piece], suggestion: str, writer: Writer
) -> list[Piece]:
    """What a suggestion leaves of removed pieces. One's own break stays where the text before it would lose its end."""
    out: list[Piece] = []
    for number, piece in enumerate(removed):
        stays = remaining((piece,), suggestion, writer)
        if isinstance(piece, Break) and not stays and writer.suggesting:
            before = out[-1] if out else left[-1] if left else None
            behind = [*remaining(removed[number + 1 :], suggestion, writer), *right][:1]
            if isinstance(before, Text) and not (behind and isinstance(behind[0], Text | Break)):
                stays = [piece]
        out += stays
    return out


def _goes_behind(left: Sequence[Piece], added: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Units put at the end of a paragraph go behind it, and leave no empty one."""
    if not (added and left and right and isinstance(left[-1], Text) and isinstance(right[0], Break)):
        return False
    return all(isinstance(piece, Unit) for piece in added)


def _parted(left: Sequence[Piece], added: Sequence[Piece]) -> list[Piece]:
    """``added`` with a break wherever text would run into a unit."""
    out: list[Piece] = []
    for piece in added:
        before = out[-1] if out else left[-1] if left else None
        if isinstance(piece, Unit) and isinstance(before, Text):
            out.append(Break())
        out.append(piece)
    return out


def _marks_of(
    edit: Edit, left: Sequence[Piece], removed: Sequence[Piece], right: Sequence[Piece], carried: Sequence[str]
) -> Callable[[Marks], Marks]:
    if edit.explicit:
        return lambda view: replace(view, insertion="", deletion="", former=None)
    before = marks_beside(left, forward=False)
    behind = marks_beside(right, forward=True)
    gone = [piece.run.marks for piece in removed if isinstance(piece, Text)]
    return lambda view: inherited(view, before, behind, gone, () if removed else carried)


def _spot(stream: Sequence[Piece], built: Rebuilt, at: int) -> Spot | None:
    """The place ``at`` in a stream as a caret; beside a unit, where no line is, the end of the text before it."""
    number = inside = 0
    for piece in stream:
        if at <= 0:
            break
        width = min(at, size(piece))
        at -= width
        number, inside = (number, inside + width) if isinstance(piece, Text) else (number + 1, 0)
    id, _ = built.index[number]
    if id:
        return Spot(id, inside)
    return next((Spot(other, width) for other, width in reversed(built.index[:number]) if other), None)
