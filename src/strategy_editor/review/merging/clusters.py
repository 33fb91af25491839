"""Paragraphs that one side split or joined while the other changed them: brought together as one stream of words.

A break between paragraphs is one more word of the stream, and carries the id of the paragraph that it ends; so a word
that the other side changed is found in whichever paragraph it stands by now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from strategy_editor.model.blocks import TEXT_BLOCKS, TextBlock
from strategy_editor.model.text import CrossReference, Run, Runs, join
from strategy_editor.review.merging.forest import Forest, Spot
from strategy_editor.review.merging.texts import BREAK, MergedText, counted, merge_text

_TELLING = 4
"""Letters of a word from which it says something about where a text is from."""


class Cluster(NamedTuple):
    """Neighbouring text blocks, as they were and as each side has them; some side split or joined them."""

    base: tuple[TextBlock, ...]
    mine: tuple[TextBlock, ...]
    theirs: tuple[TextBlock, ...]

    @property
    def ids(self) -> set[str]:
        return {block.id for blocks in self for block in blocks}


def clusters(before: Forest, mine: Forest, theirs: Forest) -> Iterator[Cluster]:
    """The clusters that both sides changed, apart from each other."""
    for spot, ids in before.lists.items():
        if not any(isinstance(before.parts[id], TEXT_BLOCKS) for id in ids):
            continue
        if spot not in mine.lists or spot not in theirs.lists or mine.list(spot) == ids == theirs.list(spot):
            continue
        group_of = {id: {id} for id in ids}
        for side in (mine, theirs):
            for one, other in _kin(before, side, spot):
                joined = group_of.setdefault(one, {one}) | group_of.setdefault(other, {other})
                for each in joined:
                    group_of[each] = joined
        for group in dict.fromkeys(frozenset(group) for group in group_of.values() if len(group) > 1):
            cluster = _cluster(group, spot, before, mine, theirs)
            if cluster is not None:
                yield cluster


def _cluster(group: frozenset[str], spot: Spot, before: Forest, mine: Forest, theirs: Forest) -> Cluster | None:
    """The blocks of the group; None where one side left them alone, or has them in other places too."""
    found: list[tuple[TextBlock, ...]] = []
    for forest in (before, mine, theirs):
        ids = [id for id in forest.list(spot) if id in group]
        if any(id in forest.parts and id not in ids for id in group):
            return None
        found.append(tuple(forest.parts[id] for id in ids))
    if found[0] in found[1:] or not _neighbours([block.id for block in found[0]], before.list(spot)):
        return None
    return Cluster(*found)


def _neighbours(ids: Sequence[str], all_ids: Sequence[str]) -> bool:
    return not ids or list(all_ids[all_ids.index(ids[0]) :][: len(ids)]) == list(ids)


def _kin(before: Forest, side: Forest, spot: Spot) -> Iterator[tuple[str, str]]:
    """Pairs of blocks of which this side made one of two, or two of one."""
    origin = ""
    for id in side.list(spot):
        if id in before.parts:
            origin = id
        elif origin and took(before, side, side, origin, id):
            yield origin, id
    origin = ""
    for id in before.list(spot):
        if id in side.parts:
            origin = id
        elif origin and took(side, before, before, origin, id):
            yield origin, id


def took(whole: Forest, part: Forest, other: Forest, origin: str, id: str) -> bool:
    """Whether ``id`` is made of what ``origin`` has in ``whole`` and not in ``part``: most of the one or the other."""
    blocks = (whole.parts.get(origin), part.parts.get(origin), other.parts[id])
    if not all(isinstance(block, TEXT_BLOCKS) for block in blocks if block is not None):
        return False
    full, rest, words = (counted(block.runs) if block is not None else Counter() for block in blocks)
    lost = full - rest
    shared = lost & words
    if words and shared.total() * 2 >= words.total():
        return True
    telling = sum(count for word, count in shared.items() if len(word) >= _TELLING)
    return telling > 1 and shared.total() * 2 >= lost.total()


def took_over(before: Forest, side: Forest, origin: str, id: str) -> bool:
    """Whether this side put words of a paragraph that it took out into ``id``, be that new or one that has grown."""
    blocks = (before.parts.get(origin), before.parts.get(id), side.parts[id])
    if not all(isinstance(block, TEXT_BLOCKS) for block in blocks if block is not None):
        return False
    lost, had, words = (counted(block.runs) if block is not None else Counter() for block in blocks)
    gained = words - had
    shared = lost & gained
    telling = sum(count for word, count in shared.items() if len(word) >= _TELLING)
    return telling > 1 and shared.total() * 2 >= min(lost.total(), gained.total())


def arrived(origin: TextBlock, wanted: TextBlock, now: object) -> bool:
    """Whether the words of a paragraph that were put into another one (``wanted``) are there ``now``."""
    shared = counted(origin.runs) & counted(wanted.runs)
    return isinstance(now, TEXT_BLOCKS) and not shared - counted(now.runs)


# ---- as one stream


def streamed(cluster: Cluster) -> dict[str, MergedText] | None:
    """The words of each block that the cluster becomes; None where both sides cannot be had in the same paragraphs."""
    base, mine, theirs = (_stream(blocks) for blocks in cluster)
    merged = merge_text(base, mine, theirs)
    agreed, first, second = (_paragraphs(runs) for runs in merged)
    if agreed is None or first is None or second is None or not agreed.keys() == first.keys() == second.keys():
        return None
    return {id: MergedText(agreed[id], first[id], second[id]) for id in agreed}


def _stream(blocks: Sequence[TextBlock]) -> Runs:
    return join(*((*block.runs, Run(CrossReference(BREAK, block.id))) for block in blocks))


def _paragraphs(runs: Runs) -> dict[str, Runs] | None:
    """The words of each paragraph by its id; None where one stands twice or has no end."""
    found: dict[str, Runs] = {}
    words: list[Run] = []
    for run in runs:
        content = run.content
        if isinstance(content, CrossReference) and content.id == BREAK:
            if content.target in found:
                return None
            found[content.target] = join(tuple(words))
            words = []
        else:
            words.append(run)
    return None if words else found
