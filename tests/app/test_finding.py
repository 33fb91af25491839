"""The bar that finds and replaces, in the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from strategy_editor.app.panels.find_bar import FindBar
from strategy_editor.app.window import Window
from strategy_editor.model.text import plain


@pytest.fixture
def window(empty_section: Window, qtbot: QtBot) -> Window:
    qtbot.keyClicks(empty_section.section_page.editor, "one cat, two Cats and a category")
    return empty_section


def bar(window: Window) -> FindBar:
    return window.findChild(FindBar)


def act(window: Window, id: str) -> None:
    window.actions_by_id[id].trigger()


def text(window: Window) -> str:
    section = window.desk.section
    assert section is not None
    return plain(section.blocks[0].runs)  # type: ignore[union-attr]


def selected(window: Window) -> str:
    return window.section_page.editor.textCursor().selectedText()  # type: ignore[attr-defined]


def test_find_goes_from_place_to_place_and_marks_them(window: Window, qtbot: QtBot) -> None:
    editor = window.section_page.editor
    act(window, "find")
    qtbot.keyClicks(bar(window).words, "cat")
    qtbot.waitUntil(lambda: bar(window).list.count() == 3)
    assert bar(window).told.text() == "3 found"
    assert len(editor.extraSelections()) == 3  # type: ignore[attr-defined]
    qtbot.keyClick(bar(window).words, Qt.Key.Key_Return)
    first = editor.textCursor().position()  # type: ignore[attr-defined]
    act(window, "find-next")
    assert selected(window).lower() == "cat"
    assert editor.textCursor().position() != first  # type: ignore[attr-defined]
    bar(window).case.setChecked(True)
    assert bar(window).list.count() == 2
    qtbot.keyClick(bar(window).words, Qt.Key.Key_Escape)
    assert not bar(window).isVisible()
    assert editor.extraSelections() == []  # type: ignore[attr-defined]
    assert editor.hasFocus()


def test_replace_one_and_all_are_undone_at_once(window: Window, qtbot: QtBot) -> None:
    act(window, "replace")
    bar(window).words.setText("cat")
    bar(window).whole.setChecked(True)
    bar(window).replacement.setText("dog")
    qtbot.waitUntil(lambda: bar(window).list.count() == 1 and not bar(window).waiting)
    bar(window).one.click()
    assert text(window) == "one dog, two Cats and a category"
    bar(window).whole.setChecked(False)
    bar(window).all.click()
    assert text(window) == "one dog, two dogs and a dogegory"
    window.desk.undo()
    assert text(window) == "one dog, two Cats and a category"
    window.desk.undo()
    assert text(window).startswith("one cat")


def test_the_whole_set_and_an_expression_off_the_windows_thread(window: Window, qtbot: QtBot) -> None:
    act(window, "find")
    bar(window).scope.setCurrentIndex(2)
    bar(window).expression.setChecked(True)
    bar(window).words.setText(r"two\s+C[a]ts")
    qtbot.waitUntil(lambda: bar(window).list.count() >= 1, timeout=15000)
    window.desk.open_section(window.desk.neighbour(-1))
    bar(window).step(1)
    assert selected(window) == "two Cats"
    bar(window).words.setText("(")
    qtbot.waitUntil(lambda: "not complete" in bar(window).told.text(), timeout=15000)
