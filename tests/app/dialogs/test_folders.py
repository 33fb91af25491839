"""Where things are kept: work in hand can be kept elsewhere, and a folder that takes nothing is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.help import FoldersDialog
from strategy_editor.session import opening
from strategy_editor.session.paths import working_folder
from strategy_editor.session.settings import load_settings


def test_work_in_hand_is_kept_elsewhere(
    qapp: QApplication, qtbot: QtBot, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screenshots: Path
) -> None:
    path = opening.copy_of_sample()
    opened = opening.open_strategy(path)
    desk = Desk(opened.session, load_settings())
    dialog = FoldersDialog(desk)
    qtbot.addWidget(dialog)
    assert not dialog.usual.isEnabled()
    place = tmp_path / "stays"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    dialog.elsewhere.click()
    assert str(place) in dialog.work.text()
    spoilt = tmp_path / "file"
    spoilt.write_text("no folder")
    dialog.keep_in(spoilt)
    assert dialog.fault.text()
    dialog.show()
    dialog.grab().save(str(screenshots / "folders.png"))
    assert str(place) in dialog.work.text()
    desk.leave()
    opened.close()
    again = opening.open_strategy(path)
    assert list(place.iterdir())
    again.close()
    dialog.usual.click()
    assert load_settings().working_folder == ""
    assert str(working_folder()) in dialog.work.text()
