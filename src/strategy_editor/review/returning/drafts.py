"""Drafts of claims, while a returned copy is being read: text in pieces, to which comments are still to be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import (
    Change,
    FormerShape,
    Shape,
    TextBlock,
    UnitBlock,
    shape_of,
    text_block,
    with_change,
)
from strategy_editor.model.text import Runs, runs_of
from strategy_editor.review.returning.claims import BlockClaim, Maker, TextClaim
from strategy_editor.review.returning.hosts import Assembled, Mint, Piece, marked
from strategy_editor.review.returning.returned import Touch
from strategy_editor.review.returning.sent import SentLine
from strategy_editor.review.stand_ins import stand_in

Records = dict[str, Touch]


class HostDraft:
    """A host that came back: its pieces, and what became of its paragraph.

    ``gone``: who took the paragraph away; ``joined``: who took the break behind it away; ``splits``: who broke it, one
    for each break; ``shape``: what it became, and who made it so.
    """

    def __init__(self, line: SentLine, found: Assembled, base: Runs) -> None:
        self.line = line
        self.base = base
        self.pieces = list(found.pieces)
        self.breaks = found.breaks
        self.splits: tuple[Touch, ...] = ()
        self.gone: Touch | None = None
        self.joined: Touch | None = None
        self.shape: tuple[Shape, Touch] | None = None

    @property
    def host(self) -> str:
        return self.line.host

    @property
    def is_structural(self) -> bool:
        return bool(self.splits or self.gone or self.joined or self.shape)

    def claim(self, mint: Mint, records: Records) -> TextClaim | None:
        """The claim on the text alone; None where nothing is marked."""
        found, made = marked(self.pieces, self.host, mint)
        runs = runs_of(found)
        if runs == self.base:
            return None
        records.update(made)
        return TextClaim(self.host, self.base, runs)


class NewDraft:
    """A paragraph that came: behind the block ``after`` of a section, cell or box. ``moved``: the host that it is."""

    def __init__(
        self, container: str, after: str, pieces: Sequence[Piece], touch: Touch, shape: Shape, marker: str, id: str
    ) -> None:
        self.container = container
        self.after = after
        self.pieces = list(pieces)
        self.touch = touch
        self.shape = shape
        self.marker = marker
        self.id = id
        self.moved = ""

    @property
    def text(self) -> str:
        """What stays of it."""
        units = (piece.unit for piece in self.pieces if piece.deletion is None)
        return "".join(unit for unit in units if isinstance(unit, str))


def whole(touch: Touch, suggestion: str, mint: Mint, *, comes: bool) -> Mint:
    """Gives what the maker of a whole paragraph's change did inside it the id of that change."""

    def made(maker: Touch, removed: str, added: str, host: str, place: int) -> str:
        same = (maker.author, maker.silent) == (touch.author, touch.silent)
        if same and (added and not removed if comes else removed and not added):
            return suggestion
        return mint(maker, removed, added, host, place)

    return made


def gone_block(draft: HostDraft, block: TextBlock, suggestion: str, mint: Mint, records: Records) -> TextBlock:
    """The block, suggested to be taken out."""
    assert draft.gone is not None
    pieces = [
        piece if piece.deletion or not piece.went_out else piece._replace(deletion=draft.gone) for piece in draft.pieces
    ]
    found, made = marked(pieces, draft.host, whole(draft.gone, suggestion, mint, comes=False))
    records.update(made)
    records[suggestion] = draft.gone
    return replace(block, runs=runs_of(found), ending=Change(deletion=suggestion, identity="goes"))


def new_block(draft: NewDraft, suggestion: str, mint: Mint, records: Records) -> TextBlock:
    """The paragraph, suggested to be put in."""
    found, made = marked(draft.pieces, draft.id, whole(draft.touch, suggestion, mint, comes=True))
    records.update(made)
    records[suggestion] = draft.touch
    id = stand_in(draft.moved) if draft.moved else draft.id
    ending = Change(insertion=suggestion, moved=draft.moved, identity="goes")
    return text_block(id, draft.shape, runs_of(found), ending=ending)


def split_blocks(
    draft: HostDraft, block: TextBlock, suggest: Callable[[Touch, int], str], mint: Mint, records: Records
) -> tuple[TextBlock, ...]:
    """The block in two or more: the first keeps the id, all have its shape."""
    edges = [0, *draft.breaks, len(draft.pieces)]
    out: list[TextBlock] = []
    for number in range(len(edges) - 1):
        part = draft.pieces[edges[number] : edges[number + 1]]
        id = block.id if not number else derived_id("split", block.id, str(number))
        found, made = marked(part, draft.host, mint)
        records.update(made)
        ending = block.ending
        if number < len(draft.splits):
            touch = draft.splits[number]
            suggestion = suggest(touch, number)
            records[suggestion] = touch
            ending = Change(insertion=suggestion, identity="stays")
        out.append(text_block(id, shape_of(block), runs_of(found), ending=ending, limits=block.limits))
    return tuple(out)


def reshaped_block(block: TextBlock, shape: Shape, suggestion: str) -> TextBlock:
    """The block in another shape, as a suggestion."""
    former = FormerShape(suggestion, shape_of(block))
    return text_block(block.id, shape, block.runs, ending=block.ending, former=former, limits=block.limits)


def gone_unit(container: str, block: UnitBlock, suggestion: str) -> BlockClaim:
    """A table, figure or chart, suggested to be taken out."""
    gone = with_change(block, Change(deletion=suggestion))
    return BlockClaim(container, (block.id,), "", (block,), (gone,))


def maker(touch: Touch) -> Maker:
    """Who made a change, as a claim says it."""
    return Maker(touch.author, touch.at, touch.silent)
