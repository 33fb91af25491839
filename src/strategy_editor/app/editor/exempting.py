"""Marks what is not for publication in the text: words, rows of a table, whole paragraphs, tables and pictures.

An empty id of an exemption takes the mark off. Marks are not suggestions: they are made at once, whatever is tracked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from strategy_editor.app.editor.commands import set_exemption
from strategy_editor.app.editor.state import current_line
from strategy_editor.app.editor.table_commands import chosen
from strategy_editor.model.blocks import Block, Limits, Table
from strategy_editor.model.text import Run
from strategy_editor.review.editing.replacing import with_block

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

_NAME = "Not for publication"


def exempt_words(editor: SectionEditor, exemption: str) -> None:
    """The words that are selected."""
    set_exemption(editor, exemption)


def exempt_rows(editor: SectionEditor, exemption: str) -> None:
    """The rows of the table that are selected, or the one that the caret is in."""
    found = chosen(editor)
    if found is None:
        return
    rows = tuple(
        replace(row, limits=_limits(row.limits, exemption)) if number in found.rows else row
        for number, row in enumerate(found.table.rows)
    )
    editor.apply(with_block(editor.section, found.number, replace(found.table, rows=rows)), _NAME)


def exempt_blocks(editor: SectionEditor, exemption: str) -> None:
    """The paragraphs, lists, tables and pictures that the selection touches, as a whole."""
    editor.reconcile()
    section = editor.section
    for number in _touched(editor):
        block = section.blocks[number]
        section = with_block(section, number, replace(block, limits=_limits(block.limits, exemption)))
    editor.apply(section, _NAME)


def exemption_here(editor: SectionEditor) -> tuple[str, str, str]:
    """The exemptions, by id, of the words, the row and the block at the caret."""
    editor.reconcile()
    numbers = _touched(editor)
    block: Block | None = editor.section.blocks[numbers[0]] if numbers else None
    row = ""
    if isinstance(block, Table) and (found := chosen(editor)) is not None and found.rows:
        row = block.rows[found.rows.start].limits.exemption
    return _words_here(editor), row, block.limits.exemption if block is not None else ""


def _words_here(editor: SectionEditor) -> str:
    offset = editor.selection().head.offset
    position = 0
    for run in current_line(editor).runs:
        position += len(run) if isinstance(run, Run) else 1
        if offset <= position and isinstance(run, Run):
            return run.marks.exemption
    return ""


def _touched(editor: SectionEditor) -> list[int]:
    """The numbers of the section's blocks that the selection touches."""
    cursor, document = editor.textCursor(), editor.document()
    first = document.findBlock(cursor.selectionStart()).blockNumber()
    last = document.findBlock(cursor.selectionEnd()).blockNumber()
    known = editor.layout_.block_at
    numbers = {known[line] for line in range(first, min(last, len(known) - 1) + 1)}
    return sorted(number for number in numbers if 0 <= number < len(editor.section.blocks))


def _limits(limits: Limits, exemption: str) -> Limits:
    return Limits(limits.editions, exemption)
