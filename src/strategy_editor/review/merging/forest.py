"""A project's documents as a forest: each part by its id, where it stands, and which parts stand in it, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.blocks import Box, Cell, Row, Table
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section

SLOTS: dict[type[Struct], tuple[str, ...]] = {
    Document: ("sections",),
    Section: ("blocks", "children"),
    Box: ("blocks",),
    Table: ("columns", "rows"),
    Row: ("cells",),
    Cell: ("blocks",),
}
"""The fields in which other parts stand."""


class Spot(NamedTuple):
    """Where a part stands: in which field of which other part (none: a document, in the project)."""

    parent: str
    slot: str


TOP = Spot("", "documents")


class Forest:
    """``parts`` by id, with whatever stands in them; ``spots``: where each stands; ``lists``: what stands at each."""

    def __init__(self, project: Project) -> None:
        self.parts: dict[str, Any] = {}
        self.spots: dict[str, Spot] = {}
        self.lists: dict[Spot, tuple[str, ...]] = {}
        self._plant(TOP, project.documents)

    def _plant(self, spot: Spot, parts: tuple[Any, ...]) -> None:
        self.lists[spot] = tuple(part.id for part in parts)
        for part in parts:
            self.parts[part.id] = part
            self.spots[part.id] = spot
            for slot in SLOTS.get(type(part), ()):
                self._plant(Spot(part.id, slot), getattr(part, slot))

    def list(self, spot: Spot) -> tuple[str, ...]:
        """The ids of what stands there, in order; nothing where there is no such place."""
        return self.lists.get(spot, ())

    def within(self, id: str) -> Iterator[str]:
        """The part and everything that stands in it."""
        yield id
        for slot in SLOTS.get(type(self.parts[id]), ()):
            for inner in self.lists[Spot(id, slot)]:
                yield from self.within(inner)

    def around(self, id: str) -> Iterator[str]:
        """The parts around this one, from the inside out."""
        while id := self.spots[id].parent if id in self.spots else "":
            yield id


def section_around(id: str, spots: Mapping[str, Spot], parts: Mapping[str, Any]) -> str:
    """The section that the part is or stands in; empty for a document."""
    while id and not isinstance(parts.get(id), Section):
        spot = spots.get(id)
        id = spot.parent if spot else ""
    return id


def rebuilt(parts: Mapping[str, Any], lists: Mapping[Spot, tuple[str, ...]], spot: Spot = TOP) -> tuple[Any, ...]:
    """What stands at a spot, built from the parts and the lists; a part whose contents are the same stays the same."""
    return tuple(_built(parts[id], parts, lists) for id in lists.get(spot, ()))


def _built(part: Any, parts: Mapping[str, Any], lists: Mapping[Spot, tuple[str, ...]]) -> Any:
    changes: dict[str, Any] = {}
    for slot in SLOTS.get(type(part), ()):
        old, new = getattr(part, slot), rebuilt(parts, lists, Spot(part.id, slot))
        if len(old) != len(new) or any(a is not b for a, b in zip(old, new, strict=True)):
            changes[slot] = new
    return replace(part, **changes) if changes else part
