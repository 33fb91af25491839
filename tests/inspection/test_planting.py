"""A word that is put into a finished file, in any place that a file has, is noticed; so is all that is left over."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable

import pikepdf
import pytest

from strategy_editor.manuscript.items import Manuscript
from tests.inspection.canaries import Planted, drawn, planted
from tests.inspection.making import inspected, made, written

CANARY = "zqplanted"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def full() -> Planted:
    return planted()


@pytest.fixture(scope="module")
def of(full: Planted) -> Manuscript:
    return written(full, "strategy", "web")


@pytest.fixture(scope="module")
def files(full: Planted, of: Manuscript) -> dict[str, tuple[bytes, int]]:
    return {format: made(full, of, format) for format in ("docx", "pdf", "html", "zip", "odt")}  # type: ignore[arg-type]


def leaks(full: Planted, of: Manuscript, format: str, data: bytes, pages: int) -> set[str]:
    found = inspected(full, of, format, data, pages)  # type: ignore[arg-type]
    return {each.name for each in found if each.is_leak}


# ---- archives


def rewritten(
    data: bytes, part: str, change: Change, comment: bytes = b"", extra: dict[str, bytes] | None = None
) -> bytes:
    """The archive with one part changed (by the end of its name), and more added."""
    out = io.BytesIO()
    done = False
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = comment
        for info in old.infolist():
            body = old.read(info)
            if part and info.filename.endswith(part) and not done:
                body, done = change(body), True
            new.writestr(zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
        for name, body in (extra or {}).items():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    assert done or not part
    return out.getvalue()


def before(mark: str, added: str) -> Change:
    """Puts something before the first mark of a part."""

    def change(body: bytes) -> bytes:
        assert mark.encode() in body
        return body.replace(mark.encode(), added.encode() + mark.encode(), 1)

    return change


def instead(pattern: str, new: str) -> Change:
    def change(body: bytes) -> bytes:
        changed, count = re.subn(pattern.encode(), new.encode(), body, count=1)
        assert count == 1
        return changed

    return change


WORD: dict[str, tuple[str, Change, str]] = {
    "a run of text": ("document.xml", before("</w:p>", f"<w:r><w:t>{CANARY}</w:t></w:r>"), "words"),
    "hidden text": (
        "document.xml",
        before("</w:p>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ICT Strategy</w:t></w:r>"),
        "hidden",
    ),
    "a deletion": (
        "document.xml",
        before("</w:p>", f"<w:del><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>"),
        "revisions",
    ),
    "an insertion": (
        "document.xml",
        before("</w:p>", "<w:ins w:author='x'><w:r><w:t>ICT</w:t></w:r></w:ins>"),
        "revisions",
    ),
    "a comment's range": ("document.xml", before("</w:p>", '<w:commentRangeStart w:id="1"/>'), "comments"),
    "a session of editing": ("document.xml", instead("<w:p>", '<w:p w:rsidR="00AB12CD">'), "revisions"),
    "a bookmark": ("document.xml", before("</w:p>", f'<w:bookmarkStart w:id="99" w:name="{CANARY} x"/>'), "words"),
    "alternative text": ("document.xml", instead('descr="A field."', f'descr="{CANARY}"'), "words"),
    "a table's description": ("document.xml", before("<w:tblGrid>", f'<w:tblDescription w:val="{CANARY}"/>'), "words"),
    "a field of the user": (
        "document.xml",
        before("</w:p>", "<w:r><w:instrText> USERNAME </w:instrText></w:r>"),
        "hidden",
    ),
    "a path in a field": (
        "document.xml",
        before("</w:p>", f"<w:r><w:instrText> FILENAME \\p {CANARY} </w:instrText></w:r>"),
        "hidden",
    ),
    "a form's name": (
        "document.xml",
        before("</w:body>", f'<w:sdt><w:sdtPr><w:alias w:val="{CANARY}"/></w:sdtPr></w:sdt>'),
        "words",
    ),
    "a remark": ("document.xml", before("</w:body>", f"<!--{CANARY}-->"), "hidden"),
    "the header": ("header1.xml", before("</w:p>", f"<w:r><w:t>{CANARY}</w:t></w:r>"), "words"),
    "a footnote": (
        "footnotes.xml",
        before("</w:p></w:footnote></w:footnotes>", f"<w:r><w:t>{CANARY}</w:t></w:r>"),
        "words",
    ),
    "the title": ("core.xml", instead("<dc:title>", f"<dc:title>{CANARY} "), "words"),
    "who saved it": ("core.xml", instead("<cp:lastModifiedBy>[^<]*", f"<cp:lastModifiedBy>{CANARY}"), "words"),
    "the template's path": ("settings.xml", before("</w:settings>", '<w:attachedTemplate w:id="rId1"/>'), "hidden"),
    "a variable": (
        "settings.xml",
        before("</w:settings>", f'<w:docVars><w:docVar w:name="a" w:val="{CANARY}"/></w:docVars>'),
        "hidden",
    ),
    "a link": (
        "document.xml.rels",
        before(
            "</Relationships>",
            f'<Relationship Id="rId900" Type="hyperlink" Target="https://{CANARY}.org" TargetMode="External"/>',
        ),
        "words",
    ),
    "a chart's category": ("chart1.xml", instead("<c:v>2009</c:v>", f"<c:v>{CANARY}</c:v>"), "words"),
}
"""By what it is: the part, how it is planted, and the check that must fail."""


@pytest.mark.parametrize("what", list(WORD))
def test_a_word_file(full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]], what: str) -> None:
    part, change, check = WORD[what]
    data = rewritten(files["docx"][0], part, change)
    assert check in leaks(full, of, "docx", data, 0)


PARTS = {
    "comments": (
        "word/comments.xml",
        f"<w:comments {_W}><w:comment><w:p><w:r><w:t>{CANARY}</w:t></w:r></w:p></w:comment></w:comments>".encode(),
    ),
    "people": (
        "word/people.xml",
        f"<w15:people xmlns:w15='x'><w15:person w15:author='{CANARY}'/></w15:people>".encode(),
    ),
    "custom properties": ("docProps/custom.xml", f"<Properties><property name='{CANARY}'/></Properties>".encode()),
    "data of another program": ("customXml/item1.xml", f"<x>{CANARY}</x>".encode()),
    "macros": ("word/vbaProject.bin", CANARY.encode()),
    "a small picture": ("docProps/thumbnail.jpeg", b"\xff\xd8"),
}


@pytest.mark.parametrize("what", list(PARTS))
def test_a_word_file_with_a_part_too_many(
    full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]], what: str
) -> None:
    name, body = PARTS[what]
    data = rewritten(files["docx"][0], "", lambda each: each, extra={name: body})
    assert "parts" in leaks(full, of, "docx", data, 0)


def test_archives_with_something_beside_their_parts(
    full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]
) -> None:
    for format in ("docx", "zip"):
        data, pages = files[format]
        assert leaks(full, of, format, data, pages) == set()
        commented = rewritten(data, "", lambda each: each, comment=CANARY.encode())
        assert "hidden" in leaks(full, of, format, commented, pages)
        assert leaks(full, of, format, CANARY.encode() + data, pages) & {"hidden", "readable"}


def test_a_picture_that_carries_more_than_it_shows(
    full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]
) -> None:
    for form, ending in (("PNG", "png"), ("JPEG", "jpg")):
        data = rewritten(files["docx"][0], f".{ending}", lambda each, form=form: drawn(CANARY, form=form))
        assert "pictures" in leaks(full, of, "docx", data, 0)
    behind = rewritten(files["docx"][0], ".png", lambda each: each + CANARY.encode())
    assert "pictures" in leaks(full, of, "docx", behind, 0)
    more = rewritten(files["docx"][0], "", lambda each: each, extra={"word/media/image9.png": _plain_picture()})
    assert "pictures" in leaks(full, of, "docx", more, 0)


def _plain_picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (9, 9), "#123456").save(out, "PNG")
    return out.getvalue()


# ---- PDF


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=pikepdf.String("see"))
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])


def _outline(pdf: pikepdf.Pdf) -> None:
    first = pdf.Root.Outlines.First
    first.Title = pikepdf.String(f"{first.Title} {CANARY}")


def _alternative(pdf: pikepdf.Pdf) -> None:
    figure = next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure")
    figure.Alt = pikepdf.String(CANARY)


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, CANARY.encode())


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _leftover(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Kept = pdf.make_indirect(pikepdf.Dictionary(Said=pikepdf.String(CANARY)))


def _author(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = CANARY


def _packet(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(
        b"</dc:title>", f"</dc:title><dc:rights>{CANARY}</dc:rights>".encode()
    )
    pdf.Root.Metadata.write(packet)


def _page_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=pikepdf.String(CANARY))])


def _destination(pdf: pikepdf.Pdf) -> None:
    pikepdf.NameTree(pdf.Root.Names.Dests)[f"{CANARY}"] = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])


def _layer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array())


def _invisible(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BT 3 Tr ET")


def _piece(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = pikepdf.Dictionary(Some=pikepdf.Dictionary(Private=pikepdf.String("x")))


def _thumbnail(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"\x00", Width=1, Height=1)


def _font_name(pdf: pikepdf.Pdf) -> None:
    _first_font(pdf).FontName = pikepdf.Name(f"/ABCDEF+{CANARY}")


def _first_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(
        each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    )


def _font_end(pdf: pikepdf.Pdf) -> None:
    program = _first_font(pdf).FontFile2
    program.write(program.read_bytes() + CANARY.encode())


def _codes(pdf: pikepdf.Pdf) -> None:
    table = next(
        each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each
    ).ToUnicode
    table.write(table.read_bytes() + f"\n% {CANARY}\n".encode())


def _colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes() + CANARY.encode())


def _key(pdf: pikepdf.Pdf) -> None:
    pdf.Root[f"/{CANARY}"] = 1


def _value(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Kept = pikepdf.Name(f"/{CANARY}")


def _role(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary({f"/{CANARY}": pikepdf.Name.P})


def _stream(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Kept = pdf.make_stream(CANARY.encode())


def _form(pdf: pikepdf.Pdf) -> None:
    form = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1])
    pdf.Root.Kept = pdf.make_stream(f"BT /F1 1 Tf ({CANARY}) Tj ET".encode(), form)


def _line(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(f"% {CANARY}\n".encode())


def _list(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(f"/Artifact <</Note ({CANARY})>> BDC EMC".encode())


def _mark(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(f"/{CANARY} BMC EMC".encode())


def _resource(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    fonts[f"/{CANARY}"] = next(iter(fonts.values()))


def _number(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Kept = pdf.make_indirect(pikepdf.Dictionary(ID=pikepdf.Name(f"/{CANARY}")))


def _packet_remark(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<?xpacket end", f"<!--{CANARY}--><?xpacket end".encode()))


PDF: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "a note": (_note, "comments"),
    "a bookmark": (_outline, "words"),
    "alternative text": (_alternative, "words"),
    "an attached file": (_attachment, "hidden"),
    "a script": (_script, "hidden"),
    "an object that nothing shows": (_leftover, "words"),
    "the author": (_author, "words"),
    "the packet of properties": (_packet, "words"),
    "a page's name": (_page_label, "words"),
    "a destination": (_destination, "words"),
    "a layer": (_layer, "hidden"),
    "words that nobody sees": (_invisible, "hidden"),
    "another program's notes": (_piece, "hidden"),
    "a small picture of a page": (_thumbnail, "hidden"),
    "the name of a font": (_font_name, "words"),
    "the end of a font": (_font_end, "hidden"),
    "a table of codes": (_codes, "hidden"),
    "a profile of colours": (_colours, "hidden"),
    "the name of an entry": (_key, "words"),
    "a name": (_value, "words"),
    "a role": (_role, "words"),
    "a stream that nothing shows": (_stream, "hidden"),
    "a form that nothing draws": (_form, "hidden"),
    "a remark between the lines of a page": (_line, "hidden"),
    "a note in a list of properties": (_list, "words"),
    "the name of a mark": (_mark, "words"),
    "what a page knows a font by": (_resource, "words"),
    "a number that is a name": (_number, "words"),
    "a remark in the packet of properties": (_packet_remark, "hidden"),
}


@pytest.mark.parametrize("what", list(PDF))
def test_a_pdf(full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]], what: str) -> None:
    data, pages = files["pdf"]
    change, check = PDF[what]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False)
    assert check in leaks(full, of, "pdf", out.getvalue(), pages)


def test_a_pdf_that_was_changed_later_or_has_something_around_it(
    full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]
) -> None:
    data, pages = files["pdf"]
    assert leaks(full, of, "pdf", data, pages) == set()
    assert "revisions" in leaks(full, of, "pdf", data + b"\n%%EOF\n", pages)
    assert "hidden" in leaks(full, of, "pdf", data + CANARY.encode(), pages)
    assert "hidden" in leaks(full, of, "pdf", CANARY.encode() + b"\n" + data, pages)
    between = data.replace(b"\n", f"\n% {CANARY}\n".encode(), 1)
    assert "hidden" in leaks(full, of, "pdf", between, pages)


def test_a_pdf_with_too_many_pages_or_without_tags_is_told_but_is_no_leak(
    full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]
) -> None:
    data, pages = files["pdf"]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(out)
    found = inspected(full, of, "pdf", out.getvalue(), pages + 1)
    assert {each.name for each in found if not each.passed} >= {"tags", "pages"}
    assert not any(each.is_leak for each in found if each.name in ("tags", "pages"))


# ---- web pages


WEB: dict[str, tuple[str, str, str]] = {
    "text": ("</main>", f"<p>{CANARY}</p></main>", "words"),
    "a remark": ("</main>", f"<!--{CANARY}--></main>", "hidden"),
    "hidden text": ("</main>", '<p style="display:none">ICT</p></main>', "hidden"),
    "hidden text by attribute": ("</main>", "<p hidden>ICT</p></main>", "hidden"),
    "alternative text": ('alt="A field."', f'alt="{CANARY}"', "words"),
    "a spoken label": ("<main", f'<main aria-label="{CANARY}"', "words"),
    "a datum": ("<main", f'<main data-note="{CANARY}"', "words"),
    "an id": ("</main>", f'<span id="{CANARY}"></span></main>', "words"),
    "a description": ('<meta name="author"', f'<meta name="keywords" content="{CANARY}"><meta name="author"', "words"),
    "a script": ("</main>", "<script>1</script></main>", "hidden"),
    "a style's remark": ("</style>", f"/*{CANARY}*/</style>", "hidden"),
    "a style's words": ("</style>", f'p::after{{content:"{CANARY}"}}</style>', "words"),
    "something fetched": ("</main>", '<img alt="" src="https://example.org/x.png"></main>', "hidden"),
    "a link": ("</main>", f'<a href="https://example.org/{CANARY}">ICT</a></main>', "words"),
    "a tracked change": ("</main>", "<del>ICT</del></main>", "revisions"),
    "an island": ("</main>", f"<![CDATA[{CANARY}]]></main>", "hidden"),
}


@pytest.mark.parametrize("what", list(WEB))
@pytest.mark.parametrize("format", ["html", "zip"])
def test_a_web_page(full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]], what: str, format: str) -> None:
    old, new, check = WEB[what]
    data = files[format][0]

    def change(body: bytes) -> bytes:
        assert old.encode() in body
        return body.replace(old.encode(), new.encode(), 1)

    changed = change(data) if format == "html" else rewritten(data, "index.html", change)
    assert check in leaks(full, of, format, changed, 0)


def test_a_drawing_on_a_page(full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]) -> None:
    data = files["html"][0].replace(b"</svg>", f"<metadata>{CANARY}</metadata></svg>".encode(), 1)
    assert "words" in leaks(full, of, "html", data, 0)


def test_a_page_with_something_around_it(full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]) -> None:
    data = files["html"][0]
    assert leaks(full, of, "html", data, 0) == set()
    assert "hidden" in leaks(full, of, "html", data + CANARY.encode(), 0)
    assert "hidden" in leaks(
        full, of, "html", data.replace(b"<!DOCTYPE html", f'<!DOCTYPE html "{CANARY}"'.encode()), 0
    )


def test_a_picture_in_a_page(full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]) -> None:
    planted_one = base64.b64encode(drawn(CANARY))
    data = re.sub(rb"base64,[A-Za-z0-9+/=]+", b"base64," + planted_one, files["html"][0], count=1)
    assert "pictures" in leaks(full, of, "html", data, 0)


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "zip"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\n%%EOF", b"<html", b"\x00" * 1000])
def test_a_file_that_is_none_is_told_and_nothing_else_happens(
    full: Planted, of: Manuscript, format: str, data: bytes
) -> None:
    found = inspected(full, of, format, data, 1)  # type: ignore[arg-type]
    assert any(not each.passed for each in found)


ODT: dict[str, tuple[str, str, str, str]] = {
    "text": ("content.xml", "</office:text>", f"<text:p>{CANARY}</text:p></office:text>", "words"),
    "a comment": ("content.xml", "</office:text>", "<text:p><office:annotation/></text:p></office:text>", "comments"),
    "tracked changes": ("content.xml", "</office:text>", "<text:tracked-changes/></office:text>", "revisions"),
    "hidden text": (
        "content.xml",
        "</office:text>",
        "<text:p><text:hidden-text>ICT</text:hidden-text></text:p></office:text>",
        "hidden",
    ),
    "a remark": ("content.xml", "</office:text>", f"<!--{CANARY}--></office:text>", "hidden"),
    "a property of somebody's own": (
        "meta.xml",
        "</office:meta>",
        f'<meta:user-defined meta:name="x">{CANARY}</meta:user-defined></office:meta>',
        "hidden",
    ),
    "who printed it": (
        "meta.xml",
        "</office:meta>",
        "<meta:printed-by>ICT</meta:printed-by></office:meta>",
        "properties",
    ),
    "the title": ("meta.xml", "</office:meta>", f"<dc:description>{CANARY}</dc:description></office:meta>", "words"),
}


@pytest.mark.parametrize("what", list(ODT))
def test_an_opendocument_text(full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]], what: str) -> None:
    part, old, new, check = ODT[what]
    assert leaks(full, of, "odt", files["odt"][0], 0) == set()

    def change(body: bytes) -> bytes:
        assert old.encode() in body
        return body.replace(old.encode(), new.encode(), 1)

    assert check in leaks(full, of, "odt", rewritten(files["odt"][0], part, change), 0)


def test_the_settings_of_a_program_in_an_opendocument_text(
    full: Planted, of: Manuscript, files: dict[str, tuple[bytes, int]]
) -> None:
    """We write none; a program that saves the file adds them, with the printer of whoever did."""
    settings = (
        '<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"><office:settings><config:config-item-set>'
        f'<config:config-item config:name="PrinterName">{CANARY}</config:config-item>'
        "</config:config-item-set></office:settings></office:document-settings>"
    )
    data, pages = files["odt"]
    changed = rewritten(data, "", lambda body: body, extra={"settings.xml": settings.encode()})
    assert "words" in leaks(full, of, "odt", changed, pages)
