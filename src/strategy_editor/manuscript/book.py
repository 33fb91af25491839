"""One book of several documents: the strategy with its cover and contents, then each appendix as a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from strategy_editor.manuscript.items import (
    ContentsItem,
    CoverItem,
    HeadingItem,
    Item,
    Manuscript,
    PageBreakItem,
    Span,
    TitleItem,
)
from strategy_editor.manuscript.wording import Wording

_DEEPEST = 6


def book(documents: Sequence[Manuscript]) -> Manuscript:
    """The first of ``documents`` with the others bound behind it, in one contents list.

    Titles of the others become headings, their own headings stand one level below, and their contents lists are left
    out. Numbers and notes stay as each document has them.
    """
    first, *others = documents
    if not others:
        return first
    items = tuple(replace(item, others=()) if isinstance(item, ContentsItem) else item for item in first.items)
    chapters = tuple(item for other in others for item in _chapter(other))
    return replace(first, items=(*items, *chapters))


def _chapter(document: Manuscript) -> Iterator[Item]:
    wording = Wording(document.wording)
    begun = False
    for item in document.items:
        match item:
            case TitleItem() | CoverItem():
                above = item.above[-1] if isinstance(item, TitleItem) and item.above else ""
                title = wording.say("caption", label=above, caption=item.title) if above and item.title else item.title
                yield HeadingItem(f"{document.document}-title", 1, (Span(title or above),), page_break=True)
                begun = True
            case ContentsItem():
                continue
            case PageBreakItem() if begun:
                continue  # what stood before it, the contents list, is not there
            case HeadingItem():
                yield replace(item, level=min(item.level + 1, _DEEPEST), page_break=False)
                begun = False
            case _:
                yield item
                begun = False
