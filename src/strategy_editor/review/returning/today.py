"""Today's document while claims are laid on it: sections by id, text hosts and lists of blocks found and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Cell, Row, Table, TextBlock
from strategy_editor.model.hosts import with_hosts
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Runs
from strategy_editor.model.tree import section_hosts, walk_blocks, walk_sections
from strategy_editor.review.returning.sent import HostPlace, block_places, host_places

Blocks = tuple[Block, ...]


class Today:
    """The sections of one document, to be changed one by one and put together at the end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.sections = {section.id: section for section in walk_sections(document.sections)}
        self._own = {section.id: replace(section, children=()) for section in self.sections.values()}
        self.places: dict[str, HostPlace] = dict(host_places(document))
        self._homes = {
            id: section.id
            for section in self.sections.values()
            for block in walk_blocks(section.blocks)
            for id in _containers(block)
        }

    def document(self) -> Document:
        """The document as it is now; what was not changed is the same object."""
        return replace(self._document, sections=tuple(map(self._whole, self._document.sections)))

    def _whole(self, section: Section) -> Section:
        own = self._own[section.id]
        children = tuple(map(self._whole, section.children))
        same = all(a is b for a, b in zip(children, section.children, strict=True))
        if same and replace(own, children=section.children) == section:
            return section
        return replace(own, children=children)

    def section_of(self, id: str) -> str:
        """The section that a host, block, cell or section belongs to; empty where it is not there any more."""
        if id in self._own:
            return id
        place = self.places.get(id)
        return place.section if place is not None else self._homes.get(id, "")

    def section(self, id: str) -> Section:
        """The section as it is now, without its children."""
        return self._own[id]

    # ---- text

    def runs(self, host: str) -> Runs | None:
        """The text of a host; None where it is not there any more."""
        place = self.places.get(host)
        if place is None:
            return None
        section = self._own[place.section]
        return next((each.runs for each in section_hosts(section) if each.id == host), None)

    def set_runs(self, host: str, runs: Runs) -> None:
        """Puts a text in the place of a host's."""
        place = self.places[host]
        section = self._own[place.section]
        if host == section.id:
            self._own[section.id] = replace(section, title=runs)
        else:
            self._own[section.id] = with_hosts(section, {host: lambda block: replace(block, runs=runs)})

    # ---- blocks

    def blocks(self, container: str) -> Blocks | None:
        """The blocks of a section, cell or box; None where it is not there any more."""
        section = self._own.get(self.section_of(container))
        if section is None:
            return None
        if section.id == container:
            return section.blocks
        return next(
            (found for block in section.blocks for id, found in _lists(block) if id == container),
            None,
        )

    def set_blocks(self, container: str, blocks: Blocks) -> None:
        """Puts blocks in the place of those of a section, cell or box."""
        section = self._own[self.section_of(container)]
        if section.id == container:
            changed = replace(section, blocks=blocks)
        else:
            inner = tuple(block for block in blocks if isinstance(block, TEXT_BLOCKS))
            changed = replace(section, blocks=tuple(_with_list(block, container, inner) for block in section.blocks))
        self._own[section.id] = changed
        for block in changed.blocks:
            self._find(section.id, block)

    def block(self, id: str) -> Block | None:
        """A block of a section, by its id."""
        section = self._own.get(self.section_of(id))
        return None if section is None else next((block for block in section.blocks if block.id == id), None)

    def change_block(self, id: str, change: Callable[[Block], Block]) -> None:
        """Changes one block of a section."""
        section = self._own[self.section_of(id)]
        blocks = tuple(change(block) if block.id == id else block for block in section.blocks)
        self._own[section.id] = replace(section, blocks=blocks)
        for block in blocks:
            if block.id == id:
                self._find(section.id, block)

    def _find(self, section: str, block: Block) -> None:
        """Knows where the parts of a block are that has just been put into a section."""
        for id, place in block_places(section, block):
            self.places.setdefault(id, place)
        for id in _containers(block):
            self._homes.setdefault(id, section)

    def put_in_tray(self, section: str, threads: set[str]) -> None:
        """Comments that have no place in the text of the section any more."""
        own = self._own[section]
        self._own[section] = replace(own, unplaced=tuple(sorted({*own.unplaced, *threads})))


def _containers(block: Block) -> Iterator[str]:
    yield block.id
    for id, _ in _lists(block):
        yield id


def _lists(block: Block) -> Iterator[tuple[str, Blocks]]:
    """The lists of blocks inside a block, by the id of the cell or box."""
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield cell.id, cell.blocks
    elif isinstance(block, Box):
        yield block.id, block.blocks


def _with_list(block: Block, container: str, inner: tuple[TextBlock, ...]) -> Block:
    def cell(each: Cell) -> Cell:
        return replace(each, blocks=inner) if each.id == container else each

    def row(each: Row) -> Row:
        return replace(each, cells=tuple(map(cell, each.cells)))

    if isinstance(block, Table) and any(id == container for id, _ in _lists(block)):
        return replace(block, rows=tuple(map(row, block.rows)))
    if isinstance(block, Box) and block.id == container:
        return replace(block, blocks=inner)
    return block
