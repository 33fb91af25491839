"""What all dialogs share: they fit the screen, show all their words, and end with the buttons they need."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from strategy_editor.app.dialogs import parts
from strategy_editor.app.dialogs.parts import Question, choice_list

LONG = "A sentence that is long enough to need more than one line in a dialog of the usual width. " * 6


@pytest.fixture
def low_screen(monkeypatch):
    """The room of a laptop's screen at 200 %."""
    room = QSize(680, 380)
    monkeypatch.setattr(parts, "screen_room", lambda _: room)
    return room


def filled(rows: int) -> Question:
    made = Question("A title", LONG, "Do it")
    for number in range(rows):
        made.body.addWidget(QLineEdit(f"Line {number}"))
    made.prefer(900, 900)
    return made


def shown(qtbot, dialog: Question) -> Question:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def inside(dialog: Question, widget) -> bool:
    place = QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size())
    return dialog.rect().contains(place)


def test_a_dialog_is_no_larger_than_the_screen_and_keeps_its_buttons_in_sight(qtbot, low_screen):
    dialog = shown(qtbot, filled(30))
    assert (dialog.width(), dialog.height()) == (low_screen.width(), low_screen.height())
    assert inside(dialog, dialog.yes)
    last = dialog.findChildren(QLineEdit)[-1]
    assert not inside(dialog, last)
    last.setFocus(Qt.FocusReason.TabFocusReason)
    dialog._room.ensureWidgetVisible(last)
    assert inside(dialog, last)


def test_what_is_squeezed_elsewhere_keeps_its_height_here(qtbot, low_screen):
    dialog = shown(qtbot, filled(30))
    for line in dialog.findChildren(QLineEdit):
        assert line.height() >= line.minimumSizeHint().height()


def test_a_dialog_is_as_high_as_its_words_need(qtbot):
    dialog = Question("A title", LONG, "Do it")
    words = QLabel(LONG)
    words.setWordWrap(True)
    dialog.body.addWidget(words)
    shown(qtbot, dialog)
    for label in dialog.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())


def test_a_refusal_makes_room_for_its_sentence(qtbot):
    dialog = shown(qtbot, filled(1))
    dialog.refuse(LONG)
    assert dialog.fault.height() >= dialog.fault.heightForWidth(dialog.fault.width())
    assert inside(dialog, dialog.yes)


def test_a_dialog_that_only_shows_has_one_button(qtbot):
    dialog = shown(qtbot, Question("A title", "", "Close", cancel=False))
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Close"]


def test_a_long_line_of_a_list_goes_on_below(qtbot):
    made = choice_list("What")
    qtbot.addWidget(made)
    made.addItem(LONG)
    made.resize(300, 200)
    made.show()
    assert made.visualItemRect(made.item(0)).height() > 2 * made.fontMetrics().height()
    assert made.accessibleName() == "What"
