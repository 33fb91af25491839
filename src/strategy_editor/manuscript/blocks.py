"""Blocks as items: text, lists, tables, figures, charts and boxes of one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from strategy_editor.manuscript.charts import chart_item
from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.items import (
    BoxItem,
    Caption,
    CellItem,
    FigureItem,
    HeadingItem,
    Item,
    PageBreakItem,
    ParagraphItem,
    Span,
    TableCell,
    TableColumn,
    TableItem,
    TableRow,
)
from strategy_editor.manuscript.lists import list_items
from strategy_editor.manuscript.live import live_items
from strategy_editor.model.blocks import (
    Block,
    Box,
    Chart,
    Column,
    Figure,
    Heading,
    ListItem,
    Live,
    PageBreak,
    Paragraph,
    Table,
    TextBlock,
)
from strategy_editor.model.grid import placed

DEEPEST_HEADING = 6


def block_items(drawing: Drawing, blocks: Iterable[Block]) -> Iterator[Item]:
    """The items of a section's blocks, consecutive list items gathered into lists."""
    waiting: list[ListItem] = []
    for block in blocks:
        if isinstance(block, ListItem):
            waiting.append(block)
            continue
        if waiting:
            yield from list_items(drawing, waiting)
            waiting = []
        yield from _items(drawing, block)
    if waiting:
        yield from list_items(drawing, waiting)


def _items(drawing: Drawing, block: Block) -> Iterator[Item]:
    match block:
        case Paragraph():
            yield from _paragraph(drawing, block)
        case Heading():
            yield from _heading(drawing, block)
        case Table():
            yield _table(drawing, block)
        case Figure():
            yield _figure(drawing, block)
        case Chart():
            yield chart_item(drawing, block, caption(drawing, block))
        case Box():
            title = drawing.inlines(block.title.runs)
            shown = title or (Span(drawing.wording(f"box.{block.kind}")),)
            inner = tuple(_inner(drawing, block.blocks))
            yield BoxItem(block.id, block.kind, shown, inner, block.title.id if title else "")
        case PageBreak():
            yield PageBreakItem()
        case Live():
            yield from live_items(drawing, block)


def _paragraph(drawing: Drawing, block: Paragraph) -> Iterator[ParagraphItem]:
    """An empty paragraph says nothing and is not printed, unless it holds a number."""
    inlines = drawing.inlines(block.runs)
    label = drawing.numbers.labels.get(block.id, "")
    if inlines or label:
        change = drawing.alteration(block)
        yield ParagraphItem(block.id, inlines, block.kind, label, scheme_level(drawing, label), change)


def _heading(drawing: Drawing, block: Heading) -> Iterator[HeadingItem]:
    inlines = drawing.inlines(block.runs)
    label = drawing.numbers.labels.get(block.id, "")
    if inlines or label:
        level = min(drawing.numbers.levels.get(block.id, block.level + 1), DEEPEST_HEADING)
        change = drawing.alteration(block)
        yield HeadingItem(block.id, level, inlines, label, scheme_level(drawing, label), change=change)


def scheme_level(drawing: Drawing, label: str) -> int:
    """How many parts a label has: ``3`` and ``3.0`` one, ``A3.1`` two; none at all has 0."""
    if not label:
        return 0
    parts = label.removeprefix(drawing.letter).split(".")
    return len(parts) - (len(parts) > 1 and parts[-1] == "0")


def _inner(drawing: Drawing, blocks: Sequence[TextBlock]) -> Iterator[CellItem]:
    """What stands in a cell or a box. Its headings number nothing and stay out of the contents."""
    waiting: list[ListItem] = []
    for block in blocks:
        if isinstance(block, ListItem):
            waiting.append(block)
            continue
        if waiting:
            yield from list_items(drawing, waiting)
            waiting = []
        inlines = drawing.inlines(block.runs)
        if isinstance(block, Heading):
            level = min(block.level + 1, DEEPEST_HEADING)
            yield HeadingItem(block.id, level, inlines, in_contents=False)
        elif inlines or drawing.edition.comes_back:
            yield ParagraphItem(block.id, inlines, block.kind)
    if waiting:
        yield from list_items(drawing, waiting)


# ---- tables and figures


def caption(drawing: Drawing, block: Table | Figure | Chart) -> Caption:
    """The caption, with its label: ``Table 2``."""
    key = "reference.table" if isinstance(block, Table) else "reference.figure"
    number = drawing.numbers.captions.get(block.id, "")
    label = f"{drawing.wording(key)} {number}"
    return Caption(block.caption.id, label, number, drawing.inlines(block.caption.runs))


def _table(drawing: Drawing, table: Table) -> TableItem:
    header_rows = min(table.header_rows, len(table.rows))
    rows: list[list[TableCell]] = [[] for _ in table.rows]
    for cell, row, column, height, width in placed(table):
        header = "column" if row < header_rows else "row" if column < table.header_columns else ""
        items = tuple(_inner(drawing, cell.blocks))
        rows[row].append(TableCell(items, header, column_span=width, row_span=height))  # type: ignore[arg-type]
    return TableItem(
        table.id,
        columns(table.columns),
        tuple(
            TableRow(tuple(cells), index < header_rows, row.total, drawing.altered(row.change))
            for index, (row, cells) in enumerate(zip(table.rows, rows, strict=True))
        ),
        caption(drawing, table),
        landscape=table.landscape,
        source=table.source,
        description=table.description,
    )


def columns(wanted: Sequence[Column]) -> tuple[TableColumn, ...]:
    """Shares that add up to 1; columns without one get the mean of the others; all 0 where none has any."""
    given = [column.width for column in wanted if column.width > 0]
    if not given:
        return tuple(TableColumn(0.0, column.alignment) for column in wanted)
    mean = sum(given) / len(given)
    widths = [column.width if column.width > 0 else mean for column in wanted]
    return tuple(
        TableColumn(width / sum(widths), column.alignment) for width, column in zip(widths, wanted, strict=True)
    )


def _figure(drawing: Drawing, figure: Figure) -> FigureItem:
    pictures = drawing.project.pictures
    original = pictures[figure.picture].original if figure.picture in pictures else ""
    return FigureItem(
        figure.id,
        figure.picture,
        "" if figure.decorative else figure.alternative,
        decorative=figure.decorative,
        description=figure.description,
        caption=caption(drawing, figure),
        source=figure.source,
        credit=figure.credit,
        permission=figure.permission if drawing.edition.permissions else "",
        width=min(max(figure.width, 0.0), 1.0),
        original=original if original in pictures else "",
    )
