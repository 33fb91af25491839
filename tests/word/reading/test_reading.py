"""What the reader makes of each thing that Word can say, against XML written by hand."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree
from PIL import Image

from strategy_editor.incoming.values import NoteCall, Paragraph, Picture, Place, Table, TextBox
from strategy_editor.incoming.views import accepted, located, paragraphs_of, rejected
from strategy_editor.word.reading import read
from tests.word.reading.making import NAMES, W, dele, docx, ins, p, r, relation, table


def only(body: str, **more: object) -> Paragraph:
    """The one paragraph of a body."""
    (found,) = read(docx(body, **more)).blocks  # type: ignore[arg-type]
    assert isinstance(found, Paragraph)
    return found


# ---- characters and paragraphs


def test_looks_come_from_the_run_its_style_and_the_paragraphs_style() -> None:
    found = only(
        p(
            r("plain"),
            r("direct", '<w:b/><w:i w:val="0"/><w:vertAlign w:val="superscript"/><w:lang w:val="cy-GB"/>'),
            r("styled", '<w:rStyle w:val="Strong"/>'),
            r("not", '<w:b w:val="false"/>'),
            style="Ours",
        )
    )
    plain, direct, styled, off = (run.looks for run in found.runs)
    assert (plain.bold, plain.strong, plain.size) == (False, True, 16.0)
    assert (direct.bold, direct.italic, direct.script, direct.language) == (True, False, "superscript", "cy-GB")
    assert (styled.bold, styled.strong) == (True, True)
    assert (off.bold, off.strong) == (False, False)


def test_the_level_comes_from_the_name_of_the_style_or_what_it_is_based_on_or_the_paragraph() -> None:
    levels = {"Heading1": 1, "Heading2": 2, "Ours": 2, "Normal": 0, "Unknown": 0}
    for style, level in levels.items():
        assert only(p("x", style=style)).shape.level == level
    assert only(p("x", properties='<w:outlineLvl w:val="2"/>')).shape.level == 3
    off = only(p("x", style="Heading1", properties='<w:outlineLvl w:val="9"/>')).shape
    assert (off.level, off.level_of) == (0, "")
    assert only(p("x", style="Ours")).shape.style == "Council heading"


def test_runs_of_equal_looks_are_one() -> None:
    found = only(p(r("He"), '<w:proofErr w:type="spellStart"/>', r("llo"), r("!", "<w:b/>"), r("?", "<w:b/>")))
    assert [run.text for run in found.runs] == ["Hello", "!?"]


def test_tabs_breaks_and_special_signs_are_characters() -> None:
    inside = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:br w:type="page"/></w:r>'
    )
    assert only(p(inside)).text == "a\tb\n\u2011\u00ad✓\f"


def test_text_in_wrappers_is_read_once() -> None:
    def wrapped(tag: str, text: str) -> str:
        return f"<w:{tag}>{r(text)}</w:{tag}>"

    sdt = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('c')}</w:sdtContent></w:sdt>"
    choice = f'<mc:AlternateContent><mc:Choice Requires="w14">{r("d")}</mc:Choice><mc:Fallback>{r("D")}</mc:Fallback>'
    found = only(p(wrapped("smartTag", "a"), wrapped("bdo", "b"), sdt, choice + "</mc:AlternateContent>"))
    assert found.text == "abcd"
    block = f"<w:sdt><w:sdtContent>{p('x')}</w:sdtContent></w:sdt><w:customXml>{p('y')}</w:customXml>"
    assert [each.text for each in paragraphs_of(read(docx(block)).blocks)] == ["x", "y"]


def test_fields_show_their_results_and_say_what_they_are() -> None:
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def field(instruction: str, *result: str) -> str:
        told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        return character("begin") + told + character("separate") + "".join(result) + character("end")

    inner = field(" REF _Ref1 \\h ", r("3.2"))
    simple = '<w:fldSimple w:instr=" SEQ Table ">' + r("4") + "</w:fldSimple>"
    link = field(' HYPERLINK "https://example.org/" ', r("there"))
    found = only(p("see ", inner, r(" or "), simple, link))
    assert found.text == "see 3.2 or 4there"
    assert [run.field.kind if run.field else "" for run in found.runs] == ["", "REF", "", "SEQ", "HYPERLINK"]
    assert found.runs[-1].looks.link == "https://example.org/"


def test_a_contents_list_is_known_by_its_field_its_control_or_its_style() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = p(begin, separate, r("One")) + p("Two") + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body += f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('Three')}</w:sdtContent></w:sdt>"
    body += p("Four", style="Inhalt1") + p("Five")
    found = [(each.text, each.contents) for each in paragraphs_of(read(docx(body)).blocks)]
    assert found == [("One", True), ("Two", True), ("", True), ("Three", True), ("Four", True), ("Five", False)]


def test_links_lead_out_of_the_file_or_to_a_place_in_it() -> None:
    body = p(f'<w:hyperlink r:id="l">{r("out")}</w:hyperlink>', f'<w:hyperlink w:anchor="here">{r("in")}</w:hyperlink>')
    found = only(body, relations=relation("l", "hyperlink", "https://example.org/a", external=True))
    assert [run.looks.link for run in found.runs] == ["https://example.org/a", "#here"]


def test_bookmarks_are_those_that_start_in_the_paragraph_without_what_pasting_adds() -> None:
    def start(name: str) -> str:
        return f'<w:bookmarkStart w:id="1" w:name="{name}"/>'

    body = start("_blk_a") + p("one") + p("tw", start("_blk_b_Copy_1"), "o", '<w:bookmarkEnd w:id="1"/>')
    one, two = paragraphs_of(read(docx(body)).blocks)
    assert [(mark.name, mark.offset, mark.copied) for mark in one.bookmarks] == [("_blk_a", 0, False)]
    assert [(mark.name, mark.offset, mark.copied) for mark in two.bookmarks] == [("_blk_b", 2, True)]


# ---- tables, notes and things


WIDE = '<w:gridSpan w:val="2"/>'


def test_tables_keep_their_grid_their_spans_and_what_is_in_them() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"

    inner = table(["inner"])
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell(p('wide'), WIDE)}{cell(p('c'))}</w:tr>",
        "<w:tr>"
        + cell(p("tall"), '<w:vMerge w:val="restart"/>')
        + cell(p("b") + inner + p())
        + cell(p("c"))
        + "</w:tr>",
        "<w:tr>" + cell(p(), "<w:vMerge/>") + cell(p("b")) + cell(p("c")) + "</w:tr>",
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell(p("late")) + cell(p("c")) + "</w:tr>",
    )
    (found,) = read(docx(f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>")).blocks
    assert isinstance(found, Table)
    assert found.columns == 3
    assert [row.header for row in found.rows] == [True, False, False, False]
    grid = [
        [(cell.column, cell.column_span, cell.row_span, cell.continued) for cell in row.cells] for row in found.rows
    ]
    assert grid == [
        [(0, 2, 1, False), (2, 1, 1, False)],
        [(0, 1, 2, False), (1, 1, 1, False), (2, 1, 1, False)],
        [(0, 1, 0, True), (1, 1, 1, False), (2, 1, 1, False)],
        [(1, 1, 1, False), (2, 1, 1, False)],
    ]
    assert isinstance(found.rows[1].cells[1].blocks[1], Table)


def test_notes_are_called_where_they_stand() -> None:
    notes = (
        f'<w:footnote w:id="-1" w:type="separator">{p()}</w:footnote><w:footnote w:id="2">{p("Source: ", r("ONS"))}'
        "</w:footnote>"
    )
    whole = read(docx(p("Fact", '<w:r><w:footnoteReference w:id="2"/></w:r>'), parts={"footnotes": notes}))
    (fact,) = whole.blocks
    assert fact.runs[1].thing == NoteCall("footnote:2")  # type: ignore[union-attr]
    assert list(whole.notes) == ["footnote:2"]
    assert [each.paragraph.text for each in located(whole)] == ["Fact\ufffc", "Source: ONS"]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "blue").save(out, "PNG")
    return out.getvalue()


def drawing(inside: str, said: str = 'id="1" name="Picture 1" descr="A blue box"') -> str:
    return (
        f'<w:drawing><wp:inline><wp:extent cx="360000" cy="720000"/><wp:docPr {said}/><a:graphic><a:graphicData>'
        f"{inside}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


BLIP = '<pic:pic><pic:blipFill><a:blip r:embed="image"/></pic:blipFill></pic:pic>'
IMAGE = relation("image", "image", "media/image1.png")


def test_pictures_come_with_their_bytes_size_and_description() -> None:
    data = docx(p("<w:r>" + drawing(BLIP) + "</w:r>"), files={"word/media/image1.png": png()}, relations=IMAGE)
    found = read(data)
    (shown,) = (run.thing for paragraph in paragraphs_of(found.blocks) for run in paragraph.runs)
    assert shown == Picture("word/media/image1.png", "A blue box", "Picture 1", width=10.0, height=20.0)
    assert found.media == {"word/media/image1.png": png()}
    assert not read(data, pictures=False).media


def test_the_old_way_and_embedded_objects_show_their_picture() -> None:
    shape = '<v:shape alt="A plan"><v:imagedata r:id="image"/></v:shape>'
    body = p(f"<w:r><w:pict>{shape}</w:pict></w:r>", f'<w:r><w:object>{shape}<o:OLEObject r:id="x"/></w:object></w:r>')
    found = only(body, files={"word/media/image1.png": png()}, relations=IMAGE)
    kinds = [(run.thing.kind, run.thing.alternative, run.thing.media) for run in found.runs]  # type: ignore[union-attr]
    assert kinds == [("picture", "A plan", "word/media/image1.png"), ("object", "A plan", "word/media/image1.png")]


def test_a_text_box_is_read_once_with_what_is_in_it() -> None:
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{p('In the box')}</w:txbxContent></wps:txbx></wps:wsp>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('In the box')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing(box)}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent>"
    )
    for inside in (both, old):
        found = only(p(f"<w:r>{inside}</w:r>"))
        (held,) = (run.thing for run in found.runs)
        assert isinstance(held, TextBox)
        assert [each.text for each in paragraphs_of(held.blocks)] == ["In the box"]


_AXES = '<c:axId val="1"/><c:axId val="2"/>'


def _axis(name: str, own: int, other: int) -> str:
    inside = f'<c:axId val="{own}"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="{other}"/>'
    return f"<c:{name}>{inside}</c:{name}>"


def chart_file(kind: str = "barChart", more: str = "") -> bytes:
    """A chart of two years; ``more`` is what stands beside its figures."""

    def cached(name: str, *points: str) -> str:
        sort = "num" if name == "val" else "str"
        inside = "".join(f'<c:pt idx="{index}"><c:v>{each}</c:v></c:pt>' for index, each in enumerate(points))
        held = f'<c:f>Sheet1!$A$1</c:f><c:{sort}Cache><c:ptCount val="{len(points)}"/>{inside}</c:{sort}Cache>'
        return f"<c:{name}><c:{sort}Ref>{held}</c:{sort}Ref></c:{name}>"

    places = '<c:idx val="0"/><c:order val="0"/>'
    line = f"<c:ser>{places}{cached('tx', 'Cost')}{cached('cat', '2024', '2025')}{cached('val', '3', '4.5')}</c:ser>"
    plot = f"<c:{kind}>{more}{line}{_AXES}</c:{kind}>{_axis('catAx', 1, 2)}{_axis('valAx', 2, 1)}"
    chart = f"<c:chartSpace {NAMES}><c:chart><c:plotArea><c:layout/>{plot}</c:plotArea></c:chart>"
    return docx(
        p("<w:r>" + drawing('<c:chart r:id="chart"/>') + "</w:r>"),
        files={"word/charts/chart1.xml": (chart + "</c:chartSpace>").encode()},
        relations=relation("chart", "chart", "charts/chart1.xml"),
    )


def test_a_chart_comes_with_its_figures() -> None:
    (found,) = paragraphs_of(read(chart_file()).blocks)
    thing = found.runs[0].thing
    assert isinstance(thing, Picture)
    assert thing.chart is not None
    assert (thing.chart.kind, thing.chart.names) == ("barChart", ("2024", "2025"))
    assert thing.chart.series == (("Cost", ("3", "4.5")),)


# ---- who changed what


def revision_count(data: bytes) -> int:
    """Elements that are tracked changes, counted in the raw text."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    raw = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    names = rb"ins|del|moveFrom|moveTo|\w+Change|cellIns|cellDel|cellMerge"
    return len(re.findall(rb"<w:(?:" + names + rb")[ />]", raw))


MARK = '<w:rPr><w:{tag} w:id="9" w:author="Anna" w:date="2026-07-01T10:00:00Z"/></w:rPr>'


def everything_tracked() -> bytes:
    """One of each kind of change."""
    who = 'w:id="5" w:author="Cy" w:date="2026-01-01T09:00:00Z"'
    bold = r("now bold", f"<w:b/><w:rPrChange {who}><w:rPr><w:i/></w:rPr></w:rPrChange>")
    moved = f'<w:moveFromRangeStart w:id="7" w:name="move1"/><w:moveFrom {who}>{r("went", tag="delText")}</w:moveFrom>'
    arrived = f'<w:moveToRangeStart w:id="8" w:name="move1"/><w:moveTo {who}>{r("went")}</w:moveTo>'
    row = f"<w:tr><w:trPr><w:{{tag}} {who}/></w:trPr><w:tc>{p('{text}')}</w:tc></w:tr>"
    body = (
        p("a", ins(r("new")), dele("old"), f"<w:ins {who}>{dele('both')}</w:ins>", bold)
        + p(moved + '<w:moveFromRangeEnd w:id="7"/>', properties=MARK.format(tag="del"))
        + p(arrived, properties=MARK.format(tag="ins"))
        + p(
            "shape",
            style="Heading1",
            properties=f'<w:pPrChange {who}><w:pPr><w:pStyle w:val="Ours"/></w:pPr></w:pPrChange>',
        )
        + "<w:tbl>"
        + row.format(tag="ins", text="row in")
        + row.format(tag="del", text="row out")
        + row.replace("trPr><w:{tag}", "trPr><w:tblHeader/><w:trPrChange").format(text="row")
        + "</w:tbl>"
        + p(ins(), r("end"))
        + f"<w:sectPr><w:sectPrChange {who}/></w:sectPr>"
    )
    note = f'<w:footnote w:id="2">{p(ins(r("noted")))}</w:footnote>'
    return docx(body, parts={"footnotes": note})


def test_every_tracked_change_is_there_once_with_its_author() -> None:
    data = everything_tracked()
    found = read(data)
    assert len(found.revisions) == revision_count(data) == 16
    assert [each.number for each in found.revisions] == list(range(16))
    assert {each.author for each in found.revisions} == {"Anna", "Ben", "Cy"}
    moves = {each.kind: each.move for each in found.revisions if each.kind.startswith("moved")}
    assert moves == {"moved-from": "move1", "moved-to": "move1"}


def test_views_show_the_document_after_and_before_all_changes() -> None:
    found = read(everything_tracked())
    after = [each.text for each in paragraphs_of(accepted(found).blocks)]
    before = [each.text for each in paragraphs_of(rejected(found).blocks)]
    assert after == ["anewnow bold", "went", "shape", "row in", "row", "end"]
    assert before == ["aoldnow bold", "went", "shape", "row out", "row", "end"]
    shapes = [(each.shape.style, each.runs[-1].looks.italic) for each in paragraphs_of(rejected(found).blocks)]
    assert shapes[0] == ("Normal", True)
    assert shapes[2][0] == "Council heading"
    assert not accepted(found).revisions


def test_a_joined_paragraph_says_what_it_was_made_of_and_where_its_marks_stand_now() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="_blk_b"/>'
    body = p("one ", dele("gone"), properties=MARK.format(tag="del")) + p("tw", mark, "o")
    (joined,) = accepted(read(docx(body))).blocks
    assert isinstance(joined, Paragraph)
    assert (joined.text, joined.numbers) == ("one two", (0, 1))
    assert [(each.name, each.offset) for each in joined.bookmarks] == [("_blk_b", 6)]


def test_dates_are_local_unless_the_file_says_utc() -> None:
    summer = only(p(ins(r("x")))).runs[0].insertion
    assert summer is not None
    assert summer.at == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    both = 'w:date="2026-07-01T10:00:00Z" w16du:dateUtc="2026-07-01T14:00:00Z"'
    certain = f'<w:ins w:id="1" w:author="A" {both}>{r("x")}</w:ins>'
    assert only(p(certain)).runs[0].insertion.at == datetime(2026, 7, 1, 14, 0, tzinfo=UTC)  # type: ignore[union-attr]
    for scrubbed in ("1900-01-01T00:00:00Z", "", "yesterday"):
        text = f'<w:ins w:id="1" w:author="Author" w:date="{scrubbed}">{r("x")}</w:ins>'
        assert only(p(text)).runs[0].insertion.at is None  # type: ignore[union-attr]


# ---- who remarked on what


def comment(id: int, text: str, author: str = "Anna", paragraph: str = "") -> str:
    said = f'<w:p w14:paraId="{paragraph}">{r(text)}</w:p>'
    return (
        f'<w:comment w:id="{id}" w:author="{author}" w:initials="A" w:date="2026-01-01T1{id}:00:00Z">{said}</w:comment>'
    )


def around(id: int, inside: str) -> str:
    call = f'<w:r><w:commentReference w:id="{id}"/></w:r>'
    return f'<w:commentRangeStart w:id="{id}"/>{inside}<w:commentRangeEnd w:id="{id}"/>{call}'


def test_comments_stand_on_their_words_at_any_depth() -> None:
    nested = f"<w:ins w:id='1' w:author='B'>{around(1, r('deep'))}</w:ins>"
    cell = f"<w:tbl><w:tr><w:tc>{p(around(2, r('cell')))}</w:tc></w:tr></w:tbl>"
    long = '<w:commentRangeStart w:id="3"/>' + p("from here") + p("to ", '<w:commentRangeEnd w:id="3"/>', "there")
    point = p("a", '<w:r><w:commentReference w:id="4"/></w:r>', "b")
    said = "".join(comment(id, f"remark {id}") for id in (1, 2, 3, 4, 5))
    found = read(docx(p("x", nested) + cell + long + point, parts={"comments": said})).comments
    assert [each.quote for each in found] == ["deep", "cell", "from here\nto ", "", ""]
    assert [each.start for each in found] == [Place(0, 1), Place(1, 0), Place(2, 0), Place(4, 1), None]
    assert [each.text for each in found] == [f"remark {id}" for id in (1, 2, 3, 4, 5)]


def test_answers_and_what_is_resolved_come_from_the_extended_part() -> None:
    extended = (
        f'<w15:commentsEx {NAMES}><w15:commentEx w15:paraId="0A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="1"/></w15:commentsEx>'
    )
    found = read(
        docx(
            p(around(1, around(2, r("word")))),
            parts={"comments": comment(1, "Why?", paragraph="0A") + comment(2, "Because.", "Ben", "0B")},
            files={"word/commentsExtended.xml": extended.encode()},
            relations=relation("e", "commentsExtended", "commentsExtended.xml"),
        )
    ).comments
    assert [(each.parent, each.guessed, each.resolved) for each in found] == [("", False, True), ("1", False, True)]


def test_where_answers_lost_their_thread_equal_ranges_give_it_back_as_a_guess() -> None:
    said = comment(1, "Why?") + comment(2, "Because.") + comment(3, "Elsewhere.")
    body = p(around(1, around(2, r("word"))), around(3, r("other")))
    found = read(docx(body, parts={"comments": said})).comments
    assert [(each.parent, each.guessed) for each in found] == [("", False), ("1", True), ("", False)]


def test_a_remark_on_what_was_deleted_quotes_what_was_deleted() -> None:
    found = read(docx(p("a", around(1, dele("gone")), "b"), parts={"comments": comment(1, "Why?")}))
    assert found.comments[0].quote == "gone"


# ---- the file itself


def test_properties_people_and_tracking() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>ICT Strategy</dc:title>'
        "<dc:identifier>STRAT-42/r17/c3</dc:identifier><cp:lastModifiedBy>Anna</cp:lastModifiedBy></cp:coreProperties>"
    )
    custom = '<Properties><property name="Copy"><vt:lpwstr xmlns:vt="x">c3</vt:lpwstr></property></Properties>'
    people = f'<w15:people {NAMES}><w15:person w15:author="Anna"/></w15:people>'
    files = {"docProps/core.xml": core, "docProps/custom.xml": custom, "word/people.xml": people}
    found = read(
        docx(
            p("x"),
            parts={"settings": "<w:trackRevisions/>"},
            files={name: text.encode() for name, text in files.items()},
            relations=relation("p", "people", "people.xml"),
        )
    )
    assert (found.properties.title, found.properties.identifier) == ("ICT Strategy", "STRAT-42/r17/c3")
    assert (found.properties.last_saved_by, found.properties.custom) == ("Anna", {"Copy": "c3"})
    assert (found.people, found.tracking) == (("Anna",), True)


def test_headers_and_footers_are_stories_of_their_own() -> None:
    found = read(
        docx(
            p("x"),
            files={"word/footer1.xml": f"<w:ftr {NAMES}>{p('Ref: STRAT-42/r17/c3')}</w:ftr>".encode()},
            relations=relation("f", "footer", "footer1.xml"),
        )
    )
    assert [(story.kind, next(paragraphs_of(story.blocks)).text) for story in found.stories] == [
        ("footer", "Ref: STRAT-42/r17/c3")
    ]


# ---- numbers


def one_list(levels: str) -> str:
    use = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{use}'


def numbered(*paragraphs: tuple[int, int], levels: str, more: str = "") -> list[str]:
    numbering = one_list(levels) + more
    body = "".join(
        p("x", properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        for number, level in paragraphs
    )
    found = read(docx(body, parts={"numbering": numbering}))
    return [each.shape.listing.label if each.shape.listing else "" for each in paragraphs_of(found.blocks)]


def level(depth: int, form: str, drawn: str, more: str = "") -> str:
    start = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{depth}">{start}{more}<w:lvlText w:val="{drawn}"/></w:lvl>'


COUNCIL = level(0, "decimal", "%1.0") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")


def test_labels_are_drawn_as_word_draws_them() -> None:
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2), (0, 0), (1, 1)]
    labels = ["1.0", "1.1", "1.2", "(a)", "(b)", "2.0", "2.1", "(a)", "", "2.2"]
    assert numbered(*places, levels=COUNCIL) == labels


@pytest.mark.parametrize(
    ("form", "fourth"),
    [("upperRoman", "IV"), ("lowerRoman", "iv"), ("upperLetter", "D"), ("decimalZero", "04"), ("bullet", "•")],
)
def test_forms_of_numbers(form: str, fourth: str) -> None:
    assert numbered(*[(1, 0)] * 4, levels=level(0, form, "%1"))[-1] == fourth


def test_a_list_can_start_anew() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    assert numbered((1, 0), (1, 0), (2, 0), (2, 0), levels=level(0, "decimal", "%1."), more=again) == [
        "1.",
        "2.",
        "5.",
        "6.",
    ]


def test_a_style_gives_its_number_and_a_paragraph_can_refuse_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="N"><w:name w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    levels = level(0, "decimal", "%1.0") + level(1, "decimal", "%1.%2", '<w:pStyle w:val="N"/>')
    numbering = one_list(levels)
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    found = read(
        docx(p("a", style="N") + p("b", style="N", properties=none), parts={"styles": styles, "numbering": numbering})
    )
    first, second = paragraphs_of(found.blocks)
    assert first.shape.listing is not None
    assert (first.shape.listing.label, first.shape.listing.level, first.shape.listing.of_style) == ("1.1", 2, True)
    assert second.shape.listing is None


def test_the_hand_made_files_are_what_they_claim() -> None:
    """The maker of these files writes well-formed XML in the right namespace."""
    tree = etree.fromstring(f"<w:body {NAMES}>{p('x', ins(r('y')), style='A')}</w:body>")
    assert [each.tag for each in tree.iter(f"{{{W}}}t")] == [f"{{{W}}}t"] * 2
