"""A label of one line says where words are missing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strategy_editor.app.panels.elided_label import ElidedLabel

WORDS = "Version 0.9, Cabinet, 3 March 2009, the report deadline has passed"


def tip(label: ElidedLabel) -> str:
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), label.mapToGlobal(QPoint(2, 2))))
    return label.toolTip()


def test_words_that_find_no_room_end_in_an_ellipsis_and_stand_in_the_tip(qtbot: QtBot) -> None:
    label, short = ElidedLabel(WORDS), ElidedLabel()
    for each in (label, short):
        qtbot.addWidget(each)
        each.resize(160, 24)
        each.show()
    short.setText(label.fontMetrics().elidedText(WORDS, Qt.TextElideMode.ElideRight, label.contentsRect().width()))
    assert short.text().endswith("…")
    assert label.grab().toImage() == short.grab().toImage()
    assert label.text() == WORDS == tip(label)
    assert tip(short) == ""


def test_words_that_find_room_are_drawn_as_any_label_draws_them(qtbot: QtBot) -> None:
    label = ElidedLabel(WORDS)
    qtbot.addWidget(label)
    label.resize(900, 24)
    assert tip(label) == ""
    assert label.minimumSizeHint().width() < label.sizeHint().width()
