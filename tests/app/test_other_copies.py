"""Other copies of the open strategy: noticed, shown, brought in; nothing is overwritten, and all can be undone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from strategy_editor.app import other_copies
from strategy_editor.app.application import Application
from strategy_editor.app.dialogs.bring_together import BringTogetherDialog
from strategy_editor.app.window import Window
from strategy_editor.model.dates import When
from strategy_editor.model.section import Status
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeProject, ChangeSection
from strategy_editor.session.paths import backups_folder


@pytest.fixture(autouse=True)
def first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_copies, "_FIRST_LOOK", 10)


@pytest.fixture
def path(home: Path, tmp_path: Path) -> Path:
    when = When(2009, 3, 3)
    wanted = opening.NewStrategy(tmp_path / "ICT.strategy", "ict-strategy", "cheshire-east-2009", "ICT", "", when)
    return opening.create(wanted)


@pytest.fixture
def agreed(monkeypatch: pytest.MonkeyPatch) -> list[BringTogetherDialog]:
    """Every question is answered with yes; what was asked."""
    asked: list[BringTogetherDialog] = []

    def yes(dialog: BringTogetherDialog) -> QDialog.DialogCode:
        asked.append(dialog)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(BringTogetherDialog, "exec", yes)
    return asked


def change(path: Path, status: Status, title: str = "") -> str:
    """A colleague's work; returns the section."""
    with opening.edit(path, "Theo Lane") as opened:
        section = opened.session.project.documents[1].sections[2]
        opened.session.apply(ChangeSection((section.id,), status=status))
        if title:
            opened.session.apply(ChangeProject(title=title))
    return section.id


def button(window: Window, words: str) -> QPushButton:
    return next(each for each in window.notice.findChildren(QPushButton) if each.text() == words)


def status(window: Window) -> str:
    return window.desk.project.documents[1].sections[2].status


def test_a_save_over_somebody_elses_change_brings_both_together(
    application: Application, path: Path, qtbot: QtBot, agreed: list[BringTogetherDialog]
) -> None:
    aside = shutil.copyfile(path, path.with_name("Theo.strategy"))
    window = application.open(path)
    assert window is not None
    window.desk.do(ChangeProject(title="Mine"))
    change(aside, "for-review")
    aside.replace(path)
    theirs = path.read_bytes()
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: bool(agreed), timeout=10_000)
    assert path.read_bytes() != theirs or status(window) == "for-review"
    qtbot.waitUntil(lambda: window.status.safety.text().startswith("Saved to"), timeout=10_000)
    stored = opening.read(path).project
    assert stored.title == "Mine"
    assert stored.documents[1].sections[2].status == "for-review"
    assert "now for review" in agreed[0].list.item(0).text()
    window.desk.undo()
    assert status(window) == "not-started"


def test_a_copy_that_a_store_left_beside_is_noticed_brought_in_and_put_away(
    application: Application, path: Path, qtbot: QtBot, agreed: list[BringTogetherDialog]
) -> None:
    conflict = shutil.copyfile(path, path.with_name("ICT.sync-conflict-20090302-101500-ABCDEFG.strategy"))
    change(conflict, "in-draft")
    window = application.open(path)
    assert window is not None
    qtbot.waitUntil(window.notice.isVisible, timeout=10_000)
    assert conflict.name in window.notice.words.text()
    button(window, "Bring both together…").click()
    qtbot.waitUntil(lambda: not conflict.exists(), timeout=10_000)
    assert status(window) == "in-draft"
    assert opening.read(path).project.documents[1].sections[2].status == "in-draft"
    assert [each.name for each in backups_folder().iterdir()] == [conflict.name]
    assert not window.notice.isVisible()


def test_the_same_status_is_asked_about(
    application: Application, path: Path, qtbot: QtBot, agreed: list[BringTogetherDialog]
) -> None:
    other = shutil.copyfile(path, path.with_name("Theo.strategy"))
    section = change(other, "for-review")
    window = application.open(path)
    assert window is not None
    window.desk.do(ChangeSection((section,), status="cleared"))
    application._keeping[window].was_asked = True
    copies = next(each for each in window.children() if isinstance(each, other_copies.OtherCopies))
    copies.bring(other)
    qtbot.waitUntil(lambda: len(window.desk.project.proposals) == 2, timeout=10_000)
    assert status(window) == "not-started"
    assert other.exists() or (backups_folder() / other.name).exists()
    qtbot.waitUntil(lambda: window.status.safety.text().startswith("Saved to"), timeout=10_000)


def test_a_file_that_has_gone_is_told_and_saving_puts_it_back(
    application: Application, path: Path, qtbot: QtBot
) -> None:
    window = application.open(path)
    assert window is not None
    path.unlink()
    qtbot.waitUntil(window.notice.isVisible, timeout=10_000)
    assert "no longer in its place" in window.notice.words.text()
    window.desk.do(ChangeProject(title="Mine"))
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(path.exists, timeout=10_000)
    qtbot.waitUntil(lambda: not window.notice.isVisible(), timeout=10_000)
    assert opening.read(path).project.title == "Mine"


def test_what_is_no_copy_is_told(application: Application, path: Path, qtbot: QtBot, tmp_path: Path) -> None:
    window = application.open(path)
    assert window is not None
    letter = tmp_path / "letter.strategy"
    letter.write_text("Dear all,")
    told: list[str] = []
    window.desk.told.connect(lambda sentence, _: told.append(sentence))
    copies = next(each for each in window.children() if isinstance(each, other_copies.OtherCopies))
    copies.bring(letter)
    qtbot.waitUntil(lambda: len(told) > 1, timeout=10_000)
    assert "not a strategy" in told[-1] or "letter.strategy" in told[-1]
