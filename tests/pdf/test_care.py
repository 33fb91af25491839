"""Pages as a book designer would have them: the cover, pictures, lists at the front, dates in tables, short reports."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Literal

import pikepdf
import pypdfium2
import pytest

from strategy_editor.manuscript.items import (
    ContentsItem,
    CoverItem,
    Item,
    Manuscript,
    Pair,
    PairsItem,
    Span,
    TableColumn,
    TableItem,
    TableRow,
)
from strategy_editor.manuscript.live import _shares
from strategy_editor.pdf.bands import PADDING_X
from strategy_editor.pdf.look import MILLIMETRE
from tests.pdf.making import SHELF, failures, made
from tests.pdf.manuscripts import cell, heading, paragraph, picture, prose, spend_table
from tests.pdf.test_pages import document, figure, places

WIDTH, BLEED, EDGE = 210 * MILLIMETRE, 3 * MILLIMETRE, 12 * MILLIMETRE


def drawn(data: bytes, number: int) -> list[tuple[float, float, float, float]]:
    """The pictures of a page: left, bottom, width, height, from the corner of the sheet of a screen's page."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        found = pikepdf.parse_content_stream(opened.pages[number])
    matrices = [tuple(float(value) for value in operands) for operands, operator in found if str(operator) == "cm"]
    return [(left, bottom, wide, high) for wide, b, c, high, left, bottom in matrices if b == c == 0 and wide > 1]


def covered(size: tuple[int, int], lines: int = 3) -> Manuscript:
    cover = CoverItem(
        "Cheshire East Council", "ICT Strategy", "How", ("A line",) * lines, SHELF.put(picture(size=size)), "A picture"
    )
    return document(cover, paragraph(prose(1)))


@pytest.mark.parametrize("size", [(1600, 900), (1500, 1000), (1000, 900)])
def test_a_wide_picture_runs_over_every_edge_of_the_cover_and_is_trimmed(size: tuple[int, int]) -> None:
    data, _ = made(covered(size), variant="print")
    ((left, _, wide, high),) = drawn(data, 0)
    assert (left, wide) == pytest.approx((-BLEED, WIDTH + 2 * BLEED), abs=0.02)
    assert high / wide == pytest.approx(size[1] / size[0], abs=0.001)  # cropped, never distorted
    with pypdfium2.PdfDocument(data) as opened:
        sheet = opened[0].render(scale=1).to_pil().convert("RGB")
    band = 0.3 * sheet.height
    for x in (EDGE - BLEED + 2, EDGE + 2, sheet.width - EDGE - 2, sheet.width - EDGE + BLEED - 2):
        assert min(sheet.getpixel((int(x), int(band)))) < 235
    for x in (EDGE - BLEED - 2, sheet.width - EDGE + BLEED + 2):
        assert min(sheet.getpixel((int(x), int(band)))) > 250


def test_on_a_screen_it_ends_at_the_page() -> None:
    data, _ = made(covered((1500, 1000)))
    ((left, bottom, wide, _),) = drawn(data, 0)
    assert (left, wide) == pytest.approx((0, WIDTH), abs=0.02)
    assert bottom > 0
    with pikepdf.open(io.BytesIO(data)) as opened:
        (box,) = re.findall(rb"/BBox\s*\[([^\]]*)\]", _figures(opened))
        assert [float(value) for value in box.split()][::2] == pytest.approx([0, WIDTH], abs=0.02)


def _figures(opened: pikepdf.Pdf) -> bytes:
    objects = (each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure")
    return b"".join(each.A.unparse(resolved=True) for each in objects)


def test_a_tall_picture_stands_whole_within_the_margins() -> None:
    data, _ = made(covered((600, 1200)), variant="print")
    ((left, _, wide, high),) = drawn(data, 0)
    assert left > 20
    assert left + wide < WIDTH - 20
    assert high / wide == pytest.approx(2, abs=0.001)


@pytest.mark.parametrize("lines", [1, 9, 14])
def test_words_on_the_cover_never_lie_on_the_picture(lines: int) -> None:
    data, _ = made(covered((1500, 1000), lines))
    with pypdfium2.PdfDocument(data) as opened:
        text = opened[0].get_textpage()
        tops = [
            text.get_charbox(place)[3] for place in range(text.count_chars()) if text.get_text_range(place, 1) == "A"
        ]
    assert len(tops) >= lines
    with pypdfium2.PdfDocument(data) as opened:
        page = opened[0].render(scale=1).to_pil().convert("RGB")
    for top in (each for each in tops if each < 0.84 * page.height):
        assert min(page.getpixel((30, int(page.height - top)))) > 235


def test_a_picture_that_nearly_fits_is_made_a_little_smaller() -> None:
    """Before a chapter, where nothing may go on below, so that the page does not end half empty."""
    shares, spared = [], 0
    for count in range(3, 11):
        before = [paragraph(prose(number, 4), anchor=f"b{number}") for number in range(count)]
        data, result = made(document(*before, figure(1), heading("2", "Next"), paragraph(prose(1))))
        page = result.places["f-1"]
        ((_, bottom, wide, high),) = drawn(data, page - 1)
        assert high / wide == pytest.approx(2 / 3, abs=0.01)
        assert bottom > 25 * MILLIMETRE
        shares.append(wide / (160 * MILLIMETRE))
        spared += shares[-1] < 0.99 and page == result.places[f"b{count - 1}"]
    assert min(shares) >= 0.749
    assert max(shares) == pytest.approx(1, abs=0.01)
    assert spared


def test_a_smaller_picture_keeps_its_bounds_and_its_words(tmp_path: Path) -> None:
    for count in range(3, 9):
        before = [paragraph(prose(number, 4)) for number in range(count)]
        data, _ = made(document(heading("1", "One"), *before, figure(1), heading("2", "Next"), paragraph(prose(1))))
        assert failures(data, tmp_path, "ua1") == []


def test_the_last_page_of_a_list_at_the_front_has_several_lines() -> None:
    for count in range(30, 75, 3):
        items: list[Item] = [ContentsItem("Contents"), heading("1", "First", page_break=True), paragraph("x")]
        items += [heading(f"{number}", f"Chapter {number}") for number in range(2, count)]
        data, result = made(document(*items))
        first = result.places["h-1"]
        with pypdfium2.PdfDocument(data) as opened:
            words = opened[first - 2].get_textpage().get_text_bounded()
        assert len(re.findall(r"Chapter \d+|First", words)) >= 3


def test_contacts_stay_with_the_sentence_above_them() -> None:
    pairs = PairsItem("who", tuple(Pair(name, (Span("Somebody"),)) for name in ("Officer", "Telephone")), "contacts")
    for count in range(8, 16):
        before = [paragraph(prose(number, 3)) for number in range(count)]
        found = places(*before, paragraph("Ask us.", anchor="ask"), pairs)
        assert found["ask"] == found["who"]


def test_dates_stay_on_one_line_where_other_columns_can_give_way() -> None:
    long = "Something that takes more room than a column has, whatever its width may be"
    rows = [
        TableRow(
            (cell("When", "column"), cell("What", "column"), cell("Who", "column"), cell("How", "column")), header=True
        )
    ]
    rows += [TableRow(tuple(map(cell, (f"{day} February 2009", long, long, long)))) for day in (19, 20)]
    data, _ = made(document(TableItem("t", (TableColumn(0.0),) * 4, tuple(rows))))
    with pypdfium2.PdfDocument(data) as opened:
        text = opened[0].get_textpage().get_text_bounded()
    assert "19 February 2009" in text
    assert "20 February 2009" in text


def test_shares_of_live_tables_leave_dates_whole_and_add_up() -> None:
    lists = ("x" * 60, "20 February 2009", "High", "Y" * 40)
    found = _shares([[each] for each in lists], "cabinet")
    assert sum(found) == pytest.approx(1)
    assert found[1] * 90 == pytest.approx(19)
    assert found[0] == found[3]
    assert _shares([[each] for each in lists], "large-print")[1] * 60 == pytest.approx(19)
    assert sum(_shares([["20 February 2009"]] * 6, "cabinet")) == pytest.approx(1)


def test_a_report_without_contents_has_quieter_headings() -> None:
    items = (heading("1", "Purpose"), paragraph(prose(1)))
    sizes = []
    for more in ((), (ContentsItem("Contents"),)):
        with pypdfium2.PdfDocument(made(document(*more, *items))[0]) as opened:
            text = opened[0].get_textpage()
            box = text.get_charbox(text.get_text_range().rindex("Purpose"))
            sizes.append(box[3] - box[1])
    assert sizes[0] < 0.9 * sizes[1]


def test_a_small_table_is_not_divided() -> None:
    for count in range(7, 15):
        before = [paragraph(prose(number, 3), anchor=f"p{number}") for number in range(count)]
        data, _ = made(document(*before, spend_table(1, 4), paragraph(prose(1))))
        with pypdfium2.PdfDocument(data) as opened:
            pages = [page.get_textpage().get_text_bounded() for page in opened]
        assert not any("continued" in words for words in pages)
        large, _ = made(document(*before, spend_table(1, 60), paragraph(prose(1))))
        with pypdfium2.PdfDocument(large) as opened:
            assert any("continued" in page.get_textpage().get_text_bounded() for page in opened)


@pytest.mark.parametrize("alignment", ["right", "centre"])
def test_a_hyphen_at_the_end_of_a_line_stays_in_its_column(alignment: Literal["right", "centre"]) -> None:
    words = [f"{'x' * length}co\u00adoper\u00adation" for length in range(1, 40)]
    rows = tuple(TableRow((cell(" ".join(words[start:]), ""),)) for start in range(0, 36, 4))
    data, _ = made(document(TableItem("t", (TableColumn(0.0, alignment),), rows)))
    with pypdfium2.PdfDocument(data) as opened:
        for page in opened:
            text = page.get_textpage()
            shown = (place for place in range(text.count_chars()) if text.get_text_range(place, 1).strip())
            assert max(text.get_charbox(place)[2] for place in shown) <= WIDTH - 25 * MILLIMETRE - PADDING_X + 0.5


def test_a_turned_table_without_headings_lies_on_turned_pages_to_its_end() -> None:
    """Also where others wait for room when it goes on over the page."""
    rows = tuple(TableRow((cell(prose(number, 3)), cell(prose(number, 2)))) for number in range(16))
    turned = [TableItem(f"t{number}", (TableColumn(0.0),) * 2, rows, landscape=True) for number in range(2)]
    data, _ = made(document(paragraph(prose(1)), *turned, paragraph(prose(2))))
    with pypdfium2.PdfDocument(data) as opened:
        for page in opened:
            text = page.get_textpage()
            shown = (place for place in range(text.count_chars()) if text.get_text_range(place, 1).strip())
            assert max(text.get_charbox(place)[2] for place in shown) <= page.get_width() - 24 * MILLIMETRE
