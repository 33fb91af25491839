"""What is found in old files, against the truth about files that were made with every fault on purpose."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from strategy_editor.incoming.assembling import findings
from strategy_editor.incoming.found import Findings, RepairKind
from strategy_editor.incoming.views import accepted, paragraphs_of, rejected
from strategy_editor.model.blocks import Block, Box, Chart, Figure, Heading, ListItem, Paragraph, Table
from strategy_editor.model.text import Footnote, objects, plain
from strategy_editor.model.tree import walk_blocks
from strategy_editor.word.reading import read
from tests.bench import examples
from tests.incoming.legacy import WAYS, Truth, legacy_file
from tests.word.reading.making import STYLES, dele, docx, ins, p, r, table
from tests.word.reading.test_reading import chart_file


def digest(data: bytes, name: str) -> str:
    return hashlib.sha256(data).hexdigest()


def found_in(data: bytes) -> Findings:
    return findings(accepted(read(data)), digest)


def blocks(found: Findings) -> Iterator[Block]:
    for piece in found.pieces:
        yield from piece.blocks


def told(found: Findings) -> Truth:
    """The findings in the words of the truth."""
    out = Truth(headings=[(piece.name, piece.level) for piece in found.pieces if piece.level])
    for block in blocks(found):
        match block:
            case Paragraph():
                out.paragraphs.append(plain(block.runs))
                out.footnotes += [plain(each.body) for each in objects(block.runs) if isinstance(each, Footnote)]
            case ListItem():
                out.items.append((plain(block.runs), block.kind, block.level))
            case Table():
                caption = plain(block.caption.runs)
                out.tables.append((len(block.rows), len(block.columns), block.header_rows, caption))
            case Figure():
                out.figures.append((block.alternative, plain(block.caption.runs)))
            case Box():
                out.boxes.append(" ".join(plain(inner.runs) for inner in block.blocks))
    return out


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_all_that_is_in_an_old_file_is_found_and_nothing_else(way: str) -> None:
    for number in range(examples(200)):
        data, truth = legacy_file(random.Random(f"{way}{number}"), way)
        assert told(found_in(data)) == truth, (way, number)


def words_of(text: str) -> Counter[str]:
    return Counter(text.split())


@pytest.mark.parametrize("way", WAYS)
def test_one_file_of_each_way(way: str) -> None:
    data, truth = legacy_file(random.Random(way), way)
    assert told(found_in(data)) == truth


def repairs(found: Findings) -> dict[RepairKind, int]:
    return {each.kind: each.count for each in found.repairs}


def test_every_repair_is_told_with_its_places() -> None:
    hidden = r("secret", "<w:vanish/>")
    marked = r("check this", '<w:highlight w:val="yellow"/>')
    body = (
        p(r("1.\tOur homes", "<w:b/>"))
        + p("1.1\tThe council owns many homes in the borough.")
        + p("•\tRepair them")
        + p()
        + p("Words", hidden, marked, '<w:r><w:br w:type="page"/></w:r>')
        + table(["Year", "Cost"], ["2024", "£10"])
        + p("Contents ... 1", style="Inhalt1")
    )
    found = found_in(docx(body))
    assert repairs(found) == {
        "heading": 1,
        "typed-number": 2,
        "typed-bullet": 1,
        "header-row": 1,
        "empty-paragraph": 1,
        "contents": 1,
        "page-break": 1,
        "hidden-text": 1,
        "highlight": 1,
    }
    by_kind = {each.kind: each for each in found.repairs}
    assert by_kind["heading"].places == ("Our homes",)
    assert by_kind["header-row"].sentence.startswith("1 table had no marked header row")
    assert [type(block).__name__ for block in blocks(found)] == ["Paragraph", "ListItem", "Paragraph", "Table"]


def test_references_to_old_numbers_are_told() -> None:
    field = '<w:fldSimple w:instr=" REF _Ref1 \\r ">' + r("3.2") + "</w:fldSimple>"
    found = found_in(docx(p("See section ", field, " and Table 4 of the old file.") + p("Table 4: Costs of the homes")))
    assert repairs(found)["reference"] == 2
    (told_of,) = (each for each in found.repairs if each.kind == "reference")
    assert told_of.places[0].startswith("See section 3.2 and Table 4")
    assert told_of.places[1] == "3.2"


def test_numbered_paragraphs_in_a_style_with_an_outline_level_are_not_headings() -> None:
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="EM"><w:name w:val="EM Paragraph"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    long = "This paragraph has been prepared by the department and says what the regulations do."
    body = p("Introduction", style="Heading1") + p(long, style="EM") + p(long, style="EM")
    found = found_in(docx(body, parts={"styles": styles}))
    assert [piece.name for piece in found.pieces] == ["Introduction"]
    assert len(found.pieces[0].blocks) == 2


def test_an_address_in_bold_lines_is_no_row_of_headings() -> None:
    lines = "".join(p(r(line, "<w:b/>")) for line in ("Town Hall", "High Street", "Sandbach", "Cheshire"))
    found = found_in(docx(p("We met on a day in March to agree the strategy.") + lines + p("More words follow here.")))
    assert [piece.level for piece in found.pieces] == [0]


def test_lines_at_the_beginning_that_look_alike_are_the_title() -> None:
    large = '<w:b/><w:sz w:val="52"/>'
    body = p(r("Governance Code on Public", large)) + p(r("Appointments", large)) + p(r("Our homes", "<w:b/>"))
    found = found_in(docx(body + p("The council owns many homes in the borough.") * 3))
    assert [(piece.level, piece.name) for piece in found.pieces if piece.level] == [(1, "Our homes")]
    assert found.title == "Governance Code on Public"


def test_headings_that_look_the_same_have_the_same_level() -> None:
    def bold(text: str, size: int) -> str:
        return p(r(text, f'<w:b/><w:sz w:val="{size}"/>')) + p("The council owns many homes in the borough.")

    found = found_in(docx(p("It begins.") + bold("One", 32) + bold("Two", 24) + bold("Three", 24) + bold("Four", 32)))
    assert [piece.level for piece in found.pieces if piece.level] == [1, 2, 2, 1]


def test_a_style_of_sub_headings_is_below_one_of_headings_with_the_same_level() -> None:
    styles = STYLES + "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        "</w:style>"
        for id, name in (("S", "EM Section"), ("T", "EM Subheading"))
    )
    found = found_in(docx(p("Context", style="S") + p("Why?", style="T") + p("Because."), parts={"styles": styles}))
    assert [(piece.name, piece.level) for piece in found.pieces] == [("Context", 1), ("Why?", 2)]


def test_a_list_that_draws_no_sign_makes_no_items() -> None:
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p(r("Our homes", "<w:b/>"), properties=place) + p("The council owns homes.", properties=place)
    found = found_in(docx(p("It begins.") + body, parts={"numbering": numbering}))
    assert [piece.name for piece in found.pieces] == ["Before the first heading", "Our homes"]
    assert [type(block).__name__ for block in found.pieces[1].blocks] == ["Paragraph"]


def test_a_contents_list_that_was_typed_is_left_out() -> None:
    lines = (
        p(r("Contents", "<w:b/>")) + p("Our homes", "<w:r><w:tab/><w:tab/></w:r>", "3") + p("Our roads .......... 5")
    )
    found = found_in(docx(lines + p(r("Our homes", "<w:b/>")) + p("The council owns homes.")))
    assert [piece.name for piece in found.pieces] == ["Our homes"]
    assert repairs(found)["contents"] == 3


def test_lines_of_a_file_made_from_pdf_are_joined() -> None:
    line = "The council will work with partners so that residents can use services"
    body = "".join(
        p(r(f"{number}. The role of the Commissioner for Public", '<w:b/><w:sz w:val="36"/>'))
        + p(r("Appointments", '<w:b/><w:sz w:val="36"/>'))
        + p(f"{number}.1 {line}")
        + p("at times that suit them and in the ways they choose today, and")
        + p("no other.")
        for number in range(1, 13)
    )
    found = found_in(docx(body))
    assert [piece.name for piece in found.pieces] == ["The role of the Commissioner for Public Appointments"] * 12
    (block,) = found.pieces[3].blocks
    assert plain(block.runs) == (  # type: ignore[union-attr]
        f"{line} at times that suit them and in the ways they choose today, and no other."
    )
    assert repairs(found)["broken-line"] == 36


def test_whole_lines_are_left_as_they_are() -> None:
    line = "The council will work with partners so that residents can use services"
    found = found_in(docx(p(line) * 40))
    assert len(found.pieces[0].blocks) == 40


def test_bold_of_a_whole_paragraph_is_a_look_and_of_a_word_emphasis() -> None:
    found = found_in(docx(p("This is ", r("very", "<w:b/><w:i/>"), " important to the council.")))
    (block,) = blocks(found)
    assert isinstance(block, Paragraph)
    assert [(run.content, run.marks.bold, run.marks.italic) for run in block.runs] == [
        ("This is ", False, False),
        ("very", True, True),
        (" important to the council.", False, False),
    ]


def test_changes_are_taken_or_left_as_the_view_says() -> None:
    document = read(docx(p("We ", ins(r("shall ")), dele("may "), "build.")))
    for view, words in ((accepted, "We shall build."), (rejected, "We may build.")):
        (block,) = blocks(findings(view(document), digest))
        assert plain(block.runs) == words  # type: ignore[union-attr]


def test_links_and_languages_are_kept_where_they_mean_something() -> None:
    welsh = r("Croeso", '<w:lang w:val="cy-GB"/>')
    american = r(" welcome", '<w:lang w:val="en-US"/>')
    body = p(welsh, american, '<w:hyperlink w:anchor="here"><w:r><w:t> there</w:t></w:r></w:hyperlink>')
    (block,) = blocks(found_in(docx(body)))
    assert [(run.content, run.marks.language, run.marks.link) for run in block.runs] == [  # type: ignore[union-attr]
        ("Croeso", "cy-GB", ""),
        (" welcome there", "", ""),
    ]


def test_a_table_that_arranges_the_page_gives_its_text_back() -> None:
    framed = found_in(docx(table(["Key facts about the council that stand in a frame."])))
    assert [type(block).__name__ for block in blocks(framed)] == ["Box"]
    side_by_side = found_in(docx(table(["Left column of the page", "Right column of the page"])))
    assert [plain(block.runs) for block in blocks(side_by_side)] == [  # type: ignore[union-attr]
        "Left column of the page",
        "Right column of the page",
    ]
    assert repairs(side_by_side)["layout-table"] == 1


def test_a_chart_becomes_a_table_and_a_chart_of_it() -> None:
    made = list(blocks(found_in(chart_file())))
    assert [type(block).__name__ for block in made] == ["Table", "Chart"]
    grid, chart = made
    assert isinstance(grid, Table)
    assert isinstance(chart, Chart)
    assert chart.table == grid.id
    assert [[plain(cell.blocks[0].runs) for cell in row.cells] for row in grid.rows] == [
        ["", "Cost"],
        ["2024", "3"],
        ["2025", "4.5"],
    ]


def test_what_cannot_be_shown_leaves_a_note() -> None:
    diagram = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Diagram 1" descr="How we are organised"/><a:graphic>'
        '<a:graphicData><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    found = found_in(docx(p(diagram)))
    (note,) = blocks(found)
    assert isinstance(note, Paragraph)
    assert (note.kind, "How we are organised" in plain(note.runs)) == ("note", True)
    assert repairs(found)["no-picture"] == 1


@pytest.mark.long
def test_no_word_is_lost() -> None:
    """All words of the old file are in the pieces or in something that was reported as left out."""
    for number in range(examples(100)):
        way = WAYS[number % len(WAYS)]
        data, _ = legacy_file(random.Random(number), way)
        document = accepted(read(data))
        source = words_of(
            " ".join(each.text for each in paragraphs_of(document.blocks, boxes=True)).replace("\ufffc", " ")
        )
        kept: Counter[str] = Counter()
        for piece in findings(document, digest).pieces:
            kept += words_of(plain(piece.title))
            for block in walk_blocks(piece.blocks):
                if isinstance(block, Paragraph | ListItem | Heading):
                    kept += words_of(plain(block.runs))
                if isinstance(block, Table | Figure):
                    kept += words_of(plain(block.caption.runs))
                if isinstance(block, Box):
                    kept += words_of(plain(block.title.runs))
        lost = source - kept
        assert all(word[0].isdigit() or word in ("•", "Table", "Figure", "-") or word[0] == "(" for word in lost), lost
        assert not kept - source


def nested(depth: int, inside: str) -> str:
    for level in range(depth):
        inside = f"<w:tbl><w:tr><w:tc>{p(f'Level {level} says something.')}{inside}</w:tc></w:tr></w:tbl>" + p()
    return inside


ABSURD = {
    "many spaces": p("Words" + " " * 200_000 + "more words"),
    "one long word": p("x" * 300_000) + p("1" * 300_000) + p("." * 300_000),
    "a row of thousands of cells": table(["x"] * 3000, *(["y"] for _ in range(300))),
    "tables in tables": nested(40, p("The innermost words.")),
    "thousands of bold lines": p(r("Bold words here", "<w:b/>")) * 5000,
    "empty": "",
}


@pytest.mark.parametrize("name", ABSURD)
def test_absurd_files_are_read_in_ordinary_time_and_lose_nothing(name: str) -> None:
    """Whatever grows faster than the file would not come to an end here."""
    document = accepted(read(docx(ABSURD[name])))
    source = words_of(" ".join(each.text for each in paragraphs_of(document.blocks)))
    kept: Counter[str] = Counter()
    for piece in findings(document, digest).pieces:
        kept += words_of(plain(piece.title))
        for block in walk_blocks(piece.blocks):
            if isinstance(block, Paragraph | ListItem | Heading):
                kept += words_of(plain(block.runs))
            if isinstance(block, Box):
                kept += words_of(plain(block.title.runs))
    assert kept == source
