"""Charts while one writes: drawn as they will be, and the words that are proposed for those who cannot see them."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct

from strategy_editor.manuscript.charts import figures_of, proposed_alternative
from strategy_editor.manuscript.items import ChartItem
from strategy_editor.model.blocks import Chart, ChartKind, Table
from strategy_editor.model.profile import PageLook
from strategy_editor.model.text import plain
from strategy_editor.web.charts import draw_chart
from strategy_editor.web.drawing import short
from strategy_editor.web.markup import element
from strategy_editor.web.style import drawing_style

LONGEST_ALTERNATIVE = 250
_PLAINLY = "text{font-size:15px;font-family:'Source Sans 3'}"
"""What the style says in short, once more in long: not every drawing library knows the short form."""


class DrawnChart(Struct, frozen=True):
    """A chart as SVG, and its height as a share of its width."""

    svg: bytes
    ratio: float


def drawn_chart(chart: Chart, table: Table, page: PageLook) -> DrawnChart | None:
    """The chart drawn from a table; None where that holds no figures."""
    figures = figures_of(table, plain)
    if not figures.categories or not figures.series:
        return None
    item = ChartItem(chart.id, chart.kind, figures.categories, figures.series, "", unit=figures.unit)
    drawing = draw_chart(item, "chart", narrow=False)
    made = drawing.finished(
        xmlns="http://www.w3.org/2000/svg", width=short(drawing.width), height=short(drawing.height)
    )
    made.insert(0, element("style", drawing_style(page) + _PLAINLY))
    return DrawnChart(etree.tostring(made, encoding="utf-8", xml_declaration=True), drawing.height / drawing.width)


def alternative_for(kind: ChartKind, table: Table) -> str:
    """Proposed words for a chart of this kind drawn from a table; empty where that holds no figures."""
    words = proposed_alternative(kind, figures_of(table, plain))
    return words if len(words) <= LONGEST_ALTERNATIVE else f"{words[: LONGEST_ALTERNATIVE - 1].rstrip()}…"
