"""What a made file may say: the strings of the manuscript that it was made of, and the council's standing words.

The check is positive. A string in the file is known where it can be laid out, from end to end, with strings of the
manuscript: whole ones, or at its ends the rest or the beginning of one (a paragraph that is split between pages; a
name on a drawing that is cut short with three dots). That a word occurs somewhere in the manuscript is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.inspection.strings import words
from strategy_editor.manuscript.items import ChartItem, Manuscript, Note, Span, TimelineItem
from strategy_editor.manuscript.quantities import number_text, scale
from strategy_editor.manuscript.timeline_plan import month_labels

_PLACE = re.compile(r"\{[a-z]+\}")
_END = "\x1f"
_MOST_PAGES = 2000


class Allowed:
    """The strings that a file made of ``manuscript`` may hold; ``more`` are a format's own."""

    def __init__(self, manuscript: Manuscript, more: Iterable[str] = ()) -> None:
        known = (_known(manuscript) | {words(text) for text in more}) - {()}
        self._whole: dict[str, set[tuple[str, ...]]] = {}
        for each in known:
            self._whole.setdefault(each[0], set()).add(each)
        self._all = _END + _END.join(f" {' '.join(each)} " for each in known) + _END
        self._letters = _END.join("".join(each) for each in known)

    def unknown(self, text: str) -> str:
        """The first words of ``text`` that come from nowhere, or nothing."""
        wanted = words(text)
        if not wanted or f" {' '.join(wanted)} " in self._all:
            return ""
        if "".join(wanted) in self._letters:  # a piece of one string that begins or ends within a word, as looks do
            return ""
        cut = text.rstrip().endswith("…")
        if not cut and "…" in text:
            return self._unknown_parts(text)
        if cut and f" {' '.join(wanted)}" in self._all:
            return ""
        reached = self._starts(wanted)
        for place in range(len(wanted)):
            if place in reached:
                if f"{_END} {' '.join(wanted[place:])}{'' if cut else ' '}" in self._all:
                    return ""
                reached.update(
                    place + len(each) for each in self._whole.get(wanted[place], ()) if _at(wanted, place, each)
                )
        if len(wanted) in reached:
            return ""
        return " ".join(wanted[max(reached) : max(reached) + 8])

    def _unknown_parts(self, text: str) -> str:
        """The same for words with dots in their midst, where names were cut short."""
        parts = text.split("…")
        found = (self.unknown(f"{part}…" if part is not parts[-1] else part) for part in parts)
        return next((each for each in found if each), "")

    def _starts(self, wanted: tuple[str, ...]) -> set[int]:
        """Where a whole string can begin: at once, or where the rest of a string ends."""
        found = {0}
        for length in range(1, len(wanted)):
            start = " ".join(wanted[:length])
            if f" {start} " not in self._all:
                break
            if f" {start} {_END}" in self._all:
                found.add(length)
        return found


def _at(wanted: tuple[str, ...], place: int, each: tuple[str, ...]) -> bool:
    return wanted[place : place + len(each)] == each


# ---- the strings of a manuscript


def strings_of(manuscript: Manuscript) -> Iterator[str]:
    """Every string that a writer may print, whole and in the pieces that it is drawn in."""
    yield from _said(manuscript.items)
    yield from _said(manuscript.properties)
    yield ", ".join(manuscript.properties.keywords)
    yield from _said(manuscript.furniture)
    yield from _said(manuscript.page)
    yield f"{manuscript.properties.created}T00:00:00Z"
    yield f"{manuscript.properties.created}T00:00:00+00:00"
    for text in (*manuscript.wording.values(), manuscript.furniture.page_of):
        yield from _PLACE.split(text)
    yield from (str(number) for number in range(1, _page_limit(manuscript)))


_known: IdentityCache[Manuscript, frozenset[tuple[str, ...]]] = IdentityCache(
    lambda manuscript: frozenset(map(words, frozenset(strings_of(manuscript)))), 2
)
"""The words of each string: the same for each format of a document."""


def _page_limit(manuscript: Manuscript) -> int:
    """No file has more pages than this: what a page number can be."""
    return min(_MOST_PAGES, 60 + 2 * len(manuscript.items))


def _said(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, ChartItem):
        yield from _figures(value)
        yield from _fields(value)
    elif isinstance(value, TimelineItem):
        yield from month_labels(value)
        yield from (", ".join(filter(None, (row.when, row.status))) for row in value.rows)
        yield from _fields(value)
    elif isinstance(value, Struct):
        yield from _fields(value)
    elif isinstance(value, tuple):
        if value and all(isinstance(each, Span | Note) for each in value):
            yield "".join(each.text for each in value if isinstance(each, Span))
            yield "".join(each.text if isinstance(each, Span) else str(each.number) for each in value)
            yield "".join(each.text for each in value if isinstance(each, Span) and not _stands_apart(each))
        for each in value:
            yield from _said(each)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def _stands_apart(span: Span) -> bool:
    """Whether a span is an element of its own, so that what stands around it is read as one."""
    return bool(span.link or span.target or span.language)


def _fields(value: Struct) -> Iterator[str]:
    for name in value.__struct_fields__:
        yield from _said(getattr(value, name))


def _figures(chart: ChartItem) -> Iterator[str]:
    """The figures of a chart as they are printed, and the numbers of its axis."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values:
        return
    sums = [sum(each.values[at] or 0.0 for each in chart.series) for at in range(len(chart.categories))]
    total = sum(values)
    ticks = (*scale(min(values), max(values)), *scale(min((*values, *sums)), max((*values, *sums))))
    for value in (*values, *sums, *ticks):
        yield number_text(value, chart.unit)
        yield f"{value:g}"
        yield str(round(value)) if value == round(value) else str(value)
        if total:
            yield f"{round(100 * value / total)}"
