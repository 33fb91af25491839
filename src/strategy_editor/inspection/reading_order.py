"""Whether a screen reader says what the document says: every text, once for each time it stands there, in its order.

No validator looks at this: a paragraph that lies outside the structure, or before the one that it follows, breaks no
rule. So the structure of the made file is read from top to bottom, and the texts of the manuscript must be found in it,
one behind the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from strategy_editor.inspection.strings import Opened, quoted, words
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
    PairsItem,
    ParagraphItem,
    TableItem,
    TitleItem,
)
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.manuscript.table_grid import table_grid

Key = tuple[tuple[int, int], int]
"""A marked piece of text: its page, and its number there."""

_MOST_ELEMENTS = 2_000_000


def spoken(root: pikepdf.Object | None, pieces: Mapping[Key, str]) -> str:
    """All text of the structure, from top to bottom."""
    out: list[str] = []
    waiting = [_kids(root)] if root is not None else []
    count = 0
    while waiting and count < _MOST_ELEMENTS:
        count += 1
        kid = next(waiting[-1], None)
        if kid is None:
            waiting.pop()
        elif isinstance(kid, tuple):
            out.append(pieces.get(kid, ""))
        else:
            waiting.append(_kids(kid))
    return "".join(out)


def _kids(element: pikepdf.Object) -> Iterator[Key | pikepdf.Object]:
    """Marked pieces and further elements of an element, in order."""
    kids, page = element.get("/K"), element.get("/Pg")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) and page is not None:
            yield page.objgen, int(kid)
        elif isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == "/MCR" or "/MCID" in kid:
                of = kid.get("/Pg", page)
                if of is not None:
                    yield of.objgen, int(kid["/MCID"])
            elif "/K" in kid:
                yield kid


def look_at_reading(opened: Opened, manuscript: Manuscript) -> None:
    """Note the first text of the manuscript that is not where a screen reader should come to it."""
    said = _letters(opened.spoken)
    place = 0
    for text in _texts(manuscript):
        wanted = _letters(text)
        found = said.find(wanted, place)
        if found < 0:
            where = "at its place" if wanted in said else "at all"
            opened.fault("reading", f"A screen reader does not come to {quoted(text)} {where}.")
            return
        place = found + len(wanted)


def _letters(text: str) -> str:
    return "".join(words(text))


# ---- the texts of a manuscript, as they are read out


def _texts(manuscript: Manuscript) -> Iterator[str]:
    for item in manuscript.items:
        yield from _item(item, manuscript)


def _item(item: Item | CellItem, manuscript: Manuscript) -> Iterator[str]:
    match item:
        case HeadingItem() | ParagraphItem():
            yield item.label
            yield from _inlines(item.inlines)
        case ListItems():
            yield from _list(item)
        case TableItem():
            yield from _caption(item.caption)
            for line in table_grid(item)[1]:
                for place in line:
                    for inner in place.cell.items:
                        yield from _item(inner, manuscript)
            yield item.source
        case FigureItem():
            yield from _caption(item.caption)
            yield item.source
            yield item.credit
        case ChartItem():
            yield from _caption(item.caption)
        case BoxItem():
            yield from _inlines(item.title)
            for inner in item.items:
                yield from _item(inner, manuscript)
        case _:
            yield from _front(item, manuscript)


def _front(item: Item, manuscript: Manuscript) -> Iterator[str]:
    match item:
        case PairsItem():
            for pair in item.pairs:
                yield pair.label
                yield from _inlines(pair.inlines)
        case GapItem():
            yield item.text
        case TitleItem():
            yield from (*item.above, item.title)
        case CoverItem():
            yield from (item.council, item.title, item.subtitle, *item.lines)
        case ContentsItem():
            yield item.title
            yield from _contents(item, manuscript.items)


def _contents(item: ContentsItem, items: Sequence[Item]) -> Iterator[str]:
    for heading in items:
        if isinstance(heading, HeadingItem) and heading.in_contents and heading.level <= item.depth:
            yield heading.label
            yield plain_text(heading.inlines)
    for label, title in item.others:
        yield label
        yield title


def _list(items: ListItems) -> Iterator[str]:
    for entry in items.entries:
        yield entry.label
        yield from _inlines(entry.inlines)
        if entry.children is not None:
            yield from _list(entry.children)


def _caption(caption: Caption | None) -> Iterator[str]:
    if caption is not None:
        yield caption.label
        yield from _inlines(caption.inlines)


def _inlines(inlines: Inlines) -> Iterator[str]:
    """Text up to each footnote, its number, its body, and what follows."""
    text = ""
    for each in inlines:
        if isinstance(each, Note):
            yield text
            yield f"{each.number}"
            yield "".join(span.text for span in each.body)
            text = ""
        else:
            text += each.text
    yield text
