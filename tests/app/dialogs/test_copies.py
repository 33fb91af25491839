"""Sending copies and bringing them in, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from strategy_editor.app.copy_acts import dropped_files
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.receive import ReceiveDialog
from strategy_editor.app.dialogs.send import SendDialog
from strategy_editor.app.theme import Theme
from strategy_editor.session.opening import OpenStrategy, copy_of_sample, open_strategy
from strategy_editor.session.settings import Settings
from tests.readers import PaperReader, without_bookmarks


@pytest.fixture
def opened(home: Path) -> Iterator[OpenStrategy]:
    made = open_strategy(copy_of_sample(), "Priya Kaur", "Policy Officer")
    yield made
    made.leave()


@pytest.fixture
def table(opened: OpenStrategy, light: Theme) -> Iterator[Desk]:
    made = Desk(opened.session, Settings())
    appendix = next(document for document in opened.session.project.documents if document.title == "Finance")
    made.document_id = appendix.id
    yield made
    made.leave()


def sent(table: Desk, opened: OpenStrategy, folder: Path, qtbot: QtBot, *names: str) -> list[Path]:
    dialog = SendDialog(table, folder, opened.project_of)
    qtbot.addWidget(dialog)
    dialog.show()
    for name in names:
        dialog.readers.somebody.setText(name)
        dialog.readers._add_person()
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.yes.text() == "Close" or dialog.fault.isVisible(), timeout=30_000)
    assert not dialog.fault.isVisible(), dialog.fault.text()
    return sorted(folder.iterdir())


def received(table: Desk, opened: OpenStrategy, qtbot: QtBot, *paths: Path) -> ReceiveDialog:
    dialog = ReceiveDialog(table, opened, list(paths))
    qtbot.addWidget(dialog)
    dialog.show()
    _wait(dialog, qtbot)
    return dialog


def _wait(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1 or dialog.fault.isVisible(), timeout=30_000)


def test_copies_go_out_and_what_comes_back_is_shown_before_it_is_taken(
    table: Desk, opened: OpenStrategy, tmp_path: Path, qtbot: QtBot, screenshots: Path
) -> None:
    first, second = sent(table, opened, tmp_path / "out", qtbot, "Anna Reid", "Ben Okafor")
    assert {entry.number for entry in opened.session.ledger.sent_copies} == {1, 2}
    reader = PaperReader(first.read_bytes(), 4, "B.O.")
    reader.work(5, tracked=True, acts=("replace", "insert", "new"))
    files = [tmp_path / "anna.docx", tmp_path / "ben.docx", tmp_path / "letter.docx"]
    files[0].write_bytes(without_bookmarks(reader.file()))
    files[1].write_bytes(second.read_bytes())
    files[2].write_bytes(b"hello")
    before = opened.session.project
    dialog = received(table, opened, qtbot, *files)
    dialog.grab().save(str(screenshots / "receive.png"))
    said = [dialog.tree.topLevelItem(index).text(0) for index in range(3)]  # type: ignore[union-attr]
    assert "Copy 1, Anna Reid" in said[0]
    assert "Nothing was changed" in said[1]
    assert "Word" in said[2]
    assert opened.session.project is before
    boxes = dialog.questions.findChildren(QComboBox)
    (who,) = [box for box in boxes if box.accessibleName() == "“B.O.” is"]
    ben = next(person for person in opened.session.project.people if person.name == "Ben Okafor")
    who.setCurrentIndex(who.findData(ben.id))
    who.activated.emit(who.currentIndex())
    _wait(dialog, qtbot)
    dialog.accept()
    project = opened.session.project
    assert dialog.taken == len(project.suggestions) > 0
    assert {each.author for each in project.suggestions.values()} == {ben.id}
    assert opened.session.history.done[-1].name == "Returned copies"
    table.undo()
    assert not opened.session.project.suggestions


def test_a_paragraph_found_by_its_text_can_be_put_elsewhere(
    table: Desk, opened: OpenStrategy, tmp_path: Path, qtbot: QtBot
) -> None:
    (first,) = sent(table, opened, tmp_path / "out", qtbot, "Anna Reid")
    reader = PaperReader(first.read_bytes(), 8)
    reader.work(12, tracked=False, acts=("replace",))
    file = tmp_path / "anna.docx"
    file.write_bytes(without_bookmarks(reader.file()))
    dialog = received(table, opened, qtbot, file)
    copy = dialog._found.copies[0]  # type: ignore[union-attr]
    doubt = copy.doubts[0]
    box = next(box for box in dialog.questions.findChildren(QComboBox) if "alike" in box.accessibleName())
    other = next(index for index in range(box.count()) if box.itemData(index) != doubt.host)
    wanted = box.itemData(other)
    box.setCurrentIndex(other)
    box.activated.emit(other)
    _wait(dialog, qtbot)
    again = dialog._found.copies[0]  # type: ignore[union-attr]
    assert any(each.group == doubt.group and each.host == wanted and each.how == "hand" for each in again.doubts)


def test_what_is_missing_is_said(table: Desk, opened: OpenStrategy, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = SendDialog(table, tmp_path / "out", opened.project_of)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert "who is to read it" in dialog.fault.text()
    for row in range(dialog.readers.sections.count()):
        dialog.readers.sections.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert "at least one section" in dialog.fault.text()
    assert not (tmp_path / "out").exists()


def test_dropped_files_are_taken_only_if_all_may_be_copies(tmp_path: Path, qtbot: QtBot) -> None:
    def dropped(*names: str) -> list[Path]:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
        event = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        return dropped_files(event)

    assert dropped("a.docx", "b.zip", "c.strategy") == [tmp_path / name for name in ("a.docx", "b.zip", "c.strategy")]
    assert dropped("a.docx", "picture.png") == []
    assert dropped() == []
