"""Where everything of a picture of milestones stands: shapes for any writer, which brings its own type and pen.

Each milestone or document has a line of its own: its title at the left, its mark on an axis of months. A day is a
diamond, a month a bar; what is done is filled, the rest is an outline. Where Cabinet first agreed another date, an
outline of it stands there, with a broken line to where the milestone is now. Arrows lead from what must be reached
before. What has no date yet says so where the axis begins. Nothing is said by colour alone. Units are
those of the type; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from strategy_editor.manuscript.items import TimelineItem, TimelineRow
from strategy_editor.model.dates import When

Tone = Literal["ink", "quiet", "rule", "accent", "paper"]

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_TITLES = 0.4
_MOST_LINES = 3


class Type(NamedTuple):
    """The type that a writer draws with: its size and leading, and how wide words are in it."""

    size: float
    leading: float
    width: Callable[[str], float]


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone
    broken: bool = False


class Patch(NamedTuple):
    """A closed shape through points, filled or in outline."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    filled: bool


class Words(NamedTuple):
    """One line of words with its baseline at ``y``; ``align`` is the share of its width left of ``x``."""

    text: str
    x: float
    y: float
    align: float = 0.0
    tone: Tone = "ink"


Shape = Rule | Patch | Words


class Plan(NamedTuple):
    """All shapes, and the height that they need."""

    shapes: tuple[Shape, ...]
    height: float


def plan_of(item: TimelineItem, width: float, type: Type) -> Plan:
    """The picture, ``width`` wide."""
    return _Plan(item, width, type).made()


def month_labels(item: TimelineItem) -> Iterator[str]:
    """Every label that an axis of the picture can have."""
    first, last = _extent(item)
    month = first
    while month <= last:
        yield _label(month)
        month = _later(month, 1)


def _extent(item: TimelineItem) -> tuple[date, date]:
    """The first days of the months between which everything lies."""
    days = [day for row in item.rows for day in (row.first, row.last, row.agreed_first, row.agreed_last) if day]
    assert days, "a picture of rows without any date"
    return min(days).replace(day=1), _later(max(days).replace(day=1), 1)


def _later(month: date, months: int) -> date:
    years, rest = divmod(month.month - 1 + months, 12)
    return date(month.year + years, rest + 1, 1)


def _label(month: date) -> str:
    """``Mar 2009``."""
    name, _, year = str(When(month.year, month.month)).partition(" ")
    return f"{name[:3]} {year}"


class _Plan:
    def __init__(self, item: TimelineItem, width: float, type: Type) -> None:
        self._item = item
        self._type = type
        self._width = width
        self._first, self._last = _extent(item)
        self._left = _TITLES * width + 1.2 * type.size
        self._right = width - 0.6 * type.size
        self._shapes: list[Shape] = []
        self._middles: list[float] = []

    def made(self) -> Plan:
        type = self._type
        titles = [_wrapped(row.title, _TITLES * self._width, type) for row in self._item.rows]
        top = 1.5 * type.leading
        y = top + 0.4 * type.leading
        for lines in titles:
            height = max(len(lines), 1) * type.leading
            for number, line in enumerate(lines):
                self._shapes.append(Words(line, 0.0, y + number * type.leading + 0.78 * type.size))
            self._middles.append(y + height / 2)
            y += height + 0.55 * type.leading
        axis = self._axis(top, y)
        for number, row in enumerate(self._item.rows):
            for before in row.after:
                self._arrow(before, number)
        for number, row in enumerate(self._item.rows):
            self._row(row, self._middles[number])
        y = self._legend(y + 0.4 * type.leading)
        return Plan((*axis, *self._shapes), y)

    def _x(self, day: date) -> float:
        share = (day - self._first).days / max(1, (self._last - self._first).days)
        return self._left + (self._right - self._left) * share

    def _axis(self, top: float, bottom: float) -> list[Shape]:
        type = self._type
        months = (self._last.year - self._first.year) * 12 + self._last.month - self._first.month
        room = (self._right - self._left) / (1.25 * type.width("Mar 2009"))
        step = next((each for each in _STEPS if months / each <= room), _STEPS[-1])
        shapes: list[Shape] = []
        month = self._first
        while month <= self._last:
            x = self._x(month)
            shapes.append(Rule(x, top, x, bottom, "rule"))
            if x + type.width(_label(month)) <= self._width:
                shapes.append(Words(_label(month), x, top - 0.4 * type.size, 0.0, "quiet"))
            month = _later(month, step)
        shapes.append(Rule(self._left, top, self._right, top, "quiet"))
        return shapes

    def _mark(self, first: date, last: date, y: float, tone: Tone, *, filled: bool) -> tuple[float, float]:
        """A diamond for a day, a bar for a month; where it begins and ends."""
        half = 0.42 * self._type.size
        if first == last:
            x = self._x(first)
            self._shapes.append(Patch(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), tone, filled))
            return x - half, x + half
        left, right = self._x(first), max(self._x(last), self._x(first) + half)
        half *= 0.8
        corners = ((left, y - half), (right, y - half), (right, y + half), (left, y + half))
        self._shapes.append(Patch(corners, tone, filled))
        return left, right

    def _row(self, row: TimelineRow, y: float) -> None:
        type = self._type
        if row.first is None or row.last is None:
            self._beside(_beside_bar(row), self._left, y, 0.0)
            return
        left, right = self._span(row)
        if row.agreed_first is not None and row.agreed_last is not None:
            from_left, from_right = self._mark(row.agreed_first, row.agreed_last, y, "quiet", filled=False)
            if from_right < left:
                self._shapes.append(Rule(from_right, y, left, y, "quiet", broken=True))
            elif right < from_left:
                self._shapes.append(Rule(right, y, from_left, y, "quiet", broken=True))
            left, right = min(left, from_left), max(right, from_right)
        self._mark(row.first, row.last, y, "accent", filled=row.done or not self._tells_done())
        said = _beside_bar(row)
        gap = 0.5 * type.size
        if right + gap + type.width(said) <= self._width:
            self._beside(said, right + gap, y, 0.0)
            return
        gap = 1.4 * type.size if row.after else gap
        if left - gap - type.width(said) >= self._left:
            self._beside(said, left - gap, y, 1.0)

    def _tells_done(self) -> bool:
        """Whether outlines mean what is still to come: not where nothing is done yet."""
        return any(row.done for row in self._item.rows)

    def _span(self, row: TimelineRow) -> tuple[float, float]:
        half = 0.42 * self._type.size
        if row.first is None or row.last is None:
            return self._left, self._left
        if row.first == row.last:
            return self._x(row.first) - half, self._x(row.first) + half
        return self._x(row.first), max(self._x(row.last), self._x(row.first) + half)

    def _arrow(self, before: int, number: int) -> None:
        """From what comes before, up or down to the line of what depends on it, and along that to its mark."""
        size = self._type.size
        begin, end = self._span(self._item.rows[before])
        target = self._span(self._item.rows[number])[0]
        agreed = self._item.rows[number].agreed_first
        y1, y2 = self._middles[before], self._middles[number]
        x = begin + 0.5 * min(end - begin, 1.2 * size)
        if agreed is not None:
            target = min(target, self._x(agreed))
        down = 1.0 if y2 > y1 else -1.0
        if x + 0.9 * size <= target:
            self._shapes.append(Rule(x, y1, x, y2, "quiet"))
            self._shapes.append(Rule(x, y2, target - 0.3 * size, y2, "quiet"))
            tip = ((target, y2), (target - 0.42 * size, y2 - 0.2 * size), (target - 0.42 * size, y2 + 0.2 * size))
        else:
            x = max(x, target + 0.3 * size)
            stop = y2 - down * 0.42 * size
            self._shapes.append(Rule(x, y1, x, stop, "quiet"))
            tip = ((x, stop), (x - 0.2 * size, stop - down * 0.4 * size), (x + 0.2 * size, stop - down * 0.4 * size))
        self._shapes.append(Patch(tip, "quiet", filled=True))

    def _beside(self, words: str, x: float, y: float, align: float) -> None:
        """Words on a ground of their own, so that no line crosses them."""
        size = self._type.size
        text = words if align else _fitted(words, self._width - x, self._type)
        left = x - align * self._type.width(text)
        right = left + self._type.width(text)
        ground = ((left - 2, y - 0.5 * size), (right + 2, y - 0.5 * size), (right + 2, y + 0.5 * size))
        self._shapes.append(Patch((*ground, (left - 2, y + 0.5 * size)), "paper", filled=True))
        self._shapes.append(Words(text, x, y + 0.34 * size, align, "quiet"))

    def _legend(self, y: float) -> float:
        if not self._item.legend:
            return y
        size, half, x = self._type.size, 0.38 * self._type.size, 0.6 * self._type.size
        middle = y + 0.5 * self._type.leading
        for kind, said in self._item.legend:
            tone: Tone = "quiet" if kind == "agreed" else "accent"
            points = ((x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle))
            self._shapes.append(Patch(points, tone, filled=kind == "done"))
            self._shapes.append(Words(said, x + size, middle + 0.34 * size, 0.0, "quiet"))
            x += self._type.width(said) + 3 * size
        return y + self._type.leading


def _beside_bar(row: TimelineRow) -> str:
    """What is written beside a bar: when it is, and its status as it reads behind a comma."""
    return ", ".join(filter(None, (row.when, row.status[:1].lower() + row.status[1:])))


def _wrapped(text: str, width: float, type: Type) -> list[str]:
    """The words in lines no wider than ``width``; what is too much is cut with three dots."""
    lines: list[str] = []
    for word in text.split():
        if lines and type.width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    return [_fitted(line, width, type) for line in lines]


def _fitted(line: str, width: float, type: Type) -> str:
    if type.width(line) <= width:
        return line
    while len(line) > 1 and type.width(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip('…')}…"
