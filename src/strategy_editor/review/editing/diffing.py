"""What did somebody do? Compares lines read from a view with the lines of the model, and answers in edits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from strategy_editor.foundation.errors import Refused
from strategy_editor.model.text import InlineObject, Run
from strategy_editor.review.editing.lines import ROOT, Line, LineRun, UnitMark, largest
from strategy_editor.review.editing.pieces import Break, Piece, Text
from strategy_editor.review.editing.replacing import BEFORE, Edit, Point

BREAK = "\u2029"
EDGE = "\uffff"

REMOVES_TABLE = "This would remove or cut a table or box. Nothing was changed."


class Change(NamedTuple):
    """What is known of an event besides the lines before and after it.

    ``began``: line and offset where the view says that the change began; it decides which of several equal letters was
    typed. ``ended``: line and offset, in the lines after it, where the added text ends, if that is known: the change is
    then exactly what lies between (typing "r" over "recieve" does not delete "ecieve"). ``selected``: the writer saw a
    selection, so that tables wholly inside the change may go.
    """

    began: Point
    ended: Point | None = None
    selected: bool = False


def edits(old: Sequence[Line], new: Sequence[Line], first: int, change: Change) -> list[Edit]:
    """The edits that lead from ``old`` to ``new``, the last one in the text first.

    Their points count lines of the layout in which line 0 of ``old`` is number ``first``. ``change`` counts lines of
    ``old`` and ``new``. Raises Refused where a table or box would go unseen.
    """
    old_groups, new_groups = _containers(old), _containers(new)
    if [group.container for group in old_groups] != [group.container for group in new_groups]:
        if not change.selected:
            raise Refused(REMOVES_TABLE)
        return _difference(old, new, first, change)
    out: list[Edit] = []
    for ours, theirs in zip(old_groups, new_groups, strict=True):
        out += _of_group(old, new, ours, theirs, first, change)
    return out[::-1]


class _Group(NamedTuple):
    container: str
    start: int
    stop: int


def _containers(lines: Sequence[Line]) -> list[_Group]:
    """Stretches of lines in one frame."""
    out: list[_Group] = []
    for container, group in groupby(range(len(lines)), key=lambda number: lines[number].head.container):
        numbers = list(group)
        out.append(_Group(container, numbers[0], numbers[-1] + 1))
    return out


def _of_group(
    old: Sequence[Line], new: Sequence[Line], ours: _Group, theirs: _Group, first: int, change: Change
) -> list[Edit]:
    before, after = old[ours.start : ours.stop], new[theirs.start : theirs.stop]
    began = Point(change.began.line - ours.start, change.began.offset)
    ended = change.ended
    if ended is not None and not theirs.start <= ended.line < theirs.stop:
        ended = None
    if ended is not None:
        ended = Point(ended.line - theirs.start, ended.offset)
    here = first + ours.start
    if len(before) != len(after) or any(x.head.id != y.head.id for x, y in zip(before, after, strict=True)):
        return _difference(before, after, here, change._replace(began=began, ended=ended))
    out: list[Edit] = []
    for number, (x, y) in enumerate(zip(before, after, strict=True)):
        if x is y:
            continue
        at = began.offset if began.line == number else 0 if began.line > number else x.size
        end = Point(0, ended.offset) if ended is not None and ended.line == number == began.line else None
        out += _difference([x], [y], here + number, change._replace(began=Point(0, at), ended=end))
    return out


class _Flat:
    """Lines as one string, with a character for every object, break and edge of a frame."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.starts: list[int] = []
        self.edges: list[int] = []
        parts: list[str] = []
        self.objects: dict[int, InlineObject | UnitMark] = {}
        position = 0
        for number, line in enumerate(lines):
            container = lines[number - 1].head.container if number else line.head.container
            if number and (container in (line.head.container, ROOT)):
                parts.append(BREAK)
                position += 1
            if container != line.head.container:
                parts.append(EDGE)
                position += 1
                if container == ROOT:
                    self.edges.append(number)
            self.starts.append(position)
            parts.append(line.text)
            self._find_objects(line, position)
            position += len(parts[-1])
        self.text = "".join(parts)

    def _find_objects(self, line: Line, position: int) -> None:
        for run in line.runs:
            if isinstance(run, UnitMark):
                self.objects[position] = run
                position += 1
            else:
                if not isinstance(run.content, str):
                    self.objects[position] = run.content
                position += len(run)

    def position(self, point: Point) -> int:
        """Where a point is in the string."""
        if point.line < 0:
            return 0
        if point.line >= len(self.starts):
            return len(self.text)
        return min(self.starts[point.line] + max(0, point.offset), self._end(point.line))

    def _end(self, number: int) -> int:
        return self.starts[number] + self.lines[number].size

    def point(self, position: int, first: int) -> Point:
        """The point at a place of the string; in front of the edge of a frame that is :data:`BEFORE` its first line."""
        number = max(0, bisect_right(self.starts, position) - 1)
        if position <= self._end(number):
            return Point(first + number, position - self.starts[number])
        if number + 1 in self.edges:
            return Point(first + number + 1, BEFORE)
        return Point(first + number + 1, 0)


def _difference(old: Sequence[Line], new: Sequence[Line], first: int, change: Change) -> list[Edit]:
    """At most one edit: all that lies between what both have at their start and at their end."""
    a, b = _Flat(old), _Flat(new)
    most = min(len(a.text), len(b.text))
    low = _common_start(a, b, min(most, a.position(change.began)))
    room = most if change.ended is None else len(b.text) - b.position(change.ended)
    high = _common_end(a, b, min(most - low, room))
    if change.ended is None:
        low = _common_start(a, b, most - high)
    if low + high == len(a.text) == len(b.text):
        return []
    added = _added(new, b, low, len(b.text) - high)
    return [Edit(a.point(low, first), a.point(len(a.text) - high, first), added)]


def _common_start(a: _Flat, b: _Flat, limit: int) -> int:
    """How much both have in common at the start, at most ``limit``."""
    size = largest(max(0, limit), lambda size: a.text[:size] == b.text[:size])
    for position, found in a.objects.items():
        if position >= size:
            break
        if b.objects.get(position) != found:
            return position
    return size


def _common_end(a: _Flat, b: _Flat, limit: int) -> int:
    """How much both have in common at the end, at most ``limit``."""
    long, wide = len(a.text), len(b.text)

    size = largest(max(0, limit), lambda size: a.text[long - size :] == b.text[wide - size :])
    for position, found in reversed(a.objects.items()):
        from_end = long - position
        if from_end > size:
            break
        if b.objects.get(wide - from_end) != found:
            return from_end - 1
    return size


def _added(lines: Sequence[Line], flat: _Flat, start: int, stop: int) -> tuple[Piece, ...]:
    """The pieces of the new lines between two places of their string. Units cannot be added this way."""
    if EDGE in flat.text[start:stop]:
        raise Refused(REMOVES_TABLE)
    out: list[Piece] = []
    first = max(0, bisect_right(flat.starts, start) - 1)
    for number in range(first, bisect_left(flat.starts, stop + 1)):
        begin = flat.starts[number]
        if number > first:
            out.append(Break())
        for run in _cut(lines[number].runs, start - begin, stop - begin):
            out.append(Text(run))
    return tuple(out)


def _cut(runs: Sequence[LineRun], start: int, stop: int) -> list[Run]:
    out: list[Run] = []
    position = 0
    for run in runs:
        width = len(run) if isinstance(run, Run) else 1
        if isinstance(run, Run) and position + width > start and position < stop:
            if isinstance(run.content, str):
                piece = run.content[max(0, start - position) : stop - position]
                if piece:
                    out.append(Run(piece, run.marks))
            else:
                out.append(run)
        position += width
    return out
