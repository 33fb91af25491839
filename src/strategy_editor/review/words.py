"""Words: how text is cut for comparing, where two texts differ, and which of two lists' members stand in one order.

Everything is close to linear for texts that are mostly alike: what is equal at both ends is set aside first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

LARGEST = 400_000_000
"""Cells of the table of an exact comparison (a bit each); beyond, what differs counts as one difference."""

PARAGRAPH_END = "\n\n"
"""Stands for the end of a paragraph in a stream of words; no word is it, and no two differences are joined over it."""

_MARK = "[\u0300-\u036f]*"
_WORD = re.compile(rf"\ufffc|\d[\d.,]*\d|(?:\w{_MARK})+(?:[’'\-](?:\w{_MARK})+)*|\s|[^\w\s]{_MARK}")
SHORT = 3
"""Letters of a word, and signs between words, that do not keep two differences apart."""


class Hunk(NamedTuple):
    """A place where two sequences differ: ``start`` to ``stop`` of the first became ``new_start`` to ``new_stop``."""

    start: int
    stop: int
    new_start: int
    new_stop: int


def cut_words(text: str) -> list[str]:
    """Words (numbers with their commas and points are one), single spaces, single signs; nothing is left out."""
    return _WORD.findall(text)


def hunks(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Hunk]:
    """Where ``before`` and ``after`` differ, in order; no two hunks touch."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if not old and not new:
        return []
    if not old or not new or len(old) * len(new) > LARGEST:
        return [Hunk(start, start + len(old), start, start + len(new))]
    numbered: dict[Hashable, int] = {}
    first = [numbered.setdefault(each, len(numbered)) for each in old]
    second = [numbered.setdefault(each, len(numbered)) for each in new]
    found: list[Hunk] = []
    for code in LCSseq.opcodes(first, second):
        if code.tag == "equal":
            continue
        hunk = Hunk(code.src_start + start, code.src_end + start, code.dest_start + start, code.dest_end + start)
        if found and found[-1].stop == hunk.start and found[-1].new_stop == hunk.new_start:
            found[-1] = Hunk(found[-1].start, hunk.stop, found[-1].new_start, hunk.new_stop)
        else:
            found.append(hunk)
    return found


def readable_hunks(before: Sequence[str], after: Sequence[str]) -> list[Hunk]:
    """Like :func:`hunks` of words, but differences that only a space, a sign or a short word parts are one."""
    return readable(hunks(before, after), before)


def readable(found: Sequence[Hunk], before: Sequence[str]) -> list[Hunk]:
    """Joins hunks that a reader would take for one; ``before`` holds the words."""
    joined: list[Hunk] = []
    for hunk in found:
        if joined and _is_nothing(before[joined[-1].stop : hunk.start], joined[-1], hunk):
            joined[-1] = Hunk(joined[-1].start, hunk.stop, joined[-1].new_start, hunk.new_stop)
        else:
            joined.append(hunk)
    return joined


def _is_nothing(between: Sequence[str], left: Hunk, right: Hunk) -> bool:
    if PARAGRAPH_END in between:
        return False
    words = [word for word in between if word[0].isalnum()]
    if not words:
        return len(between) <= SHORT and all(_is_replacement(each) for each in (left, right))
    is_short = len(words) == 1 and len(words[0]) <= SHORT and not words[0].isdigit()
    return is_short and all(_is_replacement(each) and each.stop - each.start > SHORT for each in (left, right))


def _is_replacement(hunk: Hunk) -> bool:
    return hunk.stop > hunk.start and hunk.new_stop > hunk.new_start


def in_order(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The most members that both sequences (without repeats) have in the same order; others have moved."""
    places = {id: index for index, id in enumerate(before)}
    tails: list[int] = []
    chain: list[str] = []
    previous: dict[str, str] = {}
    for id in after:
        place = places.get(id)
        if place is None:
            continue
        index = bisect_left(tails, place)
        if index == len(tails):
            tails.append(place)
            chain.append(id)
        else:
            tails[index] = place
            chain[index] = id
        if index:
            previous[id] = chain[index - 1]
    found: set[str] = set()
    last = chain[-1] if chain else None
    while last is not None:
        found.add(last)
        last = previous.get(last)
    return frozenset(found)


class Woven(NamedTuple):
    """One line of two lists laid side by side: places in each, None where the other has no such member there."""

    old: int | None
    new: int | None


def woven(before: Sequence[str], after: Sequence[str]) -> Iterator[Woven]:
    """Both lists in one order: members that have not moved are paired; what went stands before what came."""
    kept = in_order(before, after)
    old = 0
    for new, id in enumerate(after):
        if id not in kept:
            continue
        while before[old] != id:
            yield Woven(old, None)
            old += 1
        yield from _arrivals(after, new, kept)
        yield Woven(old, new)
        old += 1
    for rest in range(old, len(before)):
        yield Woven(rest, None)
    yield from _arrivals(after, len(after), kept)


def _arrivals(after: Sequence[str], stop: int, kept: frozenset[str]) -> Iterator[Woven]:
    start = stop
    while start and after[start - 1] not in kept:
        start -= 1
    for new in range(start, stop):
        yield Woven(None, new)
