"""The working copy keeps every edit, saves only what it has read back, and never overwrites somebody else's file."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import (
    DiskRefused,
    NotAStrategy,
    OpenElsewhere,
    Refused,
    StrategyError,
    WrongUse,
)
from strategy_editor.model.ledger import Ledger, Merge
from strategy_editor.model.project import Project
from strategy_editor.storage import project_file, recovery
from strategy_editor.storage.saving import ChangedOutside
from strategy_editor.storage.tree import tree_of
from strategy_editor.storage.versions import version_of
from strategy_editor.storage.working_copy import WorkingCopy
from tests.model.values import document, paragraph, project, section
from tests.storage.flaky_disk import flaky_disk

FIRST = project(document(section("Aims", paragraph("One")), section("Means", paragraph("Two"))))
PICTURE = b"some picture"
DIGEST = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture
def working(tmp_path: Path) -> Path:
    return tmp_path / "working"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    path = folder / "a.strategy"
    project_file.create(path, FIRST)
    return path


def titled(title: str) -> Project:
    return replace(FIRST, title=title)


def test_an_edit_is_on_the_disk_when_flushed_and_survives_without_a_save(working: Path, file: Path) -> None:
    before = file.read_bytes()
    copy = WorkingCopy.open(working, file)
    assert not copy.is_ahead
    copy.keep(titled("Second"), copy.ledger)
    assert copy.is_ahead
    copy.flush()
    copy.leave()
    assert file.read_bytes() == before
    (found,) = recovery.pending(working)
    assert (found.title, found.path, found.sections) == ("Second", file, 0)
    again = recovery.adopt(found)
    assert again.project == titled("Second")
    again.save()
    again.close()
    assert project_file.read(file).project == titled("Second")
    assert recovery.pending(working) == ()
    assert list(working.iterdir()) == []


def test_the_newest_of_many_edits_is_the_one_that_is_kept(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    for number in range(50):
        copy.keep(titled(str(number)), copy.ledger)
    copy.flush()
    assert copy.project == titled("49")
    copy.leave()
    assert WorkingCopy.resume(copy.folder).project == titled("49")


def test_a_picture_is_there_at_once_and_in_the_file(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    copy.add_picture(DIGEST, PICTURE)
    assert copy.picture(DIGEST) == PICTURE
    copy.keep(replace(FIRST, words=(DIGEST,)), copy.ledger)
    copy.save()
    assert copy.picture(DIGEST) == PICTURE
    copy.close()
    assert project_file.read(file).picture(DIGEST) == PICTURE
    again = WorkingCopy.open(working, file)
    assert again.picture(DIGEST) == PICTURE
    again.close()


def test_a_change_from_outside_is_never_overwritten(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    copy.keep(titled("Mine"), copy.ledger)
    project_file.create(file, titled("Theirs"), overwrite=True)
    theirs = file.read_bytes()
    with pytest.raises(ChangedOutside) as caught:
        copy.save()
    assert caught.value.found == hashlib.sha256(theirs).hexdigest()
    with pytest.raises(ChangedOutside):
        copy.save(file, overwrite=True)
    assert file.read_bytes() == theirs
    assert copy.is_ahead
    elsewhere = file.with_name("b.strategy")
    copy.save(elsewhere)
    assert project_file.read(elsewhere).project == titled("Mine")
    assert copy.path == elsewhere
    copy.close()
    assert sorted(each.name for each in file.parent.iterdir()) == ["a.strategy", "b.strategy"]


def test_saving_as_takes_nobodys_place_unasked(working: Path, file: Path) -> None:
    copy = WorkingCopy.start(working, titled("New"))
    with pytest.raises(WrongUse, match="no file yet"):
        copy.save()
    with pytest.raises(Refused, match="already a file"):
        copy.save(file)
    copy.save(file, overwrite=True)
    assert project_file.read(file).project == titled("New")
    copy.close()


def test_a_copy_leaves_the_own_file_alone(working: Path, file: Path) -> None:
    before = file.read_bytes()
    copy = WorkingCopy.open(working, file)
    copy.keep(titled("New"), copy.ledger)
    copy.save_copy(file.with_name("copy.strategy"))
    assert file.read_bytes() == before
    assert copy.is_ahead
    assert copy.path == file
    copy.save()
    copy.close()


def test_a_deleted_file_is_written_again(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    file.unlink()
    copy.save()
    copy.close()
    assert project_file.read(file).project == FIRST


def test_a_folder_that_may_only_be_read_says_so(working: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = WorkingCopy.open(working, file)
    allowed = os.open

    def refused(path: str | Path, *rest: int, **more: int) -> int:
        if Path(path).parent == file.parent:
            raise PermissionError(13, "Permission denied", str(path))
        return allowed(path, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        with pytest.raises(DiskRefused, match="may not"):
            copy.save()
    assert project_file.read(file).project == FIRST
    copy.close()


def test_a_vanished_folder_says_so_and_saving_elsewhere_works(working: Path, file: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.open(working, file)
    file.parent.rename(tmp_path / "renamed")
    with pytest.raises(DiskRefused, match="is not there"):
        copy.save()
    copy.save(tmp_path / "b.strategy")
    assert project_file.read(tmp_path / "b.strategy").project == FIRST
    copy.close()


def test_two_windows_cannot_have_one_working_copy(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    with pytest.raises(OpenElsewhere, match="another window"):
        WorkingCopy.resume(copy.folder)
    assert recovery.pending(working) == ()
    copy.close()


def test_discarded_work_is_in_a_named_backup_first(working: Path, file: Path, tmp_path: Path) -> None:
    copy = WorkingCopy.open(working, file)
    changed = replace(FIRST, title="Draft: what/if", documents=(document(section("Aims", paragraph("New"))),))
    copy.keep(changed, copy.ledger)
    copy.flush()
    copy.leave()
    (found,) = recovery.pending(working)
    assert found.sections == 3
    backup = recovery.discard(found, tmp_path / "backups")
    assert project_file.read(backup).project == changed
    assert backup.name.startswith("Draft whatif, not saved, ")
    assert list(working.iterdir()) == []
    assert project_file.read(file).project == FIRST


def test_the_time_of_the_last_edit_is_told(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRATEGY_EDITOR_NOW", "2009-03-03T14:32:00Z")
    copy = WorkingCopy.start(working, FIRST)
    copy.leave()
    (found,) = recovery.pending(working)
    assert found.edited_at == datetime(2009, 3, 3, 14, 32, tzinfo=UTC)
    assert found.sections == 2
    assert found.path is None


def test_an_edit_reaches_the_disk_by_itself(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    copy.keep(titled("New"), copy.ledger)
    for _ in range(600):
        if copy.base is not None and not copy.is_busy:
            break
        time.sleep(0.05)
    copy.leave()
    again = WorkingCopy.resume(copy.folder)
    assert again.project == titled("New")
    again.save()
    again.close()


def test_what_the_disk_refuses_is_told_and_tried_again(working: Path, file: Path) -> None:
    told: list[StrategyError] = []
    with flaky_disk() as flaky:
        copy = WorkingCopy.open(working, file)
        copy.on_error = told.append
        flaky.fail(0, 10**9, full=True)
        copy.keep(titled("New"), copy.ledger)
        with pytest.raises(DiskRefused, match="no room left"):
            copy.flush()
        assert told
        assert copy.last_error is told[-1]
        assert copy.is_ahead
        flaky.recover()
        copy.flush()
        assert copy.last_error is None
        copy.leave()
        again = WorkingCopy.resume(copy.folder)
        assert again.project == titled("New")
        again.leave()


def test_saving_works_while_this_computer_keeps_nothing(working: Path, file: Path, tmp_path: Path) -> None:
    """The own disk is full, the stick is not: versions, pictures and the newest words are all in what is saved."""
    copy = WorkingCopy.open(working, file)
    version = version_of(FIRST, by="me", at=datetime(2009, 3, 3, tzinfo=UTC))
    ledger = copy.ledger.with_entries([version])
    copy.keep(FIRST, ledger)
    copy.flush()
    copy.leave()
    with flaky_disk() as flaky:
        copy = WorkingCopy.resume(copy.folder)
        flaky.fail(0, 10**9, full=True, below=working)
        copy.add_picture(DIGEST, PICTURE)
        newest = replace(FIRST, title="New", words=(DIGEST,))
        copy.keep(newest, copy.ledger)
        copy.save(tmp_path / "stick.strategy")
        opened = project_file.read(tmp_path / "stick.strategy")
        assert (opened.project, opened.ledger) == (newest, ledger)
        assert opened.picture(DIGEST) == PICTURE
        assert opened.project_of(version.tree) == FIRST
        copy.leave()


def test_a_colleagues_versions_and_pictures_can_be_taken_over(working: Path, file: Path, tmp_path: Path) -> None:
    older, theirs = titled("Older"), replace(FIRST, title="Theirs", words=(DIGEST,))
    version = version_of(older, by="anne", at=datetime(2009, 3, 3, tzinfo=UTC))
    other = tmp_path / "theirs.strategy"
    project_file.create(other, theirs, Ledger().with_entries([version]), {DIGEST: PICTURE}, versions=[older])
    opened = project_file.read(other)
    copy = WorkingCopy.open(working, file)
    copy.take(opened)
    copy.save(tmp_path / "between.strategy")
    entry = Merge("m", datetime(2009, 3, 4, tzinfo=UTC), "me", tree_of(FIRST), tree_of(FIRST), opened.content.tree)
    copy.keep(titled("Both"), copy.ledger.union(opened.ledger).with_entries([entry]))
    copy.save()
    copy.close()
    again = project_file.read(tmp_path / "between.strategy")
    assert again.project_of(opened.content.tree) == theirs
    assert again.project_of(version.tree) == older
    assert again.picture(DIGEST) == PICTURE


def test_a_remembered_text_is_there_when_an_entry_names_it(working: Path, file: Path) -> None:
    copy = WorkingCopy.open(working, file)
    tree = copy.remember(titled("Beside"))
    copy.save()
    assert copy.project_of(tree) == titled("Beside")
    copy.close()


def test_what_nothing_names_any_more_leaves_the_file(working: Path, file: Path) -> None:
    """Words that were typed and taken out again between two saves, and a version that was thinned, are gone."""
    copy = WorkingCopy.open(working, file)
    secret = document(section("Aims", paragraph("Confidential words that stood here for a minute")))
    copy.keep(replace(FIRST, documents=(secret,)), copy.ledger)
    copy.flush()
    tree = tree_of(copy.project)
    copy.keep(FIRST, copy.ledger)
    copy.save()
    with pytest.raises(NotAStrategy):
        copy.project_of(tree)
    copy.close()
    assert b"Confidential" not in file.read_bytes()


def test_a_link_stays_a_link(working: Path, file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.strategy"
    try:
        link.symlink_to(file)
    except OSError:
        pytest.skip("only on systems where anybody may make links")
    copy = WorkingCopy.open(working, link)
    copy.keep(titled("New"), copy.ledger)
    copy.save()
    copy.close()
    assert link.is_symlink()
    assert project_file.read(file).project == titled("New")
