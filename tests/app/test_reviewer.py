"""A reviewer's window: it shows what is asked and what can be done, nothing that would be refused, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QInputDialog
from pytestqt.qtbot import QtBot

from strategy_editor.app.dialogs.insertions import TableDialog
from strategy_editor.app.reviewer_acts import FOR_REVIEWERS, FinishDialog, ReviewerBar
from strategy_editor.app.window import Window
from strategy_editor.session.commands import ChangeSection
from strategy_editor.session.opening import copy_of_sample
from strategy_editor.session.review_files import copy_to_review
from tests.journeys.test_review import REVIEWER, OpenWindow, editor, open_window, opening_of, sent

__all__ = ["open_window"]

ELSEWHERE = frozenset(
    (
        *("open", "save-copy", "print", "close", "quit", "guide", "keyboard", "folders", "about", "finish-review"),
        *("find", "replace", "preview", "theme-system", "theme-light", "theme-dark", "view-final", "view-original"),
    )
)
"""Acts that lead out of the text, or to a view that is for reading."""


def window_and_sections(open_window: OpenWindow, tmp_path: Path) -> tuple[Window, list[str]]:
    file, chosen = sent(copy_of_sample(), tmp_path)
    return open_window(file, REVIEWER), [id for id, _ in chosen]


def bar_of(window: Window) -> ReviewerBar:
    bar = window.findChild(ReviewerBar)
    assert isinstance(bar, ReviewerBar)
    return bar


def test_it_begins_with_what_is_asked_and_shows_only_that(open_window: OpenWindow, tmp_path: Path) -> None:
    window, asked = window_and_sections(open_window, tmp_path)
    bar = bar_of(window)
    assert bar.asked.text() == f"{REVIEWER}: your sections, by Friday, 20 February 2009"
    assert [bar.sections.itemData(row) for row in range(bar.sections.count())] == asked
    outline, model = window.outline, window.outline.model
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    shown = [model.summary(each).id for each in rows if not outline.sections.isRowHidden(each.row(), each.parent())]  # type: ignore[union-attr]
    assert shown == asked
    assert window.desk.section_id == asked[0]
    for hidden in (outline.documents, outline.places, outline.progress, outline.offer, outline.wanted):
        assert not hidden.isVisible()
    for hidden in (window.section_page.status, window.section_page.owner, window.header.share_button):
        assert not hidden.isVisible()
    menus = [each.text().replace("&", "") for each in window.menuBar().actions() if each.isVisible()]
    assert menus == ["File", "Edit", "View", "Insert", "Format", "Table", "Review", "Help"]
    titles = [window.side.tabs.tabToolTip(place) for place in range(window.side.tabs.count())]
    seen = [title for place, title in enumerate(titles) if window.side.tabs.isTabVisible(place)]
    assert seen == ["All remarks", "Comments"]


def test_previous_and_next_go_through_the_sections_that_are_asked_about(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window, asked = window_and_sections(open_window, tmp_path)
    bar, page = bar_of(window), window.section_page
    gone_through = [window.desk.section_id]
    while page.next.isEnabled():
        qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
        gone_through.append(window.desk.section_id)
        assert bar.sections.currentData() == window.desk.section_id
    assert gone_through == asked
    window.actions_by_id["previous-section"].trigger()
    assert window.desk.section_id == asked[-2]


@pytest.mark.long
def test_nothing_that_is_shown_is_refused(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, asked = window_and_sections(open_window, tmp_path)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("https://example.org", True))
    monkeypatch.setattr(TableDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QDialog, "exec", lambda _: 0)
    refused: list[tuple[str, str]] = []
    act = ""
    window.desk.told.connect(lambda said, is_error: refused.append((act, said)) if is_error else None)
    tried: set[str] = set()
    text = editor(window)
    for section in asked:
        window.desk.open_section(section)
        before, history = window.desk.project, window.desk.session.history
        for number in places_in(window):
            for act in sorted(FOR_REVIEWERS - ELSEWHERE):
                select_beginning(window, number)
                action = window.actions_by_id[act]
                if action.isVisible() and action.isEnabled():
                    action.trigger()
                    tried.add(act)
                while window.desk.session.history.done != history.done:
                    window.desk.undo()
                window.desk.open_section(section)
            assert window.desk.project == before
    assert refused == []
    assert tried >= FOR_REVIEWERS - ELSEWHERE - {"undo", "redo", "recent"}
    assert text.host.writable


def places_in(window: Window) -> list[int]:
    """A line of text and one of a table, where there are."""
    lines = list(enumerate(editor(window).layout_.lines))
    text = [n for n, line in lines if line.head.role == "text" and not line.head.owner and line.size > 20]
    cells = [n for n, line in lines if line.head.grid is not None and line.head.grid.frame == "table"]
    return [*text[:1], *cells[:1]]


def select_beginning(window: Window, number: int) -> None:
    block = editor(window).document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + min(4, block.length() - 1), QTextCursor.MoveMode.KeepAnchor)
    editor(window).setTextCursor(cursor)


def test_what_is_hidden_cannot_be_done_by_its_keys_either(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window, _ = window_and_sections(open_window, tmp_path)
    acts = window.actions_by_id
    window.actions_by_id["view-final"].trigger()
    window.actions_by_id["view-marked"].trigger()
    for id in ("accept-change", "track-changes", "exempt", "export", "versions", "insert-figure", "bring-in"):
        assert not acts[id].isVisible()
        assert not acts[id].isEnabled(), id
    before = window.desk.project
    assert not window.desk.do(ChangeSection((window.desk.section_id,), status="not-started"))
    assert window.desk.project is before
    assert not window.status.tracking.isEnabled()


def test_an_opinion_is_said_and_never_taken_for_granted(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = window_and_sections(open_window, tmp_path)
    opened = opening_of(window)
    dialog = FinishDialog(opened, window)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.finished_file is None
    assert "Say what you think" in dialog.fault.text()
    dialog.show()
    dialog.opinion.setCurrentIndex(dialog.opinion.findData("content"))
    low = dialog.height()
    dialog.accept()
    assert dialog.height() > low, "where it lies can be read without scrolling"
    assert dialog.finished_file == opened.path
    assert opened.path.name in dialog.said.text()
    bar = bar_of(window)
    window.desk._settle_down()
    assert bar.words.text().startswith("Finished on ")


def test_a_whole_strategy_is_reviewed_in_a_copy_with_all_its_sections(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(copy_to_review(copy_of_sample(), REVIEWER), REVIEWER)
    assert bar_of(window).asked.text() == "Your remarks"
    assert not bar_of(window).sections.isVisible()
    assert window.outline.documents.isVisible()
    assert not window.outline.places.isVisible()
    assert window.section_page.next.isEnabled()
