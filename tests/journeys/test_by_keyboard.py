"""An officer drafts a section by keyboard alone, renames and moves it, and every number follows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from strategy_editor.app.application import Application
from strategy_editor.app.dialogs.choices import ChoiceDialog
from strategy_editor.app.dialogs.insertions import PictureDialog, TableDialog
from strategy_editor.app.window import Window
from strategy_editor.model.blocks import Figure, Heading, Paragraph, Table
from strategy_editor.model.text import CrossReference, Footnote, objects, plain
from strategy_editor.session.summary import document_numbers

NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key


class Hands:
    """A keyboard, and nothing else: keys go to whatever has the focus."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._focus(), key, modifiers)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        QApplication.processEvents()

    def answer(self, kind: type[QWidget], keys: Callable[[], None]) -> None:
        """When a dialog of this kind asks, answers with some keys."""

        def wait() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind):
                keys()
            else:
                QTimer.singleShot(20, self._window, wait)

        QTimer.singleShot(0, self._window, wait)

    def _focus(self) -> QWidget:
        dialog = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if dialog is None and not self._window.isActiveWindow():  # off screen nobody gives the window back its place
            self._window.activateWindow()
            QTest.qWaitForWindowActive(self._window)
        around = dialog or self._window
        return around.focusWidget() or around


@pytest.fixture
def window(qapp: QApplication, home: Path) -> Iterator[Window]:
    application = Application(qapp)
    made = application.open_sample()
    assert made is not None
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    qapp.clipboard().clear()
    made.close()
    application.faults.stop()
    qapp.setStyleSheet("")


def said(window: Window) -> str:
    """What the cross-reference of the section says."""
    editor, section = window.section_page.editor, window.desk.section
    assert section is not None
    (reference,) = [
        each
        for block in section.blocks
        if isinstance(block, Paragraph)
        for each in objects(block.runs)
        if isinstance(each, CrossReference)
    ]
    return editor.host.reference(reference)  # type: ignore[attr-defined]


def test_a_section_from_nothing(window: Window, qapp: QApplication) -> None:
    hands = Hands(window)
    document = window.desk.document
    assert document is not None
    window.desk.open_section(document.sections[5].id)
    window.section_page.editor.setFocus()
    hands.press(K.Key_N, CTRL | SHIFT)  # a section of one's own
    while not window.outline.sections.hasFocus():
        hands.press(K.Key_F6)
    hands.press(K.Key_F2)
    hands.type("Why we share")
    hands.press(K.Key_Return)
    while not window.section_page.editor.hasFocus():
        hands.press(K.Key_F6)
    hands.press(K.Key_1, CTRL | ALT)
    hands.type("What it costs")
    hands.press(K.Key_Return)
    hands.type("Two councils pay once")
    hands.press(K.Key_F, CTRL | ALT)  # a footnote, and out of it again
    hands.type("Cabinet, 3 March 2009.")
    hands.press(K.Key_Return)
    hands.type(", as the table shows: ")
    hands.answer(TableDialog, lambda: hands.press(K.Key_Return))
    hands.press(K.Key_I, ALT)
    hands.press(K.Key_T)
    for cell in ("Service", "2009", "2010", "Network", "40", "30"):
        hands.type(cell)
        hands.press(K.Key_Tab)
    hands.press(K.Key_End, CTRL)  # behind the footnote
    hands.press(K.Key_Return)  # back to its call
    hands.press(K.Key_End)
    picture = io.BytesIO()
    Image.new("RGB", (60, 30), (20, 90, 160)).save(picture, "PNG")
    qapp.clipboard().setImage(QImage.fromData(picture.getvalue()))

    def describe() -> None:
        hands.type("The data centre in Chester")
        hands.press(K.Key_Tab, times=2)
        hands.type("One building for two councils")
        hands.press(K.Key_Return)

    hands.answer(PictureDialog, describe)
    hands.press(K.Key_V, CTRL)
    hands.press(K.Key_Home, CTRL)
    hands.press(K.Key_Down)
    hands.press(K.Key_End)

    numbers = document_numbers(window.desk.project, window.desk.document)  # type: ignore[arg-type]
    section = window.desk.section
    assert section is not None
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    (figure,) = [block for block in section.blocks if isinstance(block, Figure)]
    own = numbers.captions[table.id]

    def choose() -> None:
        hands.type(f"Table {own}")
        hands.press(K.Key_Return)

    hands.answer(ChoiceDialog, choose)
    hands.press(K.Key_R, CTRL | ALT)
    check_draft(window, figure.id)
    assert said(window) == f"Table {own}"
    section = window.desk.section
    title = numbers.labels[section.id]  # type: ignore[union-attr]
    while not window.outline.sections.hasFocus():
        hands.press(K.Key_F6)
    hands.press(K.Key_Down, ALT | SHIFT, times=6)  # behind sections with tables of their own
    after = document_numbers(window.desk.project, window.desk.document)  # type: ignore[arg-type]
    assert after.labels[section.id] != title  # type: ignore[union-attr]
    assert after.captions[table.id] != own
    assert said(window) == f"Table {after.captions[table.id]}"
    assert int(after.captions[figure.id]) >= int(numbers.captions[figure.id])
    hands.press(K.Key_Z, CTRL, times=6)
    assert said(window) == f"Table {own}"


def check_draft(window: Window, figure: str) -> None:
    """What was typed is what is there."""
    section = window.desk.section
    assert section is not None
    assert plain(section.title) == "Why we share"
    kinds = [type(block) for block in section.blocks]
    assert kinds[:2] == [Heading, Paragraph]
    assert {Table, Figure} <= set(kinds)
    text = section.blocks[1]
    assert isinstance(text, Paragraph)
    assert plain(text.runs).startswith("Two councils pay once, as the table shows: ")
    notes = [each for each in objects(text.runs) if isinstance(each, Footnote)]
    assert [plain(note.body) for note in notes] == ["Cabinet, 3 March 2009."]
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    cells = [plain(cell.blocks[0].runs) for row in table.rows for cell in row.cells]
    assert cells[:6] == ["Service", "2009", "2010", "Network", "40", "30"]
    (picture,) = [block for block in section.blocks if isinstance(block, Figure)]
    assert picture.id == figure
    assert picture.alternative == "The data centre in Chester"
    assert plain(picture.caption.runs) == "One building for two councils"
