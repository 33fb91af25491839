"""The grid of a table: where its cells stand, and tables without some of their rows or columns."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.model.blocks import Cell, Table
from strategy_editor.model.text import plain


class Placed(NamedTuple):
    """A cell, its first row and column, and how many of each it covers inside the table."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


def placed(table: Table) -> list[Placed]:
    """Every cell with its place, in reading order. Spans that would leave the table or overlap are cut short."""
    out: list[Placed] = []
    taken: set[tuple[int, int]] = set()
    height, width = len(table.rows), len(table.columns)
    for row, line in enumerate(table.rows):
        column = 0
        for cell in line.cells:
            while (row, column) in taken:
                column += 1
            if column >= width:
                break
            columns = 1
            while columns < min(cell.column_span, width - column) and (row, column + columns) not in taken:
                columns += 1
            rows = max(1, min(cell.row_span, height - row))
            taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
            out.append(Placed(cell, row, column, rows, columns))
            column += columns
    return out


def text_of(cell: Cell) -> str:
    """The words of a cell in one line."""
    return " ".join(plain(block.runs) for block in cell.blocks).strip()


def without(table: Table, rows: Container[str], columns: Container[str]) -> Table:
    """The table without the rows and columns of these ids; cells that reach beyond them shrink and stay."""
    kept_rows = [index for index, row in enumerate(table.rows) if row.id not in rows]
    kept_columns = [index for index, column in enumerate(table.columns) if column.id not in columns]
    lines: dict[int, list[Cell]] = {index: [] for index in kept_rows}
    for cell, row, column, height, width in sorted(placed(table), key=lambda place: place.column):
        inside_rows = [index for index in kept_rows if row <= index < row + height]
        inside_columns = [index for index in kept_columns if column <= index < column + width]
        if inside_rows and inside_columns:
            shrunk = replace(cell, row_span=len(inside_rows), column_span=len(inside_columns))
            lines[inside_rows[0]].append(shrunk)
    header_rows = sum(index < table.header_rows for index in kept_rows)
    header_columns = sum(index < table.header_columns for index in kept_columns)
    return replace(
        table,
        rows=tuple(replace(table.rows[index], cells=tuple(lines[index])) for index in kept_rows),
        columns=tuple(table.columns[index] for index in kept_columns),
        header_rows=header_rows,
        header_columns=header_columns,
    )
