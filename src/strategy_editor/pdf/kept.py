"""What was composed before: the strips of each item, kept from one laying out of a document to the next.

Composing (shaping words, breaking lines, measuring tables) takes most of the time, and an edit changes one item of
thousands. An item that is equal, in the same surroundings, has the same strips.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from strategy_editor.manuscript.anchors import referenced_anchors
from strategy_editor.manuscript.items import Item
from strategy_editor.pdf.blocks import Group


class _Entry(NamedTuple):
    """The groups of an item; ``spaces`` above them, before neighbours had their say; the anchors it refers to."""

    groups: list[Group]
    spaces: list[float]
    mentions: frozenset[str]


class KeptStrips:
    """Remembers what was asked for in the last round that came to its end, and since."""

    def __init__(self) -> None:
        self._entries: dict[Hashable, _Entry] = {}
        self._before: dict[Hashable, _Entry] = {}
        self._targets: frozenset[str] = frozenset()

    def begin(self, targets: frozenset[str]) -> None:
        """Begin a round. ``targets`` are the anchors that exist: links to what comes or goes are made anew."""
        changed = targets ^ self._targets
        self._targets = targets
        known = {**self._before, **self._entries} if self._before else self._entries
        if changed:
            known = {key: entry for key, entry in known.items() if not entry.mentions or not entry.mentions & changed}
        self._before = known
        self._entries = {}

    def end(self) -> None:
        """The round came to its end: what nobody asked for in it is forgotten."""
        self._before = {}

    def groups(self, item: Item, context: Hashable, compose: Callable[[], Iterable[Group]]) -> list[Group]:
        """The groups of ``item`` where ``context`` is what else they depend on."""
        key = (item, context)
        entry = self._before.get(key)
        if entry is None or key in self._entries:  # what stands twice has strips of its own each time
            groups = list(compose())
            entry = _Entry(
                groups, [strips[0].space if strips else 0.0 for strips, _ in groups], referenced_anchors(item)
            )
        for (strips, _), space in zip(entry.groups, entry.spaces, strict=True):
            if strips:
                strips[0].space = space
        self._entries[key] = entry
        return entry.groups
