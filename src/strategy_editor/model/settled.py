"""The text as every edition but that for review shows it: undecided suggestions rendered as rejected.

Rejecting here is for showing only; what is rejected for good goes through ``review``.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    UNCHANGED,
    Block,
    Box,
    Cell,
    Paragraph,
    Row,
    Table,
    TextBlock,
    UnitBlock,
    caption_of,
    reshaped,
    with_change,
)
from strategy_editor.model.grid import without
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Run, Runs, join, length, map_runs


def settled(project: Project) -> Project:
    """The project without its undecided suggestions."""
    return replace(project, documents=tuple(settled_document(document) for document in project.documents))


def settled_document(document: Document) -> Document:
    """The document without its undecided suggestions."""
    return replace(document, sections=_sections(document.sections))


def _sections(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(
        replace(settled_section(section), children=_sections(section.children))
        for section in sections
        if not section.change.insertion
    )


def settled_section(section: Section) -> Section:
    """The section without its undecided suggestions, its children as they are."""
    return replace(section, title=_text(section.title), blocks=as_rejected(section.blocks), change=UNCHANGED)


def as_rejected(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as they were before anyone suggested anything.

    A break that was only suggested joins its block to the next one, which keeps its own shape; the first of the two
    that has words gives the id. Nothing that was exempt is less so afterwards.
    """
    out: list[Block] = []
    waiting: TextBlock | None = None
    for block in blocks:
        if not isinstance(block, TEXT_BLOCKS):
            if not block.change.insertion:
                out.extend(_unit(block))
            continue
        if block.ending.moved:
            continue
        text = _joined(waiting, _plain_block(block))
        waiting = text if block.ending.insertion else None
        if waiting is None:
            out.append(text)
    if waiting is not None and waiting.runs:
        out.append(waiting)
    return tuple(out)


def _plain_block(block: TextBlock) -> TextBlock:
    shaped = reshaped(block, block.former.shape) if block.former is not None else block
    if shaped.former is None and shaped.ending == UNCHANGED and _is_plain(shaped.runs):
        return shaped
    return replace(shaped, runs=_text(shaped.runs), ending=UNCHANGED, former=None)


def _joined(first: TextBlock | None, second: TextBlock) -> TextBlock:
    if first is None or not first.runs:
        return second
    limits = first.limits if first.limits.exemption else second.limits
    id = first.id if length(first.runs) else second.id
    return replace(second, id=id, runs=join(first.runs, second.runs), limits=limits)


def _is_plain(runs: Runs) -> bool:
    return all(isinstance(run.content, str) and not _is_suggested(run) for run in runs)


def _is_suggested(run: Run) -> bool:
    marks = run.marks
    return bool(marks.insertion or marks.deletion or marks.former)


def _text(runs: Runs) -> Runs:
    return runs if _is_plain(runs) else map_runs(runs, _run)


def _run(run: Run) -> Run | None:
    marks = run.marks
    if marks.insertion:
        return None
    if not _is_suggested(run):
        return run
    marks = replace(marks, deletion="", former=None)
    if run.marks.former is not None:
        before = run.marks.former
        marks = replace(
            marks,
            bold=before.bold,
            italic=before.italic,
            script=before.script,
            link=before.link,
            language=before.language,
        )
    return Run(run.content, marks)


def _unit(block: UnitBlock) -> Iterable[Block]:
    match block:
        case Table():
            yield from _table(block)
        case Box():
            yield replace(block, title=_caption(block.title), blocks=_inner(block.blocks), change=UNCHANGED)
        case _ if (caption := caption_of(block)) is not None:
            yield replace(block, caption=_caption(caption), change=UNCHANGED)
        case _:
            yield with_change(block, UNCHANGED)


def _table(table: Table) -> Iterable[Table]:
    rows = {row.id for row in table.rows if row.change.insertion}
    columns = {column.id for column in table.columns if column.change.insertion}
    if rows or columns:
        table = without(table, rows, columns)
    if table.rows and table.columns:
        yield replace(
            table,
            rows=tuple(_row(row) for row in table.rows),
            columns=tuple(replace(column, change=UNCHANGED) for column in table.columns),
            caption=_caption(table.caption),
            change=UNCHANGED,
        )


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(_cell(cell) for cell in row.cells), change=UNCHANGED)


def _cell(cell: Cell) -> Cell:
    return replace(cell, blocks=_inner(cell.blocks), change=UNCHANGED)


def _inner(blocks: tuple[TextBlock, ...]) -> tuple[TextBlock, ...]:
    """What a cell or box holds is never nothing at all."""
    kept = tuple(block for block in as_rejected(blocks) if isinstance(block, TEXT_BLOCKS))
    return kept or (Paragraph(blocks[0].id),)


def _caption(caption: Paragraph) -> Paragraph:
    return replace(caption, runs=_text(caption.runs), ending=UNCHANGED, former=None)
