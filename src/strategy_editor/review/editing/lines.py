"""A section as lines: one for each row of text that an editor shows and a caret can stand in.

A line is a paragraph, heading or list item (in the text, a cell or a box), a caption, a picture or other unit, the
body of a footnote (at the foot, in the order of their calls), or a *filler*: an empty line that the model does not
have, where a caret needs a place beside a table or box. Two neighbouring lines can be joined only if they have the
same ``home``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from strategy_editor.model.apart import cells_apart
from strategy_editor.model.blocks import (
    BODY,
    EVERYWHERE,
    UNCHANGED,
    Alignment,
    Block,
    Box,
    Change,
    Chart,
    Figure,
    Limits,
    Live,
    PageBreak,
    Paragraph,
    Row,
    Shape,
    Table,
    TextBlock,
    UnitBlock,
    shape_of,
)
from strategy_editor.model.grid import placed
from strategy_editor.model.section import Section
from strategy_editor.model.text import OBJECT, Footnote, Run

ROOT = ""
"""The home and container of the section's own text."""

UNIT = "\ufffe"
"""Stands for a unit wherever lines are flattened; never part of stored text."""

Role = Literal["text", "caption", "picture", "unit", "note", "filler"]
Frame = Literal["table", "case-study", "key-facts"]


class UnitMark(Struct, frozen=True):
    """What stands in the line of a picture, chart, page break or drawn list: it goes or stays as a whole."""

    id: str


LineRun = Run | UnitMark


class Place(Struct, frozen=True):
    """A cell in its grid: first row and column, how many of each it covers, and what it is."""

    id: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    total: bool = False
    alignment: Alignment = "left"
    state: Change = UNCHANGED


class Grid(Struct, frozen=True):
    """How a table stands in its frame; a box is a grid of one cell. ``widths`` are shares, 0 by content."""

    id: str
    frame: Frame
    widths: tuple[float, ...]
    rows: int
    places: tuple[Place, ...]
    header_rows: int = 0
    state: Change = UNCHANGED


class Head(Struct, frozen=True):
    """What a line is, all but its text.

    ``id`` is that of the text block, caption or footnote; of a picture or unit that of its block. ``container`` is the
    frame that holds it: :data:`ROOT`, or the id of a cell or box. ``owner`` is the id of the unit around it. ``state``
    is the suggested state of what is around it, ``former`` the suggestion that changed its shape.
    """

    id: str
    role: Role
    home: str
    container: str = ROOT
    owner: str = ""
    shape: Shape = BODY
    ending: Change = UNCHANGED
    state: Change = UNCHANGED
    former: str = ""
    exemption: str = ""
    place: Place | None = None
    grid: Grid | None = None


class Line(Struct, frozen=True):
    """One row of text. ``stale`` is set by readers of a view for what no line of a model is: it must be drawn again."""

    head: Head
    runs: tuple[LineRun, ...] = ()
    stale: bool = False

    @property
    def size(self) -> int:
        """Characters; an object or unit counts as one."""
        return sum(len(run) if isinstance(run, Run) else 1 for run in self.runs)

    @property
    def text(self) -> str:
        """The characters, with one that stands for each object or unit."""
        return "".join(
            (run.content if isinstance(run.content, str) else OBJECT) if isinstance(run, Run) else UNIT
            for run in self.runs
        )


class Spot(Struct, frozen=True):
    """A caret in the words of the model: the id of a line, and an offset in it, in characters."""

    line: str
    offset: int = 0


class Layout(Struct, frozen=True):
    """All lines of a section, and for each the index of its block.

    For a filler that is the index of the gap it stands in; for the body of a footnote, the number of blocks.
    """

    section: Section
    lines: Sequence[Line]
    block_at: Sequence[int]

    def number_of(self, id: str, near: int = 0) -> int | None:
        """The number of the line with this id; ``near`` is a number around which to look first."""
        for number in (near, near + 1, near - 1):
            if 0 <= number < len(self.lines) and self.lines[number].head.id == id:
                return number
        return next((number for number, line in enumerate(self.lines) if line.head.id == id), None)


def differing(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many of both are equal at the start and at the end.

    Whole stretches are compared at once and halved where they differ: what is the same object costs next to nothing.
    """
    old, new = list(old), list(new)
    most = min(len(old), len(new))
    low = largest(most, lambda size: old[:size] == new[:size])
    room = most - low
    high = largest(room, lambda size: old[len(old) - size :] == new[len(new) - size :])
    return low, high


def changed_blocks(before: Section, after: Section) -> tuple[int, int, tuple[Block, ...]]:
    """Which blocks of ``before`` others have taken the place of, by identity, and those others."""
    low, high = differing(before.blocks, after.blocks)
    return low, len(before.blocks) - high, after.blocks[low : len(after.blocks) - high]


def largest(limit: int, holds: Callable[[int], bool]) -> int:
    """The largest size up to ``limit`` for which something holds that holds for every smaller size, too."""
    if holds(limit):
        return limit
    low, high = 0, limit
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def both(*changes: Change) -> Change:
    """One state for what is inside something inside something: the first of each that is set."""
    set_ones = [change for change in changes if change != UNCHANGED]
    if len(set_ones) < 2:
        return set_ones[0] if set_ones else UNCHANGED
    insertion = next((change.insertion for change in set_ones if change.insertion), "")
    deletion = next((change.deletion for change in set_ones if change.deletion), "")
    return Change(insertion, deletion)


# ---- lines of one block


def text_line(
    block: TextBlock,
    home: str = ROOT,
    *,
    owner: str = "",
    place: Place | None = None,
    grid: Grid | None = None,
    state: Change = UNCHANGED,
    limits: Limits = EVERYWHERE,
) -> Line:
    """The line of a paragraph, heading or list item."""
    head = Head(
        block.id,
        "text",
        home,
        home,
        owner,
        shape_of(block),
        block.ending,
        state,
        block.former.suggestion if block.former else "",
        block.limits.exemption or limits.exemption,
        place,
        grid,
    )
    return Line(head, block.runs)


def _caption_line(caption: Paragraph, block: UnitBlock, container: str = ROOT, grid: Grid | None = None) -> Line:
    place = grid.places[0] if grid else None
    head = Head(
        caption.id,
        "caption",
        caption.id,
        container,
        block.id,
        state=block.change,
        exemption=block.limits.exemption,
        place=place,
        grid=grid,
    )
    return Line(head, caption.runs)


def _unit_line(block: UnitBlock, role: Literal["picture", "unit"]) -> Line:
    head = Head(block.id, role, block.id, owner=block.id, state=block.change, exemption=block.limits.exemption)
    return Line(head, (UnitMark(block.id),))


def _note_lines(runs: Iterable[LineRun]) -> Iterator[Line]:
    for run in runs:
        item = run.content if isinstance(run, Run) else None
        if isinstance(item, Footnote):
            yield Line(Head(item.id, "note", item.id), item.body)


def grid_of(table: Table) -> Grid:
    """The grid of a table."""
    places = tuple(
        Place(
            cell.id,
            row,
            column,
            rows,
            columns,
            header=row < table.header_rows or column < table.header_columns,
            total=table.rows[row].total,
            alignment=table.columns[column].alignment,
            state=both(table.change, table.rows[row].change, table.columns[column].change, cell.change),
        )
        for cell, row, column, rows, columns in placed(table)
    )
    widths = tuple(column.width for column in table.columns)
    everywhere = tuple(sorted((*places, *_gaps(table, places)), key=lambda place: (place.row, place.column)))
    return Grid(table.id, "table", widths, len(table.rows), everywhere, table.header_rows, table.change)


def _gaps(table: Table, places: Sequence[Place]) -> Iterator[Place]:
    """Places without a cell, where a row is shorter than the table."""
    taken = {
        (place.row + row, place.column + column)
        for place in places
        for row in range(place.rows)
        for column in range(place.columns)
    }
    for row in range(len(table.rows)):
        for column in range(len(table.columns)):
            if (row, column) not in taken:
                yield Place(f"gap:{table.id}:{row}:{column}", row, column)


class _Known(Struct, frozen=True):
    """The line of a text block in a frame. It holds the block, so that its identity is not used again."""

    block: TextBlock
    line: Line


class _Frames:
    """Lines inside tables and boxes. What stays the same stays the same object, so that comparing costs nothing."""

    def __init__(self) -> None:
        self._grids: dict[Grid, Grid] = {}
        self._known: dict[int, _Known] = {}

    def grid(self, grid: Grid) -> Grid:
        """One object for equal grids."""
        if len(self._grids) > 500:
            self._grids.clear()
        return self._grids.setdefault(grid, grid)

    def text(self, block: TextBlock, place: Place, grid: Grid, limits: Limits) -> Line:
        """The line of a block in this place."""
        exemption = block.limits.exemption or limits.exemption
        known = self._known.get(id(block))
        if known is not None:
            head = known.line.head
            if head.grid is grid and head.place is place and head.exemption == exemption:
                return known.line
        line = text_line(block, place.id, owner=grid.id, place=place, grid=grid, state=place.state, limits=limits)
        if len(self._known) > 20_000:
            self._known.clear()
        self._known[id(block)] = _Known(block, line)
        return line


def _table_lines(table: Table, frames: _Frames) -> Iterator[Line]:
    yield _caption_line(table.caption, table)
    grid = frames.grid(grid_of(table))
    cells = {cell.id: cell for row in table.rows for cell in row.cells}
    for place in grid.places:
        if place.id not in cells:
            yield Line(Head(place.id, "filler", place.id, place.id, table.id, place=place, grid=grid))
            continue
        limits = _limits(table, table.rows[place.row])
        for block in cells[place.id].blocks:
            yield frames.text(block, place, grid, limits)


def _box_lines(box: Box, frames: _Frames) -> Iterator[Line]:
    place = Place(box.id, 0, 0, state=box.change)
    grid = frames.grid(Grid(box.id, box.kind, (1.0,), 1, (place,), state=box.change))
    yield _caption_line(box.title, box, box.id, grid)
    for block in box.blocks:
        yield frames.text(block, grid.places[0], grid, box.limits)


def _lines_of(block: Block, frames: _Frames) -> Iterator[Line]:
    match block:
        case Table():
            yield from _table_lines(block, frames)
        case Box():
            yield from _box_lines(block, frames)
        case Figure() | Chart():
            yield _unit_line(block, "picture")
            yield _caption_line(block.caption, block)
        case PageBreak() | Live():
            yield _unit_line(block, "unit")
        case _:
            yield text_line(block)


class _Entry(Struct, frozen=True):
    """What was worked out for a block. It holds the block, so that its identity is not used again."""

    block: Block
    lines: tuple[Line, ...]
    notes: tuple[Line, ...]


class Projector:
    """Section to layout, remembering by identity: after an edit only changed blocks are worked out again."""

    def __init__(self) -> None:
        self._known: dict[int, _Entry] = {}
        self._frames = _Frames()
        self._last: Layout | None = None

    def layout(self, section: Section) -> Layout:
        """The lines of ``section``."""
        self._last = self._with_one_changed(section) or self._whole(section)
        return self._last

    def _whole(self, section: Section) -> Layout:
        lines: list[Line] = []
        block_at: list[int] = []
        notes: list[Line] = []
        known: dict[int, _Entry] = {}
        previous: Block | None = None
        for index, block in enumerate(section.blocks):
            entry = self._known.get(id(block)) or self._work_out(block)
            known[id(block)] = entry
            if isinstance(block, Box) and (previous is None or isinstance(previous, Table | Box)):
                lines.append(_filler(previous, block))
                block_at.append(index)
            lines.extend(entry.lines)
            block_at.extend([index] * len(entry.lines))
            notes.extend(entry.notes)
            previous = block
        if previous is None or isinstance(previous, Table | Box):
            lines.append(_filler(previous, None))
            block_at.append(len(section.blocks))
        lines.extend(notes)
        block_at.extend([len(section.blocks)] * len(notes))
        self._known = known
        return Layout(section, lines, block_at)

    def _with_one_changed(self, section: Section) -> Layout | None:
        """The last layout with one block changed, as in typing; None where more than that has changed."""
        last = self._last
        if last is None or len(last.section.blocks) != len(section.blocks):
            return None
        low, high = differing(last.section.blocks, section.blocks)
        if low == len(section.blocks):
            return Layout(section, last.lines, last.block_at)
        old, new = last.section.blocks[low], section.blocks[low]
        known = self._known.get(id(old))
        if low + high + 1 != len(section.blocks) or known is None or type(old) is not type(new):
            return None
        entry = self._with_cells_changed(known, new) or self._work_out(new)
        if entry.notes != known.notes or (isinstance(new, Table | Box) and old.id != new.id):
            return None
        del self._known[id(old)]
        self._known[id(new)] = entry
        start = bisect_left(last.block_at, low)
        start += last.lines[start].head.role == "filler" and last.lines[start].head.container == ROOT
        stop = start + len(known.lines)
        lines = [*last.lines[:start], *entry.lines, *last.lines[stop:]]
        block_at = last.block_at
        if len(entry.lines) != len(known.lines):
            block_at = [*block_at[:start], *[low] * len(entry.lines), *block_at[stop:]]
        return Layout(section, lines, block_at)

    def _with_cells_changed(self, known: _Entry, table: Block) -> _Entry | None:
        """The lines of a table where only words of some cells have changed; None where more than that has."""
        if not isinstance(table, Table) or not isinstance(known.block, Table) or known.notes:
            return None
        apart = cells_apart(known.block, table)
        if apart is None:
            return None
        lines, changed = list(known.lines), []
        for row, _, cell in apart:
            numbers = [number for number, line in enumerate(lines) if line.head.container == cell.id]
            head = lines[numbers[0]].head if numbers else None
            if head is None or head.place is None or head.grid is None:
                return None
            fresh = [self._frames.text(block, head.place, head.grid, _limits(table, row)) for block in cell.blocks]
            lines[numbers[0] : numbers[-1] + 1] = fresh
            changed += fresh
        return _Entry(table, tuple(lines), _notes_of(changed))  # there were none before

    def _work_out(self, block: Block) -> _Entry:
        lines = tuple(_lines_of(block, self._frames))
        return _Entry(block, lines, _notes_of(lines))


def _notes_of(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the footnotes that some lines call."""
    return tuple(note for line in lines for note in _note_lines(line.runs))


def _limits(table: Table, row: Row) -> Limits:
    """The limits that hold for the cells of a row."""
    return row.limits if row.limits.exemption else table.limits


def _filler(after: Block | None, before: Block | None) -> Line:
    name = f"filler:{after.id if after else ''}:{before.id if before else ''}"
    return Line(Head(name, "filler", ROOT))


def layout_of(section: Section) -> Layout:
    """The lines of a section, worked out from nothing."""
    return Projector().layout(section)
