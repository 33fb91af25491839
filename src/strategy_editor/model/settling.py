"""Takes suggestions out of values, as accepted or as rejected: the one filter that every view and decision uses.

A *verdict* says of a suggestion's id True (accepted), False (rejected) or None (leave it as it is). A block list is one
stream of characters, breaks and units; what is settled falls out of the stream or stays in it for good, so that
settling some suggestions now and others later gives what settling all at once gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    UNCHANGED,
    Block,
    Box,
    Cell,
    Change,
    Paragraph,
    Row,
    Table,
    TextBlock,
    UnitBlock,
    caption_of,
    reshaped,
    shape_of,
    text_block,
    with_change,
)
from strategy_editor.model.carriers import has_suggestions, is_marked, marks_in
from strategy_editor.model.grid import without
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import FormerMarks, Marks, Run, Runs, join, map_runs

Verdict = Callable[[str], bool | None]


def accepted(_suggestion: str) -> bool:
    """The verdict that accepts everything."""
    return True


def rejected(_suggestion: str) -> bool:
    """The verdict that rejects everything."""
    return False


class Settled:
    """Notes of one pass: copies that were accepted, and copies that went, each with the id of what they stood for."""

    def __init__(self) -> None:
        self.arrived: dict[str, str] = {}
        self.dismissed: dict[str, str] = {}


def settled_blocks(blocks: Iterable[Block], verdict: Verdict, notes: Settled | None = None) -> tuple[Block, ...]:
    """The blocks with the verdict carried out."""
    return _Pass(verdict, notes or Settled()).blocks(tuple(blocks))


def settled_runs(runs: Runs, verdict: Verdict) -> Runs:
    """The text with the verdict carried out."""
    return _Pass(verdict, Settled()).runs(runs)


def settled_section(section: Section, verdict: Verdict, notes: Settled | None = None) -> Section | None:
    """The section and its children with the verdict carried out; None where it goes."""
    return _Pass(verdict, notes or Settled()).section(section)


def settled_document(document: Document, verdict: Verdict, notes: Settled | None = None) -> Document:
    """The document with the verdict carried out; the same object where nothing changes."""
    sections = _Pass(verdict, notes or Settled()).sections(document.sections)
    return document if sections is document.sections else replace(document, sections=sections)


def former_looks(marks: Marks, before: FormerMarks) -> Marks:
    """The marks as they were before a suggested change of looks."""
    return replace(
        marks,
        bold=before.bold,
        italic=before.italic,
        script=before.script,
        link=before.link,
        language=before.language,
        former=None,
    )


class _Pass:
    """One verdict, carried out part by part; what is not concerned stays the same object."""

    def __init__(self, verdict: Verdict, notes: Settled) -> None:
        self.verdict = verdict
        self.notes = notes

    # ---- the fate of one thing

    def change(self, change: Change, id: str) -> Change | None:
        """What is still suggested of the thing with this id; None where it goes."""
        arrives = self.verdict(change.insertion) if change.insertion else None
        leaves = self.verdict(change.deletion) if change.deletion else None
        if arrives is False or leaves is True:
            if arrives is False and change.moved:
                self.notes.dismissed[id] = change.moved
            return None
        if arrives is None and leaves is None:
            return change
        if arrives and change.moved:
            self.notes.arrived[id] = change.moved
        insertion = "" if arrives else change.insertion
        deletion = "" if leaves is False else change.deletion
        if not insertion and not deletion:
            return UNCHANGED
        return replace(change, insertion=insertion, deletion=deletion, moved=change.moved if insertion else "")

    def marks(self, marks: Marks) -> Marks | None:
        """The marks that remain; None where the characters go."""
        changes: dict[str, str] = {}
        for name, goes in (("insertion", False), ("deletion", True)):
            suggestion: str = getattr(marks, name)
            outcome = self.verdict(suggestion) if suggestion else None
            if outcome is goes:
                return None
            if outcome is not None:
                changes[name] = ""
        if changes:
            marks = replace(marks, **changes)
        if marks.former is not None and (outcome := self.verdict(marks.former.suggestion)) is not None:
            marks = replace(marks, former=None) if outcome else former_looks(marks, marks.former)
        return marks

    # ---- text

    def runs(self, runs: Runs) -> Runs:
        if not any(map(is_marked, marks_in(runs))):
            return runs
        changed = map_runs(runs, self._run)
        return runs if changed == runs else changed

    def _run(self, run: Run) -> Run | None:
        if not is_marked(run.marks):
            return run
        marks = self.marks(run.marks)
        return None if marks is None else Run(run.content, marks)

    def text(self, block: TextBlock) -> TextBlock:
        """The block by itself; its ending is loose where the break goes."""
        runs = self.runs(block.runs)
        former = block.former
        if former is not None and (outcome := self.verdict(former.suggestion)) is not None:
            block = replace(block if outcome else reshaped(block, former.shape), former=None)
        ending = self.change(block.ending, block.id)
        if ending is None:
            ending = Change(identity=block.ending.identity, loose=True)
        if runs is block.runs and ending is block.ending:
            return block
        return replace(block, runs=runs, ending=ending)

    # ---- streams of blocks

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        if not any(map(has_suggestions, blocks)):
            return blocks
        kept = tuple(self._stream(blocks))
        return blocks if kept == blocks else kept

    def _stream(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        waiting: TextBlock | None = None
        for index, block in enumerate(blocks):
            if not isinstance(block, TEXT_BLOCKS):
                unit = self.unit(block)
                if unit is not None:
                    yield from _left_over(waiting, _is_permanent(unit))
                    waiting = None
                    yield unit
                continue
            if block.ending.loose and isinstance(_at(blocks, index + 1), TEXT_BLOCKS):
                block = replace(block, ending=UNCHANGED)  # what it was loose before has been taken away by hand
            text = _joined(waiting, self.text(block))
            waiting = text if text.ending.loose else None
            if waiting is None:
                yield text
        yield from _left_over(waiting, True)

    def inner(self, blocks: tuple[TextBlock, ...], owner: str) -> tuple[TextBlock, ...]:
        """What a cell or box holds: never nothing at all."""
        kept = self.blocks(blocks)
        if kept is blocks:
            return blocks
        texts = tuple(block for block in kept if isinstance(block, TEXT_BLOCKS))
        return texts or (Paragraph(derived_id("emptied", owner)),)

    # ---- units

    def unit(self, block: UnitBlock) -> UnitBlock | None:
        change = self.change(block.change, block.id)
        if change is None:
            return None
        if change is not block.change:
            block = with_change(block, change)
        match block:
            case Table():
                return self.table(block)
            case Box():
                title, inner = self.caption(block.title), self.inner(block.blocks, block.id)
                same = title is block.title and inner is block.blocks
                return block if same else replace(block, title=title, blocks=inner)
            case _ if (caption := caption_of(block)) is not None:
                settled = self.caption(caption)
                return block if settled is caption else replace(block, caption=settled)
            case _:
                return block

    def caption(self, caption: Paragraph) -> Paragraph:
        runs = self.runs(caption.runs)
        return caption if runs is caption.runs else replace(caption, runs=runs)

    def table(self, table: Table) -> Table | None:
        """The table, None where no row or no column is left; cells that reach beyond what goes shrink and stay."""
        rows = {row.id: self.change(row.change, row.id) for row in table.rows}
        columns = {column.id: self.change(column.change, column.id) for column in table.columns}
        gone_rows = {id for id, change in rows.items() if change is None}
        gone_columns = {id for id, change in columns.items() if change is None}
        kept = without(table, gone_rows, gone_columns) if gone_rows or gone_columns else table
        if not kept.rows or not kept.columns:
            return None
        settled = replace(
            kept,
            caption=self.caption(kept.caption),
            columns=tuple(replace(column, change=columns[column.id] or UNCHANGED) for column in kept.columns),
            rows=tuple(self.row(row, rows[row.id] or UNCHANGED) for row in kept.rows),
        )
        return table if settled == table else settled

    def row(self, row: Row, change: Change) -> Row:
        cells = tuple(kept for cell in row.cells if (kept := self.cell(cell)) is not None)
        return replace(row, cells=cells, change=change)

    def cell(self, cell: Cell) -> Cell | None:
        change = self.change(cell.change, cell.id)
        return None if change is None else replace(cell, blocks=self.inner(cell.blocks, cell.id), change=change)

    # ---- sections

    def sections(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        kept = tuple(settled for section in sections if (settled := self.section(section)) is not None)
        same = len(kept) == len(sections) and all(a is b for a, b in zip(kept, sections, strict=True))
        return sections if same else kept

    def section(self, section: Section) -> Section | None:
        change = self.change(section.change, section.id)
        if change is None:
            return None
        title, blocks = self.runs(section.title), self.blocks(section.blocks)
        children = self.sections(section.children)
        if (
            change is section.change
            and title is section.title
            and blocks is section.blocks
            and children is section.children
        ):
            return section
        return replace(section, title=title, blocks=blocks, children=children, change=change)


def _at(blocks: tuple[Block, ...], index: int) -> Block | None:
    return blocks[index] if index < len(blocks) else None


def _joined(first: TextBlock | None, second: TextBlock) -> TextBlock:
    """The two as one: in the shape of the second, whose break ends it. Nothing exempt is less so afterwards."""
    if first is None:
        return second
    identity = first.ending.identity
    stays = identity == "stays" or (not identity and any(not run.marks.insertion for run in first.runs))
    ending = second.ending
    if stays and ending != UNCHANGED:
        ending = replace(ending, identity="stays", moved="")
    return text_block(
        first.id if stays else second.id,
        shape_of(second),
        join(first.runs, second.runs),
        ending=ending,
        former=second.former,
        limits=first.limits if first.runs and first.limits.exemption else second.limits,
    )


def _left_over(waiting: TextBlock | None, permanent: bool) -> Iterator[TextBlock]:
    """Text that can be joined to nothing: a block of its own as soon as nothing can take it or what follows away."""
    if waiting is None or (not waiting.runs and (permanent or waiting.ending.identity != "stays")):
        return
    if permanent and any(not run.marks.insertion and not run.marks.deletion for run in waiting.runs):
        yield replace(waiting, ending=UNCHANGED)
    else:
        yield waiting


def _is_permanent(unit: UnitBlock) -> bool:
    if unit.change != UNCHANGED:
        return False
    if isinstance(unit, Table):
        return any(row.change == UNCHANGED for row in unit.rows) and any(
            column.change == UNCHANGED for column in unit.columns
        )
    return True
