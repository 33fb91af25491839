"""Bringing the file in as it is by now: whichever write fails, nobody's work is lost, and it can be done again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.model.section import Status
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeProject, ChangeSection
from strategy_editor.storage.saving import ChangedOutside
from tests.bench import is_full
from tests.storage.flaky_disk import FlakyDisk, flaky_disk


def prepared(folder: Path) -> Path:
    """A strategy, and a colleague's newer copy of it."""
    folder.mkdir()
    path = opening.create(opening.NewStrategy(folder / "a.strategy", "ict-strategy", "english-council"))
    theirs = shutil.copyfile(path, folder / "theirs")
    with opening.edit(theirs, "Theo Lane") as opened:
        section = opened.session.project.documents[1].sections[2]
        opened.session.apply(ChangeSection((section.id,), status="for-review"))
    return path


def status(project: object) -> Status:
    found: Status = project.documents[1].sections[2].status  # type: ignore[attr-defined]
    return found


def test_a_changed_file_is_never_overwritten_and_both_come_together(home: Path, tmp_path: Path) -> None:
    path = prepared(tmp_path / "place")
    opened = opening.open_strategy(path, "Anne Wood")
    opened.session.apply(ChangeProject(title="Mine"))
    shutil.copyfile(path.with_name("theirs"), path)
    before = path.read_bytes()
    with pytest.raises(ChangedOutside):
        opened.save()
    assert path.read_bytes() == before
    joining = opened.bring_in(opened.look_at(path))
    assert joining.brings_anything
    assert not joining.merged.proposals
    opened.save()
    stored = opening.read(path)
    assert (stored.project.title, status(stored.project)) == ("Mine", "for-review")
    assert {version.by for version in stored.ledger.versions} >= {"Anne Wood", "Theo Lane"}
    opened.session.undo()
    assert status(opened.session.project) == "not-started"
    opened.close()
    assert opening.read(path).project.title == "Mine"


def test_what_is_written_while_the_other_copy_is_read_counts_too(home: Path, tmp_path: Path) -> None:
    path = prepared(tmp_path / "place")
    opened = opening.open_strategy(path)
    opened.prepare()
    joining = opened.look_at(path.with_name("theirs"))
    opened.session.apply(ChangeProject(title="Meanwhile"))
    opened.bring_in(joining)
    assert (opened.session.project.title, status(opened.session.project)) == ("Meanwhile", "for-review")
    opened.close()


def test_a_copy_for_a_reviewer_is_refused_with_the_way_to_go(home: Path, tmp_path: Path) -> None:
    path = prepared(tmp_path / "place")
    project = replace(opening.read(path).project, copy="sent")
    theirs = path.with_name("review.strategy")
    opening.put_down(theirs, project)
    opened = opening.open_strategy(path)
    with pytest.raises(WrongUse, match="made for a reviewer"):
        opened.look_at(theirs)
    opened.close()


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_whichever_write_fails(home: Path, tmp_path: Path) -> None:
    with flaky_disk() as flaky:
        _join(tmp_path / "first", flaky)
    count = len(flaky.acts)
    step = 1 if is_full() else max(1, count // 12)
    refused = 0
    for number in range(0, count, step):
        with flaky_disk() as flaky:
            refused += _join(tmp_path / str(number), flaky, number)
    assert refused


def _join(place: Path, flaky: FlakyDisk, fails: int | None = None) -> int:
    """Joins while one write fails; afterwards all is there, in the file or in the working copy."""
    path = prepared(place)
    opened = opening.open_strategy(path, "Anne Wood")
    opened.session.apply(ChangeProject(title="Mine"))
    opened.flush()
    shutil.copyfile(path.with_name("theirs"), path)
    start = len(flaky.acts)
    if fails is not None:
        flaky.fail(start + fails, start + fails, full=fails % 2 == 0)
    refused = 0
    try:
        opened.prepare()
        opened.bring_in(opened.look_at(path))
        opened.save()
    except StrategyError:
        refused = 1
        in_file = opening.read(path).project
        assert status(in_file) == "for-review", "the colleague's work is in the file"
        assert opened.session.project.title == "Mine"
    flaky.recover()
    opened.prepare()
    if status(opened.session.project) != "for-review" or refused:
        opened.bring_in(opened.look_at(path))
    opened.close()
    stored = opening.read(path).project
    assert (stored.title, status(stored)) == ("Mine", "for-review")
    if fails is None:
        flaky.acts[:] = flaky.acts[start:]
    return refused
