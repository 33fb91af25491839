"""Every way text gets into or out of an editor, as functions of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.review.editing.lines import Spot

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key


def go(editor: SectionEditor, line: str, offset: int = 0, to: tuple[str, int] | None = None) -> None:
    """Puts the caret into a line, or selects from there to another place."""
    anchor = Spot(line, offset)
    editor.select(Selection(anchor, Spot(*to) if to else anchor))


def select(editor: SectionEditor, anchor: int, position: int | None = None) -> None:
    """Selects positions of Qt's document."""
    cursor = editor.textCursor()
    cursor.setPosition(anchor)
    if position is not None:
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def press(editor: SectionEditor, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Presses a key."""
    for _ in range(times):
        QTest.keyClick(editor, key, modifier)


def type_text(editor: SectionEditor, text: str) -> None:
    """Types letters."""
    QTest.keyClicks(editor, text)


def copy_text(text: str) -> None:
    """Puts plain text on the clipboard, as another program does."""
    data = QMimeData()
    data.setText(text)
    QApplication.clipboard().setMimeData(data)


def paste(editor: SectionEditor, text: str | None = None) -> None:
    """Pastes what is on the clipboard, or plain text."""
    if text is not None:
        copy_text(text)
    press(editor, K.Key_V, CTRL)


def compose(editor: SectionEditor, text: str, preedit: str = "", start: int = 0, length: int = 0) -> None:
    """Commits text by an input method, perhaps in the place of some that is there."""
    if preedit:
        QApplication.sendEvent(editor, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(text, start, length)
    QApplication.sendEvent(editor, event)


def drop(editor: SectionEditor, data: QMimeData) -> None:
    """Drops something from another program at the caret."""
    point = editor.cursorRect().center()
    buttons, target, action = Qt.MouseButton.LeftButton, editor.viewport(), Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(point, action, data, buttons, NONE))
    QApplication.sendEvent(target, QDragMoveEvent(point, action, data, buttons, NONE))
    QApplication.sendEvent(target, QDropEvent(QPointF(point), action, data, buttons, NONE, QEvent.Type.Drop))


def drop_text(editor: SectionEditor, text: str) -> None:
    """Drops plain text."""
    data = QMimeData()
    data.setText(text)
    drop(editor, data)


def write_from_outside(editor: SectionEditor, text: str) -> None:
    """Somebody else's cursor replaces the selection: no event of the editor's around it."""
    mine = editor.textCursor()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(mine.anchor())
    cursor.setPosition(mine.position(), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)
    QApplication.processEvents()


def write_by_assistance(editor: SectionEditor, text: str) -> None:
    """A screen reader or dictation replaces the selection."""
    mine = editor.textCursor()
    face = QAccessible.queryAccessibleInterface(editor).editableTextInterface()
    face.replaceText(mine.selectionStart(), mine.selectionEnd(), text)
    QApplication.processEvents()


def misspelt(editor: SectionEditor) -> list[str]:
    """The words of the section that the spelling check would mark, whether in view or not."""
    check = editor.spelling._check
    return [line.text[start:end] for line in editor.layout_.lines for start, end in check(line)]
