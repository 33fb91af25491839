"""Tables with captions, header cells and spans, in a region that scrolls on a narrow screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from strategy_editor.manuscript.items import CellItem, ParagraphItem, TableItem, TableRow
from strategy_editor.manuscript.table_grid import Place, header_count, table_grid
from strategy_editor.web.context import Context
from strategy_editor.web.inline import caption_children, inline
from strategy_editor.web.markup import Child, Element, element

WriteInner = Callable[[Context, CellItem], Element]


def table(context: Context, item: TableItem, inner: WriteInner) -> Iterator[Element]:
    """The table and its source."""
    width, grid = table_grid(item)
    anchor = context.id(item.anchor)
    name = context.id(f"{item.anchor}-name") if item.caption is not None else ""
    description = context.id(f"{item.anchor}-description") if item.description else ""
    made = element("table", aria_describedby=description, class_=_breadth(width))
    if item.caption is not None:
        text = element("span", caption_children(context, item.caption), id=context.id(item.caption.anchor))
        made.append(element("caption", text, id=name))
    columns = _columns(context, item)
    if columns is not None:
        made.append(columns)
    headers = header_count(item)
    alignments = [column.alignment for column in item.columns] + ["left"] * (width - len(item.columns))
    rows = [
        element("tr", _cells(context, row, places, alignments, inner), class_="total" if row.total else "")
        for row, places in zip(item.rows, grid, strict=True)
    ]
    if headers:
        made.append(element("thead", rows[:headers]))
    if rows[headers:]:
        made.append(element("tbody", rows[headers:]))
    yield _region(context, item, made, anchor, name, description)
    if item.source:
        yield element("p", context.words("source", source=item.source), class_="source")


def _region(context: Context, item: TableItem, made: Element, anchor: str, name: str, description: str) -> Element:
    """The table where it can be scrolled sideways with the keyboard: a region with the table's name."""
    hidden = element("p", item.description, id=description, hidden="") if description else None
    if context.plain:
        return element("div", hidden, made, id=anchor)
    label = "" if name else item.description or context.words("reference.table")
    return element(
        "div",
        hidden,
        made,
        id=anchor,
        class_="scroll",
        role="region",
        tabindex="0",
        aria_labelledby=name,
        aria_label=label,
    )


def _breadth(columns: int) -> str:
    return "wide" if columns > 6 else "middling" if columns > 3 else ""


def _columns(context: Context, item: TableItem) -> Element | None:
    """The widths of the columns, where the manuscript gives shares."""
    if context.plain or not any(column.width for column in item.columns):
        return None
    group = element("colgroup")
    for column in item.columns:
        share = max(1, min(100, round(column.width * 100)))
        context.shares.add(share)
        group.append(element("col", class_=f"w{share}"))
    return group


def _cells(
    context: Context, row: TableRow, places: Sequence[Place], alignments: Sequence[str], inner: WriteInner
) -> Iterator[Element]:
    for cell, column, rows, columns in places:
        is_header = bool(cell.items) and (row.header or bool(cell.header))
        made = element(
            "th" if is_header else "td",
            scope=("row" if cell.header == "row" and not row.header else "col") if is_header else "",
            rowspan=str(rows) if rows > 1 else "",
            colspan=str(columns) if columns > 1 else "",
            class_="" if alignments[column] == "left" else alignments[column],
        )
        _fill(context, made, cell.items, inner)
        yield made


def _fill(context: Context, made: Element, items: Sequence[CellItem], inner: WriteInner) -> None:
    """A single plain paragraph stands in the cell itself; anything more stands in elements of its own."""
    if len(items) == 1 and isinstance(items[0], ParagraphItem) and items[0].kind == "body" and not items[0].label:
        id = context.id(items[0].anchor)
        if id:
            made.set("id", id)
        children: list[Child] = inline(context, items[0].inlines)
    else:
        children = [inner(context, each) for each in items]
    filled = element("td", children)
    made.text = filled.text
    made.extend(list(filled))
