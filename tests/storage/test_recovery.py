"""What earlier runs left is found; nothing is cleared away that is not safe elsewhere."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import OpenElsewhere
from strategy_editor.storage import disk, project_file, recovery
from strategy_editor.storage.desk import DESK, TEXT, read_desk, write_desk
from strategy_editor.storage.versions import version_of
from strategy_editor.storage.working_copy import WorkingCopy
from tests.model.values import document, paragraph, project, section

FIRST = project(document(section("Aims", paragraph("One")), section("Means", paragraph("Two"))))


@pytest.fixture
def working(tmp_path: Path) -> Path:
    return tmp_path / "working"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "documents" / "a.strategy"
    path.parent.mkdir()
    project_file.create(path, FIRST)
    return path


def left(working: Path, file: Path, title: str = "Edited") -> Path:
    """A working copy with an edit that is not in the file, as a crash leaves it."""
    copy = WorkingCopy.open(working, file)
    copy.keep(replace(FIRST, title=title), copy.ledger)
    copy.flush()
    copy.leave()
    return copy.folder


def test_a_save_that_had_just_succeeded_is_known_as_such(working: Path, file: Path) -> None:
    """The program dies between the rename and its own note: the file is ours, not changed from outside."""
    copy = WorkingCopy.open(working, file)
    copy.keep(replace(FIRST, title="Edited"), copy.ledger)
    before = read_desk(copy.folder)
    saved = copy.save()
    after = read_desk(copy.folder)
    copy.leave()
    stray = disk.temporary_beside(file, copy.folder.name)
    stray.write_bytes(b"half")
    write_desk(copy.folder, replace(before, saving=after.base))
    again = WorkingCopy.resume(copy.folder)
    assert not stray.exists()
    assert not again.is_ahead
    assert again.base is not None
    assert again.base.digest == saved.digest
    again.keep(replace(FIRST, title="More"), again.ledger)
    again.save()
    again.leave()
    assert recovery.pending(working) == ()
    assert not copy.folder.exists()
    assert project_file.read(file).project.title == "More"


def test_what_a_crash_left_is_taken_up_without_shared_memory(working: Path, file: Path, tmp_path: Path) -> None:
    """So that work in hand can be kept in a network folder, too."""
    copy = WorkingCopy.open(working, file)
    copy.keep(replace(FIRST, title="Edited"), copy.ledger)
    copy.flush()
    crashed = shutil.copytree(copy.folder, tmp_path / "elsewhere" / copy.folder.name)
    copy.close()
    assert (crashed / f"{TEXT}-wal").stat().st_size
    again = WorkingCopy.resume(crashed)
    assert again.project.title == "Edited"
    assert not (crashed / f"{TEXT}-shm").exists()
    again.leave()


def test_a_save_that_had_not_happened_is_ahead(working: Path, file: Path) -> None:
    folder = left(working, file)
    desk = read_desk(folder)
    assert desk.base is not None
    stray = disk.temporary_beside(file, folder.name)
    stray.write_bytes(b"half")
    write_desk(folder, replace(desk, saving=replace(desk.base, digest="0" * 64)))
    (found,) = recovery.pending(working)
    assert found.title == "Edited"
    assert not stray.exists()


def test_cleaning_takes_only_what_is_in_the_file(working: Path, file: Path) -> None:
    ahead = left(working, file)
    same = WorkingCopy.open(working, file)
    same.leave()
    assert [each.folder for each in recovery.pending(working)] == [ahead]
    assert not same.folder.exists()


def test_where_the_file_is_gone_the_working_copy_is_all_there_is(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    file.unlink()
    copy.close()
    assert copy.folder.exists()
    (found,) = recovery.pending(working)
    assert found.path == file
    again = recovery.adopt(found)
    again.save()
    again.close()
    assert project_file.read(file).project == FIRST


def test_what_was_saved_just_before_a_crash_is_not_offered_once_the_file_went_on(working: Path, file: Path) -> None:
    """The program dies between the rename and its own note; then the file is opened, worked on and saved again."""
    copy = WorkingCopy.open(working, file)
    version = version_of(replace(FIRST, title="Edited"), by="me", at=datetime(2009, 3, 3, tzinfo=UTC))
    before = read_desk(copy.folder)
    copy.keep(replace(FIRST, title="Edited"), copy.ledger.with_entries([version]))
    copy.save()
    after = read_desk(copy.folder)
    copy.leave()
    write_desk(copy.folder, replace(before, saving=after.base))
    again = WorkingCopy.open(working, file)
    again.keep(replace(FIRST, title="More"), again.ledger)
    again.save()
    again.close()
    assert recovery.pending(working) == ()
    assert not copy.folder.exists()


def test_where_somebody_went_on_from_our_version_it_is_in_the_file(working: Path, file: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.open(working, file)
    version = version_of(FIRST, by="me", at=datetime(2009, 3, 3, tzinfo=UTC))
    copy.keep(FIRST, copy.ledger.with_entries([version]))
    copy.save()
    theirs = WorkingCopy.open(tmp_path / "theirs", file)
    theirs.keep(replace(FIRST, title="Theirs"), theirs.ledger)
    theirs.save()
    theirs.close()
    copy.close()
    assert list(working.iterdir()) == []
    assert project_file.read(file).project_of(version.tree) == FIRST


def test_what_cannot_be_read_is_shown_and_stays(working: Path, file: Path, tmp_path: Path) -> None:
    folder = left(working, file)
    (folder / TEXT).write_bytes(b"not a database any more" * 100)
    (found,) = recovery.pending(working)
    assert found.problem
    assert found.path == file
    (folder / DESK).write_bytes(b"{")
    (found,) = recovery.pending(working)
    assert found.problem
    assert (folder / TEXT).exists()


def test_two_backups_in_one_minute_have_two_names(
    working: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRATEGY_EDITOR_NOW", "2009-03-03T14:32:00Z")
    names = []
    for _ in range(2):
        left(working, file)
        (found,) = recovery.pending(working)
        names.append(recovery.discard(found, tmp_path / "backups").name)
    assert names == ["Edited, not saved, 2009-03-03 14.32.strategy", "Edited, not saved, 2009-03-03 14.32 (2).strategy"]


def test_what_is_being_made_is_left_to_who_makes_it(working: Path, file: Path) -> None:
    unfinished = working / "~aaaaaaaaaaaaaaaa"
    unfinished.mkdir(parents=True)
    (working / "the user's own folder").mkdir()
    (working / "notes.txt").write_text("mine")
    copy = WorkingCopy.open(working, file)
    assert recovery.pending(working) == ()
    assert not unfinished.exists()
    with pytest.raises(OpenElsewhere):
        WorkingCopy.resume(copy.folder)
    copy.close()
    assert sorted(each.name for each in working.iterdir()) == ["notes.txt", "the user's own folder"]
