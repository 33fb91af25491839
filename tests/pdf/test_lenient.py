"""A draft is always possible: what cannot be set or shown is marked in its place and told."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from strategy_editor import pdf
from strategy_editor.manuscript.items import (
    ChartItem,
    CoverItem,
    FigureItem,
    Furniture,
    Item,
    Manuscript,
    ParagraphItem,
    Series,
    Span,
    TableCell,
    TableItem,
    TableRow,
)
from tests.pdf.making import SHELF, failures, made
from tests.pdf.manuscripts import cell, heading, note, paragraph, picture, report
from tests.pdf.reading import tidy

UNSET = "שלום"


def document(*items: Item) -> Manuscript:
    return replace(report(), items=items, furniture=Furniture(header_left=f"A {UNSET} council"))


HEAD = TableRow((cell("Head", "column"),), header=True)


def printed(data: bytes) -> str:
    """All words on all pages."""
    with pypdfium2.PdfDocument(data) as opened:
        return tidy(" ".join(page.get_textpage().get_text_bounded() for page in opened))


CASES = {
    "paragraph": paragraph(f"Before {UNSET} after"),
    "heading": heading("1", f"About {UNSET} and more"),
    "note": paragraph((Span("Text"), note(1, f"In the note {UNSET}"))),
    "cell": TableItem("t", (), (HEAD, TableRow((cell(f"In the {UNSET} cell"),)))),
}


@pytest.mark.parametrize("item", CASES.values(), ids=CASES)
def test_a_word_that_no_font_has_is_marked(item: Item, tmp_path: Path) -> None:
    with pytest.raises(pdf.CannotSet):
        made(document(item))
    data, result = made(document(item, paragraph("The rest is there.")), lenient=True)
    words = printed(data)
    assert "[?]" in words
    assert "The rest is there." in words
    assert UNSET not in words
    assert any(UNSET in warning for warning in result.warnings)
    assert failures(data, tmp_path, "ua1", "2a") == []


def test_a_damaged_picture_leaves_a_gap_that_says_so(tmp_path: Path) -> None:
    broken = SHELF.put(picture()[:200])
    figure = FigureItem("f", broken, "A bridge", width=1.0)
    with pytest.raises(pdf.PictureUnreadable):
        made(replace(document(figure), furniture=Furniture()))
    items = (CoverItem("Council", "Title", picture=broken), paragraph("One."), figure, paragraph("Two."))
    data, result = made(replace(document(*items), furniture=Furniture()), lenient=True)
    words = printed(data)
    assert "One." in words
    assert "[This picture cannot be shown]" in words
    assert len(result.warnings) >= 1
    assert failures(data, tmp_path, "ua1", "2a") == []


def test_a_chart_with_a_name_that_cannot_be_set_leaves_a_gap_and_its_place_is_told() -> None:
    chart = ChartItem("ch", "bar", (UNSET,), (Series("Spend", (1.0,)),), "What it shows")
    with pytest.raises(pdf.CannotSet) as caught:
        made(replace(document(chart), furniture=Furniture()))
    assert caught.value.anchor == "ch"
    data, _ = made(replace(document(chart), furniture=Furniture()), lenient=True)
    assert "[This cannot be shown]" in printed(data)


def test_the_place_of_a_word_in_a_cell_is_told() -> None:
    inside = TableCell((ParagraphItem("here", (Span(f"a {UNSET}"),)),))
    item = TableItem("t", (), (HEAD, TableRow((inside,))))
    with pytest.raises(pdf.CannotSet) as caught:
        made(replace(document(item), furniture=Furniture()))
    assert caught.value.anchor == "here"
