"""Spelling in the window: suggested without waiting, learnt by strategy and council."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from strategy_editor.app.context_menu import ContextMenu
from strategy_editor.app.window import Window
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.records import Person
from strategy_editor.model.text import plain
from strategy_editor.session.commands import Put
from tests.app.editor.hands import go, misspelt


@pytest.fixture
def window(empty_section: Window, qtbot: QtBot) -> Window:
    editor = empty_section.section_page.editor
    with qtbot.waitSignal(editor.spelling.ready, timeout=20_000):  # type: ignore[attr-defined]
        qtbot.keyClicks(editor, "The stratergy of Wqyz Zxqwv.")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    return empty_section


def words_of(window: Window) -> list[str]:
    return misspelt(window.section_page.editor)  # type: ignore[arg-type]


def test_suggestions_arrive_in_the_open_menu_and_replace_the_word(window: Window, qtbot: QtBot) -> None:
    editor = window.section_page.editor
    first = window.desk.section.blocks[0]  # type: ignore[union-attr]
    go(editor, first.id, 6)  # type: ignore[arg-type]
    menu = window.findChild(ContextMenu).build()
    assert menu.actions()[0].text() == "Looking for suggestions…"
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "strategy", timeout=20_000)
    menu.actions()[0].trigger()
    assert plain(window.desk.section.blocks[0].runs).startswith("The strategy of")  # type: ignore[union-attr]
    window.desk.undo()
    assert "stratergy" in words_of(window)


@pytest.mark.parametrize("words", ["Add to the words of this strategy", "Add to the council’s words", "Ignore for now"])
def test_words_are_learnt(window: Window, words: str) -> None:
    assert words_of(window) == ["stratergy", "Wqyz", "Zxqwv"]
    window.desk.do(Put(Person(new_id(), "Wqyz Others")))
    assert words_of(window) == ["stratergy", "Zxqwv"]
    first = window.desk.section.blocks[0]  # type: ignore[union-attr]
    go(window.section_page.editor, first.id, 25)  # type: ignore[arg-type]
    menu = window.findChild(ContextMenu).build()
    next(each for each in menu.actions() if each.text().replace("&", "") == words).trigger()
    assert words_of(window) == ["stratergy"]
    project = window.desk.project
    assert ("Zxqwv" in project.words, "Zxqwv" in project.profile.words) == ("strategy" in words, "council" in words)


def test_the_next_mistake_is_gone_to_and_said(window: Window, qtbot: QtBot) -> None:
    editor = window.section_page.editor
    told: list[str] = []
    window.desk.told.connect(lambda sentence, _: told.append(sentence))
    first = window.desk.section.blocks[0]  # type: ignore[union-attr]
    go(editor, first.id)  # type: ignore[arg-type]
    chosen = []
    for _ in range(4):
        window.actions_by_id["next-misspelt"].trigger()
        chosen.append(editor.textCursor().selectedText())  # type: ignore[attr-defined]
    assert chosen == ["stratergy", "Wqyz", "Zxqwv", "stratergy"]
    assert told[0] == "“stratergy” is not in the dictionary."
    assert told[-1].startswith("From the start of the section")
    window.actions_by_id["spelling"].trigger()
    window.actions_by_id["next-misspelt"].trigger()
    assert "turn it on" in told[-1]


def test_a_screen_reader_is_told_of_misspelt_words_where_the_caret_rests(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = window.section_page.editor
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    first = window.desk.section.blocks[0]  # type: ignore[union-attr]
    go(editor, first.id, 6)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: "Not in the dictionary: stratergy" in said, timeout=5_000)
    go(editor, first.id, 7)  # type: ignore[arg-type]
    go(editor, first.id, 0)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: said[-1] == "Out of the misspelt word", timeout=5_000)
    assert said.count("Not in the dictionary: stratergy") == 1
    window.actions_by_id["say-spelling"].trigger()
    go(editor, first.id, 6)  # type: ignore[arg-type]
    qtbot.wait(400)
    assert said[-1] == "Out of the misspelt word"
    assert not window.desk.settings.say_spelling
