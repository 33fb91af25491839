"""One part of the documents that two people changed: its words, its shape, its fields, but not what stands in it."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    Box,
    Chart,
    Figure,
    Paragraph,
    Table,
    TextBlock,
    reshaped,
    shape_of,
)
from strategy_editor.model.section import Section
from strategy_editor.model.text import Runs
from strategy_editor.review.merging.contests import Contests
from strategy_editor.review.merging.forest import SLOTS
from strategy_editor.review.merging.texts import MergedText, merge_text
from strategy_editor.review.merging.values import Contested, Path, Three, join_structs, merge_struct, merge_value

_HOSTS: dict[type, str] = {Section: "title", Table: "caption", Figure: "caption", Chart: "caption", Box: "title"}
"""The field of a part that holds words of its own."""
_LIKE_TEXT = ("ending", "former", "limits")


def merged_part(values: Three, contests: Contests) -> Any:
    """The part, with the contents of one of the three; the base is None where both added it."""
    if values.settled():
        return values.winner()
    base, mine, theirs = values
    if isinstance(mine, TEXT_BLOCKS) and isinstance(theirs, TEXT_BLOCKS):
        return _text_block(base if isinstance(base, TEXT_BLOCKS) else None, mine, theirs, contests)
    contested = _told(mine.id, contests)
    host = _HOSTS.get(type(mine), "")
    skip = frozenset({host, *SLOTS.get(type(mine), ())})
    if type(base) is type(mine):
        part = merge_struct(values, contested, (), skip)
    else:
        base = None
        part = join_structs(mine, theirs, contested, (), skip)
    if not host:
        return part
    words = Three(getattr(base, host, None), getattr(mine, host), getattr(theirs, host))
    if isinstance(mine, Section):
        return replace(part, title=_words(mine.id, words, contests))
    return replace(part, **{host: _caption(words, contests, host, mine.id)})


def _told(owner: str, contests: Contests) -> Contested:
    def contested(path: Path, kept: Any, mine: Any, theirs: Any) -> None:
        contests.field(owner, path, kept, mine, theirs)

    return contested


def _words(owner: str, words: Three, contests: Contests) -> Runs:
    """What both made of the words; where there were none before, those of one side stay."""
    base, mine, theirs = words
    merged = merge_text(base, mine, theirs) if base is not None else MergedText(mine, mine, theirs)
    contests.text(owner, merged)
    return merged.agreed


def _text_block(base: TextBlock | None, mine: TextBlock, theirs: TextBlock, contests: Contests) -> TextBlock:
    contested = _told(mine.id, contests)
    like = base or mine
    values = Three(like, mine, theirs)
    shape = merge_value(values.each(shape_of), contested, ("shape",))
    rest = {name: merge_value(values.each(attrgetter(name)), contested, (name,)) for name in _LIKE_TEXT}
    runs = _words(mine.id, Three(base.runs if base else None, mine.runs, theirs.runs), contests)
    return replace(reshaped(like, shape), runs=runs, **rest)


def _caption(values: Three, contests: Contests, field: str, owner: str) -> Paragraph:
    base, mine, theirs = values
    if values.settled():
        caption: Paragraph = values.winner()
        return caption
    if mine.id == theirs.id and (base is None or base.id == mine.id):
        return _as_caption(_text_block(base, mine, theirs, contests))
    kept: Paragraph = base or mine
    contests.field(owner, (field,), kept, mine, theirs)
    return kept


def _as_caption(block: TextBlock) -> Paragraph:
    """A caption is always a paragraph."""
    assert isinstance(block, Paragraph)
    return block
