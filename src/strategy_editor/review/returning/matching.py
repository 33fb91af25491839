"""Finds the paragraphs that went out in what came back: by bookmark, by equal text, by likeness.

Bookmarks survive most programs, not all. Text that is equal and in order comes next, then text that merely moved, then
the place in a table, then likeness between neighbours that are sure. Every match says how it was found and how surely.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from strategy_editor.incoming.values import OBJECT
from strategy_editor.review.returning.returned import Boundary, Group, Line
from strategy_editor.review.returning.sent import Sent, SentLine
from strategy_editor.review.words import cut_words, hunks

How = Literal["hand", "bookmark", "text", "place", "likeness"]

LIKE = 0.4
"""Two paragraphs that share fewer of their words than this are two."""
_LONG_ENOUGH = 20
"""Characters of a text that is known again wherever it stands."""
_LARGEST_GAP = 40_000
"""Pairs of paragraphs that are compared between two sure ones."""


_Place = tuple[object, ...]
"""Where a table, row or cell is."""


class Match(NamedTuple):
    """A group that stands for a line that went out. ``confidence`` is a share of 1."""

    group: int
    how: How
    confidence: float = 1.0


def fold(text: str) -> str:
    """Text for comparing whole paragraphs: white space is one space, objects are left out."""
    return " ".join(text.replace(OBJECT, " ").split())


def likeness(first: str, second: str) -> float:
    """The share of their words that two texts have in common, in order; 1 for equal ones."""
    if first == second:
        return 1.0
    return Indel.normalized_similarity(cut_words(first), cut_words(second))


def boundary_of(sent: Sent) -> Boundary:
    """Tells neighbours that went out as two paragraphs: some programs call the break between them new."""
    pairs = {
        (fold(first.text), fold(second.text)) for first, second in pairwise(sent.lines) if first.text and second.text
    }

    def boundary(first: Line, second: Line) -> bool:
        one, other = first.marker, second.marker
        if one[0] in sent.by_host and other[0] in sent.by_host and not (one[1] or other[1]):
            return one[0] != other[0]
        return (fold(first.original), fold(second.original)) in pairs

    return boundary


def matched(sent: Sent, found: Sequence[Group], chosen: Mapping[int, str] | None = None) -> dict[int, Match]:
    """By the place of a line that went out: the group that it came back as.

    ``chosen``: text hosts that a person has said some groups to be.
    """
    matcher = _Matcher(sent.lines, found)
    for group, host in (chosen or {}).items():
        if host in sent.by_host and group < len(found):
            matcher.match(sent.by_host[host], Match(group, "hand"))
    matcher.by_bookmark(sent.by_host)
    matcher.by_text()
    matcher.by_moved_text()
    matcher.by_place()
    matcher.by_likeness()
    matcher.by_neighbours()
    return matcher.matches


class _Matcher:
    def __init__(self, lines: Sequence[SentLine], found: Sequence[Group]) -> None:
        self.lines = lines
        self.groups = found
        self.matches: dict[int, Match] = {}
        self._taken: dict[int, int] = {}
        self._old = [fold(line.text) for line in lines]
        self._new = [fold(group.original) for group in found]

    def match(self, line: int, match: Match) -> None:
        """Says that a line came back as a group."""
        self.matches[line] = match
        self._taken[match.group] = line

    # ---- sure

    def by_bookmark(self, by_host: dict[str, int]) -> None:
        holders: dict[int, list[int]] = {}
        for index, group in enumerate(self.groups):
            for host in group.markers:
                if host in by_host:
                    holders.setdefault(by_host[host], []).append(index)
        wanted = sorted(
            ((self._likeness(line, index), line, index) for line, found in holders.items() for index in found),
            key=lambda each: -each[0],
        )
        for _, line, index in wanted:
            if line not in self.matches and index not in self._taken:
                self.match(line, Match(index, "bookmark"))

    def _likeness(self, line: int, group: int) -> float:
        return likeness(self._old[line], self._new[group])

    def by_text(self) -> None:
        """Equal text between sure neighbours, in order; in the same cells first, since cells often say the same."""
        for places in (True, False):
            first, second = self._keys(texts=True, places=places)
            for line, index in _equal(first, second):
                if line not in self.matches and index not in self._taken and self._old[line]:
                    self.match(line, Match(index, "text"))

    def by_moved_text(self) -> None:
        """Equal text elsewhere, where it is long and there only once."""
        old = self._once(self._old, self.matches)
        new = self._once(self._new, self._taken)
        for text in old.keys() & new.keys():
            if self.lines[old[text]].story == self.groups[new[text]].story:
                self.match(old[text], Match(new[text], "text"))

    @staticmethod
    def _once(texts: Sequence[str], taken: dict[int, Match] | dict[int, int]) -> dict[str, int]:
        free = [(text, index) for index, text in enumerate(texts) if index not in taken and len(text) >= _LONG_ENOUGH]
        counts = Counter(text for text, _ in free)
        return {text: index for text, index in free if counts[text] == 1}

    # ---- in tables

    def by_place(self) -> None:
        """The same cell of the same row, where row and column are known by other cells of theirs."""
        columns = self._columns()
        for number in self._astray(columns):
            del self._taken[self.matches.pop(number).group]
        rows: dict[_Place, Counter[_Place]] = {}
        for number, match in self.matches.items():
            path, other = self.lines[number].path, self.groups[match.group].path
            if path and other:
                rows.setdefault((*path[:-1], *path[-1][:2]), Counter())[(*other[:-1], *other[-1][:2])] += 1
        cells: dict[_Place, list[int]] = {}
        for index, group in enumerate(self.groups):
            if group.path and index not in self._taken:
                cells.setdefault((*group.path[:-1], *group.path[-1]), []).append(index)
        for index, line in enumerate(self.lines):
            if index in self.matches or not line.path:
                continue
            votes = rows.get((*line.path[:-1], *line.path[-1][:2]))
            if votes:
                row = votes.most_common(1)[0][0]
                known = columns.get((_table(line.path), row[:-1]))
                free = cells.get((*row, (known or {}).get(line.path[-1][2], line.path[-1][2])))
                if free:
                    chosen = free.pop(0)
                    self.match(index, Match(chosen, "place", max(LIKE, self._likeness(index, chosen))))

    def _columns(self) -> dict[tuple[_Place, _Place], dict[int, int]]:
        """For two tables that have cells in common: by the place of a cell in its row, its place in what came back."""
        votes: dict[tuple[_Place, _Place], Counter[tuple[int, int]]] = {}
        for number, match in self.matches.items():
            path, other = self.lines[number].path, self.groups[match.group].path
            if path and other:
                votes.setdefault((_table(path), _table(other)), Counter())[path[-1][2], other[-1][2]] += 1
        out: dict[tuple[_Place, _Place], dict[int, int]] = {}
        for tables, counts in votes.items():
            found: dict[int, int] = {}
            for (old, new), _ in counts.most_common():
                if old not in found and new not in found.values():
                    found[old] = new
            out[tables] = found
        return out

    def _astray(self, columns: Mapping[tuple[_Place, _Place], Mapping[int, int]]) -> list[int]:
        """Cells that only their words say to have gone to another column, as cells with equal words seem to."""
        out: list[int] = []
        for number, match in self.matches.items():
            path, other = self.lines[number].path, self.groups[match.group].path
            if match.how == "text" and path and other:
                known = columns[_table(path), _table(other)]
                if known.get(path[-1][2], other[-1][2]) != other[-1][2]:
                    out.append(number)
        return out

    # ---- pictures

    def by_neighbours(self) -> None:
        """What shows pictures and no words is what stands beside a neighbour that is known."""
        count = len(self.lines)
        for numbers, step in ((range(count), -1), (range(count - 1, -1, -1), 1)):
            for number in numbers:
                beside = self.matches.get(number + step)
                if number in self.matches or beside is None or not _shows_only(self.lines[number].text):
                    continue
                index = beside.group - step
                free = 0 <= index < len(self.groups) and index not in self._taken
                if free and _shows_only(self.groups[index].original):
                    self.match(number, Match(index, "place"))

    # ---- likely

    def by_likeness(self) -> None:
        first, second = self._keys(texts=False)
        for hunk in hunks(first, second):
            lines = [each for each in range(hunk.start, hunk.stop) if each not in self.matches and self._old[each]]
            found = [
                each for each in range(hunk.new_start, hunk.new_stop) if each not in self._taken and self._new[each]
            ]
            if lines and found and len(lines) * len(found) <= _LARGEST_GAP:
                for line, index, score in self._in_order(lines, found):
                    self.match(line, Match(index, "likeness", round(score, 2)))

    def _in_order(self, lines: list[int], found: list[int]) -> Iterator[tuple[int, int, float]]:
        """The pairs, in order, whose likeness adds up to most."""
        scores = [
            [
                self._likeness(line, index) if self._may_be(self.lines[line], self.groups[index]) else 0.0
                for index in found
            ]
            for line in lines
        ]
        best = [[0.0] * (len(found) + 1) for _ in range(len(lines) + 1)]
        for i in range(len(lines) - 1, -1, -1):
            for j in range(len(found) - 1, -1, -1):
                score = scores[i][j]
                paired = best[i + 1][j + 1] + score if score >= LIKE else 0.0
                best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
        i = j = 0
        while i < len(lines) and j < len(found):
            if scores[i][j] >= LIKE and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
                yield lines[i], found[j], scores[i][j]
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1

    @staticmethod
    def _may_be(line: SentLine, group: Group) -> bool:
        return line.story == group.story and bool(line.path) == bool(group.path)

    def _keys(self, *, texts: bool, places: bool = False) -> tuple[list[Hashable], list[Hashable]]:
        """Both sequences, so that equal members are the same paragraph; what is not matched is equal by its text."""
        first: list[Hashable] = []
        second: list[Hashable] = []
        for number, text in enumerate(self._old):
            line = self.lines[number]
            key: Hashable = (text, line.story, line.path if places else ()) if texts else ("old", number)
            first.append(number if number in self.matches else key)
        for index, text in enumerate(self._new):
            group, matched_line = self.groups[index], self._taken.get(index)
            key = (text, group.story, group.path if places else ()) if texts else ("new", index)
            second.append(key if matched_line is None else matched_line)
        return first, second


def _table(path: _Place) -> _Place:
    """The table that a cell is in."""
    last = path[-1]
    assert isinstance(last, tuple)
    return (*path[:-1], last[0])


def _shows_only(text: str) -> bool:
    return OBJECT in text and not fold(text)


def _equal(first: list[Hashable], second: list[Hashable]) -> Iterator[tuple[int, int]]:
    position = new_position = 0
    for hunk in (*hunks(first, second), None):
        stop = len(first) if hunk is None else hunk.start
        for offset in range(stop - position):
            yield position + offset, new_position + offset
        if hunk is not None:
            position, new_position = hunk.stop, hunk.new_stop
