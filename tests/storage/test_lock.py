"""The lock tells who, where and since when; a stale one can be taken over; it never stands in the way of saving."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.model.encoding import encode
from strategy_editor.storage import lock, project_file
from strategy_editor.storage.working_copy import WorkingCopy
from tests.model.values import project

NOW = datetime(2009, 3, 3, 14, 32, tzinfo=UTC)


def at(minutes: int = 0) -> lock.Clock:
    return lambda: NOW + timedelta(minutes=minutes)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.strategy"
    project_file.create(path, project())
    return path


def theirs(file: Path, **fields: object) -> lock.Holder:
    """Somebody's lock from another computer."""
    holder = lock.Holder("Anne Wood", "PC-17", NOW, NOW, 4711, "t")
    holder = replace(holder, **fields)
    lock.lock_path(file).write_bytes(encode(holder))
    return holder


def test_a_lock_says_who_where_and_since_when(file: Path) -> None:
    theirs(file)
    with pytest.raises(lock.HeldByAnother, match="open by Anne Wood on PC-17 since 3 March 2009, 14:32") as caught:
        lock.acquire(file, "Bob", clock=at(5))
    assert caught.value.exit_code == 5
    assert caught.value.holder.name == "Anne Wood"


def test_a_lock_is_let_go(file: Path) -> None:
    mine = lock.acquire(file, "Bob", clock=at())
    assert lock.holder_of(file) == mine.holder
    with pytest.raises(lock.HeldByAnother):
        lock.acquire(file, "Bob", clock=at())
    mine.release()
    assert [each.name for each in file.parent.iterdir()] == ["a.strategy"]


def test_a_silent_lock_is_stale_and_a_beating_one_is_not(file: Path) -> None:
    theirs(file, beat=NOW + timedelta(minutes=20))
    with pytest.raises(lock.HeldByAnother):
        lock.acquire(file, "Bob", clock=at(30))
    assert lock.acquire(file, "Bob", clock=at(36)).holder.name == "Bob"


def test_the_lock_of_a_program_that_is_gone_is_stale(file: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    theirs(file, host=socket.gethostname(), process=gone.pid)
    mine = lock.acquire(file, "Bob", clock=at())
    assert mine.is_kept


def test_who_loses_a_lock_hears_of_it_and_leaves_the_other_alone(file: Path) -> None:
    mine = lock.acquire(file, "Bob", clock=at())
    assert mine.beat()
    other = lock.acquire(file, "Anne", clock=at(), take_over=True)
    assert not mine.beat()
    mine.release()
    assert lock.holder_of(file) == other.holder


def test_a_beat_is_written_down(file: Path) -> None:
    times = iter([NOW, NOW + timedelta(minutes=2)])
    mine = lock.acquire(file, "Bob", clock=lambda: next(times))
    mine.beat()
    found = lock.holder_of(file)
    assert found is not None
    assert (found.since, found.beat) == (NOW, NOW + timedelta(minutes=2))


def test_rubbish_where_the_lock_should_be_is_no_lock(file: Path) -> None:
    lock.lock_path(file).write_bytes(b"\x00" * 5000)
    assert lock.holder_of(file) is None
    assert lock.acquire(file, "Bob", clock=at()).is_kept


def test_without_a_place_for_the_lock_the_work_goes_on(file: Path) -> None:
    lock.lock_path(file).mkdir()
    mine = lock.acquire(file, "Bob", clock=at())
    assert not mine.is_kept
    assert mine.beat()
    mine.release()


def test_saving_works_whatever_the_lock_says(file: Path, tmp_path: Path) -> None:
    theirs(file)
    copy = WorkingCopy.open(tmp_path / "working", file)
    copy.save(tmp_path / "b.strategy")
    assert project_file.read(tmp_path / "b.strategy").project == copy.project
    copy.close()
