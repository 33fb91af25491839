"""Tables: header rows that repeat, spans, and columns by share or by content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from strategy_editor.foundation.colours import mixed
from strategy_editor.manuscript.items import CellItem, ListItems, TableItem
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.manuscript.table_grid import Place, header_count, table_grid
from strategy_editor.odt.context import Context
from strategy_editor.odt.styles import RULE
from strategy_editor.odt.xml import element, escaped, length

WriteInner = Callable[[Sequence[CellItem], str, str], str]
"""Writes what stands in a cell, in paragraphs of a style, aligned."""

_SHORTEST, _LONGEST, _ROOM = 4, 40, 95
"""Letters: the narrowest and the widest that a column wants to be, and what a page has room for."""

_STRONG_RULE = "#5a6570"


def table(context: Context, item: TableItem, width: float, inner: WriteInner) -> str:
    """The table, without its caption."""
    columns, lines = table_grid(item)
    name = f"Table{context.next_number()}"
    properties = {"style:width": length(width), "table:align": "left", "fo:margin-bottom": "10pt"}
    page = context.begin_table()
    properties |= {"fo:break-before": page["fo:break-before"]}
    style = context.styles.named(
        "table",
        element("style:table-properties", properties),
        {"style:master-page-name": page["style:master-page-name"]},
    )
    rows = [_row(context, item, index, places, columns, lines, inner) for index, places in enumerate(lines)]
    heads = header_count(item)
    head = element("table:table-header-rows", None, *rows[:heads]) if 0 < heads < len(rows) else "".join(rows[:heads])
    described = element("table:desc", None, escaped(item.description)) if item.description else ""
    return element(
        "table:table",
        {"table:name": name, "table:style-name": style},
        described,
        *_columns(context, item, columns, lines, width),
        head,
        *rows[heads:],
    )


def _columns(
    context: Context, item: TableItem, count: int, lines: Sequence[Sequence[Place]], width: float
) -> Iterator[str]:
    shares = [column.width for column in item.columns] + [0.0] * (count - len(item.columns))
    least, most = _letters(count, lines)
    if any(shares):
        mean = sum(shares) / sum(share > 0 for share in shares)
        shares = [max((share or mean) * _ROOM, low) for share, low in zip(shares, least, strict=True)]
    else:
        wished = sum(most) - sum(least)
        part = min(1.0, max(0.0, _ROOM - sum(least)) / wished) if wished > 0 else 0.0
        shares = [low + (high - low) * part for low, high in zip(least, most, strict=True)]
    for share in shares:
        wide = element("style:table-column-properties", {"style:column-width": length(width * share / sum(shares))})
        yield element("table:table-column", {"table:style-name": context.styles.named("table-column", wide, {})})


def _letters(count: int, lines: Sequence[Sequence[Place]]) -> tuple[list[int], list[int]]:
    """How many letters each column needs for its longest word, and wishes for its longest line."""
    least, most = [_SHORTEST] * count, [_SHORTEST] * count
    for places in lines:
        for place in places:
            for text in (text for item in place.cell.items for text in _texts(item)):
                if place.columns == 1:
                    longest = max(map(len, text.split()), default=0)
                    least[place.column] = max(least[place.column], min(longest, _LONGEST) + 2)
                    most[place.column] = max(most[place.column], min(len(text), _LONGEST) + 2)
    return least, most


def _texts(item: CellItem) -> Iterator[str]:
    if isinstance(item, ListItems):
        for entry in item.entries:
            yield "   " + plain_text(entry.inlines)
    else:
        yield plain_text(item.inlines)


def _row(
    context: Context,
    item: TableItem,
    index: int,
    places: Sequence[Place],
    columns: int,
    lines: Sequence[Sequence[Place]],
    inner: WriteInner,
) -> str:
    begins = {place.column: place for place in places}
    cells: list[str] = []
    for column in range(columns):
        if column in begins:
            cells.append(_cell(context, item, index, begins[column], len(lines), inner))
        else:
            cells.append(element("table:covered-table-cell"))
    style = context.styles.named("table-row", element("style:table-row-properties", {"fo:keep-together": "always"}), {})
    return element("table:table-row", {"table:style-name": style}, *cells)


def _cell(context: Context, item: TableItem, index: int, place: Place, count: int, inner: WriteInner) -> str:
    row = item.rows[index]
    last = index + place.rows == count
    fill = context.manuscript.page.table_header
    properties = {
        "fo:padding": "3.5pt",
        "fo:background-color": fill if row.header else mixed(fill, 0.45) if row.total else "",
        "fo:border-top": f"0.9pt solid {_STRONG_RULE}" if index == 0 or row.total else "",
        "fo:border-bottom": f"0.9pt solid {_STRONG_RULE}" if last or row.header else f"0.45pt solid {RULE}",
    }
    style = context.styles.named("table-cell", element("style:table-cell-properties", properties), {})
    text = "Table_20_Heading" if row.header else "Table_20_Contents"
    if not row.header and (row.total or place.cell.header):
        text = "Table_20_Total"
    alignment = item.columns[place.column].alignment if place.column < len(item.columns) else "left"
    written = {"left": "", "right": "end", "centre": "center"}[alignment]
    spans = {
        "table:number-columns-spanned": str(place.columns) if place.columns > 1 else "",
        "table:number-rows-spanned": str(place.rows) if place.rows > 1 else "",
    }
    inside = inner(place.cell.items, text, written) or element("text:p", {"text:style-name": text})
    given = {"table:style-name": style, "office:value-type": "string", **spans}
    return element("table:table-cell", given, inside)
