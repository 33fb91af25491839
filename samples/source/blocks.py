"""The blocks of a section: paragraphs, headings, lists, and what stands between ``:::`` lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import get_args

from samples.source.attributes import Attributes, parse_attributes, split_anchor
from samples.source.place import SourceError
from samples.source.scope import Scope
from samples.source.tables import read_table
from strategy_editor.model.blocks import (
    Block,
    Box,
    BoxKind,
    Chart,
    ChartKind,
    Figure,
    Heading,
    Limits,
    ListItem,
    Live,
    LiveKind,
    PageBreak,
    Paragraph,
    TextBlock,
)

Line = tuple[int, str]
"""A line number and the line."""

FENCE = ":::"
PAGE_BREAK = "---page---"

_HEADING = re.compile(r"(#{3,})\s+(.+)")
_ITEM = re.compile(r"( *)(-|\d+\.)\s+(.+)")


def read_blocks(lines: Sequence[Line], scope: Scope) -> tuple[Block, ...]:
    """All blocks of ``lines``."""
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        number, line = lines[index]
        if not line.strip():
            index += 1
        elif line.startswith(FENCE):
            end = _closing(lines, index, scope)
            blocks.append(_fenced(lines[index:end], scope))
            index = end + 1
        elif line.strip() == PAGE_BREAK:
            blocks.append(PageBreak(scope.id("", scope.place(number))))
            index += 1
        else:
            end = _end_of_text(lines, index)
            blocks.append(_text_block(lines[index:end], scope))
            index = end
    return tuple(blocks)


def _closing(lines: Sequence[Line], start: int, scope: Scope) -> int:
    for index in range(start + 1, len(lines)):
        if lines[index][1].strip() == FENCE:
            return index
    raise SourceError(scope.place(lines[start][0]), f"no closing “{FENCE}”.")


def _starts_block(line: str) -> bool:
    special = line.startswith((FENCE, "#", "+ ", "> ", "!> ")) or line.strip() == PAGE_BREAK
    return special or _ITEM.match(line) is not None


def _end_of_text(lines: Sequence[Line], start: int) -> int:
    """Text goes on to a blank line or to what begins another block; a heading is one line."""
    end = start + 1
    if not lines[start][1].startswith("#"):
        while end < len(lines) and lines[end][1].strip() and not _starts_block(lines[end][1]):
            end += 1
    return end


def _text_block(lines: Sequence[Line], scope: Scope) -> TextBlock:
    place = scope.place(lines[0][0])
    text, anchor = split_anchor(" ".join(line.strip() if index else line for index, (_, line) in enumerate(lines)))
    id = scope.id(anchor, place)
    if match := _HEADING.match(text):
        return Heading(id, scope.runs(match[2], id, place), len(match[1]) - 2)
    if match := _ITEM.match(text):
        kind = "bullet" if match[2] == "-" else "number"
        return ListItem(id, scope.runs(match[3], id, place), kind, len(match[1]) // 2 + 1)  # type: ignore[arg-type]
    for sign, change in (("+ ", {"numbered": True}), ("!> ", {"kind": "note"}), ("> ", {"kind": "quote"})):
        if text.startswith(sign):
            return Paragraph(id, scope.runs(text[len(sign) :], id, place), **change)
    return Paragraph(id, scope.runs(text, id, place))


def _fenced(lines: Sequence[Line], scope: Scope) -> Block:
    number, opening = lines[0]
    place = scope.place(number)
    match = re.fullmatch(r":::\s*([\w-]+)\s*\{(.*)\}\s*", opening)
    if match is None or match[1] not in _KINDS:
        raise SourceError(place, f"expected “{FENCE} KIND {{…}}” with one of {', '.join(_KINDS)}.")
    return _KINDS[match[1]](parse_attributes(match[2], place), lines[1:], scope)


def _refuse_content(lines: Sequence[Line], scope: Scope) -> None:
    for number, line in lines:
        if line.strip():
            raise SourceError(scope.place(number), "nothing may stand in this block.")


def caption(attributes: Attributes, id: str, scope: Scope, key: str = "caption") -> Paragraph:
    """The caption of the block with ``id``, a text host of its own."""
    own = scope.id("", attributes.place)
    return Paragraph(own, scope.runs(attributes.text(key), own, attributes.place))


def limits(attributes: Attributes) -> Limits:
    """The editions that a block is limited to."""
    return Limits(editions=tuple(attributes.listed("editions")))


def _table(attributes: Attributes, lines: Sequence[Line], scope: Scope) -> Block:
    return read_table(attributes, [line for line in lines if line[1].strip()], scope)


def _figure(attributes: Attributes, lines: Sequence[Line], scope: Scope) -> Block:
    _refuse_content(lines, scope)
    keys = ("picture", "alt", "caption", "source", "credit", "permission", "width", "long", "decorative", "editions")
    attributes.allow(*keys)
    id = scope.id(attributes.anchor, attributes.place)
    return Figure(
        id,
        scope.picture(attributes.text("picture"), attributes.place),
        caption(attributes, id, scope),
        alternative=attributes.text("alt"),
        decorative=attributes.flag("decorative"),
        description=attributes.text("long"),
        source=attributes.text("source"),
        credit=attributes.text("credit"),
        permission=attributes.text("permission"),
        width=attributes.number("width", 0.0),
        limits=limits(attributes),
    )


def _chart(attributes: Attributes, lines: Sequence[Line], scope: Scope) -> Block:
    _refuse_content(lines, scope)
    attributes.allow("table", "kind", "caption", "alt", "long", "width", "editions")
    id = scope.id(attributes.anchor, attributes.place)
    return Chart(
        id,
        scope.names.use(attributes.text("table"), attributes.place),
        caption(attributes, id, scope),
        kind=attributes.choice("kind", get_args(ChartKind), "bar"),  # type: ignore[arg-type]
        alternative=attributes.text("alt"),
        description=attributes.text("long"),
        width=attributes.number("width", 0.0),
        limits=limits(attributes),
    )


def _box(attributes: Attributes, lines: Sequence[Line], scope: Scope) -> Block:
    attributes.allow("kind", "title", "editions")
    id = scope.id(attributes.anchor, attributes.place)
    title = caption(attributes, id, scope, "title")
    inner: list[TextBlock] = []
    for block in read_blocks(lines, scope):
        if not isinstance(block, Paragraph | Heading | ListItem):
            raise SourceError(attributes.place, "a box holds text and lists only.")
        inner.append(block)
    kind = attributes.choice("kind", get_args(BoxKind), "case-study")
    return Box(id, title, tuple(inner), kind=kind, limits=limits(attributes))  # type: ignore[arg-type]


def _live(attributes: Attributes, lines: Sequence[Line], scope: Scope) -> Block:
    _refuse_content(lines, scope)
    attributes.allow("kind", "editions")
    kind = attributes.choice("kind", get_args(LiveKind))
    return Live(scope.id(attributes.anchor, attributes.place), kind, limits=limits(attributes))  # type: ignore[arg-type]


_KINDS: dict[str, Callable[[Attributes, Sequence[Line], Scope], Block]] = {
    "table": _table,
    "figure": _figure,
    "chart": _chart,
    "box": _box,
    "live": _live,
}
