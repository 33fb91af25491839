"""Turns two values into one with tracked changes: rejecting all of them gives the first, accepting all the second.

Blocks, rows, columns and sections are known by their ids (see :mod:`strategy_editor.review.alignment` for values that
do not share them). What cannot be suggested of a thing (the source of a table, the width of a figure) is suggested by a
copy in its place. What is said of a section beside its text (status, owner, dates) stays as it is in the first value;
comments of both stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    Block,
    Box,
    Cell,
    Change,
    Chart,
    Figure,
    FormerShape,
    Paragraph,
    Table,
    TextBlock,
    UnitBlock,
    reshaped,
    shape_of,
    with_change,
)
from strategy_editor.model.carriers import carried, suggestions_in, suggestions_of
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Runs, atoms, runs_of
from strategy_editor.model.tree import ids_in, walk_sections
from strategy_editor.review.marking import Mint, Notes, inserted, marked_runs, struck
from strategy_editor.review.splits import marked_stream
from strategy_editor.review.suggesting_tables import marked_table
from strategy_editor.review.words import woven

Part = TypeVar("Part", Document, Section)


def as_suggestion(before: Part, after: Part, suggestion: str | Mint) -> Part:
    """``before`` with the changes tracked that lead to ``after``.

    ``suggestion`` is the id that all of them carry, or names each from a description, so that they can be decided one
    by one; equal descriptions belong together, and equal values give equal descriptions.
    """
    mint: Mint = (lambda _name: suggestion) if isinstance(suggestion, str) else suggestion
    notes = Notes(mint, _all_ids(before), _all_ids(after))
    if isinstance(before, Document) and isinstance(after, Document):
        return replace(before, sections=_sections(before.sections, after.sections, notes))
    assert isinstance(before, Section)
    assert isinstance(after, Section)
    return _section(before, after, notes)


def _all_ids(part: Document | Section) -> frozenset[str]:
    sections = part.sections if isinstance(part, Document) else (part,)
    return frozenset(ids_in(sections))


# ---- sections


def _sections(before: Sequence[Section], after: Sequence[Section], notes: Notes) -> tuple[Section, ...]:
    return tuple(_woven_sections(before, after, notes))


def _woven_sections(before: Sequence[Section], after: Sequence[Section], notes: Notes) -> Iterator[Section]:
    for line in woven([section.id for section in before], [section.id for section in after]):
        old = before[line.old] if line.old is not None else None
        new = after[line.new] if line.new is not None else None
        if old is not None and new is not None:
            yield _section(old, new, notes)
        elif old is not None:
            yield replace(old, change=_gone(old.change, notes.removal(old.id)))
        elif new is not None:
            arrives = Change(insertion=notes.arrival(new.id), moved=notes.moved(new.id))
            yield replace(notes.fresh(new), change=arrives)


def _gone(change: Change, suggestion: str) -> Change:
    return change if change.deletion else replace(change, deletion=suggestion)


def _section(before: Section, after: Section, notes: Notes) -> Section:
    if before == after:
        return before
    tray = tuple(id for id in after.unplaced if id not in before.unplaced)
    return replace(
        before,
        title=marked_runs(before.title, after.title, before.id, notes),
        blocks=tuple(marked_blocks(before.blocks, after.blocks, notes)),
        children=_sections(before.children, after.children, notes),
        unplaced=(*before.unplaced, *tray),
    )


# ---- blocks


class _Line(NamedTuple):
    """A block that went, one that came, or both as one that stays."""

    old: Block | None
    new: Block | None

    @property
    def is_text(self) -> bool:
        return isinstance(self.old or self.new, TEXT_BLOCKS)

    @property
    def stays(self) -> bool:
        return self.old is not None and self.new is not None


def marked_blocks(before: Sequence[Block], after: Sequence[Block], notes: Notes) -> Iterator[Block]:
    """The blocks with the changes tracked."""
    for is_cluster, group in groupby(_lines(before, after, notes), lambda line: _may_cluster(line, notes)):
        lines = list(group)
        if is_cluster and len(lines) > 1 and any(line.stays for line in lines):
            yield from _cluster(lines, notes)
        else:
            for line in lines:
                yield from _single(line, notes)


def _lines(before: Sequence[Block], after: Sequence[Block], notes: Notes) -> Iterator[_Line]:
    for line in woven([block.id for block in before], [block.id for block in after]):
        old = before[line.old] if line.old is not None else None
        new = after[line.new] if line.new is not None else None
        if old is not None and new is not None and not _can_stay(old, new):
            yield _Line(old, None)
            yield _Line(None, new)
        else:
            yield _Line(old, new)


def _can_stay(old: Block, new: Block) -> bool:
    if isinstance(old, TEXT_BLOCKS) and isinstance(new, TEXT_BLOCKS):
        return old.limits == new.limits and old.ending == new.ending and old.former == new.former
    return type(old) is type(new)


def _may_cluster(line: _Line, notes: Notes) -> bool:
    """Whether a block may have been split or joined: it changed, went or came, and did not just move."""
    if not line.is_text or line.old == line.new:
        return False
    if line.stays:
        return True
    if line.old is not None:
        return line.old.id not in notes.after
    return line.new is not None and line.new.id not in notes.before


def _cluster(lines: list[_Line], notes: Notes) -> Iterator[Block]:
    old = [line.old for line in lines if isinstance(line.old, TEXT_BLOCKS)]
    new = [line.new for line in lines if isinstance(line.new, TEXT_BLOCKS)]
    stream = marked_stream(old, new, notes)
    singly = [block for line in lines for block in _single(line, notes)]
    if stream is not None and stream.cost < sum(map(_marked_characters, singly)):
        yield from stream.blocks
    else:
        yield from singly


def _marked_characters(block: Block) -> int:
    runs: Runs = block.runs if isinstance(block, TEXT_BLOCKS) else ()
    return sum(len(run) for run in runs if run.marks.insertion or run.marks.deletion)


def _single(line: _Line, notes: Notes) -> Iterator[Block]:
    old, new = line
    if old is not None and new is not None:
        marked = old if old == new else _changed(old, new, notes)
        if marked is not None:
            yield marked
            return
    if old is not None:
        yield _departed(old, notes)
    if new is not None:
        yield _arrived(new, notes)


def _departed(block: Block, notes: Notes) -> Block:
    suggestion = notes.removal(block.id)
    if not isinstance(block, TEXT_BLOCKS):
        return with_change(block, _gone(block.change, suggestion))
    runs = runs_of(struck(list(atoms(block.runs)), suggestion))
    return replace(block, runs=runs, ending=replace(_gone(block.ending, suggestion), identity="goes"))


def _arrived(block: Block, notes: Notes) -> Block:
    suggestion, moved = notes.arrival(block.id), notes.moved(block.id)
    fresh = notes.fresh(block)
    if not isinstance(fresh, TEXT_BLOCKS):
        return with_change(fresh, Change(insertion=suggestion, moved=moved))
    runs = runs_of(inserted(list(atoms(fresh.runs)), suggestion, notes))
    return replace(fresh, runs=runs, ending=Change(insertion=suggestion, moved=moved, identity="goes"))


# ---- one block that stays


def _changed(old: Block, new: Block, notes: Notes) -> Block | None:
    """The block with what changed in it tracked; None where that cannot be suggested."""
    if isinstance(old, TEXT_BLOCKS) and isinstance(new, TEXT_BLOCKS):
        return _changed_text(old, new, notes)
    if isinstance(old, TEXT_BLOCKS) or isinstance(new, TEXT_BLOCKS):
        return None
    return _changed_unit(old, new, notes)


def _changed_text(old: TextBlock, new: TextBlock, notes: Notes) -> TextBlock:
    runs = marked_runs(old.runs, new.runs, old.id, notes)
    if shape_of(old) == shape_of(new):
        return replace(old, runs=runs)
    former = FormerShape(notes.mint(f"shape {old.id}"), shape_of(old))
    return replace(reshaped(old, shape_of(new)), runs=runs, former=former)


def _changed_unit(old: UnitBlock, new: UnitBlock, notes: Notes) -> Block | None:
    match old, new:
        case (Figure(), Figure()) | (Chart(), Chart()):
            caption = _changed_caption(old.caption, new.caption, notes)  # type: ignore[union-attr]
            if caption is None or replace(old, caption=new.caption) != new:  # type: ignore[union-attr]
                return None
            return replace(old, caption=caption)
        case Box(), Box():
            title = _changed_caption(old.title, new.title, notes)
            if title is None or replace(old, title=new.title, blocks=new.blocks) != new:
                return None
            return replace(old, title=title, blocks=_inner(old.blocks, new.blocks, notes))
        case Table(), Table():
            caption = _changed_caption(old.caption, new.caption, notes)
            return None if caption is None else marked_table(old, new, caption, _cell, notes)
        case _:
            return None


def _changed_caption(old: Paragraph, new: Paragraph, notes: Notes) -> Paragraph | None:
    if replace(old, runs=new.runs) != new:
        return None
    return replace(old, runs=marked_runs(old.runs, new.runs, old.id, notes))


def _cell(old: Cell, new: Cell, notes: Notes) -> Cell:
    return old if old == new else replace(old, blocks=_inner(old.blocks, new.blocks, notes))


def _inner(old: tuple[TextBlock, ...], new: tuple[TextBlock, ...], notes: Notes) -> tuple[TextBlock, ...]:
    return tuple(block for block in marked_blocks(old, new, notes) if isinstance(block, TEXT_BLOCKS))


# ---- a whole set, with records


def suggested(before: Project, after: Project, author: str, at: datetime, source: str = "") -> Project:
    """``before`` with all changes to its documents tracked, one suggestion each, in ``author``'s name.

    Ids derive from ``source`` (the copy that it came with; else author and time) and from what changed, so that the
    same copy gives the same suggestions. Only documents that are in both are looked at.
    """
    origin = source or f"{author} {at.isoformat()}"
    documents = []
    for document in before.documents:
        other = after.document(document.id)
        if other is not None and other != document:
            document = as_suggestion(document, other, _mint(origin, document))
        documents.append(document)
    marked = replace(before, documents=tuple(documents))
    added = carried(marked) - before.suggestions.keys() - carried(before)
    records = {id: Suggestion(id, author, at, source, *where) for id, where in _places(marked).items() if id in added}
    return replace(marked, suggestions={**before.suggestions, **records})


def _mint(origin: str, document: Document) -> Mint:
    return lambda name: derived_id(origin, document.id, name)


def _places(project: Project) -> dict[str, tuple[bool, str, str, str]]:
    """By suggestion, as a record holds it: minor?, thread, section, number of the paragraph."""
    found: dict[str, tuple[bool, str, str, str]] = {}
    for document in project.documents:
        labels = numbers(project, document).labels
        for section in walk_sections(document.sections):
            if not suggestions_in(section):
                continue
            for block in section.blocks:
                label = labels.get(block.id) or labels.get(section.id, "")
                for id in suggestions_of(block):
                    found.setdefault(id, (False, "", section.id, label))
            for id in suggestions_in(section):
                found.setdefault(id, (False, "", section.id, labels.get(section.id, "")))
    return found
