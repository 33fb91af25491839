"""Where the cells of a table item stand, with every place of the grid accounted for."""

from __future__ import annotations

from typing import NamedTuple

from strategy_editor.manuscript.items import TableCell, TableItem

EMPTY = TableCell(())


class Place(NamedTuple):
    """A cell, its first column, and how many rows and columns it covers. A hole of the table is an empty cell."""

    cell: TableCell
    column: int
    rows: int
    columns: int


def table_grid(item: TableItem) -> tuple[int, list[list[Place]]]:
    """How many columns the table has, and for each row what begins in it, from left to right.

    Spans that would overlap, leave the table, or lead from the header rows into the body are cut short.
    """
    header_rows = header_count(item)
    taken: set[tuple[int, int]] = set()
    lines: list[list[Place]] = []
    for row, line in enumerate(item.rows):
        last = header_rows if row < header_rows else len(item.rows)
        places: list[Place] = []
        column = 0
        for cell in line.cells:
            while (row, column) in taken:
                column += 1
            columns = 1
            most = max(1, min(cell.column_span, len(item.columns) - column))
            while columns < most and (row, column + columns) not in taken:
                columns += 1
            rows = max(1, min(cell.row_span, last - row))
            taken.update((row + down, column + across) for down in range(rows) for across in range(columns))
            places.append(Place(cell, column, rows, columns))
            column += columns
        lines.append(places)
    width = max(len(item.columns), 1 + max((column for _, column in taken), default=0))
    for row, places in enumerate(lines):
        places += [Place(EMPTY, column, 1, 1) for column in range(width) if (row, column) not in taken]
        places.sort(key=lambda place: place.column)
    return width, lines


def header_count(item: TableItem) -> int:
    """How many rows at the top are headers."""
    return next((index for index, row in enumerate(item.rows) if not row.header), len(item.rows))
