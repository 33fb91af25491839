"""Claims: what a returned copy wants of the text that went out, one host or a few neighbouring blocks at a time.

A claim is complete in itself: rejecting its marks gives what went out, accepting them what came back. Whether it can be
laid on today's text is decided later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from strategy_editor.model.blocks import Block, Cell
from strategy_editor.model.reviews import Anchor
from strategy_editor.model.text import Runs
from strategy_editor.review.returning.matching import How


class Maker(NamedTuple):
    """Who made a change, by the name in the file, and when; ``silent``: it was not tracked."""

    name: str
    at: datetime | None
    silent: bool


class TextClaim(NamedTuple):
    """The text of a host, with marks; ``base`` is the text that went out. No marks but comments: nothing is changed."""

    host: str
    base: Runs
    runs: Runs


class BlockClaim(NamedTuple):
    """Marked blocks in the place of the blocks ``covers`` of a section, cell or box; none covered: behind ``after``.

    ``after`` empty: at the start. ``base`` are the blocks that went out.
    """

    container: str
    covers: tuple[str, ...]
    after: str
    base: tuple[Block, ...]
    blocks: tuple[Block, ...]


class CellClaim(NamedTuple):
    """A cell of a row that came, and the ids of the first and the last column that it covers."""

    first: str
    last: str
    cell: Cell


class RowClaim(NamedTuple):
    """A row behind the row ``after`` of a table (empty: first), or, without ``cells``, the row ``after`` going."""

    table: str
    after: str
    cells: tuple[CellClaim, ...] | None
    suggestion: str


class ColumnClaim(NamedTuple):
    """A column behind the column ``after`` of a table (empty: first); without ``cells`` the column ``after`` goes.

    ``cells`` has the new cell of each row, by the id of the row.
    """

    table: str
    after: str
    cells: Mapping[str, Cell] | None
    suggestion: str


class PictureClaim(NamedTuple):
    """Another picture, by its digest, in the place of that of the figure ``figure``."""

    figure: str
    picture: str
    suggestion: str


class Loose(NamedTuple):
    """A change that has no place in the text: it is told in words. ``near`` is a host, block or section."""

    id: str
    near: str
    words: str
    maker: Maker


Claim = TextClaim | BlockClaim | ColumnClaim | RowClaim | PictureClaim


class Remark(NamedTuple):
    """A comment of the file. ``known`` is the thread that it went out as; ``parent`` the id of what it answers.

    ``hosts``: the text hosts on whose words it stands.
    """

    id: str
    key: str
    parent: str
    known: str
    maker: Maker
    text: str
    resolved: bool
    anchor: Anchor
    hosts: tuple[str, ...]


class Returned(NamedTuple):
    """Everything that one copy brought.

    ``makers`` by suggestion id; by host, ``found`` says how and how surely it was found, ``groups`` which paragraph of
    the file it is.
    """

    claims: tuple[Claim, ...]
    loose: tuple[Loose, ...]
    remarks: tuple[Remark, ...]
    makers: Mapping[str, Maker]
    found: Mapping[str, tuple[How, float]]
    groups: Mapping[str, int]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of everybody who changed or said something, in order of appearance."""
        every: Iterable[Maker] = (
            *self.makers.values(),
            *(each.maker for each in self.loose),
            *(each.maker for each in self.remarks),
        )
        return tuple(dict.fromkeys(maker.name for maker in every if maker.name))
