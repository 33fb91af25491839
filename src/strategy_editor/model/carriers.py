"""What a section carries: suggestions (in marks and changes), comments, ids. Remembered as long as nothing changes.

All functions look at the section itself, not at its children.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Change, FormerShape, Table
from strategy_editor.model.project import Project
from strategy_editor.model.section import Section
from strategy_editor.model.text import Footnote, Marks, Runs
from strategy_editor.model.tree import all_sections, block_hosts, ids_in, section_hosts


def marks_in(runs: Runs) -> Iterator[Marks]:
    """The marks of each run, those inside footnotes included."""
    for run in runs:
        yield run.marks
        if isinstance(run.content, Footnote):
            yield from marks_in(run.content.body)


def is_marked(marks: Marks) -> bool:
    """Whether anything is suggested of characters with these marks."""
    return bool(marks.insertion or marks.deletion or marks.former)


def changes_in(block: Block) -> Iterator[tuple[str, Change]]:
    """Every change that the block holds, with the id of the part that it is about."""
    if isinstance(block, TEXT_BLOCKS):
        yield block.id, block.ending
        return
    yield block.id, block.change
    match block:
        case Table():
            for column in block.columns:
                yield column.id, column.change
            for row in block.rows:
                yield row.id, row.change
                for cell in row.cells:
                    yield cell.id, cell.change
                    for inner in cell.blocks:
                        yield from changes_in(inner)
        case Box():
            for inner in block.blocks:
                yield from changes_in(inner)


def former_shapes(block: Block) -> Iterator[FormerShape]:
    """Every suggested change of shape in the block."""
    match block:
        case Table():
            inside = tuple(inner for row in block.rows for cell in row.cells for inner in cell.blocks)
        case Box():
            inside = block.blocks
        case _ if isinstance(block, TEXT_BLOCKS):
            inside = (block,)
        case _:
            inside = ()
    for each in inside:
        if each.former is not None:
            yield each.former


def has_suggestions(block: Block) -> bool:
    """Whether anything at all is suggested of the block or inside it."""
    return (
        any(change.insertion or change.deletion or change.loose for _, change in changes_in(block))
        or any(True for _ in former_shapes(block))
        or any(is_marked(marks) for host in block_hosts(block) for marks in marks_in(host.runs))
    )


def suggestions_of(block: Block) -> frozenset[str]:
    """The ids of all suggestions that the block carries."""
    found: set[str] = set()
    for _, change in changes_in(block):
        found.update((change.insertion, change.deletion))
    found.update(former.suggestion for former in former_shapes(block))
    for host in block_hosts(block):
        found |= _suggestions_on(host.runs)
    return frozenset(found - {""})


def _suggestions_on(runs: Runs) -> set[str]:
    found: set[str] = set()
    for run in runs:
        marks = run.marks
        if is_marked(marks):
            found.update((marks.insertion, marks.deletion))
            if marks.former is not None:
                found.add(marks.former.suggestion)
    return found


def _suggestions(section: Section) -> frozenset[str]:
    found = {section.change.insertion, section.change.deletion}
    for block in section.blocks:
        found |= suggestions_of(block)
    for host in section_hosts(replace(section, blocks=())):
        found |= _suggestions_on(host.runs)
    return frozenset(found - {""})


def _comments(section: Section) -> frozenset[str]:
    return frozenset(id for host in section_hosts(section) for run in host.runs for id in run.marks.comments)


def _ids(section: Section) -> frozenset[str]:
    return frozenset((section.id, *ids_in(section.title), *ids_in(section.blocks)))


suggestions_in: IdentityCache[Section, frozenset[str]] = IdentityCache(_suggestions, 4000)
"""The ids of all suggestions that the section carries."""
comments_in: IdentityCache[Section, frozenset[str]] = IdentityCache(_comments, 4000)
"""The ids of all threads whose words stand in the section."""
own_ids: IdentityCache[Section, frozenset[str]] = IdentityCache(_ids, 4000)
"""Every permanent id of the section and its own blocks."""


def carried(project: Project) -> frozenset[str]:
    """The ids of all suggestions that stand anywhere in the set: those that wait for a decision."""
    found: set[str] = set()
    for _, section in all_sections(project):
        found |= suggestions_in(section)
    return frozenset(found)
