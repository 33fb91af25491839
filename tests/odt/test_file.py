"""The file itself: a well-formed package that says nothing of people and machines, the same each time."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from lxml import etree
from msgspec.structs import replace
from odfdo import Document

from strategy_editor.manuscript.items import (
    ChartItem,
    ContentsItem,
    FigureItem,
    Furniture,
    ListItems,
    Manuscript,
    Note,
    ParagraphItem,
    Properties,
    Series,
    Span,
)
from strategy_editor.manuscript.pictures import PictureUnreadable
from strategy_editor.model.profile import PageLook
from strategy_editor.odt import write
from tests.odt.making import NAMESPACES, written
from tests.pdf.manuscripts import spend_table
from tests.word.gallery import gallery
from tests.word.test_writer import made


def manuscript(*items: object, **fields: object) -> Manuscript:
    properties = Properties("A title", "A Council", created=date(2026, 1, 2).isoformat())
    return Manuscript("d", properties, items, PageLook(), Furniture(), **fields)  # type: ignore[arg-type]


def content(data: bytes, part: str = "content.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return etree.fromstring(opened.read(part))


def texts(data: bytes) -> list[str]:
    """The paragraphs as a reader sees them: several spaces, tabs and line breaks are elements."""
    found = []
    for paragraph in content(data).iterfind(".//text:p", NAMESPACES):
        parts = [paragraph.text or ""]
        for inner in paragraph.iter():
            if inner is not paragraph:
                parts.append({"s": " ", "tab": "\t", "line-break": "\n"}.get(etree.QName(inner).localname, ""))
                parts.append(inner.text or "")
                parts.append(inner.tail or "")
        found.append("".join(parts))
    return found


def test_the_package_is_whole_and_the_same_each_time() -> None:
    whole = gallery()
    for one in whole.documents:
        found = made(whole, one, "web")
        data = written(found)
        assert data == written(found)
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            names = opened.namelist()
            assert names[0] == "mimetype"
            assert opened.read("mimetype") == b"application/vnd.oasis.opendocument.text"
            assert opened.infolist()[0].compress_type == zipfile.ZIP_STORED
            manifest = etree.fromstring(opened.read("META-INF/manifest.xml"))
            listed = {value for each in manifest for key, value in each.attrib.items() if key.endswith("full-path")}
            assert set(names) - {"mimetype", "META-INF/manifest.xml"} <= listed
            for name in names:
                if name.endswith(".xml"):
                    etree.fromstring(opened.read(name))
        opened_again = Document(io.BytesIO(data))
        assert opened_again.meta.title == one.title
        assert len(opened_again.body.get_headers()) == len(content(data).findall(".//text:h", NAMESPACES))


def test_it_says_who_made_it_and_nothing_else() -> None:
    meta = content(written(manuscript()), "meta.xml")
    said = {etree.QName(each).localname: each.text for each in meta[0]}
    assert said == {
        "generator": "Strategy Editor",
        "title": "A title",
        "language": "en-GB",
        "creator": "A Council",
        "creation-date": "2026-01-02T00:00:00",
        "date": "2026-01-02T00:00:00",
    }


@pytest.mark.parametrize(
    "text",
    ["a  b   c", " leading", "tab\tand\nbreak\n next", "<&>\"'", "bad\x00\x0bcharacters", "ŵ 😀 é", "\ud800lone"],
)
def test_every_text_comes_through(text: str) -> None:
    item = ParagraphItem("p", (Span(text[:2]), Span(text[2:], bold=True), Note("n", 1, (Span(text),))))
    allowed = "".join(each for each in text if each in "\t\n" or (each >= " " and not "\ud800" <= each <= "\udfff"))
    found = texts(written(manuscript(item)))
    assert found[0].startswith(allowed)
    assert found[1] == allowed


def test_a_chart_holds_its_figures() -> None:
    series = (Series("Spend", (1.5, None, 3.0)), Series("Income", (2.0, 4.0, 6.25)))
    for kind in ("bar", "stacked", "line", "pie"):
        chart = ChartItem("c", kind, ("2009", "2010", "2011"), series, "What it shows")  # type: ignore[arg-type]
        data = written(manuscript(chart))
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            (name,) = [each for each in opened.namelist() if each.startswith("Object")]
            drawn = etree.fromstring(opened.read(name))
        values = [
            each.get(f"{{{NAMESPACES['office']}}}value") for each in drawn.iterfind(".//table:table-cell", NAMESPACES)
        ]
        assert [each for each in values if each] == ["1.5", "2", "4", "3", "6.25"]
        assert len(drawn.findall(".//chart:series", NAMESPACES)) == 2


def test_a_damaged_picture_is_said_with_its_place_and_nothing_is_written() -> None:
    out = io.BytesIO()
    with pytest.raises(PictureUnreadable) as caught:
        write(manuscript(FigureItem("f", "x", "A picture")), lambda _: b"no picture", out)
    assert caught.value.anchor == "f"
    assert out.getvalue() == b""


def test_an_empty_manuscript_and_lists_without_labels() -> None:
    assert texts(written(manuscript())) == []
    empty = manuscript(ListItems("bullet", ()), ParagraphItem("p", ()))
    assert texts(written(replace(empty, number_format="none"))) == [""]


def test_many_tables_have_a_list_with_live_page_numbers() -> None:
    given = manuscript(ContentsItem("Contents"), *(spend_table(number, 1) for number in range(10)))
    made = content(written(given))
    lines = [line for line in made.iter(f"{{{NAMESPACES['text']}}}p") if "".join(line.itertext()).startswith("Table ")]
    listed = [line for line in lines if line.find("text:a", NAMESPACES) is not None]
    assert len(listed) == 10
    marks = set(made.xpath("//text:bookmark-start/@text:name | //text:bookmark/@text:name", namespaces=NAMESPACES))
    for line in listed:
        number = line.find("text:bookmark-ref", NAMESPACES)
        assert number is not None
        assert number.get(f"{{{NAMESPACES['text']}}}reference-format") == "page"
        assert number.get(f"{{{NAMESPACES['text']}}}ref-name") in marks
    assert "Tables" in texts(written(given))
    fewer = manuscript(ContentsItem("Contents"), *(spend_table(number, 1) for number in range(9)))
    assert "Tables" not in texts(written(fewer))
