"""The preview in the window: it follows the writer, and a click in the page leads to the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from strategy_editor.app.preview.pane import PreviewPane
from strategy_editor.app.window import Window
from strategy_editor.model.text import plain
from strategy_editor.session.commands import ChangeProject


@pytest.fixture
def window(sample_window: Window) -> Window:
    sample_window.resize(1600, 950)
    return sample_window


def shown(window: Window, qtbot: QtBot) -> PreviewPane:
    """The pane, once its pages are painted."""
    window.actions_by_id["preview"].trigger()
    pane = window.findChild(PreviewPane)
    assert isinstance(pane, PreviewPane)
    qtbot.waitUntil(lambda: pane.pages.count > 0 and pane.pages.lacking() is None, timeout=30_000)
    return pane


def settled(pane: PreviewPane, qtbot: QtBot, act: object) -> None:
    """Does ``act``, and waits until the pages follow."""
    with qtbot.waitSignal(pane.link.laid_out, timeout=30_000):
        act()  # type: ignore[operator]
    qtbot.waitUntil(lambda: pane.pages.lacking() is None, timeout=30_000)


def test_the_pages_follow_the_writer_beside_the_text(window: Window, qtbot: QtBot) -> None:
    pane = shown(window, qtbot)
    assert window.split.indexOf(pane) == 2
    document = window.desk.document
    assert document is not None
    window.desk.open_section(document.sections[6].id)
    editor = window.section_page.editor
    editor.setFocus()
    before = {page.key for page in pane.pages._pages}
    settled(pane, qtbot, lambda: qtbot.keyClicks(editor, "Zebra crossings. "))
    changed = [number for number, page in enumerate(pane.pages._pages) if page.key not in before]
    assert pane.pages.hand is not None
    assert pane.pages.hand[0] in changed
    assert pane.pages.is_in_view(*pane.pages.hand)
    assert len(changed) < pane.pages.count / 2
    # a click on what was found leads back to the words
    window.desk.open_section(document.sections[0].id)
    pane.buttons["search"].click()
    with qtbot.waitSignal(pane.link.found):
        pane.words.setText("zebra")
    place = pane.pages.marks[-1]
    assert pane.hits.text() == f"1 of {len(pane.pages.marks)}"
    pane.pages.show_spot(place[0], place[2])
    qtbot.waitUntil(lambda: pane.pages.lacking() is None, timeout=30_000)
    box = pane.pages._box(place)
    with qtbot.waitSignal(pane.link.standing):
        qtbot.mouseClick(
            pane.pages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(box.left()) + 3, int(box.center().y()))
        )
    assert window.desk.section_id == document.sections[6].id
    assert editor.textCursor().selectedText().startswith("Zebra")


@pytest.mark.long
def test_zoom_small_pages_and_a_window_of_its_own(window: Window, qtbot: QtBot) -> None:
    pane = shown(window, qtbot)
    wide = pane.pages.zoom
    pane.buttons["zoom-in"].click()
    assert pane.pages.zoom > wide
    pane.buttons["maximize"].click()
    assert pane.pages.zoom == wide
    pane.buttons["panel-left"].click()
    qtbot.waitUntil(lambda: pane.thumbnails.lacking() is None, timeout=30_000)
    target = pane.thumbnails._place(2).center()
    qtbot.mouseClick(pane.thumbnails.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert pane.pages.page_in_view == 2
    pane.buttons["external-link"].click()
    assert pane.isWindow()
    qtbot.waitUntil(lambda: pane.pages.lacking() is None, timeout=30_000)
    pane.close()
    assert not window.actions_by_id["preview"].isChecked()


def test_what_cannot_be_set_is_said_and_leads_to_its_place(window: Window, qtbot: QtBot) -> None:
    pane = shown(window, qtbot)
    document = window.desk.document
    assert document is not None
    window.desk.open_section(document.sections[6].id)
    editor = window.section_page.editor
    with qtbot.waitSignal(pane.link.failed, timeout=30_000):
        editor.textCursor().insertText("שלום ")
    assert "right to left" in pane.said.text()
    window.desk.open_section(document.sections[0].id)
    pane.go_there.click()
    assert window.desk.section_id == document.sections[6].id
    assert pane.pages.count > 0  # the pages stay as they were
    settled(pane, qtbot, window.desk.undo)
    assert not pane.fault.isVisible()


@pytest.mark.long
def test_the_helper_begins_again_after_an_accident(window: Window, qtbot: QtBot) -> None:
    pane = shown(window, qtbot)
    with qtbot.waitSignal(pane.link.broken):
        pane.link._process.kill()  # type: ignore[union-attr]
    assert "unexpectedly" in pane.said.text()
    settled(pane, qtbot, lambda: window.desk.do(ChangeProject(title="Another title")))
    assert not pane.fault.isVisible()
    assert plain(window.desk.section.title)  # type: ignore[union-attr]


def test_the_whole_document_is_read_alone_and_a_click_leads_to_the_text(window: Window, qtbot: QtBot) -> None:
    document = window.desk.document
    assert document is not None
    window.desk.open_section(document.sections[6].id)
    editor = window.section_page.editor
    around = (window.header, window.format_bar, window.outline, window.side, editor)
    assert all(each.isVisible() for each in around)
    reading = window.actions_by_id["read-whole"]
    reading.trigger()
    pane = window.findChild(PreviewPane)
    assert isinstance(pane, PreviewPane)
    assert not any(each.isVisible() for each in around)
    qtbot.waitUntil(lambda: pane.width() > 0.95 * window.width(), timeout=5_000)
    assert not window.actions_by_id["focus"].isEnabled()
    qtbot.waitUntil(lambda: pane.pages.count > 0 and pane.pages.lacking() is None, timeout=30_000)
    assert pane.pages.hand is not None
    assert pane.pages.is_in_view(*pane.pages.hand)  # it begins where the writer is

    qtbot.keyClick(pane.pages, Qt.Key.Key_Escape)
    assert all(each.isVisible() for each in around)
    assert not pane.isVisible()
    assert not reading.isChecked()
    assert window.actions_by_id["focus"].isEnabled()
    assert window.desk.section_id == document.sections[6].id

    reading.trigger()
    qtbot.waitUntil(lambda: pane.pages.count > 0 and pane.pages.lacking() is None, timeout=30_000)
    other = next(each.id for each in document.sections[7:] if each.id in pane._places)
    page, down = pane._places[other]
    pane.pages.show_spot(page, down + 20, 0.5)
    with qtbot.waitSignal(pane.link.standing):
        qtbot.keyClick(pane.pages, Qt.Key.Key_Return)  # for whoever has no mouse: the middle of what is in view
    assert all(each.isVisible() for each in around)
    assert window.desk.section_id == other


def test_pages_that_stood_beside_the_text_stay_there_after_reading(window: Window, qtbot: QtBot) -> None:
    window.actions_by_id["preview"].trigger()
    pane = window.findChild(PreviewPane)
    assert isinstance(pane, PreviewPane)
    window.actions_by_id["read-whole"].trigger()
    assert not window.pages.isVisible()
    window.actions_by_id["read-whole"].trigger()
    assert window.pages.isVisible()
    assert pane.isVisible()
    assert window.actions_by_id["preview"].isChecked()
    window.actions_by_id["read-whole"].trigger()
    pane.buttons["x"].click()
    assert window.pages.isVisible()
    assert not pane.isVisible()
    assert not window.actions_by_id["preview"].isChecked()
