"""Several documents as one book: nothing lost, chapters in the contents, headings one level below them."""

from __future__ import annotations

from strategy_editor.manuscript.book import book
from strategy_editor.manuscript.items import ContentsItem, CoverItem, HeadingItem, PageBreakItem, Span, TitleItem
from tests.word.gallery import gallery
from tests.word.test_writer import made


def words(item: HeadingItem) -> str:
    return "".join(each.text for each in item.inlines if isinstance(each, Span))


def test_appendices_are_chapters_behind_the_strategy() -> None:
    whole = gallery()
    parts = [made(whole, one, "print") for one in whole.documents if one.kind in ("strategy", "appendix")]
    assert len(parts) > 1
    bound = book(parts)
    contents = [item for item in bound.items if isinstance(item, ContentsItem)]
    assert len(contents) == 1
    assert contents[0].others == ()
    chapters = [item for item in bound.items if isinstance(item, HeadingItem) and item.anchor.endswith("-title")]
    assert [each.anchor for each in chapters] == [f"{part.document}-title" for part in parts[1:]]
    assert all(each.level == 1 and each.page_break and each.in_contents for each in chapters)
    title = next(item for item in parts[1].items if isinstance(item, TitleItem))
    assert words(chapters[0]) == f"{title.above[-1]}: {title.title}"
    for part in parts[1:]:
        for item in part.items:
            if isinstance(item, HeadingItem):
                found = next(each for each in bound.items if getattr(each, "anchor", "") == item.anchor)
                assert isinstance(found, HeadingItem)
                assert (found.label, found.inlines) == (item.label, item.inlines)
                assert found.level == min(item.level + 1, 6)
            elif not isinstance(item, TitleItem | ContentsItem | PageBreakItem | CoverItem):
                assert item in bound.items


def test_a_single_document_stays_as_it_is() -> None:
    whole = gallery()
    one = made(whole, whole.documents[0], "print")
    assert book([one]) is one
