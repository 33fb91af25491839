"""Whatever colour a council has: what is written in it can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.foundation.colours import contrast, mixed, readable
from strategy_editor.manuscript.items import Furniture
from strategy_editor.model.profile import PageLook
from strategy_editor.web.style import page_style

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")

TEXT = [
    ("ink", "paper"), ("quiet", "paper"), ("link", "paper"), ("link", "tint"), ("ink", "tint"), ("accent", "paper"),
    ("table-head-ink", "table-head"), ("gap-ink", "gap"), *((f"s{index}", "paper") for index in range(8)),
]  # fmt: skip


@given(colours, colours)
def test_text_keeps_its_contrast_by_day_and_by_night(accent: str, table_header: str) -> None:
    style = page_style(PageLook(accent=accent, table_header=table_header), Furniture(), ())
    schemes = [
        dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{6})", part)) for part in re.findall(r":root\{([^}]*)\}", style)
    ]
    assert len(schemes) == 2
    light, dark = schemes[0], schemes[0] | schemes[1]
    for scheme in (light, dark):
        for text, ground in TEXT:
            assert contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)
        assert contrast(scheme["band-ink"], scheme["band"]) >= 4.5
        assert contrast(scheme["focus"], scheme["paper"]) >= 3
    assert dark["paper"] != light["paper"]


@given(colours, colours, st.floats(1, 4.5))
def test_a_colour_made_readable_is(colour: str, ground: str, least: float) -> None:
    assert contrast(readable(colour, ground, least), ground) >= least


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#00594f", "#ffffff", 4.5) == "#00594f"


@pytest.mark.parametrize(("share", "result"), [(1.0, "#204060"), (0.0, "#ffffff"), (0.5, "#90a0b0")])
def test_colours_mix_with_white(share: float, result: str) -> None:
    assert mixed("#204060", share) == result


def test_paper_and_margins_are_those_of_the_council() -> None:
    furniture = Furniture("Council", "Title", "Version 1", "Page {page} of {pages}", "DRAFT")
    style = page_style(PageLook(paper="A5", margin_left=31.5), furniture, ())
    rule = style[style.index("@page{") :]
    assert rule.startswith("@page{size:A5;margin:25mm 25mm 25mm 31.5mm;")
    assert '@bottom-right{content:"Page\\000020" counter(page) "\\000020of\\000020" counter(pages);' in rule
    assert '@top-center{content:"DRAFT"' in rule
