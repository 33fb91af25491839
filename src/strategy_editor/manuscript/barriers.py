"""What would keep somebody from reading a made document: known before anything is laid out, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from strategy_editor.manuscript.items import Caption, ChartItem, FigureItem, Item, Manuscript, TableItem
from strategy_editor.manuscript.plain import plain_text


class Barrier(Struct, frozen=True):
    """Something that people who cannot see the page would miss; ``anchor`` is its place."""

    anchor: str
    sentence: str


def barriers(manuscript: Manuscript) -> tuple[Barrier, ...]:
    """Every barrier, from top to bottom."""
    found = [] if manuscript.properties.title else [Barrier("", "The document has no title.")]
    return (*found, *(barrier for item in manuscript.items for barrier in _barriers(item)))


def _barriers(item: Item) -> Iterator[Barrier]:
    match item:
        case FigureItem() if not item.decorative and not item.alternative.strip():
            yield Barrier(item.anchor, f"{_named('A picture', item.caption)} has no description.")
        case ChartItem() if not item.alternative.strip():
            yield Barrier(item.anchor, f"{_named('A chart', item.caption)} has no description.")
        case TableItem() if not _has_heads(item):
            yield Barrier(item.anchor, f"{_named('A table', item.caption)} does not say what its columns or rows are.")


def _has_heads(item: TableItem) -> bool:
    return any(row.header or any(cell.header for cell in row.cells) for row in item.rows)


def _named(kind: str, caption: Caption | None) -> str:
    """What people know it as: ``Figure 2 (“Who decides”)``."""
    if caption is None:
        return kind
    words = plain_text(caption.inlines)
    return f"{caption.label} (“{words}”)" if words else caption.label
