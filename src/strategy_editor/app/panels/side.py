"""The right side: a tab for each list of what is still to be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.check_list import CheckList
from strategy_editor.app.panels.clearance_list import ClearanceList
from strategy_editor.app.panels.comment_list import CommentList
from strategy_editor.app.panels.decide_list import DecideList
from strategy_editor.app.panels.earlier_list import EarlierList
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.remarks import Remarks
from strategy_editor.app.theme import Theme

_PAUSE = 350
_PICTURES = ("list-checks", "message-square", "circle-check", "history", "stamp")
"""Of the lists, in their order."""


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
        self._theme = theme
        self._waiting = dict.fromkeys(self._lists, 0)
        for title, shown in self._lists.items():
            self.tabs.setTabToolTip(self.tabs.addTab(shown, title), title)
            shown.counted.connect(partial(self._say, title))
        self.tabs.currentChanged.connect(lambda _: self._name_tabs())
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
        self._theme = theme
        self._name_tabs()
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
        self._waiting[title] = waiting
        self._name_tabs()

    def _name_tabs(self) -> None:
        """The list in view is named in words; of the others a picture and their number say enough, and take no room."""
        for (title, shown), picture in zip(self._lists.items(), _PICTURES, strict=True):
            index = self.tabs.indexOf(shown)
            count = str(self._waiting[title] or "")
            words = f"{title} {count}".strip()
            in_view = shown is self.tabs.currentWidget()
            self.tabs.setTabText(index, words if in_view else count)
            self.tabs.setTabIcon(index, icon(picture, self._theme.text, self._theme.muted))
            self.tabs.tabBar().setAccessibleTabName(index, words)
