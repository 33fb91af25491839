"""Charts as drawings: bars, stacked bars and lines, from the figures themselves.

They say what they show without colour: series differ in lightness and in hatching or dashes, and values and names stand
at what they belong to wherever there is room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from strategy_editor.manuscript.items import ChartItem, Series
from strategy_editor.manuscript.quantities import number_text, scale
from strategy_editor.pdf.lettering import Lettering, ink_on, is_hatched, series_colour, swatch
from strategy_editor.pdf.look import QUIET, RULE, STRONG_RULE, Look
from strategy_editor.pdf.press import circle
from strategy_editor.pdf.sheet import Layer

_DASHES = ("", "[6 2.5]", "[1.5 2.2]", "[8 2.5 1.5 2.5]", "[3 2]", "[10 3]")
_MOST_LABELLED = 40
_MOST_NAME_LINES = 4
_LEAST_NAME = 2.2
"""A name takes the room of so many letters at least."""


class Chart(Protocol):
    """A chart of a given width."""

    height: float

    def draw(self, layer: Layer, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""


class _Plot(NamedTuple):
    """Where the figures stand: the box between the axes, and the values at its foot and head."""

    left: float
    bottom: float
    right: float
    top: float
    least: float
    most: float

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom + (self.top - self.bottom) * (value - self.least) / (self.most - self.least)


class AxisChart:
    """Bars that stand, and lines, over an axis with names."""

    def __init__(self, item: ChartItem, width: float, look: Look) -> None:
        self._item = item
        self._look = look
        self._width = width
        self._type = Lettering(look)
        self._ticks = scale(*self._extent())
        size, leading = self._type.size, self._type.leading
        self._margin = max(self._type.width(number_text(tick, item.unit)) for tick in self._ticks) + 0.6 * size
        self._end = self._line_names_width() if item.kind == "line" else 0.0
        self._slot = max(1.0, (width - self._margin - self._end) / max(1, len(item.categories)))
        step = max(
            1, math.ceil(_LEAST_NAME * size / self._slot)
        )  # where slots are narrower, not every name stands there
        self._names = [
            [] if place % step else self._type.wrapped(name, 0.94 * self._slot * step, _MOST_NAME_LINES)
            for place, name in enumerate(item.categories)
        ]
        self._sunk = 1.1 * size if item.kind == "bar" and self._ticks[0] < 0 else 0.0
        self._below = max(map(len, self._names), default=1) * leading + 0.5 * size + self._sunk
        self._legend = self._legend_rows() if item.kind != "line" and len(item.series) > 1 else []
        self._above = size * (0.5 if item.kind == "stacked" else 1.4) + len(self._legend) * leading
        plot = min(max(0.42 * width, 9 * size), 22 * size)
        self.height = self._above + plot + self._below

    @property
    def cuts_names(self) -> bool:
        """Whether some name finds no room below its bars."""
        pairs = zip(self._item.categories, self._names, strict=True)
        return any(line.endswith("…") for lines in self._names for line in lines) or any(
            name.strip() and not lines for name, lines in pairs
        )

    def draw(self, layer: Layer, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        for number, row in enumerate(self._legend):
            self._draw_legend(layer, row, x, top - 0.95 * self._type.size - number * self._type.leading)
        plot = _Plot(
            x + self._margin,
            top - self.height + self._below,
            x + self._width - self._end,
            top - self._above,
            self._ticks[0],
            self._ticks[-1],
        )
        self._draw_axes(layer, plot)
        if self._item.kind == "line":
            self._draw_lines(layer, plot)
        else:
            self._draw_bars(layer, plot)

    def _extent(self) -> tuple[float, float]:
        """The least and the most that the axis must take in."""
        if self._item.kind == "stacked":
            columns = [
                [value for series in self._item.series if (value := value_at(series, index)) is not None]
                for index in range(len(self._item.categories))
            ]
            return (
                min((sum(value for value in column if value < 0) for column in columns), default=0.0),
                max((sum(value for value in column if value > 0) for column in columns), default=1.0),
            )
        values = [value for series in self._item.series for value in series.values if value is not None]
        return min(values, default=0.0), max(values, default=1.0)

    # ---- frame

    def _legend_rows(self) -> list[list[tuple[int, str, float]]]:
        """The names of the series in rows: index, name, and how far from the left."""
        rows: list[list[tuple[int, str, float]]] = [[]]
        size, used = self._type.size, 0.0
        for index, series in enumerate(self._item.series):
            name = self._type.fitted(series.name, self._width - 1.6 * size)
            wide = self._type.width(name) + 2.6 * size
            if rows[-1] and used + wide - size > self._width:
                rows.append([])
                used = 0.0
            rows[-1].append((index, name, used))
            used += wide
        return rows

    def _draw_legend(self, layer: Layer, row: Sequence[tuple[int, str, float]], x: float, y: float) -> None:
        size = self._type.size
        for index, name, left in row:
            swatch(layer, self._look, index, (x + left, y - 0.1 * size, size, 0.85 * size))
            self._type.write(layer, name, x + left + 1.45 * size, y)

    def _draw_axes(self, layer: Layer, plot: _Plot) -> None:
        size = self._type.size
        for tick in self._ticks:
            y = plot.y(tick)
            layer.rule(*((STRONG_RULE, 0.9) if tick == 0 else (RULE, 0.4)), plot.left, y, plot.right, y)
            text = number_text(tick, self._item.unit)
            self._type.write(layer, text, plot.left - 0.5 * size, y - 0.33 * size, align=1, colour=QUIET)
        for index, lines in enumerate(self._names):
            for number, line in enumerate(lines):
                y = plot.bottom - self._sunk - 1.15 * size - number * self._type.leading
                half = self._type.width(line) / 2
                middle = min(max(plot.left + (index + 0.5) * self._slot, plot.left + half), plot.right - half)
                self._type.write(layer, line, middle, y, align=0.5)

    # ---- bars

    def _draw_bars(self, layer: Layer, plot: _Plot) -> None:
        stacked, count = self._item.kind == "stacked", max(1, len(self._item.series))
        wide = 0.62 * self._slot if stacked else 0.74 * self._slot / count
        for category in range(len(self._item.categories)):
            ends = [0.0, 0.0]
            start = plot.left + category * self._slot + (self._slot - wide * (1 if stacked else count)) / 2
            for index, series in enumerate(self._item.series):
                value = value_at(series, category)
                if value is None:
                    continue
                base = ends[value < 0] if stacked else 0.0
                x = start if stacked else start + index * wide
                low, high = sorted((plot.y(base), plot.y(base + value)))
                swatch(layer, self._look, index, (x, low, wide, high - low))
                self._label_bar(layer, index, value, (x, low, wide, high), inside=stacked)
                ends[value < 0] += value

    def _label_bar(
        self, layer: Layer, index: int, value: float, box: tuple[float, float, float, float], *, inside: bool
    ) -> None:
        """The value of a bar at its end, or in the middle of its part, where there is room."""
        x, low, wide, high = box
        size, text = self._type.size, number_text(value, self._item.unit)
        many = len(self._item.series) * len(self._item.categories) > _MOST_LABELLED
        if many or self._type.width(text, strong=True) > wide * (0.92 if inside else 0.98):
            return
        if not inside:
            y = high + 0.25 * size if value >= 0 else low - 0.95 * size
            self._type.write(layer, text, x + wide / 2, y, align=0.5, strong=True)
        elif high - low > 1.3 * size:
            colour = series_colour(self._look, index)
            ground, middle = self._type.width(text, strong=True) + 0.5 * size, (low + high) / 2
            if is_hatched(index):
                layer.fill(colour, x + (wide - ground) / 2, middle - 0.55 * size, ground, 1.1 * size)
            place = x + wide / 2, middle - 0.33 * size
            self._type.write(layer, text, *place, align=0.5, colour=ink_on(colour), strong=True)

    # ---- lines

    def _line_names_width(self) -> float:
        if len(self._item.series) < 2:
            return 1.5 * self._type.size
        longest = max(self._type.width(series.name, strong=True) for series in self._item.series)
        return min(longest + self._type.size, 0.32 * self._width)

    def _draw_lines(self, layer: Layer, plot: _Plot) -> None:
        ends: list[tuple[float, int]] = []
        for index, series in enumerate(self._item.series):
            points: list[tuple[float, float]] = []
            for category in range(len(self._item.categories)):
                value = value_at(series, category)
                if value is None:
                    self._stroke(layer, index, points)
                    points = []
                else:
                    points.append((plot.left + (category + 0.5) * self._slot, plot.y(value)))
                    ends = [*(end for end in ends if end[1] != index), (plot.y(value), index)]
            self._stroke(layer, index, points)
            self._label_points(layer, series, plot)
        if len(self._item.series) > 1:
            self._name_lines(layer, ends, plot)

    def _stroke(self, layer: Layer, index: int, points: Sequence[tuple[float, float]]) -> None:
        if not points:
            return
        inks, colour, dash = self._look.inks, series_colour(self._look, index), _DASHES[index % len(_DASHES)]
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        layer.draw(f"{inks.stroke(colour)} 1.8 w 1 j {f'{dash} 0 d ' if dash else ''}{path} S")
        for x, y in points:
            layer.draw(f"{inks.fill(colour)} {circle(x, y, 2.4)} f")

    def _label_points(self, layer: Layer, series: Series, plot: _Plot) -> None:
        """The values above the points, where a single line leaves room for them."""
        values = series.values[: len(self._item.categories)]
        texts = [number_text(value, self._item.unit) if value is not None else "" for value in values]
        if len(self._item.series) > 1 or any(self._type.width(text, strong=True) > 0.95 * self._slot for text in texts):
            return
        for category, (value, text) in enumerate(zip(values, texts, strict=True)):
            if value is not None:
                place = plot.left + (category + 0.5) * self._slot, plot.y(value) + 0.55 * self._type.size
                self._type.write(layer, text, *place, align=0.5, strong=True)

    def _name_lines(self, layer: Layer, ends: list[tuple[float, int]], plot: _Plot) -> None:
        """The name of each line at its end, moved apart where they would touch, and kept beside the plot."""
        size, leading = self._type.size, self._type.leading
        highest = plot.top + 0.6 * size
        for place, (y, index) in enumerate(sorted(ends, reverse=True)):
            below = (len(ends) - 1 - place) * leading
            highest = min(highest, max(y, plot.bottom + below))
            name = self._type.fitted(self._item.series[index].name, self._end - 0.5 * size, strong=True)
            self._type.write(layer, name, plot.right + 0.3 * size, highest - 0.33 * size, strong=True)
            highest -= leading


def value_at(series: Series, index: int) -> float | None:
    """The figure of a series at a place; None where it has none."""
    return series.values[index] if index < len(series.values) else None
