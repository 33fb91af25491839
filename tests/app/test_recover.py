"""The welcome offers what was left unsaved; the dialog shows how it differs, saves it elsewhere, puts it away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

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


def test_the_welcome_offers_it(qapp: QApplication, left: Path, qtbot: QtBot) -> None:
    application = Application(qapp)
    application.show_welcome()
    assert application.welcome is not None
    qtbot.waitUntil(application.welcome.unsaved.isVisible, timeout=10_000)
    assert "1 that was not in a file" in application.welcome.unsaved.text()
    application.welcome.close()
    application.faults.stop()
    qapp.setStyleSheet("")


def test_shown_saved_elsewhere_and_put_away(
    qapp: QApplication, left: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
