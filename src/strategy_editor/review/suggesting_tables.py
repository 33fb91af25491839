"""Tables with tracked changes: rows and columns that came or went, and the words of the cells that stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import UNCHANGED, Block, Cell, Change, Column, Paragraph, Row, Table
from strategy_editor.model.grid import placed
from strategy_editor.model.settling import accepted, rejected, settled_blocks
from strategy_editor.model.text import Run, map_runs
from strategy_editor.model.tree import map_block_runs
from strategy_editor.review.marking import Notes
from strategy_editor.review.words import woven

CellMarker = Callable[[Cell, Cell, Notes], Cell]
"""How the words of a cell that stays are marked."""


class _Line(NamedTuple):
    """A row or a column: its place in the old table and in the new one, None where it is not there."""

    old: int | None
    new: int | None


class _Grids(NamedTuple):
    """Both tables, their cells by the place that they begin at, and the columns laid side by side."""

    before: Table
    after: Table
    old: dict[tuple[int, int], Cell]
    new: dict[tuple[int, int], Cell]
    columns: list[_Line]


class _NotSuggestible(Exception):
    """Something changed that no mark can say."""


def marked_table(before: Table, after: Table, caption: Paragraph, marker: CellMarker, notes: Notes) -> Table | None:
    """The table with its changes tracked; None where a change cannot be said by rows, columns and words."""
    tracked = ("columns", "rows", "caption", "header_rows", "header_columns")
    if replace(before, **{name: getattr(after, name) for name in tracked}) != after:
        return None
    columns = _side_by_side(before.columns, after.columns)
    rows = _side_by_side(before.rows, after.rows)
    grids = _Grids(before, after, _cells(before), _cells(after), columns)
    try:
        marked = replace(
            before,
            columns=tuple(_column(line, grids, notes) for line in columns),
            rows=tuple(_row(line, grids, marker, notes) for line in rows),
            caption=caption,
            header_rows=_headers(rows, before.header_rows, after.header_rows),
            header_columns=_headers(columns, before.header_columns, after.header_columns),
        )
    except _NotSuggestible:
        return None
    return marked if _keeps_the_laws(marked, before, after, notes) else None


def _side_by_side(before: Sequence[Row | Column], after: Sequence[Row | Column]) -> list[_Line]:
    """Rows or columns laid side by side; one of which more changed than its place and its cells is two."""
    out: list[_Line] = []
    for old, new in woven([part.id for part in before], [part.id for part in after]):
        if old is not None and new is not None and not _is_same(before[old], after[new]):
            out += [_Line(old, None), _Line(None, new)]
        else:
            out.append(_Line(old, new))
    return out


def _is_same(old: Row | Column, new: Row | Column) -> bool:
    if isinstance(old, Row) and isinstance(new, Row):
        return replace(old, cells=()) == replace(new, cells=())
    return old == new


def _cells(table: Table) -> dict[tuple[int, int], Cell]:
    return {(place.row, place.column): place.cell for place in placed(table)}


def _headers(lines: list[_Line], old: int, new: int) -> int:
    """How many lines lead as headers, so that what is left of them is right on both sides."""
    count = 0
    for number, line in enumerate(lines, 1):
        if (line.old is not None and line.old < old) or (line.new is not None and line.new < new):
            count = number
    return count


# ---- parts


def _state(line: _Line, id: str, notes: Notes) -> Change:
    if line.new is None:
        return Change(deletion=notes.removal(id))
    if line.old is None:
        return Change(insertion=notes.arrival(id), moved=notes.moved(id))
    return UNCHANGED


def _column(line: _Line, grids: _Grids, notes: Notes) -> Column:
    if line.old is not None:
        column = grids.before.columns[line.old]
        return column if line.new is not None else replace(column, change=_state(line, column.id, notes))
    assert line.new is not None
    column = grids.after.columns[line.new]
    return replace(notes.fresh(column), change=_state(line, column.id, notes))


def _row(line: _Line, grids: _Grids, marker: CellMarker, notes: Notes) -> Row:
    if line.old is not None:
        row = grids.before.rows[line.old]
        shell = row
    else:
        assert line.new is not None
        row = grids.after.rows[line.new]
        shell = notes.fresh(replace(row, cells=()))
    cells = [cell for column in grids.columns for cell in _cell(line, column, shell, grids, marker, notes)]
    change = row.change if line.old is not None and line.new is not None else _state(line, row.id, notes)
    return replace(shell, cells=tuple(cells), change=change)


def _cell(row: _Line, column: _Line, shell: Row, grids: _Grids, marker: CellMarker, notes: Notes) -> Sequence[Cell]:
    """The cell where ``row`` and ``column`` cross; none where another one spans it."""
    has_old = row.old is not None and column.old is not None
    has_new = row.new is not None and column.new is not None
    old = grids.old.get((row.old, column.old)) if row.old is not None and column.old is not None else None
    new = grids.new.get((row.new, column.new)) if row.new is not None and column.new is not None else None
    if has_old and has_new:
        if old is None and new is None:
            return ()
        if old is None or new is None or old.id != new.id or old.change != new.change:
            raise _NotSuggestible
        spans = max(old.column_span, new.column_span), max(old.row_span, new.row_span)
        return (replace(marker(old, new, notes), column_span=spans[0], row_span=spans[1]),)
    if has_old:
        return (old,) if old is not None else ()
    if has_new:
        return (notes.fresh(new),) if new is not None else ()
    return (_filler(row, column, shell, grids),)


def _filler(row: _Line, column: _Line, shell: Row, grids: _Grids) -> Cell:
    """An empty cell where a new row crosses a column that goes, or the other way round: it never stays."""
    crossing = grids.before.columns[column.old] if column.old is not None else grids.after.columns[column.new or 0]
    id = derived_id("crossing", shell.id, crossing.id)
    return Cell(id, (Paragraph(derived_id("words", id)),))


# ---- the laws


def _keeps_the_laws(marked: Table, before: Table, after: Table, notes: Notes) -> bool:
    undone, done = settled_blocks((marked,), rejected), settled_blocks((marked,), accepted)
    return _without_comments(undone) == _without_comments((before,)) and _without_comments(
        tuple(notes.named(block) for block in done)
    ) == _without_comments((after,))


def _without_comments(blocks: Sequence[Block]) -> list[Block]:
    def bare(run: Run) -> Run:
        return Run(run.content, replace(run.marks, comments=())) if run.marks.comments else run

    return [map_block_runs(block, lambda runs: map_runs(runs, bare)) for block in blocks]
