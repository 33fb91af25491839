"""The status bar: how safe the work is and where it lies, words, what was last said, zoom. It says only what is so."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.elided_label import ElidedLabel
from strategy_editor.app.theme import Theme, icon_square
from strategy_editor.model.tree import walk_sections
from strategy_editor.session.summary import words_of

_SHOWN_FOR = 9000


class StatusBar(QWidget):
    """``say`` shows a sentence for a while and reads it out; the safety of the work stays in view."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._theme = theme
        self._mark = QLabel()
        self._safety: tuple[str, bool] | None = None
        self._sides: Mapping[str, int] = {}
        self.safety = ElidedLabel()
        self.words = ElidedLabel()
        self.waiting = QToolButton()
        self.waiting.setAutoRaise(True)
        self.waiting.setAccessibleName("How much is to be decided")
        self.waiting.setToolTip("List what is to be decided (Ctrl+Alt+L)")
        self.waiting.hide()
        self.tracking = QToolButton()
        self.tracking.setAutoRaise(True)
        self.tracking.setAccessibleName("Track changes")
        self.tracking.setToolTip("Turn Track changes on or off (Ctrl+Shift+E)")
        self.said = QLabel()
        self.said.setAccessibleName("Last message")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.zoom = QToolButton()
        self.zoom.setToolTip("Usual size (Ctrl+0)")
        self.zoom.setAccessibleName("Zoom")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.said.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 8, 3)
        layout.setSpacing(18)
        safe = QHBoxLayout()
        safe.setSpacing(6)
        safe.addWidget(self._mark)
        safe.addWidget(self.safety)
        layout.addLayout(safe)
        layout.addWidget(self.words)
        layout.addWidget(self.tracking)
        layout.addWidget(self.waiting)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.zoom)
        desk.told.connect(self.say)
        desk.settled.connect(lambda _: self.refresh())
        desk.opened.connect(lambda *_: self.refresh())
        self.refresh()

    def dress(self, theme: Theme) -> None:
        """Draws the mark in the colours of the theme."""
        self._theme = theme
        if self._safety is not None:
            self.show_safety(self._safety[0], safe=self._safety[1])

    def show_safety(self, words: str, *, safe: bool) -> None:
        """What is known of the safety of the work, with a mark that does not rely on colour."""
        self._safety = (words, safe)
        name, colour = ("circle-check", self._theme.good) if safe else ("hard-drive", self._theme.warn)
        self._mark.setPixmap(icon(name, colour).pixmap(icon_square(14)))
        self.safety.setText(words)

    def show_waiting(self, count: int) -> None:
        """How many comments, suggestions and proposals wait; nothing where none does."""
        self.waiting.setVisible(count > 0)
        self.waiting.setText(f"{count} to decide")

    def show_tracking(self, words: str) -> None:
        """What becomes of what is written: changes directly, suggestions, or nothing in a view for reading."""
        self.tracking.setText(words)

    def show_sides(self, sides: Mapping[str, int]) -> None:
        """How many sides of A4 the reports fill, by document."""
        self._sides = sides
        self.refresh()

    def refresh(self) -> None:
        """Counts words anew, and shows the zoom."""
        section, document = self._desk.section, self._desk.document
        here = words_of(section, deep=False) if section else 0
        whole = sum(words_of(each, deep=False) for each in walk_sections(document.sections)) if document else 0
        told = [f"{here:,} words in this section", f"{whole:,} in this document"]
        count = self._sides.get(document.id, 0) if document else 0
        if count:
            limit = self._desk.project.profile.report_side_limit
            told.append(f"{count} of {limit} sides of A4" if limit else f"{count} sides of A4")
        self.words.setText("  ·  ".join(told))
        self.zoom.setText(f"{self._desk.settings.zoom}%")

    def say(self, sentence: str, error: bool = False) -> None:
        """Shows and announces a sentence; errors stay until something else is said."""
        self.said.setText(sentence)
        colour = self._theme.bad if error else self._theme.muted
        self.said.setStyleSheet(f"color: {colour}; font-weight: {600 if error else 400};")
        self._timer.stop() if error else self._timer.start(_SHOWN_FOR)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
