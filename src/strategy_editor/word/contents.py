"""The contents list: a field that Word can renew, with every line already in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from strategy_editor.manuscript.items import ContentsItem, HeadingItem
from strategy_editor.word.context import Context
from strategy_editor.word.inline import plain_text
from strategy_editor.word.xml import field_around, run

PLACEHOLDER = "\x01"
"""Stands round the name of a bookmark until its page is known. XML forbids it, so no text can hold it."""

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
    switches = "" if context.numbered_contents else "\\n "
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{depth}" {switches}\\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, heading in enumerate(headings):
        before = begin if index == 0 else ""
        after = end if index == len(headings) - 1 else ""
        yield f"contents{heading.level}", before + _entry(context, heading) + after
    for label, title in item.others:
        yield "contents1", run(f"{label}\t{title}" if _fits(label) else f"{label}: {title}")


def _entry(context: Context, heading: HeadingItem) -> str:
    label = f"{heading.label}\t" if heading.label else ""
    inside = run(label + plain_text(heading.inlines).replace("\n", " "))
    if context.numbered_contents:
        name = context.bookmark_name(heading.anchor)
        inside += "<w:r><w:tab/></w:r>" + field_around(
            f"PAGEREF {name} \\h", f"<w:r><w:t>{PLACEHOLDER}{name}{PLACEHOLDER}</w:t></w:r>"
        )
    return f'<w:hyperlink w:anchor="{context.bookmark_name(heading.anchor)}" w:history="1">{inside}</w:hyperlink>'


def with_pages(body: str, pages: Mapping[str, int]) -> str:
    """The body with the page of each bookmark in its place; a page that is not known stays empty."""

    def page(match: re.Match[str]) -> str:
        return str(pages.get(match[1]) or "")

    return _WAITING.sub(page, body)


_WAITING = re.compile(f"{PLACEHOLDER}([^{PLACEHOLDER}]*){PLACEHOLDER}")


def _fits(label: str) -> bool:
    """Whether a label stands in the column for numbers."""
    return len(label) <= 4
