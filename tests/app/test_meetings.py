"""The page of meetings: their deadlines can be read, in a small window too."""

from __future__ import annotations

from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.forms.meetings_page import MeetingsPage
from strategy_editor.app.theme import Theme


def test_how_a_date_was_found_can_be_read_whole_in_a_small_window(qtbot: QtBot, theme: Theme, desk: Desk) -> None:
    page = MeetingsPage(desk, theme)
    qtbot.addWidget(page)
    page.resize(600, 520)
    page.show()
    page.records.table.selectRow(page.records.table.rowCount() - 1)
    table = page.table
    assert table.rowCount() == 4
    assert table.columnWidth(2) > 0.4 * table.viewport().width()
    for row in range(4):
        assert table.rowHeight(row) >= table.sizeHintForRow(row)
        assert table.item(row, 2).toolTip() == table.item(row, 2).text() != ""


def test_the_calendar_marks_the_days_and_goes_along_with_the_table(qtbot: QtBot, theme: Theme, desk: Desk) -> None:
    page = MeetingsPage(desk, theme)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.records.table.selectRow(page.records.table.rowCount() - 1)
    days = page.days
    assert days.isVisible()
    marked = {day.toPython(): look for day, look in days.dateTextFormat().items()}
    for deadline in page._deadlines:
        assert deadline.name in marked[deadline.act_by].toolTip()
        assert marked[deadline.act_by].background().color().name() == theme.accent_soft
    meeting = page.records.record.when.first  # type: ignore[union-attr]
    assert marked[meeting].toolTip() == "The meeting"
    last = page._deadlines[-1].act_by
    page.table.selectRow(page.table.rowCount() - 1)
    assert days.selectedDate().toPython() == last
    days.setSelectedDate(QDate(page._deadlines[0].act_by))
    assert page.table.selectionModel().selectedRows()[0].row() == 0
    page.resize(600, 520)
    assert not days.isVisible()
