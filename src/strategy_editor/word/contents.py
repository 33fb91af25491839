"""The contents list: a field that Word can renew, with every line already in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from strategy_editor.manuscript.caption_lists import CaptionList
from strategy_editor.manuscript.items import ContentsItem, HeadingItem
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.word.context import Context
from strategy_editor.word.xml import escaped, field_around, run

PLACEHOLDER = "\x01"
"""Stands round the name of a bookmark until its page is known. XML forbids it, so no text can hold it."""

COUNTED = {"tables": "Table", "figures": "Figure"}
"""What the captions of each list count: the name of their sequence."""

DEEPEST = 3
"""There are styles for three levels of contents."""


def entries(context: Context, item: ContentsItem) -> Iterator[tuple[str, str]]:
    """The lines of the list: the role of each one's style, and what is in it.

    Without page numbers the field says so itself (``\\n``), so that what is shown stays right when Word renews it.
    """
    depth = min(item.depth, DEEPEST)
    headings = [
        each
        for each in context.manuscript.items
        if isinstance(each, HeadingItem) and each.in_contents and each.level <= depth
    ]
    lines = [(f"contents{each.level}", _heading(context, each)) for each in headings]
    yield from _in_field(f'TOC \\o "1-{depth}" {_without_pages(context)}\\h \\z', lines)
    for label, title in item.others:
        yield "contents1", run(f"{label}\t{title}" if _fits(label) else f"{label}: {title}")


def captions(context: Context, listed: CaptionList) -> Iterator[tuple[str, str]]:
    """The list of tables or figures, the same way: a field that gathers what the captions count."""
    lines = [("captions", _entry(context, line.text, line.anchor)) for line in listed.lines]
    yield from _in_field(f'TOC \\h \\z {_without_pages(context)}\\c "{COUNTED[listed.name]}"', lines)


def _without_pages(context: Context) -> str:
    return "" if context.numbered_contents else "\\n "


def _in_field(code: str, lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines that together are the result of one field, which begins in the first and ends in the last."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, (role, inside) in enumerate(lines):
        yield role, (begin if not index else "") + inside + (end if index == len(lines) - 1 else "")


def _heading(context: Context, heading: HeadingItem) -> str:
    label = f"{heading.label}\t" if heading.label else ""
    return _entry(context, label + plain_text(heading.inlines).replace("\n", " "), heading.anchor)


def _entry(context: Context, words: str, anchor: str) -> str:
    name = context.bookmark_name(anchor)
    inside = run(words)
    if context.numbered_contents:
        inside += "<w:r><w:tab/></w:r>" + field_around(
            f"PAGEREF {name} \\h", f"<w:r><w:t>{PLACEHOLDER}{name}{PLACEHOLDER}</w:t></w:r>"
        )
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inside}</w:hyperlink>'


def with_pages(body: str, pages: Mapping[str, int]) -> str:
    """The body with the page of each bookmark in its place; a page that is not known stays empty."""

    def page(match: re.Match[str]) -> str:
        return str(pages.get(match[1]) or "")

    return _WAITING.sub(page, body)


_WAITING = re.compile(f"{PLACEHOLDER}([^{PLACEHOLDER}]*){PLACEHOLDER}")


def _fits(label: str) -> bool:
    """Whether a label stands in the column for numbers."""
    return len(label) <= 4
