"""The page numbers of the contents list: counted by rule of thumb, or measured where LibreOffice is installed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import Cancelled
from strategy_editor.manuscript.items import HeadingItem, Manuscript
from strategy_editor.model.blocks import PageBreak
from strategy_editor.word import office, word_template, write
from tests.libreoffice import convert
from tests.manuscript.reading import text
from tests.model.values import document, heading, paragraph, project, section, table
from tests.word.council_template import council_template
from tests.word.gallery import FILLER, gallery, pictures
from tests.word.own_checks import W
from tests.word.test_writer import made, part


def contents_pages(data: bytes) -> list[str]:
    """What the contents list says, line by line: the last number of each."""
    out = []
    for line in part(data).iter(f"{W}p"):
        style = line.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        if name.lower().startswith(("toc", "contents")) and line.find(f"{W}hyperlink") is not None:
            words = "".join(each.text or "" for each in line.iter(f"{W}t"))
            found = re.search(r"\d+$", words)
            out.append(found[0] if found else "")
    return out


def headings(found: Manuscript) -> list[HeadingItem]:
    return [each for each in found.items if isinstance(each, HeadingItem) and each.level <= 2]


def true_pages(found: Manuscript, data: bytes, folder: Path) -> list[int]:
    """The page of each heading in what LibreOffice lays out, found by its words, the contents list left out."""
    file = folder / "made.docx"
    file.write_bytes(data)
    pdf = pypdfium2.PdfDocument(convert(file, "pdf", folder / "pdf"))
    try:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    finally:
        pdf.close()
    first = next(index for index, words in enumerate(pages) if "Contents" in words)
    out, at = [], first + 1
    for each in headings(found):
        words = " ".join(f"{each.label} {text(each.inlines)}".split())
        at = next(index for index in range(at, len(pages)) if words in pages[index])
        out.append(at + 1)
    return out


def test_a_page_break_and_long_text_move_what_follows() -> None:
    one = document(
        section("One", paragraph("x")),
        section("Two", PageBreak("b"), paragraph("x")),
        section("Three", *(paragraph(FILLER * 3) for _ in range(40))),
        section("Four", paragraph("x")),
    )
    out = io.BytesIO()
    result = write(made(project(one), one), pictures(), out)
    assert result.page_numbers == "estimated"
    pages = [int(page) for page in contents_pages(out.getvalue())]
    assert pages[:3] == [3, 3, 4]
    assert 8 <= pages[3] <= result.pages <= 12


def test_a_heading_is_not_left_at_the_foot_of_a_page() -> None:
    """However much stands above it, it is on the page of the words that follow."""
    for count in range(30, 44):
        lines = [paragraph("A line.") for _ in range(count)]
        one = document(section("One", *lines, heading("Kept"), paragraph(FILLER)), section("After", paragraph("x")))
        out = io.BytesIO()
        write(made(project(one), one), pictures(), out)
        before, kept, _ = contents_pages(out.getvalue())
        assert (before, kept in ("3", "4")) == ("3", True)


@pytest.mark.libreoffice
@pytest.mark.parametrize("template", [False, True])
def test_the_rule_of_thumb_is_close(tmp_path: Path, template: bool) -> None:
    """Within a page; with a council's template, whose looks are its own, within two."""
    whole = gallery(long=True)
    many = []
    for index in range(60):
        rows = table([["a", "b"]] * (index % 5 + 2), "Rows")
        blocks = (heading("Words"), paragraph(FILLER * (index % 7 + 1)), rows)
        many.append(section(f"Part {index} of many", *blocks))
    strategy = replace(whole.documents[0], sections=(*whole.documents[0].sections, *many))
    found = made(replace(whole, documents=(strategy,)), strategy)
    out = io.BytesIO()
    cleaned = word_template(council_template(tmp_path / "t.dotx").read_bytes()) if template else None
    write(found, pictures(), out, template=cleaned)
    counted = [int(page) for page in contents_pages(out.getvalue())]
    true = true_pages(found, out.getvalue(), tmp_path)
    off = [abs(one - other) for one, other in zip(counted, true, strict=True)]
    assert max(off) <= (2 if template else 1)
    assert sum(each <= template for each in off) >= 0.8 * len(off)


@pytest.mark.libreoffice
def test_measured_numbers_are_those_of_the_pages(tmp_path: Path) -> None:
    whole = gallery(long=True)
    found = made(whole, whole.documents[0])
    out = io.BytesIO()
    result = write(found, pictures(), out, page_numbers="measured")
    assert result.page_numbers == "measured"
    true = true_pages(found, out.getvalue(), tmp_path)
    assert [int(page) for page in contents_pages(out.getvalue())] == true
    assert result.pages == len(pypdfium2.PdfDocument(tmp_path / "pdf" / "made.pdf"))


@pytest.mark.libreoffice
def test_measuring_can_be_cancelled() -> None:
    whole = gallery()

    def stop(share: float, what: str) -> None:
        if what == "Counting the pages":
            raise Cancelled

    with pytest.raises(Cancelled):
        write(made(whole, whole.documents[0]), pictures(), io.BytesIO(), page_numbers="measured", progress=stop)


def test_without_libreoffice_measuring_falls_back_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    whole = gallery()
    out = io.BytesIO()
    result = write(made(whole, whole.documents[0]), pictures(), out, page_numbers="measured")
    assert result.page_numbers == "estimated"
    assert all(contents_pages(out.getvalue()))


def test_a_document_without_contents_needs_no_pages() -> None:
    one = document(section("S", paragraph("x")), kind="report")
    assert write(made(project(one), one), pictures(), io.BytesIO()).page_numbers == ""
