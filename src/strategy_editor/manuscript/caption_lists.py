"""The lists of tables and of figures behind the contents of a document that has many of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from strategy_editor.manuscript.items import ChartItem, ContentsItem, FigureItem, Manuscript, TableItem
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.manuscript.wording import Wording

MANY = 10
"""So many tables, or figures, have a list of their own."""

_Kinds = tuple[type[TableItem | FigureItem | ChartItem], ...]
_KINDS: tuple[tuple[str, _Kinds], ...] = (("tables", (TableItem,)), ("figures", (FigureItem, ChartItem)))


class Listed(NamedTuple):
    """A line of a list: where it leads to, and its words (the label and the caption)."""

    anchor: str
    text: str


class CaptionList(NamedTuple):
    """A list: ``name`` is "tables" or "figures", ``title`` stands above it."""

    name: str
    title: str
    lines: tuple[Listed, ...]


def caption_lists(manuscript: Manuscript) -> tuple[CaptionList, ...]:
    """The lists that the document has: where it has contents, one for each kind with many captions."""
    if not any(isinstance(item, ContentsItem) for item in manuscript.items):
        return ()
    wording = Wording(manuscript.wording)
    lists = (
        CaptionList(name, wording.say(f"contents.{name}"), tuple(_lines(manuscript, kinds, wording)))
        for name, kinds in _KINDS
    )
    return tuple(each for each in lists if len(each.lines) >= MANY)


def _lines(manuscript: Manuscript, kinds: _Kinds, wording: Wording) -> Iterator[Listed]:
    for item in manuscript.items:
        if isinstance(item, kinds) and item.caption is not None:
            words = plain_text(item.caption.inlines).replace("\n", " ")
            label = item.caption.label
            said = wording.say("caption", label=label, caption=words) if words else label
            yield Listed(item.anchor or item.caption.anchor, said)
