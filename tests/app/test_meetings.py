"""The page of meetings: their deadlines can be read, in a small window too."""

from __future__ import annotations

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
