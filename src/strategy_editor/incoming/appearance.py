"""How lines look beside each other, and the level that a heading gets from its looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from strategy_editor.incoming.values import Paragraph

MAXIMUM_LEVEL = 6


class Appearance(NamedTuple):
    """How a line looks as a whole: what nearly all of its letters are, and the size of the largest."""

    strong: bool
    italic: bool
    underlined: bool
    capitals: bool
    size: float

    @property
    def prominence(self) -> tuple[float, bool, bool, bool, bool]:
        """Headings that are more prominent stand above others."""
        return self.size, self.capitals, self.strong, self.underlined, not self.italic


class Told(NamedTuple):
    """A heading: its level as its style or number says (0: only its looks tell), and whether it was made by hand."""

    level: int
    by_hand: bool
    looks: Appearance


def body_size(paragraphs: Iterable[Paragraph]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for run in paragraph.runs:
            sizes[run.looks.size] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def appearance(paragraph: Paragraph) -> Appearance:
    """How the letters of a paragraph look, where nearly all of them look alike."""
    letters = strong = italic = underlined = 0
    size = 0.0
    for run in paragraph.runs:
        count = sum(1 for sign in run.text if sign.isalnum())
        letters += count
        strong += count * run.looks.strong
        italic += count * run.looks.italic
        underlined += count * run.looks.underlined
        size = max(size, run.looks.size) if count else size
    text = paragraph.text
    capitals = any(run.looks.capitals for run in paragraph.runs) or (text.isupper() and letters > 3)
    enough = 0.95 * letters
    if not letters:
        return Appearance(False, False, False, False, size)
    return Appearance(strong >= enough, italic >= enough, underlined >= enough, capitals, size)


def levels(headings: Sequence[Told]) -> list[int]:
    """The level of each heading, from 1.

    What a style or a number says stands. A heading that only looks like one gets the level of numbered ones that look
    the same; beside styled ones, that of the largest style that is not larger; else the rank of its looks among all.
    No level is skipped on the way down, and headings that look the same have the same level.
    """
    styled: dict[float, int] = {}
    numbered: dict[Appearance, int] = {}
    for each in headings:
        if each.level and not each.by_hand:
            styled[each.looks.size] = min(styled.get(each.looks.size, MAXIMUM_LEVEL), each.level)
        elif each.level:
            numbered[each.looks] = max(numbered.get(each.looks, 0), each.level)
    bare = sorted({each.looks for each in headings if not each.level}, key=lambda looks: looks.prominence, reverse=True)
    given: dict[Appearance, int] = {}
    out: list[int] = []
    for each in headings:
        level = each.level
        if not level and each.looks in given:
            level = given[each.looks]
        elif not level:
            wanted = numbered.get(each.looks) or _by_rank(each.looks, bare, numbered, styled)
            level = given[each.looks] = min(wanted, out[-1] + 1 if out else 1)
        out.append(max(1, min(level, MAXIMUM_LEVEL)))
    return out


def _by_rank(
    looks: Appearance, bare: Sequence[Appearance], numbered: dict[Appearance, int], styled: dict[float, int]
) -> int:
    if styled:
        for size in sorted(styled, reverse=True):
            if looks.size >= size - 0.5:
                return styled[size]
        return max(styled.values()) + 1
    above = max((level for other, level in numbered.items() if other.prominence > looks.prominence), default=0)
    return above + 1 + sum(other.prominence > looks.prominence for other in bare)
