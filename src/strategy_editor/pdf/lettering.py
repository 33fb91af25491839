"""Lettering and marks of charts: short lines of text, hatched fills, points."""

from __future__ import annotations

import math

from strategy_editor.foundation.colours import contrast, mixed
from strategy_editor.pdf.fonts import Face
from strategy_editor.pdf.look import INK, PAPER, STRONG_RULE, Look
from strategy_editor.pdf.sheet import Layer

_SECOND_COLOURS = ("#e0a458", "#5b8e7d", "#8c4a6b", "#b8c4d6", "#4d4d4d", "#c9b37e", "#7a9e3a")
_HATCHES = ((), (45,), (135,), (0,), (45, 135), (90,), (0, 90))
_HATCH_STEP = 4.5


class Lettering:
    """The type of charts: how wide text is, and where it breaks."""

    def __init__(self, look: Look) -> None:
        self.face: Face = look.chart.family.regular
        self.strong: Face = look.chart.family.semibold
        self.size = look.chart.size
        self.leading = look.chart.leading

    def width(self, text: str, *, strong: bool = False) -> float:
        """The width of a line."""
        return (self.strong if strong else self.face).width(text) * self.size

    def write(
        self,
        layer: Layer,
        text: str,
        x: float,
        y: float,
        *,
        align: float = 0.0,
        colour: str = INK,
        strong: bool = False,
    ) -> None:
        """Write one line; ``align`` is the share of its width that lies left of ``x``."""
        face = self.strong if strong else self.face
        x -= self.width(text, strong=strong) * align
        for number, word in enumerate(text.split(" ")):
            if number:
                layer.text(face, self.size, colour, x, y, face.space.code)
                x += face.space.width * self.size
            if word:
                shape = face.shape(word)
                for part_face, part in shape.parts or ((face, shape),):
                    layer.text(part_face, self.size, colour, x, y, part.code)
                    x += part.width * self.size

    def wrapped(self, text: str, width: float, most: int) -> list[str]:
        """``text`` in lines no wider than ``width``; what is too much is cut with an ellipsis."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}") <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
        return [self.fitted(line, width) for line in lines]

    def fitted(self, text: str, width: float, *, strong: bool = False) -> str:
        """``text``, cut with an ellipsis where it is wider than ``width``."""
        if self.width(text, strong=strong) <= width:
            return text
        while len(text) > 1 and self.width(f"{text}…", strong=strong) > width:
            text = text[:-1]
        return f"{text}…"


def series_colour(look: Look, index: int) -> str:
    """The colour of a series: the council's own first."""
    known = (look.accent, *_SECOND_COLOURS)
    return known[index % len(known)]


def is_hatched(index: int) -> bool:
    """Whether a series is hatched, and not only filled."""
    return bool(_HATCHES[index % len(_HATCHES)])


def ink_on(colour: str) -> str:
    """The ink that can be read on ``colour``."""
    return INK if contrast(INK, colour) > contrast(PAPER, colour) else PAPER


def swatch(layer: Layer, look: Look, index: int, box: tuple[float, float, float, float]) -> None:
    """A rectangle (left, bottom, width, height) in the look of a series: colour, and hatching that needs no colour."""
    colour = series_colour(look, index)
    layer.fill(colour, *box)
    lines = [line for angle in _HATCHES[index % len(_HATCHES)] for line in _hatching(angle, *box)]
    if lines:
        tone = mixed(colour, 0.45) if contrast(colour, PAPER) > 2.4 else STRONG_RULE
        paths = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
        area = " ".join(f"{value:.2f}" for value in box)
        layer.draw(f"{area} re W n {look.inks.stroke(tone)} 0.7 w {paths} S")


def _hatching(angle: int, x: float, y: float, width: float, height: float) -> list[tuple[float, float, float, float]]:
    """Parallel lines across a rectangle (which clips them)."""
    reach = math.hypot(width, height) / 2
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    centre_x, centre_y = x + width / 2, y + height / 2
    lines = []
    step = _HATCH_STEP
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
