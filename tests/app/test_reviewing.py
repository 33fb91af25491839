"""Reviewing in the whole window, through real widgets and by keyboard: track, comment, go on, decide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from strategy_editor.app.application import Application
from strategy_editor.app.dialogs.rivals import RivalsDialog
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.editor.review_margin import hint_at, marked_at
from strategy_editor.app.window import Window
from strategy_editor.model.blocks import Box, Chart, Figure
from strategy_editor.model.carriers import carried
from strategy_editor.model.reviews import Anchor, Place, Proposal, TextContent
from strategy_editor.model.section import Section
from strategy_editor.model.settling import accepted, rejected, settled_section
from strategy_editor.model.text import plain, runs_from
from strategy_editor.model.tree import all_sections
from strategy_editor.session.commands import ChangeSection, MoveSection, Put, RemoveSection, Several
from strategy_editor.session.settings import Settings
from strategy_editor.session.summary import section_summaries

MOD = Qt.KeyboardModifier
CONTROL_ALT = MOD.ControlModifier | MOD.AltModifier


@pytest.fixture
def application(application: Application) -> Application:
    application.settings = Settings(name="Priya Kaur", post="Policy Officer")
    return application


@pytest.fixture
def window(empty_section: Window, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    editor(empty_section).setFocus()
    qtbot.keyClicks(editor(empty_section), "The council will replace its servers.")
    yield empty_section
    qapp.clipboard().clear()


def editor(window: Window) -> SectionEditor:
    found = window.section_page.editor
    assert isinstance(found, SectionEditor)
    return found


def act(window: Window, id: str) -> None:
    assert window.actions_by_id[id].isEnabled(), id
    window.actions_by_id[id].trigger()


def section(window: Window) -> Section:
    found = window.desk.section
    assert found is not None
    return found


def words(section: Section | None) -> str:
    assert section is not None
    return "\n".join(plain(block.runs) for block in section.blocks)  # type: ignore[union-attr]


def select_word(window: Window, word: str) -> None:
    found = editor(window).document().find(word)
    assert not found.isNull(), word
    editor(window).setTextCursor(found)


def test_what_is_typed_while_tracking_is_suggested_and_decided_here(window: Window, qtbot: QtBot) -> None:
    act(window, "track-changes")
    assert window.status.tracking.text() == "Track changes is on"
    select_word(window, "replace")
    qtbot.keyClicks(editor(window), "lease")
    before, after = settled_section(section(window), rejected), settled_section(section(window), accepted)
    assert words(before) == "The council will replace its servers."
    assert words(after) == "The council will lease its servers."
    window.desk._settle_down()
    assert window.status.waiting.text() == "1 to decide"
    (record,) = window.desk.project.suggestions.values()
    assert window.desk.project.person(record.author).name == "Priya Kaur"  # type: ignore[union-attr]
    assert record.paragraph
    select_word(window, "lease")
    act(window, "accept-change")
    assert words(section(window)) == "The council will lease its servers."
    assert not carried(window.desk.project)
    window.desk.undo()
    act(window, "reject-change")
    assert words(section(window)) == "The council will replace its servers."


def test_a_suggestion_that_its_author_takes_back_leaves_nothing_to_decide(window: Window, qtbot: QtBot) -> None:
    act(window, "track-changes")
    editor(window).moveCursor(editor(window).textCursor().MoveOperation.End)
    qtbot.keyClicks(editor(window), "xy")
    assert len(window.desk.project.suggestions) == 1
    for _ in "xy":
        qtbot.keyClick(editor(window), Qt.Key.Key_Backspace)
    assert not window.desk.project.suggestions
    assert words(section(window)) == "The council will replace its servers."


def test_views_show_the_text_as_it_would_be_and_was_and_are_for_reading(window: Window, qtbot: QtBot) -> None:
    act(window, "track-changes")
    select_word(window, "replace")
    qtbot.keyClicks(editor(window), "lease")
    marked = window.desk.project
    for view, shown in (("final", "lease its"), ("original", "replace its")):
        act(window, f"view-{view}")
        assert f"will {shown}" in editor(window).toPlainText()
        assert "for reading" in window.status.tracking.text()
        qtbot.keyClicks(editor(window), "z")
        assert not window.actions_by_id["bold"].isEnabled()
        assert window.desk.project is marked
    act(window, "view-marked")
    assert "replacelease" in editor(window).toPlainText()


def test_structure_is_suggested_too(window: Window) -> None:
    act(window, "track-changes")
    desk = window.desk
    document = desk.document
    assert document is not None
    first, second = document.sections[0].id, document.sections[1].id
    assert desk.do(MoveSection(second, document.id, index=0))
    assert desk.do(RemoveSection(first, required_too=True))
    new = document.sections[2].id
    window.desk.open_section(new)
    window.section_page.title.setText("Another title")
    window.section_page.title.editingFinished.emit()
    window.desk._settle_down()
    window.section_page.refresh()
    assert window.section_page.title.text() == "Another title"
    assert plain(section(window).title) == plain(document.sections[2].title)
    records = desk.project.suggestions
    assert len(records) == 3
    assert desk.document is not None
    shown = [each.suggested for each in section_summaries(desk.project, desk.document)][:4]
    assert shown == ["to come", "to go", "to go", ""]
    window.side.refresh()
    said = {item.text for item in window.side.decide.model.items if item.id in records}
    assert said == {"Section moved here", "Section removed", ""}
    window.side.remarks.decide(tuple(records), "rejected", "No")
    assert desk.document is not None
    assert desk.document.sections == document.sections


def test_moving_to_another_document_is_refused_while_tracking(window: Window) -> None:
    act(window, "track-changes")
    desk = window.desk
    other = next(each for each in desk.project.documents if each.id != desk.document_id)
    before = desk.project
    assert not desk.do(MoveSection(desk.section_id, other.id)) or desk.project is not before
    document = desk.document
    assert document is not None
    assert not desk.do(MoveSection(document.sections[0].id, other.id))
    assert "Track changes" in window.status.said.text()


def test_a_comment_on_words_is_marked_found_from_both_sides_and_survives(window: Window, qtbot: QtBot) -> None:
    select_word(window, "servers")
    act(window, "add-comment")
    comments = window.side.comments
    assert window.side.tabs.currentWidget() is comments
    assert comments.about.currentText() == "“servers”"
    named = window.desk.project.people[0]
    comments.text.setPlainText(f"Which ones? @{named.shown}")
    comments.category.setCurrentIndex(comments.category.findData("fact"))
    qtbot.keyClick(comments.text, Qt.Key.Key_Return, MOD.ControlModifier)
    (thread,) = (each for each in window.desk.project.threads.values() if each.messages[0].text.startswith("Which"))
    assert (thread.anchor.quote, thread.category, thread.original) == (
        "servers",
        "fact",
        "The council will replace its servers.",
    )
    assert thread.anchor.before.endswith("replace its ")
    assert thread.messages[0].mentions == (named.id,)
    # The marker beside the text leads to the comment, and says what it is.
    text = editor(window)
    text.grab()
    spots = [
        QPoint(x, y) for x in range(text.viewport().width() - 60, text.viewport().width(), 3) for y in (12, 20, 28)
    ]
    hits = [spot for spot in spots if marked_at(text, spot) == (thread.id,)]
    assert hits
    assert "Which ones?" in hint_at(text, hits[0])
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=hits[0])
    assert comments.cards[thread.id].property("current")
    # The card leads to the words.
    editor(window).moveCursor(editor(window).textCursor().MoveOperation.Start)
    qtbot.mouseClick(comments.cards[thread.id], Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert editor(window).textCursor().selectedText() == "servers"
    # It survives edits of its words, and goes to the tray with its quote when they are all gone.
    qtbot.keyClick(editor(window), Qt.Key.Key_Left)
    qtbot.keyClick(editor(window), Qt.Key.Key_Right)
    qtbot.keyClicks(editor(window), "ome s")
    assert thread.id not in section(window).unplaced
    select_word(window, "some servers")
    qtbot.keyClick(editor(window), Qt.Key.Key_Delete)
    assert section(window).unplaced == (thread.id,)
    window.side.refresh()
    card = comments.cards[thread.id]
    assert card.item.unplaced
    select_word(window, "council")
    card.place_wanted.emit(thread.id)
    assert section(window).unplaced == ()
    moved = window.desk.project.threads[thread.id].anchor
    assert (moved.target, moved.quote) == (section(window).blocks[0].id, "servers")


def write_comment(window: Window, about: str, text: str) -> str:
    """A comment on what is named; its id."""
    act(window, "add-comment")
    comments = window.side.comments
    row = next(row for row in range(comments.about.count()) if comments.about.itemText(row).startswith(about))
    comments.about.setCurrentIndex(row)
    comments.text.setPlainText(text)
    comments.add()
    return next(id for id, each in window.desk.project.threads.items() if each.messages[0].text == text)


def test_a_comment_on_the_whole_is_marked_at_the_heading_and_found_from_both_sides(
    window: Window, qtbot: QtBot
) -> None:
    page, comments, desk = window.section_page, window.side.comments, window.desk
    assert not page.comments.isVisible()
    first = write_comment(window, "This section", "Too long as a whole.")
    assert page.comments.isVisible()
    assert page.comments.accessibleName() == "1 comment on the whole"
    assert "Priya Kaur: Too long as a whole." in page.comments.toolTip()
    write_comment(window, "This section", "Who owns this?")
    assert page.comments.text() == "2"
    # The marker leads to the comments, wherever the list is, even if it was long.
    window.side.tabs.setCurrentWidget(window.side.checks)
    qtbot.mouseClick(page.comments, Qt.MouseButton.LeftButton)
    assert window.side.tabs.currentWidget() is comments
    assert comments.cards[first].property("current")
    # The comment leads to the heading, from another section and from a page of details.
    here = desk.section_id
    assert desk.document is not None
    desk.open_section(desk.document.sections[0].id)
    window.open_place("milestones")
    assert not page.comments.isVisible()
    window.activateWindow()
    qtbot.mouseClick(comments.cards[first], Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert desk.section_id == here
    assert window.pages.currentWidget() is page
    assert window.focusWidget() is page.comments
    qtbot.keyClick(page.comments, Qt.Key.Key_Space)
    assert comments.cards[first].property("current")
    # What is said of the whole document stands at its first heading.
    whole = write_comment(window, "The whole document", "Well written.")
    assert page.comments.text() == "2"
    window.side.refresh()
    qtbot.mouseClick(comments.cards[whole], Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert desk.section_id == desk.document.sections[0].id
    assert "Well written." in page.comments.toolTip()
    # A decision takes the marker away, undo brings it back.
    window.side.remarks.decide((whole,), "noted", "Thank you")
    assert not page.comments.isVisible()
    desk.undo()
    assert page.comments.isVisible()


@pytest.mark.parametrize(
    ("kind", "offered"), [(Figure, ["This picture"]), (Chart, ["This chart"]), (Box, ["“Cheshire”", "This box"])]
)
def test_a_comment_can_be_about_a_picture_a_chart_or_a_box(window: Window, kind: type, offered: list[str]) -> None:
    found = next(
        (section, block)
        for _, section in all_sections(window.desk.project)
        for block in section.blocks
        if isinstance(block, kind)
    )
    window.desk.open_section(found[0].id)
    lines = editor(window).layout_.lines
    number = next(n for n, line in enumerate(lines) if found[1].id in (line.head.owner, line.head.container))
    editor(window).setTextCursor(QTextCursor(editor(window).document().findBlockByNumber(number)))
    act(window, "add-comment")
    about = window.side.comments.about
    assert [about.itemText(row) for row in range(about.count())][:-2] == offered


def test_a_comment_leads_to_its_words_from_a_page_of_details_too(window: Window, qtbot: QtBot) -> None:
    select_word(window, "servers")
    id = write_comment(window, "“servers”", "Which?")
    window.open_place("milestones")
    qtbot.mouseClick(window.side.comments.cards[id], Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert window.pages.currentWidget() is window.section_page
    assert editor(window).textCursor().selectedText() == "servers"


def test_all_is_decided_by_single_keys(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    act(window, "track-changes")
    for old, new in (("council", "Council"), ("replace", "lease"), ("servers", "machines")):
        select_word(window, old)
        qtbot.keyClicks(editor(window), new)
    select_word(window, " its")
    act(window, "add-comment")
    window.side.comments.text.setPlainText("Whose?")
    window.side.comments.add()
    existing = {item.id for item in window.side.remarks.items() if item.section != window.desk.section_id}
    act(window, "to-decide")
    decide = window.side.decide
    decide.places.setCurrentIndex(2)
    decide.refresh()
    assert len(decide.model.items) == 4
    decide.list.setCurrentIndex(decide.model.index(0))
    qtbot.keyClick(decide.list, Qt.Key.Key_A)
    assert words(section(window)).startswith("The Council will")
    qtbot.keyClick(decide.list, Qt.Key.Key_R)
    assert decide.reason.hasFocus()
    qtbot.keyClicks(decide.reason, "Too dear")
    qtbot.keyClick(decide.reason, Qt.Key.Key_Return)
    assert decide.list.hasFocus()
    qtbot.keyClick(decide.list, Qt.Key.Key_J)
    qtbot.keyClick(decide.list, Qt.Key.Key_K)
    qtbot.keyClicks(decide.list, "a")
    decide.reason.setText("Plainer")
    qtbot.keyClick(decide.list, Qt.Key.Key_N)
    assert decide.model.items == ()
    assert words(section(window)) == "The Council will replace its servers."
    waiting = {item.id for item in window.side.remarks.items() if item.waits}
    assert waiting <= existing
    decisions = {each.decision.outcome for each in window.desk.project.suggestions.values() if each.decision}
    assert decisions == {"accepted", "rejected", "noted"}
    decide.kinds.setCurrentIndex(decide.kinds.count() - 1)
    decide.refresh()
    assert len(decide.model.items) == 4
    qtbot.keyClick(decide.list, Qt.Key.Key_U)
    window.side.refresh()
    assert len(decide.model.items) == 3


def test_many_are_decided_at_once_and_next_goes_from_one_to_the_next(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(window, "track-changes")
    for old, new in (("council", "Council"), ("servers", "machines")):
        select_word(window, old)
        qtbot.keyClicks(editor(window), new)
    editor(window).moveCursor(editor(window).textCursor().MoveOperation.Start)
    act(window, "next-change")
    assert editor(window).textCursor().selectedText() == "councilCouncil"
    act(window, "next-change")
    assert editor(window).textCursor().selectedText() == "serversmachines"
    act(window, "previous-change")
    assert editor(window).textCursor().selectedText() == "councilCouncil"
    decide = window.side.decide
    decide.kinds.setCurrentIndex(4)
    decide.refresh()
    assert [item.added for item in decide.model.items] == ["Council"]
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("Accept", True))
    decide.all_button.click()
    assert words(section(window)) == "The Council will replace its servers."
    assert len(carried(window.desk.project)) == 1


def rivals(window: Window) -> list[str]:
    """Two proposals for the words of the paragraph."""
    (block,) = section(window).blocks
    runs = block.runs  # type: ignore[union-attr]
    people = window.desk.project.people[:2]
    found = [
        Proposal(
            f"proposal{number:08d}",
            Place("text", block.id, section(window).id),
            TextContent(runs),
            TextContent(runs_from(words)),
            person.id,
            window.desk.session.clock(),
        )
        for number, (person, words) in enumerate(zip(people, ("The council will lease servers.", "No."), strict=True))
    ]
    assert window.desk.do(Several(tuple(map(Put, found)), "Proposals"))
    return [each.id for each in found]


def test_rivals_stand_below_each_other_and_side_by_side_and_one_is_taken_by_its_number(
    window: Window, qtbot: QtBot
) -> None:
    first, second = rivals(window)
    act(window, "to-decide")
    decide = window.side.decide
    row = next(row for row, item in enumerate(decide.model.items) if item.id == first)
    decide.list.setCurrentIndex(decide.model.index(row))
    shown = decide.details.text.toPlainText()
    assert "2 proposals for the same words" in shown
    assert all(f"Take this ({number})" in shown for number in (1, 2))
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, RivalsDialog):
            QTimer.singleShot(20, look)
            return
        seen.append(dialog.text.toPlainText())
        qtbot.keyClick(dialog, Qt.Key.Key_2)

    QTimer.singleShot(0, look)
    qtbot.keyClick(decide.list, Qt.Key.Key_S)
    assert "As it stands" in seen[0]
    assert words(section(window)) == "No."
    outcomes = {id: each.decision.outcome for id, each in window.desk.project.proposals.items() if each.decision}
    assert outcomes[second] == "accepted"
    assert outcomes.get(first) != "accepted"


def test_the_list_shows_what_is_for_me_and_what_could_not_be_placed(window: Window, qtbot: QtBot) -> None:
    select_word(window, "servers")
    mine = write_comment(window, "“servers”", "For me.")
    lost = write_comment(window, "This section", "For somebody else.")
    decide, project = window.side.decide, window.desk.project
    me = window.desk.session.author
    window.side.remarks.put(replace(project.threads[mine], assigned=me, category="fact", priority="high"))
    gone = Anchor("block", "no such paragraph", "Words of old")
    window.side.remarks.put(replace(project.threads[lost], anchor=gone))
    decide.kinds.setCurrentIndex(decide.kinds.findText("Assigned to me"))
    decide.refresh()
    assert [item.id for item in decide.model.items] == [mine]
    decide.kinds.setCurrentIndex(decide.kinds.findText("Could not be placed"))
    decide.refresh()
    assert [item.id for item in decide.model.items] == [lost]
    window.bring_forward(window.side.comments)
    window.side.refresh()
    said = [label.text() for label in window.side.comments.cards[mine].findChildren(QLabel)]
    assert "Fact · High priority · for Priya Kaur" in said


def test_a_list_that_is_asked_for_is_shown_in_a_small_window(window: Window, qtbot: QtBot) -> None:
    window.resize(780, 520)
    qtbot.waitUntil(lambda: not window.side.isVisible())
    act(window, "to-decide")
    assert window.side.decide.list.isVisible()
    assert editor(window).isVisible()
    act(window, "show-outline")
    assert not window.side.isVisible()


def test_status_and_owner_are_not_suggested(window: Window) -> None:
    act(window, "track-changes")
    assert window.desk.do(ChangeSection((window.desk.section_id,), status="for-review"))
    assert section(window).status == "for-review"
    assert not carried(window.desk.project)
