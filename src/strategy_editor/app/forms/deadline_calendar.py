"""A small calendar of the days before a meeting: deadlines, bank holidays, and the meeting itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from strategy_editor.app.theme import Theme
from strategy_editor.deadlines.days import holidays_between
from strategy_editor.deadlines.table import Deadline
from strategy_editor.model.profile import Nation


class DeadlineCalendar(QCalendarWidget):
    """One month at a time, Monday first. ``day_chosen`` carries a day that a person has gone to.

    A deadline is bold on a tint, the meeting stands on the full colour, bank holidays and weekends are quiet; what a
    day means is in its tip, and in the table beside the calendar.
    """

    day_chosen = Signal(date)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName("Calendar of the deadlines")
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, self._look(theme.muted))
        self.selectionChanged.connect(lambda: self.day_chosen.emit(self.selectedDate().toPython()))

    def show_days(self, deadlines: Sequence[Deadline], meeting: date, nation: Nation) -> None:
        """Marks the days, and opens the month of the first deadline where they are other days than before."""
        shown = (tuple(deadlines), meeting, nation)
        if shown == self._shown:
            return
        self._shown = shown
        self.setDateTextFormat(QDate(), QTextCharFormat())
        first = min((each.act_by for each in deadlines), default=meeting)
        for day, name in holidays_between(first.replace(day=1), meeting, nation):
            self.setDateTextFormat(_qt(day), self._look(self._theme.muted, tip=name))
        for day in {each.act_by for each in deadlines}:
            names = "; ".join(each.name for each in deadlines if each.act_by == day)
            self.setDateTextFormat(
                _qt(day), self._look(self._theme.text, self._theme.accent_soft, tip=names, strong=True)
            )
        look = self._look(self._theme.accent_text, self._theme.accent, tip="The meeting", strong=True)
        self.setDateTextFormat(_qt(meeting), look)
        self.go_to(first)

    def go_to(self, day: date) -> None:
        """Selects a day without saying that a person did."""
        self.blockSignals(True)
        self.setSelectedDate(_qt(day))
        self.blockSignals(False)

    @staticmethod
    def _look(colour: str, ground: str = "", *, tip: str = "", strong: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(colour))
        if ground:
            made.setBackground(QColor(ground))
        if strong:
            made.setFontWeight(QFont.Weight.Bold)
        made.setToolTip(tip)
        return made


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
