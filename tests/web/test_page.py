"""The page says what the manuscript says, once, in order, and as what it is."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from PIL import Image

from strategy_editor import web
from strategy_editor.foundation.errors import Cancelled
from strategy_editor.manuscript.items import (
    ContentsItem,
    FigureItem,
    HeadingItem,
    ListEntry,
    ListItems,
    Manuscript,
    ParagraphItem,
    Properties,
    Span,
    TableItem,
)
from strategy_editor.manuscript.pictures import PictureUnreadable
from strategy_editor.model.profile import PageLook
from tests.bench import examples
from tests.pdf.generated import manuscripts
from tests.pdf.manuscripts import (
    Shelf,
    everything,
    heading,
    paragraph,
    picture,
    report,
    spanned_table,
    spend_table,
)
from tests.web.expected import all_notes, banner_words, contents_words, main_words, note_words
from tests.web.making import SHELF, made, one, sample_manuscripts, sample_picture, tree, words

SMALL = Properties("Title", "Council")


def of(*items: Any, **fields: Any) -> Manuscript:
    return Manuscript("d", fields.pop("properties", SMALL), items, PageLook(), **fields)


def assert_says(manuscript: Manuscript, page: Any) -> None:
    """The words of every part of the page are those of the manuscript."""
    main = one(page, "//main")
    notes = main.xpath("section[@role='doc-endnotes']")
    assert bool(notes) == any(True for _ in all_notes(manuscript))
    if notes:
        found = words(notes[0])
        assert found[0] == "Notes"
        assert found[1:] == note_words(manuscript)
        main.remove(notes[0])
    assert words(main) == main_words(manuscript)
    assert words(one(page, "//header")) == banner_words(manuscript)
    assert [word for each in page.xpath("//nav") for word in words(each)] == contents_words(manuscript)


def assert_sound(page: Any) -> None:
    """Ids are given once; whatever points to one finds it; headings go down step by step."""
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    pointed = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    pointed += [id for names in page.xpath("//@aria-labelledby | //@aria-describedby") for id in names.split()]
    assert set(pointed) <= set(ids)
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_document_of_the_sample_is_said_whole() -> None:
    for manuscript in sample_manuscripts().values():
        page = tree(made(manuscript, sample_picture))
        assert_sound(page)
        assert_says(manuscript, page)


@pytest.mark.parametrize("make", [lambda: everything(SHELF), report], ids=["everything", "report"])
def test_every_kind_of_item_is_said_whole(make: Any) -> None:
    page = tree(made(make()))
    assert_sound(page)
    assert_says(make(), page)


@pytest.mark.long
@settings(max_examples=examples(600))
@given(manuscripts())
def test_nothing_is_lost_or_said_twice(manuscript: Manuscript) -> None:
    page = tree(made(manuscript))
    assert_sound(page)
    assert_says(manuscript, page)


def test_equal_manuscripts_make_equal_pages() -> None:
    assert made(everything(SHELF)) == made(everything(SHELF))


# ---- the page as a whole


def test_the_page_has_landmarks_a_way_past_them_and_its_language() -> None:
    page = tree(made(everything(SHELF)))
    assert page.get("lang") == "en-GB"
    body = one(page, "body")
    assert [child.tag for child in body] == ["a", "header", "div", "footer"]
    assert body[0].get("href") == "#main"
    assert [child.tag for child in body[2]] == ["nav", "main"]
    title = "DRAFT – Information and Communication Technology Strategy – Cheshire East Council"
    assert one(page, "//title").text == title
    assert one(page, "//meta[@name='description']").get("content").startswith("How the council")
    assert page.xpath("//meta[@name='generator']") == []


def test_the_page_needs_nothing_else_and_allows_nothing_else() -> None:
    page = tree(made(everything(SHELF)))
    style = one(page, "//style").text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = one(page, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert (
        policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert page.xpath("//script | //link | //iframe | //object | //embed | //form | //*[@style] | //*[@srcset]") == []
    assert all(source.startswith("data:image/") for source in page.xpath("//@src"))
    assert not re.search(r"url\(|@import|expression", style)


def test_notes_lead_both_ways() -> None:
    page = tree(made(everything(SHELF)))
    calls = page.xpath("//a[@role='doc-noteref']")
    assert [call.text for call in calls] == ["1", "2"]
    for call in calls:
        note = one(page, f"//*[@id='{call.get('href')[1:]}']")
        assert note.get("value") == call.text
        assert one(note, ".//a[@role='doc-backlink']").get("href") == f"#{call.get('id')}"


def test_references_lead_to_what_they_name_in_one_link() -> None:
    spans = (
        Span("section 1", target="x", reference="number"),
        Span(", "),
        Span("Costs", target="x", reference="title"),
    )
    joined = tuple(Span(each.text, target="x") for each in spans)
    target = HeadingItem("x", 1, (Span("Costs"),), "1", 1)
    nowhere = ParagraphItem("q", (Span("Appendix C", target="elsewhere"),))
    page = tree(made(of(target, ParagraphItem("p", joined), nowhere)))
    link = one(page, "//main//p/a")
    assert (link.text, link.get("href")) == ("section 1, Costs", "#s-x")
    assert one(page, "//h2").get("id") == "s-x"


def test_passages_carry_their_language_and_gaps_are_marked() -> None:
    page = tree(made(everything(SHELF)))
    assert one(page, "//main//span[@lang='cy']").text.startswith("Mae’r cyngor")
    assert "[date: not known yet]" in page.xpath("//mark/text()")


# ---- headings, lists, tables, pictures


def test_levels_that_are_skipped_are_closed_up() -> None:
    items = (heading("1", "One"), heading("", "Deep", 4), heading("", "Deeper", 6), heading("2", "Two"))
    page = tree(made(of(*items)))
    assert [each.tag for each in one(page, "//main").iter("h2", "h3", "h4", "h5", "h6")] == ["h2", "h3", "h4", "h2"]


def test_contents_are_nested_and_lead_to_their_headings() -> None:
    items = (ContentsItem("Contents", 2), heading("1", "One"), heading("1.1", "Part", 2), heading("", "Under", 3))
    page = tree(made(of(*items, heading("2", "Two"))))
    lines = page.xpath("//nav/ol/li/a | //nav/ol/li/ol/li/a")
    assert [" ".join(words(line)) for line in lines] == ["1 One", "1.1 Part", "2 Two"]
    assert [one(page, f"//*[@id='{line.get('href')[1:]}']").tag for line in lines] == ["h2", "h3", "h2"]


def test_list_labels_are_those_of_the_manuscript() -> None:
    inner = ListItems("letter", (ListEntry("b", (Span("inner"),), "(iv)"),), level=3)
    page = tree(made(of(ListItems("number", (ListEntry("a", (Span("outer"),), "7.", inner),)))))
    outer = one(page, "//main/ol/li")
    assert [label.text for label in outer.xpath(".//span[@class='label']")] == ["7.", "(iv)"]
    assert outer.getparent().get("role") == "list"


def test_tables_name_their_rows_and_columns() -> None:
    table = one(tree(made(of(spanned_table()))), "//table")
    assert one(table, "caption").text_content() == "Table 9: Cells over rows and columns"
    headers = [
        (each.text_content(), each.get("scope"), each.get("colspan"), each.get("rowspan")) for each in table.iter("th")
    ]
    assert headers[:3] == [("Theme", "col", None, "2"), ("Now", "col", "2", None), ("Later", "col", None, None)]
    assert [(scope, rowspan) for _, scope, _, rowspan in headers[6:]] == [("row", "2"), ("row", None)]
    assert len(table.xpath("thead/tr")) == 2
    region = table.getparent()
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert one(table, f"//*[@id='{region.get('aria-labelledby')}']").tag == "caption"


def test_a_table_keeps_its_numbers_right_and_its_total_apart() -> None:
    table = next(item for item in everything(SHELF).items if isinstance(item, TableItem))
    page = tree(made(of(table)))
    assert [cell.get("class") for cell in page.xpath("//tbody/tr[1]/*")] == [None, "right", "right", "right", None]
    assert one(page, "//tr[@class='total']/th").text == "Total"
    assert one(page, f"//*[@id='{one(page, '//table').get('aria-describedby')}']").text == "Spend rises in every ward."


def test_pictures_carry_words_or_none() -> None:
    shelf = Shelf()
    told = FigureItem("f", shelf.put(picture()), "Bars that grow.", description="Longer.\nLonger still.")
    plain = FigureItem("g", told.picture, "", decorative=True)
    page = tree(made(of(told, plain), shelf))
    assert page.xpath("//img/@alt") == ["Bars that grow.", ""]
    assert [each.text for each in page.xpath("//details/p")] == ["Longer.", "Longer still."]


def test_pictures_are_no_larger_than_they_are_shown() -> None:
    shelf = Shelf()
    key = shelf.put(picture("JPEG", size=(4000, 2000)))
    image = one(tree(made(of(FigureItem("f", key, "Large.")), shelf)), "//img")
    data = base64.b64decode(image.get("src").partition(",")[2])
    with Image.open(io.BytesIO(data)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (1400, 700))
    assert (image.get("width"), image.get("height")) == ("700", "350")


def test_a_picture_says_nothing_but_its_pixels() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Secret camera"
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif, comment=b"Secret comment")
    shelf = Shelf()
    image = one(tree(made(of(FigureItem("f", shelf.put(out.getvalue()), "Red.")), shelf)), "//img")
    assert b"Secret" not in base64.b64decode(image.get("src").partition(",")[2])


def test_a_broken_picture_is_named_by_its_place() -> None:
    shelf = Shelf()
    item = FigureItem("here", shelf.put(picture()[:200]), "Broken.")
    with pytest.raises(PictureUnreadable) as caught:
        made(of(item), shelf)
    assert caught.value.anchor == "here"


def test_charts_are_told_in_words_and_figures() -> None:
    page = tree(made(everything(SHELF)))
    chart = page.xpath("//div[@role='img']")[0]
    assert chart.get("aria-label") == "Spend by ward in four years."
    assert all(each.get("aria-hidden") == "true" for each in chart)
    details = one(chart.getparent(), ".//details")
    assert [" ".join(words(row)) for row in details.iter("tr")] == [
        "Castle ward Mill ward", "2023 £1,200 £700", "2024 £1,500 £1,100", "2025 £900 £1,300", "2026 £1,250.50",
    ]  # fmt: skip


def test_work_can_be_stopped_with_nothing_written() -> None:
    def stop(_share: float, _what: str) -> None:
        raise Cancelled

    out = io.BytesIO()
    with pytest.raises(Cancelled):
        web.write(of(paragraph("Text.")), SHELF, out, progress=stop)
    assert out.getvalue() == b""


def test_many_tables_and_figures_have_lists_that_lead_to_them() -> None:
    few = [ContentsItem("Contents", 2), heading("1", "One"), *(spend_table(number, 1) for number in range(9))]
    assert tree(made(of(*few))).xpath("//nav//details") == []
    page = tree(made(of(*few, spend_table(9, 1))))
    (listed,) = page.xpath("//nav//details")
    assert one(listed, "summary").text_content() == "Tables"
    links = listed.xpath("ol/li/a")
    assert len(links) == 10
    for link in links:
        there = one(page, f"//*[@id='{link.get('href')[1:]}']")
        assert words(link) == words(one(there, ".//caption"))
