"""Clearance in the window: asked, answered with proof, asked once before a change, open again with the difference."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from strategy_editor.app.dialogs.clearance import AnswerDialog, AskClearanceDialog, StandDialog
from strategy_editor.app.window import Window
from strategy_editor.model.carriers import carried
from strategy_editor.model.ledger import Clearance
from strategy_editor.session.opening import read
from tests.app.test_reviewing import act, editor, section, select_word, window, words
from tests.session.test_registers import words_of

__all__ = ["window"]


def answered(monkeypatch: pytest.MonkeyPatch, button: str) -> list[str]:
    """Presses a button of every question; gives what was asked."""
    asked: list[str] = []

    def press(box: QMessageBox) -> int:
        asked.append(box.text())
        next(each for each in box.buttons() if each.text() == button).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return asked


def clear(window: Window, qtbot: QtBot) -> AnswerDialog:
    """Clears the whole document by the last link of the chain."""
    clearance = window.side.clearance
    act(window, "clearance")
    row = next(row for row, each in enumerate(clearance.links) if each.is_document)
    clearance.list.setCurrentRow(row)
    dialog = AnswerDialog(window.desk, clearance.links[row], window)
    qtbot.addWidget(dialog)
    dialog.person.setCurrentText("Lee Jones")
    dialog.accept()
    assert "silence is not consent" in dialog.fault.text()
    dialog.evidence.setPlainText("I clear this. Lee")
    dialog.accept()
    clearance.refresh()
    return dialog


def test_cleared_words_are_changed_only_after_asking_once(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear(window, qtbot)
    clearance = window.side.clearance
    row = clearance.list.currentRow()
    assert clearance.links[row].state == "cleared"
    assert "I clear this. Lee" in clearance.details.toPlainText()
    before = words(section(window))
    asked = answered(monkeypatch, "Leave them")
    select_word(window, "servers")
    qtbot.keyClicks(editor(window), "x")
    assert words(section(window)) == before
    assert "Lee Jones" in asked[0]
    assert "cleared" in window.status.said.text()
    asked = answered(monkeypatch, "Change them")
    select_word(window, "replace")
    qtbot.keyClicks(editor(window), "repalce")
    assert len(asked) == 1
    assert "will repalce its" in words(section(window))
    clearance.refresh()
    assert clearance.links[row].state == "changed"
    assert "repalce" in clearance.details.toPlainText()
    assert "Only the spelling has changed" in clearance.details.toPlainText()
    assert clearance.stand.isEnabled()
    dialog = StandDialog(window.desk, clearance.links[row], clearance.of_tree, window)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.reason.setText("A slip")
    dialog.accept()
    clearance.refresh()
    assert clearance.links[row].state == "cleared"


def test_suggesting_leaves_a_clearance_as_it_is(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clear(window, qtbot)
    asked = answered(monkeypatch, "Leave them")
    act(window, "track-changes")
    select_word(window, "replace")
    qtbot.keyClicks(editor(window), "lease")
    assert asked == []
    window.side.clearance.refresh()
    assert window.side.clearance.links[window.side.clearance.list.currentRow()].state == "cleared"


def test_accepting_a_suggestion_asks_like_typing_and_only_once(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(window, "track-changes")
    for old, new in (("replace", "lease"), ("servers", "machines")):
        select_word(window, old)
        qtbot.keyClicks(editor(window), new)
    act(window, "track-changes")
    clear(window, qtbot)
    asked = answered(monkeypatch, "Leave them")
    select_word(window, "lease")
    act(window, "accept-change")
    assert len(asked) == 1
    assert len(carried(window.desk.project)) == 2
    assert "cleared" in window.status.said.text()
    asked = answered(monkeypatch, "Change them")
    act(window, "accept-change")
    assert len(asked) == 1
    assert len(carried(window.desk.project)) == 1
    select_word(window, "council")
    qtbot.keyClicks(editor(window), "board")
    select_word(window, "machines")
    act(window, "accept-change")
    assert len(asked) == 1
    assert words(section(window)) == "The board will lease its machines."
    act(window, "undo")
    window.side.clearance.refresh()
    assert len(asked) == 1


def test_asking_makes_a_paper_of_these_words_and_is_remembered_with_the_file(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    act(window, "clearance")
    link = next(each for each in window.side.clearance.links if each.is_document)
    dialog = AskClearanceDialog(window.desk, link, tmp_path, window)
    qtbot.addWidget(dialog)
    dialog.person.setCurrentText("Lee Jones")
    assert "Dear Lee Jones" in dialog.letter.toPlainText()
    dialog.copy_button.click()
    assert "may not take silence" in QGuiApplication.clipboard().text()
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.said.text() != "", timeout=30_000)
    assert "replace its servers" in words_of(dialog.place.path)
    clear(window, qtbot)
    act(window, "save")
    opened = window.property("path")
    qtbot.waitUntil(lambda: len(_clearances(Path(opened))) == 2, timeout=20_000)
    stored = read(Path(opened))
    asked, cleared = _clearances(Path(opened))
    assert (asked.outcome, cleared.outcome, asked.tree) == ("asked", "cleared", cleared.tree)
    assert stored.picture(cleared.evidence) == b"I clear this. Lee"
    assert stored.of_tree(cleared.tree).documents


def _clearances(path: Path) -> list[Clearance]:
    """Those that this test has added to the sample's."""
    return [entry for entry in read(path).ledger.entries if isinstance(entry, Clearance) and entry.tree]
