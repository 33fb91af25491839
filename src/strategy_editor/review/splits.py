"""Paragraphs that were split or joined, as tracked changes of the breaks between them.

Several text blocks become one stream of words and breaks. Where the stream can be marked so that every block is found
again, with id and shape, both by rejecting and by accepting, and fewer words are marked than by taking the blocks one
by one, the split or join is what is suggested.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

from strategy_editor.model.blocks import UNCHANGED, Change, FormerShape, TextBlock, shape_of, text_block
from strategy_editor.model.settling import accepted, rejected, settled_blocks
from strategy_editor.model.text import Atom, atoms, runs_of
from strategy_editor.review.marking import Notes, inserted, kept, struck, tokens_of
from strategy_editor.review.words import PARAGRAPH_END, Hunk, hunks, readable


class _Piece(NamedTuple):
    """A token or a break of block ``block``."""

    key: Hashable
    text: str
    units: tuple[Atom, ...]
    block: int


class _Segment:
    """The text up to a break, and what becomes of that break: ``old`` and ``new`` are the blocks that it ends."""

    def __init__(self) -> None:
        self.units: list[Atom] = []
        self.old: int | None = None
        self.new: int | None = None
        self.suggestion = ""
        self.stays = False
        self.id = ""


class Marked(NamedTuple):
    """The blocks with the changes tracked, and how many characters are marked."""

    blocks: tuple[TextBlock, ...]
    cost: int


def marked_stream(before: Sequence[TextBlock], after: Sequence[TextBlock], notes: Notes) -> Marked | None:
    """The blocks of ``before`` and ``after`` as one stream with changes tracked; None where that cannot be."""
    if any(block.ending != UNCHANGED or block.former is not None for block in (*before, *after)):
        return None
    old, new = _pieces(before), _pieces(after)
    found = hunks([piece.key for piece in old], [piece.key for piece in new])
    found = readable(found, [piece.text for piece in old])
    segments, cost = _segments(old, new, found, before[0].id, notes)
    if not _identified(segments, before, after):
        return None
    _suggest_shapes(segments, before, after, notes)
    blocks = tuple(_block(segment, before, after) for segment in segments)
    restored = settled_blocks(blocks, rejected), tuple(map(notes.named, settled_blocks(blocks, accepted)))
    return Marked(blocks, cost) if restored == (tuple(before), tuple(after)) else None


def _pieces(blocks: Sequence[TextBlock]) -> list[_Piece]:
    out: list[_Piece] = []
    for number, block in enumerate(blocks):
        units = tuple(atoms(block.runs))
        out += [
            _Piece(token.key, token.text, units[token.start : token.stop], number) for token in tokens_of(block.runs)
        ]
        out.append(_Piece(PARAGRAPH_END, PARAGRAPH_END, (), number))
    return out


def _segments(
    old: list[_Piece], new: list[_Piece], found: Sequence[Hunk], host: str, notes: Notes
) -> tuple[list[_Segment], int]:
    writer = _Writer(host, notes)
    place = new_place = 0
    for number, hunk in enumerate((*found, Hunk(len(old), len(old), len(new), len(new)))):
        for first, second in zip(old[place : hunk.start], new[new_place : hunk.new_start], strict=True):
            writer.keep(first, second)
        suggestion = notes.mint(f"text {host} {number}") if number < len(found) else ""
        for piece in old[hunk.start : hunk.stop]:
            writer.take_out(piece, suggestion)
        for piece in new[hunk.new_start : hunk.new_stop]:
            writer.put_in(piece, suggestion)
        place, new_place = hunk.stop, hunk.new_stop
    return writer.segments[:-1], writer.cost


class _Writer:
    """Writes the stream; the last segment is always begun and empty."""

    def __init__(self, host: str, notes: Notes) -> None:
        self.host = host
        self.notes = notes
        self.segments = [_Segment()]
        self.cost = 0

    def keep(self, old: _Piece, new: _Piece) -> None:
        if old.key == PARAGRAPH_END:
            self._end(old.block, new.block)
            return
        pairs = zip(old.units, new.units, strict=True)
        self.segments[-1].units += [kept(first, second, self.host, self.notes) for first, second in pairs]

    def take_out(self, piece: _Piece, suggestion: str) -> None:
        self.cost += len(piece.units)
        self.segments[-1].units += struck(list(piece.units), suggestion)
        if piece.key == PARAGRAPH_END:
            self._end(piece.block, None, suggestion)

    def put_in(self, piece: _Piece, suggestion: str) -> None:
        self.cost += len(piece.units)
        self.segments[-1].units += inserted(list(piece.units), suggestion, self.notes)
        if piece.key == PARAGRAPH_END:
            self._end(None, piece.block, suggestion)

    def _end(self, old: int | None, new: int | None, suggestion: str = "") -> None:
        segment = self.segments[-1]
        segment.old, segment.new, segment.suggestion = old, new, suggestion
        self.segments.append(_Segment())


# ---- identity


def _identified(segments: list[_Segment], before: Sequence[TextBlock], after: Sequence[TextBlock]) -> bool:
    """Gives each segment an id, so that each old and each new block gets its own; False where that cannot be."""
    for index, segment in enumerate(segments):
        old = before[segment.old].id if segment.old is not None else ""
        new = after[segment.new].id if segment.new is not None else ""
        if not old or not new or old == new:
            segment.id = segment.id or old or new
            continue
        if (giver := _giver(segments, index, "new", after, old)) is not None:
            segment.id, giver.stays = new, True
        elif (giver := _giver(segments, index, "old", before, new)) is not None:
            segment.id, giver.stays = old, True
        else:
            return False
    ids = [segment.id for segment in segments]
    return len(ids) == len(set(ids))


def _giver(
    segments: list[_Segment], index: int, side: Literal["old", "new"], blocks: Sequence[TextBlock], wanted: str
) -> _Segment | None:
    """The segment with the id ``wanted`` whose break, of this side only, goes and joins it to the one at ``index``."""
    for segment in reversed(segments[:index]):
        own, other = (segment.old, segment.new) if side == "old" else (segment.new, segment.old)
        if own is None or other is not None:
            return None
        if blocks[own].id == wanted:
            return segment
    return None


def _suggest_shapes(
    segments: list[_Segment], before: Sequence[TextBlock], after: Sequence[TextBlock], notes: Notes
) -> None:
    """A block that changes its shape beside a break that comes or goes carries the suggestion of that break."""
    nearest = ""
    for segment in segments:
        if segment.old is None or segment.new is None:
            nearest = segment.suggestion
            continue
        if shape_of(before[segment.old]) != shape_of(after[segment.new]):
            segment.suggestion = nearest or notes.mint(f"shape {segment.id}")
        nearest = ""


def _block(segment: _Segment, before: Sequence[TextBlock], after: Sequence[TextBlock]) -> TextBlock:
    old = before[segment.old] if segment.old is not None else None
    new = after[segment.new] if segment.new is not None else None
    like = new or old
    assert like is not None
    ending = UNCHANGED
    former = None
    if old is None:
        ending = Change(insertion=segment.suggestion, identity="stays" if segment.stays else "goes")
    elif new is None:
        ending = Change(deletion=segment.suggestion, identity="stays" if segment.stays else "goes")
    elif shape_of(old) != shape_of(new):
        former = FormerShape(segment.suggestion, shape_of(old))
    return text_block(
        segment.id, shape_of(like), runs_of(segment.units), ending=ending, former=former, limits=like.limits
    )
