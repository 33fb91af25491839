"""Where links can lead: the anchors that a manuscript has, and those that its references name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from strategy_editor.manuscript.items import (
    BoxItem,
    CellItem,
    ChartItem,
    FigureItem,
    HeadingItem,
    Inlines,
    Item,
    ListItems,
    Note,
    ParagraphItem,
    Span,
    TableItem,
)


def anchors(items: Iterable[Item | CellItem], *, notes: bool = False) -> Iterator[str]:
    """The anchor of every item, caption, list entry and block in a cell or box; with ``notes``, of footnotes too."""
    for item in items:
        if isinstance(item, ListItems):
            yield from _in_list(item, notes)
            continue
        yield getattr(item, "anchor", "")
        if notes:
            yield from _notes(getattr(item, "inlines", ()))
        if isinstance(item, TableItem | FigureItem | ChartItem) and item.caption is not None:
            yield item.caption.anchor
            if notes:
                yield from _notes(item.caption.inlines)
        if isinstance(item, TableItem):
            for row in item.rows:
                for cell in row.cells:
                    yield from anchors(cell.items, notes=notes)
        elif isinstance(item, BoxItem):
            yield from anchors(item.items, notes=notes)


def _in_list(items: ListItems, notes: bool) -> Iterator[str]:
    for entry in items.entries:
        yield entry.anchor
        if notes:
            yield from _notes(entry.inlines)
        if entry.children is not None:
            yield from _in_list(entry.children, notes)


def _notes(inlines: Inlines) -> Iterator[str]:
    return (inline.anchor for inline in inlines if isinstance(inline, Note))


def referenced_anchors(value: object) -> frozenset[str]:
    """The anchors that some span leads to, wherever in the manuscript or item it stands."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Span):
            if each.target:
                found.add(each.target)
        elif isinstance(each, HeadingItem | ParagraphItem):
            waiting.extend(each.inlines)
        elif isinstance(each, tuple):
            waiting.extend(each)
        elif isinstance(each, Struct):
            waiting.extend(getattr(each, name) for name in each.__struct_fields__)
    return frozenset(found)
