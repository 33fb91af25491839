"""What changed since a reader's last copy: today's document with the differences marked, for showing only.

The result is never decided on. Today's blocks keep their places, ids and numbers; what came is marked as inserted, what
went stands where it was, marked as deleted. What merely moved is not marked: it reads as it reads now.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Change, Table, TextBlock, caption_of
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Runs, atoms, runs_of
from strategy_editor.model.tree import block_hosts, ids_in, section_hosts, walk_sections
from strategy_editor.review.marking import Notes, inserted, marked_runs, struck
from strategy_editor.review.words import woven

SINCE = "since"
"""Stands in for the id of a suggestion: there is none behind these marks."""


def marked_since(before: Document, after: Document) -> Document:
    """``after`` with what differs from ``before`` marked."""
    return _Marker(before, after).document(after)


class _Marker:
    def __init__(self, before: Document, after: Document) -> None:
        self._sections = {section.id: section for section in walk_sections(before.sections)}
        self._old: dict[str, Runs] = {
            host.id: host.runs for section in self._sections.values() for host in section_hosts(section)
        }
        self._present = frozenset(ids_in(after.sections))
        self._notes = Notes(lambda _name: SINCE, frozenset(ids_in(before.sections)), self._present)

    def document(self, document: Document) -> Document:
        return replace(document, sections=tuple(map(self._section, document.sections)))

    def _section(self, section: Section) -> Section:
        old = self._sections.get(section.id)
        blocks = tuple(self._blocks(old.blocks if old else (), section.blocks))
        children = tuple(map(self._section, section.children))
        return replace(section, title=self._runs(section.id, section.title), blocks=blocks, children=children)

    def _blocks(self, before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterator[Block]:
        for line in woven([block.id for block in before], [block.id for block in after]):
            if line.new is not None:
                yield self._block(after[line.new])
            elif line.old is not None and before[line.old].id not in self._present:
                gone = before[line.old]
                if isinstance(gone, TEXT_BLOCKS) and gone.runs:
                    yield self._gone(gone)

    def _gone(self, block: TextBlock) -> TextBlock:
        runs = runs_of(struck([atom for atom in atoms(block.runs) if isinstance(atom[0], str)], SINCE))
        return replace(block, id=derived_id("gone", block.id), runs=runs, ending=Change(deletion=SINCE))

    def _block(self, block: Block) -> Block:
        if isinstance(block, TEXT_BLOCKS):
            return self._text(block)
        if isinstance(block, Table):
            rows = tuple(
                replace(row, cells=tuple(replace(cell, blocks=self._inner(cell.blocks)) for cell in row.cells))
                for row in block.rows
            )
            return replace(block, rows=rows, caption=replace(block.caption, runs=self._caption(block)))
        if isinstance(block, Box):
            return replace(
                block, title=replace(block.title, runs=self._caption(block)), blocks=self._inner(block.blocks)
            )
        caption = caption_of(block)
        return block if caption is None else replace(block, caption=replace(caption, runs=self._caption(block)))

    def _inner(self, blocks: tuple[TextBlock, ...]) -> tuple[TextBlock, ...]:
        return tuple(map(self._text, blocks))

    def _caption(self, block: Block) -> Runs:
        caption = next(block_hosts(block))
        return self._runs(caption.id, caption.runs)

    def _text(self, block: TextBlock) -> TextBlock:
        runs = self._runs(block.id, block.runs)
        if block.id in self._old:
            return replace(block, runs=runs)
        return replace(block, runs=runs, ending=Change(insertion=SINCE))

    def _runs(self, id: str, after: Runs) -> Runs:
        """Notes and references keep their ids: nothing that is shown twice is numbered twice."""
        old = self._old.get(id)
        if old is None:
            units = list(atoms(after))
            marked = inserted(units, SINCE, self._notes)
            return runs_of((unit[0], mark[1]) for unit, mark in zip(units, marked, strict=True))
        return marked_runs(old, after, id, self._notes)
