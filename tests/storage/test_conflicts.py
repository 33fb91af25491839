"""Copies that synchronising stores leave beside a file are noticed, whatever they are called."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.model.ledger import Ledger
from strategy_editor.storage import project_file
from strategy_editor.storage.conflicts import conflicts_beside
from strategy_editor.storage.tree import tree_of
from strategy_editor.storage.versions import version_of
from tests.model.values import document, paragraph, project, section

MINE = project(document(section("Aims", paragraph("One"))))
THEIRS = replace(MINE, title="Theirs")
AT = datetime(2009, 3, 3, tzinfo=UTC)

NAMES = [
    "ICT Strategy.sync-conflict-20090303-143200-ABCDEFG.strategy",
    "ICT Strategy-PC-17.strategy",
    "ICT Strategy (Anne Wood's conflicted copy 2009-03-03).strategy",
    "ICT Strategy (conflicted copy 2009-03-03 143200).strategy",
    "ICT Strategy (1).strategy",
    "ict strategy - Copy.strategy",
]


def beside(folder: Path, ledger: Ledger | None = None) -> list[str]:
    path = folder / "ICT Strategy.strategy"
    return [each.path.name for each in conflicts_beside(path, MINE.id, ledger or Ledger(), tree_of(MINE))]


@pytest.mark.parametrize("name", NAMES)
def test_a_conflict_copy_is_noticed(tmp_path: Path, name: str) -> None:
    project_file.create(tmp_path / "ICT Strategy.strategy", MINE)
    project_file.create(tmp_path / name, THEIRS)
    assert beside(tmp_path) == [name]


def test_what_is_no_conflict_is_left_alone(tmp_path: Path) -> None:
    project_file.create(tmp_path / "ICT Strategy.strategy", MINE)
    project_file.create(tmp_path / "ICT Strategy backup.strategy", MINE)
    project_file.create(tmp_path / "ICT Strategy of another council.strategy", replace(THEIRS, id="another"))
    project_file.create(tmp_path / "Housing.strategy", THEIRS)
    (tmp_path / "ICT Strategy (damaged).strategy").write_bytes(b"SQLite format 3\x00" + bytes(500))
    (tmp_path / "ICT Strategy.docx").write_bytes(b"PK")
    assert beside(tmp_path) == []


def test_a_copy_that_was_brought_in_is_not_offered_again(tmp_path: Path) -> None:
    version = version_of(THEIRS, by="anne", at=AT)
    theirs = Ledger().with_entries([version])
    project_file.create(tmp_path / "ICT Strategy (1).strategy", THEIRS, theirs)
    assert beside(tmp_path) == ["ICT Strategy (1).strategy"]
    assert beside(tmp_path, theirs) == []


def test_a_folder_that_is_gone_has_none(tmp_path: Path) -> None:
    assert beside(tmp_path / "nowhere") == []
