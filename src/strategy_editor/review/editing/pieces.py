"""Blocks as one stream of pieces, and a stream as blocks again. Every edit is a cut or a filter of such a stream.

A piece is a stretch of text, the break that ends a text block, or a whole unit (a table, a figure…). A stretch counts
its characters, a break and a unit count one. *Owners* say which block a piece came from, so that :func:`rebuilt` can
give every paragraph the permanent id and the shape that belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    BODY,
    TEXT_BLOCKS,
    UNCHANGED,
    Block,
    Change,
    FormerShape,
    HeadingShape,
    ListShape,
    Paragraph,
    Shape,
    TextBlock,
    UnitBlock,
    reshaped,
    shape_of,
    text_block,
    with_change,
)
from strategy_editor.model.text import Run, join, length


class Text(NamedTuple):
    """A stretch of equal marks, or one object."""

    run: Run
    owner: TextBlock | None = None


class Break(NamedTuple):
    """The end of a text block."""

    change: Change = UNCHANGED
    owner: TextBlock | None = None


class Unit(NamedTuple):
    """A whole table, figure, chart, box, page break or drawn list."""

    block: UnitBlock


Piece = Text | Break | Unit


def size(piece: Piece) -> int:
    """How much of the stream it is."""
    return len(piece.run) if isinstance(piece, Text) else 1


def total(pieces: Iterable[Piece]) -> int:
    """How long a stream is."""
    return sum(map(size, pieces))


def insertion_of(piece: Piece) -> str:
    """The suggestion that inserts the piece; empty if it is original."""
    match piece:
        case Text(run):
            return run.marks.insertion
        case Break(change):
            return change.insertion
        case Unit(block):
            return block.change.insertion


def deletion_of(piece: Piece) -> str:
    """The suggestion that deletes the piece; empty if it stays."""
    match piece:
        case Text(run):
            return run.marks.deletion
        case Break(change):
            return change.deletion
        case Unit(block):
            return block.change.deletion


def struck(piece: Piece, suggestion: str) -> Piece:
    """The piece as ``suggestion`` deletes it; one that is struck already stays as it is."""
    if deletion_of(piece):
        return piece
    match piece:
        case Text(run, owner):
            return Text(Run(run.content, replace(run.marks, deletion=suggestion)), owner)
        case Break(change, owner):
            return Break(replace(change, deletion=suggestion), owner)
        case Unit(block):
            return Unit(with_change(block, replace(block.change, deletion=suggestion)))


def pieces_of(blocks: Iterable[Block]) -> list[Piece]:
    """The stream of some blocks."""
    out: list[Piece] = []
    for block in blocks:
        if isinstance(block, TEXT_BLOCKS):
            out.extend(Text(run, block) for run in block.runs)
            out.append(Break(block.ending, block))
        else:
            out.append(Unit(block))
    return out


def divided(pieces: Sequence[Piece], at: int) -> tuple[list[Piece], list[Piece]]:
    """The stream before and behind ``at``; a stretch across it is cut in two."""
    for number, piece in enumerate(pieces):
        if at <= 0:
            return list(pieces[:number]), list(pieces[number:])
        if isinstance(piece, Text) and at < size(piece):
            text = str(piece.run.content)
            first, second = Run(text[:at], piece.run.marks), Run(text[at:], piece.run.marks)
            return (
                [*pieces[:number], Text(first, piece.owner)],
                [Text(second, piece.owner), *pieces[number + 1 :]],
            )
        at -= size(piece)
    return list(pieces), []


# ---- streams to blocks


@dataclass
class Segment:
    """A block to be: its text, and what ends it. None where it runs into a unit or the end of the stream."""

    texts: list[Text] = field(default_factory=list)
    ending: Break | None = None
    unit: UnitBlock | None = None
    owner: TextBlock | None = None

    @property
    def is_block(self) -> bool:
        return bool(self.texts) or self.ending is not None


class Rebuilt(Struct, frozen=True):
    """The blocks, and for each segment of the stream the id of its block (empty: none) and its length."""

    blocks: tuple[Block, ...]
    index: tuple[tuple[str, int], ...]


def rebuilt(pieces: Sequence[Piece], suggestion: str = "", body: Shape = BODY) -> Rebuilt:
    """Blocks of a stream. ``suggestion`` marks breaks that the stream lacks, and shapes that a split changes.

    ``body`` is the shape of a new paragraph behind a heading.
    """
    segments = _segments(pieces)
    _identify(segments)
    blocks: list[Block] = []
    index: list[tuple[str, int]] = []
    shape = _first_shape(pieces) or body
    for segment in segments:
        if segment.is_block:
            block = _block_of(segment, shape, suggestion, body)
            shape = shape_of(block)
            blocks.append(block)
            index.append((block.id, length(block.runs)))
        else:
            index.append(("", 0))
        if segment.unit is not None:
            blocks.append(segment.unit)
    return Rebuilt(tuple(blocks), tuple(index))


def _first_shape(pieces: Iterable[Piece]) -> Shape | None:
    """The shape of the block at the start of the stream: an empty line put before an item is an item."""
    for piece in pieces:
        if isinstance(piece, Unit):
            return None
        if piece.owner is not None:
            return shape_of(piece.owner)
    return None


def _segments(pieces: Iterable[Piece]) -> list[Segment]:
    out = [Segment()]
    for piece in pieces:
        match piece:
            case Text():
                out[-1].texts.append(piece)
            case Break():
                out[-1].ending = piece
                out.append(Segment())
            case Unit(block):
                out[-1].unit = block
                out.append(Segment())
    return out


def _identify(segments: Sequence[Segment]) -> None:
    """Says which old block each new one continues.

    First the one whose original words are there (so that Enter at the start of a heading leaves the id with its words);
    then the one whose original break is there; then the same for what was inserted. Rejecting every suggestion
    therefore finds every id again.
    """
    taken: set[str] = set()

    def take(segment: Segment, owners: Iterable[TextBlock | None]) -> None:
        if segment.owner is None:
            segment.owner = next((each for each in owners if each is not None and each.id not in taken), None)
            if segment.owner is not None:
                taken.add(segment.owner.id)

    for segment in segments:
        take(segment, (text.owner for text in segment.texts if not text.run.marks.insertion))
    for segment in segments:
        if segment.ending is not None and not segment.ending.change.insertion:
            take(segment, (segment.ending.owner,))
    for segment in segments:
        take(segment, (text.owner for text in segment.texts))
    for segment in segments:
        if segment.ending is not None:
            take(segment, (segment.ending.owner,))


def _block_of(segment: Segment, before: Shape, suggestion: str, body: Shape) -> TextBlock:
    runs = join(tuple(text.run for text in segment.texts))
    ending = _ending_of(segment, suggestion)
    owner = segment.owner
    model = next((text.owner for text in segment.texts if text.owner is not None), None)
    if owner is not None:
        same = owner.runs == runs and owner.ending == ending
        made = owner if same else replace(owner, runs=runs, ending=ending)
    elif model is not None:
        made = replace(reshaped(model, _continued(shape_of(model))), id=new_id(), runs=runs, ending=ending)
    else:
        made = _new_block(segment, before, runs, ending, body)
    return _remembering(made, segment, suggestion)


def _ending_of(segment: Segment, suggestion: str) -> Change:
    """How a segment ends. An inserted break says whose id the text takes again when it is rejected."""
    if segment.ending is not None:
        ending = segment.ending.change
    else:
        is_new = all(text.run.marks.insertion for text in segment.texts)
        ending = Change(insertion=suggestion) if is_new else UNCHANGED
    if not ending.insertion:
        return ending
    has_words = any(not text.run.marks.insertion for text in segment.texts)
    is_anothers = segment.ending is not None and segment.ending.owner is not segment.owner
    if not ending.identity or (has_words and is_anothers):  # words that came to end here keep the id that they have
        return replace(ending, identity="stays" if has_words else "goes")
    return ending


def _remembering(block: TextBlock, segment: Segment, suggestion: str) -> TextBlock:
    """A block that ends with the old break of another one remembers that one's shape.

    Whoever rejects the suggestion joins all that stands before an old break again, in the shape that it had.
    """
    owner = segment.ending.owner if segment.ending is not None else None
    if not suggestion or owner is None or owner is segment.owner or block.ending.insertion:
        return block
    shape = owner.former.shape if owner.former is not None else shape_of(owner)
    by = owner.former.suggestion if owner.former is not None else suggestion
    former = None if shape == shape_of(block) else FormerShape(by, shape)
    return block if former == block.former else replace(block, former=former)


def _continued(shape: Shape) -> Shape:
    """A list goes on behind an item; only the first of two parts begins a new count."""
    return replace(shape, restart=False) if isinstance(shape, ListShape) else shape


def _new_block(segment: Segment, before: Shape, runs: tuple[Run, ...], ending: Change, body: Shape) -> TextBlock:
    """An empty paragraph, or one of new words only: shaped like the one before it, but text follows a heading."""
    shape = body if isinstance(before, HeadingShape) else _continued(before)
    owner = segment.ending.owner if segment.ending is not None else None
    if owner is None:
        return text_block(new_id(), shape, runs, ending=ending)
    return text_block(new_id(), shape, runs, ending=ending, limits=owner.limits)


def blank(id: str = "") -> Paragraph:
    """An empty paragraph, for a cell that must hold one."""
    return Paragraph(id or new_id())
