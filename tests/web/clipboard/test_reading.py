"""Clipboards of office programs and web pages, read as blocks; the samples are real or in the published form."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy_editor.model.blocks import Table
from strategy_editor.model.grid import placed
from strategy_editor.model.tree import ids_in
from strategy_editor.web.clipboard import markup
from strategy_editor.web.clipboard.cells import cells_in
from strategy_editor.web.clipboard.reading import Arrived, read
from tests.bench import ROOT, examples
from tests.libreoffice import convert
from tests.web.clipboard.sketches import sketch

SAMPLES = ROOT / "tests" / "data" / "clipboard"
PARTS = """<p>
<b>
</b>
</p>
<ul>
<ol>
<li>
</li>
</ul>
<table>
<tr>
<td>
<th>
<td rowspan=3>
<td colspan=2>
</table>
<thead>
<caption>
<h2>
</h2>
<br>
<sup>
<a href='#n' name='c'>
</a>
<div id='n'>
<a href='#c'>
</div>
text
<pre>
<p style='mso-list:l1 level2 lfo1'>
<span style='mso-list:Ignore'>
1.
a)
&nbsp;
😀
e\u0301
\ud83d
<p class=MsoCaption>
<figure>
<img src='data:image/png;base64,AAAA'>
<!--x-->
<![if !x]>
\x00
\ufffe
&#xD800;"""
DOT = base64.b64encode(b"\x89PNG").decode()


def lines(html: str) -> list[str]:
    return sketch(read(html).blocks)


def sample(name: str) -> Arrived:
    return read(
        (SAMPLES / name).read_text(encoding="utf-8"), lambda address: b"picture" if "lu19724" in address else b""
    )


def test_word() -> None:
    arrived = sample("word.html")
    assert sketch(arrived.blocks) == [
        "# Housing need",
        "## Demand",
        "The *council* will /receive/ the H_2_O report{Minute /12/ of Cabinet.} from [its ](https://example.gov.uk/report)"
        "[~Adroddiad~](https://example.gov.uk/report). added",
        "- apples",
        "  - green apples",
        "1. first",
        "  a. under first",
        "1. second",
        "1.1 A numbered paragraph of a report.",
        "> We listened.",
        "table 1+0 lr (What it costs): Service | Cost / Waste; and parks 1x2 | 1,200 / 300 / - a note 2x1",
        "figure pasted 1 (): The town hall",
        "Hidden: none",
    ]
    assert arrived.left_out == (
        "a table of contents",
        "words that had been deleted",
        "1 picture that is only linked",
        "1 comment",
    )
    assert list(arrived.pictures) == ["pasted 1"]
    table = next(block for block in arrived.blocks if isinstance(block, Table))
    assert [column.width for column in table.columns] == [0.667, 0.333]


def test_libreoffice_writer() -> None:
    arrived = sample("libreoffice-writer.html")
    assert sketch(arrived.blocks) == [
        "# Housing need",
        "## Detail",
        "Plain *bold* and /italic/ x^2^",
        "- one",
        "- two",
        "1. n1",
        "1. n2",
        "table 1+0 lll (): c00 | c01 | c02 / c10 | c11 | c12 / c20 | c21 | c22",
        "figure pasted 1 (): ",
        "/A quote/",
    ]
    assert arrived.pictures == {"pasted 1": b"picture"}
    assert arrived.left_out == ()


def test_libreoffice_footnotes_and_lists_in_lists() -> None:
    assert sketch(sample("libreoffice-notes.html").blocks) == [
        "# Next steps",
        "Agreed{Minute 12.} on [the site](https://example.gov.uk/a).",
        "1. first",
        "  a. deep",
        "1. second",
    ]


@pytest.mark.libreoffice
def test_a_word_file_through_libreoffices_own_html(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Housing need", 1)
    made.add_paragraph("one", style="List Bullet")
    made.add_paragraph("two", style="List Number")
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).text = "last"
    made.save(str(tmp_path / "made.docx"))
    page = convert(tmp_path / "made.docx", "html", tmp_path).read_text(encoding="utf-8")
    assert lines(page) == ["# Housing need", "- one", "1. two", "table 1+0 lll (): wide 2x1 |  /  |  | last"]


def test_google_documents() -> None:
    page = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr">'
        '<span style="font-weight:400">Need</span></h2><p><span style="font-weight:700">Bold</span>'
        '<span style="font-style:italic"> slant</span><span style="vertical-align:super">2</span></p>'
        '<ul><li style="list-style-type:disc"><p role="presentation"><span>one</span></p></li>'
        '<ul><li style="list-style-type:circle"><p><span>two</span></p></li></ul></ul></b>'
    )
    assert lines(page) == ["# Need", "*Bold*/ slant/^2^", "- one", "  - two"]


def test_excel_and_calc() -> None:
    excel = (
        "<html><head><style>.xl65 {text-align:right;}</style></head><body><table>"
        "<!--StartFragment--><col width=64><tr height=20><td>Service</td><td>Cost</td><td></td></tr>"
        "<tr><td>Waste</td><td class=xl65 x:num='1200'>1,200</td><td></td></tr>"
        "<tr style='display:none'><td>hidden</td><td>9</td><td></td></tr><!--EndFragment--></table></body></html>"
    )
    assert lines(excel) == ["table 1+0 lr (): Service | Cost / Waste | 1,200"]
    calc = '<table><tr><td>a</td><td align="right" sdval="3" sdnum="2057;">3</td></tr></table>'
    assert lines(calc) == ["table 0+0 lr (): a | 3"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("plain <b>bold</b>", ["plain *bold*"]),
        ("<p>  a \n b&nbsp;&nbsp; c<br>d  </p><p>&nbsp;</p>", ["a b c⏎d"]),
        ("<pre>a  b\n c</pre>", ["a  b⏎ c"]),
        ("<h3>Deep</h3><h6>Deeper</h6><h4>Four</h4>", ["# Deep", "### Deeper", "## Four"]),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", ["1. a", "1.! b"]),
        ("<ol><li>a</li></ol><ol start=2><li>b</li></ol>", ["1. a", "1. b"]),
        ("<ol type=a><li><p>a</p><p>more</p></li></ol>", ["a. a⏎more"]),
        ("<ul><li>a<ol><li>b</li></ol>c</li></ul>", ["- a", "  1. b", "- c"]),
        ("<blockquote>Said <p>twice</p></blockquote>after", ["> Said", "> twice", "after"]),
        ("<a href='javascript:alert(1)'>x</a><script>bad()</script>", ["x"]),
        ("<table><tr><td>alone</td></tr></table>", ["alone"]),
        ("<table role=presentation><tr><td>a</td><td><h2>b</h2></td></tr></table>", ["a", "# b"]),
        (
            "<table><tr><th>h<th>i<tr><th>r<td><table><tr><td>x<td>y</table></table>",
            ["table 1+1 ll (): h | i / r | x; y"],
        ),
        (
            "<figure><img src='data:image/png;base64,{0}' alt='A'><figcaption>Figure 3: Hall</figcaption></figure>",
            ["figure pasted 1 (Hall): A"],
        ),
        ("<p>a<img src='data:image/png;base64,{0}'>b</p>", ["a", "figure pasted 1 (): ", "b"]),
        ("<img width=1 src='data:image/png;base64,{0}'>", []),
        (
            "<p>Fact<sup id=c1 class=reference><a href='#n1'>[1]</a></sup>.</p><ol><li id=n1><span><a href='#c1'>^</a>"
            "</span> <span>A source.</span></li></ol>",
            ["Fact{A source.}."],
        ),
        ("", []),
        ("<html></html>", []),
    ],
)
def test_small_pages(page: str, expected: list[str]) -> None:
    assert lines(page.replace("{0}", DOT)) == expected


@pytest.mark.parametrize(
    ("page", "left_out"),
    [
        ("<iframe src=x></iframe><p>a", "an embedded page"),
        (
            "<p>a<img src='https://example.com/a.png'><img src='http://example.com/b.png'>",
            "2 pictures that are only linked",
        ),
        ("<p>a<img src='file:///etc/passwd'>", "1 picture that could not be read"),
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4>", "a level of heading below the third"),
        ("<form>a<input><select></select></form>", "parts of a form"),
    ],
)
def test_what_is_left_out_is_told(page: str, left_out: str) -> None:
    assert read(page).left_out == (left_out,)


# ---- hostile pages


def test_a_deep_page_becomes_text_and_a_bottomless_one_nothing() -> None:
    deep = "<div><b>" * 80 + "words" + "</b></div>" * 80
    assert "words" in "".join(lines(deep))
    assert read("<div>" * 50_000 + "words") == Arrived()


def test_limits() -> None:
    assert read("<p>a" + " " * markup.MOST_CHARACTERS) == Arrived()
    assert read("<p>" * (markup.MOST_ELEMENTS + 2)) == Arrived()
    wide = read("<table>" + "<tr>" + "<td colspan=99999 rowspan=99999>x</td>" * 300 + "</table>")
    assert all(len(block.columns) <= 60 for block in wide.blocks if isinstance(block, Table))
    long = read("<table>" + "<tr><td>a<td>b" * 700 + "</table>")
    assert [len(block.rows) for block in long.blocks if isinstance(block, Table)] == [500]
    assert long.left_out == ("rows or columns of a table that is too large",)
    assert read('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;').pictures == {}


def test_words_behind_a_picture_in_an_item_are_an_item_of_their_own() -> None:
    page = f"<ul><li>Before<p><img alt='A map' src='data:image/png;base64,{DOT}'>Behind</ul>"
    assert [type(block).__name__ for block in read(page).blocks] == ["ListItem", "Figure", "ListItem"]


@pytest.mark.long
def test_any_page_reads_as_sound_blocks() -> None:
    """Fragments of markup in any order: ids are unique, places of tables are covered, nothing raises."""

    @settings(max_examples=examples(4000), deadline=None)
    @given(st.lists(st.sampled_from(PARTS.splitlines()), max_size=40))
    def check(chosen: list[str]) -> None:
        blocks = read("".join(chosen)).blocks
        ids = list(ids_in(blocks))
        assert len(ids) == len(set(ids))
        for block in blocks:
            if isinstance(block, Table):
                covered = sum(place.rows * place.columns for place in placed(block))
                assert covered == len(block.rows) * len(block.columns)

    check()


# ---- text with tabs


def test_cells() -> None:
    assert cells_in("a\tb\r\n1\t2\r\n") == [["a", "b"], ["1", "2"]]
    assert cells_in('a\t"two\nlines"\n1\t2') == [["a", "two lines"], ["1", "2"]]
    assert cells_in("a\tb\nc") == []
    assert cells_in("no tabs") == []
    assert cells_in("a\t" * 100) == []


def test_importing_the_reader_needs_no_window() -> None:
    code = "import strategy_editor.web.clipboard.reading, sys; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
