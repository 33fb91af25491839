"""Whatever write fails and whenever the power goes: the file is the old or the new one, and what was kept is kept."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.storage import project_file, recovery
from strategy_editor.storage.desk import DESK
from strategy_editor.storage.working_copy import WorkingCopy
from tests import bench
from tests.model.values import document, paragraph, project, section
from tests.storage.flaky_disk import Act, FlakyDisk, PowerCut, flaky_disk

pytestmark = pytest.mark.long

START = project(document(section("Aims", *(paragraph(f"Paragraph {n}. " * 40) for n in range(12)))))


def numbered(number: int) -> Project:
    """The project after edit ``number``: 0 is what is in the file at the start."""
    (document_,) = START.documents
    (section_,) = document_.sections
    blocks = (*section_.blocks[:-1], paragraph(f"Edit {number} " * 50)) if number else section_.blocks
    changed = replace(document_, sections=(replace(section_, blocks=blocks),))
    return replace(START, title=str(number), documents=(changed,))


EDITS = [numbered(number) for number in range(8)]


def number_of(found: Project) -> int:
    """Which edit it is; the whole of it, not only its title."""
    number = int(found.title) if found.title.isdigit() else 0
    assert found == EDITS[number]
    return number


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "working").mkdir()
    project_file.create(tmp_path / "documents" / "a.strategy", EDITS[0])
    return tmp_path


def work(place: Path, flaky: FlakyDisk) -> None:
    """A short day: open, edit, save, edit, save as, edit, and the lights go out."""
    file = place / "documents" / "a.strategy"
    copy = WorkingCopy.open(place / "working", file)
    flaky.mark("begun", copy.folder)
    for number in (1, 2, 3):
        copy.keep(EDITS[number], copy.ledger)
        copy.flush()
        flaky.mark("kept", number)
    copy.save()
    flaky.mark("saved", 3)
    for number in (4, 5):
        copy.keep(EDITS[number], copy.ledger)
        copy.flush()
        flaky.mark("kept", number)
    copy.save()
    flaky.mark("saved", 5)
    copy.keep(EDITS[6], copy.ledger)
    copy.flush()
    flaky.mark("kept", 6)
    copy.leave()


def every(acts: int) -> list[int]:
    """The acts to look at: all of them with --full, else a sample of about twenty that has the first and the last."""
    step = 1 if bench.is_full() else max(1, acts // 20)
    return sorted({*range(0, acts, step), acts - 1})


def test_a_power_cut_at_any_moment_leaves_the_old_or_the_new(place: Path) -> None:
    before = {str(path): path.read_bytes() for path in (place / "documents").iterdir()}
    with flaky_disk() as flaky:
        work(place, flaky)
    chance = random.Random(20090303)
    wanted = set(every(len(flaky.acts)))
    cut = PowerCut(before)
    looks: list[Callable[[], dict[str, bytes]]] = [
        cut.all_kept,
        cut.all_lost,
        cut.bytes_lost,
        lambda: cut.torn(chance),
        lambda: cut.torn(chance),
    ]
    said: list[Act] = []
    for number, act in enumerate(flaky.acts):
        if act.name in ("begun", "kept", "saved"):
            said.append(act)
        else:
            cut.play(act)
        if number in wanted:
            for look in looks:
                _lay_out(place, look())
                _check_after_cut(place, said)
    assert [act.path for act in said if act.name == "saved"] == ["3", "5"]


def _lay_out(place: Path, files: dict[str, bytes]) -> None:
    for name in ("documents", "working"):
        shutil.rmtree(place / name, ignore_errors=True)
        (place / name).mkdir()
    for name, data in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _check_after_cut(place: Path, said: list[Act]) -> None:
    """The file is whole and at least what was said to be saved; the working copy at least what was said to be kept."""
    file = place / "documents" / "a.strategy"
    saved = max((int(act.path) for act in said if act.name == "saved"), default=0)
    kept = max((int(act.path) for act in said if act.name == "kept"), default=0)
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    in_file = number_of(project_file.read(file).project)
    assert in_file in (saved, kept)
    begun = [act.path for act in said if act.name == "begun"]
    if begun:
        copy = WorkingCopy.resume(Path(begun[0]))
        assert number_of(copy.project) in (kept, kept + 1)
        assert copy.is_ahead == (number_of(copy.project) != in_file)
        copy.save()
        copy.close()
        assert number_of(project_file.read(file).project) >= kept
    assert recovery.pending(place / "working") == ()
    assert [path.name for path in (place / "working").iterdir() if path.is_dir()] == []


def test_any_write_that_fails_is_told_and_loses_nothing(place: Path) -> None:
    """Each act in turn fails once or from then on; it is said, and after it the work goes on as if nothing had been."""
    with flaky_disk() as flaky:
        _work_against_refusals(place, flaky)
    count = len(flaky.acts)
    told = 0
    for number in every(count):
        for lasting, full in ((False, number % 2 == 0), (True, number % 2 == 1)):
            _lay_out(place, {})
            project_file.create(place / "documents" / "a.strategy", EDITS[0])
            with flaky_disk() as flaky:
                flaky.fail(number, 10**9 if lasting else number, full=full)
                told += _work_against_refusals(place, flaky)
    assert told > len(every(count))


def _work_against_refusals(place: Path, flaky: FlakyDisk) -> int:
    """Goes on whatever is refused; checks after each step; returns how many refusals there were."""
    file = place / "documents" / "a.strategy"
    refused = 0
    try:
        copy = WorkingCopy.open(place / "working", file)
    except StrategyError:
        flaky.recover()
        assert number_of(project_file.read(file).project) == 0
        return 1
    for number in (1, 2):
        copy.keep(EDITS[number], copy.ledger)
        try:
            copy.flush()
        except StrategyError:
            assert copy.last_error is not None
            assert copy.is_ahead
            refused += 1
        before = number_of(project_file.read(file).project)
        try:
            copy.save()
        except StrategyError:
            refused += 1
            assert number_of(project_file.read(file).project) in (before, number)
        else:
            assert number_of(project_file.read(file).project) == number
        assert [path.name for path in file.parent.iterdir() if path != file and not flaky.failed] == []
    flaky.recover()
    copy.keep(EDITS[3], copy.ledger)
    copy.flush()
    assert copy.last_error is None
    copy.save()
    assert number_of(project_file.read(file).project) == 3
    copy.close()
    assert list((place / "working").iterdir()) == []
    return refused


def test_a_disk_that_lies_about_a_save_is_found_out(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is compared with what is there: one wrong byte and the old file stays."""
    from strategy_editor.storage import disk

    class Liar(disk.System):
        def copy(self, source: Path, target: Path) -> None:
            data = bytearray(source.read_bytes())
            data[len(data) // 2] ^= 1
            target.write_bytes(data)

    file = place / "documents" / "a.strategy"
    copy = WorkingCopy.open(place / "working", file)
    copy.keep(EDITS[1], copy.ledger)
    with monkeypatch.context() as patched:
        patched.setattr(disk, "SYSTEM", Liar())
        with pytest.raises(StrategyError, match="not right"):
            copy.save()
    assert number_of(project_file.read(file).project) == 0
    copy.leave()
    assert (copy.folder / DESK).exists()
