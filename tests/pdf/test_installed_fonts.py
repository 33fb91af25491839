"""The council's own type: found on the computer, or said to be missing."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from strategy_editor.foundation.resources import resource
from strategy_editor.manuscript.items import Manuscript, Span
from strategy_editor.pdf import installed_fonts
from tests.pdf.making import failures, made
from tests.pdf.manuscripts import paragraph, report


@pytest.fixture(autouse=True)
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with these fonts alone."""
    folder = tmp_path / "fonts" / "below"
    folder.mkdir(parents=True)
    shutil.copy(resource("fonts", "DejaVuSans.ttf"), folder / "Council.TTF")
    (folder / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(installed_fonts, "font_folders", lambda: (tmp_path / "fonts",))
    return folder


def document(font: str) -> Manuscript:
    text = paragraph((Span("The council"), Span(" in bold", bold=True), Span(" ŵyn", italic=True)))
    page = replace(report().page, body_font=font, heading_font=font)
    return replace(report(), items=(text,), page=page)


def names(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return {str(font.BaseFont).rpartition("+")[2] for font in opened.pages[0].Resources.Font.values()}


def test_a_font_of_this_computer_is_used_and_becomes_part_of_the_file(tmp_path: Path) -> None:
    data, result = made(document("DejaVu Sans"))
    assert names(data) == {"DejaVuSans"}
    assert result.warnings == ()
    assert failures(data, tmp_path, "ua1", "2a") == []


def test_one_that_is_not_there_is_told_and_ours_stands_in(tmp_path: Path) -> None:
    data, result = made(document("Council Grotesk"))
    assert all(name.startswith("SourceSans3") for name in names(data))
    assert "Council Grotesk" in result.warnings[0]
    assert failures(data, tmp_path, "ua1", "2a") == []


def test_a_family_takes_the_nearest_weight_that_it_has() -> None:
    found = installed_fonts.installed_family(" dejavu SANS ")
    assert found is not None
    assert {path.name for path in found.values()} == {"Council.TTF"}
    assert installed_fonts.installed_family("broken") is None
