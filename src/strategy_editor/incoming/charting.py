"""A chart of an old document as a table of its figures and, where we can draw its kind, a chart of that table."""

from __future__ import annotations

from collections.abc import Mapping

from strategy_editor.foundation.ids import new_id
from strategy_editor.incoming.values import ChartData
from strategy_editor.model.blocks import Block, Cell, Chart, ChartKind, Column, Paragraph, Row, Table
from strategy_editor.model.text import clean_line, runs_from

_KINDS: Mapping[str, ChartKind] = {
    "barChart": "bar",
    "bar3DChart": "bar",
    "lineChart": "line",
    "line3DChart": "line",
    "areaChart": "line",
    "pieChart": "pie",
    "pie3DChart": "pie",
    "doughnutChart": "pie",
}


def can_draw(data: ChartData) -> bool:
    """Whether we draw charts of this kind ourselves."""
    kind = _KINDS.get(data.kind)
    return kind is not None and not data.mixed and not (kind == "pie" and len(data.series) > 1)


def chart_blocks(data: ChartData, alternative: str) -> list[Block]:
    """The table with the figures, and after it the chart, for kinds that we draw."""
    length = max([len(data.names), *(len(figures) for _, figures in data.series)])
    names = [*data.names, *(str(index + 1) for index in range(len(data.names), length))]
    head = ("", *(name or f"Series {index + 1}" for index, (name, _) in enumerate(data.series)))
    lines = [head]
    for index, name in enumerate(names):
        lines.append((name, *(_figure(figures[index]) if index < len(figures) else "" for _, figures in data.series)))
    title = clean_line(data.title)
    table = Table(
        id=new_id(),
        columns=tuple(Column(new_id(), alignment="right" if index else "left") for index in range(len(head))),
        rows=tuple(Row(new_id(), tuple(_cell(words) for words in line)) for line in lines),
        caption=Paragraph(new_id(), runs_from(title)),
        header_rows=1,
        header_columns=1,
    )
    kind = _KINDS.get(data.kind)
    if kind is None or not can_draw(data):
        return [table]
    shown: ChartKind = "stacked" if kind == "bar" and data.stacked else kind
    caption = Paragraph(new_id(), runs_from(title))
    return [table, Chart(new_id(), table.id, caption, shown, clean_line(alternative))]


def _cell(words: str) -> Cell:
    return Cell(new_id(), (Paragraph(new_id(), runs_from(clean_line(words))),))


def _figure(text: str) -> str:
    """``12.3000000001`` as ``12.3``: spreadsheets remember more digits than anybody saw."""
    try:
        number = float(text)
    except ValueError:
        return text
    return f"{number:,.10g}" if abs(number) < 1e15 else text
