"""Gives one set the ids of another that it does not share: by outline, title and words; for comparing two files.

What is the same is found by what it says; ids of what has no like in the other set stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace
from rapidfuzz import fuzz

from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Table, caption_of
from strategy_editor.model.grid import placed
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Runs, objects, plain
from strategy_editor.model.tree import block_hosts
from strategy_editor.review.stand_ins import renamed
from strategy_editor.review.words import hunks

T = TypeVar("T")

ALIKE = 60.0
"""From how many per cent of their words in common two paragraphs are taken for one that was changed."""
_MOST = 400
"""Members of a stretch that are compared each with each; in longer ones only equals are found."""

_NAMES: dict[str, Callable[[Any], object]] = {
    "people": lambda each: (each.name, each.post),
    "meetings": lambda each: (each.body, each.when),
    "facts": lambda each: each.key,
    "milestones": lambda each: each.title.casefold(),
    "register": lambda each: each.title.casefold(),
    "glossary": lambda each: each.term.casefold(),
    "exemptions": lambda each: (each.paragraph, each.reason),
}
"""What makes two records of a collection the same."""


def aligned(before: Project, after: Project) -> Project:
    """``after`` with the ids of ``before`` for what is alike; itself where they share a document already."""
    if {document.id for document in before.documents} & {document.id for document in after.documents}:
        return after
    ids = dict(_documents(before.documents, after.documents))
    records: dict[str, Any] = {}
    for name, key in _NAMES.items():
        known = {key(each): each.id for each in getattr(before, name)}
        own = {each.id: known[key(each)] for each in getattr(after, name) if key(each) in known}
        ids |= own
        records[name] = tuple(
            replace(each, id=own[each.id]) if each.id in own else each for each in getattr(after, name)
        )
    documents = tuple(renamed(document, ids, ids) for document in after.documents)
    return replace(after, documents=documents, **records)


def _pairs(
    before: Sequence[T], after: Sequence[T], key: Callable[[T], object], alike: Callable[[T, T], float]
) -> Iterator[tuple[T, T]]:
    """Equals in order, and between them those that are most alike, in order too."""
    start, new_start = 0, 0
    found = hunks([key(each) for each in before], [key(each) for each in after])
    for hunk in found:
        yield from zip(before[start : hunk.start], after[new_start : hunk.new_start], strict=True)
        yield from _likest(before[hunk.start : hunk.stop], after[hunk.new_start : hunk.new_stop], alike)
        start, new_start = hunk.stop, hunk.new_stop
    yield from zip(before[start:], after[new_start:], strict=True)


def _likest(before: Sequence[T], after: Sequence[T], alike: Callable[[T, T], float]) -> Iterator[tuple[T, T]]:
    if not before or not after or len(before) * len(after) > _MOST * _MOST:
        return
    taken = 0
    for old in before:
        scores = [(alike(old, new), -place) for place, new in enumerate(after[taken:])]
        best, place = max(scores, default=(0.0, 0))
        if best >= ALIKE:
            yield old, after[taken - place]
            taken += 1 - place


# ---- documents and sections


def _documents(before: Sequence[Document], after: Sequence[Document]) -> Iterator[tuple[str, str]]:
    left = list(before)
    for document in after:
        old = max(left, key=lambda each: _document_likeness(each, document), default=None)
        if old is not None and _document_likeness(old, document) >= ALIKE:
            left.remove(old)
            yield document.id, old.id
            yield from _sections(old.sections, document.sections)


def _document_likeness(one: Document, other: Document) -> float:
    if one.kind != other.kind:
        return 0.0
    same_outline = 50.0 if one.outline == other.outline else 0.0
    return same_outline + fuzz.token_sort_ratio(one.title, other.title) / 2


def _sections(before: Sequence[Section], after: Sequence[Section]) -> Iterator[tuple[str, str]]:
    def key(section: Section) -> object:
        return section.outline or plain(section.title).casefold()

    def alike(one: Section, other: Section) -> float:
        return fuzz.token_sort_ratio(plain(one.title), plain(other.title))

    for old, new in _pairs(before, after, key, alike):
        yield new.id, old.id
        yield from _objects(old.title, new.title)
        yield from _blocks(old.blocks, new.blocks)
        yield from _sections(old.children, new.children)


# ---- blocks


def _words(block: Block) -> str:
    return "\n".join(plain(host.runs) for host in block_hosts(block))


def _blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[str, str]]:
    def alike(one: Block, other: Block) -> float:
        both_text = isinstance(one, TEXT_BLOCKS) and isinstance(other, TEXT_BLOCKS)
        return fuzz.token_sort_ratio(_words(one), _words(other)) if both_text or type(one) is type(other) else 0.0

    for old, new in _pairs(before, after, lambda block: (_sort(block), _words(block)), alike):
        yield new.id, old.id
        yield from _inside(old, new)


def _sort(block: Block) -> str:
    return "text" if isinstance(block, TEXT_BLOCKS) else type(block).__name__


def _inside(old: Block, new: Block) -> Iterator[tuple[str, str]]:
    if isinstance(old, TEXT_BLOCKS) and isinstance(new, TEXT_BLOCKS):
        yield from _objects(old.runs, new.runs)
        return
    first, second = caption_of(old), caption_of(new)
    if first is not None and second is not None:
        yield second.id, first.id
        yield from _objects(first.runs, second.runs)
    if isinstance(old, Box) and isinstance(new, Box):
        yield from _blocks(old.blocks, new.blocks)
    if isinstance(old, Table) and isinstance(new, Table):
        yield from _table(old, new)


def _table(old: Table, new: Table) -> Iterator[tuple[str, str]]:
    """Columns by their place; rows by what they say; cells by row and column."""
    for column, other in zip(old.columns, new.columns, strict=False):
        yield other.id, column.id
    words, later = ([_row_words(row) for row in table.rows] for table in (old, new))
    equal = {text: index for index, text in reversed(list(enumerate(words)))}
    known = [(equal.pop(text), index) for index, text in enumerate(later) if text in equal]
    free, rest = (
        [index for index in range(len(side)) if index not in {pair[place] for pair in known}]
        for place, side in enumerate((words, later))
    )
    likest = _likest(free, rest, lambda one, other: fuzz.token_sort_ratio(words[one], later[other]))
    here = {(place.row, place.column): place.cell for place in placed(old)}
    there = {(place.row, place.column): place.cell for place in placed(new)}
    for row, other_row in (*known, *likest):
        yield new.rows[other_row].id, old.rows[row].id
        for index in range(len(old.columns)):
            cell, other_cell = here.get((row, index)), there.get((other_row, index))
            if cell is not None and other_cell is not None:
                yield other_cell.id, cell.id
                for block, other_block in zip(cell.blocks, other_cell.blocks, strict=False):
                    yield other_block.id, block.id


def _row_words(row: Any) -> str:
    return " | ".join(" ".join(plain(block.runs) for block in cell.blocks) for cell in row.cells)


def _objects(old: Runs, new: Runs) -> Iterator[tuple[str, str]]:
    """Notes and fields in the order in which they stand."""
    for one, other in zip(objects(old), objects(new), strict=False):
        if type(one) is type(other):
            yield other.id, one.id
