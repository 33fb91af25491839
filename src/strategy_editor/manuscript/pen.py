"""A copy to write on: for whoever reads on paper. Numbered paragraphs, a wide margin, and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.manuscript.items import (
    BoxItem,
    CoverItem,
    Item,
    Manuscript,
    PairsItem,
    ParagraphItem,
    Span,
    TitleItem,
)
from strategy_editor.manuscript.wording import Wording
from strategy_editor.model.dates import When

PEN_MARGIN = 70.0
"""Millimetres on the right of the text, to write in."""


class PenCopy(Struct, frozen=True, omit_defaults=True):
    """Whose copy it is: its number (0: none), the reader's name, and the day by which it should be back."""

    number: int = 0
    reader: str = ""
    return_by: date | None = None


def pen_manuscript(manuscript: Manuscript, copy: PenCopy) -> Manuscript:
    """``manuscript`` as a copy to write on. Paragraphs that have no number get one; those that have keep theirs."""
    wording = Wording(manuscript.wording)
    furniture = replace(manuscript.furniture, footer_left=_foot(wording, copy) or manuscript.furniture.footer_left)
    page = replace(manuscript.page, margin_right=max(PEN_MARGIN, manuscript.page.margin_right))
    items = tuple(_numbered(_with_request(manuscript.items, _request(wording, copy))))
    return replace(manuscript, items=items, page=page, furniture=furniture)


def _foot(wording: Wording, copy: PenCopy) -> str:
    parts = [_name(wording, copy)]
    if copy.return_by is not None:
        parts.append(wording.say("pen.return", date=str(When.of(copy.return_by))))
    return "  ·  ".join(part for part in parts if part)


def _name(wording: Wording, copy: PenCopy) -> str:
    number = str(copy.number)
    if copy.reader:
        key = "pen.copy.reader" if copy.number else "pen.reader"
        return wording.say(key, number=number, reader=copy.reader)
    return wording.say("pen.copy", number=number) if copy.number else ""


def _request(wording: Wording, copy: PenCopy) -> BoxItem:
    """What the reader is asked to do."""
    said = [wording.say("pen.request")]
    if copy.return_by is not None:
        said.append(wording.say("pen.return", date=str(When.of(copy.return_by))))
    title = _name(wording, copy) or wording.say("pen.title")
    paragraphs = tuple(ParagraphItem("", (Span(each),)) for each in said)
    return BoxItem("", "key-facts", (Span(title),), paragraphs)


def _with_request(items: Sequence[Item], request: BoxItem) -> Iterator[Item]:
    """The items with the request behind cover, title and the head of a report."""
    place = next(
        (place for place, item in enumerate(items) if not isinstance(item, CoverItem | TitleItem | PairsItem)),
        len(items),
    )
    yield from (*items[:place], request, *items[place:])


def _numbered(items: Iterator[Item]) -> Iterator[Item]:
    count = 0
    for item in items:
        if isinstance(item, ParagraphItem) and not item.label:
            count += 1
            yield replace(item, label=f"¶{count}")
        else:
            yield item
