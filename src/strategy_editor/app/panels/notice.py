"""A bar across the window: what has happened outside it, and what can be done. It never takes the keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class NoticeBar(QFrame):
    """One notice at a time; a newer one takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Notice")
        self.key = ""
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 6)
        self._row.addWidget(self.words, 1)
        self.hide()

    def say(self, key: str, sentence: str, acts: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        """Shows ``sentence`` with a button for each act, and one that puts it away. ``key`` names what it is about."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.key = key
        self.words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._buttons = [self._button(words, does) for words, does in (*acts, ("Not now", self.put_away))]
        self.show()

    def put_away(self) -> None:
        """Takes the notice away."""
        self.hide()

    def forget(self, key: str) -> None:
        """Takes the notice away if it is about this."""
        if self.key == key:
            self.hide()

    def _button(self, words: str, does: Callable[[], object]) -> QPushButton:
        made = QPushButton(words, self)
        made.clicked.connect(lambda: does())
        self._row.addWidget(made)
        return made
