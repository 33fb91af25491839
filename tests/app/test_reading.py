"""Reading aids, the width of lines, and earlier text put to use."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strategy_editor.app.dialogs.reading import ReadingDialog
from strategy_editor.app.window import Window
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.records import ReferenceText
from strategy_editor.session.commands import Put
from tests.model.values import item, paragraph, table
from tests.web.clipboard.sketches import sketch

LONG = "We will " + "plan and deliver and review " * 8 + "everything."


@pytest.fixture
def window(sample_window: Window, qtbot: QtBot) -> Window:
    sample_window.outline.add()
    qtbot.keyClicks(sample_window.section_page.editor, f"Short words. {LONG}")
    return sample_window


def test_long_sentences_are_listed_and_lead_to_their_place(window: Window, qtbot: QtBot) -> None:
    window.actions_by_id["reading"].trigger()
    dialog = window.findChild(ReadingDialog)
    assert "45 words in 2 sentences" in dialog.told.text()
    assert dialog.list.count() == 1
    dialog.list.itemClicked.emit(dialog.list.item(0))
    assert window.section_page.editor.textCursor().selectedText() == LONG  # type: ignore[attr-defined]
    dialog.scope.setCurrentIndex(1)
    assert re.search(r"\d,\d{3} words in", dialog.told.text())
    dialog.close()


def test_lines_are_as_long_as_on_the_page_or_as_wide_as_the_window(window: Window) -> None:
    editor = window.section_page.editor
    window.resize(2600, 900)
    QApplication.processEvents()
    margin = editor.document().rootFrame().frameFormat().rightMargin()  # type: ignore[attr-defined]
    window.actions_by_id["page-width"].trigger()
    assert editor.document().rootFrame().frameFormat().rightMargin() < margin / 3  # type: ignore[attr-defined]
    assert not window.desk.settings.page_width


def test_a_paragraph_of_last_years_text_is_used_as_one_act(window: Window, qtbot: QtBot) -> None:
    blocks = (paragraph("Old words."), item("An old item"), table([["a", "b"], ["c", "d"]], "Cap"))
    section = window.desk.section_id
    window.desk.do(Put(ReferenceText(new_id(), "Last year", "ict-2008.docx", section, blocks)))
    earlier = window.side.earlier
    qtbot.waitUntil(lambda: earlier.list.count() > 0)
    before = window.desk.project
    for words, line in (("An old item", "- An old item"), ("Cap", "table 1+0 ll (Cap): a | b / c | d")):
        cursor = earlier.view.document().find(words)
        earlier.view.setTextCursor(cursor)
        earlier.paragraph.click()
        assert sketch(window.desk.section.blocks)[1:] == [line]  # type: ignore[union-attr]
        window.desk.undo()
        assert window.desk.project is before
