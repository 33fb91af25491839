"""A real process is killed at any moment, many times: no file is torn, and nothing that it said was done is lost."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from strategy_editor.storage import migrations, project_file, recovery
from strategy_editor.storage.working_copy import WorkingCopy
from tests import bench
from tests.killing import Said, each_kill, last
from tests.storage import killed

PHASES = {"opening": 0.1, "keeping": 0.03, "saving": 0.12, "merging": 0.06, "migrating": 0.25}
"""What the program may be about to do, and about how many seconds it takes."""


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_kills_lose_nothing_that_was_said_to_be_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 kills with --full, at least 50 in each phase; else 30, at least 3 in each."""
    monkeypatch.setitem(migrations.MIGRATIONS, 0, killed.NAME_AGAIN)
    wanted, least = (500, 50) if bench.is_full() else (30, 3)
    chance = random.Random(20090303)

    def rounds(phase: str) -> int:
        return 1 if phase == "opening" else chance.randint(1, 4)

    for said in each_kill(killed, tmp_path, PHASES, rounds, wanted=wanted, least=least, chance=chance):
        _check(tmp_path / "place", said)


def _check(place: Path, said: Said) -> None:
    """The file is whole and as new as was said; so is the working copy; the colleague's file is as it was."""
    documents, working = place / "documents", place / "working"
    kept = last(said, "kept")
    for name in ("a.strategy", "theirs.strategy"):
        with closing(sqlite3.connect(f"file:{documents / name}?mode=ro", uri=True)) as other:
            assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    in_file = _number(project_file.read(documents / "a.strategy"))
    assert last(said, "saved") <= in_file <= max(last(said, "saving"), 0)
    assert project_file.read(documents / "theirs.strategy").project.title == "theirs"
    _check_old(place)
    began = [what for word, what in said if word == "opened"]
    if began:
        copy = WorkingCopy.resume(Path(began[0]))
        number = int(copy.project.title)
        assert kept <= number <= max(last(said, "keeping"), 0)
        assert copy.project == killed.edited(number)
        assert copy.picture(killed.DIGEST) == killed.PICTURE
        merged = {entry.id for entry in copy.ledger.entries}
        assert {f"{int(what):016d}" for word, what in said if word == "merged"} <= merged
        assert {found.folder for found in recovery.pending(working)} <= {
            each for each in working.iterdir() if each.is_dir() and each != copy.folder
        }
        copy.save()
        copy.close()
        assert _number(project_file.read(documents / "a.strategy")) == number
    assert not list(documents.glob("~a-*"))


def _check_old(place: Path) -> None:
    """The file of the older format is the old or the new one; where it was replaced, its like is among the backups."""
    path = place / "documents" / "old.strategy"
    if not path.exists():  # the program was about to prepare it again
        return
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (version,) = other.execute("PRAGMA user_version").fetchone()
        (tables,) = other.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'parts'").fetchone()
    if version == 0:
        assert project_file.read(path).project == killed.edited(0)
    elif project_file.read(path).project.title == "migrated":
        assert list((place / "backups").glob("old, format 0, *.strategy"))
    else:
        assert tables == 0


def _number(opened: project_file.Opened) -> int:
    number = int(opened.project.title)
    assert opened.project == killed.edited(number)
    assert opened.picture(killed.DIGEST) == killed.PICTURE
    return number
