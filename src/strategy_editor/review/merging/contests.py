"""What both sides changed differently, written down as proposals, one for each side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Block
from strategy_editor.model.encoding import encode
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import BlockContent, Content, FieldContent, Place, Proposal, TextContent
from strategy_editor.review.merging.clusters import Cluster
from strategy_editor.review.merging.texts import MergedText
from strategy_editor.review.merging.values import Path


class Side(Struct, frozen=True):
    """One line of work: its newest value, whose it is and from when; ``source`` is the sent copy that it came with."""

    project: Project
    author: str
    at: datetime
    source: str = ""


class Spotted(Struct, frozen=True):
    """A place in a list: in which field of which part, and behind which member (none: at the beginning)."""

    parent: str
    slot: str
    after: str


PLACE = "place"
"""The field of a proposal to move something; its value is a :class:`Spotted`."""


def pointer(path: Path) -> str:
    """A path as one string."""
    return "/".join(step.replace("~", "~0").replace("/", "~1") for step in path)


def path_of(field: str) -> Path:
    """The path that :func:`pointer` wrote."""
    return tuple(re.sub("~1", "/", step).replace("~0", "~") for step in field.split("/")) if field else ()


def field_content(value: object) -> FieldContent:
    """A value, as JSON."""
    return FieldContent(encode(value).decode())


class Contests:
    """Collects the proposals of one merge; those that either side has already are not made again."""

    def __init__(self, mine: Side, theirs: Side) -> None:
        self._sides = (mine, theirs)
        self._known = {**mine.project.proposals, **theirs.project.proposals}
        self.made: dict[str, Proposal] = {}

    def text(self, owner: str, merged: MergedText) -> None:
        """The words of a text host."""
        kept = TextContent(merged.agreed)
        for side, runs in zip(self._sides, (merged.mine, merged.theirs), strict=True):
            self._propose(Place("text", owner), kept, TextContent(runs), side)

    def field(self, owner: str, path: Path, kept: Any, mine: Any, theirs: Any) -> None:
        """The value of a field; None of a record or part as a whole: that it goes."""
        values = [field_content(value) for value in (mine, theirs)]
        for side, value in zip(self._sides, values, strict=True):
            self._propose(Place("field", owner, field=pointer(path)), field_content(kept), value, side)

    def spot(self, owner: str, kept: Spotted | None, mine: Spotted | None, theirs: Spotted | None) -> None:
        """Where something stands, for those sides that would have it elsewhere."""
        for side, spot in zip(self._sides, (mine, theirs), strict=True):
            if spot is not None:
                place = Place("field", owner, field=PLACE)
                self._propose(place, field_content(kept), field_content(spot), side)

    def blocks(self, owner: str, kept: Block, mine: tuple[Block, ...] | None, theirs: tuple[Block, ...] | None) -> None:
        """A block as a whole, for those sides that would have another, or none."""
        for side, blocks in zip(self._sides, (mine, theirs), strict=True):
            if blocks is not None:
                self._propose(Place("block", owner), BlockContent((kept,)), BlockContent(blocks), side)

    def group(self, cluster: Cluster) -> None:
        """Neighbouring blocks, which each side has differently; the place is the first of them."""
        for side, blocks in zip(self._sides, (cluster.mine, cluster.theirs), strict=True):
            self._propose(Place("block", cluster.base[0].id), BlockContent(cluster.base), BlockContent(blocks), side)

    def removal(self, owner: str, *, by_mine: bool) -> None:
        """That a section or a document goes."""
        side = self._sides[0 if by_mine else 1]
        self._propose(Place("field", owner), FieldContent("true"), FieldContent("null"), side)

    def _propose(self, place: Place, kept: Content, proposed: Content, side: Side) -> None:
        if kept == proposed:
            return
        id = derived_id(
            "proposal", place.kind, place.owner, place.field, encode(kept).decode(), encode(proposed).decode()
        )
        if id not in self._known and id not in self.made:
            self.made[id] = Proposal(id, place, kept, proposed, side.author, side.at, side.source)

    def placed(self, section_of: dict[str, str]) -> Iterator[Proposal]:
        """The proposals, each with the section that it belongs to."""
        for proposal in self.made.values():
            section = section_of.get(proposal.place.owner, "")
            yield replace(proposal, place=replace(proposal.place, section=section)) if section else proposal
