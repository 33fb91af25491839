"""The right side: what is still to be done, as checks see it, and the comments on the section in hand."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.panels.check_list import CheckList
from strategy_editor.app.panels.comment_list import CommentList
from strategy_editor.app.theme import Theme

_PAUSE = 350


class SidePanel(QWidget):
    """Refreshes a moment after the last change, so that typing never waits for it."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.checks = CheckList(desk, theme)
        self.comments = CommentList(desk, theme)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Checks and comments")
        self.tabs.addTab(self.checks, "Checks")
        self.tabs.addTab(self.comments, "Comments")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.addWidget(self.tabs)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        desk.changed.connect(lambda _: self._pause.start())
        desk.opened.connect(lambda *_: self._pause.start())
        self.refresh()

    def dress(self, theme: Theme) -> None:
        """Draws findings and comments in the colours of the theme."""
        self.checks.dress(theme)
        self.comments.dress(theme)

    def refresh(self) -> None:
        """Runs the checks and lists the comments as they are now; only what is in view is drawn."""
        self._pause.stop()
        findings = self.checks.refresh()
        comments = self.comments.refresh()
        self.tabs.setTabText(0, f"Checks {findings}" if findings else "Checks")
        self.tabs.setTabText(1, f"Comments {comments}" if comments else "Comments")
