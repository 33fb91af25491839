"""Charts: the figures of the table that they are drawn from."""

from __future__ import annotations

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.items import Caption, ChartItem, GapItem, Item, ParagraphItem, Series, Span
from strategy_editor.model.blocks import Chart, Table
from strategy_editor.model.figures import read_figure
from strategy_editor.model.grid import placed
from strategy_editor.model.tree import walk_sections


def chart_item(drawing: Drawing, chart: Chart, caption: Caption) -> Item:
    """The chart with its figures. Rows without a single figure are headings or totals' captions, and left out."""
    table = _table(drawing, chart.table)
    data = _data(drawing, table) if table is not None else ((), (), "")
    categories, series, unit = data
    if not categories or not series:
        return _undrawn(drawing, chart, caption)
    return ChartItem(
        chart.id,
        chart.kind,
        categories,
        series,
        chart.alternative,
        description=chart.description,
        caption=caption,
        unit=unit,
        width=min(max(chart.width, 0.0), 1.0),
    )


def _undrawn(drawing: Drawing, chart: Chart, caption: Caption) -> Item:
    if drawing.is_hidden(chart.table):
        return ParagraphItem(chart.id, (Span(drawing.wording("exempt.inline")),))
    words = "".join(each.text for each in caption.inlines if isinstance(each, Span))
    return GapItem(chart.id, drawing.wording("gap.chart", caption=f"{caption.label} {words}".strip()))


def _table(drawing: Drawing, id: str) -> Table | None:
    for section in walk_sections(drawing.document.sections):
        for block in section.blocks:
            if isinstance(block, Table) and block.id == id:
                return block
    return None


def _data(drawing: Drawing, table: Table) -> tuple[tuple[str, ...], tuple[Series, ...], str]:
    texts = [["" for _ in table.columns] for _ in table.rows]
    for cell, row, column, _, _ in placed(table):
        texts[row][column] = " ".join(drawing.plain(block.runs) for block in cell.blocks).strip()
    names = texts[table.header_rows - 1] if 0 < table.header_rows <= len(texts) else ["" for _ in table.columns]
    body = [
        line
        for row, line in zip(table.rows[table.header_rows :], texts[table.header_rows :], strict=True)
        if not row.total
    ]
    figures = [[read_figure(text) for text in line[1:]] for line in body]
    used = [index for index, line in enumerate(figures) if any(each is not None for each in line)]
    units = {unit for index in used for each in figures[index] if each is not None for unit in [each[1]]}
    series = tuple(
        Series(name, tuple(found[0] if (found := figures[index][column]) is not None else None for index in used))
        for column, name in enumerate(names[1:])
        if any(figures[index][column] is not None for index in used)
    )
    return tuple(body[index][0] for index in used), series, units.pop() if len(units) == 1 else ""
