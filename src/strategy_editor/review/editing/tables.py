"""What can be done to a table as a whole: rows, columns, headers, order, totals; directly or as a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Alignment, Cell, Change, Column, Paragraph, Row, Table
from strategy_editor.model.grid import Placed, placed, text_of, without
from strategy_editor.model.text import runs_from
from strategy_editor.model.tree import copied
from strategy_editor.review.editing.marking import Writer

SPANNED = "Cells reach across this place. Split them first. Nothing was changed."
TRACKED = "This cannot be suggested. Turn tracking of changes off for it. Nothing was changed."
MOST = 500
"""Rows or columns that a table may have here; more than this belongs in a spreadsheet."""


def new_table(rows: int, columns: int, *, header_rows: int = 1) -> Table:
    """An empty table."""
    return table_of([[""] * columns for _ in range(rows)], header_rows=header_rows)


def table_of(texts: Sequence[Sequence[str]], *, header_rows: int = 1) -> Table:
    """A table of plain words; short rows are filled up."""
    width = max(map(len, texts))
    return Table(
        new_id(),
        tuple(Column(new_id()) for _ in range(width)),
        tuple(Row(new_id(), tuple(new_cell(text) for text in (*row, *[""] * (width - len(row))))) for row in texts),
        Paragraph(new_id()),
        header_rows=header_rows,
    )


def new_cell(text: str = "") -> Cell:
    """A cell with one paragraph."""
    return Cell(new_id(), (Paragraph(new_id(), runs_from(text)),))


def place_of(table: Table, cell: str) -> Placed:
    """Where a cell stands."""
    return next(each for each in placed(table) if each.cell.id == cell)


# ---- rows and columns come


def with_row(table: Table, index: int, suggestion: str = "") -> Table:
    """A new row before the row ``index`` (at the end: behind the last). Cells that reach across it grow."""
    _refuse_many(len(table.rows))
    grown: dict[str, int] = {}
    covered: set[int] = set()
    for cell, row, column, rows, columns in placed(table):
        if row < index < row + rows:
            grown[cell.id] = cell.row_span + 1
            covered.update(range(column, column + columns))
    fresh = tuple(new_cell() for column in range(len(table.columns)) if column not in covered)
    rows_now = tuple(_with_spans(row, grown, "row_span") for row in table.rows)
    new = Row(new_id(), fresh, change=Change(insertion=suggestion))
    header = table.header_rows + (index < table.header_rows)
    return replace(table, rows=(*rows_now[:index], new, *rows_now[index:]), header_rows=header)


def with_column(table: Table, index: int, suggestion: str = "") -> Table:
    """A new column before the column ``index``. Cells that reach across it grow."""
    _refuse_many(len(table.columns))
    grown: dict[str, int] = {}
    covered: set[int] = set()
    before = dict.fromkeys(range(len(table.rows)), 0)
    for cell, top, column, rows, columns in placed(table):
        before[top] += column < index
        if column < index < column + columns:
            grown[cell.id] = cell.column_span + 1
            covered.update(range(top, top + rows))
    rows_now: list[Row] = []
    for number, row in enumerate(table.rows):
        made, at = _with_spans(row, grown, "column_span"), before[number]
        if number not in covered:
            made = replace(made, cells=(*made.cells[:at], new_cell(), *made.cells[at:]))
        rows_now.append(made)
    like = table.columns[min(index, len(table.columns)) - 1] if index else None
    new = Column(new_id(), like.width if like is not None else 0.0, change=Change(insertion=suggestion))
    columns_now = (*table.columns[:index], new, *table.columns[index:])
    header = table.header_columns + (index < table.header_columns)
    return replace(table, rows=tuple(rows_now), columns=columns_now, header_columns=header)


def _refuse_many(count: int) -> None:
    if count >= MOST:
        raise Refused(f"A table holds at most {MOST} rows and columns. Nothing was changed.")


def _with_spans(row: Row, grown: dict[str, int], field: str) -> Row:
    if not any(cell.id in grown for cell in row.cells):
        return row
    cells = tuple(replace(cell, **{field: grown[cell.id]}) if cell.id in grown else cell for cell in row.cells)
    return replace(row, cells=cells)


# ---- rows and columns go


def without_rows(table: Table, indexes: Iterable[int], writer: Writer, suggestion: str) -> Table | None:
    """The table without some rows; suggested, they are struck out. None where nothing is left."""
    chosen = {table.rows[index].id for index in indexes}
    gone = {row.id for row in table.rows if row.id in chosen and _goes(row.change, writer)}
    kept = without(table, gone, ()) if gone else table
    rows = tuple(replace(row, change=_struck(row.change, suggestion)) if row.id in chosen else row for row in kept.rows)
    return replace(kept, rows=rows) if rows else None


def without_columns(table: Table, indexes: Iterable[int], writer: Writer, suggestion: str) -> Table | None:
    """The table without some columns; suggested, they are struck out. None where nothing is left."""
    chosen = {table.columns[index].id for index in indexes}
    gone = {column.id for column in table.columns if column.id in chosen and _goes(column.change, writer)}
    kept = without(table, (), gone) if gone else table
    columns = tuple(
        replace(column, change=_struck(column.change, suggestion)) if column.id in chosen else column
        for column in kept.columns
    )
    return replace(kept, columns=columns) if columns else None


def _goes(change: Change, writer: Writer) -> bool:
    return not writer.suggesting or writer.owns(change.insertion)


def _struck(change: Change, suggestion: str) -> Change:
    return change if change.deletion or not suggestion else replace(change, deletion=suggestion)


# ---- order


def moved_row(table: Table, index: int, step: int, suggestion: str = "") -> Table:
    """A row one place up (-1) or down (1), headers and others apart. Suggested, it is struck out and inserted there."""
    target = index + step
    if not 0 <= target < len(table.rows) or (index < table.header_rows) != (target < table.header_rows):
        return table
    _refuse_spans(each for each in placed(table) if each.rows > 1)
    rows = list(table.rows)
    if suggestion:
        copy = replace(_copy(table, rows[index]), change=Change(insertion=suggestion))
        rows[index] = replace(rows[index], change=_struck(rows[index].change, suggestion))
        rows.insert(target + (step > 0), copy)
    else:
        rows.insert(target, rows.pop(index))
    return replace(table, rows=tuple(rows))


def _copy(table: Table, row: Row) -> Row:
    (copy,) = copied((replace(table, rows=(row,)),))
    assert isinstance(copy, Table)
    return copy.rows[0]


def moved_column(table: Table, index: int, step: int) -> Table:
    """A column one place to the left (-1) or right (1)."""
    target = index + step
    if not 0 <= target < len(table.columns):
        return table
    _refuse_spans(each for each in placed(table) if each.columns > 1 or each.rows > 1)
    columns = list(table.columns)
    columns.insert(target, columns.pop(index))
    rows: list[Row] = []
    for row in table.rows:
        cells = list(row.cells)
        if max(index, target) < len(cells):
            cells.insert(target, cells.pop(index))
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows), columns=tuple(columns))


def _refuse_spans(spanning: Iterable[Placed]) -> None:
    if any(True for _ in spanning):
        raise Refused(SPANNED)


def sorted_rows(table: Table, column: int, key: Callable[[str], object], *, descending: bool = False) -> Table:
    """The rows between headers and totals in the order of a column, by what ``key`` makes of a cell's words."""
    _refuse_spans(each for each in placed(table) if each.rows > 1)
    head, body = table.rows[: table.header_rows], list(table.rows[table.header_rows :])
    tail: list[Row] = []
    while body and body[-1].total:
        tail.insert(0, body.pop())
    words = {each.row: text_of(each.cell) for each in placed(table) if each.column == column}
    order = {row.id: words.get(number, "") for number, row in enumerate(table.rows)}
    body.sort(key=lambda row: key(order[row.id]), reverse=descending)  # type: ignore[arg-type, return-value]
    return replace(table, rows=(*head, *body, *tail))


# ---- what rows and columns are


def with_header_row(table: Table) -> Table:
    """The first row names the columns, or no longer does."""
    return replace(table, header_rows=0 if table.header_rows else 1)


def with_header_column(table: Table) -> Table:
    """The first column names the rows, or no longer does."""
    return replace(table, header_columns=0 if table.header_columns else 1)


def with_total(table: Table, index: int) -> Table:
    """A row adds up those above it, or no longer does."""
    row = table.rows[index]
    return replace(table, rows=(*table.rows[:index], replace(row, total=not row.total), *table.rows[index + 1 :]))


def aligned(table: Table, indexes: Iterable[int], alignment: Alignment) -> Table:
    """Some columns with another alignment."""
    chosen = set(indexes)
    columns = tuple(
        replace(column, alignment=alignment) if number in chosen else column
        for number, column in enumerate(table.columns)
    )
    return replace(table, columns=columns)


def with_widths(table: Table, widths: Sequence[float]) -> Table:
    """The columns with these shares; 0 is by content."""
    columns = tuple(replace(column, width=width) for column, width in zip(table.columns, widths, strict=True))
    return replace(table, columns=columns)


# ---- spans


def merged(table: Table, rows: range, columns: range) -> Table:
    """The cells in a rectangle as one; the words of all of them are kept, each as a paragraph."""
    inside = [
        each for each in placed(table) if each.row in rows and each.column in columns and _within(each, rows, columns)
    ]
    touched = sum(each.rows * each.columns for each in inside)
    if touched != len(rows) * len(columns):
        raise Refused(SPANNED)
    if len(inside) < 2:
        return table
    first = inside[0].cell
    blocks = tuple(block for each in inside for block in each.cell.blocks if block.runs) or first.blocks[:1]
    whole = replace(first, blocks=blocks, row_span=len(rows), column_span=len(columns))
    gone = {each.cell.id for each in inside[1:]}
    now = tuple(
        replace(row, cells=tuple(whole if cell.id == first.id else cell for cell in row.cells if cell.id not in gone))
        for row in table.rows
    )
    return replace(table, rows=now)


def _within(each: Placed, rows: range, columns: range) -> bool:
    return each.row + each.rows <= rows.stop and each.column + each.columns <= columns.stop


def split(table: Table, cell: str) -> Table:
    """A cell that reaches over several places, as a cell for each of them; the words stay in the first."""
    place = place_of(table, cell)
    if place.rows == place.columns == 1:
        return table
    rows = list(table.rows)
    starts = {(each.row, each.column): each.cell.id for each in placed(table)}
    for number in range(place.row, place.row + place.rows):
        row = rows[number]
        at = sum(1 for (r, c) in starts if r == number and c < place.column)
        fresh = [new_cell() for _ in range(place.columns)]
        kept = list(row.cells)
        if number == place.row:
            fresh[0] = replace(place.cell, row_span=1, column_span=1)
            kept = [each for each in kept if each.id != cell]
        rows[number] = replace(row, cells=(*kept[:at], *fresh, *kept[at:]))
    return replace(table, rows=tuple(rows))


# ---- filling from a spreadsheet


def filled(table: Table, row: int, column: int, source: Table) -> Table:
    """The table with the words of ``source`` from a place on; it grows where that does not fit."""
    while len(table.rows) < row + len(source.rows):
        table = with_row(table, len(table.rows))
    while len(table.columns) < column + len(source.columns):
        table = with_column(table, len(table.columns))
    given = {(row + each.row, column + each.column): each.cell.blocks for each in placed(source)}
    places = {each.cell.id: given[each.row, each.column] for each in placed(table) if (each.row, each.column) in given}

    def cell(each: Cell) -> Cell:
        return replace(each, blocks=places[each.id]) if each.id in places else each

    return replace(table, rows=tuple(replace(each, cells=tuple(map(cell, each.cells))) for each in table.rows))
