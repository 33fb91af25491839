"""The order of a list that two people changed: what each moved or added follows what it followed in his own list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from strategy_editor.review.words import in_order


class Order(NamedTuple):
    """The members in order, and those that both moved to different places, which stay where they were."""

    ids: tuple[str, ...]
    contested: tuple[str, ...] = ()


def merged_order(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], members: Collection[str] | None = None
) -> Order:
    """One order of ``members`` (none given: what one has added or neither has taken out) from the three lists.

    What both moved or added to one place stands there one run after the other, the one with the smaller id first. The
    two sides can change places without changing the result.
    """
    if members is None:
        members = (set(mine) | set(theirs)) - (set(base) - (set(mine) & set(theirs)))
    elif not isinstance(members, set | frozenset):
        members = set(members)
    base, mine, theirs = ([id for id in each if id in members] for each in (base, mine, theirs))
    spine, contested, moves = _spine(base, mine, theirs)
    anchors = set(spine).difference(contested)
    placed = [
        _runs(side, anchors, moved | (set(side).difference(base, spine)))
        for side, moved in zip((mine, theirs), moves, strict=True)
    ]
    out: list[str] = []
    known: set[str] = set()
    for anchor in ("", *spine):
        if anchor:
            out.append(anchor)
            known.add(anchor)
        for run in sorted(runs[anchor] for runs in placed if anchor in runs):
            out += [id for id in run if id not in known]
            known.update(run)
    return Order(tuple(_with_rest(out, base, members)), tuple(contested))


class _Spine(NamedTuple):
    """What stands still while the rest is put in; what both moved differently; what the one and the other moved."""

    ids: list[str]
    contested: list[str]
    moves: tuple[set[str], set[str]]


def _spine(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> _Spine:
    shared = set(mine) & set(theirs)
    first, second = [id for id in mine if id in shared], [id for id in theirs if id in shared]
    if first == second:
        return _Spine(first, [], (set(), set()))
    known = [id for id in base if id in shared]
    moved, also_moved = (set(known).difference(in_order(known, side)) for side in (first, second))
    both = moved & also_moved
    contested = [id for id in known if id in both]
    still = [id for id in known if id in both or (id not in moved and id not in also_moved)]
    return _Spine(still, contested, (moved - both, also_moved - both))


def _runs(side: Sequence[str], anchors: set[str], moving: set[str]) -> dict[str, list[str]]:
    """What this side moved or added, by the member of the spine that it follows."""
    runs: dict[str, list[str]] = {}
    anchor = ""
    for id in side:
        if id in anchors:
            anchor = id
        elif id in moving:
            runs.setdefault(anchor, []).append(id)
    return runs


def _with_rest(out: list[str], base: Sequence[str], members: Collection[str]) -> list[str]:
    """Members that no list puts anywhere follow what they followed in the base, else they come last."""
    known = set(out)
    previous = ""
    for id in base:
        if id not in known:
            out.insert(out.index(previous) + 1 if previous else 0, id)
            known.add(id)
        previous = id
    return out + sorted(set(members).difference(known))
