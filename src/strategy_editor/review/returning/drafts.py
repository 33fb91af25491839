"""Drafts of claims, while a returned copy is being read: text in pieces, to which comments are still to be added."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.assembling import TEXT_WIDTH
from strategy_editor.incoming.tables import head_of
from strategy_editor.incoming.tables import made as made_table
from strategy_editor.incoming.values import Block as FileBlock
from strategy_editor.incoming.values import Picture
from strategy_editor.incoming.values import Row as FileRow
from strategy_editor.incoming.values import Table as FileTable
from strategy_editor.incoming.views import paragraphs_of
from strategy_editor.model.blocks import (
    Cell,
    Change,
    Figure,
    FormerShape,
    Paragraph,
    Row,
    Shape,
    Table,
    TextBlock,
    UnitBlock,
    shape_of,
    text_block,
    with_change,
)
from strategy_editor.model.text import Runs, runs_of
from strategy_editor.review.returning.claims import BlockClaim, Maker, TextClaim
from strategy_editor.review.returning.hosts import Assembled, Mint, Piece, marked
from strategy_editor.review.returning.returned import Touch, touch
from strategy_editor.review.returning.sent import SentLine
from strategy_editor.review.stand_ins import stand_in

Records = dict[str, Touch]


class Shared(NamedTuple):
    """Words that pass from one place to another as one change: who did it, which words, the id of the change."""

    by: Touch
    words: str
    suggestion: str


class HostDraft:
    """A host that came back: its pieces, and what became of its paragraph.

    ``gone``: who took the paragraph away; ``joined``: who took the break behind it away; ``splits``: who broke it, one
    for each break; ``shape``: what it became, and who made it so. ``goes_as``: the change that it goes with, where that
    is known already; ``shared``: words that come or go with a change of another place.
    """

    def __init__(self, line: SentLine, found: Assembled, base: Runs) -> None:
        self.line = line
        self.base = base
        self.pieces = list(found.pieces)
        self.breaks = found.breaks
        self.splits: tuple[Touch, ...] = ()
        self.gone: Touch | None = None
        self.goes_as = ""
        self.shared: list[Shared] = []
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
        found, made = marked(self.pieces, self.host, self._sharing(mint))
        runs = runs_of(found)
        if runs == self.base:
            return None
        records.update(made)
        return TextClaim(self.host, self.base, runs)

    def _sharing(self, mint: Mint) -> Mint:
        def made(maker: Touch, removed: str, added: str, host: str, place: int) -> str:
            for by, words, suggestion in self.shared:
                same = (maker.author, maker.silent) == (by.author, by.silent)
                if same and words and (words in added or words in removed):
                    return suggestion
            return mint(maker, removed, added, host, place)

        return made if self.shared else mint


class NewDraft:
    """A paragraph that came: behind the block ``after`` of a section, cell or box. ``moved``: the host that it is.

    ``group``: where it, or what it came with, is in the file.
    """

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
        self.goes_as = ""
        self.group = 0

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


def arriving_text(draft: NewDraft, mint: Mint, records: Records) -> TextBlock:
    """The paragraph as a part of something that comes as a whole, which says for it that it is new.

    What others did to it is marked; what its maker took out again is not there.
    """
    own = (draft.touch.author, draft.touch.silent)
    pieces: list[Piece] = []
    for piece in draft.pieces:
        came, gone = piece.insertion, piece.deletion
        is_own = came is not None and (came.silent or (came.author, came.silent) == own)
        if is_own and gone is not None and (gone.author, gone.silent) == own:
            continue
        pieces.append(piece._replace(insertion=None) if is_own else piece)
    found, made = marked(pieces, draft.id, mint)
    records.update(made)
    return text_block(draft.id, draft.shape, runs_of(found))


class NewTable:
    """A table that came: behind the block ``after`` of a section. ``texts``: its paragraphs, by number in the file."""

    def __init__(self, container: str, after: str, file: FileTable, touch: Touch, id: str) -> None:
        self.container = container
        self.after = after
        self.file = file
        self.touch = touch
        self.id = id
        self.texts: dict[int, NewDraft] = {}
        self.caption: NewDraft | None = None

    @property
    def text(self) -> str:
        """What stays of it."""
        return " | ".join(draft.text for draft in self.texts.values())


class NewFigure:
    """A picture that came: behind the block ``after`` of a section. ``digest`` is that of its bytes."""

    def __init__(self, container: str, after: str, picture: Picture, digest: str, touch: Touch, id: str) -> None:
        self.container = container
        self.after = after
        self.picture = picture
        self.digest = digest
        self.touch = touch
        self.id = id
        self.caption: NewDraft | None = None

    @property
    def text(self) -> str:
        """What tells it from others in the same place."""
        return self.digest


def new_figure(draft: NewFigure, suggestion: str, mint: Mint, records: Records) -> Figure:
    """The picture, suggested to be put in."""
    records[suggestion] = draft.touch
    caption = arriving_text(draft.caption, mint, records).runs if draft.caption is not None else ()
    return Figure(
        draft.id,
        draft.digest,
        Paragraph(derived_id("caption", draft.id), caption),
        draft.picture.alternative,
        decorative=draft.picture.decorative,
        width=min(1.0, round(draft.picture.width / TEXT_WIDTH, 2)),
        change=Change(insertion=suggestion),
    )


def new_table(draft: NewTable, suggestion: str, mint: Mint, records: Records) -> Table:
    """The table, suggested to be put in; rows that somebody else added or took out say so themselves."""

    def texts(blocks: tuple[FileBlock, ...]) -> tuple[TextBlock, ...]:
        found = [draft.texts[each.numbers[0]] for each in paragraphs_of(blocks) if each.numbers[0] in draft.texts]
        made = [arriving_text(each, mint, records) for each in found]
        return tuple(block for block in made if block.runs)

    def change(row: FileRow, place: int) -> Change:
        def id_of(by: Touch | None, what: str) -> str:
            if by is None:
                return ""
            id = mint(by, "", what, draft.id, place)
            records[id] = by
            return id

        came = touch(row.insertion)
        if came is not None and came.author == draft.touch.author:
            came = None
        return Change(id_of(came, "row came"), id_of(touch(row.deletion), "row went"))

    records[suggestion] = draft.touch
    table = made_table(draft.file, head_of(draft.file), texts)
    known = {each.id for each in draft.texts.values()}
    rows = tuple(
        Row(derived_id("row", draft.id, str(number)), _cells(row, number, draft.id, known), change=change(file, number))
        for number, (row, file) in enumerate(zip(table.rows, draft.file.rows, strict=True))
    )
    columns = tuple(
        replace(column, id=derived_id("column", draft.id, str(number))) for number, column in enumerate(table.columns)
    )
    caption = arriving_text(draft.caption, mint, records).runs if draft.caption is not None else ()
    return replace(
        table,
        id=draft.id,
        columns=columns,
        rows=rows,
        caption=Paragraph(derived_id("caption", draft.id), caption),
        change=Change(insertion=suggestion),
    )


def _cells(row: Row, number: int, table: str, known: Container[str]) -> tuple[Cell, ...]:
    """The cells of a row with ids that are the same whenever the copy comes in."""
    out: list[Cell] = []
    for place, cell in enumerate(row.cells):
        id = derived_id("cell", table, str(number), str(place))
        blocks = tuple(
            block if block.id in known else replace(block, id=derived_id("words", id)) for block in cell.blocks
        )
        out.append(replace(cell, id=id, blocks=blocks))
    return tuple(out)


def gone_unit(container: str, block: UnitBlock, suggestion: str) -> BlockClaim:
    """A table, figure or chart, suggested to be taken out."""
    gone = with_change(block, Change(deletion=suggestion))
    return BlockClaim(container, (block.id,), "", (block,), (gone,))


def maker(touch: Touch) -> Maker:
    """Who made a change, as a claim says it."""
    return Maker(touch.author, touch.at, touch.silent)
