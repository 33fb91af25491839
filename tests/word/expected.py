"""What LibreOffice's text export should say of a manuscript, line by line: written apart from the writer."""

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
    PairsItem,
    ParagraphItem,
    Span,
    TableItem,
    TitleItem,
)


def text(inlines: Inlines, *, calls: bool = True) -> str:
    """The words, with the number of each footnote where it is called."""
    return "".join(each.text if isinstance(each, Span) else str(each.number) * calls for each in inlines)


BULLETS = ("•", "◦", "▪")
"""As LibreOffice writes bullets of each level into text."""


def expected_lines(manuscript: Manuscript) -> list[str]:
    """Every visible line: labels first, cells one by one, contents with their numbers but no pages."""
    lines = (line for item in manuscript.items for part in _item(item, manuscript) for line in part.split("\n"))
    return [" ".join(line.split()) for line in lines if line.strip()]


def _item(item: Item, manuscript: Manuscript) -> Iterator[str]:
    match item:
        case HeadingItem():
            yield f"{item.label} {text(item.inlines)}"
        case ParagraphItem():
            note = "Note: " if item.kind == "note" else ""
            yield f"{item.label} {note}{text(item.inlines)}"
        case ListItems():
            yield from _list(item)
        case TableItem():
            yield from _table(item, manuscript)
        case FigureItem() | ChartItem():
            yield from _caption(item.caption)
            if isinstance(item, FigureItem):
                yield f"Source: {item.source}" if item.source else ""
                yield f"Credit: {item.credit}" if item.credit else ""
        case _:
            yield from _front(item, manuscript)


def _front(item: Item, manuscript: Manuscript) -> Iterator[str]:
    match item:
        case BoxItem():
            yield text(item.title)
            for inner in item.items:
                yield from _item(inner, manuscript)
        case PairsItem():
            yield from (f"{pair.label}: {text(pair.inlines)}" for pair in item.pairs)
        case ContentsItem():
            yield from _contents(item, manuscript)
        case CoverItem():
            yield from (item.council, item.title, item.subtitle, *item.lines)
        case TitleItem():
            yield from (*item.above, item.title)
        case GapItem():
            yield item.text


def _list(item: ListItems) -> Iterator[str]:
    for entry in item.entries:
        yield f"{entry.label or BULLETS[(item.level - 1) % 3]} {text(entry.inlines)}"
        if entry.children is not None:
            yield from _list(entry.children)


def _caption(caption: Caption | None) -> Iterator[str]:
    if caption is not None:
        words = text(caption.inlines)
        yield f"{caption.label}: {words}" if words else caption.label


def _table(item: TableItem, manuscript: Manuscript) -> Iterator[str]:
    yield from _caption(item.caption)
    for row in item.rows:
        for cell in row.cells:
            for inner in cell.items:
                yield from _item(inner, manuscript)
    if item.source:
        yield f"Source: {item.source}"


def _contents(item: ContentsItem, manuscript: Manuscript) -> Iterator[str]:
    yield item.title
    for heading in manuscript.items:
        if isinstance(heading, HeadingItem) and heading.in_contents and heading.level <= item.depth:
            yield f"{heading.label} {text(heading.inlines, calls=False)}".replace("\n", " ")
    for label, title in item.others:
        yield f"{label}: {title}"
    for title, kinds in (("Tables", (TableItem,)), ("Figures", (FigureItem, ChartItem))):
        captions = [each.caption for each in manuscript.items if isinstance(each, kinds) and each.caption is not None]
        if len(captions) >= 10:
            yield title
            for caption in captions:
                words = text(caption.inlines, calls=False).replace("\n", " ")
                yield f"{caption.label}: {words}" if words else caption.label
