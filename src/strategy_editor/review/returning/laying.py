"""Lays rows and columns that came with a copy on a table as it is today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Cell, Paragraph, Row, Table
from strategy_editor.model.grid import placed
from strategy_editor.model.text import Runs, flat
from strategy_editor.review.editing.tables import MOST, with_column, with_row
from strategy_editor.review.returning.claims import CellClaim, ColumnClaim, RowClaim
from strategy_editor.review.returning.weaving import without_comments

Laid = tuple[Table | None, str]
"""The table as it becomes (None: as it is), and what has no place in it, in words."""


def row_laid(table: Table, claim: RowClaim) -> Laid:
    """The table with the row of a claim; cells that reach across its place grow, missing ones are empty."""
    assert claim.cells is not None
    ids = [row.id for row in table.rows]
    id = derived_id("row", claim.suggestion)
    if id in ids:
        return None, ""
    if len(ids) >= MOST:
        return None, f"A row was added: {words_of_cells(each.cell for each in claim.cells)}"
    index = ids.index(claim.after) + 1 if claim.after in ids else (0 if not claim.after else len(ids))
    while index < len(ids) and table.rows[index].change.insertion:
        index += 1
    grown = with_row(table, index, claim.suggestion)
    free = [place.column for place in placed(grown) if place.row == index]
    cells, lost = _filled(free, [column.id for column in table.columns], claim)
    row = Row(id, cells, change=grown.rows[index].change)
    rows = (*grown.rows[:index], row, *grown.rows[index + 1 :])
    return replace(grown, rows=rows), f"Added in a row of this table: {lost}" if lost else ""


def _filled(free: Sequence[int], columns: Sequence[str], claim: RowClaim) -> tuple[tuple[Cell, ...], str]:
    """Cells for the free columns of a row, and the words of those that fit nowhere."""
    assert claim.cells is not None
    wanted: dict[int, tuple[Cell, int]] = {}
    lost: list[Cell] = []
    taken = -1
    for each in claim.cells:
        covered = _covered(each, columns)
        fit = [column for column in free if column in covered and column > taken]
        if not fit:
            lost.append(each.cell)
            continue
        start = stop = fit[0]
        while stop + 1 in fit:
            stop += 1
        wanted[start] = (each.cell, stop)
        taken = stop
    cells: list[Cell] = []
    beyond = -1
    for column in free:
        if column <= beyond:
            continue
        if column in wanted:
            cell, beyond = wanted[column]
            cells.append(replace(cell, column_span=beyond - column + 1))
        else:
            cells.append(_empty(claim.suggestion, columns[column]))
    return tuple(cells), words_of_cells(lost)


def _covered(cell: CellClaim, columns: Sequence[str]) -> range:
    found = [columns.index(id) for id in (cell.first, cell.last) if id in columns]
    return range(min(found), max(found) + 1) if found else range(0)


def _empty(*parts: str) -> Cell:
    id = derived_id("cell", *parts)
    return Cell(id, (Paragraph(derived_id("words", id)),))


def column_laid(table: Table, claim: ColumnClaim, earlier: Sequence[str]) -> Laid:
    """The table with the column of a claim. ``earlier``: the ids of the columns that went out, in order."""
    assert claim.cells is not None
    ids = [column.id for column in table.columns]
    id = derived_id("column", claim.suggestion)
    if id in ids:
        return None, ""
    if len(ids) >= MOST:
        return None, f"A column was added: {words_of_cells(claim.cells.values())}"
    before = earlier[: earlier.index(claim.after) + 1][::-1] if claim.after in earlier else []
    index = next((ids.index(each) + 1 for each in before if each in ids), 0)
    while index < len(ids) and table.columns[index].change.insertion:
        index += 1
    grown = with_column(table, index, claim.suggestion)
    fresh = {place.cell.id: place.row for place in placed(grown) if place.column == index and place.columns == 1}
    fresh = {cell: row for cell, row in fresh.items() if not _stood(table, cell)}
    rows, used = [], set()
    for number, row in enumerate(grown.rows):
        new = claim.cells.get(row.id) or _empty(claim.suggestion, row.id)
        cells = tuple(new if fresh.get(cell.id) == number else cell for cell in row.cells)
        if cells != row.cells:
            used.add(row.id)
        rows.append(replace(row, cells=cells))
    columns = tuple(replace(each, id=id) if place == index else each for place, each in enumerate(grown.columns))
    lost = words_of_cells(cell for row, cell in claim.cells.items() if row not in used)
    return replace(grown, rows=tuple(rows), columns=columns), f"Added in a column of this table: {lost}" if lost else ""


def _stood(table: Table, cell: str) -> bool:
    return any(each.id == cell for row in table.rows for each in row.cells)


def line_cells(table: Table | None, id: str) -> list[Cell]:
    """The cells of the row or column of this id, those that reach beyond it left out."""
    if table is None:
        return []
    rows = {number for number, row in enumerate(table.rows) if row.id == id}
    columns = {number for number, column in enumerate(table.columns) if column.id == id}
    return [
        place.cell
        for place in placed(table)
        if (place.row in rows and place.rows == 1) or (place.column in columns and place.columns == 1)
    ]


def line_text(table: Table | None, id: str) -> dict[str, list[Runs]]:
    """What stands in the cells of a row or column, by their ids, for telling whether it has changed."""
    return {cell.id: [without_comments(block.runs) for block in cell.blocks] for cell in line_cells(table, id)}


def words_of_cells(cells: Iterable[Cell]) -> str:
    """Cells in one line, for a person."""
    found = [" ".join(flat(block.runs) for block in cell.blocks) for cell in cells]
    return " | ".join(found) if any(each.strip() for each in found) else ""
