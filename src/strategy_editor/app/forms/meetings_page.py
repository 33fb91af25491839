"""Meetings, and the dates worked back from the one that is chosen by the council's rules."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.forms import fields
from strategy_editor.app.forms.record_page import RecordPage
from strategy_editor.app.theme import Theme


class MeetingsPage(QWidget):
    """The list and form of meetings, with the deadlines of the chosen one below."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.records = RecordPage(desk, theme, fields.MEETINGS)
        self.deadlines = QLabel()
        self.deadlines.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(self.records, 1)
        layout.addWidget(self.deadlines)
