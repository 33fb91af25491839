"""What a reader should hear of a manuscript, block by block: written from the manuscript alone."""

from __future__ import annotations

from collections.abc import Iterator

from strategy_editor.manuscript.items import (
    BoxItem,
    Caption,
    CellItem,
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
    PageBreakItem,
    PairsItem,
    ParagraphItem,
    Span,
    TableItem,
    TimelineItem,
    TitleItem,
)
from tests.pdf.reading import tidy

BULLETS = "•–◦"


def expected(manuscript: Manuscript, places: dict[str, int]) -> list[tuple[str, str]]:
    """(role, text) of every block in reading order; ``places`` are the pages of anchors, for the contents."""
    out: list[tuple[str, str]] = []
    level = 0
    for item in manuscript.items:
        if isinstance(item, HeadingItem):
            level = max(1, min(item.level, level + 1, 6))
            out.extend(_block(f"H{level}", item.inlines, item.label))
        elif isinstance(item, ContentsItem):
            level = 1
            out.extend(_contents(item, manuscript, places))
        else:
            out.extend(_item(item))
    return out


def said(inlines: Inlines) -> str:
    return "".join(str(inline.number) if isinstance(inline, Note) else inline.text for inline in inlines)


def _block(role: str, inlines: Inlines, label: str = "", prefix: str = "") -> Iterator[tuple[str, str]]:
    yield role, tidy(f"{label} {prefix}{said(inlines)}")
    for inline in inlines:
        if isinstance(inline, Note):
            yield "Note", tidy(f"{inline.number} {said(inline.body)}")


def _contents(item: ContentsItem, manuscript: Manuscript, places: dict[str, int]) -> Iterator[tuple[str, str]]:
    yield "H1", item.title
    for heading in manuscript.items:
        if isinstance(heading, HeadingItem) and heading.in_contents and heading.level <= item.depth:
            title = "".join(inline.text for inline in heading.inlines if isinstance(inline, Span))
            yield "TOCI", tidy(f"{heading.label} {title} {places[heading.anchor]}")
    for label, title in item.others:
        yield "TOCI", f"{label}: {title}"
    for title, kinds in (("Tables", (TableItem,)), ("Figures", (FigureItem, ChartItem))):
        captioned = [each for each in manuscript.items if isinstance(each, kinds) and each.caption is not None]
        if len(captioned) >= 10:
            yield "H2", title
            for each in captioned:
                assert each.caption is not None
                text = "".join(inline.text for inline in each.caption.inlines if isinstance(inline, Span))
                said = f"{each.caption.label}: {text}" if text else each.caption.label
                yield "TOCI", tidy(f"{said} {places[each.anchor or each.caption.anchor]}")


def _item(item: Item) -> Iterator[tuple[str, str]]:
    match item:
        case ParagraphItem():
            yield from _block("P", item.inlines, item.label, "Note: " if item.kind == "note" else "")
        case ListItems():
            yield from _list(item)
        case TableItem():
            yield from _table(item)
        case FigureItem() | ChartItem():
            yield from _figure(item)
        case TimelineItem():
            yield "Figure", tidy(f"{item.alternative} {item.description}")
        case BoxItem():
            title = item.title or (Span({"case-study": "Case study", "key-facts": "Key facts"}[item.kind]),)
            yield from _block("P", title)
            for inner in item.items:
                yield from _item(inner)
        case GapItem():
            yield "Gap", item.text
        case _:
            yield from _front(item)


def _front(item: Item) -> Iterator[tuple[str, str]]:
    match item:
        case PairsItem():
            for pair in item.pairs:
                yield "Lbl", f"{pair.label}:"
                yield from _block("P", pair.inlines)
        case CoverItem():
            yield from _cover(item)
        case TitleItem():
            yield from (("P", line) for line in item.above)
            yield from (("Title", item.title),) if item.title else ()
        case PageBreakItem():
            return
        case _:
            raise AssertionError(item)


def _figure(item: FigureItem | ChartItem) -> Iterator[tuple[str, str]]:
    sources: list[str] = []
    if isinstance(item, FigureItem):
        sources += [f"Source: {item.source}"] if item.source else []
        sources += [f"Credit: {item.credit}"] if item.credit else []
    if isinstance(item, ChartItem) or not item.decorative:
        yield "Figure", tidy(f"{item.alternative} {item.description}")
    yield from _caption("Caption", item.caption)
    if sources:
        yield "P", " ".join(sources)


def _cover(item: CoverItem) -> Iterator[tuple[str, str]]:
    yield "P", item.council
    if item.alternative:
        yield "Figure", item.alternative
    yield "Title", item.title
    if item.subtitle:
        yield "Subtitle", item.subtitle
    yield from (("P", line) for line in item.lines)


def _list(items: ListItems) -> Iterator[tuple[str, str]]:
    for entry in items.entries:
        yield "Lbl", entry.label or BULLETS[(items.level - 1) % len(BULLETS)]
        yield from _block("P", entry.inlines)
        if entry.children is not None:
            yield from _list(entry.children)


def _caption(role: str, caption: Caption | None) -> Iterator[tuple[str, str]]:
    if caption is not None:
        yield from _block(role, caption.inlines, prefix=f"{caption.label}: " if caption.inlines else caption.label)


def _table(item: TableItem) -> Iterator[tuple[str, str]]:
    yield from _caption("Caption", item.caption)
    for row in item.rows:
        for cell in row.cells:
            blocks = [block for inner in cell.items for block in _cell_blocks(inner)]
            role = "TH" if cell.header or row.header else "TD"
            yield role, tidy(" ".join(text for kind, text in blocks if kind != "Note"))
            yield from (block for block in blocks if block[0] == "Note")
    if item.source:
        yield "P", f"Source: {item.source}"


def _cell_blocks(item: CellItem) -> Iterator[tuple[str, str]]:
    if isinstance(item, HeadingItem):
        yield from _block("H", item.inlines, item.label)
    else:
        yield from _item(item)
