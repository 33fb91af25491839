"""What stands in a Word file that we made, read from its parts alone."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from strategy_editor.foundation.errors import Cancelled
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.items import Manuscript
from strategy_editor.model.blocks import Figure, Limits
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.model.text import CrossReference, Footnote, Marks, Run, runs_from
from strategy_editor.word import word_template, write
from tests.bench import examples
from tests.manuscript.seed import seed_lines, seed_project
from tests.model.values import document, heading, paragraph, project, projects, section, table
from tests.word.gallery import PICTURES, SMALL, gallery, pictures
from tests.word.own_checks import WP, W, faults

TODAY = date(2009, 3, 3)


def made(whole: Project, one: Document, edition: str = "cabinet", **fields: object) -> Manuscript:
    return manuscript(whole, one, edition, today=TODAY, **fields)  # type: ignore[arg-type]


def written(found: Manuscript, *, template: bytes | None = None, **fields: object) -> bytes:
    """The file; a ``template`` is taken in first."""
    out, cleaned = io.BytesIO(), word_template(template) if template is not None else None
    write(found, lambda id: PICTURES.get(id, SMALL), out, template=cleaned, **fields)  # type: ignore[arg-type]
    return out.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def part_names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def paragraphs(tree: etree._Element) -> list[str]:
    return ["".join(each.itertext(f"{W}t")) for each in tree.iter(f"{W}p")]


def all_bytes(data: bytes) -> bytes:
    """Every part unpacked, with its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


def test_the_seed_has_every_line_in_order_and_no_number_is_typed() -> None:
    whole = seed_project()
    found = "\n".join(paragraphs(part(written(made(whole, whole.documents[0])))))
    position = 0
    for line in seed_lines():
        label, _, rest = line.rpartition("\t")
        words = [label] if label and not label[0].isdigit() else []
        for piece in (*words, *(rest.split(": ", 1) if ": " in rest else [rest])):
            position = found.find(piece, position)
            assert position >= 0, line
        assert not (label and label[0].isdigit() and f"{label}{rest}" in found)


@pytest.mark.parametrize("edition", ["draft", "cabinet", "print", "large-print"])
@pytest.mark.parametrize("exempt", [False, True])
def test_one_of_everything_is_whole(edition: str, exempt: bool) -> None:
    whole = gallery(exempt=exempt)
    for one in whole.documents:
        found = made(whole, one, edition)
        assert faults(written(found)) == []
        assert faults(written(found, page_numbers="none")) == []


@settings(max_examples=examples(200), deadline=None)
@given(projects())
def test_documents_of_any_shape_are_whole(whole: Project) -> None:
    for one in whole.documents:
        assert faults(written(made(whole, one, "draft"))) == []


def test_equal_manuscripts_give_equal_files() -> None:
    whole = gallery()
    one = made(whole, whole.documents[0])
    assert written(one) == written(one)


def test_the_file_says_who_it_is_from_and_nothing_of_where_it_was_made() -> None:
    whole = gallery()
    data = written(made(whole, whole.documents[0]))
    assert not [name for name in part_names(data) if "app.xml" in name or "custom" in name or "thumbnail" in name]
    core = {etree.QName(each).localname: each.text for each in part(data, "docProps/core.xml")}
    assert core == {
        "title": "ICT Strategy",
        "subject": "Getting connected",
        "creator": "Cheshire East Council",
        "language": "en-GB",
        "lastModifiedBy": "Cheshire East Council",
        "revision": "1",
        "created": "2009-03-03T00:00:00Z",
        "modified": "2009-03-03T00:00:00Z",
    }
    everything = all_bytes(data).lower()
    for trace in (b"python", b"docx.oxml", b"lxml", b"file://", b"/home", b"secret", b"rsid"):
        assert trace not in everything
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_asks_to_be_updated_when_the_file_is_opened() -> None:
    whole = gallery()
    everything = all_bytes(written(made(whole, whole.documents[0])))
    assert b"updateFields" not in everything
    assert b"dirty" not in everything


def test_contents_hold_every_heading_with_its_page() -> None:
    whole = gallery()
    found = made(whole, whole.documents[0])
    pages = {each.anchor: index for index, each in enumerate(found.items) if hasattr(each, "anchor")}
    tree = part(written(found, page_numbers=pages))
    entries = [
        "".join(each.text or "\t" for each in line.iter(f"{W}t", f"{W}tab") if each.getparent().tag == f"{W}r")
        for line in tree.iter(f"{W}p")
        if (style := line.find(f"{W}pPr/{W}pStyle")) is not None and style.get(f"{W}val", "").startswith("Toc")
    ]
    headings = [each for each in found.items if getattr(each, "level", 9) <= 2 and hasattr(each, "in_contents")]
    assert len(entries) == len(headings) + 1
    for entry, each in zip(entries, headings, strict=False):
        assert entry.endswith(f"\t{pages[each.anchor]}")
        assert entry.startswith(each.label)
    instructions = [each.text for each in tree.iter(f"{W}instrText") if each.text and "TOC" in each.text]
    assert instructions == [' TOC \\o "1-2" \\h \\z ']
    assert not any("\x01" in (each.text or "") for each in tree.iter())


def test_without_pages_the_contents_have_links_and_no_numbers() -> None:
    whole = gallery()
    tree = part(written(made(whole, whole.documents[0]), page_numbers="none"))
    assert [each.text for each in tree.iter(f"{W}instrText") if each.text and "TOC" in each.text] == [
        ' TOC \\o "1-2" \\n \\h \\z '
    ]
    assert not any("PAGEREF" in (each.text or "") for each in tree.iter(f"{W}instrText"))


def test_headings_and_paragraphs_are_numbered_by_their_styles() -> None:
    """The seed's scheme: level two is linked to the style that takes it most often, there the heading."""
    whole = seed_project()
    data = written(made(whole, whole.documents[0]))
    lists = part(data, "word/numbering.xml")
    outline = lists.find(f"{W}abstractNum")
    assert outline is not None
    levels = {
        level.find(f"{W}pStyle").get(f"{W}val"): level.find(f"{W}lvlText").get(f"{W}val")  # type: ignore[union-attr]
        for level in outline.iter(f"{W}lvl")
        if level.find(f"{W}pStyle") is not None
    }
    assert levels == {"Heading1": "%1.0", "Heading2": "%1.%2"}
    styles = part(data, "word/styles.xml")
    for style in ("Heading1", "Heading2"):
        number = styles.find(f"{W}style[@{W}styleId='{style}']/{W}pPr/{W}numPr/{W}numId")
        assert number is not None


def test_appendices_number_with_their_letter() -> None:
    whole = gallery()
    data = written(made(whole, whole.documents[1]))
    texts = [each.get(f"{W}val") for each in part(data, "word/numbering.xml").iter(f"{W}lvlText")]
    assert texts[:2] == ["A%1", "A%1.%2"]
    caption = next(text for text in paragraphs(part(data)) if text.startswith("Table"))
    assert caption == "Table A1: Systems"


def test_tables_have_real_headers_and_say_what_they_are() -> None:
    whole = gallery()
    tree = part(written(made(whole, whole.documents[0])))
    for found in tree.iter(f"{W}tbl"):
        rows = list(found.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        width = len(found.findall(f"{W}tblGrid/{W}gridCol"))
        for row in rows:
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(1 if each is None else int(each.get(f"{W}val", "1")) for each in spans) == width
    assert tree.find(f".//{W}tblDescription") is not None
    assert tree.find(f".//{W}tblCaption").get(f"{W}val") == "Costs by service"  # type: ignore[union-attr]


def test_pictures_and_charts_are_described_and_stand_in_line() -> None:
    whole = gallery()
    tree = part(written(made(whole, whole.documents[0])))
    drawings = list(tree.iter(f"{W}drawing"))
    frames = [each[0] for each in drawings]
    assert {etree.QName(frame).localname for frame in frames} == {"inline"}
    described = [frame.find("{*}docPr").get("descr", "") for frame in frames]  # type: ignore[union-attr]
    assert described[1] == "Bars that fall from left to right. Five bars."
    assert [bool(each) for each in described].count(False) == 1
    assert any(etree.QName(each).localname == "decorative" for each in frames[2].iter())


def test_passages_name_their_language() -> None:
    whole = gallery()
    data = written(made(whole, whole.documents[0]))
    assert [each.get(f"{W}val") for each in part(data).iter(f"{W}lang")] == ["cy"]
    default = part(data, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert default is not None
    assert default.get(f"{W}val") == "en-GB"


def test_only_web_mail_and_telephone_addresses_become_links() -> None:
    whole = gallery()
    with zipfile.ZipFile(io.BytesIO(written(made(whole, whole.documents[0])))) as archive:
        relationships = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    outside = [each.get("Target") for each in relationships if each.get("TargetMode") == "External"]
    assert outside == ["https://www.example.gov.uk/a?b=c&d=e"]


def test_references_are_fields_that_lead_to_bookmarks() -> None:
    target, costs = heading("Costs"), table([["x"]], "Sums")
    words = [
        Run(CrossReference("r1", target.id)),
        Run(" "),
        Run(CrossReference("r2", costs.id)),
        Run(" "),
        Run(CrossReference("r3", target.id, "title")),
    ]
    one = document(section("S", target, costs, replace(paragraph(), runs=tuple(words))))
    tree = part(written(made(project(one), one)))
    codes = [each.text.split() for each in tree.iter(f"{W}instrText") if each.text and " REF" in each.text]
    assert [code[2:] for code in codes] == [["\\r", "\\h"], ["\\h"], ["\\h"]]
    assert paragraphs(tree)[-1] == "section 1.1 Table 1 Costs"
    marked = {each.get(f"{W}name"): each for each in tree.iter(f"{W}bookmarkStart")}
    label = marked[codes[1][1]]
    between = []
    for each in label.itersiblings():
        if each.tag == f"{W}bookmarkEnd":
            break
        between.extend(each.itertext(f"{W}t"))
    assert "".join(between) == "Table 1"


def test_footnotes_keep_their_numbers_when_one_is_left_out() -> None:
    """Word would count on: a note behind one that is not for publication is marked with its own number."""

    def noted(text: str) -> Run:
        return Run(Footnote(text, runs_from(f"Body {text}.")))

    hidden = replace(paragraph(), runs=(Run("b"), noted("two")), limits=Limits(exemption="e"))
    one = document(
        section(
            "S",
            replace(paragraph(), runs=(Run("a"), noted("one"))),
            hidden,
            replace(paragraph(), runs=(Run("c"), noted("three"))),
        )
    )
    data = written(made(project(one), one))
    marks = [
        (each.get(f"{W}customMarkFollows"), "".join(each.getparent().itertext(f"{W}t")))
        for each in part(data).iter(f"{W}footnoteReference")
    ]
    assert marks == [(None, ""), ("1", "3")]
    notes = paragraphs(part(data, "word/footnotes.xml"))
    assert notes[2:] == ["Body one.", "3Body three."]


def test_wide_tables_have_pages_of_their_own_on_their_side() -> None:
    wide = replace(table([["a"], ["b"]], "Wide"), landscape=True)
    one = document(section("S", paragraph("before"), wide, wide, paragraph("after")), section("T", wide))
    tree = part(written(made(project(one), one)))
    sizes = [each.find(f"{W}pgSz").get(f"{W}orient", "portrait") for each in tree.iter(f"{W}sectPr")]  # type: ignore[union-attr]
    assert sizes == ["portrait", "landscape", "portrait", "landscape"]
    assert len([each for each in tree.iter(f"{W}sectPr") if each.find(f"{W}titlePg") is not None]) == 1


def test_marks_stand_on_every_page() -> None:
    whole = gallery(exempt=True)
    data = written(made(whole, whole.documents[0], "draft", part="exempt"))
    headers = [name for name in part_names(data) if name.startswith("word/header")]
    assert len(headers) == 3
    for name in headers:
        assert paragraphs(part(data, name))[:2] == ["NOT FOR PUBLICATION", "DRAFT"]
    footers = [name for name in part_names(data) if name.startswith("word/footer")]
    assert all("Page 1 of 1" in paragraphs(part(data, name))[0] for name in footers)


def test_characters_that_xml_forbids_do_no_harm() -> None:
    strange = replace(paragraph(), runs=(Run("a\x00b\ud800c\x0bd<&>\"'"), Run("x\ny\tz", Marks(bold=True))))
    one = document(section("S", strange))
    tree = part(written(made(project(one), one)))
    assert paragraphs(tree)[-1] == "abcd<&>\"'xyz"
    assert len(list(tree.iter(f"{W}br"))) == 1


def test_work_can_be_cancelled() -> None:
    whole = gallery()

    def stop(share: float, what: str) -> None:
        assert 0 <= share <= 1
        assert what
        raise Cancelled

    with pytest.raises(Cancelled):
        written(made(whole, whole.documents[0]), progress=stop)


def test_a_picture_that_is_shown_twice_is_there_once() -> None:
    whole = gallery()
    twice = replace(
        whole.documents[0], sections=(*whole.documents[0].sections, replace(whole.documents[0].sections[4], id="again"))
    )
    data = written(made(whole, twice))
    assert len([name for name in part_names(data) if "media/" in name]) == 3
    assert pictures()


def captioned(count: int) -> Project:
    """A document with this many tables and figures, some of whose captions hold a note or an odd character."""
    blocks = [table([["a", "b"]] * 3, f"Figures & tables {number} and more") for number in range(count)]
    return project(document(section("Many", *blocks), section("After", paragraph("x"))))


def test_many_tables_have_a_list_that_word_can_renew() -> None:
    few, many = captioned(9), captioned(10)
    codes = [str(each.text).split() for each in part(written(made(few, few.documents[0]))).iter(f"{W}instrText")]
    assert not any(code[:1] == ["TOC"] and "\\c" in code for code in codes)
    data = written(made(many, many.documents[0]))
    assert faults(data) == []
    tree = part(data)
    codes = [str(each.text).split() for each in tree.iter(f"{W}instrText")]
    assert ["TOC", "\\h", "\\z", "\\c", '"Table"'] in codes
    lines = [each for each in tree.iter(f"{W}p") if _style(each) == "TableOfFigures"]
    bookmarks = {each.get(f"{W}name") for each in tree.iter(f"{W}bookmarkStart")}
    for number, line in enumerate(lines, start=1):
        words = "".join(line.itertext(f"{W}t"))
        assert words.startswith(f"Table {number}: Figures & tables {number - 1} and more")
        assert words[-1].isdigit()
        assert next(line.iter(f"{W}hyperlink")).get(f"{W}anchor") in bookmarks
    assert len(lines) == 10
    assert "TableOfFigures" in {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}
    without = part(written(made(many, many.documents[0]), page_numbers="none"))
    codes = [str(each.text).split() for each in without.iter(f"{W}instrText")]
    assert ["TOC", "\\h", "\\z", "\\n", "\\c", '"Table"'] in codes
    assert not any(code[0] == "PAGEREF" for code in codes)


def _style(element: etree._Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def test_no_column_is_narrower_than_its_longest_word_and_no_total_stands_alone() -> None:
    rows = [["Measure", "Baseline"], *([["One", "1"]] * 4), ["Total", "4"]]
    value = table(rows, "Narrow")
    value = replace(value, columns=(replace(value.columns[0], width=0.95), replace(value.columns[1], width=0.05)))
    whole = project(document(section("One", value)))
    tree = part(written(made(whole, whole.documents[0])))
    widths = [int(each.get(f"{W}w", "0")) for each in tree.iter(f"{W}gridCol")]
    assert widths[1] > 8 * 9 * 20 * 0.5, "eight letters of nine points, in twips"
    kept = [any(each.get(f"{W}val") != "0" for each in row.iter(f"{W}keepNext")) for row in tree.iter(f"{W}tr")]
    assert kept[-2:] == [True, False]
    assert not any(kept[1:-2])


@pytest.mark.parametrize("across", [1200, 2000, 6000])
def test_pictures_are_sharp_in_print_and_no_larger_than_that_takes(across: int) -> None:
    out = io.BytesIO()
    Image.effect_noise((across, across // 2), 40).save(out, "PNG")
    shown = Figure("f", "big", paragraph("Shown"), alternative="Noise.", width=1.0)
    whole = project(document(section("One", shown)))
    holder = io.BytesIO()
    write(made(whole, whole.documents[0]), lambda _: out.getvalue(), holder)
    with zipfile.ZipFile(io.BytesIO(holder.getvalue())) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        with Image.open(io.BytesIO(archive.read(name))) as kept:
            pixels = kept.width
    extent = next(part(holder.getvalue()).iter(f"{WP}extent"))
    dots = pixels / (int(extent.get("cx", "0")) / 914_400)
    assert dots <= 360
    assert pixels == across or dots >= 300


def test_type_comes_from_the_theme_and_looks_from_styles() -> None:
    """No run names a font or a size, so that one change of theme or style changes the whole document."""
    whole = gallery()
    data = written(made(whole, whole.documents[0]))
    for name in part_names(data):
        if name.startswith("word/") and name.endswith(".xml") and "/charts/" not in name:
            tree = part(data, name)
            if name not in ("word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml"):
                assert not list(tree.iter(f"{W}rFonts", f"{W}sz", f"{W}color")), name
    fonts = [each for each in part(data, "word/styles.xml").iter(f"{W}rFonts")]
    assert fonts
    assert all(each.get(f"{W}asciiTheme") and each.get(f"{W}ascii") is None for each in fonts)
    theme = all_bytes(data)
    assert b'<a:latin typeface="Arial"/>' in theme
