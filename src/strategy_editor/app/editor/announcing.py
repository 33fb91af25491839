"""What a screen reader is told when the caret comes into something else: Qt itself gives it the words alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from strategy_editor.app.editor.state import State

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

_REST, _AFTER_TYPING = 200, 1500
"""Milliseconds without a move, or after typing, before a misspelt word is told."""

_STYLES = {
    "body": "Body text",
    "numbered": "Numbered paragraph",
    "heading-1": "Heading 1",
    "heading-2": "Heading 2",
    "heading-3": "Heading 3",
    "bullets": "Bullet",
    "numbers": "Numbered item",
    "letters": "Lettered item",
    "quote": "Quotation",
    "note": "Note",
    "": "",
}


def announcement(before: State, after: State) -> str:
    """What to say of a change of state; empty where the words say enough."""
    told: list[str] = []
    for name, was, now in (("table", before.in_table, after.in_table), ("box", before.in_box, after.in_box)):
        if was != now:
            told.append(f"In a {name}" if now else f"Out of the {name}")
    if after.style != before.style:
        told.append(_STYLES.get(after.style, ""))
    if after.link and after.link != before.link:
        told.append("Link")
    fresh = set(after.comments) - set(before.comments)
    if fresh:
        told.append("Comment" if len(fresh) == 1 else f"{len(fresh)} comments")
    if after.language != before.language:
        told.append("Welsh" if after.language == "cy" else "English" if not after.language else after.language)
    return ", ".join(each for each in told if each)


class Announcer(QObject):
    """Tells assistive technology, if there is any, what the caret of an editor has come into.

    Misspelt words are only drawn, so they are told here: where the caret has come to rest in one, and when it has left
    it. While somebody types, and where ``says_spelling`` is off, nothing is said of them.
    """

    def __init__(self, editor: SectionEditor) -> None:
        super().__init__(editor)
        self.says_spelling = True
        self._editor = editor
        self._last = editor.state
        self._in_word = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._tell_spelling)
        editor.state_changed.connect(self._tell)
        editor.cursorPositionChanged.connect(self._on_moved)
        editor.edited.connect(self._on_edited)

    def _tell(self, state: State) -> None:
        before, self._last = self._last, state
        self._say(announcement(before, state))

    def _on_moved(self) -> None:
        if self.says_spelling and QAccessible.isActive():
            self._rest.start(_REST)

    def _on_edited(self) -> None:
        """What is being written is not judged before there is a pause."""
        if self._rest.isActive():
            self._rest.start(_AFTER_TYPING)

    def _tell_spelling(self) -> None:
        selection = self._editor.selection()
        found = self._editor.spelling.at(selection.head) if selection.is_empty else None
        word, before = found.word if found is not None else "", self._in_word
        self._in_word = word
        if word and word != before:
            self._say(f"Not in the dictionary: {word}")
        elif before and not word:
            self._say("Out of the misspelt word")

    def _say(self, words: str) -> None:
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._editor, words))
