"""How wide text is and how high its lines are, without opening a font: for columns of tables and for counting pages.

The widths are Arial's (and those of its free likenesses), in thousandths of the size; other fonts of the office are
told by how much wider or narrower they run. Good to about one part in a hundred over a paragraph.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

_REGULAR = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556),
    *(556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667),
    *(556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556),
    *(556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722),
    *(500, 500, 500, 334, 260, 334, 584),
)
_BOLD = (
    *(278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556),
    *(556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722),
    *(611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556),
    *(611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778),
    *(556, 556, 500, 389, 280, 389, 584),
)
"""Of the characters from space to tilde."""

_FURTHER = {"£": 556, "€": 556, "–": 556, "—": 1000, "…": 1000, "•": 350, "’": 222, "‘": 222, "“": 333, "”": 333}
_OTHERS = 600


class FontShape(Struct, frozen=True):
    """How a font runs: its width by that of Arial, the height of a line by its size."""

    width: float = 1.0
    line: float = 1.15


ARIAL = FontShape()

_FONTS = {
    "arial": ARIAL,
    "calibri": FontShape(0.923, 1.221),
    "cambria": FontShape(0.97, 1.172),
    "georgia": FontShape(1.02, 1.136),
    "gill sans mt": FontShape(0.92, 1.16),
    "segoe ui": FontShape(1.0, 1.33),
    "source sans 3": FontShape(0.935, 1.424),
    "tahoma": FontShape(0.98, 1.207),
    "times new roman": FontShape(0.907, 1.15),
    "trebuchet ms": FontShape(0.96, 1.161),
    "verdana": FontShape(1.16, 1.215),
}


def font_shape(name: str) -> FontShape:
    """The shape of a font by name; like Arial where it is not known."""
    return _FONTS.get(name.lower(), ARIAL)


class _Widths(dict[str, int]):
    """The width of each character, found out when it is first asked for."""

    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__(zip(map(chr, range(32, 127)), widths, strict=True))
        self.update(_FURTHER)

    def __missing__(self, character: str) -> int:
        base = unicodedata.normalize("NFD", character)[0]
        width = 0 if unicodedata.combining(base) else self.get(base, _OTHERS)
        self[character] = width
        return width


class _WordWidths(dict[str, int]):
    """The width of each word, counted once; it forgets all when it has grown too large."""

    def __init__(self, characters: _Widths) -> None:
        super().__init__()
        self.characters = characters

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        width = self[word] = sum(map(self.characters.__getitem__, word))
        return width


_MOST_WORDS = 50_000
_WORDS = {False: _WordWidths(_Widths(_REGULAR)), True: _WordWidths(_Widths(_BOLD))}


def text_width(text: str, size: float, *, bold: bool = False, shape: FontShape = ARIAL) -> float:
    """The width in twips of ``text`` on one line; ``size`` in points."""
    characters = _WORDS[bold].characters
    return sum(map(characters.__getitem__, text)) * size * shape.width / 50


def wrapped(text: str, width: float, size: float, *, bold: bool = False, shape: FontShape = ARIAL) -> int:
    """How many lines ``text`` fills in a column of ``width`` twips."""
    column = width * 50 / (size * shape.width)
    return sum(_lines(line, column, _WORDS[bold]) for line in text.split("\n"))


def _lines(line: str, column: float, words: _WordWidths) -> int:
    """Lines of a column that is so many thousandths of the size wide. A line may also end behind a hyphen."""
    count, used, space = 1, 0.0, words[" "]
    if "-" not in line:
        for wide in map(words.__getitem__, line.split(" ")):
            if used + wide > column and used:
                count, used = count + 1, 0
            used += wide + space
        return count
    for word in line.split(" "):
        for piece in (word,) if "-" not in word else _HYPHENATED.findall(word):
            wide = words[piece]
            if used + wide > column and used:
                count, used = count + 1, 0
            used += wide
        used += space
    return count


_HYPHENATED = re.compile("[^-]*-+|[^-]+")
