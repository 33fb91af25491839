"""The comments of a returned file: which went out with it, which are new, and on which words they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.values import Comment, Place
from strategy_editor.model.reviews import Anchor
from strategy_editor.model.text import clean
from strategy_editor.review.returning.claims import Maker, Remark
from strategy_editor.review.returning.hosts import Piece
from strategy_editor.review.returning.matching import fold

if TYPE_CHECKING:
    from strategy_editor.review.returning.reading import Reading

AROUND = 30
"""Characters on each side of the words of a comment that are kept to find them again."""


class Spot(NamedTuple):
    """What a paragraph of the file has become: the host or new block ``host``, its ``pieces``, and for each character
    from ``start`` on the place of its piece. Without pieces: nothing can be marked; ``group`` (from 0): it could be.
    """

    host: str
    pieces: list[Piece] | None = None
    offsets: tuple[int, ...] = ()
    start: int = 0
    group: int = -1


def read_remarks(reading: Reading) -> Iterator[Remark]:
    """Every comment of the file, in its order; the words that it stands on are marked in the drafts."""
    counts: dict[str, int] = {}
    ids: dict[str, str] = {}
    for comment in reading.file.comments:
        text = "\n\n".join(part for line in comment.text.split("\n") for part in clean(line) if part.strip())
        known = reading.source.known.get((comment.author, fold(text)), "")
        name = derived_id("remark", reading.source.copy, comment.author, fold(text))
        counts[name] = counts.get(name, 0) + 1
        id = name if counts[name] == 1 else derived_id(name, str(counts[name]))
        root = ids.get(comment.parent, "") if comment.parent else ""
        ids[comment.id] = root or known or id
        anchor = Anchor("document", reading.sent.document.id)
        hosts: tuple[str, ...] = ()
        if not known and not root:
            anchor, hosts = _anchored(reading, comment, id)
        maker = Maker(comment.author, comment.at, False)
        yield Remark(id, comment.id, comment.parent, known, maker, text, comment.resolved, anchor, hosts)


def _anchored(reading: Reading, comment: Comment, id: str) -> tuple[Anchor, tuple[str, ...]]:
    if comment.start is None and comment.end is None:
        return Anchor("document", reading.sent.document.id), ()
    start = comment.start or comment.end
    stop = comment.end or comment.start
    assert start is not None
    assert stop is not None
    if stop < start:
        start, stop = stop, start
    hosts: dict[str, None] = {}
    marked: list[tuple[list[Piece], int, int]] = []
    for number in range(start.paragraph, stop.paragraph + 1):
        spot = reading.opened(number) if start != stop else reading.spots.get(number)
        if spot is None:
            continue
        if spot.host:
            hosts[spot.host] = None
        if spot.pieces is None or start == stop:
            continue
        first, last = _within(reading, spot, number, start, stop)
        if first < last:
            _mark(spot.pieces, first, last, id)
            marked.append((spot.pieces, first, last))
    if not marked:
        return _on_block(reading, next(iter(hosts), "")), tuple(hosts)
    return _on_text(next(iter(hosts)), marked), tuple(hosts)


def _within(reading: Reading, spot: Spot, number: int, start: Place, stop: Place) -> tuple[int, int]:
    """The pieces of a paragraph that lie between two places."""
    last = len(spot.offsets) - 1
    low = reading.offset(number, start.offset) + spot.start if number == start.paragraph else spot.start
    high = reading.offset(number, stop.offset) + spot.start if number == stop.paragraph else last
    return spot.offsets[min(low, last)], spot.offsets[min(high, last)]


def _mark(pieces: list[Piece], first: int, last: int, id: str) -> None:
    for index in range(first, last):
        piece = pieces[index]
        marks = replace(piece.marks, comments=tuple(sorted({*piece.marks.comments, id})))
        former = piece.former
        if former is not None:
            former = (former[0], replace(former[1], comments=marks.comments))
        pieces[index] = piece._replace(marks=marks, former=former)


def _on_text(host: str, marked: list[tuple[list[Piece], int, int]]) -> Anchor:
    first, last = marked[0], marked[-1]
    quote = " ".join(_text(pieces[start:stop]) for pieces, start, stop in marked)
    before, after = _text(first[0][: first[1]]), _text(last[0][last[2] :])
    return Anchor("text", host, quote[:500], before[-AROUND:], after[:AROUND])


def _text(pieces: list[Piece]) -> str:
    return "".join(piece.unit for piece in pieces if isinstance(piece.unit, str))


def _on_block(reading: Reading, near: str) -> Anchor:
    """A comment without words of its own: on the paragraph, the table, the section, or the whole document."""
    place = reading.sent.places.get(near)
    if place is not None and place.kind == "title":
        return Anchor("section", near)
    if place is not None and place.kind in ("caption", "footnote"):
        return Anchor("block", place.block)
    if place is not None or near in reading.blocks or near in reading.new_ids:
        return Anchor("block", near)
    if any(place.section == near for place in reading.sent.places.values()):
        return Anchor("section", near)
    return Anchor("document", reading.sent.document.id)
