"""Charts as drawings in the page: sharp at any size, in the page's own colours, drawn anew for a narrow screen.

Series differ in hatching, dashes and marks as well as in colour, and values stand at what they belong to wherever there
is room. The drawing is hidden from assistive technology, which is given the words and the table instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from strategy_editor.manuscript.items import ChartItem, Series
from strategy_editor.manuscript.quantities import number_text, scale
from strategy_editor.web.drawing import LEADING, SIZE, Drawing, fitted, slice_path, text_width, wrapped
from strategy_editor.web.markup import Element

_WIDE, _NARROW = 700.0, 340.0
_MOST_LABELLED = 40


class _Plot(NamedTuple):
    """The frame of a chart with an axis: its edges, and the round numbers along it."""

    left: float
    top: float
    right: float
    bottom: float
    ticks: Sequence[float]

    def down(self, value: float) -> float:
        """How far down a value stands."""
        return self.bottom - (self.bottom - self.top) * self._share(value)

    def across(self, value: float) -> float:
        """How far to the right a value stands."""
        return self.left + (self.right - self.left) * self._share(value)

    def _share(self, value: float) -> float:
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


def draw_chart(item: ChartItem, name: str, *, narrow: bool) -> Drawing:
    """The chart for a column of text, or for a telephone; ``name`` is that of no other drawing on the page."""
    drawing = Drawing(_NARROW if narrow else _WIDE, f"{name}-{'narrow' if narrow else 'broad'}")
    if item.kind == "pie":
        _pie(item, drawing, narrow=narrow)
    elif item.kind == "line":
        _lines(item, drawing, narrow=narrow)
    elif narrow or not _names_fit(item):
        _rows(item, drawing, beside=not narrow)
    else:
        _columns(item, drawing)
    return drawing


def chart_element(item: ChartItem, name: str, *, narrow: bool) -> Element:
    """The same as a part of the page, shown by the width of the screen."""
    look = "narrow" if narrow else "broad"
    return draw_chart(item, name, narrow=narrow).finished(class_=look, aria_hidden="true")


# ---- what charts share


def _at(series: Series, index: int) -> float | None:
    return series.values[index] if index < len(series.values) else None


def _extent(item: ChartItem) -> tuple[float, float]:
    if item.kind == "stacked":
        stacks = [
            [value for series in item.series if (value := _at(series, index)) is not None]
            for index in range(len(item.categories))
        ]
        return (
            min((sum(value for value in stack if value < 0) for stack in stacks), default=0.0),
            max((sum(value for value in stack if value > 0) for stack in stacks), default=1.0),
        )
    values = [value for series in item.series for value in series.values if value is not None]
    return min(values, default=0.0), max(values, default=1.0)


def _legend(item: ChartItem, drawing: Drawing, *, lines: bool = False) -> float:
    """Name the series in rows at the top; where the chart may begin."""
    if len(item.series) < 2:
        return SIZE
    x, y, key = 0.0, SIZE, 2.7 * SIZE if lines else 1.5 * SIZE
    for index, series in enumerate(item.series):
        name = fitted(series.name, drawing.width - key)
        wide = text_width(name) + key + SIZE
        if x and x + wide - SIZE > drawing.width:
            x, y = 0.0, y + LEADING + 3
        if lines:
            drawing.line(index, ((x + 2, y - 5), (x + 16, y - 5), (x + 30, y - 5)))
        else:
            drawing.swatch(index, x, y - 0.85 * SIZE, SIZE, SIZE)
        drawing.text(name, x + key, y)
        x += wide
    return y + LEADING + 6


def _grid(item: ChartItem, drawing: Drawing, plot: _Plot) -> None:
    """The axis: a line and a figure for each round number."""
    for tick in plot.ticks:
        y = plot.down(tick)
        drawing.rule((plot.left, y), (plot.right, y), "axis" if tick == 0 else "grid")
        drawing.text(number_text(tick, item.unit), plot.left - 8, y + 0.33 * SIZE, "end", "quiet")


def _category_names(item: ChartItem, drawing: Drawing, plot: _Plot) -> None:
    """The names below the plot; where there are too many, only every second, third and so on."""
    slot = (plot.right - plot.left) / max(1, len(item.categories))
    step = 1
    while step < len(item.categories) and step * slot < 2.6 * SIZE:
        step += 1
    for index in range(0, len(item.categories), step):
        lines = wrapped(item.categories[index], 0.94 * slot * step, 3)
        drawing.lines(lines, plot.left + (index + 0.5) * slot, plot.bottom + 1.4 * SIZE, "middle")


def _names_height(item: ChartItem, width: float) -> float:
    slot = width / max(1, len(item.categories))
    slot = max(slot, 2.6 * SIZE)
    return max((len(wrapped(name, 0.94 * slot, 3)) for name in item.categories), default=1) * LEADING


def _upright_plot(item: ChartItem, drawing: Drawing, top: float, height: float, right: float) -> _Plot:
    ticks = scale(*_extent(item))
    left = max(text_width(number_text(tick, item.unit)) for tick in ticks) + 10
    plot = _Plot(left, top + 0.5 * SIZE, right, top + height, ticks)
    drawing.height = plot.bottom + _names_height(item, right - left) + 0.7 * SIZE
    return plot


# ---- bars


def _columns(item: ChartItem, drawing: Drawing) -> None:
    """Upright bars, side by side or stacked."""
    plot = _upright_plot(item, drawing, _legend(item, drawing), 300.0, drawing.width)
    _grid(item, drawing, plot)
    _category_names(item, drawing, plot)
    slot = (plot.right - plot.left) / max(1, len(item.categories))
    stacked = item.kind == "stacked"
    beside = 1 if stacked else max(1, len(item.series))
    wide = min(0.74 * slot / beside, 90.0)
    for category in range(len(item.categories)):
        start = plot.left + (category + 0.5) * slot - wide * beside / 2
        ends = [0.0, 0.0]
        for index, series in enumerate(item.series):
            value = _at(series, category)
            if value is None:
                continue
            side = int(value >= 0)
            base = ends[side] if stacked else 0.0
            ends[side] += value
            x = start if stacked else start + index * wide
            y0, y1 = plot.down(base), plot.down(base + value)
            drawing.swatch(index, x + 1, min(y0, y1), wide - 2, abs(y1 - y0))
            _column_label(item, drawing, index, value, (x + wide / 2, y0, y1), wide)


def _column_label(
    item: ChartItem, drawing: Drawing, index: int, value: float, place: tuple[float, float, float], wide: float
) -> None:
    text = number_text(value, item.unit)
    x, y0, y1 = place
    if len(item.series) * len(item.categories) > _MOST_LABELLED:
        return
    if item.kind != "stacked":
        if text_width(text) <= wide * 1.3:
            drawing.text(text, x, y1 - 5 if value >= 0 else y1 + SIZE, "middle", "strong")
    elif text_width(text) <= 0.9 * wide and abs(y1 - y0) > 1.5 * SIZE:
        drawing.chip(index, text, x, (y0 + y1) / 2)


def _names_fit(item: ChartItem) -> bool:
    """Whether the names of the categories fit below upright bars, whole."""
    slot = 0.94 * (_WIDE - 50) / max(1, len(item.categories))
    words_fit = all(text_width(word) <= slot for name in item.categories for word in name.split())
    return words_fit and all(len(wrapped(name, slot, 4)) <= 3 for name in item.categories)


def _rows(item: ChartItem, drawing: Drawing, *, beside: bool) -> None:
    """Bars that lie, each beside or below the name of its category."""
    y = _legend(item, drawing)
    ticks = scale(*_extent(item))
    stacked = item.kind == "stacked"
    values = [number_text(value, item.unit) for series in item.series for value in series.values if value is not None]
    room = 0.0 if stacked else max((text_width(value) for value in values), default=0.0) + 8
    names = max((text_width(name) for name in item.categories), default=0.0) if beside else 0.0
    start = min(names, 0.36 * drawing.width) + 12 if beside else 0.0
    plot = _Plot(start + (room if ticks[0] < 0 else 0.0), 0.0, drawing.width - room, 0.0, ticks)
    for category, name in enumerate(item.categories):
        lines = wrapped(name, start - 12 if beside else drawing.width, 5)
        if beside:
            after = drawing.lines(lines, 0.0, y) - LEADING
            y = max(after + 5, _row(item, drawing, plot, category, y - 0.85 * SIZE)) + LEADING + 2
        else:
            y = drawing.lines(lines, 0.0, y, look="strong") - LEADING + 7
            y = _row(item, drawing, plot, category, y) + LEADING + 5
    drawing.height = y - LEADING


def _row(item: ChartItem, drawing: Drawing, plot: _Plot, category: int, y: float) -> float:
    """The bars of one category from ``y`` down; where they end."""
    stacked = item.kind == "stacked"
    thick = 22.0 if len(item.series) < 3 or stacked else 18.0
    ends = [0.0, 0.0]
    for index, series in enumerate(item.series):
        value = _at(series, category)
        if value is None:
            continue
        side = int(value >= 0)
        base = ends[side] if stacked else 0.0
        ends[side] += value
        x0, x1 = plot.across(base), plot.across(base + value)
        drawing.swatch(index, min(x0, x1), y, abs(x1 - x0), thick - 2)
        text = number_text(value, item.unit)
        if not stacked:
            at, anchor = (x1 + 6, "") if value >= 0 else (x1 - 6, "end")
            drawing.text(text, at, y + thick - 6, anchor)
            y += thick
        elif text_width(text) <= 0.9 * abs(x1 - x0):
            drawing.chip(index, text, (x0 + x1) / 2, y + thick / 2 - 1)
    return y + thick if stacked else y


# ---- lines


def _lines(item: ChartItem, drawing: Drawing, *, narrow: bool) -> None:
    several = len(item.series) > 1
    top = _legend(item, drawing, lines=True) if several else SIZE
    plot = _upright_plot(item, drawing, top, 230.0 if narrow else 300.0, drawing.width - 6)
    _grid(item, drawing, plot)
    _category_names(item, drawing, plot)
    slot = (plot.right - plot.left) / max(1, len(item.categories))
    for index, series in enumerate(item.series):
        points: list[tuple[float, float]] = []
        for category in range(len(item.categories)):
            value = _at(series, category)
            if value is not None:
                points.append((plot.left + (category + 0.5) * slot, plot.down(value)))
            elif points:
                drawing.line(index, points)
                points = []
        if points:
            drawing.line(index, points)
    if not several and item.series:
        _point_labels(item, drawing, plot, slot)


def _point_labels(item: ChartItem, drawing: Drawing, plot: _Plot, slot: float) -> None:
    """The values above the points of a single line, where they have room."""
    values = item.series[0].values[: len(item.categories)]
    texts = [number_text(value, item.unit) if value is not None else "" for value in values]
    if any(text_width(text) > 0.95 * slot for text in texts):
        return
    for category, (value, text) in enumerate(zip(values, texts, strict=True)):
        if value is not None:
            drawing.text(text, plot.left + (category + 0.5) * slot, plot.down(value) - 11, "middle", "strong")


# ---- pie


def _pie(item: ChartItem, drawing: Drawing, *, narrow: bool) -> None:
    """A pie of the first series, its slices named beside it, or below it on a narrow screen."""
    values = [max(0.0, value or 0.0) for value in item.series[0].values] if item.series else []
    values = values[: len(item.categories)]
    total = sum(values)
    radius = 120.0 if narrow else 140.0
    centre = (drawing.width / 2 if narrow else radius + 10, radius + 6)
    x, y = (0.0, 2 * radius + 12 + 2 * SIZE) if narrow else (2 * radius + 60, 2 * SIZE)
    turned = 0.0
    for index, value in enumerate(values):
        share = value / total if total else 0.0
        if share:
            drawing.area(index, slice_path(centre, radius, turned, share))
        turned += share
        drawing.swatch(index, x, y - 0.85 * SIZE, SIZE, SIZE)
        said = f"{item.categories[index]}, {number_text(value, item.unit)} ({round(100 * share)}%)"
        lines = wrapped(said, drawing.width - x - 1.6 * SIZE, 3)
        y = drawing.lines(lines, x + 1.6 * SIZE, y) + 6
    drawing.height = max(centre[1] + radius + 6, y - LEADING + 4)
