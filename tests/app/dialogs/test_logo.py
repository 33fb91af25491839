"""The logo in the council's settings: it is taken in, kept with the strategy, and taken off again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.council import CouncilDialog
from strategy_editor.app.dialogs.logo import LogoChooser
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.errors import DiskRefused, WrongUse
from tests.pdf.manuscripts import picture


def chooser(dialog: CouncilDialog) -> LogoChooser:
    found = dialog.controls["logo"]
    assert isinstance(found, LogoChooser)
    return found


def test_a_logo_is_put_on_and_taken_off(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(picture(size=(120, 60)))
    dialog = CouncilDialog(desk)
    qtbot.addWidget(dialog)
    assert not chooser(dialog).digest
    chooser(dialog).take(path)
    dialog.accept()
    logo = desk.project.profile.page.logo
    assert logo in desk.project.pictures
    assert desk.session.picture(logo)
    again = CouncilDialog(desk)
    qtbot.addWidget(again)
    assert chooser(again).digest == logo
    assert not chooser(again).shown.pixmap().isNull()
    chooser(again).remove.click()
    again.accept()
    assert desk.project.profile.page.logo == ""
    desk.undo()
    assert desk.project.profile.page.logo == logo


def test_what_is_no_picture_is_refused(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    made = LogoChooser(desk)
    qtbot.addWidget(made)
    path = tmp_path / "logo.png"
    path.write_bytes(b"no picture")
    with pytest.raises(WrongUse):
        made.take(path)
    with pytest.raises(DiskRefused):
        made.take(tmp_path / "missing.png")
    assert (made.digest, made.commands()) == ("", ())
