"""Two states of a document as one with everything that differs marked: for showing only, never decided on.

What came and went as a whole (a section, a table, a row) has its words marked, so that whoever draws words draws all
of it. What moved keeps its id, and so its number, in its new place.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Cell, Change, Row, Table, TextBlock, caption_of
from strategy_editor.model.blocks import with_caption as captioned
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import rejected, settled_document
from strategy_editor.model.text import Run, Runs
from strategy_editor.model.tree import ids_in
from strategy_editor.review.stand_ins import renamed, stand_in
from strategy_editor.review.suggesting import as_suggestion

SHOWN = "differs"
"""Stands for the id of a suggestion: there is none behind these marks."""

T = TypeVar("T", bound=TextBlock)


def compared(before: Document, after: Document) -> Document:
    """``after`` with what differs from ``before`` marked. What is suggested in either is left out."""
    old, new = (settled_document(document, rejected) for document in (before, after))
    marked = as_suggestion(replace(old, title=new.title), new, SHOWN)
    earlier, later = (frozenset(ids_in(document.sections)) for document in (old, new))
    strangers = frozenset(ids_in(marked.sections)) - earlier - later
    moved = {found: id for id in earlier & later if strangers and (found := stand_in(id)) in strangers}
    ids = moved | {id: was_here(id) for id in moved.values()}
    sections = tuple(_section(section) for section in marked.sections)
    return replace(new, sections=tuple(renamed(section, ids, {}) for section in sections))


def was_here(id: str) -> str:
    """The id, in a compared document, of what has moved away, at its old place."""
    return derived_id("was here", id)


# ---- marks of the whole become marks of its words


def _section(section: Section, change: Change | None = None) -> Section:
    own = change or (section.change if section.change.insertion or section.change.deletion else None)
    return replace(
        section,
        title=_words(section.title, own),
        blocks=tuple(_block(block, own) for block in section.blocks),
        children=tuple(_section(child, own) for child in section.children),
    )


def _words(runs: Runs, change: Change | None) -> Runs:
    """The words marked as the whole that they are part of, but for those that have a mark of their own."""
    if change is None:
        return runs
    return tuple(
        run
        if run.marks.insertion or run.marks.deletion
        else Run(run.content, replace(run.marks, insertion=change.insertion, deletion=change.deletion))
        for run in runs
    )


def _block(block: Block, change: Change | None) -> Block:
    if isinstance(block, TEXT_BLOCKS):
        return _text(block, change)
    own = change or (block.change if block.change.insertion or block.change.deletion else None)
    match block:
        case Table():
            block = _table(block, own)
        case Box():
            block = replace(block, blocks=tuple(_text(inner, own) for inner in block.blocks))
    caption = caption_of(block)
    return captioned(block, replace(caption, runs=_words(caption.runs, own))) if caption is not None else block


def _text(block: T, change: Change | None) -> T:
    if change is None:
        return block
    ending = block.ending if block.ending.insertion or block.ending.deletion else change
    return replace(block, runs=_words(block.runs, change), ending=ending)


def _table(table: Table, change: Change | None) -> Table:
    columns = [column.change if column.change.insertion or column.change.deletion else None for column in table.columns]

    def row(each: Row) -> Row:
        own = change or (each.change if each.change.insertion or each.change.deletion else None)
        regular = len(each.cells) == len(columns)
        cells = tuple(
            cell(inner, own or (columns[index] if regular else None)) for index, inner in enumerate(each.cells)
        )
        return replace(each, cells=cells)

    def cell(each: Cell, own: Change | None) -> Cell:
        return replace(each, blocks=tuple(_text(inner, own) for inner in each.blocks))

    return replace(table, rows=tuple(map(row, table.rows)))
