"""Adding remarks in the window: pasted, looked through, corrected, brought in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from strategy_editor.app.dialogs.remarks import RemarksDialog
from strategy_editor.app.window import Window
from tests.app.test_reviewing import section, window

__all__ = ["window"]


def test_a_pasted_note_is_placed_corrected_and_brought_in(window: Window, qtbot: QtBot) -> None:
    desk = window.desk
    document = desk.document
    assert document is not None
    number = window.side.remarks.labels(document)[desk.section_id]
    dialog = RemarksDialog(desk, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.person.setCurrentText("Councillor Keegan")
    dialog.text.setPlainText(f"Section {number}: Which servers are these?\n99.9 Nothing is there")
    dialog.read()
    assert dialog.table.rowCount() == 2
    assert "No such place" in dialog.table.item(1, 1).text()  # type: ignore[union-attr]
    dialog.table.item(1, 0).setText(number)  # type: ignore[union-attr]
    assert "No such place" not in dialog.table.item(1, 1).text()  # type: ignore[union-attr]
    dialog.table.item(1, 3).setText("servers")  # type: ignore[union-attr]
    dialog.table.item(1, 4).setText("computers")  # type: ignore[union-attr]
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.new == 2
    (thread,) = (each for each in desk.project.threads.values() if each.paragraph == number)
    assert thread.anchor.target == desk.section_id
    (proposal,) = desk.project.proposals.values()
    assert proposal.place.owner == section(window).blocks[0].id
    window.side.refresh()
    assert "2" in window.side.tabs.tabText(0)
