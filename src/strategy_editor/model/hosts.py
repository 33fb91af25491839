"""Changes what a section's text hosts hold, by id: text blocks anywhere, captions, bodies of footnotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    Block,
    Box,
    Cell,
    Paragraph,
    Row,
    Table,
    TextBlock,
    caption_of,
    with_caption,
)
from strategy_editor.model.section import Section
from strategy_editor.model.text import Footnote, Run, Runs, map_runs, objects
from strategy_editor.model.tree import block_hosts, map_block_runs

HostChange = Callable[[TextBlock], TextBlock]
"""Makes the new text block of an old one. Captions and footnotes come as paragraphs, and only their text is kept."""


def with_hosts(section: Section, changes: Mapping[str, HostChange]) -> Section:
    """The section with the text hosts of these ids changed; all else is shared."""
    blocks = tuple(_block(block, changes) for block in section.blocks)
    if all(new is old for new, old in zip(blocks, section.blocks, strict=True)):
        return section
    return replace(section, blocks=blocks)


def _block(block: Block, changes: Mapping[str, HostChange]) -> Block:
    ids = {host.id for host in block_hosts(block)} & changes.keys()
    if not ids:
        return block
    changed = _texts(block, changes)
    notes = {host.id for host in block_hosts(block) if host.kind == "footnote"} & ids
    return map_block_runs(changed, lambda runs: _with_notes(runs, changes)) if notes else changed


def _texts(block: Block, changes: Mapping[str, HostChange]) -> Block:
    def text(inner: TextBlock) -> TextBlock:
        change = changes.get(inner.id)
        return change(inner) if change is not None else inner

    def cell(inner: Cell) -> Cell:
        return replace(inner, blocks=tuple(map(text, inner.blocks)))

    def row(inner: Row) -> Row:
        return replace(inner, cells=tuple(map(cell, inner.cells)))

    if isinstance(block, TEXT_BLOCKS):
        return text(block)
    match block:
        case Table():
            block = replace(block, rows=tuple(map(row, block.rows)))
        case Box():
            block = replace(block, blocks=tuple(map(text, block.blocks)))
    caption = caption_of(block)
    if caption is not None and caption.id in changes:
        return with_caption(block, replace(caption, runs=changes[caption.id](caption).runs))
    return block


def _with_notes(runs: Runs, changes: Mapping[str, HostChange]) -> Runs:
    if not any(isinstance(item, Footnote) and item.id in changes for item in objects(runs)):
        return runs

    def change(run: Run) -> Run:
        content = run.content
        if isinstance(content, Footnote) and content.id in changes:
            body = changes[content.id](Paragraph(content.id, content.body)).runs
            return Run(replace(content, body=body), run.marks)
        return run

    return map_runs(runs, change)
