"""Where things land: pages that end well, pictures that wait for room, tables that go on over the page."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from msgspec.structs import replace

from strategy_editor.manuscript.items import (
    FigureItem,
    Furniture,
    Item,
    ListEntry,
    ListItems,
    Manuscript,
    PageBreakItem,
    Span,
    TableItem,
    TableRow,
)
from tests.pdf.making import SHELF, made
from tests.pdf.manuscripts import caption, cell, heading, note, paragraph, picture, prose, report, spend_table
from tests.pdf.reading import Node, artifacts, read, tidy


def document(*items: Item) -> Manuscript:
    return replace(report(), items=items, furniture=Furniture(page_of=""))


def places(*items: Item) -> dict[str, int]:
    """The page of each anchor of a document with these items."""
    return dict(made(document(*items))[1].places)


def figure(number: int, shape: tuple[int, int] = (300, 200)) -> FigureItem:
    return FigureItem(
        anchor=f"f-{number}", picture=SHELF.put(picture(size=shape)), alternative=f"Picture {number}",
        caption=caption(f"Figure {number}", "A picture"), width=1.0,
    )  # fmt: skip


def test_a_heading_stays_with_what_follows() -> None:
    for count in range(8, 16):
        items = [paragraph(prose(number, 3), anchor=f"p{number}") for number in range(count)]
        found = places(*items, heading("1", "The last heading"), paragraph(prose(3, 3), anchor="after"))
        assert found["h-1"] == found["after"]


def test_no_page_begins_or_ends_with_a_single_line() -> None:
    for start in range(3, 14):
        items = [paragraph(prose(0, start)), *(paragraph(prose(number, 6)) for number in range(10))]
        data, _ = made(document(*items))
        with pikepdf.open(io.BytesIO(data)) as opened:
            for sheet in opened.pages:
                first, *_, last = (part.count(b" Tm ") for part in sheet.Contents.read_bytes().split(b"BDC")[1:])
                assert first > 1
                assert last > 1


def test_a_list_stays_with_the_sentence_that_announces_it() -> None:
    entries = tuple(ListEntry(f"l{number}", (Span(prose(number, 1)),)) for number in range(3))
    for count in range(9, 15):
        items = [paragraph(prose(number, 3), anchor=f"p{number}") for number in range(count)]
        found = places(*items, paragraph("These:", anchor="these"), ListItems("bullet", entries))
        assert found["these"] == found["l0"]


def test_a_picture_waits_for_room_and_the_text_goes_on() -> None:
    before = [paragraph(prose(number, 4), anchor=f"b{number}") for number in range(8)]
    after = [paragraph(prose(number, 4), anchor=f"a{number}") for number in range(8)]
    data, result = made(document(*before, figure(1), figure(2), *after))
    assert result.places["b7"] == 1
    assert result.places["f-1"] == 2
    assert result.places["a0"] == 1  # the text below the pictures fills the page before them
    assert result.places["f-1"] <= result.places["f-2"]
    heard = [node.alternative or node.role for node in read(data).walk() if node.role in ("Figure", "P")]
    assert heard == ["P"] * 8 + ["Picture 1", "Picture 2"] + ["P"] * 8  # reading order is that of the manuscript


def test_pictures_do_not_wait_beyond_their_chapter() -> None:
    before = [paragraph(prose(number, 4), anchor=f"b{number}") for number in range(8)]
    found = places(*before, figure(1), heading("2", "The next chapter"), paragraph(prose(1), anchor="x"))
    assert found["f-1"] == found["h-2"] == 2


def test_a_turned_table_waits_for_its_page() -> None:
    data, result = made(
        document(paragraph(prose(1)), spend_table(1, 5, landscape=True), paragraph(prose(2), anchor="x"))
    )
    assert (result.places["x"], result.places["t-1"]) == (1, 2)
    with pikepdf.open(io.BytesIO(data)) as opened:
        boxes = [[float(value) for value in sheet.MediaBox] for sheet in opened.pages]
    assert boxes[0][2] < boxes[0][3]
    assert boxes[1][2] > boxes[1][3]


def test_tables_keep_their_order_whichever_way_they_lie() -> None:
    found = places(paragraph(prose(1)), spend_table(1, 5, landscape=True), spend_table(2, 5))
    assert found["t-1"] < found["t-2"]


def test_a_row_higher_than_a_page_goes_on_over_it() -> None:
    tall = TableRow((cell("Everything", "row"), cell("\n".join(prose(number, 4) for number in range(30)))))
    table = TableItem(
        "t",
        (),
        (TableRow((cell("What", "column"), cell("Why", "column")), header=True), tall),
        caption("Table 1", "Tall"),
    )
    data, result = made(document(table))
    assert result.pages > 1
    for page in range(1, result.pages):
        assert "Table 1 (continued)" in artifacts(data, page)
        assert "What Why" in tidy(artifacts(data, page))
    cells = [node for node in read(data).walk() if node.role in ("TD", "TH")]
    assert len(cells) == 4
    assert tidy(cells[3].text()) == tidy(" ".join(prose(number, 4) for number in range(30)))


def test_a_note_in_a_heading_a_caption_and_a_cell_stands_on_its_page() -> None:
    titled = replace(heading("1", "Title"), inlines=(Span("Title"), note(1, "In the heading.")))
    table = spend_table(1, 3)
    assert table.caption is not None
    table = replace(table, caption=replace(table.caption, inlines=(Span("Caption"), note(2, "In the caption."))))
    data, _ = made(document(paragraph(prose(1)), PageBreakItem(), titled, table))
    notes = [
        (tidy(node.text()), {page for inner in node.walk() for page in inner.pages}) for node in _notes(read(data))
    ]
    assert notes == [("1 In the heading.", {1}), ("2 In the caption.", {1})]


def test_a_note_longer_than_the_page_goes_on_at_the_foot_of_the_next() -> None:
    long = paragraph((Span("Text"), note(1, " ".join(prose(number, 6) for number in range(40)))))
    data, result = made(document(long, paragraph(prose(1, 40), anchor="more")))
    found = next(_notes(read(data)))
    pages = {page for inner in found.walk() for page in inner.pages}
    assert min(pages) == 0
    assert len(pages) > 1
    assert result.pages > len(pages) - 1


def _notes(root: Node) -> Iterator[Node]:
    return (node for node in root.walk() if node.role == "Note")
