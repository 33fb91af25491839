"""Marking what is not for publication in the window: words, rows, blocks, sections, documents; and seeing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.exempting import ExemptDialog, carry_out, scopes_at
from strategy_editor.app.outline.panel import OutlinePanel
from strategy_editor.app.panels.section_page import SectionPage
from strategy_editor.app.theme import LIGHT, Theme
from strategy_editor.app.writing import Writing
from strategy_editor.manuscript.exempt import has_exempt
from strategy_editor.model.blocks import Table
from strategy_editor.model.records import Exemption
from strategy_editor.model.section import Section
from strategy_editor.model.tree import with_section
from strategy_editor.session.session import MemoryKeeper, Session
from strategy_editor.session.settings import Settings
from strategy_editor.session.summary import section_summaries
from tests.model.values import document, paragraph, project, section, table

REASON = Exemption("e1", "3", "Prices of suppliers")


@pytest.fixture
def desk(qapp: object) -> Desk:
    text = section("Costs", paragraph("The price is high."), table([["Firm", "Price"], ["Acme", "£9"]], "Prices"))
    session = Session(project(document(text), exemptions=(REASON,)), keeper=MemoryKeeper())
    made = Desk(session, Settings())
    made.document_id, made.section_id = session.project.documents[0].id, text.id
    return made


@pytest.fixture
def writing(desk: Desk, qtbot: QtBot, light: Theme) -> Writing:
    made = Writing(desk, LIGHT)
    qtbot.addWidget(made.editor)
    made.editor.resize(700, 500)
    desk.opened.emit(desk.document_id, desk.section_id)
    return made


def held(desk: Desk) -> Section:
    assert desk.section is not None
    return desk.section


def put_caret(writing: Writing, words: str, *, select: bool = False) -> None:
    found = writing.editor.document().find(words)
    assert not found.isNull()
    if not select:
        found.clearSelection()
    writing.editor.setTextCursor(found)


def test_selected_words_are_kept_back_and_given_back(desk: Desk, writing: Writing) -> None:
    put_caret(writing, "price", select=True)
    assert [scope.key for scope in scopes_at(desk, writing)] == ["words", "block", "section", "document"]
    carry_out(desk, writing, "words", "e1", None)
    marked = [run.content for run in held(desk).blocks[0].runs if run.marks.exemption == "e1"]  # type: ignore[union-attr]
    assert marked == ["price"]
    put_caret(writing, "price", select=True)
    assert scopes_at(desk, writing)[0].exemption == "e1"
    carry_out(desk, writing, "words", "", None)
    assert not has_exempt(desk.project.documents[0])


@pytest.mark.parametrize("tracking", [False, True])
def test_a_row_is_kept_back_whether_or_not_changes_are_tracked(desk: Desk, writing: Writing, tracking: bool) -> None:
    writing.host.suggesting = tracking
    put_caret(writing, "Acme")
    assert "row" in [scope.key for scope in scopes_at(desk, writing)]
    carry_out(desk, writing, "row", "e1", None)
    kept = held(desk).blocks[1]
    assert isinstance(kept, Table)
    assert [row.limits.exemption for row in kept.rows] == ["", "e1"]
    assert not desk.project.suggestions


def test_a_block_a_section_and_a_document_are_kept_back_for_another_reason(desk: Desk, writing: Writing) -> None:
    put_caret(writing, "price")
    carry_out(desk, writing, "block", "", Exemption("e2", "5", "Advice of a lawyer"))
    assert held(desk).blocks[0].limits.exemption == "e2"
    assert held(desk).blocks[1].limits.exemption == ""
    carry_out(desk, writing, "section", "e1", None)
    assert held(desk).limits.exemption == "e1"
    carry_out(desk, writing, "document", "e1", None)
    assert (desk.project.documents[0].exemption, desk.project.documents[0].classification) == ("e1", "exempt")
    carry_out(desk, writing, "document", "", None)
    assert desk.project.documents[0].classification == "public"
    desk.undo()
    assert desk.project.documents[0].classification == "exempt"


def test_the_dialog_offers_what_is_there_and_wants_words_for_another_reason(
    desk: Desk, writing: Writing, qtbot: QtBot
) -> None:
    put_caret(writing, "Acme")
    dialog = ExemptDialog(desk, scopes_at(desk, writing))
    qtbot.addWidget(dialog)
    dialog.show()
    assert (dialog.scope, dialog.exemption, dialog.new) == ("row", "e1", None)
    dialog.reason_box.setCurrentIndex(dialog.reason_box.count() - 1)
    assert dialog.reason.isVisible()
    dialog.yes.click()
    assert dialog.fault.isVisible()
    dialog.reason.setText("A price that others would use")
    assert dialog.new is not None
    assert dialog.new.reason == "A price that others would use"
    dialog.reason_box.setCurrentIndex(0)
    assert dialog.yes.text() == "Publish it again"


def test_it_is_seen_by_more_than_colour(desk: Desk, writing: Writing, qtbot: QtBot, screenshots: Path | None) -> None:
    """The same page in two states differs where “Part 2” stands, beside the text."""
    writing.editor.show()
    before = writing.editor.grab().toImage()
    put_caret(writing, "price")
    carry_out(desk, writing, "block", "e1", None)
    cursor = writing.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    writing.editor.setTextCursor(cursor)
    after = writing.editor.grab().toImage()
    if screenshots is not None:
        after.save(str(screenshots / "exempt.png"))
    width = before.width()
    right = [(x, y) for x in range(width - 60, width) for y in range(0, 60)]
    assert any(before.pixel(x, y) != after.pixel(x, y) for x, y in right)


def test_the_lists_say_what_is_kept_back(desk: Desk, writing: Writing, qtbot: QtBot) -> None:
    panel = OutlinePanel(desk, LIGHT)
    qtbot.addWidget(panel)

    def documents() -> list[str]:
        return [panel.documents.item(row).text() for row in range(panel.documents.count())]

    assert not any("Part 2" in title for title in documents())
    carry_out(desk, writing, "section", "e1", None)
    [line] = section_summaries(desk.project, desk.project.documents[0])
    assert line.exempt
    carry_out(desk, writing, "document", "e1", None)
    assert any(title.endswith("(Part 2)") for title in documents())


def test_the_page_says_that_a_section_is_kept_back(desk: Desk, writing: Writing, qtbot: QtBot) -> None:
    page = SectionPage(desk, LIGHT, writing.editor)
    qtbot.addWidget(page)
    found = held(desk)
    changed = replace(found, limits=replace(found.limits, exemption="e1"))
    desk.session._project = with_section(desk.project, changed)
    page.refresh()
    assert "not for publication (Part 2): paragraph 3. Prices of suppliers" in page.reason.text()
