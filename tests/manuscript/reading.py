"""Reads a manuscript back as plain lines, as a person would read it aloud; written apart from every writer."""

from __future__ import annotations

from collections.abc import Iterator

from strategy_editor.manuscript.items import (
    BoxItem,
    Caption,
    ChartItem,
    ContentsItem,
    CoverItem,
    FigureItem,
    GapItem,
    HeadingItem,
    Inlines,
    Item,
    ListItems,
    Manuscript,
    Note,
    PairsItem,
    ParagraphItem,
    Span,
    TableItem,
    TitleItem,
)


def text(inlines: Inlines, *, notes: bool = False) -> str:
    """The words; with ``notes``, bodies of footnotes in braces."""
    parts = [each.text if isinstance(each, Span) else f"{{{text(each.body)}}}" if notes else "" for each in inlines]
    return "".join(parts)


def lines(manuscript: Manuscript, *, notes: bool = False) -> list[str]:
    """Every line in reading order; a tab parts a label, or cells."""
    return [line for item in manuscript.items for line in item_lines(item, notes=notes)]


def item_lines(item: Item, *, notes: bool = False) -> Iterator[str]:
    match item:
        case HeadingItem() | ParagraphItem():
            yield _labelled(item.label, text(item.inlines, notes=notes))
        case ListItems():
            yield from _list_lines(item, notes)
        case TableItem():
            yield from _table_lines(item, notes)
        case FigureItem() | ChartItem():
            yield from _caption(item.caption, notes)
        case BoxItem():
            yield text(item.title, notes=notes)
            yield from (line for inner in item.items for line in item_lines(inner, notes=notes))
        case PairsItem():
            yield from (f"{pair.label}: {text(pair.inlines, notes=notes)}" for pair in item.pairs)
        case _:
            yield from _plain_lines(item)


def _plain_lines(item: Item) -> Iterator[str]:
    match item:
        case TitleItem():
            yield from (line for line in (*item.above, item.title) if line)
        case CoverItem():
            yield from (line for line in (item.council, item.title, item.subtitle, *item.lines) if line)
        case ContentsItem():
            yield item.title
        case GapItem():
            yield item.text


def _labelled(label: str, words: str) -> str:
    return f"{label}\t{words}" if label else words


def _list_lines(item: ListItems, notes: bool) -> Iterator[str]:
    for entry in item.entries:
        yield _labelled(entry.label, text(entry.inlines, notes=notes))
        if entry.children is not None:
            yield from item_lines(entry.children, notes=notes)


def _caption(caption: Caption | None, notes: bool) -> Iterator[str]:
    if caption is not None:
        yield f"{caption.label}: {text(caption.inlines, notes=notes)}"


def _table_lines(item: TableItem, notes: bool) -> Iterator[str]:
    yield from _caption(item.caption, notes)
    for row in item.rows:
        yield "\t".join(
            " ".join(line for inner in cell.items for line in item_lines(inner, notes=notes)) for cell in row.cells
        )
    if item.source:
        yield item.source


def strings(manuscript: Manuscript) -> str:
    """Everything that the value holds anywhere, wording aside: what a leak could be found in."""
    return repr(manuscript.items) + repr(manuscript.furniture) + repr(manuscript.properties)


def footnotes(manuscript: Manuscript) -> list[Note]:
    """The notes of paragraphs and headings, in order."""
    return [
        each
        for item in manuscript.items
        if isinstance(item, HeadingItem | ParagraphItem)
        for each in item.inlines
        if isinstance(each, Note)
    ]
