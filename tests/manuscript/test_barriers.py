"""What would keep somebody from reading: pictures without words, tables without heads."""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.manuscript.barriers import barriers
from strategy_editor.manuscript.items import Caption, ChartItem, FigureItem, Series, Span, TableItem, TableRow
from tests.pdf.manuscripts import cell, report
from tests.word.gallery import gallery
from tests.word.test_writer import made

CAPTION = Caption("c", "Figure 2", "2", (Span("Who decides"),))
ROW = TableRow((cell("One"), cell("Two")))


def test_each_barrier_is_named_with_its_place() -> None:
    chart = ChartItem("ch", "bar", ("2009",), (Series("Spend", (1.0,)),), "")
    items = (FigureItem("f", "x", " ", caption=CAPTION), chart, TableItem("t", (), (ROW,)))
    found = barriers(replace(report(), items=items))
    assert [each.anchor for each in found] == ["f", "ch", "t"]
    assert found[0].sentence == "Figure 2 (“Who decides”) has no description."
    assert "columns or rows" in found[2].sentence


def test_what_everybody_can_read_has_none() -> None:
    shown = (
        FigureItem("f", "x", "A bridge"),
        FigureItem("g", "x", "", decorative=True),
        TableItem("t", (), (replace(ROW, header=True), ROW)),
        TableItem("u", (), (TableRow((cell("One", "row"), cell("Two"))),)),
    )
    assert barriers(replace(report(), items=shown)) == ()
    whole = gallery()
    assert all(not barriers(made(whole, one, "web")) for one in whole.documents)


def test_a_document_without_a_title_is_one() -> None:
    nameless = replace(report(), items=(), properties=replace(report().properties, title=""))
    assert [each.sentence for each in barriers(nameless)] == ["The document has no title."]
