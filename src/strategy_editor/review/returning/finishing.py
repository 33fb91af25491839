"""Makes claims of drafts: paragraphs that moved are paired, what belongs together is one claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Change, TextBlock, UnitBlock
from strategy_editor.review.returning.claims import BlockClaim, Claim
from strategy_editor.review.returning.drafts import (
    HostDraft,
    NewDraft,
    NewFigure,
    NewTable,
    gone_block,
    gone_unit,
    new_block,
    new_figure,
    new_table,
    reshaped_block,
    split_blocks,
)
from strategy_editor.review.returning.hosts import Piece, marked_runs
from strategy_editor.review.returning.matching import fold
from strategy_editor.review.returning.returned import Touch

if TYPE_CHECKING:
    from strategy_editor.review.returning.reading import Reading


def finished(reading: Reading) -> tuple[Claim, ...]:
    """The claims of one copy."""
    return _Finisher(reading).finish()


class _Finisher:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.done: set[str] = set()
        self.moves: dict[str, str] = {}

    def finish(self) -> tuple[Claim, ...]:
        self._silent_moves()
        self._moves()
        out: list[Claim] = [*self._hosts(), *self._units(), *self._new(), *self.reading.tables.claims()]
        return (*out, *self.reading.figures.replaced)

    # ---- moves

    def _silent_moves(self) -> None:
        """Paragraphs that stand elsewhere among their neighbours, without tracking."""
        reading = self.reading
        for index, host in reading.strays.items():
            draft = reading.drafts.get(host)
            if draft is None or not draft.is_structural:
                self._move(index, host)

    def _move(self, index: int, host: str) -> None:
        reading = self.reading
        group = reading.groups[index]
        draft = reading.drafts.get(host) or reading.draft(index, [group.lines[0].paragraph])
        container, after = reading.behind(index)
        if not container:
            return
        touch = reading.reader
        pieces = [
            Piece(piece.unit, piece.former[1] if piece.former else piece.marks, 0, False, touch)
            for piece in draft.pieces
            if piece.deletion is None
        ]
        id = host
        new = NewDraft(container, after, pieces, touch, reading.shapes.shape(group.shape), host, id)
        new.moved = host
        draft.gone = touch
        draft.pieces[:] = [
            Piece(piece.unit, piece.marks, piece.place, True, None, touch) for piece in draft.pieces if piece.went_out
        ]
        following = (
            place
            for place, each in enumerate(reading.new)
            if isinstance(each, NewDraft) and (each.container, each.after) == (container, after) and each.group > index
        )
        reading.new.insert(next(following, len(reading.new)), new)

    def _moves(self) -> None:
        """A paragraph that went, and the same one that came, are one that moved."""
        reading = self.reading
        gone = {host: draft for host, draft in reading.drafts.items() if draft.gone is not None and not draft.goes_as}
        for new in reading.new:
            if not isinstance(new, NewDraft) or new.goes_as:
                continue
            if new.moved:
                self._pair(new, gone[new.moved])
                continue
            for host, draft in gone.items():
                if host not in self.moves and self._is_moved(new, draft):
                    new.moved = host
                    self._pair(new, draft)
                    break

    def _pair(self, new: NewDraft, draft: HostDraft) -> None:
        reading = self.reading
        assert draft.gone is not None
        self.moves[draft.host] = reading.mint(draft.gone, "move", "", draft.host, 0)
        reading.records[self.moves[draft.host]] = draft.gone

    @staticmethod
    def _is_moved(new: NewDraft, draft: HostDraft) -> bool:
        assert draft.gone is not None
        words = "".join(unit for unit, _ in draft.line.atoms if isinstance(unit, str))
        same_maker = (new.touch.author, new.touch.silent) == (draft.gone.author, draft.gone.silent)
        return same_maker and len(words) > 1 and fold(new.text) == fold(words) and not _edited(draft, draft.gone)

    # ---- hosts

    def _hosts(self) -> Iterator[Claim]:
        reading = self.reading
        in_turn = sorted(reading.drafts.items(), key=lambda each: each[1].joined is None)
        for host, draft in in_turn:  # a join takes in the paragraphs that went between
            if host in self.done:
                continue
            block = reading.texts.get(host)
            if block is None or not draft.is_structural or reading.sent.places[host].kind != "text":
                claim = draft.claim(reading.mint, reading.records)
                if claim is not None:
                    yield claim
            elif draft.joined is not None:
                yield self._joined(draft)
            else:
                container = reading.sent.places[host].container
                yield BlockClaim(container, (host,), "", (block,), self._blocks(draft, block))

    def _blocks(self, draft: HostDraft, block: TextBlock) -> tuple[TextBlock, ...]:
        reading = self.reading
        if draft.gone is not None:
            suggestion = (
                self.moves.get(draft.host) or draft.goes_as or reading.mint(draft.gone, "block", "", draft.host, 0)
            )
            return (gone_block(draft, block, suggestion, reading.mint, reading.records),)
        if draft.splits:

            def suggest(touch: Touch, number: int) -> str:
                return reading.mint(touch, "", f"split {number}", draft.host, 0)

            return split_blocks(draft, block, suggest, reading.mint, reading.records)
        runs, made = marked_runs(draft.pieces, draft.host, reading.mint)
        reading.records.update(made)
        changed = replace(block, runs=runs)
        if draft.shape is None:
            return (changed,)
        shape, touch = draft.shape
        suggestion = reading.mint(touch, "shape", str(shape), draft.host, 0)
        reading.records[suggestion] = touch
        return (reshaped_block(changed, shape, suggestion),)

    def _joined(self, draft: HostDraft) -> BlockClaim:
        """The paragraphs between which breaks went, as one claim."""
        reading = self.reading
        container = reading.sent.places[draft.host].container
        siblings = reading.siblings(container)
        base: list[Block] = []
        blocks: list[Block] = []
        current: HostDraft | None = draft
        while current is not None:
            block = reading.texts[current.host]
            self.done.add(current.host)
            *parts, last = self._blocks(current, block)
            if current.joined is not None:
                suggestion = reading.mint(current.joined, "break", "", current.host, 0)
                reading.records[suggestion] = current.joined
                last = replace(last, ending=Change(deletion=suggestion))
            base.append(block)
            blocks += [*parts, last]
            goes_on = current.joined is not None or current.gone is not None
            following = siblings[siblings.index(current.host) + 1] if goes_on else ""
            current = self._draft_of(following) if following else None
        covers = tuple(block.id for block in base)
        return BlockClaim(container, covers, "", tuple(base), tuple(blocks))

    def _draft_of(self, host: str) -> HostDraft:
        reading = self.reading
        if host in reading.drafts:
            return reading.drafts[host]
        index = reading.matches[reading.sent.by_host[host]].group
        return reading.draft(index, [reading.groups[index].lines[0].paragraph])

    # ---- whole blocks

    def _units(self) -> Iterator[Claim]:
        reading = self.reading
        gone = dict.fromkeys(reading.tables.gone_blocks, reading.reader) | reading.figures.gone
        for id, by in gone.items():
            block = reading.blocks[id]
            if isinstance(block, TEXT_BLOCKS):
                continue
            unit: UnitBlock = block
            suggestion = reading.mint(by, "block", "", id, 0)
            reading.records[suggestion] = by
            section = next(place.section for place in reading.sent.places.values() if place.block == id)
            yield gone_unit(section, unit, suggestion)

    def _new(self) -> Iterator[Claim]:
        reading = self.reading
        for draft in reading.new:
            moved = draft.moved if isinstance(draft, NewDraft) else ""
            known = draft.goes_as if isinstance(draft, NewDraft) else ""
            suggestion = self.moves.get(moved) if moved else known or None
            if suggestion is None:
                suggestion = reading.mint(draft.touch, "", draft.text, draft.container + draft.after, 0)
            block: Block
            if isinstance(draft, NewTable):
                block = new_table(draft, suggestion, reading.mint, reading.records)
            elif isinstance(draft, NewFigure):
                block = new_figure(draft, suggestion, reading.mint, reading.records)
            else:
                block = new_block(draft, suggestion, reading.mint, reading.records)
            yield BlockClaim(draft.container, (), draft.after, (), (block,))


def _edited(draft: HostDraft, touch: Touch) -> bool:
    """Whether somebody else had changed the words of a paragraph before it went."""
    return any(
        piece.insertion is not None or (piece.deletion is not None and piece.deletion.author != touch.author)
        for piece in draft.pieces
    )
