"""What fixes are made of: changes of the words of a host, of a block, a section, a document or the settings.

Each finds its place by id in the project that it is given, and leaves the project as it is where the place has gone.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from strategy_editor.checks.finding import Change, Fix
from strategy_editor.checks.prose import Passage
from strategy_editor.model.blocks import Block, Table, TextBlock
from strategy_editor.model.hosts import with_hosts
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.section import Document, Section
from strategy_editor.model.sums import with_words
from strategy_editor.model.text import PLAIN, InlineObject, Run, Runs, cut, flat, runs_from, splice
from strategy_editor.model.tree import RunsChange, find_section, with_section


def reword(words: str, passage: Passage, start: int, old: str, new: str) -> Fix:
    """Puts ``new`` in the place of ``old``, which stands at ``start`` or nearest to it, unless that has been done."""
    inside = new.find(old)

    def change(runs: Runs) -> Runs:
        text = flat(runs)
        at = start if text.startswith(old, start) else nearest(text, old, start)
        if at < 0 or (0 <= inside <= at and text.startswith(new, at - inside)):
            return runs
        marks = next((run.marks for run in cut(runs, at, at + 1)), PLAIN)
        return splice(runs, at, at + len(old), runs_from(new, marks))

    return Fix(words, in_host(passage.section, passage.host, change))


def nearest(text: str, wanted: str, start: int) -> int:
    """Where ``wanted`` stands nearest to ``start``; -1 where it does not."""
    found = [place for place in (text.find(wanted, start), text.rfind(wanted, 0, start + len(wanted))) if place >= 0]
    return min(found, key=lambda place: abs(place - start), default=-1)


def drawn(words: str, start: int, make: Callable[[], InlineObject]) -> RunsChange:
    """An object in the place of ``words``, which stand at ``start`` or nearest to it."""

    def change(runs: Runs) -> Runs:
        at = nearest(flat(runs), words, start)
        if at < 0:
            return runs
        marks = cut(runs, at, at + 1)[0].marks
        return splice(runs, at, at + len(words), (Run(make(), marks),))

    return change


def delete(words: str, section: str, block: Block) -> Fix:
    """Deletes a block, as long as it is what it was."""
    return Fix(words, in_block(section, block.id, lambda found: () if found == block else (found,)))


def in_host(section: str, host: str, change: RunsChange) -> Change:
    """A change of the text of one host: a paragraph, a cell, a caption, a title."""

    def text(block: TextBlock) -> TextBlock:
        return replace(block, runs=change(block.runs))

    def inside(found: Section) -> Section:
        if found.id == host:
            return replace(found, title=change(found.title))
        return with_hosts(found, {host: text})

    return in_section(section, inside)


def in_section(section: str, change: Callable[[Section], Section]) -> Change:
    """A change of one section, its children left as they are."""

    def apply(project: Project) -> Project:
        found = find_section(project, section)
        return with_section(project, change(found.section)) if found else project

    return apply


BlockChange = Callable[[Block], tuple[Block, ...]]
"""What a block becomes: one block, several, or none."""


def in_block(section: str, block: str, change: BlockChange) -> Change:
    """A block of the section becomes others, or none. What is given is the block as it is then."""

    def inside(found: Section) -> Section:
        blocks = tuple(new for old in found.blocks for new in (change(old) if old.id == block else (old,)))
        return replace(found, blocks=blocks)

    return in_section(section, inside)


def in_cell(section: str, table: str, cell: str, text: str) -> Change:
    """A cell of a table says ``text``."""

    def change(block: Block) -> tuple[Block, ...]:
        return (with_words(block, {cell: text}),) if isinstance(block, Table) else (block,)

    return in_block(section, table, change)


def in_document(document: str, change: Callable[[Document], Document]) -> Change:
    """A change of what is said of one document."""

    def apply(project: Project) -> Project:
        found = project.document(document)
        return with_document(project, change(found)) if found else project

    return apply


def in_page(**looks: object) -> Change:
    """Other settings of the council's page."""

    def apply(project: Project) -> Project:
        page = replace(project.profile.page, **looks)
        return replace(project, profile=replace(project.profile, page=page))

    return apply
