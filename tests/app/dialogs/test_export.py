"""The window that makes papers: what stops publication, setting a stop aside, publishing, and only making papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.export import ExportDialog
from strategy_editor.app.dialogs.versions import VersionsDialog
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.errors import Refused
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Figure, Paragraph
from strategy_editor.model.ledger import Override, Publication
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeSection, Put, ReplaceBlocks
from strategy_editor.session.papers import Papers, only_papers, papers_of
from strategy_editor.session.publishing import published_as
from strategy_editor.session.settings import Settings
from tests.inspection.canaries import NOW
from tests.model.values import paragraph
from tests.publishing import small_file


@pytest.fixture
def strategy(home: Path, tmp_path: Path) -> Path:
    return small_file(tmp_path)


@pytest.fixture
def opened(strategy: Path) -> Iterator[opening.OpenStrategy]:
    made = opening.open_strategy(strategy, "Priya Kaur")
    yield made
    made.leave()


def shown(qtbot: QtBot, papers: Papers, theme: Theme, folder: Path, edition: str = "cabinet") -> ExportDialog:
    dialog = ExportDialog(papers, theme, edition, folder)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog._checks.busy, timeout=20_000)
    return dialog


def comment(opened: opening.OpenStrategy) -> None:
    opened.session.apply(Put(Thread("remark", Anchor("project"), (Message("m", "", NOW, "Is this right?"),))))


def set_all_aside(dialog: ExportDialog) -> int:
    count = 0
    while dialog.readiness.remaining:
        dialog.readiness.reason.setText("Agreed by telephone")
        dialog.readiness.aside_button.click()
        count += 1
    return count


def test_publishing_waits_for_what_stops_it_and_keeps_the_reasons(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, tmp_path: Path
) -> None:
    comment(opened)
    folder = tmp_path / "papers"
    dialog = shown(qtbot, papers_of(opened), light, folder)
    assert not dialog.yes.isEnabled()
    assert any("A comment" in finding.message for finding in dialog.readiness.remaining)
    dialog.readiness.copy_button.click()
    assert "A comment is waiting" in QGuiApplication.clipboard().text()
    count = set_all_aside(dialog)
    assert dialog.yes.isEnabled()
    dialog.formats["pdf"].setChecked(False)
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.yes.text() == "Close", timeout=60_000)
    assert dialog.published
    [said] = published_as(opened.session.ledger).values()
    assert said[0].startswith("published as Cabinet pack, ")
    versions = VersionsDialog(Desk(opened.session, Settings()), opened)
    qtbot.addWidget(versions)
    assert said[0] in versions.table.item(0, 2).text()
    entries = opened.session.ledger.entries
    assert sum(isinstance(entry, Publication) for entry in entries) == 1
    assert sum(isinstance(entry, Override) for entry in entries) == count
    assert len(list((folder / "public").iterdir())) == 2


def test_papers_can_be_made_without_publishing(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, tmp_path: Path
) -> None:
    comment(opened)
    folder = tmp_path / "papers"
    dialog = shown(qtbot, papers_of(opened), light, folder)
    dialog.formats["pdf"].setChecked(False)
    dialog.plain.click()
    qtbot.waitUntil(lambda: dialog.yes.text() == "Close", timeout=60_000)
    assert not dialog.published
    assert not any(isinstance(entry, Publication) for entry in opened.session.ledger.entries)
    assert (folder / "manifest.json").exists()


def test_the_last_cleared_version_is_offered_first(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, tmp_path: Path
) -> None:
    session = opened.session
    opened.name_version("v0.1")
    sections = tuple(section.id for document in session.project.documents for section in document.sections)
    session.apply(ChangeSection(sections, status="cleared"))
    opened.name_version("v1.0")
    session.apply(ChangeSection(sections[:1], status="in-draft"))
    opened.name_version("v1.1")
    dialog = shown(qtbot, papers_of(opened), light, tmp_path / "papers")
    assert dialog.version.currentText().startswith("v1.0")
    dialog.edition.setCurrentIndex(dialog.edition.findData("draft"))
    assert dialog.version.currentData() == ""
    assert dialog.yes.text() == "Make them"


def test_of_a_strategy_that_is_only_read_problems_are_copied_and_no_reason_is_asked(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, strategy: Path, tmp_path: Path
) -> None:
    comment(opened)
    opened.save()
    dialog = shown(qtbot, only_papers(strategy), light, tmp_path / "papers")
    assert dialog.readiness.remaining
    assert not dialog.readiness.reason.isVisible()
    assert not dialog.readiness.aside_button.isVisible()
    dialog.readiness.copy_button.click()
    assert "- A comment is waiting" in QGuiApplication.clipboard().text()
    assert dialog.readiness.copy_button.text() == "Copied"
    dialog.edition.setCurrentIndex(dialog.edition.findData("web"))
    qtbot.waitUntil(lambda: not dialog._checks.busy, timeout=20_000)
    assert dialog.readiness.copy_button.text() == "Copy as text"


def test_a_leak_cannot_be_set_aside_and_says_so(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, tmp_path: Path
) -> None:
    document = next(each for each in opened.session.project.documents if each.kind == "strategy")
    comment(opened)
    opened.session.apply(ReplaceBlocks(document.sections[0].id, 0, 0, (paragraph("[Drafting note: ask Finance]"),)))
    readiness = shown(qtbot, papers_of(opened), light, tmp_path / "papers").readiness
    rules = [each.rule for each in readiness.remaining]
    readiness.list.setCurrentRow(rules.index("C42"))
    assert readiness.never.isVisible()
    assert not readiness.reason.isVisible()
    assert not readiness.aside_button.isVisible()
    readiness.list.setCurrentRow(rules.index("C40"))
    assert readiness.reason.isVisible()
    assert not readiness.never.isVisible()


def test_only_making_papers_changes_nothing(qtbot: QtBot, light: Theme, strategy: Path, tmp_path: Path) -> None:
    before = strategy.read_bytes()
    papers = only_papers(strategy)
    dialog = shown(qtbot, papers, light, tmp_path / "papers")
    assert dialog.yes.text() == "Make them"
    assert not dialog.readiness.reason.isVisible()
    assert not dialog.plain.isVisible()
    dialog.formats["pdf"].setChecked(False)
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.yes.text() == "Close", timeout=60_000)
    assert strategy.read_bytes() == before
    assert sorted(path.name for path in strategy.parent.iterdir()) == ["papers", "plan.strategy"]
    with pytest.raises(Refused):
        papers.record(papers.session.project, None, (), ())  # type: ignore[arg-type]


@pytest.mark.long
def test_what_some_people_could_not_read_is_refused_with_its_place(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, tmp_path: Path
) -> None:
    document = next(each for each in opened.session.project.documents if each.kind == "strategy")
    figure = Figure(new_id(), "0" * 64, Paragraph(new_id()))
    opened.session.apply(ReplaceBlocks(document.sections[0].id, 0, 0, (figure,)))
    dialog = shown(qtbot, papers_of(opened), light, tmp_path / "out", "web")
    dialog.documents.setCurrentIndex(dialog.documents.findData(document.id))
    for key, box in dialog.formats.items():
        box.setChecked(key == "pdf")
    dialog.plain.click()
    qtbot.waitUntil(lambda: dialog.fault.isVisible(), timeout=60_000)
    assert "has no description" in dialog.fault.text()
    assert not (tmp_path / "out").exists()
    with qtbot.waitSignal(dialog.place_wanted) as wanted:
        dialog.go_there.click()
    assert wanted.args == [figure.id]


@pytest.mark.long
def test_a_draft_is_made_all_the_same_and_the_verdict_is_in_words(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, tmp_path: Path
) -> None:
    document = opened.session.project.documents[0]
    dialog = shown(qtbot, papers_of(opened), light, tmp_path / "out", "draft")
    dialog.documents.setCurrentIndex(dialog.documents.findData(document.id))
    dialog.formats["docx"].setChecked(False)
    dialog.setting.justified.setChecked(True)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.verdict.isVisible(), timeout=60_000)
    assert "PDF/UA-1 and PDF/A-2a are kept" in dialog.verdict.text()
    assert "Not checked" in dialog.verdict.text()


def test_only_what_the_chosen_document_lacks_counts(
    qtbot: QtBot, light: Theme, opened: opening.OpenStrategy, tmp_path: Path
) -> None:
    for document in opened.session.project.documents:
        opened.session.apply(ReplaceBlocks(document.sections[0].id, 0, 0, (paragraph("TBC"),)))
    dialog = shown(qtbot, papers_of(opened), light, tmp_path / "papers")
    concerned = {finding.document for finding in dialog.readiness.remaining} - {""}
    assert len(concerned) == 2, "both documents of the pack"
    at = dialog.documents.findText("The strategy")
    dialog.documents.setCurrentIndex(at)
    dialog.documents.activated.emit(at)
    qtbot.waitUntil(lambda: not dialog._checks.busy, timeout=20_000)
    qtbot.waitUntil(lambda: bool(dialog.readiness.remaining), timeout=20_000)
    assert {finding.document for finding in dialog.readiness.remaining} - {""} == {dialog.documents.currentData()}
