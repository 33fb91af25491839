"""Finds and replaces: sections by id, text hosts by id, blocks within blocks. Structure is shared, never copied.

Walks are in reading order. A *text host* is whatever holds text and has an id: a paragraph, heading or list item (in
cells and boxes too), a caption, a section title, a footnote body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    Block,
    Box,
    Cell,
    Chart,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Row,
    Table,
    TextBlock,
    caption_of,
)
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, Footnote, Run, Runs, map_runs, objects, plain, words

MAXIMUM_DEPTH = 6
"""Sections nest no deeper: six levels of heading are what Word, PDF and HTML can say."""


class Found(NamedTuple):
    """A section and where it stands.

    Its document, the sections around it from the outside in, and its place among its siblings.
    """

    document: Document
    section: Section
    parents: tuple[Section, ...]
    position: int

    @property
    def siblings(self) -> tuple[Section, ...]:
        return self.parents[-1].children if self.parents else self.document.sections


class Host(NamedTuple):
    """A text host: its id, its text, and the section, block and kind it belongs to."""

    id: str
    runs: Runs
    kind: str
    block: Block | None
    cell: str = ""


# ---- sections


def walk_sections(sections: Iterable[Section]) -> Iterator[Section]:
    """Each section before its children."""
    for section in sections:
        yield section
        yield from walk_sections(section.children)


def all_sections(project: Project) -> Iterator[tuple[Document, Section]]:
    """Every section of the set with its document."""
    for document in project.documents:
        for section in walk_sections(document.sections):
            yield document, section


def find_section(project: Project, id: str) -> Found | None:
    """The section with this id, and where it stands."""
    for document in project.documents:
        found = _find(document, document.sections, (), id)
        if found:
            return found
    return None


def section_of(project: Project, id: str) -> Found:
    """Like :func:`find_section`; raises :class:`WrongUse` where there is none."""
    found = find_section(project, id)
    if found is None:
        raise WrongUse(f"There is no section “{id}” in this strategy.", advice="It may have been removed.")
    return found


def document_of(project: Project, id: str) -> Document:
    """The document with this id; raises :class:`WrongUse` where there is none."""
    document = project.document(id)
    if document is None:
        known = ", ".join(f"{each.id} ({each.title})" for each in project.documents)
        raise WrongUse(f"There is no document “{id}” in this strategy.", advice=f"There are: {known}.")
    return document


def _find(document: Document, sections: tuple[Section, ...], parents: tuple[Section, ...], id: str) -> Found | None:
    for index, section in enumerate(sections):
        if section.id == id:
            return Found(document, section, parents, index)
        if section.children and (found := _find(document, section.children, (*parents, section), id)):
            return found
    return None


def with_section(project: Project, section: Section) -> Project:
    """The project with ``section`` in the place of the one with its id."""
    found = section_of(project, section.id)
    return with_siblings(
        project, found, (*found.siblings[: found.position], section, *found.siblings[found.position + 1 :])
    )


def with_siblings(project: Project, found: Found, siblings: tuple[Section, ...]) -> Project:
    """The project with the sections around ``found`` (itself included) replaced by ``siblings``."""
    return with_children(project, found.document, found.parents, siblings)


def with_children(
    project: Project, document: Document, parents: tuple[Section, ...], children: tuple[Section, ...]
) -> Project:
    """The project where the innermost of ``parents`` (none: the document) has ``children``."""
    for position in range(len(parents) - 1, -1, -1):
        changed = replace(parents[position], children=children)
        around = parents[position - 1].children if position else document.sections
        children = tuple(changed if each.id == changed.id else each for each in around)
    return with_document(project, replace(document, sections=children))


# ---- blocks and text hosts


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those in cells and boxes after the block that holds them."""
    for block in blocks:
        yield block
        match block:
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell.blocks
            case Box():
                yield from block.blocks


def block_hosts(block: Block) -> Iterator[Host]:
    """The text hosts of one block, in reading order, footnote bodies after the host that calls them."""
    if isinstance(block, TEXT_BLOCKS):
        yield from _with_footnotes(Host(block.id, block.runs, "text", block))
        return
    match block:
        case Table():
            yield from _with_footnotes(Host(block.caption.id, block.caption.runs, "caption", block))
            for row in block.rows:
                for cell in row.cells:
                    for inner in cell.blocks:
                        yield from _with_footnotes(Host(inner.id, inner.runs, "cell", block, cell.id))
        case Box():
            yield from _with_footnotes(Host(block.title.id, block.title.runs, "caption", block))
            for inner in block.blocks:
                yield from _with_footnotes(Host(inner.id, inner.runs, "text", block))
        case _ if (caption := caption_of(block)) is not None:
            yield from _with_footnotes(Host(caption.id, caption.runs, "caption", block))


def _with_footnotes(host: Host) -> Iterator[Host]:
    yield host
    for item in objects(host.runs):
        if isinstance(item, Footnote):
            yield Host(item.id, item.body, "footnote", host.block, host.cell)


def section_hosts(section: Section) -> Iterator[Host]:
    """The title and every text host of the section's own blocks (not of its children)."""
    yield from _with_footnotes(Host(section.id, section.title, "title", None))
    for block in section.blocks:
        yield from block_hosts(block)


def find_host(project: Project, id: str) -> tuple[Section, Host] | None:
    """The text host with this id and the section it is in."""
    for _, section in all_sections(project):
        for host in section_hosts(section):
            if host.id == id:
                return section, host
    return None


def find_block(project: Project, id: str) -> tuple[Section, Block] | None:
    """The block with this id (in cells and boxes too) and the section it is in."""
    for _, section in all_sections(project):
        for block in walk_blocks(section.blocks):
            if block.id == id:
                return section, block
    return None


RunsChange = Callable[[Runs], Runs]


def map_block_runs(block: Block, change: RunsChange) -> Block:
    """The block with every text host's text put through ``change``; unchanged parts are shared."""

    def text(inner: TextBlock) -> TextBlock:
        runs = change(inner.runs)
        return inner if runs is inner.runs or runs == inner.runs else replace(inner, runs=runs)

    def caption(inner: Paragraph) -> Paragraph:
        runs = change(inner.runs)
        return inner if runs == inner.runs else replace(inner, runs=runs)

    def cell(inner: Cell) -> Cell:
        blocks = tuple(text(each) for each in inner.blocks)
        return inner if _same(blocks, inner.blocks) else replace(inner, blocks=blocks)

    def row(inner: Row) -> Row:
        cells = tuple(cell(each) for each in inner.cells)
        return inner if _same(cells, inner.cells) else replace(inner, cells=cells)

    match block:
        case Table():
            rows, title = tuple(row(each) for each in block.rows), caption(block.caption)
            same = _same(rows, block.rows) and title is block.caption
            return block if same else replace(block, rows=rows, caption=title)
        case Box():
            blocks, title = tuple(text(each) for each in block.blocks), caption(block.title)
            return (
                block
                if _same(blocks, block.blocks) and title is block.title
                else replace(block, blocks=blocks, title=title)
            )
        case _ if (old := caption_of(block)) is not None:
            new = caption(old)
            return block if new is old else replace(block, caption=new)
        case _ if hasattr(block, "runs"):
            return text(block)  # type: ignore[arg-type]
        case _:
            return block


def _same(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    return len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))


def map_section_runs(section: Section, change: RunsChange) -> Section:
    """The section (not its children) with every text host's text, its title included, put through ``change``."""
    title = change(section.title)
    blocks = tuple(map_block_runs(block, change) for block in section.blocks)
    if title == section.title and _same(blocks, section.blocks):
        return section
    return replace(section, title=title, blocks=blocks)


# ---- counting, ids, copies


def _block_words(block: Block) -> int:
    return sum(words(plain(host.runs)) for host in block_hosts(block))


block_words: IdentityCache[Block, int] = IdentityCache(_block_words, 20_000)
"""Words in the block as it stands; footnotes and captions included."""


def section_words(section: Section, *, deep: bool = False) -> int:
    """Words of the section's text, its title left out; ``deep``: its children's too."""
    own = sum(block_words(block) for block in section.blocks)
    return own + sum(section_words(child, deep=True) for child in section.children) if deep else own


def document_words(document: Document) -> int:
    """Words of all its sections."""
    return sum(section_words(section, deep=True) for section in document.sections)


def is_empty(section: Section) -> bool:
    """Whether nobody has written anything in the section or its children; what is only suggested does not count."""
    return not any(_says_something(block) for block in section.blocks) and all(map(is_empty, section.children))


def _says_something(block: Block) -> bool:
    match block:
        case PageBreak():
            return False
        case Paragraph() | Heading() | ListItem():
            return any(
                not run.marks.insertion and (not isinstance(run.content, str) or bool(run.content.strip()))
                for run in block.runs
            )
        case _:
            return not block.change.insertion


def ids_in(value: Struct | tuple[Struct, ...] | Block | Section) -> Iterator[str]:
    """Every permanent id in blocks or sections, in order: for the check that none is there twice."""
    if isinstance(value, tuple):
        for each in value:
            yield from ids_in(each)
        return
    if isinstance(value, Run):
        if not isinstance(value.content, str):
            yield value.content.id
            if isinstance(value.content, Footnote):
                yield from ids_in(value.content.body)
        return
    if hasattr(value, "id"):
        yield value.id
    for field in ("title", "runs", "columns", "rows", "cells", "caption", "blocks", "children"):
        inner = getattr(value, field, None)
        if isinstance(inner, Struct | tuple):
            yield from ids_in(inner)


def copied(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A copy with new ids throughout; references inside the copy to parts of the copy follow it."""
    renamed: dict[str, str] = {}
    return tuple(_redirected(_renamed(block, renamed), renamed) for block in blocks)


def copied_section(section: Section) -> Section:
    """A copy of the section and its children with new ids; status and ticks start again."""
    renamed: dict[str, str] = {}
    fresh = _renamed(section, renamed)
    return _redirected_section(fresh, renamed)


S = TypeVar("S", bound=Struct)


def _renamed(value: S, renamed: dict[str, str]) -> S:
    changes: dict[str, object] = {}
    if hasattr(value, "id"):
        changes["id"] = renamed.setdefault(value.id, new_id())
    for field in ("title", "runs", "body", "columns", "rows", "cells", "caption", "blocks", "children"):
        inner = getattr(value, field, None)
        if isinstance(inner, tuple):
            changes[field] = tuple(_renamed(each, renamed) for each in inner)
        elif isinstance(inner, Struct):
            changes[field] = _renamed(inner, renamed)
    if isinstance(value, Run) and isinstance(value.content, Struct):
        changes["content"] = _renamed(value.content, renamed)
    return replace(value, **changes) if changes else value


def _redirected(block: Block, renamed: dict[str, str]) -> Block:
    def redirect(run: Run) -> Run:
        content = run.content
        if isinstance(content, CrossReference) and content.target in renamed:
            return Run(replace(content, target=renamed[content.target]), run.marks)
        return run

    if isinstance(block, Chart):
        block = replace(block, table=renamed.get(block.table, block.table))
    return map_block_runs(block, lambda runs: map_runs(runs, redirect))


def _redirected_section(section: Section, renamed: dict[str, str]) -> Section:
    blocks = tuple(_redirected(block, renamed) for block in section.blocks)
    children = tuple(_redirected_section(child, renamed) for child in section.children)
    return replace(section, blocks=blocks, children=children)
