"""Charts: the figures of the table that they are drawn from, and words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.items import Caption, ChartItem, GapItem, Item, ParagraphItem, Series, Span
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.manuscript.quantities import number_text
from strategy_editor.model.blocks import Chart, ChartKind, Table
from strategy_editor.model.figures import read_figure
from strategy_editor.model.grid import placed
from strategy_editor.model.text import Runs
from strategy_editor.model.tree import walk_sections


def chart_item(drawing: Drawing, chart: Chart, caption: Caption) -> Item:
    """The chart with its figures."""
    table = _table(drawing, chart.table)
    figures = figures_of(table, drawing.plain) if table is not None else Figures()
    if not figures.categories or not figures.series:
        return _undrawn(drawing, chart, caption)
    return ChartItem(
        chart.id,
        chart.kind,
        figures.categories,
        figures.series,
        chart.alternative,
        description=chart.description,
        caption=caption,
        unit=figures.unit,
        width=min(max(chart.width, 0.0), 1.0),
    )


def _undrawn(drawing: Drawing, chart: Chart, caption: Caption) -> Item:
    if drawing.is_hidden(chart.table):
        return ParagraphItem(chart.id, (Span(drawing.wording("exempt.inline")),))
    words = plain_text(caption.inlines)
    return GapItem(chart.id, drawing.wording("gap.chart", caption=f"{caption.label} {words}".strip()))


def _table(drawing: Drawing, id: str) -> Table | None:
    for section in walk_sections(drawing.document.sections):
        for block in section.blocks:
            if isinstance(block, Table) and block.id == id:
                return block
    return None


class Figures(Struct, frozen=True):
    """What a chart is drawn from: names, a series for each column of figures, and the unit they share, if any."""

    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""


def figures_of(table: Table, words: Callable[[Runs], str]) -> Figures:
    """The figures of a table. Rows without a single figure are headings or totals' captions, and left out."""
    texts = [["" for _ in table.columns] for _ in table.rows]
    for cell, row, column, _, _ in placed(table):
        texts[row][column] = " ".join(words(block.runs) for block in cell.blocks).strip()
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
    return Figures(tuple(body[index][0] for index in used), series, units.pop() if len(units) == 1 else "")


_KINDS = {"bar": "Bar chart", "stacked": "Stacked bar chart", "line": "Line chart", "pie": "Pie chart"}
_MOST_SERIES_TOLD = 3


def proposed_alternative(kind: ChartKind, figures: Figures) -> str:
    """Words for those who cannot see the chart: what it compares, and of each series from where to where it goes."""
    if not figures.categories or not figures.series:
        return ""
    told = [_series_words(kind, each, figures) for each in figures.series[:_MOST_SERIES_TOLD]]
    more = len(figures.series) - len(told)
    rest = f" And {more} more." if more else ""
    places = f"{len(figures.categories)} values" if len(figures.categories) > 1 else figures.categories[0]
    return f"{_KINDS[kind]} of {places}. {' '.join(told)}{rest}"


def _series_words(kind: ChartKind, series: Series, figures: Figures) -> str:
    known = [(value, name) for value, name in zip(series.values, figures.categories, strict=False) if value is not None]
    name = f"{series.name}: " if series.name else ""
    if kind == "line":
        first, last = known[0], known[-1]
        return f"{name}{_said(first, figures.unit)} to {_said(last, figures.unit)}."
    highest, lowest = max(known, key=lambda each: each[0]), min(known, key=lambda each: each[0])
    if highest == lowest:
        return f"{name}{_said(highest, figures.unit)}."
    return f"{name}most {_said(highest, figures.unit)}, least {_said(lowest, figures.unit)}."


def _said(value: tuple[float, str], unit: str) -> str:
    return f"{value[1]} {number_text(value[0], unit)}".strip()
