"""A section as lines: one for each row of text that an editor shows and a caret can stand in.

A line is a paragraph, heading or list item (in the text, a cell or a box), a caption, a picture or other unit, the
body of a footnote (at the foot, in the order of their calls), or a *filler*: an empty line that the model does not
have, where a caret needs a place beside a table or box. Two neighbouring lines can be joined only if they have the
same ``home``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

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
    Shape,
    Table,
    TextBlock,
    UnitBlock,
    shape_of,
)
from strategy_editor.model.grid import placed
from strategy_editor.model.section import Section
from strategy_editor.model.text import OBJECT, Footnote, Run, Runs, objects

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

    def number_of(self, id: str) -> int | None:
        """The number of the line with this id."""
        return next((number for number, line in enumerate(self.lines) if line.head.id == id), None)


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


def _note_lines(runs: Runs) -> Iterator[Line]:
    for item in objects(runs):
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


def _table_lines(table: Table, intern: Callable[[Grid], Grid]) -> Iterator[Line]:
    yield _caption_line(table.caption, table)
    grid = intern(grid_of(table))
    cells = {placing.cell.id: placing.cell for placing in placed(table)}
    for place in grid.places:
        if place.id not in cells:
            yield Line(Head(place.id, "filler", place.id, place.id, table.id, place=place, grid=grid))
            continue
        row = table.rows[place.row]
        limits = row.limits if row.limits.exemption else table.limits
        for block in cells[place.id].blocks:
            yield text_line(block, place.id, owner=table.id, place=place, grid=grid, state=place.state, limits=limits)


def _box_lines(box: Box, intern: Callable[[Grid], Grid]) -> Iterator[Line]:
    place = Place(box.id, 0, 0, state=box.change)
    grid = intern(Grid(box.id, box.kind, (1.0,), 1, (place,), state=box.change))
    yield _caption_line(box.title, box, box.id, grid)
    for block in box.blocks:
        yield text_line(block, box.id, owner=box.id, place=place, grid=grid, state=box.change, limits=box.limits)


def _lines_of(block: Block, intern: Callable[[Grid], Grid]) -> Iterator[Line]:
    match block:
        case Table():
            yield from _table_lines(block, intern)
        case Box():
            yield from _box_lines(block, intern)
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
        self._grids: dict[Grid, Grid] = {}

    def layout(self, section: Section) -> Layout:
        """The lines of ``section``."""
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

    def _work_out(self, block: Block) -> _Entry:
        lines = tuple(_lines_of(block, self._same_grid))
        notes = tuple(
            note
            for line in lines
            for run in line.runs
            if isinstance(run, Run) and isinstance(run.content, Footnote)
            for note in _note_lines((run,))
        )
        return _Entry(block, lines, notes)

    def _same_grid(self, grid: Grid) -> Grid:
        """Equal grids are one object, so that comparing lines of a table costs nothing."""
        if len(self._grids) > 500:
            self._grids.clear()
        return self._grids.setdefault(grid, grid)


def _filler(after: Block | None, before: Block | None) -> Line:
    name = f"filler:{after.id if after else ''}:{before.id if before else ''}"
    return Line(Head(name, "filler", ROOT))


def layout_of(section: Section) -> Layout:
    """The lines of a section, worked out from nothing."""
    return Projector().layout(section)
