"""The numbers that Word draws in front of paragraphs, worked out from the numbering part as the document is read."""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree
from msgspec import Struct

from strategy_editor.incoming.values import Listing
from strategy_editor.word.reading.names import W
from strategy_editor.word.reading.styles import Styles, is_on, value, whole

_NUMERALS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 10_000
"""Counts above this are drawn as plain figures: a hostile start would make a numeral of a million letters."""

_LEVELS = 9
"""Levels that a list has at most, as in Word."""

ListKind = Literal["bullet", "number", "letter", "roman"]
_KINDS: dict[str, ListKind] = {
    "bullet": "bullet",
    "lowerLetter": "letter",
    "upperLetter": "letter",
    "lowerRoman": "roman",
    "upperRoman": "roman",
}


class Level(Struct, frozen=True):
    """A level of a list: where it starts, how it counts, and what is drawn (``%1.%2``)."""

    start: int
    format: str
    drawn: str
    restarts: int | None
    style: str
    legal: bool


class ListUse(Struct, frozen=True):
    """A ``w:num``: the definition that it uses, and the starts and levels that it sets anew."""

    definition: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering:
    """The numbering part, and the counters as they stand at the paragraph that is being read."""

    def __init__(self, tree: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._uses: dict[str, ListUse] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if tree is None:
            return
        linked: dict[str, str] = {}
        by_link: dict[str, str] = {}
        for element in tree.iter(W + "abstractNum"):
            id = element.get(W + "abstractNumId") or ""
            self._definitions[id] = _levels(element)
            linked[id] = value(element, "numStyleLink")
            by_link[value(element, "styleLink")] = id
        for id, link in linked.items():
            if link and not self._definitions[id] and link in by_link:
                self._definitions[id] = self._definitions[by_link[link]]
        for element in tree.iter(W + "num"):
            self._uses[element.get(W + "numId") or ""] = _use(element)

    def listing(self, style: str, own: tuple[str, str] | None, *, counts: bool) -> Listing | None:
        """The place in a list of the next paragraph: ``own`` holds its number id and level, each empty if unsaid.

        The counters move on, unless the paragraph does not count (its mark is deleted).
        """
        number, level = own or ("", "")
        of_style = self._styles.of_paragraph(style).listing
        if number == "0" or (not number and of_style is None):
            return None
        depth = whole(level) if level else 0
        if not number and of_style is not None:
            number = of_style.list
            if not level:
                depth = self._level_of(of_style.style, number) if of_style.level is None else of_style.level
        use = self._uses.get(number)
        if use is None:
            return None
        levels = self._definitions.get(use.definition, {}) | use.levels
        found = levels.get(depth)
        if found is None:
            return None
        label = self._label(number, use, levels, depth) if counts else ""
        kind = _KINDS.get(found.format, "number")
        return Listing(use.definition, depth + 1, kind, label, of_style=not (own and own[0]))

    def _level_of(self, style: str, number: str) -> int:
        """The level of a list that names this style as its own."""
        use = self._uses.get(number)
        levels = self._definitions.get(use.definition, {}) if use else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def _label(self, number: str, use: ListUse, levels: dict[int, Level], depth: int) -> str:
        counts = self._counts.setdefault(use.definition, {})
        if number not in self._begun:
            self._begun.add(number)
            for each, start in use.starts.items():
                counts[each] = start - 1
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            restarts = levels[deeper].restarts if deeper in levels else None
            if restarts is None or (restarts != 0 and depth < restarts):
                del counts[deeper]
        drawn = levels[depth]
        if drawn.format == "bullet":
            return "•"

        def figure(match: re.Match[str]) -> str:
            each = int(match[1]) - 1
            level = levels.get(each)
            count = counts.setdefault(each, level.start if level else 1)
            return numeral(count, "decimal" if drawn.legal or level is None else level.format)

        return re.sub(r"%([1-9])", figure, drawn.drawn[:80])


def _levels(element: etree._Element) -> dict[int, Level]:
    found = ((whole(each.get(W + "ilvl") or "0"), each) for each in element.findall(W + "lvl"))
    return {depth: _level(each) for depth, each in found if 0 <= depth < _LEVELS}


def _level(element: etree._Element) -> Level:
    restarts = value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        start=whole(value(element, "start"), 1),
        format=value(element, "numFmt") or "decimal",
        drawn=value(element, "lvlText"),
        restarts=whole(restarts) if restarts else None,
        style=value(element, "pStyle"),
        legal=legal is not None and (legal.get(W + "val") is None or is_on(legal)),
    )


def _use(element: etree._Element) -> ListUse:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for each in element.findall(W + "lvlOverride"):
        depth = whole(each.get(W + "ilvl") or "0")
        if not 0 <= depth < _LEVELS:
            continue
        start = value(each, "startOverride")
        if start:
            starts[depth] = whole(start)
        level = each.find(W + "lvl")
        if level is not None:
            levels[depth] = _level(level)
    return ListUse(value(element, "abstractNumId"), starts, levels)


def numeral(count: int, form: str) -> str:
    """A count in one of Word's forms: ``decimal``, ``lowerLetter``, ``upperRoman``…"""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        return f"{count}{_ordinal_ending(count)}"
    if not 0 < count < _MOST:
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        out = ""
        for worth, sign in _NUMERALS:
            out += sign * (count // worth)
            count %= worth
        return out.upper() if form == "upperRoman" else out
    return str(count)


def _ordinal_ending(count: int) -> str:
    return "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
