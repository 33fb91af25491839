"""The welcome offers what was left unsaved; the dialog shows how it differs, saves it elsewhere, puts it away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from strategy_editor.app import application as application_module
from strategy_editor.app.application import Application
from strategy_editor.app.dialogs.recover import RecoverDialog
from strategy_editor.session import opening, recovering
from strategy_editor.session.commands import ChangeProject


@pytest.fixture
def left(home: Path) -> Path:
    path = opening.copy_of_sample()
    opened = opening.open_strategy(path)
    opened.session.apply(ChangeProject(title="Not saved"))
    opened.flush()
    opened.leave()
    return path


def test_the_welcome_offers_it(application: Application, left: Path, qtbot: QtBot) -> None:
    application.show_welcome()
    assert application.welcome is not None
    qtbot.waitUntil(application.welcome.unsaved.isVisible, timeout=10_000)
    assert "1 that was not in a file" in application.welcome.unsaved.text()


def test_it_is_offered_however_quickly_the_file_is_opened(
    application: Application, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(application_module, "ask_about_unsaved", lambda error, _: asked.append(error))
    application.show_welcome()
    assert application.open(left) is None
    assert asked
    assert application.welcome is not None


def test_what_can_be_saved_of_a_damaged_file_is_offered(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = opening.copy_of_sample()
    data = path.read_bytes()[: path.stat().st_size * 4 // 5]
    path.write_bytes(data)
    new = tmp_path / "rescued.strategy"
    told: list[str] = []
    monkeypatch.setattr(application_module, "ask_about_damage", lambda *_: True)
    monkeypatch.setattr(application_module.QMessageBox, "warning", lambda *given: told.append(given[2]))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(new), ""))
    window = application.open(path)
    assert window is not None
    assert window.desk.project.documents
    assert new.exists()
    assert path.read_bytes() == data
    assert all(sentence.startswith("Saved, but for this:") for sentence in told)


def test_shown_saved_elsewhere_and_put_away(
    application: Application, left: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = RecoverDialog(recovering.unsaved())
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.lines.count() > 0, timeout=10_000)
    assert dialog.lines.item(0).text() == "Nothing has changed." or "Not saved" in dialog.lines.item(0).text()
    new = tmp_path / "rescued.strategy"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(new), ""))
    dialog.save_button.click()
    assert opening.read(new).project.title == "Not saved"
    dialog.save_button.click()
    assert "already a file" in dialog.fault.text()
    wanted: list[Path] = []
    dialog.wanted.connect(wanted.append)
    dialog.away_button.click()
    assert dialog.list.count() == 0
    assert recovering.unsaved() == ()
    assert not dialog.yes.isEnabled()
