"""What goes out to other programs: read back it is the same, and LibreOffice makes of it what was meant."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from strategy_editor.model.blocks import Block, Box, Chart, Figure, Live, PageBreak, Paragraph
from strategy_editor.model.text import CrossReference, FactField, Footnote, InlineObject, Marks, Run
from strategy_editor.web.clipboard.reading import read
from strategy_editor.web.clipboard.writing import as_html, as_text
from tests.libreoffice import convert
from tests.model.values import heading, item, paragraph, table, words
from tests.web.clipboard.sketches import sketch

PNG = b"\x89PNG picture"


class Told:
    def words(self, item: InlineObject) -> str:
        return "section 3" if isinstance(item, CrossReference) else "3 March"

    def rows(self, live: Live) -> list[tuple[str, ...]]:
        return [("March", "Cabinet"), ("May", "Council")]

    def picture(self, digest: str) -> bytes:
        return PNG if digest == "known" else b""


def everything() -> tuple[Block, ...]:
    runs = (
        Run("The "),
        Run("council", Marks(bold=True)),
        Run(" <will>\n"),
        Run("see", Marks(italic=True, link="https://example.gov.uk/?a&b")),
        Run(" x"),
        Run("2", Marks(script="superscript")),
        Run(Footnote("note1", words("Minute 12."))),
        Run(", "),
        Run("adroddiad", Marks(language="cy")),
        Run(" and "),
        Run(CrossReference("r1", "somewhere")),
        Run(" on "),
        Run(FactField("f1", "date")),
    )
    grid = table([["Head", "Cost"], ["a", "1"]], "What it costs")
    return (
        heading("Housing need"),
        Paragraph("p1", runs),
        item("one"),
        item("deep", kind="number", level=2),
        item("two"),
        item("first", kind="number"),
        Paragraph("q1", words("A quotation"), "quote"),
        grid,
        Figure("g1", "known", paragraph("A picture"), alternative="The town hall"),
    )


def test_read_back_it_is_the_same() -> None:
    page = as_html(everything(), Told())
    assert sketch(read(page).blocks) == [
        "# Housing need",
        "The *council* <will>⏎[/see/](https://example.gov.uk/?a&b) x^2^{Minute 12.}, ~adroddiad~ and section 3"
        " on 3 March",
        "- one",
        "  1. deep",
        "- two",
        "1. first",
        "> A quotation",
        "table 1+0 ll (What it costs): Head | Cost / a | 1",
        "figure pasted 1 (A picture): The town hall",
    ]
    assert read(page).pictures == {"pasted 1": PNG}


def test_words_of_one_line_stay_words() -> None:
    page = as_html((Paragraph("p1", words("just words")),), Told(), inline=True)
    assert "<p" not in page
    assert sketch(read(page).blocks) == ["just words"]


def test_text() -> None:
    others = (
        Box("b1", paragraph("Case"), (paragraph("inside"),)),
        Chart("c1", "t1", paragraph("Costs"), alternative="They rise"),
        Live("l1", "milestones"),
        PageBreak("k1"),
        Figure("g1", "missing", paragraph(), alternative="The town hall"),
    )
    assert as_text((*everything()[:8], *others), Told()).splitlines() == [
        "Housing need",
        "The council <will>",
        "see x2[1], adroddiad and section 3 on 3 March",
        "• one",
        "  – deep",
        "• two",
        "– first",
        "A quotation",
        "What it costs",
        "Head\tCost",
        "a\t1",
        "Case",
        "inside",
        "Costs – They rise",
        "March\tCabinet",
        "May\tCouncil",
        "The town hall",
        "",
        "[1] Minute 12.",
    ]
    assert "town hall" in as_html(others, Told())


@pytest.mark.libreoffice
def test_libreoffice_takes_it_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(as_html(everything()[:8], Told()), encoding="utf-8")
    made = zipfile.ZipFile(convert(tmp_path / "page.html", "odt:writer8", tmp_path)).read("content.xml").decode()
    made = re.sub(r"<text:line-break/>", " ", made)
    style = re.search(r'<text:[hp] text:style-name="(\w+)"[^>]*>Housing need<', made)
    assert style is not None
    assert f'style:name="{style[1]}" style:family="paragraph" style:parent-style-name="Heading_20_1"' in made
    assert re.findall(r"<table:table-cell.*?<text:p[^>]*>(.*?)</text:p>", made) == ["Head", "Cost", "a", "1"]
    assert re.search(r"<text:note .*?Minute 12\.", made)
