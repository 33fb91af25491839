"""Copies to write on: what the reader is asked, and a number for every paragraph."""

from __future__ import annotations

from datetime import date

from strategy_editor.manuscript.items import BoxItem, CoverItem, PairsItem, ParagraphItem, Span, TitleItem
from strategy_editor.manuscript.pen import PEN_MARGIN, PenCopy, pen_manuscript
from tests.word.gallery import gallery
from tests.word.test_writer import made

COPY = PenCopy(7, "Cllr Jones", date(2009, 2, 20))


def said(item: BoxItem) -> list[str]:
    inlines = [item.title, *(inner.inlines for inner in item.items if isinstance(inner, ParagraphItem))]
    return ["".join(each.text for each in one if isinstance(each, Span)) for one in inlines]


def test_every_paragraph_has_a_number_and_those_with_one_keep_it() -> None:
    whole = gallery()
    for document in whole.documents:
        before = made(whole, document, "pen")
        after = pen_manuscript(before, COPY)
        labels = [item.label for item in after.items if isinstance(item, ParagraphItem)]
        assert all(labels)
        assert len(set(labels)) == len(labels)
        kept = [item.label for item in before.items if isinstance(item, ParagraphItem) and item.label]
        assert [label for label in labels if not label.startswith("¶")] == kept
        assert [each for each in labels if each.startswith("¶")] == [
            f"¶{n + 1}" for n in range(len(labels) - len(kept))
        ]


def test_the_reader_is_told_what_to_do_on_the_first_page_and_at_the_foot_of_each() -> None:
    whole = gallery()
    for document in whole.documents:
        found = pen_manuscript(made(whole, document, "pen"), COPY)
        place, request = next((n, item) for n, item in enumerate(found.items) if isinstance(item, BoxItem))
        assert all(isinstance(item, CoverItem | TitleItem | PairsItem) for item in found.items[:place])
        assert said(request)[0] == "Copy 7, for Cllr Jones"
        assert said(request)[-1] == "Please return it by 20 February 2009."
        assert found.furniture.footer_left == "Copy 7, for Cllr Jones  ·  Please return it by 20 February 2009."
        assert found.page.margin_right >= PEN_MARGIN


def test_what_is_not_known_is_not_said() -> None:
    whole = gallery()
    plain = made(whole, whole.documents[0], "pen")
    found = pen_manuscript(plain, PenCopy())
    request = next(item for item in found.items if isinstance(item, BoxItem))
    assert said(request)[0] == "Please write on this copy"
    assert len(request.items) == 1
    assert found.furniture.footer_left == plain.furniture.footer_left
    numbered = pen_manuscript(plain, PenCopy(3))
    assert numbered.furniture.footer_left == "Copy 3"
    assert pen_manuscript(plain, PenCopy(0, "Cllr Wood")).furniture.footer_left == "For Cllr Wood"
