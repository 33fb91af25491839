"""Bars that lie: where the names of what they stand for find no room below upright ones, in large print above all."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import accumulate

from strategy_editor.manuscript.items import ChartItem
from strategy_editor.manuscript.quantities import number_text
from strategy_editor.pdf.charts import AxisChart, value_at
from strategy_editor.pdf.lettering import swatch
from strategy_editor.pdf.look import RULE, STRONG_RULE, Look
from strategy_editor.pdf.sheet import Layer

_NAMES = 0.42
"""The share of the width that names may take."""

_MOST_LINES = 40


class LyingBars(AxisChart):
    """Names on the left, each with its bars beside it; as high as the names need."""

    def __init__(self, item: ChartItem, width: float, look: Look) -> None:
        super().__init__(item, width, look)
        size, leading = self._type.size, self._type.leading
        wanted = max((self._type.width(name) for name in item.categories), default=0.0)
        self._column = min(wanted, _NAMES * width)
        self._lines = [self._type.wrapped(name, self._column, _MOST_LINES) for name in item.categories]
        count = 1 if item.kind == "stacked" else max(1, len(item.series))
        self._bar = 1.15 * size
        bars = count * self._bar
        self._rows = [max(len(lines) * leading, bars) + 0.7 * size for lines in self._lines]
        self._legend = self._legend_rows() if len(item.series) > 1 else []
        self._above = 0.4 * size + len(self._legend) * leading
        self._foot = 1.6 * size
        self.height = self._above + sum(self._rows) + self._foot

    def draw(self, layer: Layer, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        size = self._type.size
        for number, row in enumerate(self._legend):
            self._draw_legend(layer, row, x, top - 0.95 * size - number * self._type.leading)
        room = max(self._type.width(number_text(tick, self._item.unit), strong=True) for tick in self._ticks) + size
        left, right = x + self._column + 0.7 * size, x + self._width - room
        head, foot = top - self._above, top - self.height + self._foot
        least, most = self._ticks[0], self._ticks[-1]

        def across(value: float) -> float:
            return left + (right - left) * (value - least) / (most - least)

        apart = across(self._ticks[1]) - across(self._ticks[0])
        every = max(1, math.ceil(room / max(apart, 0.01)))  # where they would touch, not every line has its number
        for place, tick in enumerate(self._ticks):
            look = (STRONG_RULE, 0.9) if tick == 0 else (RULE, 0.4)
            layer.rule(*look, across(tick), head, across(tick), foot)
            if place % every == 0:
                text = number_text(tick, self._item.unit)
                self._type.write(layer, text, across(tick), foot - 1.1 * size, align=0.5)
        tops = [head, *(head - used for used in accumulate(self._rows))]
        for category, lines in enumerate(self._lines):
            self._draw_row(layer, category, lines, x, (tops[category], self._rows[category]), across)

    def _draw_row(
        self,
        layer: Layer,
        category: int,
        lines: list[str],
        x: float,
        place: tuple[float, float],
        across: Callable[[float], float],
    ) -> None:
        """A name, and its bars with their values. ``place`` is the upper edge of the row, and its height."""
        top, height = place
        size, leading = self._type.size, self._type.leading
        middle = top - height / 2
        first = middle + len(lines) * leading / 2 - 0.85 * leading
        for number, line in enumerate(lines):
            self._type.write(layer, line, x + self._column, first - number * leading, align=1)
        stacked = self._item.kind == "stacked"
        count = 1 if stacked else len(self._item.series)
        ends = [0.0, 0.0]
        for index, series in enumerate(self._item.series):
            value = value_at(series, category)
            if value is None:
                continue
            base = ends[value < 0] if stacked else 0.0
            y = middle + count * self._bar / 2 - (1 if stacked else index + 1) * self._bar
            low, high = sorted((across(base), across(base + value)))
            swatch(layer, self._look, index, (low, y + 0.06 * size, high - low, self._bar - 0.12 * size))
            ends[value < 0] += value
            if not stacked:
                text = number_text(value, self._item.unit)
                self._type.write(layer, text, max(high, across(0.0)) + 0.3 * size, y + 0.3 * size, strong=True)
        if stacked and ends[0]:
            y = middle - 0.33 * size
            self._type.write(layer, number_text(ends[0], self._item.unit), across(ends[0]) + 0.3 * size, y, strong=True)
