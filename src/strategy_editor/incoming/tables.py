"""Tables of an old document: which hold data and which only arrange the page, their head, and the table made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from strategy_editor.foundation.ids import new_id
from strategy_editor.incoming.appearance import appearance
from strategy_editor.incoming.values import Block, Cell, Paragraph, Table
from strategy_editor.incoming.views import paragraphs_of
from strategy_editor.model import blocks as model
from strategy_editor.model.text import plain

MOST_COLUMNS = 63
"""Columns that Word can make."""
_SHORT = 80
"""Characters of a name of a column."""
_RUNNING = 400
"""Characters of a cell that holds running text, as only tables that arrange a page do."""
_FIGURES = re.compile(r"[-(£$€]?\s*[\d.,]+\s*(%|k|m|bn|million|thousand)?\)?$", re.IGNORECASE)

MakeText = Callable[[tuple[Block, ...]], tuple[model.TextBlock, ...]]


class Head(Struct, frozen=True):
    """How many rows and columns name the others; whether the file said so or the rows' looks did."""

    rows: int
    columns: int
    marked: bool


def only_arranges(table: Table) -> bool:
    """Whether a table is there for the layout of the page: one row or column, tables inside, or running text in it.

    So is one with more columns than Word can make: whatever made it, no reader could use it as a table.
    """
    if table.columns > MOST_COLUMNS:
        return True
    rows = [row for row in table.rows if any(says(cell) for cell in row.cells)]
    if len(rows) <= 1 or table.columns <= 1:
        return True
    cells = [cell for row in rows for cell in row.cells if not cell.continued]
    if any(isinstance(block, Table) for cell in cells for block in cell.blocks):
        return True
    long = sum(len(_text(cell)) > _RUNNING for cell in cells)
    return not table.bordered and len(rows) <= 3 and long * 2 >= len([cell for cell in cells if says(cell)])


def says(cell: Cell) -> bool:
    """Whether there is anything in a cell."""
    return any(run.text.strip() for paragraph in paragraphs_of(cell.blocks) for run in paragraph.runs)


def is_framed(table: Table) -> bool:
    """Whether it is one cell: words set apart from the text."""
    cells = [cell for row in table.rows for cell in row.cells if not cell.continued and says(cell)]
    return len(cells) == 1 and not any(isinstance(block, Table) for block in cells[0].blocks)


def arranged(table: Table) -> Iterator[Block]:
    """What stands in a table that only arranges the page, cell by cell."""
    for row in table.rows:
        for cell in row.cells:
            if not cell.continued:
                yield from cell.blocks


def head_of(table: Table) -> Head:
    """What the file marks as the head, else what looks like one."""
    marked = 0
    for row in table.rows:
        if not row.header:
            break
        marked += 1
    if 0 < marked < len(table.rows):
        return Head(marked, _columns(table, marked), True)
    first = table.rows[0]
    reach = max((cell.row_span for cell in first.cells), default=1)
    rows = reach if reach < len(table.rows) and _names_columns(table) else 0
    return Head(rows, _columns(table, rows), False)


def _text(cell: Cell) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs_of(cell.blocks)).strip()


def _names_columns(table: Table) -> bool:
    """Whether the first row says what stands below it: short words, in bold or over figures, one missing at most."""
    first = [cell for cell in table.rows[0].cells if not cell.continued]
    words = [_text(cell) for cell in first]
    named = [each for each in words if each]
    if len(named) < len(words) - 1 or any(len(each) > _SHORT for each in words) or not named:
        return False
    if any(_FIGURES.match(each) and not re.fullmatch(r"(19|20)\d\d([/-]\d\d(\d\d)?)?", each) for each in named):
        return False
    if table.first_row or _strong(first):
        return True
    below = [_text(cell) for row in table.rows[1:] for cell in row.cells if not cell.continued]
    figures = sum(bool(_FIGURES.match(each)) for each in below if each)
    return figures > 0 or (table.bordered and max(map(len, named)) <= 30)


def _strong(cells: list[Cell]) -> bool:
    paragraphs = [paragraph for cell in cells for paragraph in paragraphs_of(cell.blocks) if paragraph.text.strip()]
    return bool(paragraphs) and all(appearance(paragraph).strong for paragraph in paragraphs)


def _columns(table: Table, head: int) -> int:
    """One where the first column is in bold below the head and nothing else there is."""
    body = table.rows[head:]
    first = [cell for row in body for cell in row.cells if cell.column == 0 and not cell.continued]
    others = [cell for row in body for cell in row.cells if cell.column > 0 and says(cell)]
    return int(len(first) > 1 and _strong(first) and bool(others) and not _strong(others) and table.columns > 1)


def made(table: Table, head: Head, text: MakeText) -> model.Table:
    """The table as a strategy holds it: every place covered once, spans that would overlap cut short."""
    height, width = len(table.rows), table.columns
    lines: list[list[model.Cell]] = []
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(table.rows):
        cells: list[model.Cell] = []
        own = {cell.column: cell for cell in row.cells if not cell.continued}
        column = 0
        while column < width:
            if (index, column) in taken:
                column += 1
                continue
            cell = own.get(column)
            columns = 1
            limit = min(cell.column_span if cell else 1, width - column)
            while columns < limit and (index, column + columns) not in taken:
                columns += 1
            rows = max(1, min(cell.row_span if cell else 1, height - index))
            taken.update((index + down, column + over) for down in range(rows) for over in range(columns))
            blocks = text(cell.blocks) if cell else ()
            cells.append(model.Cell(new_id(), blocks or (model.Paragraph(new_id()),), columns, rows))
            column += columns
        lines.append(cells)
    rows_made = tuple(model.Row(new_id(), tuple(cells)) for cells in lines)
    return model.Table(
        id=new_id(),
        columns=_made_columns(table, rows_made[head.rows :]),
        rows=rows_made,
        caption=model.Paragraph(new_id()),
        header_rows=head.rows,
        header_columns=head.columns,
        landscape=width > 8,
        description=table.description or table.title,
    )


def _made_columns(table: Table, body: tuple[model.Row, ...]) -> tuple[model.Column, ...]:
    whole = sum(table.widths)
    shares = [width / whole if whole else 0.0 for width in table.widths] or [0.0] * table.columns
    out = []
    for column in range(table.columns):
        words = [
            " ".join(plain(block.runs) for block in row.cells[column].blocks)
            for row in body
            if len(row.cells) == table.columns
        ]
        said = [each for each in words if each.strip()]
        figures = bool(said) and all(_FIGURES.match(each.strip()) for each in said)
        out.append(model.Column(new_id(), round(shares[column], 3), "right" if figures else "left"))
    return tuple(out)


def is_empty(block: Block) -> bool:
    """Whether a paragraph says nothing and holds nothing."""
    return isinstance(block, Paragraph) and not block.text.strip()
