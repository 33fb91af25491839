"""What drawings in a page are made of: text whose width is estimated, lines, and shapes in the look of a series."""

from __future__ import annotations

import math
from collections.abc import Sequence

from strategy_editor.web.markup import Element, element

LOOKS = 8
"""How many looks of series there are before they begin again."""

SIZE, LEADING = 15.0, 19.0
"""Of text, in units of the drawing; a unit is about a pixel."""

_HATCHES = ((), (45,), (135,), (0,), (45, 135), (90,), (0, 90), (60, 120))
_DASHES = ("", "9 4", "2 4", "10 4 2 4", "5 5", "14 4", "3 2", "7 2 2 2")
_SLIM, _BROAD = frozenset("iljtfrI.,;:'’|! ()[]"), frozenset("mwMW%@£&—OQGDCHNU")


class Drawing:
    """Shapes gathered for one picture of ``width`` units; ``name`` keeps its patterns apart from those of others."""

    def __init__(self, width: float, name: str) -> None:
        self.width = width
        self.height = 0.0
        self._name = name
        self._parts: list[Element] = []
        self._hatched: set[int] = set()

    def finished(self, **attributes: str) -> Element:
        """The whole drawing, with the patterns that it uses."""
        patterns = [self._pattern(look) for look in sorted(self._hatched)]
        size = f"0 0 {short(self.width)} {short(self.height)}"
        return element("svg", element("defs", patterns) if patterns else None, self._parts, viewBox=size, **attributes)

    # ---- text and lines

    def text(self, words: str, x: float, y: float, anchor: str = "", look: str = "") -> None:
        """One line of text with its baseline at ``y``; ``anchor``: ``middle`` or ``end``."""
        self._parts.append(element("text", words, x=short(x), y=short(y), text_anchor=anchor, class_=look))

    def lines(self, lines: Sequence[str], x: float, y: float, anchor: str = "", look: str = "") -> float:
        """Lines of text, the first with its baseline at ``y``; the baseline of what may follow."""
        for number, line in enumerate(lines):
            self.text(line, x, y + number * LEADING, anchor, look)
        return y + len(lines) * LEADING

    def rule(self, start: tuple[float, float], end: tuple[float, float], look: str = "grid") -> None:
        """A straight line."""
        self._path(f"M{_pair(start)}L{_pair(end)}", look)

    # ---- series

    def swatch(self, index: int, x: float, y: float, width: float, height: float) -> None:
        """A rectangle in the look of a series."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.area(index, "M" + "L".join(_pair(corner) for corner in corners) + "Z")

    def area(self, index: int, path: str) -> None:
        """A closed shape in the look of a series."""
        self._path(path, f"f{index % LOOKS}")
        if _HATCHES[index % LOOKS]:
            self._hatched.add(index % LOOKS)
            self._parts.append(element("path", d=path, fill=f"url(#{self._name}-{index % LOOKS})"))

    def chip(self, index: int, words: str, x: float, y: float) -> None:
        """Text in the middle of a shape of a series, on a ground without hatching."""
        half = text_width(words) / 2 + 1
        corners = ((x - half, y - 0.6 * SIZE), (x + half, y - 0.6 * SIZE), (x + half, y + 0.6 * SIZE))
        path = "M" + "L".join(_pair(corner) for corner in corners) + f"H{short(x - half)}Z"
        self._path(path, f"f{index % LOOKS}")
        self.text(words, x, y + 0.35 * SIZE, "middle", "inside")

    def line(self, index: int, points: Sequence[tuple[float, float]]) -> None:
        """A line through points, each marked, in the look of a series."""
        path = "M" + "L".join(_pair(point) for point in points)
        dash = _DASHES[index % LOOKS]
        self._parts.append(element("path", d=path, class_=f"l{index % LOOKS}", stroke_dasharray=dash))
        for point in points:
            self._path(_mark(index, *point), f"f{index % LOOKS}")

    def _path(self, path: str, look: str) -> None:
        self._parts.append(element("path", d=path, class_=look))

    def _pattern(self, look: int) -> Element:
        lines = [
            element("path", d="M0 0H8", class_="hatch", transform=f"rotate({angle} 4 4) translate(0 4)")
            for angle in _HATCHES[look]
        ]
        size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        return element("pattern", lines, id=f"{self._name}-{look}", **size)


def text_width(words: str) -> float:
    """About how wide the words are: fonts differ, so it is a generous guess."""
    return SIZE * sum(0.36 if sign in _SLIM else 0.86 if sign in _BROAD else 0.58 for sign in words)


def wrapped(words: str, width: float, most: int) -> list[str]:
    """The words in lines no wider than ``width``; what is more than ``most`` lines is cut with an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [fitted(line, width) for line in lines]


def fitted(words: str, width: float) -> str:
    """One line no wider than ``width``."""
    if text_width(words) <= width:
        return words
    while len(words) > 1 and text_width(f"{words}…") > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def short(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _pair(point: tuple[float, float]) -> str:
    return f"{short(point[0])} {short(point[1])}"


def _mark(index: int, x: float, y: float) -> str:
    """The mark of a point: round, square, on its tip or on its side."""
    size = 4.5
    match index % 4:
        case 0:
            arc = f"a{size} {size} 0 1 0"
            return f"M{_pair((x - size, y))}{arc} {2 * size} 0{arc} {-2 * size} 0Z"
        case 1:
            corners = ((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size))
        case 2:
            corners = ((x, y - 1.3 * size), (x + 1.3 * size, y), (x, y + 1.3 * size), (x - 1.3 * size, y))
        case _:
            corners = ((x, y - 1.2 * size), (x + 1.2 * size, y + size), (x - 1.2 * size, y + size), (x, y - 1.2 * size))
    return "M" + "L".join(_pair(corner) for corner in corners) + "Z"


def slice_path(centre: tuple[float, float], radius: float, start: float, share: float) -> str:
    """A slice of a pie: ``start`` and ``share`` are parts of the whole turn, clockwise from the top."""
    x, y = centre
    if share >= 0.9999:
        arc = f"a{short(radius)} {short(radius)} 0 1 1"
        return f"M{_pair((x, y - radius))}{arc} 0 {short(2 * radius)}{arc} 0 {short(-2 * radius)}Z"
    first, last = (2 * math.pi * (turn - 0.25) for turn in (start, start + share))
    begins = (x + radius * math.cos(first), y + radius * math.sin(first))
    ends = (x + radius * math.cos(last), y + radius * math.sin(last))
    large = int(share > 0.5)
    return f"M{_pair(centre)}L{_pair(begins)}A{short(radius)} {short(radius)} 0 {large} 1 {_pair(ends)}Z"
