"""What assistive technology gets of the editor: Qt's own text widget with all of the text, and what the caret is in."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible

from strategy_editor.app.editor.announcing import Announcer, announcement
from strategy_editor.app.editor.state import State
from strategy_editor.model.text import plain
from tests.app.editor.conftest import Make
from tests.app.editor.hands import go, write_by_assistance
from tests.app.editor.samples import small
from tests.model.values import paragraph, section


def test_the_whole_text_is_there_with_caret_and_selection(make: Make) -> None:
    editor = make(small())
    face = QAccessible.queryAccessibleInterface(editor)
    assert face.role() == QAccessible.Role.EditableText
    assert face.text(QAccessible.Text.Name) == "Text of the section"
    text = face.textInterface()
    whole = text.text(0, text.characterCount())
    assert "Housing need" in whole
    assert "The last words" in whole
    assert "c 😀 d" in whole
    first = editor.section.blocks[0].id
    go(editor, first, 2, (first, 7))
    assert text.cursorPosition() == 7
    assert text.characterRect(3).isValid()


def test_dictation_edits_through_the_interface(make: Make) -> None:
    first = paragraph("the council")
    editor = make(section("S", first))
    go(editor, first.id, 0, (first.id, 3))
    write_by_assistance(editor, "A")
    assert plain(editor.section.blocks[0].runs) == "A council"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (State(style="body"), State(style="heading-1"), "Heading 1"),
        (State(style="body"), State(style="body", in_table=True), "In a table"),
        (State(in_table=True), State(style="body"), "Out of the table, Body text"),
        (State(style="body"), State(style="body", bold=True, has_selection=True), ""),
        (State(), State(comments=("a", "b"), link="https://x"), "Link, 2 comments"),
        (State(language=""), State(language="cy"), "Welsh"),
        (State(in_box=False), State(in_box=True, style="bullets"), "In a box, Bullet"),
    ],
)
def test_what_the_caret_comes_into_is_said(before: State, after: State, told: str) -> None:
    assert announcement(before, after) == told


def test_it_is_said_only_to_those_who_listen(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = make(small())
    announcer = Announcer(editor)
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    go(editor, editor.section.blocks[2].id)
    assert said == []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    go(editor, editor.section.blocks[0].id)
    assert said == ["Heading 1"]
    assert announcer is not None
