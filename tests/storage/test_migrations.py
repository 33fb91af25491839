"""Older formats are brought up in a copy, with a backup kept; a file of every released format stays readable."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.model.encoding import encode
from strategy_editor.storage import migrations, project_file
from strategy_editor.storage.schema import FORMAT
from strategy_editor.storage.working_copy import WorkingCopy
from tests.bench import ROOT
from tests.storage import killed

DATA = ROOT / "tests" / "data" / "formats"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of a format that never was, and the migration for it."""
    monkeypatch.setitem(migrations.MIGRATIONS, 0, killed.NAME_AGAIN)
    path = tmp_path / "documents" / "a.strategy"
    path.parent.mkdir()
    project_file.create(path, killed.edited(3), pictures={killed.DIGEST: killed.PICTURE})
    killed.make_old(path)
    return path


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_file_of_every_released_format_is_read(number: int) -> None:
    """The readable twin beside it says what it holds; ``tests/storage/make_fixture.py`` made both at its release."""
    opened = project_file.read(DATA / f"format-{number}.strategy")
    assert encode(opened.project) == (DATA / f"format-{number}.json").read_bytes().strip()
    (version,) = [entry for entry in opened.ledger.versions if entry.name == "v0.1"]
    assert opened.project_of(version.tree).title == "The first version"
    for digest in opened.project.pictures:
        assert opened.picture(digest)


def test_every_format_before_this_one_has_its_migration() -> None:
    assert sorted(migrations.MIGRATIONS) == list(range(1, FORMAT))


def test_an_older_file_is_read_without_being_touched(old: Path) -> None:
    before = old.read_bytes()
    opened = project_file.read(old)
    assert opened.format == 0
    assert opened.project == killed.edited(3)
    assert opened.picture(killed.DIGEST) == killed.PICTURE
    assert opened.project_of(opened.content.tree) == killed.edited(3)
    assert old.read_bytes() == before
    assert [each.name for each in old.parent.iterdir()] == ["a.strategy"]


def test_saving_over_an_older_file_keeps_it_among_the_backups(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    copy = WorkingCopy.open(tmp_path / "working", old, tmp_path / "backups")
    assert old.read_bytes() == before
    copy.keep(replace(copy.project, title="New"), copy.ledger)
    copy.save()
    copy.close()
    (backup,) = (tmp_path / "backups").iterdir()
    assert backup.read_bytes() == before
    assert backup.name.startswith("a, format 0, ")
    assert project_file.read(old).format == FORMAT


def test_a_migration_that_fails_leaves_the_file_and_says_so(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = migrations.Migration(killed.OLD_TABLES, lambda connection: connection.execute("SELECT 1 FROM nowhere"))  # type: ignore[arg-type,return-value]
    monkeypatch.setitem(migrations.MIGRATIONS, 0, broken)
    before = old.read_bytes()
    with pytest.raises(NotAStrategy, match="damaged"):
        project_file.read(old)
    assert old.read_bytes() == before


def test_an_older_file_with_foreign_tables_is_not_migrated(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON head BEGIN SELECT 1; END")
        connection.commit()
    with pytest.raises(NotAStrategy, match="not those of a strategy"):
        project_file.read(old)
