"""Charts that keep the names of what they show, whatever their length."""

from __future__ import annotations

import pypdfium2
import pytest
from msgspec.structs import replace

from strategy_editor.manuscript.items import ChartItem, Furniture, Series
from tests.pdf.making import made
from tests.pdf.manuscripts import report
from tests.pdf.reading import tidy
from tests.pdf.test_properties import assert_inside

NAMES = ("Know the customer once", "Serve people at first contact", "Share information safely with partners",
         "Keep services going when things fail", "Connect and involve communities", "Decide on good evidence",
         "Run support services at low cost", "Work from anywhere, at any hour")  # fmt: skip


def chart(kind: str, names: tuple[str, ...]) -> ChartItem:
    values = tuple(float(number % 5) - (kind == "bar") for number in range(len(names)))
    series = (Series("Now", values), Series("2012", values[::-1]))
    return ChartItem("c", kind, names, series, "What it shows")  # type: ignore[arg-type]


def printed(item: ChartItem, variant: str) -> tuple[bytes, str]:
    manuscript = replace(report(), items=(item,), furniture=Furniture(page_of=""))
    data, _ = made(manuscript, variant=variant)
    assert_inside(data, manuscript)
    with pypdfium2.PdfDocument(data) as opened:
        return data, tidy(" ".join(page.get_textpage().get_text_bounded() for page in opened))


@pytest.mark.parametrize("kind", ["bar", "stacked"])
@pytest.mark.parametrize("variant", ["accessible", "large-print"])
def test_no_name_of_a_bar_is_cut(kind: str, variant: str) -> None:
    _, said = printed(chart(kind, NAMES), variant)
    for name in NAMES:
        assert all(word in said for word in name.split())
    assert "…" not in said


@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
def test_a_chart_of_very_many_stays_on_its_page(kind: str) -> None:
    data, _ = printed(chart(kind, tuple(f"{name} {number}" for number in range(9) for name in NAMES)), "large-print")
    with pypdfium2.PdfDocument(data) as opened:
        assert len(opened) == 1
