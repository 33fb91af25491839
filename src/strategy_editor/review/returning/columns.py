"""Which columns of a returned table are which columns of the table that went out, which came and which went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from strategy_editor.incoming.values import Cell as FileCell
from strategy_editor.model.grid import Placed
from strategy_editor.review.words import in_order


class Pair(NamedTuple):
    """A cell of the file, and the place of the cell that it is in the table that went out; None: it is a new one."""

    cell: FileCell
    place: Placed | None


class Columns(NamedTuple):
    """``kept``: for a column of the file, the one that it was. ``came``, ``went``: the other ones."""

    kept: dict[int, int]
    came: tuple[int, ...]
    went: tuple[int, ...]


def columns_of(pairs: Sequence[Pair], sent: Sequence[Placed], *, width: int, sent_width: int) -> Columns:
    """The columns of a file ``width`` columns wide. ``pairs``: the cells of rows that went out; ``sent``: all cells.

    A column of the grid in which no new cell begins did not come, whatever the file says: programs add some of their
    own. One that has moved has gone and come.
    """
    kept = _kept(pairs)
    _fill(kept, width, sent_width)
    came = {column for column in range(width) if column not in kept}
    went = {column for column in range(sent_width) if column not in kept.values()}
    begun = {pair.cell.column for pair in pairs if pair.place is None or pair.place.column in went}
    alone = {place.column for place in sent if place.columns == 1}
    return Columns(kept, tuple(sorted(came & begun)), tuple(sorted(went & alone)))


def _kept(pairs: Sequence[Pair]) -> dict[int, int]:
    votes = Counter(
        (cell.column, place.column)
        for cell, place in pairs
        if place is not None and place.columns == cell.column_span and not cell.continued
    )
    found: dict[int, int] = {}
    for (column, was), _ in votes.most_common():
        if column not in found and was not in found.values():
            found[column] = was
    order = [found[column] for column in sorted(found)]
    staying = in_order([str(each) for each in sorted(order)], [str(each) for each in order])
    return {column: was for column, was in found.items() if str(was) in staying}


def _fill(kept: dict[int, int], width: int, sent_width: int) -> None:
    """Between two columns that are known, what is left over on both sides is the same."""
    known = [(-1, -1), *sorted(kept.items()), (width, sent_width)]
    for (column, was), (following, following_was) in pairwise(known):
        for step in range(1, min(following - column, following_was - was)):
            kept[column + step] = was + step
