"""Random edits, as people make them: words, looks, splits, joins, rows, columns, moves, sections. Drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from msgspec.structs import replace

from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    Block,
    Box,
    Cell,
    Chart,
    Column,
    Figure,
    Limits,
    PageBreak,
    Row,
    Table,
    TextBlock,
    reshaped,
)
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Footnote, Run, Runs, cut, join, length, runs_from, splice, with_marks
from tests.review.marked import SHAPES, Maker

T = TypeVar("T")


class Editor:
    """Edits values at random; ``structure``: sections too; ``properties``: what cannot be seen in the words too."""

    def __init__(self, seed: int, *, structure: bool = True, properties: bool = True) -> None:
        self.random = Random(seed)
        self.maker = Maker(seed + 1_000_003, marked=False)
        self.structure = structure
        self.properties = properties

    def project(self, project: Project, edits: int = 4) -> Project:
        for _ in range(edits):
            index = self.random.randrange(len(project.documents))
            documents = list(project.documents)
            documents[index] = self.document(documents[index])
            project = replace(project, documents=tuple(documents))
        return project

    def document(self, document: Document) -> Document:
        if self.structure and self.random.random() < 0.25:
            return replace(document, sections=self.sections(document.sections))
        if self.random.random() < 0.15:
            return self.move_across(document)
        return replace(document, sections=self.somewhere(document.sections, self.section))

    # ---- sections

    def somewhere(self, sections: tuple[Section, ...], change: Callable[[Section], Section]) -> tuple[Section, ...]:
        if not sections:
            return sections
        index = self.random.randrange(len(sections))
        section = sections[index]
        if section.children and self.random.random() < 0.5:
            section = replace(section, children=self.somewhere(section.children, change))
        else:
            section = change(section)
        return (*sections[:index], section, *sections[index + 1 :])

    def sections(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """A change of structure: one more, one less, one elsewhere, one inside another."""
        found = list(sections)
        match self.random.randint(0, 3):
            case 0:
                found.insert(self.place(found), self.maker.section(0))
            case 1 if len(found) > 1:
                found.pop(self.random.randrange(len(found)))
            case 2 if len(found) > 1:
                moved = found.pop(self.random.randrange(len(found)))
                found.insert(self.place(found), moved)
            case 3 if len(found) > 1:
                moved = found.pop(self.random.randrange(len(found)))
                if not moved.children:
                    index = self.random.randrange(len(found))
                    found[index] = replace(found[index], children=(*found[index].children, moved))
                else:
                    found.append(moved)
        return tuple(found)

    def move_across(self, document: Document) -> Document:
        """A block goes to another section."""
        taken: list[Block] = []

        def take(section: Section) -> Section:
            if not section.blocks:
                return section
            index = self.random.randrange(len(section.blocks))
            taken.append(section.blocks[index])
            return replace(section, blocks=without(section.blocks, index))

        def give(section: Section) -> Section:
            place = self.place(section.blocks)
            return replace(section, blocks=(*section.blocks[:place], *taken, *section.blocks[place:]))

        sections = self.somewhere(document.sections, take)
        return replace(document, sections=self.somewhere(sections, give))

    def section(self, section: Section) -> Section:
        if self.random.random() < 0.1:
            return replace(section, title=self.runs(section.title, footnotes=False))
        return replace(section, blocks=self.blocks(section.blocks))

    # ---- blocks

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        if not blocks or self.random.random() < 0.1:
            return (*blocks, self.maker.block())
        index = self.random.randrange(len(blocks))
        block = blocks[index]
        match self.random.randint(0, 9):
            case 0:
                place = self.place(blocks)
                return (*blocks[:place], self.maker.block(), *blocks[place:])
            case 1:
                return without(blocks, index)
            case 2:
                rest = without(blocks, index)
                place = self.place(rest)
                return (*rest[:place], block, *rest[place:])
            case 3 if isinstance(block, TEXT_BLOCKS):
                return (*blocks[:index], *self.split(block), *blocks[index + 1 :])
            case 4 if isinstance(block, TEXT_BLOCKS) and index + 1 < len(blocks):
                after = blocks[index + 1]
                if isinstance(after, TEXT_BLOCKS):
                    return (*blocks[:index], joined(block, after), *blocks[index + 2 :])
        return (*blocks[:index], self.block(block), *blocks[index + 1 :])

    def split(self, block: TextBlock) -> tuple[TextBlock, TextBlock]:
        """The first part that has words keeps the id."""
        at = self.random.randint(0, length(block.runs))
        first, second = cut(block.runs, 0, at), cut(block.runs, at, length(block.runs))
        fresh = self.maker.id()
        shaped = reshaped(block, self.random.choice(SHAPES)) if self.random.random() < 0.3 else block
        if first or not second:
            return replace(block, runs=first), replace(shaped, id=fresh, runs=second)
        return replace(block, id=fresh, runs=first), replace(block, runs=second)

    def block(self, block: Block) -> Block:
        if self.properties and self.random.random() < 0.1:
            return replace(block, limits=Limits(editions=(self.random.choice(["web", "print"]),)))
        match block:
            case Table():
                return self.table(block)
            case Box():
                if self.random.random() < 0.3:
                    return replace(block, title=replace(block.title, runs=self.runs(block.title.runs)))
                return replace(block, blocks=self.texts(block.blocks))
            case Figure() | Chart():
                if self.properties and self.random.random() < 0.5:
                    return replace(block, alternative=self.maker.words())
                return replace(block, caption=replace(block.caption, runs=self.runs(block.caption.runs)))
            case _ if isinstance(block, TEXT_BLOCKS):
                return self.text(block)
            case PageBreak():
                return block
            case _:
                return block

    def text(self, block: TextBlock) -> TextBlock:
        if self.random.random() < 0.15:
            return reshaped(block, self.random.choice(SHAPES))
        return replace(block, runs=self.runs(block.runs))

    def texts(self, blocks: tuple[TextBlock, ...]) -> tuple[TextBlock, ...]:
        """Text blocks of a cell or box: never none."""
        found = tuple(block for block in self.blocks(blocks) if isinstance(block, TEXT_BLOCKS))
        return found or blocks

    def table(self, table: Table) -> Table:
        rows, columns = table.rows, table.columns
        index, column = self.random.randrange(len(rows)), self.random.randrange(len(columns))
        match self.random.randint(0, 7):
            case 0:
                row = Row(self.maker.id(), tuple(self.cell() for _ in columns))
                return replace(table, rows=(*rows[:index], row, *rows[index:]))
            case 1 if len(rows) > 1:
                return replace(table, rows=without(rows, index), header_rows=min(table.header_rows, len(rows) - 1))
            case 2:
                added = Column(self.maker.id())
                more = tuple(
                    replace(row, cells=(*row.cells[:column], self.cell(), *row.cells[column:])) for row in rows
                )
                return replace(table, rows=more, columns=(*columns[:column], added, *columns[column:]))
            case 3 if len(columns) > 1:
                fewer = tuple(replace(row, cells=without(row.cells, column)) for row in rows)
                return replace(table, rows=fewer, columns=without(columns, column))
            case 4 if len(rows) > 1:
                rest = without(rows, index)
                place = self.place(rest)
                return replace(table, rows=(*rest[:place], rows[index], *rest[place:]))
            case 5 if self.properties:
                return replace(table, source=self.maker.words())
        row = rows[index]
        cells = list(row.cells)
        cells[column] = replace(cells[column], blocks=self.texts(cells[column].blocks))
        return replace(table, rows=(*rows[:index], replace(row, cells=tuple(cells)), *rows[index + 1 :]))

    def cell(self) -> Cell:
        return Cell(self.maker.id(), self.maker.texts(1, 1))

    # ---- text

    def runs(self, runs: Runs, *, footnotes: bool = True) -> Runs:
        start = self.random.randint(0, length(runs))
        stop = min(length(runs), start + self.random.randint(0, 12))
        match self.random.randint(0, 6):
            case 0:
                return splice(runs, start, stop, ())
            case 1:
                return splice(runs, start, start, self.maker.runs(1, footnotes=footnotes))
            case 2:
                return splice(runs, start, stop, runs_from(self.maker.words(1, 2)))
            case 3:
                return with_marks(runs, start, stop, lambda marks: replace(marks, bold=not marks.bold))
            case 4 if self.properties:
                return with_marks(runs, start, stop, lambda marks: replace(marks, exemption="e"))
            case 5:
                return self.footnote(runs)
            case _:
                moved = cut(runs, start, stop)
                rest = splice(runs, start, stop, ())
                place = self.random.randint(0, length(rest))
                return splice(rest, place, place, moved)

    def footnote(self, runs: Runs) -> Runs:
        return join(
            tuple(
                Run(replace(run.content, body=self.runs(run.content.body, footnotes=False)), run.marks)
                if isinstance(run.content, Footnote)
                else run
                for run in runs
            )
        )

    def place(self, items: Sequence[object]) -> int:
        return self.random.randint(0, len(items))


def without(items: tuple[T, ...], index: int) -> tuple[T, ...]:
    return (*items[:index], *items[index + 1 :])


def joined(first: TextBlock, second: TextBlock) -> TextBlock:
    """The first that has words gives the id and the shape."""
    model = first if first.runs or not second.runs else second
    return replace(model, runs=join(first.runs, second.runs))
