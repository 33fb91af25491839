"""Which drawing shows a chart best."""

from __future__ import annotations

from strategy_editor.manuscript.items import ChartItem
from strategy_editor.pdf.charts import AxisChart, Chart
from strategy_editor.pdf.look import Look
from strategy_editor.pdf.lying_bars import LyingBars
from strategy_editor.pdf.pies import PieChart


def chart_of(item: ChartItem, width: float, look: Look, most_height: float) -> Chart:
    """The drawing of a chart, ``width`` points wide.

    Bars whose names find no room below them lie instead, unless they are so many that the page is too low for them.
    """
    if item.kind == "pie":
        return PieChart(item, width, look)
    upright = AxisChart(item, width, look)
    if item.kind == "line" or not upright.cuts_names:
        return upright
    lying = LyingBars(item, width, look)
    return lying if lying.height <= most_height else upright
