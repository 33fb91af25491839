"""Where words hide outside the text: the file's name and folder, who acts, versions, what was undone, the computer."""

from __future__ import annotations

import getpass
import platform
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.clock import london_day
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.model.text import runs_from
from strategy_editor.session.commands import ChangeProject, ChangeSection, ReplaceBlocks
from strategy_editor.session.export import ExportRequest, export, formats_of, further_formats_of
from strategy_editor.session.opening import edit, read
from strategy_editor.storage.project_file import create
from tests.inspection.canaries import found_in
from tests.model.values import paragraph
from tests.publishing import small

NOW = datetime(2009, 2, 20, 9, 0, tzinfo=UTC)
HIDDEN = frozenset(
    {"zqfolder", "zqfile", "zqauthor", "zqpost", "zqversion", "zqearlier", "zqundone", "zqprojecttitle", "zqout"}
)


@pytest.fixture
def strategy(home: Path, tmp_path: Path) -> Path:
    """A strategy with a past: words that were there in an earlier version, and words that were undone."""
    folder = tmp_path / "zqfolder"
    folder.mkdir()
    path = folder / "zqfile.strategy"
    create(path, small())
    with edit(path, "Zqauthor") as opened:
        session = opened.session
        section = session.project.documents[0].sections[0]
        session.apply(ReplaceBlocks(section.id, 0, 1, (replace(section.blocks[0], runs=runs_from("zqearlier")),)))
        opened.name_version("0.1", "zqversion")
        session.apply(ReplaceBlocks(section.id, 0, 1, (paragraph("To agree."),)))
        session.apply(ChangeSection((section.id,), title=runs_from("zqundone")))
        session.undo()
        session.apply(ChangeProject(title="zqprojecttitle"))
    return path


@pytest.mark.parametrize("edition", [id for id in EDITIONS if id != "review"])
def test_no_file_tells_of_its_past_or_of_where_it_was_made(strategy: Path, tmp_path: Path, edition: str) -> None:
    stored = read(strategy)
    wanted = EDITIONS[edition]
    formats = (*formats_of(wanted), *further_formats_of(wanted))
    out = tmp_path / "zqout"
    request = ExportRequest(edition, str(out), formats=formats)
    manifest = export(
        stored.project, stored.ledger, stored.picture, request, now=NOW, today=london_day(NOW), strict=True
    )
    assert manifest.files
    computer = {getpass.getuser(), platform.node(), str(tmp_path), str(Path.home())}
    long_enough = frozenset(each.lower() for each in computer if len(each) > 5)
    for made in manifest.files:
        data = (out / made.path).read_bytes()
        assert found_in(data, HIDDEN | long_enough) == set()
        assert not any(word in made.path.lower() for word in HIDDEN)
