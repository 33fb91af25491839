"""The council's Word template in its settings: read beside the window, told of in words, kept, and taken off again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.council import CouncilDialog
from strategy_editor.app.dialogs.word_template import TemplateChooser
from strategy_editor.app.theme import Theme
from strategy_editor.session.shelves import own_profiles_folder
from strategy_editor.session.word_templates import template_of
from tests.word.other_templates import northvale


def chooser(dialog: CouncilDialog) -> TemplateChooser:
    found = dialog.controls["word_template"]
    assert isinstance(found, TemplateChooser)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    northvale(tmp_path)
    return tmp_path / "northvale.docx"


def test_a_template_is_chosen_told_of_kept_and_taken_off(desk: Desk, light: Theme, qtbot: QtBot, path: Path) -> None:
    dialog = CouncilDialog(desk)
    qtbot.addWidget(dialog)
    assert chooser(dialog).shown.text().startswith("None")
    assert chooser(dialog).remove.isHidden()
    with qtbot.waitSignal(chooser(dialog).reading.done, timeout=20_000):
        chooser(dialog).take(path)
        dialog.accept()
        assert "still being read" in dialog.fault.text()
    assert chooser(dialog).shown.text() == "northvale.docx"
    told = chooser(dialog).told.text()
    assert "its “Normal” is used" in told
    assert "“Box Title”" in told
    assert "Who made it, and when, was left out." in told
    dialog.accept()
    session = desk.session
    kept = template_of(session.project, session.picture)
    assert kept is not None
    again = CouncilDialog(desk)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: "“Box Title”" in chooser(again).told.text(), timeout=20_000)
    assert chooser(again).shown.text() == "northvale.docx"
    assert "“Box Title”" in chooser(again).told.text()
    chooser(again).remove.click()
    again.accept()
    assert template_of(session.project, session.picture) is None
    desk.undo()
    assert template_of(session.project, session.picture) == kept


def test_what_cannot_be_used_is_said_and_changes_nothing(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    made = TemplateChooser(desk)
    qtbot.addWidget(made)
    (tmp_path / "letter.dotx").write_bytes(b"Dear all")
    for name, sentence in (("letter.dotx", "not a Word file"), ("missing.dotx", "cannot be read")):
        with qtbot.waitSignal(made.reading.failed, timeout=20_000):
            made.take(tmp_path / name)
        assert sentence in made.told.text()
        assert (made.digest, made.commands()) == ("", ())
        assert made.choose_button.isEnabled()


def test_it_goes_into_the_file_of_settings_and_comes_out_of_it(
    desk: Desk, light: Theme, qtbot: QtBot, path: Path
) -> None:
    dialog = CouncilDialog(desk)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(chooser(dialog).reading.done, timeout=20_000):
        chooser(dialog).take(path)
    next(button for button in dialog.findChildren(type(dialog.yes)) if button.text().startswith("Keep as")).click()
    assert [each.name for each in own_profiles_folder().glob("*/*")] == ["word-template.docx"]
    digest = chooser(dialog).digest
    other = CouncilDialog(desk)
    qtbot.addWidget(other)
    assert not chooser(other).digest
    row = next(
        row for row in range(other.others.count()) if str(own_profiles_folder()) in str(other.others.itemData(row))
    )
    other.others.activated.emit(row)
    assert chooser(other).digest == digest
    assert chooser(other).shown.text() == "word-template.docx"
    other.accept()
    assert template_of(desk.session.project, desk.session.picture) is not None
