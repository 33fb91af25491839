"""The window: what it shows, what it changes, that everything in it has a name, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QInputDialog, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from strategy_editor.app.actions import MENUS, Act
from strategy_editor.app.desk import Desk
from strategy_editor.app.outline.panel import PLACES
from strategy_editor.app.outline.section_model import MIME
from strategy_editor.app.theme import Theme
from strategy_editor.app.window import Window
from strategy_editor.model.text import plain
from strategy_editor.session.commands import ChangeSection


@pytest.fixture
def window(desk: Desk, light: Theme, qtbot: QtBot) -> Window:
    return shown(desk, light, qtbot)


def shown(desk: Desk, theme: Theme, qtbot: QtBot) -> Window:
    editor = QTextEdit()
    editor.setAccessibleName("Text of the section")
    made = Window(desk, theme, editor)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_window_names_the_strategy_its_meeting_and_the_days_left(window: Window, desk: Desk) -> None:
    assert window.header.title.text() == desk.project.title
    assert "Cabinet, 3 March 2009" in window.header.line.text()
    assert "10 days to the report deadline" in window.header.line.text()


def test_every_document_is_listed_and_opens_its_sections(window: Window, desk: Desk, qtbot: QtBot) -> None:
    rows = [window.outline.documents.item(row) for row in range(window.outline.documents.count())]
    listed = {item.data(Qt.ItemDataRole.UserRole) for item in rows} - {None}
    assert listed == {document.id for document in desk.project.documents}
    for item in rows:
        if item.data(Qt.ItemDataRole.UserRole):
            window.outline.documents.setCurrentItem(item)
            document = desk.document
            assert document is not None
            assert document.id == item.data(Qt.ItemDataRole.UserRole)
            assert window.outline.model.rowCount() == len(document.sections)
            assert window.section_page.title.text() == plain(document.sections[0].title)


def test_sections_move_by_keyboard_and_by_drag_and_numbers_follow(window: Window, desk: Desk, qtbot: QtBot) -> None:
    document = desk.document
    assert document is not None
    moving = desk.section_id
    place = [section.id for section in document.sections].index(moving)
    window.outline.sections.setFocus()
    qtbot.keyClick(
        window.outline.sections, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert [section.id for section in desk.document.sections].index(moving) == place + 1  # type: ignore[union-attr]
    assert desk.section_id == moving
    data = QMimeData()
    data.setData(MIME, moving.encode())
    window.outline.model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert desk.document.sections[0].id == moving  # type: ignore[union-attr]
    desk.undo()
    desk.undo()
    assert desk.document is document


def test_adding_and_duplicating_and_removing_a_section_can_be_undone(window: Window, desk: Desk) -> None:
    before = desk.project
    window.outline.add()
    assert plain(desk.section.title) == "New section"  # type: ignore[union-attr]
    window.outline.duplicate()
    window.outline.remove()
    for _ in range(3):
        desk.undo()
    assert desk.project is before


def test_title_status_owner_and_ticks_are_changed_in_the_page(window: Window, desk: Desk, qtbot: QtBot) -> None:
    page = window.section_page
    page.title.setFocus()
    page.title.selectAll()
    qtbot.keyClicks(page.title, "Where we stand")
    qtbot.keyClick(page.title, Qt.Key.Key_Return)
    page.status.activated.emit(page.status.findData("for-review"))
    person = desk.project.people[0]
    page.owner.activated.emit(page.owner.findData(person.id))
    box = page.guidance._boxes[0]
    before = set(desk.section.ticks)  # type: ignore[union-attr]
    box[1].click()
    section = desk.section
    assert section is not None
    assert (plain(section.title), section.status, section.owner) == ("Where we stand", "for-review", person.id)
    assert set(section.ticks) ^ before <= {box[0]}


def test_undo_goes_to_the_place_of_the_act(window: Window, desk: Desk) -> None:
    first = desk.section_id
    desk.do(ChangeSection((first,), status="for-review"))
    desk.open_document(desk.project.documents[-1].id)
    desk.undo()
    assert desk.session.history.done == ()


def test_every_place_opens_and_its_records_can_be_changed(window: Window, desk: Desk, qtbot: QtBot) -> None:
    for key, _, _ in PLACES:
        window.open_place(key)
        assert window.pages.currentWidget() is not window.section_page
    window.open_place("milestones")
    page = window.pages.currentWidget()
    page.table.selectRow(1)
    line = page.controls["title"].line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Printed version ready")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.project.milestones[1].title == "Printed version ready"
    when = page.controls["when"].line
    said: list[str] = []
    desk.told.connect(lambda sentence, error: said.append(sentence))
    when.setText("the day after")
    when.editingFinished.emit()
    assert "is not a date" in said[0]
    page.add()
    assert len(desk.project.milestones) == 8
    page.remove()
    assert len(desk.project.milestones) == 7


def test_checks_lead_to_their_place(window: Window, desk: Desk) -> None:
    report = next(each for each in desk.project.documents if each.kind == "report")
    desk.open_document(report.id)
    window.side.refresh()
    checks = window.side.checks
    checks.finish()
    assert checks.list.count() > 0
    row = next(i for i, finding in enumerate(checks._findings) if finding.section)
    checks.list.setCurrentRow(row)
    checks.list.itemActivated.emit(checks.list.item(row))
    assert desk.section_id == checks._findings[row].section


def test_a_comment_is_added_answered_and_decided(window: Window, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    comments = window.side.comments
    window.side.tabs.setCurrentWidget(comments)
    comments.text.setPlainText("Is this still so?")
    comments.add()
    window.side.refresh()
    (thread,) = desk.project.threads.values()
    assert thread.messages[0].text == "Is this still so?"
    assert window.side.tabs.tabText(1) == "Comments 1"
    (card,) = comments.cards.values()
    card.reply.setText("Yes.")
    card.reply.returnPressed.emit()
    window.side.refresh()
    (card,) = comments.cards.values()
    menu = card.decide_button.menu()
    asked = "Reason, kept in the record"
    monkeypatch.setattr(QInputDialog, "getText", lambda *given: ("Agreed", given[2] == asked))
    next(action for action in menu.actions() if action.text() == "Noted").trigger()
    (thread,) = desk.project.threads.values()
    assert thread.decision is not None
    assert (thread.decision.outcome, thread.decision.reason) == ("noted", "Agreed")
    assert (len(thread.messages), thread.state) == (2, "resolved")


NEED_NO_NAME = ("Client", "Pane", "ScrollBar", "Cell")


def named(widget: QWidget) -> Iterator[tuple[str, QAccessibleInterface]]:
    """Every interface below ``widget`` that takes the focus, with a path for messages."""

    def walk(interface: QAccessibleInterface, path: str) -> Iterator[tuple[str, QAccessibleInterface]]:
        name = interface.text(QAccessible.Text.Name)
        here = f"{path} > {interface.role().name} {name!r}"
        if interface.state().focusable and not interface.state().invisible:
            yield here, interface
        for index in range(min(interface.childCount(), 60)):
            child = interface.child(index)
            if child is not None and child.isValid():
                yield from walk(child, here)

    yield from walk(QAccessible.queryAccessibleInterface(widget), "")


def test_everything_that_takes_the_focus_has_a_name(window: Window) -> None:
    for key in ("", *(key for key, _, _ in PLACES)):
        if key:
            window.open_place(key)
        nameless = [path for path, each in named(window) if not each.text(QAccessible.Text.Name).strip()]
        nameless = [
            path
            for path in nameless
            if not path.rsplit(" > ", 1)[-1].startswith(("Client", "Pane", "ScrollBar", "Cell"))
        ]
        assert nameless == []


def test_no_shortcut_is_given_twice() -> None:
    keys = [act.keys for _, acts in MENUS for act in acts if act.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("menu", "acts"), MENUS, ids=[menu.replace("&", "") for menu, _ in MENUS])
def test_no_letter_stands_for_two_acts_of_a_menu(menu: str, acts: tuple[Act, ...]) -> None:
    letters = [act.words[act.words.index("&") + 1].casefold() for act in acts if "&" in act.words]
    assert letters
    assert [letter for letter in letters if letters.count(letter) > 1] == []


def test_no_letter_stands_for_two_menus() -> None:
    letters = [menu[menu.index("&") + 1].casefold() for menu, _ in MENUS]
    assert len(letters) == len(set(letters))


def test_acts_are_worded_alike() -> None:
    for act in (act for _, acts in MENUS for act in acts if act.id):
        words = act.words.replace("&", "")
        assert words[0].isupper(), words
        assert "..." not in words
        assert not words.endswith("."), words
        assert not act.tip.endswith("."), act.tip
        assert not any(word in f"{words} {act.tip}".casefold() for word in WORDS_NOT_TO_SAY), words


WORDS_NOT_TO_SAY = ("edition", "profile", "live block", "snapshot", "working copy", "fingerprint", "manifest")


def test_the_window_speaks_plainly(window: Window) -> None:
    for key in ("", *(key for key, _, _ in PLACES)):
        if key:
            window.open_place(key)
        for child in window.findChildren(QWidget):
            text = getattr(child, "text", None)
            said = text() if callable(text) else ""
            assert not any(word in str(said).casefold() for word in WORDS_NOT_TO_SAY), said


@pytest.mark.screenshots
def test_pictures_of_the_main_states(desk: Desk, theme: Theme, qtbot: QtBot, screenshots: Path) -> None:
    window = shown(desk, theme, qtbot)
    window.side.refresh()
    for name, size in (("window", (1440, 900)), ("small", (1024, 640))):
        window.resize(*size)
        assert window.grab().save(str(screenshots / f"{name}-{theme.name}.png"))
    window.resize(1440, 900)
    for key, _, _ in PLACES:
        window.open_place(key)
        assert window.grab().save(str(screenshots / f"{key}-{theme.name}.png"))
