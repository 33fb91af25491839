"""The council's own type in its settings: added, chosen, carried with the strategy, taken off, brought from a file."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.council import CouncilDialog
from strategy_editor.app.dialogs.council_type import TypeChooser
from strategy_editor.app.theme import Theme
from strategy_editor.session.shelves import save_profile
from tests.pdf.council_fonts import FAMILY, council_font


def shown(desk: Desk, qtbot: QtBot) -> tuple[CouncilDialog, TypeChooser, QComboBox]:
    dialog = CouncilDialog(desk)
    qtbot.addWidget(dialog)
    chooser, body = dialog.controls["fonts"], dialog.controls["body_font"]
    assert isinstance(chooser, TypeChooser)
    assert isinstance(body, QComboBox)
    return dialog, chooser, body


def test_type_is_added_chosen_and_taken_off(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    files = {"a.ttf": council_font(), "b.ttf": council_font("Inter-Bold.ttf"), "c.ttf": council_font(terms=2)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    before = desk.project.profile.page
    dialog, chooser, body = shown(desk, qtbot)
    assert chooser.listed.isHidden()
    assert not chooser.remove.isEnabled()
    (refused,) = chooser.take(tmp_path / name for name in files)
    assert "licence of c.ttf" in refused
    assert [chooser.listed.item(row).text() for row in range(chooser.listed.count())] == ["Ember: regular, bold"]
    assert body.currentText() == before.body_font
    assert [body.itemText(row) for row in range(2)] == [FAMILY, "Source Sans 3"]
    body.setCurrentText(FAMILY)
    dialog.accept()
    page = desk.project.profile.page
    assert page.body_font == FAMILY
    assert [desk.session.picture(font.id) for font in page.fonts] == list(files.values())[:2]
    assert all(font.id in desk.project.pictures for font in page.fonts)
    dialog, chooser, body = shown(desk, qtbot)
    assert (chooser.fonts, body.currentText()) == (page.fonts, FAMILY)
    chooser.remove.click()
    dialog.accept()
    assert desk.project.profile.page.fonts == ()
    desk.undo()
    assert desk.project.profile.page == page
    desk.undo()
    assert desk.project.profile.page == before


def test_settings_that_were_kept_bring_their_type(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path, home: Path
) -> None:
    (tmp_path / "a.ttf").write_bytes(council_font())
    first, chooser, _ = shown(desk, qtbot)
    chooser.take([tmp_path / "a.ttf"])
    page = replace(desk.project.profile.page, fonts=chooser.fonts, body_font=FAMILY)
    save_profile(replace(desk.project.profile, id="ours", name="Ours", page=page), desk.session.picture)
    first.reject()
    dialog, chooser, body = shown(desk, qtbot)
    row = dialog.others.findText("Ours")
    dialog.others.setCurrentIndex(row)
    dialog.others.activated.emit(row)
    assert (chooser.fonts, body.currentText()) == (page.fonts, FAMILY)
    dialog.accept()
    assert page.fonts[0].id in desk.project.pictures
