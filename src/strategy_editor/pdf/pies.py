"""Pies: slices clockwise from the top, and a key in the same order with numbers that also stand in the slices."""

from __future__ import annotations

import math
from typing import NamedTuple

from reportlab.pdfgen.pdfgeom import bezierArc

from strategy_editor.manuscript.items import ChartItem
from strategy_editor.manuscript.quantities import number_text
from strategy_editor.pdf.lettering import Lettering, ink_on, series_colour
from strategy_editor.pdf.look import PAPER, Look
from strategy_editor.pdf.sheet import Layer

_LEAST_KEY = 12.0
"""The least width of a key beside the pie, in ems; a narrower one stands below it."""


class _Slice(NamedTuple):
    series: int
    share: float
    lines: list[str]


class PieChart:
    """A pie of the first series of ``item``, ``width`` points wide. What is not above zero has no slice."""

    def __init__(self, item: ChartItem, width: float, look: Look) -> None:
        self._look = look
        self._type = Lettering(look)
        size = self._type.size
        self._radius = min(0.21 * width, 11 * size)
        self._beside = width - 2 * self._radius - 3 * size >= _LEAST_KEY * size
        key = width - 2 * self._radius - 3 * size if self._beside else width
        self._slices = self._cut(item, key - 3.4 * size)
        self._key_height = sum(self._entry_height(piece) for piece in self._slices)
        pie = 2 * self._radius + 2
        self.height = max(pie, self._key_height) if self._beside else pie + size + self._key_height

    def _cut(self, item: ChartItem, room: float) -> list[_Slice]:
        values = item.series[0].values[: len(item.categories)] if item.series else ()
        total = sum(value for value in values if value and value > 0)
        slices = []
        for index, value in enumerate(values):
            if value and value > 0:
                share = value / total
                text = f"{item.categories[index]}, {number_text(value, item.unit)}"
                if item.unit != "%":
                    text += f" ({round(100 * share)}%)"
                slices.append(_Slice(index, share, self._type.wrapped(text, room, 4)))
        return slices

    def _entry_height(self, piece: _Slice) -> float:
        return len(piece.lines) * self._type.leading + 0.35 * self._type.size

    def draw(self, layer: Layer, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        radius, size = self._radius, self._type.size
        drop = (self.height - 2 * radius) / 2 if self._beside else 1
        centre = (x + radius + 1, top - drop - radius)
        angle = 90.0
        for number, piece in enumerate(self._slices, 1):
            self._slice(layer, centre, number, piece, angle)
            angle -= 360 * piece.share
        if self._beside:
            self._key(layer, x + 2 * radius + 3 * size, top - (self.height - self._key_height) / 2)
        else:
            self._key(layer, x, top - 2 * radius - 2 - size)

    def _slice(self, layer: Layer, centre: tuple[float, float], number: int, piece: _Slice, start: float) -> None:
        inks, radius, (x, y) = self._look.inks, self._radius, centre
        colour = series_colour(self._look, piece.series)
        extent = -359.99 if piece.share > 0.9999 else -360 * piece.share
        curves = bezierArc(x - radius, y - radius, x + radius, y + radius, start, extent)
        path = [f"{x:.2f} {y:.2f} m {curves[0][0]:.2f} {curves[0][1]:.2f} l"]
        path.extend(" ".join(f"{value:.2f}" for value in curve[2:]) + " c" for curve in curves)
        layer.draw(f"{inks.fill(colour)} {inks.stroke(PAPER)} 1.4 w 1 j {' '.join(path)} b")
        if 2 * math.pi * 0.7 * radius * piece.share > 1.4 * self._type.size and len(self._slices) > 1:
            middle = math.radians(start + extent / 2)
            place = x + 0.7 * radius * math.cos(middle), y + 0.7 * radius * math.sin(middle) - 0.33 * self._type.size
            self._type.write(layer, str(number), *place, align=0.5, colour=ink_on(colour), strong=True)

    def _key(self, layer: Layer, x: float, top: float) -> None:
        size, leading = self._type.size, self._type.leading
        for number, piece in enumerate(self._slices, 1):
            baseline = top - 0.95 * size
            layer.fill(series_colour(self._look, piece.series), x, baseline - 0.1 * size, size, 0.85 * size)
            self._type.write(layer, str(number), x + 2.6 * size, baseline, align=1, strong=True)
            for place, line in enumerate(piece.lines):
                self._type.write(layer, line, x + 3.2 * size, baseline - place * leading)
            top -= self._entry_height(piece)
