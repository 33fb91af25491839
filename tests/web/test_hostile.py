"""Whatever a stranger's document says stays text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from strategy_editor import web
from strategy_editor.manuscript.items import Furniture, Manuscript, ParagraphItem, Properties, Span
from strategy_editor.model.profile import PageLook
from strategy_editor.web.markup import address
from strategy_editor.web.style import css_string, page_style
from tests.browser import Setting, judge
from tests.pdf.manuscripts import everything, report
from tests.web.hostile import CANARY, LINKS, poisoned
from tests.web.making import SHELF, made, tree

TAG_NAMES = """
    html head meta title style body a header footer nav main div section aside p h1 h2 h3 h4 h5 h6 ol ul li dl dt dd
    span strong em sup sub br mark blockquote table caption colgroup col thead tbody tr th td figure figcaption img
    details summary svg defs pattern path text
"""
ATTRIBUTE_NAMES = """
    id class lang href role tabindex hidden aria-labelledby aria-describedby aria-label aria-hidden name content
    charset http-equiv src alt width height scope rowspan colspan value type start viewbox d fill transform x y
    text-anchor stroke-dasharray patternunits
"""
TAGS, ATTRIBUTES = frozenset(TAG_NAMES.split()), frozenset(ATTRIBUTE_NAMES.split())
WORDING = {key: f"{CANARY}{{label}}" for key in ("web.skip", "web.notes", "web.note", "caption", "pair", "source")}


def assert_harmless(page: Any) -> None:
    """Only elements and attributes that we write, only addresses that we allow."""
    for each in page.iter():
        assert isinstance(each.tag, str), "a comment or an instruction"
        assert each.tag in TAGS
        assert {name.lower() for name in each.attrib} <= ATTRIBUTES, each.attrib
    for href in page.xpath("//@href"):
        assert re.match(r"#|https?://\w|mailto:\w", href), href
    for source in page.xpath("//@src"):
        assert source.startswith(("data:image/png;base64,", "data:image/jpeg;base64,"))


@pytest.mark.parametrize("make", [lambda: everything(SHELF), report], ids=["everything", "report"])
def test_no_text_becomes_markup(make: Any) -> None:
    manuscript = replace(poisoned(make()), wording=WORDING)
    page = tree(made(manuscript))
    assert_harmless(page)
    assert len(page.xpath("//style")) == 1
    texts = "".join(page.itertext())
    assert texts.count("<script>alert(1)</script>") > 20


def test_pieces_are_harmless_too() -> None:
    pieces = web.sections(replace(poisoned(everything(SHELF)), wording=WORDING), SHELF)
    for piece in pieces.pieces:
        assert re.fullmatch(r"\d\d-[a-z0-9-]+", piece.name)
        page = tree(f"<body>{piece.html}</body>".encode())
        for each in page.iter():
            assert each.tag in TAGS
            assert {name.lower() for name in each.attrib} <= ATTRIBUTES
    for name, data in pieces.pictures.items():
        assert re.fullmatch(r"[a-z0-9-]+\.(png|jpg|svg)", name)
        if name.endswith(".svg"):
            drawing = etree.fromstring(data)
            assert {etree.QName(each).localname for each in drawing.iter()} <= TAGS


@pytest.mark.parametrize("link", LINKS)
def test_only_web_and_mail_addresses_become_links(link: str) -> None:
    assert address(link) == ""
    item = ParagraphItem("p", (Span("words", link=link),))
    page = tree(made(Manuscript("d", Properties("T", "C"), (item,), PageLook())))
    assert page.xpath("//main//a") == []
    assert page.xpath("string(//main/p)") == "words"


@given(st.text(max_size=60))
def test_an_address_that_is_written_has_an_allowed_scheme(tail: str) -> None:
    for start in ("", "https://", "mailto:", "javascript:", "HTTP://"):
        kept = address(start + tail)
        assert kept in ("", start + tail)
        assert not kept or re.match(r"(?i)https?://|mailto:", kept)


@given(st.text(max_size=40))
def test_a_string_of_css_ends_only_where_it_should(text: str) -> None:
    written = css_string(text)
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', written)
    said = re.sub(r"\\([0-9a-f]{6})", lambda match: chr(int(match[1], 16)), written[1:-1])
    assert said == text


def test_colours_that_are_none_are_not_written() -> None:
    look = PageLook(accent="red;}</style><script>", table_header="#12345", body_font=CANARY, heading_font=CANARY)
    furniture = Furniture(CANARY, CANARY, CANARY, "{page}{x}{" + CANARY, CANARY, CANARY)
    style = page_style(look, furniture, ())
    assert "<" not in style
    assert "red;" not in style
    assert "#12345;" not in style
    assert style.count("{") == style.count("}")


@pytest.mark.chromium
@pytest.mark.node
def test_nothing_runs_and_nothing_is_fetched_in_a_browser(tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(made(replace(poisoned(everything(SHELF)), wording=WORDING)))
    (verdict,) = judge([path], [Setting()]).values()
    assert (verdict.requests, verdict.console) == ([], [])
