"""Comments on text, and what becomes of those whose last character goes: they are kept as *unplaced*, never lost."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from strategy_editor.model.apart import narrowed
from strategy_editor.model.blocks import Block, Table
from strategy_editor.model.section import Section
from strategy_editor.model.text import Runs
from strategy_editor.model.tree import block_hosts
from strategy_editor.review.editing.lines import differing


def comments_in(blocks: Iterable[Block]) -> set[str]:
    """The threads that some text of the blocks carries; captions and footnotes included."""
    return {comment for block in blocks for host in block_hosts(block) for comment in comments_of(host.runs)}


def standing_comments(blocks: Iterable[Block]) -> set[str]:
    """The threads on text that no suggestion strikes out."""
    out: set[str] = set()
    for block in blocks:
        change = getattr(block, "change", None)
        if change is not None and change.deletion:
            continue
        gone = _struck_cells(block)
        for host in block_hosts(block):
            if host.cell not in gone:
                out.update(comment for run in host.runs if not run.marks.deletion for comment in run.marks.comments)
    return out


def _struck_cells(block: Block) -> set[str]:
    if not isinstance(block, Table):
        return set()
    return {cell.id for row in block.rows for cell in row.cells if row.change.deletion or cell.change.deletion}


def comments_of(runs: Runs) -> set[str]:
    """The threads on a text, bodies of its footnotes left out."""
    return {comment for run in runs for comment in run.marks.comments}


def with_comments_kept(before: Section, after: Section) -> Section:
    """``after`` with the threads in its tray whose words went; those whose words came back leave it."""
    low, high = differing(before.blocks, after.blocks)
    old, new = narrowed(before.blocks[low : len(before.blocks) - high], after.blocks[low : len(after.blocks) - high])
    was, now = comments_in(old), comments_in(new)
    gone = was - now
    if gone:
        gone -= comments_in(after.blocks)
    unplaced = tuple(each for each in before.unplaced if each not in now)
    unplaced += tuple(sorted(gone - set(unplaced)))
    return after if unplaced == after.unplaced else replace(after, unplaced=unplaced)
