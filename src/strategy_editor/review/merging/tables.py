"""Tables whose rows and columns two people changed: which can be brought together cell by cell, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Cell, Paragraph, Table
from strategy_editor.model.grid import placed


def is_contested(base: Table, mine: Table, theirs: Table) -> bool:
    """Whether only one of the two tables can be had: what one changed is in a row or column that the other took out,
    or both changed the make-up of a table in which cells span several places."""
    if any(_lost(base, one, other) for one, other in ((mine, theirs), (theirs, mine))):
        return True
    if not both_changed(base, mine, theirs):
        return False
    return any(_spans(table) for table in (base, mine, theirs)) or any(
        _homeless(base, one, other) for one, other in ((mine, theirs), (theirs, mine))
    )


def both_changed(base: Table, mine: Table, theirs: Table) -> bool:
    """Whether both made other rows or columns of it, and not the same."""
    first, second = _make_up(mine), _make_up(theirs)
    return _make_up(base) not in (first, second) and first != second


def _make_up(table: Table) -> object:
    cells = [[(cell.id, cell.column_span, cell.row_span) for cell in row.cells] for row in table.rows]
    return [row.id for row in table.rows], [column.id for column in table.columns], cells


def _parts(table: Table) -> Iterator[Any]:
    yield from table.columns
    for row in table.rows:
        yield row
        yield from row.cells


def _lost(base: Table, one: Table, other: Table) -> bool:
    """Whether one took out a row, column or cell that the other changed."""
    before = {part.id: part for part in _parts(base)}
    there = {part.id for part in _parts(one)}
    return any(part.id in before and part.id not in there and part != before[part.id] for part in _parts(other))


def _spans(table: Table) -> bool:
    return any(cell.column_span != 1 or cell.row_span != 1 for row in table.rows for cell in row.cells)


def _homeless(base: Table, one: Table, other: Table) -> bool:
    """Whether one wrote a new cell into a row or column that the other took out."""
    gone = _lines(base) - _lines(other)
    known = {cell.id for row in base.rows for cell in row.cells}
    return any(
        cell.id not in known and (row in gone or column in gone) and not _is_blank(cell)
        for (row, column), cell in _grid(one).items()
    )


def _lines(table: Table) -> set[str]:
    """The ids of its rows and columns."""
    return {row.id for row in table.rows} | {column.id for column in table.columns}


def _is_blank(cell: Cell) -> bool:
    return not any(block.runs for block in cell.blocks)


def _grid(table: Table) -> dict[tuple[str, str], Cell]:
    """Each cell by the ids of its row and column."""
    return {(table.rows[place.row].id, table.columns[place.column].id): place.cell for place in placed(table)}


def joined_grid(
    rows: Sequence[str], columns: Sequence[str], base: Table, mine: Table, theirs: Table
) -> dict[str, tuple[Cell, ...]]:
    """The cells of each row in the order of the columns; where a new row meets a new column, the cell is empty."""
    first, second, before = _grid(mine), _grid(theirs), _grid(base)
    return {
        row: tuple(
            first.get((row, column))
            or second.get((row, column))
            or before.get((row, column))
            or _empty_cell(row, column)
            for column in columns
        )
        for row in rows
    }


def _empty_cell(row: str, column: str) -> Cell:
    return Cell(derived_id("cell", row, column), (Paragraph(derived_id("paragraph of cell", row, column)),))
