"""LibreOffice opens what we made and shows the manuscript: every line, every number, every table."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_editor.manuscript.items import (
    BoxItem,
    ChartItem,
    ContentsItem,
    FigureItem,
    HeadingItem,
    Manuscript,
    TableItem,
)
from strategy_editor.manuscript.table_grid import table_grid
from tests.manuscript.seed import seed_pieces, seed_project, without_bullets
from tests.odt.making import NAMESPACES, files_of, flat, shown
from tests.word.expected import expected_lines
from tests.word.gallery import gallery
from tests.word.test_libreoffice import gaps
from tests.word.test_writer import made

pytestmark = pytest.mark.libreoffice


def with_pages_taken_off(lines: list[str], manuscript: Manuscript) -> list[str]:
    """The lines, those of the contents list without the numbers of pages at their ends."""
    depth = next((item.depth for item in manuscript.items if isinstance(item, ContentsItem)), 0)
    count = sum(isinstance(item, HeadingItem) and item.in_contents and item.level <= depth for item in manuscript.items)
    title = next((item.title for item in manuscript.items if isinstance(item, ContentsItem)), "")
    start = lines.index(title) + 1 if title else 0
    listed = lines[start : start + count]
    assert all(line.rpartition(" ")[2].isdecimal() for line in listed), listed
    return [*lines[:start], *(line.rpartition(" ")[0] for line in listed), *lines[start + count :]]


def test_the_seed_is_read_line_by_line_with_the_same_numbers(tmp_path: Path) -> None:
    whole = seed_project()
    (found,) = shown([made(whole, whole.documents[0])], tmp_path)
    assert without_bullets(found) == seed_pieces()


def test_one_of_everything_is_read_as_the_manuscript_says(tmp_path: Path) -> None:
    whole, secret = gallery(), gallery(exempt=True)
    manuscripts = [
        made(one, each, edition)
        for one, edition in ((whole, "draft"), (whole, "web"), (secret, "web"))
        for each in one.documents
    ]
    for found, each in zip(shown(manuscripts, tmp_path), manuscripts, strict=True):
        assert with_pages_taken_off(found, each) == [line for line in expected_lines(each) if line]


def test_numbers_stand_still_when_parts_are_left_out(tmp_path: Path) -> None:
    whole = gaps()
    found = made(whole, whole.documents[0])
    (lines,) = shown([found], tmp_path)
    assert with_pages_taken_off(lines, found) == expected_lines(found)


def test_structure_is_understood(tmp_path: Path) -> None:
    """Headings, tables with header rows and spans, pictures and charts with words, notes, languages."""
    whole = gallery()
    manuscript = made(whole, whole.documents[0], "web")
    root = flat(files_of([manuscript], tmp_path)[0], tmp_path / "flat")

    def found(path: str) -> list[object]:
        return list(root.xpath(path, namespaces=NAMESPACES))

    headings = [int(level) for level in found("//text:h/@text:outline-level")]  # type: ignore[call-overload]
    assert headings == [item.level for item in manuscript.items if isinstance(item, HeadingItem)]
    tables = [item for item in manuscript.items if isinstance(item, TableItem)]
    seen = found("//office:text//table:table[not(ancestor::draw:object)]")
    assert len(seen) == len(tables)
    for item, table in zip(tables, seen, strict=True):
        _, lines = table_grid(item)
        assert len(table.xpath(".//table:table-row", namespaces=NAMESPACES)) == len(item.rows)  # type: ignore[attr-defined]
        heads = table.xpath("./table:table-header-rows/table:table-row", namespaces=NAMESPACES)  # type: ignore[attr-defined]
        assert len(heads) == sum(row.header for row in item.rows)
        spans = [
            (
                int(cell.get(_name("table:number-columns-spanned"), 1)),
                int(cell.get(_name("table:number-rows-spanned"), 1)),
            )
            for cell in table.xpath(".//table:table-cell", namespaces=NAMESPACES)  # type: ignore[attr-defined]
        ]
        assert spans == [(place.columns, place.rows) for line in lines for place in line]
    shown_ = [item for item in manuscript.items if isinstance(item, FigureItem | ChartItem)]
    titles = [item.alternative for item in shown_ if item.alternative]
    assert [t.text for t in found("//office:text//draw:frame/svg:title")][-len(titles) :] == titles  # type: ignore[attr-defined]
    charts = sum(isinstance(item, ChartItem) for item in manuscript.items)
    assert len(found("//office:text//draw:object")) == charts > 0
    assert found("//text:note")
    assert any(isinstance(item, BoxItem) for item in manuscript.items)
    assert "cy" in found("//style:text-properties/@fo:language")
    assert found("//text:bookmark-ref[@text:reference-format='number-all-superior']")


def _name(qualified: str) -> str:
    prefix, _, local = qualified.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
