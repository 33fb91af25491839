"""The window after the meeting: resolution, amendment, approval; and a correction of what was published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.after_meeting import AfterMeetingDialog, CorrectionDialog
from strategy_editor.app.theme import Theme
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Publication
from strategy_editor.model.status import is_final
from strategy_editor.session import opening
from strategy_editor.session.commands import Decide
from strategy_editor.session.settings import Settings
from tests.inspection.canaries import NOW
from tests.publishing import small_file


@pytest.fixture
def opened(home: Path, tmp_path: Path) -> Iterator[opening.OpenStrategy]:
    made = opening.open_strategy(small_file(tmp_path), "Priya Kaur")
    yield made
    made.leave()


@pytest.fixture
def desk(opened: opening.OpenStrategy) -> Iterator[Desk]:
    made = Desk(opened.session, Settings())
    made.open_document(opened.session.project.documents[0].id)
    yield made
    made.leave()


def test_a_decision_an_amendment_and_an_approval(
    qtbot: QtBot, light: Theme, desk: Desk, opened: opening.OpenStrategy
) -> None:
    dialog = AfterMeetingDialog(desk, opened)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.yes.click()
    assert "What did the meeting decide?" in dialog.fault.text()
    dialog.decision.setPlainText("That the report be agreed.")
    dialog.published.setText("5 March 2009")
    dialog.published.editingFinished.emit()
    assert "Thursday 12 March 2009" in dialog.call_in.text()
    assert dialog.words.toPlainText() == "To agree."
    dialog.add_button.click()
    assert "The words are the same" in dialog.fault.text()
    dialog.words.setPlainText("To agree, with a yearly report.")
    dialog.add_button.click()
    assert [each.decision for each in desk.project.proposals.values()] == [None]
    dialog.change.setCurrentIndex(dialog.change.findData("add"))
    assert dialog.words.toPlainText() == ""
    dialog.words.setPlainText("To publish it.")
    dialog.add_button.click()
    dialog.paragraph.setCurrentIndex(0)
    assert not dialog.add_button.isEnabled(), "nothing follows the title of a document"
    dialog.change.setCurrentIndex(dialog.change.findData("remove"))
    assert not dialog.words.isEnabled()
    dialog.change.setCurrentIndex(0)
    dialog.words.setPlainText("Our report")
    dialog.add_button.click()
    assert len(desk.project.proposals) == 3
    dialog.approve.setChecked(True)
    dialog.version.setText("1.0")
    dialog.yes.click()
    assert "3 changes wait to be decided" in dialog.fault.text()
    desk.do(Decide(tuple(desk.project.proposals), "accepted", NOW))
    dialog.yes.click()
    assert not dialog.isVisible()
    meeting = desk.project.meetings[0]
    assert (meeting.decision, meeting.call_in_ends) == ("That the report be agreed.", When(2009, 3, 12))
    version = opened.session.ledger.version("1.0")
    assert version is not None
    assert version.reason.startswith("Approved by Cabinet")
    assert desk.project.documents[0].title == "Our report"
    assert all(is_final(desk.project, document) for document in desk.project.documents)


def test_a_correction_needs_something_published_and_a_version(
    qtbot: QtBot, light: Theme, desk: Desk, opened: opening.OpenStrategy
) -> None:
    dialog = CorrectionDialog(desk, opened)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.note.setText("The date was wrong.")
    dialog.yes.click()
    assert "name of its own" in dialog.fault.text()
    dialog.version.setText("1.1")
    dialog.yes.click()
    assert "Nothing has been published yet" in dialog.fault.text()
    opened.prepare()
    opened.session.record(Publication("p", NOW, "", "cabinet", opened.session.ledger.versions[0].tree))
    dialog.yes.click()
    assert not dialog.isVisible()
    [correction] = desk.project.documents[0].corrections
    assert correction.text == "The date was wrong."
    version = opened.session.ledger.version("1.1")
    assert version is not None
    assert version.reason == "Correction: The date was wrong."
