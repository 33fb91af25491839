"""The accessible PDF: valid by an independent checker, and read out as the manuscript says."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from strategy_editor import pdf
from strategy_editor.foundation.errors import Cancelled
from strategy_editor.manuscript.items import Manuscript
from tests.pdf.expected import expected
from tests.pdf.making import SHELF, failures, made
from tests.pdf.manuscripts import everything, report
from tests.pdf.reading import artifacts, blocks, read

MANUSCRIPTS: dict[str, Callable[[], Manuscript]] = {"everything": lambda: everything(SHELF), "report": report}


@pytest.mark.parametrize("variant", ["accessible", "large-print"])
@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_every_edition_is_valid_and_reads_as_written(name: str, variant: str, tmp_path: Path) -> None:
    manuscript = MANUSCRIPTS[name]()
    data, result = made(manuscript, variant=variant)
    assert failures(data, tmp_path, "ua1", "2a") == []
    assert [(role, text.lower()) for role, text in blocks(read(data))] == [
        (role, text.lower()) for role, text in expected(manuscript, dict(result.places))
    ]


def test_equal_manuscripts_make_equal_files() -> None:
    assert made(everything(SHELF))[0] == made(everything(SHELF))[0]


def test_large_print_is_in_18_points_throughout() -> None:
    data, result = made(everything(SHELF), variant="large-print")
    assert result.pages > made(everything(SHELF))[1].pages
    with pikepdf.open(io.BytesIO(data)) as opened:
        for sheet in opened.pages:
            sizes = [
                float(operands[1])
                for operands, operator in pikepdf.parse_content_stream(sheet)
                if str(operator) == "Tf"
            ]
            text_sizes = [size for size in sizes if size not in (14.0, round(18 * 0.66, 2))]
            assert min(text_sizes, default=18) >= 18


def test_header_footer_and_mark_are_on_every_page_and_outside_the_structure() -> None:
    data, result = made(everything(SHELF))
    for number in range(1, result.pages):
        outside = artifacts(data, number)
        assert "DRAFT" in outside
        assert f"Page {number + 1} of {result.pages}" in outside
        assert "Cheshire East Council" in outside


def test_a_table_over_several_pages_says_so_and_repeats_its_header() -> None:
    data, result = made(everything(SHELF))
    start = result.places["t-2"]
    assert "Table 2 (continued)" not in artifacts(data, start - 1)
    assert "Table 2 (continued)" in artifacts(data, start)
    assert "What it is for" in artifacts(data, start)


def test_places_name_the_page_of_every_anchor() -> None:
    data, result = made(everything(SHELF))
    with pikepdf.open(io.BytesIO(data)) as opened:
        names = opened.Root.Names.Dests.Names
        pages = {sheet.objgen: number for number, sheet in enumerate(opened.pages, 1)}
        found = {str(names[at]): pages[names[at + 1][0].objgen] for at in range(0, len(names), 2)}
    assert found == dict(result.places)
    assert {"h-1", "h-2", "p-1.1", "t-1", "t-3", "f-1", "ch-4", "b-1", "l-2a", "n-1", "pairs", "gap"} <= set(found)


def test_links_lead_where_they_say() -> None:
    data, result = made(everything(SHELF))
    with pikepdf.open(io.BytesIO(data)) as opened:
        pages = {sheet.objgen: number for number, sheet in enumerate(opened.pages, 1)}
        annotations = [note for sheet in opened.pages for note in sheet.get("/Annots", [])]
        addresses = {str(note.A.URI) for note in annotations if "/A" in note}
        targets = {str(note.Contents): pages[note.Dest[0].objgen] for note in annotations if "/Dest" in note}
    assert addresses == {"https://www.ons.gov.uk/"}
    assert targets["Table 1"] == result.places["t-1"]
    assert targets["3 Contacts"] == result.places["h-3"]


def test_bookmarks_nest_as_headings_do() -> None:
    data, _ = made(everything(SHELF))
    with pikepdf.open(io.BytesIO(data)) as opened, opened.open_outline() as outline:
        assert [(entry.title, [kid.title for kid in entry.children]) for entry in outline.root] == [
            ("Contents", []),
            ("1 Introduction to our strategy", ["People and places", "1.4 Numbers in order"]),
            ("2 Money", []),
            ("3 Contacts", []),
        ]


def test_progress_is_told_and_can_stop_the_work() -> None:
    told: list[float] = []
    made(report(), progress=lambda share, what: told.append(share))
    assert told == sorted(told)
    assert told[-1] > 0.9

    def stop(_share: float, _what: str) -> None:
        raise Cancelled

    out = io.BytesIO()
    with pytest.raises(Cancelled):
        pdf.write(report(), SHELF, out, progress=stop)
    assert out.getvalue() == b""
