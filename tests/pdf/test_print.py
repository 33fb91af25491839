"""The printed version, checked on the real file: boxes, plates, pictures, printing condition, marks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from strategy_editor import pdf
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.pdf.look import MILLIMETRE
from tests.pdf.expected import expected
from tests.pdf.making import SHELF, failures, made
from tests.pdf.manuscripts import everything, paragraph, picture, prose, report
from tests.pdf.reading import blocks, read
from tests.pdf.test_pages import document, figure
from tests.verapdf import judge

A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
RGB = {"rg", "RG", "g", "G", "cs", "CS", "sc", "scn"}


@cache
def book() -> tuple[bytes, pdf.Made]:
    return made(replace(everything(SHELF), furniture=replace(everything(SHELF).furniture, mark="")), variant="print")


def operations(sheet: Any) -> Iterator[tuple[str, list[Any]]]:
    for operands, operator in pikepdf.parse_content_stream(sheet):
        yield str(operator), list(operands)


def test_nothing_is_lost_on_the_way_to_the_printer() -> None:
    data, result = book()
    wanted = expected(everything(SHELF), dict(result.places))
    assert blocks(read(data)) == wanted


def test_boxes_leave_room_for_bleed_and_marks() -> None:
    with pikepdf.open(io.BytesIO(book()[0])) as opened:
        for sheet in opened.pages:
            media, trim, bleed = (
                [float(value) for value in sheet[box]] for box in ("/MediaBox", "/TrimBox", "/BleedBox")
            )
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(A4, abs=0.01)
            for low, high, sign in ((0, 2, 1), (1, 3, 1)):
                assert trim[low] - bleed[low] == pytest.approx(3 * MILLIMETRE, abs=0.01)
                assert bleed[high] - trim[high] == pytest.approx(3 * MILLIMETRE, abs=0.01)
                assert media[low] == 0
                assert sign * (media[high] - bleed[high]) == pytest.approx(9 * MILLIMETRE, abs=0.01)


def test_all_colour_is_cmyk_and_small_text_is_black_alone() -> None:
    with pikepdf.open(io.BytesIO(book()[0])) as opened:
        for number, sheet in enumerate(opened.pages):
            plates, size = [0.0, 0.0, 0.0, 1.0], 0.0
            stack: list[tuple[list[float], float]] = []
            for operator, operands in operations(sheet):
                assert operator not in RGB
                match operator:
                    case "q":
                        stack.append((plates, size))
                    case "Q":
                        plates, size = stack.pop()
                    case "k":
                        plates = [float(value) for value in operands]
                    case "Tf":
                        size = float(operands[1])
                    case "Tj" | "TJ" if size < 14 and number > 0:
                        is_white = plates == [0, 0, 0, 0]
                        assert plates[:3] == [0, 0, 0], (number, plates)
                        assert plates[3] > 0.5 or is_white
                    case _:
                        pass


def test_pictures_are_cmyk_or_grey_and_opaque() -> None:
    with pikepdf.open(io.BytesIO(book()[0])) as opened:
        pictures = [value for value in opened.pages[0].Resources.XObject.values()]
        assert len(pictures) == 2
        for found in pictures:
            assert str(found.ColorSpace) in ("/DeviceCMYK", "/DeviceGray")
            assert "/SMask" not in found
        assert not any("/Annots" in sheet or "/Group" in sheet for sheet in opened.pages)


def test_the_printing_condition_is_in_the_file_once() -> None:
    with pikepdf.open(io.BytesIO(book()[0])) as opened:
        intents = list(opened.Root.OutputIntents)
        assert [str(intent.S) for intent in intents] == ["/GTS_PDFX", "/GTS_PDFA1"]
        assert len({intent.DestOutputProfile.objgen for intent in intents}) == 1
        assert bytes(intents[0].DestOutputProfile.read_bytes()[16:20]) == b"CMYK"
        assert str(intents[0].OutputConditionIdentifier) == "FOGRA39"
        assert str(opened.docinfo["/Trapped"]) == "/False"
        packet = opened.Root.Metadata.read_bytes().decode("utf-8")
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in packet
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet
        assert "xmpMM:DocumentID" in packet
        assert "pdfuaid" not in packet


def test_the_file_is_valid(tmp_path: Path) -> None:
    assert failures(book()[0], tmp_path, "2b") == []


@pytest.mark.java
def test_verapdf_accepts_the_file(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(book()[0])
    assert judge(("2b", path)) == {("2b", path): []}


def test_the_cover_runs_into_the_bleed_and_nothing_else_leaves_the_page() -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(book()[0]))
    cover, inside = (document[index].render(scale=1).to_pil().convert("RGB") for index in (0, 2))
    edge, bleed = 12 * MILLIMETRE, 3 * MILLIMETRE
    within = (int(edge - bleed / 2), int(edge + 60))
    assert min(cover.getpixel(within)) < 120  # type: ignore[type-var]
    assert min(cover.getpixel((int(edge - bleed - 4), int(edge + 60)))) > 240  # type: ignore[type-var]
    assert min(inside.getpixel(within)) > 250  # type: ignore[type-var]
    document.close()


def test_marks_stand_outside_the_bleed() -> None:
    with pikepdf.open(io.BytesIO(book()[0])) as opened:
        sheet = opened.pages[3]
        trim = [float(value) for value in sheet.TrimBox]
        height = float(sheet.MediaBox[3])
    page = pypdfium2.PdfDocument(io.BytesIO(book()[0]))[3]
    picture = page.render(scale=4).to_pil().convert("L")
    reach = 3 * MILLIMETRE + MILLIMETRE + 2 * MILLIMETRE
    for x, y in ((trim[0], trim[1] - reach), (trim[2], trim[3] + reach), (trim[0] - reach, trim[1])):
        around = picture.crop((int(4 * x) - 3, int(4 * (height - y)) - 3, int(4 * x) + 3, int(4 * (height - y)) + 3))
        assert around.getextrema()[0] < 160
    bleed = picture.crop(tuple(int(4 * value) for value in (trim[0], height - trim[3] - 8, trim[2], height - trim[3])))
    assert bleed.getextrema()[0] > 250


def test_text_stands_away_from_the_spine() -> None:
    items = [paragraph(prose(number, 6), anchor=f"p{number}") for number in range(20)]
    data, _ = made(document(*items), variant="print", press=pdf.Press(binding=10))
    lefts = []
    with pikepdf.open(io.BytesIO(data)) as opened:
        for sheet in opened.pages:
            lefts.append(next(float(operands[4]) for operator, operands in operations(sheet) if operator == "Tm"))
    assert lefts[0] - lefts[1] == pytest.approx(10 * MILLIMETRE, abs=0.05)


def test_blank_pages_fill_the_last_sheet_of_paper() -> None:
    assert made(report(), variant="print", press=pdf.Press(multiple=4))[1].pages == 4


def test_turned_tables_lie_on_upright_pages() -> None:
    data, result = book()
    with pikepdf.open(io.BytesIO(data)) as opened:
        matrices = [
            [float(value) for value in operands]
            for operator, operands in operations(opened.pages[result.places["t-3"] - 1])
            if operator == "cm"
        ]
    assert matrices[1][:4] == [0, 1, -1, 0]


def test_coarse_pictures_are_named() -> None:
    coarse = replace(figure(1), width=1.0)
    _, result = made(document(coarse), variant="print")
    assert len(result.warnings) == 1
    assert "Picture 1" in result.warnings[0]
    assert "page 1" in result.warnings[0]
    fine = replace(coarse, picture=SHELF.put(picture(size=(1600, 400))))
    assert made(document(fine), variant="print")[1].warnings == ()
    assert made(document(coarse))[1].warnings == ()


@pytest.mark.parametrize("profile", [b"nothing", b"\0" * 200])
def test_a_profile_that_is_not_for_printing_is_refused(profile: bytes) -> None:
    with pytest.raises(WrongUse, match="profile"):
        made(report(), variant="print", press=pdf.Press(profile=profile))
