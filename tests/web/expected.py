"""What a reader should find on the page of a manuscript, word by word: written from the manuscript alone."""

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
from strategy_editor.manuscript.quantities import number_text

BOXES = {"case-study": "Case study", "key-facts": "Key facts"}
FRONT = (CoverItem, TitleItem, ContentsItem)


def main_words(manuscript: Manuscript, *, labels: bool = True) -> list[str]:
    """The words of the main text, without the notes; without ``labels`` of lists where a browser counts them."""
    return _words(text for item in manuscript.items for text in item_texts(item, labels))


def note_words(manuscript: Manuscript) -> list[str]:
    """The words of the notes, each with the way back."""
    notes = list(all_notes(manuscript))
    return _words(text for note in notes for text in (said(note.body), "Back to the text"))


def banner_words(manuscript: Manuscript) -> list[str]:
    """The words above everything: marks, and what stands on the cover or at the top."""
    front = next((item for item in manuscript.items if isinstance(item, CoverItem | TitleItem)), None)
    furniture = manuscript.furniture
    marks = [furniture.mark, furniture.classification]
    if isinstance(front, CoverItem):
        return _words([front.council, *marks, front.title, front.subtitle, *front.lines])
    if isinstance(front, TitleItem):
        return _words([*marks, *front.above, front.title])
    return _words([*marks, manuscript.properties.title])


def contents_words(manuscript: Manuscript) -> list[str]:
    """The words of the contents list."""
    listing = next((item for item in manuscript.items if isinstance(item, ContentsItem)), None)
    if listing is None:
        return []
    lines = [
        f"{item.label} {''.join(each.text for each in item.inlines if isinstance(each, Span))}"
        for item in manuscript.items
        if isinstance(item, HeadingItem) and item.in_contents and item.level <= listing.depth
    ]
    others = [f"{label}: {title}" for label, title in listing.others]
    return _words([listing.title, *lines, *others, *caption_lines(manuscript)])


def caption_lines(manuscript: Manuscript) -> Iterator[str]:
    """The titles and lines of the lists of tables and figures: there are such lists where there are ten."""
    for title, kinds in (("Tables", (TableItem,)), ("Figures", (FigureItem, ChartItem))):
        captions = [item.caption for item in manuscript.items if isinstance(item, kinds) and item.caption is not None]
        if len(captions) >= 10:
            yield title
            for caption in captions:
                text = "".join(each.text for each in caption.inlines if isinstance(each, Span))
                yield f"{caption.label}: {text}" if text else caption.label


def all_notes(manuscript: Manuscript) -> Iterator[Note]:
    """Every note, in the order in which they are called."""
    for item in manuscript.items:
        yield from (each for inlines in _inlines(item) for each in inlines if isinstance(each, Note))


def said(inlines: Inlines) -> str:
    return "".join(str(each.number) if isinstance(each, Note) else each.text for each in inlines)


def _words(texts: Iterator[str] | list[str]) -> list[str]:
    return " ".join(texts).split()


def item_texts(item: Item | CellItem, labels: bool = True) -> Iterator[str]:
    """The texts of an item in reading order."""
    match item:
        case HeadingItem():
            yield f"{item.label} {said(item.inlines)}"
        case ParagraphItem():
            yield f"{'Note: ' if item.kind == 'note' else ''}{item.label} {said(item.inlines)}"
        case ListItems():
            for entry in item.entries:
                yield f"{entry.label if labels else ''} {said(entry.inlines)}"
                if entry.children is not None:
                    yield from item_texts(entry.children, labels)
        case TableItem():
            yield from _table_texts(item, labels)
        case FigureItem() | ChartItem() | TimelineItem():
            yield from _figure_texts(item)
        case BoxItem():
            yield said(item.title) or BOXES[item.kind]
            yield from (text for inner in item.items for text in item_texts(inner, labels))
        case PairsItem():
            for pair in item.pairs:
                yield pair.label if item.kind == "glossary" else f"{pair.label}:"
                yield said(pair.inlines)
        case GapItem():
            yield item.text
        case _:
            assert isinstance(item, PageBreakItem | CoverItem | TitleItem | ContentsItem)


def _caption(caption: Caption | None) -> Iterator[str]:
    if caption is not None:
        yield f"{caption.label}: {said(caption.inlines)}" if caption.inlines else caption.label


def _table_texts(item: TableItem, labels: bool) -> Iterator[str]:
    yield item.description
    yield from _caption(item.caption)
    for row in item.rows:
        for cell in row.cells:
            yield from (text for inner in cell.items for text in item_texts(inner, labels))
    if item.source:
        yield f"Source: {item.source}"


def _figure_texts(item: FigureItem | ChartItem | TimelineItem) -> Iterator[str]:
    if isinstance(item, TimelineItem):
        yield f"Description {item.description}"
        return
    label = item.caption.label if item.caption is not None else ""
    yield from _caption(item.caption)
    if isinstance(item, FigureItem):
        yield f"Source: {item.source}" if item.source else ""
        yield f"Credit: {item.credit}" if item.credit else ""
    else:
        yield f"{label}: figures"
        yield from (each.name for each in item.series)
        for index, name in enumerate(item.categories):
            yield name
            for each in item.series:
                value = each.values[index]
                yield "" if value is None else number_text(value, item.unit)
    if item.description:
        yield f"{label}: description {item.description}"


def _inlines(item: Item | CellItem) -> Iterator[Inlines]:
    """Every text of an item that may call notes, in the order of the page."""
    match item:
        case HeadingItem() | ParagraphItem():
            yield item.inlines
        case ListItems():
            for entry in item.entries:
                yield entry.inlines
                if entry.children is not None:
                    yield from _inlines(entry.children)
        case TableItem():
            yield item.caption.inlines if item.caption else ()
            for row in item.rows:
                for cell in row.cells:
                    yield from (each for inner in cell.items for each in _inlines(inner))
        case FigureItem() | ChartItem():
            yield item.caption.inlines if item.caption else ()
        case BoxItem():
            yield item.title
            yield from (each for inner in item.items for each in _inlines(inner))
        case PairsItem():
            yield from (pair.inlines for pair in item.pairs)
        case _:
            return
