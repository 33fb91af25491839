"""LibreOffice opens what we made and shows the manuscript: every line, in order, with its number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.manuscript.items import Manuscript
from strategy_editor.model.blocks import Limits
from strategy_editor.model.project import Project
from tests.manuscript.seed import seed_pieces, seed_project, without_bullets
from tests.model.values import document, heading, item, paragraph, project, projects, section
from tests.word.expected import expected_lines
from tests.word.gallery import gallery
from tests.word.office import read_by_libreoffice
from tests.word.test_writer import captioned, made, written

pytestmark = pytest.mark.libreoffice


def shown(manuscripts: list[Manuscript], folder: Path) -> list[list[str]]:
    """What LibreOffice reads in each."""
    files = []
    for index, each in enumerate(manuscripts):
        file = folder / f"made{index}.docx"
        file.write_bytes(written(each, page_numbers="none"))
        files.append(file)
    return read_by_libreoffice(files, folder)


def test_the_seed_is_read_line_by_line_with_the_same_numbers(tmp_path: Path) -> None:
    whole = seed_project()
    (found,) = shown([made(whole, whole.documents[0])], tmp_path)
    assert without_bullets(found) == seed_pieces()


def test_one_of_everything_is_read_as_the_manuscript_says(tmp_path: Path) -> None:
    whole, secret = gallery(), gallery(exempt=True)
    manuscripts = [
        made(one, each, edition)
        for one, edition in ((whole, "draft"), (whole, "cabinet"), (secret, "cabinet"))
        for each in one.documents
    ]
    for found, each in zip(shown(manuscripts, tmp_path), manuscripts, strict=True):
        assert found == expected_lines(each)


def gaps() -> Project:
    """Numbers of which some are left out: in front, in between, whole sections."""
    web = Limits(("web",))
    sections = []
    for scheme in ("headings", "paragraphs", "headings"):
        blocks = []
        for index in range(4):
            hidden = EVERY if index % 2 else web
            blocks.append(replace(heading(f"Heading {index}"), limits=hidden))
            blocks.append(paragraph(f"Numbered {index}", numbered=True))
            blocks.append(replace(paragraph(f"Also numbered {index}", numbered=True), limits=hidden))
            blocks.append(replace(item(f"Listed {index}", kind="number"), limits=hidden))
            blocks.append(item(f"Listed too {index}", kind="number"))
        sections.append(section(f"In {scheme}", *blocks, scheme=scheme))
    return project(
        document(*sections, section("Left out", limits=web), section("Last", heading("End")), number_format="1.0")
    )


def test_many_tables_and_their_pages_are_listed(tmp_path: Path) -> None:
    whole = captioned(12)
    found = made(whole, whole.documents[0])
    expected = expected_lines(found)
    assert expected.count("Table 12: Figures & tables 11 and more") == 2
    assert shown([found], tmp_path)[0] == expected
    file = tmp_path / "numbered.docx"
    file.write_bytes(written(found))
    (lines,) = read_by_libreoffice([file], tmp_path / "numbered")
    listed = [line for line in lines if re.fullmatch(r"Table \d+: Figures & tables \d+ and more \d+", line)]
    assert len(listed) == 12


EVERY = Limits()


def test_numbers_stand_still_when_parts_are_left_out(tmp_path: Path) -> None:
    whole = gaps()
    found = made(whole, whole.documents[0])
    expected = expected_lines(found)
    assert "5.0 Last" in expected
    assert shown([found], tmp_path)[0] == expected


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(projects(), min_size=4, max_size=8))
def test_documents_of_any_shape_are_read_as_the_manuscript_says(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Project]
) -> None:
    manuscripts = [made(whole, one, "draft") for whole in drawn for one in whole.documents]
    if manuscripts:
        results = shown(manuscripts, tmp_path_factory.mktemp("drawn"))
        for found, each in zip(results, manuscripts, strict=True):
            assert found == expected_lines(each)
