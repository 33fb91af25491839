"""Where lines are drawn: empty ones beside tables have a place of their own, which Qt does not give them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from strategy_editor.app.editor.editor import SectionEditor
from tests.app.editor.conftest import Make
from tests.app.editor.hands import K, go, press, type_text
from tests.model.values import paragraph, section, table


def place(editor: SectionEditor, number: int) -> QRectF:
    """Where the text of a line is drawn."""
    block = editor.document().findBlockByNumber(number)
    return editor.document().documentLayout().blockBoundingRect(block)


def ordered(editor: SectionEditor, *numbers: int) -> bool:
    """Whether some lines stand below each other, none over another."""
    rects = [place(editor, number) for number in numbers]
    return all(above.bottom() <= below.top() + 1 for above, below in pairwise(rects))


@pytest.mark.parametrize("behind", ["", "words"])
def test_an_empty_paragraph_behind_a_table_stands_below_it(make: Make, behind: str, qtbot: QtBot) -> None:
    empty = paragraph(behind)
    editor = make(
        section("S", paragraph("before"), table([["a", "b"], ["c", "d"]], "Costs"), empty, paragraph("after"))
    )
    qtbot.addWidget(editor)
    editor.resize(600, 400)
    editor.show()
    for words in ("", "x", ""):
        go(editor, empty.id, len(behind))
        if words:
            type_text(editor, words)
        elif editor.textCursor().block().length() > len(behind) + 1:
            press(editor, K.Key_Backspace)
        assert ordered(editor, 1, 2, 4, 6, 7)
        assert place(editor, 6).left() == place(editor, 7).left() == place(editor, 0).left()
        assert editor.mismatch() == ""
    editor.resize(400, 400)
    assert ordered(editor, 1, 2, 4, 6, 7)
    assert place(editor, 6).left() == place(editor, 0).left()


def test_room_below_a_table_goes_when_words_come_and_comes_again_with_undo(make: Make) -> None:
    empty = paragraph("")
    editor = make(section("S", table([["a"]], "Costs"), empty, paragraph("after")))
    before = place(editor, 3).top()
    go(editor, empty.id)
    type_text(editor, "x")
    assert abs(place(editor, 3).top() - before) < 2  # nothing jumps when somebody begins to write
    editor.undo()
    assert place(editor, 3).top() == before
    press(editor, K.Key_Delete)  # the empty paragraph goes
    assert ordered(editor, 1, 2)
    assert place(editor, 2).top() < before - 10
    editor.undo()
    assert place(editor, 3).top() == before


def test_a_caption_without_words_and_an_empty_paragraph_stand_above_their_table(make: Make) -> None:
    editor = make(section("S", paragraph(""), table([["a", "b"]], "")))
    assert ordered(editor, 0, 1, 2)
    assert place(editor, 0).height() > 0
    assert place(editor, 1).height() > 0
