"""Meetings, and the dates worked back from the one that is chosen by the council's rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.forms import fields
from strategy_editor.app.forms.deadline_calendar import DeadlineCalendar
from strategy_editor.app.forms.record_page import RecordPage
from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme, scaled
from strategy_editor.deadlines.table import Deadline
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.dates import When
from strategy_editor.session.deadlines import meeting_calendar, meeting_deadlines

_HEADINGS = ("By", "What has to be done", "How the date was found")
_SHARES = {0: 0.28, 1: 0.26}
"""Of the width of the table, at most, by column."""

_ROOM_FOR_DAYS = 720
"""The width in pixels at 100 % from which the calendar stands beside the table."""


class MeetingsPage(QWidget):
    """The list and form of meetings, with the deadlines of the chosen one below."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._deadlines: tuple[Deadline, ...] = ()
        self.records = RecordPage(desk, theme, fields.MEETINGS)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.table = self._make_table()
        self.days = DeadlineCalendar(theme)
        self.days.day_chosen.connect(self._choose_row)
        self.table.itemSelectionChanged.connect(self._choose_day)
        self.calendar = QPushButton(icon("calendar-days", theme.text, theme.muted), "Save for your calendar…")
        self.calendar.setToolTip("A file that Outlook and other calendars open")
        self.calendar.clicked.connect(self._save_calendar)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.calendar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(self.records, 3)
        inside = QVBoxLayout()
        inside.setContentsMargins(22, 0, 22, 0)
        inside.addLayout(row)
        below = QHBoxLayout()
        below.addWidget(self.table, 1)
        below.addWidget(self.days)
        inside.addLayout(below, 1)
        layout.addLayout(inside, 2)
        self.records.table.itemSelectionChanged.connect(self.refresh)
        desk.settled.connect(lambda _: self.refresh())
        self.refresh()

    def _make_table(self) -> QTableWidget:
        made = QTableWidget(0, len(_HEADINGS))
        made.setAccessibleName("Deadlines")
        made.setHorizontalHeaderLabels(list(_HEADINGS))
        made.verticalHeader().hide()
        made.setShowGrid(False)
        made.setWordWrap(True)
        made.setTabKeyNavigation(False)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        made.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return made

    def refresh(self) -> None:
        """Shows the deadlines of the chosen meeting as they are now."""
        meeting = self.records.record
        try:
            self._deadlines = meeting_deadlines(self._desk.project, meeting)
            problem = ""
        except StrategyError as error:
            self._deadlines, problem = (), str(error)
        today = london_day(self._desk.session.clock())
        if self._deadlines and meeting is not None:
            self.said.setText(f"Dates worked back from {meeting.when} by the council’s rules.")
        elif problem or meeting is None:
            self.said.setText(problem)
        else:
            self.said.setText("Once the day of the meeting is known, the deadlines before it are shown here.")
        self.calendar.setEnabled(bool(self._deadlines))
        self.table.setVisible(bool(self._deadlines))
        if self._deadlines and meeting is not None and meeting.when is not None:
            self.days.show_days(self._deadlines, meeting.when.first, self._desk.project.profile.nation)
        self._show_days()
        self.table.setRowCount(len(self._deadlines))
        for row, step in enumerate(self._deadlines):
            when = f"{step.act_by:%A} {When.of(step.act_by)}"
            clock = f", {step.time:%H:%M}" if step.time else ""
            passed = " (passed)" if step.act_by < today else ""
            for column, text in enumerate((f"{when}{clock}{passed}", step.name, step.explanation)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the table follow the window."""
        super().resizeEvent(event)
        self._show_days()
        self._share_width()

    def _show_days(self) -> None:
        """The calendar stands beside the table where there is room for both."""
        self.days.setVisible(bool(self._deadlines) and self.width() >= scaled(_ROOM_FOR_DAYS))

    def _choose_row(self, day: date) -> None:
        """Goes to the first deadline of a day that was chosen in the calendar."""
        row = next((row for row, each in enumerate(self._deadlines) if each.act_by == day), None)
        if row is not None:
            self.table.selectRow(row)

    def _choose_day(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        if rows and rows[0].row() < len(self._deadlines):
            self.days.go_to(self._deadlines[rows[0].row()].act_by)

    def _share_width(self) -> None:
        """Gives the first columns what they need, up to their share, so that the last can be read in a small window."""
        width = self.table.viewport().width()
        for column, share in _SHARES.items():
            self.table.setColumnWidth(column, min(self.table.sizeHintForColumn(column), int(share * width)))
        self.table.resizeRowsToContents()

    def _save_calendar(self) -> None:
        meeting = self.records.record
        path, _ = QFileDialog.getSaveFileName(self, "Save for your calendar", "deadlines.ics", "Calendars (*.ics)")
        if path and meeting is not None:
            try:
                Path(path).write_bytes(meeting_calendar(self._desk.project, meeting, self._desk.session.clock()))
            except OSError as error:
                self._desk.told.emit(f"The calendar cannot be saved there ({error.strerror}).", True)
            else:
                self._desk.told.emit(f"Saved {Path(path).name}.", False)
