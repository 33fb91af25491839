"""Charts as drawings: bars, stacked bars, lines and pies, from the figures themselves.

They say what they show without colour: series differ in lightness and in hatching or dashes, and values and names stand
at what they belong to wherever there is room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportlab.pdfgen.pdfgeom import bezierArc

from strategy_editor.foundation.colours import contrast, mixed
from strategy_editor.manuscript.items import ChartItem, Series
from strategy_editor.manuscript.quantities import number_text, scale
from strategy_editor.pdf.fonts import Face
from strategy_editor.pdf.look import INK, PAPER, QUIET, RULE, STRONG_RULE, Look
from strategy_editor.pdf.sheet import Layer

_SECOND_COLOURS = ("#e0a458", "#5b8e7d", "#8c4a6b", "#b8c4d6", "#4d4d4d", "#c9b37e", "#7a9e3a")
_DASHES = ("", "[6 2.5]", "[1.5 2.2]", "[8 2.5 1.5 2.5]", "[3 2]", "[10 3]")
_HATCHES = ((), (45,), (135,), (0,), (45, 135), (90,), (0, 90))
_MOST_LABELLED = 40


def height_of(item: ChartItem, width: float, look: Look) -> float:
    """The height of a chart of this width."""
    if item.kind == "pie":
        return min(0.6 * width, max(24 * look.chart.size, 12 * look.chart.size * 1.5))
    rows = _legend_rows(item, width, look) * look.chart.leading
    return min(0.55 * width, 26 * look.chart.size) + rows


def draw_chart(item: ChartItem, layer: Layer, look: Look, x: float, top: float, width: float, height: float) -> None:
    """Draw the chart with its upper left corner at (x, top)."""
    _Chart(item, layer, look, x, top - height, width, height).draw()


def series_colours(look: Look, count: int) -> list[str]:
    """A colour for each series: the council's own first."""
    known = (look.accent, *_SECOND_COLOURS)
    return [known[index % len(known)] for index in range(count)]


class _Chart:
    def __init__(
        self, item: ChartItem, layer: Layer, look: Look, x: float, y: float, width: float, height: float
    ) -> None:
        self.item = item
        self.layer = layer
        self.look = look
        self.x, self.y, self.width, self.height = x, y, width, height
        self.face: Face = look.chart.family.regular
        self.strong: Face = look.chart.family.semibold
        self.size = look.chart.size
        self.leading = look.chart.leading
        count = len(item.categories) if item.kind == "pie" else len(item.series)
        self.colours = series_colours(look, count)

    def draw(self) -> None:
        if self.item.kind == "pie":
            self._pie()
            return
        ticks = scale(*self._extent())
        legend = self.item.kind != "line" and len(self.item.series) > 1
        top = self.y + self.height - self.size
        if legend:
            top = self._legend(top)
        if self.item.kind != "stacked":
            top -= 0.7 * self.size  # room for the values above the highest
        margin = max(self._width(number_text(tick, self.item.unit)) for tick in ticks) + 0.6 * self.size
        end = self._line_labels_width() if self.item.kind == "line" else 0.0
        bottom = self.y + self._category_lines() * self.leading + 0.5 * self.size
        plot = (self.x + margin, bottom, self.x + self.width - end, top - 0.4 * self.size)
        self._axis(plot, ticks)
        if self.item.kind == "line":
            self._lines(plot, ticks)
        else:
            self._bars(plot, ticks)

    # ---- text

    def _width(self, text: str, face: Face | None = None) -> float:
        return (face or self.face).width(text) * self.size

    def _write(
        self, text: str, x: float, y: float, *, align: float = 0.0, colour: str = INK, strong: bool = False
    ) -> None:
        """Write one line; ``align`` is the share of its width that lies left of ``x``."""
        face = self.strong if strong else self.face
        x -= self._width(text, face) * align
        for number, word in enumerate(text.split(" ")):
            if number:
                self.layer.text(face, self.size, colour, x, y, face.space.code)
                x += face.space.width * self.size
            if word:
                shape = face.shape(word)
                for part_face, part in shape.parts or ((face, shape),):
                    self.layer.text(part_face, self.size, colour, x, y, part.code)
                    x += part.width * self.size

    def _wrapped(self, text: str, width: float, most: int) -> list[str]:
        """``text`` in lines no wider than ``width``; what is too much is cut with an ellipsis."""
        lines: list[str] = []
        for word in text.split():
            if lines and self._width(f"{lines[-1]} {word}") <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
        return [self._fitted(line, width) for line in lines]

    def _fitted(self, text: str, width: float) -> str:
        if self._width(text) <= width:
            return text
        while len(text) > 1 and self._width(f"{text}…") > width:
            text = text[:-1]
        return f"{text}…"

    # ---- frame

    def _extent(self) -> tuple[float, float]:
        if self.item.kind == "stacked":
            columns = [
                [value for series in self.item.series if (value := _at(series, index)) is not None]
                for index in range(len(self.item.categories))
            ]
            return (
                min((sum(value for value in column if value < 0) for column in columns), default=0.0),
                max((sum(value for value in column if value > 0) for column in columns), default=1.0),
            )
        values = [value for series in self.item.series for value in series.values if value is not None]
        return min(values, default=0.0), max(values, default=1.0)

    def _legend(self, top: float) -> float:
        """Name the series in rows from ``top`` down; where the plot may begin."""
        x, y = self.x, top
        for index, series in enumerate(self.item.series):
            wide = self._width(series.name) + 2.6 * self.size
            if x > self.x and x + wide > self.x + self.width:
                x, y = self.x, y - self.leading
            self._swatch(index, x, y - 0.1 * self.size, self.size, 0.85 * self.size)
            self._write(series.name, x + 1.45 * self.size, y)
            x += wide
        return y - 0.4 * self.leading

    def _category_lines(self) -> int:
        slot = self.width / max(1, len(self.item.categories))
        return max((len(self._wrapped(name, 0.94 * slot, 4)) for name in self.item.categories), default=1)

    def _axis(self, plot: tuple[float, float, float, float], ticks: Sequence[float]) -> None:
        left, bottom, right, _ = plot
        for tick in ticks:
            y = _height(plot, ticks, tick)
            colour, weight = (STRONG_RULE, 0.9) if tick == 0 else (RULE, 0.4)
            self.layer.rule(colour, weight, left, y, right, y)
            text = number_text(tick, self.item.unit)
            self._write(text, left - 0.5 * self.size, y - 0.33 * self.size, align=1, colour=QUIET)
        slot = (right - left) / max(1, len(self.item.categories))
        for index, name in enumerate(self.item.categories):
            for line, text in enumerate(self._wrapped(name, 0.94 * slot, 4)):
                y = bottom - self.size * 1.15 - line * self.leading
                self._write(text, left + (index + 0.5) * slot, y, align=0.5)

    # ---- bars

    def _bars(self, plot: tuple[float, float, float, float], ticks: Sequence[float]) -> None:
        left, _, right, _ = plot
        slot = (right - left) / max(1, len(self.item.categories))
        stacked = self.item.kind == "stacked"
        wide = 0.62 * slot if stacked else 0.74 * slot / max(1, len(self.item.series))
        for category in range(len(self.item.categories)):
            upper = lower = 0.0
            start = left + category * slot + (slot - wide * (1 if stacked else len(self.item.series))) / 2
            for index, series in enumerate(self.item.series):
                value = _at(series, category)
                if value is None:
                    continue
                base = (upper if value >= 0 else lower) if stacked else 0.0
                x = start if stacked else start + index * wide
                y0, y1 = _height(plot, ticks, base), _height(plot, ticks, base + value)
                self._swatch(index, x, min(y0, y1), wide, abs(y1 - y0))
                self._bar_label(index, value, x + wide / 2, (y0, y1), wide, inside=stacked)
                if value >= 0:
                    upper += value
                else:
                    lower += value

    def _bar_label(
        self, index: int, value: float, x: float, ends: tuple[float, float], wide: float, *, inside: bool
    ) -> None:
        text = number_text(value, self.item.unit)
        many = len(self.item.series) * len(self.item.categories) > _MOST_LABELLED
        if many or self._width(text) > wide * (0.92 if inside else 1.25):
            return
        if not inside:
            y = ends[1] + 0.25 * self.size if value >= 0 else ends[1] - 0.95 * self.size
            self._write(text, x, y, align=0.5, strong=True)
        elif abs(ends[1] - ends[0]) > 1.3 * self.size:
            colour = self.colours[index]
            box = self._width(text) + 0.5 * self.size
            middle = (ends[0] + ends[1]) / 2
            ink = INK if contrast(INK, colour) > contrast(PAPER, colour) else PAPER
            if _HATCHES[index % len(_HATCHES)]:
                self.layer.fill(colour, x - box / 2, middle - 0.55 * self.size, box, 1.1 * self.size)
            self._write(text, x, middle - 0.33 * self.size, align=0.5, colour=ink, strong=True)

    def _swatch(self, index: int, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle in the look of a series."""
        colour = self.colours[index]
        self.layer.fill(colour, x, y, width, height)
        lines = [
            line for angle in _HATCHES[index % len(_HATCHES)] for line in _hatching(angle, x, y, width, height, 4.5)
        ]
        if lines:
            tone = mixed(colour, 0.45) if contrast(colour, PAPER) > 2.4 else STRONG_RULE
            paths = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
            inks = self.look.inks
            self.layer.draw(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n {inks.stroke(tone)} 0.7 w {paths} S")

    # ---- lines

    def _line_labels_width(self) -> float:
        longest = max((self._width(series.name, self.strong) for series in self.item.series), default=0.0)
        return min(longest + self.size, 0.32 * self.width) if len(self.item.series) > 1 else 1.5 * self.size

    def _lines(self, plot: tuple[float, float, float, float], ticks: Sequence[float]) -> None:
        left, _, right, _ = plot
        slot = (right - left) / max(1, len(self.item.categories))
        ends: list[tuple[float, int]] = []
        for index, series in enumerate(self.item.series):
            points: list[tuple[float, float]] = []
            for category in range(len(self.item.categories)):
                value = _at(series, category)
                if value is None:
                    self._stroke(index, points)
                    points = []
                else:
                    points.append((left + (category + 0.5) * slot, _height(plot, ticks, value)))
            self._stroke(index, points)
            known = [value for value in series.values[: len(self.item.categories)] if value is not None]
            if known:
                ends.append((_height(plot, ticks, known[-1]), index))
            self._point_labels(index, series, plot, ticks, slot)
        self._name_lines(ends, right)

    def _stroke(self, index: int, points: Sequence[tuple[float, float]]) -> None:
        if not points:
            return
        inks, colour = self.look.inks, self.colours[index]
        dash = _DASHES[index % len(_DASHES)]
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        pattern = f"{dash} 0 d " if dash else ""
        self.layer.draw(f"{inks.stroke(colour)} 1.8 w 1 j {pattern}{path} S")
        for x, y in points:
            self.layer.draw(f"{inks.fill(colour)} {_circle(x, y, 2.4)} f")

    def _point_labels(
        self, index: int, series: Series, plot: tuple[float, float, float, float], ticks: Sequence[float], slot: float
    ) -> None:
        """The values above the points, where a single line leaves room for them."""
        texts = [number_text(value, self.item.unit) if value is not None else "" for value in series.values]
        if len(self.item.series) > 1 or any(self._width(text) > 0.95 * slot for text in texts):
            return
        for category, (value, text) in enumerate(zip(series.values, texts, strict=True)):
            if value is not None and category < len(self.item.categories):
                y = _height(plot, ticks, value) + 0.55 * self.size
                self._write(text, plot[0] + (category + 0.5) * slot, y, align=0.5, strong=True)

    def _name_lines(self, ends: list[tuple[float, int]], right: float) -> None:
        """The name of each line at its end, moved apart where they would touch."""
        if len(self.item.series) < 2:
            return
        lowest = -math.inf
        room = self.x + self.width - right - 0.3 * self.size
        for y, index in sorted(ends):
            y = max(y, lowest + self.leading)
            lowest = y
            name = self._fitted(self.item.series[index].name, room)
            self._write(name, right + 0.3 * self.size, y - 0.33 * self.size, strong=True)

    # ---- pie

    def _pie(self) -> None:
        """A pie of the first series, each slice named beside it."""
        values = [max(0.0, value or 0.0) for value in self.item.series[0].values] if self.item.series else []
        values = values[: len(self.item.categories)]
        total = sum(values)
        if total <= 0:
            return
        radius = min(self.height / 2 - 2, 0.22 * self.width)
        centre = (self.x + self.width / 2, self.y + self.height / 2)
        angle = 90.0
        sides: dict[bool, list[tuple[float, float, str]]] = {True: [], False: []}
        for index, value in enumerate(values):
            if value == 0:
                continue
            extent = -360.0 * value / total
            self._slice(self.colours[index], centre, radius, angle, extent)
            middle = math.radians(angle + extent / 2)
            text = (
                f"{self.item.categories[index]}, {number_text(value, self.item.unit)} ({round(100 * value / total)}%)"
            )
            sides[math.cos(middle) >= 0].append((math.sin(middle), math.cos(middle), text))
            angle += extent
        for right, labels in sides.items():
            self._pie_labels(centre, radius, labels, right=right)

    def _slice(self, colour: str, centre: tuple[float, float], radius: float, start: float, extent: float) -> None:
        inks = self.look.inks
        x, y = centre
        curves = bezierArc(x - radius, y - radius, x + radius, y + radius, start, extent)
        path = [f"{x:.2f} {y:.2f} m {curves[0][0]:.2f} {curves[0][1]:.2f} l"]
        path.extend(" ".join(f"{value:.2f}" for value in curve[2:]) + " c" for curve in curves)
        self.layer.draw(f"{inks.fill(colour)} {inks.stroke(PAPER)} 1.4 w 1 j {' '.join(path)} b")

    def _pie_labels(
        self, centre: tuple[float, float], radius: float, labels: list[tuple[float, float, str]], *, right: bool
    ) -> None:
        side = 1 if right else -1
        room = self.width / 2 - radius - 2.6 * self.size
        lowest = math.inf
        for sine, cosine, text in sorted(labels, reverse=True):
            lines = self._wrapped(text, room, 3)
            y = min(centre[1] + sine * radius * 1.08, lowest)
            lowest = y - len(lines) * self.leading - 0.2 * self.size
            x = centre[0] + side * (radius + 2.2 * self.size)
            bend, end = centre[0] + side * (radius + 1.2 * self.size), x - side * 0.3 * self.size
            self.layer.draw(
                f"{self.look.inks.stroke(STRONG_RULE)} 0.6 w "
                f"{centre[0] + cosine * radius:.2f} {centre[1] + sine * radius:.2f} m "
                f"{bend:.2f} {y:.2f} l {end:.2f} {y:.2f} l S"
            )
            for number, line in enumerate(lines):
                self._write(line, x, y - 0.33 * self.size - number * self.leading, align=0.0 if right else 1.0)


def _at(series: Series, index: int) -> float | None:
    return series.values[index] if index < len(series.values) else None


def _height(plot: tuple[float, float, float, float], ticks: Sequence[float], value: float) -> float:
    _, bottom, _, top = plot
    return bottom + (top - bottom) * (value - ticks[0]) / (ticks[-1] - ticks[0])


def _legend_rows(item: ChartItem, width: float, look: Look) -> int:
    if item.kind in ("line", "pie") or len(item.series) < 2:
        return 0
    size, rows, used = look.chart.size, 1, 0.0
    for series in item.series:
        wide = look.chart.family.regular.width(series.name) * size + 2.6 * size
        if used and used + wide > width:
            rows, used = rows + 1, 0.0
        used += wide
    return rows


def _circle(x: float, y: float, radius: float) -> str:
    handle = 0.5523 * radius
    return (
        f"{x + radius:.2f} {y:.2f} m "
        f"{x + radius:.2f} {y + handle:.2f} {x + handle:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x - handle:.2f} {y + radius:.2f} {x - radius:.2f} {y + handle:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - handle:.2f} {x - handle:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x + handle:.2f} {y - radius:.2f} {x + radius:.2f} {y - handle:.2f} {x + radius:.2f} {y:.2f} c"
    )


def _hatching(
    angle: int, x: float, y: float, width: float, height: float, step: float
) -> list[tuple[float, float, float, float]]:
    """Parallel lines across a rectangle (which clips them), ``step`` points apart."""
    reach = math.hypot(width, height) / 2
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    centre_x, centre_y = x + width / 2, y + height / 2
    lines = []
    for number in range(-math.ceil(reach / step), math.ceil(reach / step) + 1):
        middle_x, middle_y = centre_x - sine * number * step, centre_y + cosine * number * step
        lines.append(
            (
                middle_x - cosine * reach,
                middle_y - sine * reach,
                middle_x + cosine * reach,
                middle_y + sine * reach,
            )
        )
    return lines
