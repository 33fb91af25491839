"""Keys that mean more in a structured text than Qt knows: Enter, Tab, Backspace at a start, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from strategy_editor.app.editor.carets import Selection
from strategy_editor.review.editing.lines import Line, Spot

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

FORWARD = (Qt.Key.Key_Delete, Qt.Key.Key_K)
"""Keys that remove what is behind the caret."""

_Standard = QKeySequence.StandardKey


def handled(editor: SectionEditor, event: QKeyEvent) -> bool:
    """Does what a key means; false for all that Qt does itself."""
    if event.matches(_Standard.Undo):
        editor.undo()
    elif event.matches(_Standard.Redo):
        editor.redo()
    elif event.matches(_Standard.InsertParagraphSeparator):
        _enter(editor)
    elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return _tab(editor, forward=event.key() == Qt.Key.Key_Tab)
    else:
        return False
    return True


def _enter(editor: SectionEditor) -> None:
    """A new paragraph. Qt's own way, in an empty block whose format is not the default, only resets the format."""
    editor.guard(editor.textCursor().insertBlock)
    editor.ensureCursorVisible()


def _tab(editor: SectionEditor, *, forward: bool) -> bool:
    """To the next or previous cell."""
    editor.reconcile()
    line = current_line(editor)
    if line.head.grid is None or line.head.grid.frame != "table":
        return False
    places = [place.id for place in line.head.grid.places]
    at = places.index(line.head.container) + (1 if forward else -1)
    if 0 <= at < len(places):
        first = next(each for each in editor.layout_.lines if each.head.container == places[at])
        spot = Spot(first.head.id, 0)
        editor.select(Selection(spot, spot))
        editor.ensureCursorVisible()
    return True


def current_line(editor: SectionEditor) -> Line:
    """The line that the caret is in."""
    number = editor.textCursor().block().blockNumber()
    return editor.layout_.lines[min(number, len(editor.layout_.lines) - 1)]
