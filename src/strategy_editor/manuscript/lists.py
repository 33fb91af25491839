"""Consecutive list items as lists, nested ones inside their entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.items import Alteration, Inlines, ListEntry, ListItems
from strategy_editor.model.blocks import ListItem, ListKind
from strategy_editor.model.numbering import list_label


class _Entry(Struct):
    """An entry while its list is still being put together."""

    anchor: str
    inlines: Inlines
    label: str
    change: Alteration
    children: _List | None = None


class _List(Struct):
    kind: ListKind
    level: int
    restart: bool
    entries: list[_Entry] = field(default_factory=list)


def list_items(drawing: Drawing, blocks: Sequence[ListItem]) -> Iterator[ListItems]:
    """The lists that a run of items makes.

    An item goes below the last item of the level above it. Where the kind changes within a level, a count begins again,
    or a level is entered that was skipped before, a new list begins at that level: an entry has one list below it.
    """
    open_lists: list[_List] = []
    for block in blocks:
        inlines = drawing.inlines(block.runs)
        label = drawing.numbers.labels.get(block.id, "")
        if not inlines and not label:
            continue
        while open_lists and open_lists[-1].level > block.level:
            done = open_lists.pop()
            if not open_lists:
                yield _finished(done)
        first = block.restart or label == list_label(block.kind, block.level, 1)
        if open_lists and _begins_anew(open_lists[-1], block, bool(label) and first):
            yield _finished(open_lists[0])
            open_lists = []
        if not open_lists or open_lists[-1].level < block.level:
            begun = _List(block.kind, block.level, first or block.kind == "bullet")
            if open_lists:
                open_lists[-1].entries[-1].children = begun
            open_lists.append(begun)
        open_lists[-1].entries.append(_Entry(block.id, inlines, label, drawing.alteration(block)))
    if open_lists:
        yield _finished(open_lists[0])


def _begins_anew(nearest: _List, block: ListItem, first: bool) -> bool:
    """Whether a block can neither join the nearest open list nor go below its last entry."""
    if nearest.level == block.level:
        return nearest.kind != block.kind or first
    return nearest.entries[-1].children is not None


def _finished(made: _List) -> ListItems:
    entries = tuple(
        ListEntry(
            entry.anchor,
            entry.inlines,
            entry.label,
            _finished(entry.children) if entry.children is not None else None,
            entry.change,
        )
        for entry in made.entries
    )
    return ListItems(made.kind, entries, made.level, made.restart)
