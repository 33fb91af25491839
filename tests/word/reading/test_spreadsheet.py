"""Spreadsheets as rows of words; what is hostile or broken is refused with a sentence, in little room."""

from __future__ import annotations

import contextlib
import random
import tracemalloc

import pytest

from strategy_editor.word.reading import Unreadable, opening
from strategy_editor.word.reading.spreadsheet import MOST_COLUMNS, MOST_ROWS, read_spreadsheet
from tests.word.reading.making import docx, p, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(*sheets: str, shared: str = "", styles: str = "", properties: str = "", states: tuple[str, ...] = ()) -> bytes:
    """A workbook of these rows of XML, a sheet each."""
    shown = dict(enumerate(states))
    names = f'xmlns="{MAIN}" xmlns:r="{OFFICE}"'
    listed = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="s{number}" state="{shown.get(number, "visible")}"/>'
        for number, _ in enumerate(sheets)
    )
    relations = "".join(
        f'<Relationship Id="s{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in enumerate(sheets)
    )
    relations += f'<Relationship Id="x" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    relations += f'<Relationship Id="y" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {names}>{properties}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    for number, rows in enumerate(sheets):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return zipped({name: text.encode() for name, text in parts.items()})


def ods(rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body>"
    return zipped({"content.xml": f"<office:document-content {names}>{body}</office:document-content>".encode()})


def test_every_sort_of_cell_is_read_as_it_is_shown() -> None:
    shared = "<si><t>Comment</t></si><si><r><t>Two </t></r><r><t>runs</t></r><rPh><t>not said</t></rPh></si>"
    formats = '<numFmts><numFmt numFmtId="170" formatCode="d\\ mmm\\ yyyy"/></numFmts>'
    styles = f'{formats}<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>'
    rows = (
        '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>In line</t></is></c></row>'
        '<row><c r="A2" t="s"><v>1</v></c><c r="B2"><v>4.12</v></c><c r="C2" t="b"><v>1</v></c></row>'
        '<row><c><v>12</v></c><c s="1"><v>39856</v></c><c s="2"><v>39856.5</v></c>'
        '<c t="str"><f>A1</f><v>seen</v></c></row>'
        '<row><c t="e"><v>#REF!</v></c><c t="s"><v>99</v></c></row>'
    )
    assert read_spreadsheet(xlsx("", rows, shared=shared, styles=styles)) == [
        ["Comment", "", "In line"],
        ["Two runs", "4.12", "Yes"],
        ["12", "2009-02-12", "2009-02-12 12:00", "seen"],
        ["#REF!", ""],
    ]
    early = xlsx('<row><c s="1"><v>38394</v></c></row>', styles=styles, properties='<workbookPr date1904="1"/>')
    assert read_spreadsheet(early) == [["2009-02-12"]]


def test_the_first_sheet_with_words_that_is_shown_is_read() -> None:
    row = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
    sheets = (row.format("secret"), '<row><c t="inlineStr"><is><t> </t></is></c></row>', row.format("said"))
    assert read_spreadsheet(xlsx(*sheets, states=("hidden",))) == [["said"]]
    assert read_spreadsheet(xlsx("")) == []


def test_an_open_document_repeats_no_further_than_the_bounds() -> None:
    inside = "<text:p>a</text:p><text:p>b</text:p>"
    cell = f'<table:table-cell table:number-columns-repeated="{{}}">{inside}</table:table-cell>'
    date = '<table:table-cell office:date-value="2009-02-12T10:30:00"><text:p>12/02/09</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    said = read_spreadsheet(ods(row.format(cell.format(2) + date) + empty + row.format(date)))
    assert said == [["a\nb", "a\nb", "2009-02-12 10:30"], ["2009-02-12 10:30"]]
    wide = read_spreadsheet(ods(row.format(cell.format(99_999_999))))
    assert len(wide[0]) == MOST_COLUMNS
    many = f'<table:table-row table:number-rows-repeated="99999999">{cell.format(1)}</table:table-row>'
    assert len(read_spreadsheet(ods(many))) == MOST_ROWS


BAD = {
    "text": (b"Name,Comment", "not a spreadsheet"),
    "nothing": (b"", "not a spreadsheet"),
    "Word file": (docx(p("x")), "not a spreadsheet"),
    "cut short": (xlsx("<row/>")[:300], "cannot be opened"),
    "not xml": (zipped({"content.xml": b"\x00\x01"}), "cannot be read"),
    "entities": (zipped({"content.xml": b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'}), "can do harm"),
    "bomb": (zipped({"content.xml": b"<x>" + b" " * (opening.MAXIMUM_PART + 1) + b"</x>"}), "far larger"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_gets_a_sentence_and_exit_code_3(name: str) -> None:
    data, said = BAD[name]
    tracemalloc.start()
    with pytest.raises(Unreadable, match=said) as caught:
        read_spreadsheet(data, "remarks.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.exit_code == 3
    assert peak < 20_000_000


def test_too_many_tags_and_absurd_places_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = '<row><c r="ZZZ1"><v>1</v></c></row><row><c r="1"><v>x</v></c><c r="A1" s="-1"><v>1e400</v></c></row>'
    assert read_spreadsheet(xlsx(cells)) == [["inf"]] or read_spreadsheet(xlsx(cells)) == [["x"], ["inf"]]
    monkeypatch.setattr(opening, "MAXIMUM_TAGS", 10)
    with pytest.raises(Unreadable, match="far more complicated"):
        read_spreadsheet(xlsx("<row/>" * 20))


def test_every_damage_is_read_or_refused() -> None:
    data = xlsx('<row><c t="inlineStr"><is><t>said</t></is></c></row>')
    chance = random.Random(1)
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        cut = bytes(damaged[: chance.randrange(1, len(damaged) + 1)] if chance.random() < 0.3 else damaged)
        with contextlib.suppress(Unreadable):
            read_spreadsheet(cut)
