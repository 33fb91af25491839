"""The right side: a tab for each list of what is still to be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.panels.check_list import CheckList
from strategy_editor.app.panels.clearance_list import ClearanceList
from strategy_editor.app.panels.comment_list import CommentList
from strategy_editor.app.panels.decide_list import DecideList
from strategy_editor.app.panels.earlier_list import EarlierList
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.remarks import Remarks
from strategy_editor.app.theme import Theme

_PAUSE = 350


class SidePanel(QWidget):
    """Refreshes a moment after the last change, so that typing never waits for it."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.remarks = Remarks(desk)
        self.checks = CheckList(desk, theme)
        self.comments = CommentList(self.remarks, theme)
        self.decide = DecideList(self.remarks, theme)
        self.earlier = EarlierList(desk, theme)
        self.clearance = ClearanceList(desk, theme)
        self._lists: dict[str, SideList] = {
            "To decide" if self.remarks.decides else "All remarks": self.decide,
            "Comments": self.comments,
            "Checks": self.checks,
            "Earlier text": self.earlier,
            "Clearance": self.clearance,
        }
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName("Checks and comments")
        for title, shown in self._lists.items():
            self.tabs.addTab(shown, title)
            shown.counted.connect(partial(self._say, title))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.addWidget(self.tabs)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        desk.changed.connect(lambda _: self._pause.start())
        desk.opened.connect(lambda *_: self._pause.start())
        self._fill(tuple(shown for shown in self._lists.values() if shown is not self.checks))
        self._pause.start()  # the checks take longest, so the window is shown first
        self.tabs.setCurrentWidget(self.decide if self.decide.model.items else self.checks)

    def dress(self, theme: Theme) -> None:
        """Draws every list in the colours of the theme."""
        for shown in self._lists.values():
            shown.dress(theme)

    def refresh(self) -> None:
        """Fills every list as things are now; only what is in view is drawn."""
        self._pause.stop()
        self._fill(tuple(self._lists.values()))

    def _fill(self, lists: tuple[SideList, ...]) -> None:
        for title, shown in self._lists.items():
            if shown in lists:
                self._say(title, shown.refresh())

    def _say(self, title: str, waiting: int) -> None:
        index = self.tabs.indexOf(self._lists[title])
        self.tabs.setTabText(index, f"{title} {waiting}" if waiting else title)
