"""Tables of a page as tables of the model: spans, header rows and columns, alignment, widths; empty edges cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Alignment, Cell, Column, Paragraph, Row, Table, TextBlock
from strategy_editor.model.text import Runs
from strategy_editor.web.clipboard.markup import Element, Sheet, children, length, number

MOST_ROWS = 500
MOST_COLUMNS = 60
_ALIGNMENTS: Mapping[str, Alignment] = {"right": "right", "end": "right", "center": "centre", "middle": "centre"}


class Source(NamedTuple):
    """A cell of the page: its place, what it spans, its element."""

    row: int
    column: int
    rows: int
    columns: int
    element: Element


class Sources(NamedTuple):
    """The cells of a table, its size, its rows of headers, its caption, and whether some of it did not fit."""

    cells: list[Source]
    rows: int
    columns: int
    header_rows: int
    caption: Element | None
    too_large: bool


def sources(sheet: Sheet, table: Element) -> Sources:
    """What an element ``table`` holds."""
    rows, heads, caption = _rows(sheet, table)
    cells: list[Source] = []
    taken: set[tuple[int, int]] = set()
    width, too_large = 0, len(rows) > MOST_ROWS
    rows = rows[:MOST_ROWS]
    for index, row in enumerate(rows):
        column = 0
        for cell in children(row):
            if cell.tag not in ("td", "th") or sheet.style(cell).get("display") == "none":
                continue
            while (index, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                too_large = True
                break
            down = min(number(cell.get("rowspan"), MOST_ROWS), len(rows) - index)
            across = min(number(cell.get("colspan"), MOST_COLUMNS), MOST_COLUMNS - column)
            while across > 1 and any((index, column + k) in taken for k in range(across)):
                across -= 1
            taken.update((index + r, column + c) for r in range(down) for c in range(across))
            cells.append(Source(index, column, down, across, cell))
            width = max(width, column + across)
            column += across
    heads = heads or _leading_headers(cells, len(rows))
    return Sources(cells, len(rows), width, heads, caption, too_large)


def table_from(
    sheet: Sheet, found: Sources, blocks_of: Callable[[Element, bool], Sequence[TextBlock]], caption: Runs
) -> Table | None:
    """The table; None where nothing is in it. ``blocks_of`` gives the blocks of a cell, and is told if it is a head."""
    filled = {
        (cell.row, cell.column): tuple(blocks_of(cell.element, cell.row < found.header_rows)) for cell in found.cells
    }
    used = [cell for cell in found.cells if _is_filled(filled[cell.row, cell.column])]
    if not used:
        return None
    height = max(cell.row for cell in used) + 1
    width = max(cell.column for cell in used) + 1
    lines: list[list[Cell]] = [[] for _ in range(height)]
    covered = {
        (cell.row + r, cell.column + c) for cell in found.cells for r in range(cell.rows) for c in range(cell.columns)
    }
    starts = {(cell.row, cell.column): cell for cell in found.cells}
    for row in range(height):
        for column in range(width):
            cell = starts.get((row, column))
            if cell is not None:
                blocks = filled[row, column] or (Paragraph(new_id()),)
                down, across = min(cell.rows, height - row), min(cell.columns, width - column)
                lines[row].append(Cell(new_id(), blocks, across, down))
            elif (row, column) not in covered:
                lines[row].append(Cell(new_id(), (Paragraph(new_id()),)))
    heads = min(found.header_rows or 1, height - 1) if height > 1 else 0
    return Table(
        new_id(),
        _columns(sheet, found, width, heads),
        tuple(Row(new_id(), tuple(line)) for line in lines),
        Paragraph(new_id(), caption),
        header_rows=heads,
        header_columns=_header_columns(found, height, heads),
    )


def with_caption(table: Table, caption: Runs) -> Table:
    """The table with another caption."""
    return replace(table, caption=Paragraph(table.caption.id, caption))


def _rows(sheet: Sheet, table: Element) -> tuple[list[Element], int, Element | None]:
    """The rows in the order of the page, how many stand in its head, and its caption."""
    head: list[Element] = []
    body: list[Element] = []
    caption = None
    for part in children(table):
        if part.tag == "caption":
            caption = part
        elif part.tag == "tr":
            body.append(part)
        elif part.tag in ("thead", "tbody", "tfoot"):
            (head if part.tag == "thead" else body).extend(row for row in children(part) if row.tag == "tr")
    shown = [row for row in (*head, *body) if sheet.style(row).get("display") != "none"]
    return shown, sum(row in head for row in shown), caption


def _leading_headers(cells: Sequence[Source], rows: int) -> int:
    tags: dict[int, set[str]] = {}
    for cell in cells:
        tags.setdefault(cell.row, set()).add(cell.element.tag)
    row = 0
    while row < rows and tags.get(row) == {"th"}:
        row += 1
    return row if row < rows else 0


def _header_columns(found: Sources, height: int, heads: int) -> int:
    below = [cell for cell in found.cells if cell.column == 0 and heads <= cell.row < height]
    return int(bool(below) and all(cell.element.tag == "th" for cell in below))


def _is_filled(blocks: Sequence[TextBlock]) -> bool:
    return any(block.runs for block in blocks)


def _columns(sheet: Sheet, found: Sources, width: int, heads: int) -> tuple[Column, ...]:
    widths = _widths(sheet, found, width)
    out: list[Column] = []
    for index in range(width):
        below = [cell for cell in found.cells if cell.column == index and cell.columns == 1 and cell.row >= heads]
        counted = Counter(_alignment(sheet, cell.element) for cell in below)
        most = counted.most_common(1)
        alignment: Alignment = most[0][0] if most and most[0][1] * 2 > len(below) else "left"
        out.append(Column(new_id(), widths[index], alignment))
    return tuple(out)


def _alignment(sheet: Sheet, cell: Element) -> Alignment:
    """How a cell is aligned, or the first paragraph in it."""
    for element in (cell, next((each for each in children(cell) if each.tag in ("p", "div")), None)):
        if element is not None:
            said = sheet.style(element).get("text-align") or (element.get("align") or "").lower()
            if said in _ALIGNMENTS:
                return _ALIGNMENTS[said]
            if said:
                return "left"
    return "right" if cell.get("x:num") is not None or cell.get("sdval") else "left"


def _widths(sheet: Sheet, found: Sources, width: int) -> list[float]:
    """Shares of the columns, where every one of them has a width of its own."""
    given = [0.0] * width
    for cell in found.cells:
        if cell.columns == 1 and cell.column < width and not given[cell.column]:
            style = sheet.style(cell.element)
            given[cell.column] = length(style.get("width")) or length(cell.element.get("width"))
    whole = sum(given)
    if not whole or not all(given) or max(given) < 1.35 * min(given):
        return [0.0] * width
    return [round(each / whole, 3) for each in given]
