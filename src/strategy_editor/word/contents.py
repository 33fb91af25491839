"""The contents list: a field that Word can renew, with every line already in place."""

from __future__ import annotations

from collections.abc import Iterator

from strategy_editor.manuscript.items import ContentsItem, HeadingItem
from strategy_editor.word.context import Context
from strategy_editor.word.inline import plain_text
from strategy_editor.word.xml import W, field, run

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
    switches = "" if context.page_numbers is not None else "\\n "
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
    if context.page_numbers is not None:
        name = context.bookmark_name(heading.anchor)
        page = context.page_numbers.get(heading.anchor, 0)
        inside += "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", str(page) if page else "")
    return f'<w:hyperlink w:anchor="{context.bookmark_name(heading.anchor)}" w:history="1">{inside}</w:hyperlink>'


def _fits(label: str) -> bool:
    """Whether a label stands in the column for numbers."""
    return len(label) <= 4


def has_right_tab(context: Context, role: str) -> bool:
    """Whether the style sets page numbers to the right; a council's may not."""
    style = context.styles.element(role)
    return any(tab.get(f"{{{W}}}val") in ("right", "end") for tab in style.iter(f"{{{W}}}tab"))
