"""Files that mean harm or are broken: a sentence and exit code 3, or what can be read is read, in little room."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from strategy_editor.foundation.errors import DiskRefused
from strategy_editor.incoming.views import paragraphs_of
from strategy_editor.word import office
from strategy_editor.word.reading import Unreadable, opening, read
from tests.word.reading.making import NAMES, STYLES, W, docx, ins, p, r, relation, zipped


def words(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(read(data).blocks)]


def bomb(size: int) -> bytes:
    return docx("", files={"word/document.xml": b"<w:document>" + b" " * size + b"</w:document>"})


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_doctype(doctype: str, encoding: str = "utf-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = f"{head}{doctype}<w:document {NAMES}><w:body>{p('&a;')}</w:body></w:document>"
    return docx("", files={"word/document.xml": text.encode(encoding)})


SENTENCES = {
    "empty": (b"", "is empty"),
    "text": (b"Dear colleague", "not a Word file"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "zip cut short": (docx(p("x"))[:400], "cannot be opened"),
    "other zip": (zipped({"a.txt": b"x"}), "not a Word file"),
    "no body": (docx("", files={"word/document.xml": f"<w:document {NAMES}/>".encode()}), "not a Word document"),
    "not xml": (docx("", files={"word/document.xml": b"\x00\x01\x02"}), "cannot be read"),
    "large part": (bomb(opening.MAXIMUM_PART + 1), "far larger"),
    "entities": (with_doctype(ENTITIES), "can do harm"),
    "entities in UTF-16": (with_doctype(ENTITIES, "utf-16"), "can do harm"),
    "external entity": (with_doctype(OUTSIDE), "can do harm"),
    "locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not a Word file"),
    "workbook": (
        zipped(
            {
                "_rels/.rels": (
                    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    b'<Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
                ),
                "xl/workbook.xml": b"<workbook/>",
            }
        ),
        "Excel",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_cannot_be_read_gets_a_sentence_and_exit_code_3(name: str) -> None:
    data, said = SENTENCES[name]
    with pytest.raises(Unreadable, match=said) as caught:
        read(data)
    assert caught.value.exit_code == 3
    assert caught.value.message.endswith(".")


def test_many_parts_and_many_bytes_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped({f"word/{number}.xml": b"" for number in range(opening.MAXIMUM_PARTS + 1)})
    with pytest.raises(Unreadable, match="unpack to far more"):
        read(many)
    monkeypatch.setattr(opening, "MAXIMUM_UNPACKED", 1000)
    with pytest.raises(Unreadable, match="unpack to far more"):
        read(docx(p("x" * 2000)))


def test_a_zip_bomb_takes_no_room() -> None:
    data = bomb(opening.MAXIMUM_PART + 1)
    tracemalloc.start()
    with pytest.raises(Unreadable):
        read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAXIMUM_TAGS", 1000)
    with pytest.raises(Unreadable, match="complicated"):
        read(docx(p("x") * 400))


def test_too_many_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAXIMUM_PARAGRAPHS", 100)
    assert len(words(docx(p("x") * 100))) == 100
    with pytest.raises(Unreadable, match="complicated"):
        read(docx(p("x") * 101))


def test_deep_nesting_is_read_as_far_as_it_goes_or_refused() -> None:
    deep = p("before") + "<w:sdt><w:sdtContent>" * 4000 + p("deep") + "</w:sdtContent></w:sdt>" * 4000 + p("after")
    found = read(docx(deep))
    assert found.damaged
    assert next(paragraphs_of(found.blocks)).text == "before"


def test_ill_formed_xml_is_read_as_far_as_it_goes_and_said_to_be_damaged() -> None:
    text = f"<w:document {NAMES}><w:body>{p('one')}<w:p><w:r><w:t>two</w:r></w:t></w:p>{p('three')}</w:body>"
    found = read(docx("", files={"word/document.xml": text.encode()}))
    assert found.damaged
    assert any("not well formed" in remark for remark in found.remarks)
    assert [paragraph.text for paragraph in paragraphs_of(found.blocks)] == ["one", "two", "three"]


def test_a_damaged_piece_beside_the_text_does_not_keep_the_text() -> None:
    found = read(docx(p("kept"), files={"word/styles.xml": b"\xff\xfe\x00"}))
    assert found.damaged
    assert [paragraph.text for paragraph in paragraphs_of(found.blocks)] == ["kept"]


def test_macros_are_left_out_and_said() -> None:
    for kind in ("document.macroEnabled", "template.macroEnabledTemplate"):
        data = docx(
            p("text"),
            files={"word/vbaProject.bin": b"macro"},
            relations=relation("m", "vbaProject", "vbaProject.bin"),
            main_type=f"application/vnd.ms-word.{kind}.main+xml",
        )
        found = read(data)
        assert [paragraph.text for paragraph in paragraphs_of(found.blocks)] == ["text"]
        assert any("macros" in remark for remark in found.remarks)
        assert not found.damaged


def test_templates_and_wrong_content_types_are_read() -> None:
    for kind in ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "text/plain", ""):
        assert words(docx(p("text"), main_type=kind)) == ["text"]
    without = docx(p("text"), files={"[Content_Types].xml": b"<nonsense"})
    assert words(without) == ["text"]


def test_names_in_other_cases_and_with_other_strokes_are_found() -> None:
    source = zipfile.ZipFile(io.BytesIO(docx(p("text"))))
    renamed = {name.upper().replace("/", "\\"): source.read(name) for name in source.namelist()}
    assert words(zipped(renamed)) == ["text"]


def test_strict_documents_read_like_ordinary_ones() -> None:
    body = p("Heading", style="Heading1") + p(r("bold", "<w:b/>"), ins(r("new")))
    plain = docx(body)
    archive = zipfile.ZipFile(io.BytesIO(plain))
    strict = {
        name: archive.read(name)
        .replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name in archive.namelist()
    }
    assert read(zipped(strict)) == read(plain)
    assert read(plain).blocks[0].shape.level == 1  # type: ignore[union-attr]


def test_nothing_outside_the_file_is_fetched() -> None:
    blip = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A map"/><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:link="far" r:embed="near"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    relations = relation("far", "image", "http://example.invalid/x.png", external=True)
    relations += relation("near", "image", "file:///etc/passwd", external=True)
    found = read(docx(p(blip), relations=relations))
    assert not found.media
    assert any("linked" in remark for remark in found.remarks)


def test_a_relationship_cannot_lead_out_of_the_package() -> None:
    found = read(
        docx(
            p("x"),
            relations=relation("c", "comments", "../../../../etc/passwd") + relation("d", "header", "/../../x.xml"),
        )
    )
    assert not found.comments
    assert not found.stories


def test_numbers_of_absurd_size_do_no_harm() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999999999999"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    body = p("x", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="1e99"/>')
    found = read(docx(body + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>" + p("y"), parts={"numbering": numbering}))
    first, grid, _ = found.blocks
    assert len(first.shape.listing.label) < 20  # type: ignore[union-attr]
    assert grid.columns <= 100  # type: ignore[union-attr]


def test_fields_that_begin_and_never_end_take_no_time() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert words(docx(p(*[begin] * 50_000) + p("after")))[-1] == ""
    nested = begin * 100 + r("hidden") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 100
    assert words(docx(p(nested) + p("after"))) == ["", "after"]


def test_styles_that_are_based_on_each_other_end() -> None:
    circle = STYLES + (
        '<w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    assert words(docx(p("x", style="A"), parts={"styles": circle})) == ["x"]


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    for place in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(DiskRefused):
            read(place)


def test_older_files_need_libreoffice_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    with pytest.raises(Unreadable, match=r"minutes\.rtf is an RTF file.*LibreOffice.*save it as a Word document"):
        read(rb"{\rtf1 Words\par}", "minutes.rtf")


@pytest.mark.libreoffice
def test_older_files_are_converted() -> None:
    found = read(rb"{\rtf1 Some words\par}")
    assert next(paragraphs_of(found.blocks)).text == "Some words"
    assert any("RTF" in remark for remark in found.remarks)


def test_every_cut_and_every_flipped_byte_is_read_or_refused() -> None:
    """No file, however broken, gives anything but a value or a sentence."""
    data = docx(p("one", ins(r("two"))) + p("three"), parts={"comments": ""})
    for place in range(0, len(data), 23):
        for broken in (data[:place], data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]):
            with contextlib.suppress(Unreadable):
                read(broken)
