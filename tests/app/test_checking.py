"""Checks in the window: beside the work, with a way to each place, a remedy, and a reason where one is set aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from strategy_editor.app.checking import Checks, Sides
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.agenda import AgendaDialog
from strategy_editor.app.dialogs.council_checks import CouncilChecksDialog
from strategy_editor.app.dialogs.ready import ReadyDialog
from strategy_editor.app.panels.check_list import CheckList
from strategy_editor.app.panels.status import StatusBar
from strategy_editor.app.theme import Theme
from strategy_editor.checks.rules import Situation
from strategy_editor.foundation.clock import london_day
from strategy_editor.model.profile import CheckSetting
from strategy_editor.model.tree import find_section
from strategy_editor.session.commands import ChangeProject, ReplaceBlocks
from tests.model.values import paragraph


@pytest.fixture
def checks(desk: Desk, light: Theme, qtbot: QtBot) -> CheckList:
    """The list, with the report in hand."""
    desk.open_document(next(each.id for each in desk.project.documents if each.kind == "report"))
    made = CheckList(desk, light)
    qtbot.addWidget(made)
    made.refresh()
    made.finish()
    return made


@pytest.fixture
def ready(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[ReadyDialog]:
    sides = Sides(desk)
    made = ReadyDialog(desk, light, sides, tmp_path)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.finish()
    made.show()
    yield made
    sides.end()


def write(desk: Desk, text: str) -> None:
    """Writes a paragraph at the end of the section in hand."""
    section = desk.section
    assert section is not None
    end = len(section.blocks)
    desk.do(ReplaceBlocks(section.id, end, end, (paragraph(text),)))


def rules(made: CheckList | ReadyDialog) -> list[str]:
    return [each.rule for each in (made._findings if isinstance(made, CheckList) else made.findings)]


def choose(made: ReadyDialog, rule: str) -> None:
    for top in made._tops():
        for at in range(top.childCount()):
            if top.child(at).data(0, Qt.ItemDataRole.UserRole).rule == rule:
                made.tree.setCurrentItem(top.child(at))
                return
    raise AssertionError(rule)


# ---- beside the work


def test_the_work_is_done_in_slices_and_told_when_it_is_done(desk: Desk, qtbot: QtBot) -> None:
    made = Checks()
    today = london_day(desk.session.clock())
    with qtbot.waitSignal(made.found, timeout=20_000) as told:
        made.begin(desk.project, desk.project.documents, Situation("cabinet", today))
        assert made.busy, "a whole set takes more than one slice"
    assert told.args is not None
    assert told.args[0]
    assert not made.busy


def test_another_start_forgets_the_first(desk: Desk) -> None:
    made = Checks()
    heard: list[Any] = []
    made.found.connect(heard.append)
    situation = Situation("cabinet", london_day(desk.session.clock()))
    made.begin(desk.project, desk.project.documents, situation)
    made.begin(desk.project, (), situation)
    made.finish()
    assert len(heard) == 1


def test_the_list_counts_what_it_found(checks: CheckList, desk: Desk, qtbot: QtBot) -> None:
    counts: list[int] = []
    checks.counted.connect(counts.append)
    write(desk, "The cost is TBC.")
    checks.refresh()
    checks.finish()
    assert rules(checks)[0] == "C02"
    assert counts[-1] == checks.list.count() == len(rules(checks))
    assert checks.summary.text().startswith("1 to put right")


def test_choosing_a_finding_goes_to_its_words(checks: CheckList, desk: Desk) -> None:
    pointed: list[tuple[str, str]] = []
    desk.pointed.connect(lambda block, quote: pointed.append((block, quote)))
    row = rules(checks).index("C50")
    checks.list.setCurrentRow(row)
    checks.list.itemActivated.emit(checks.list.item(row))
    assert desk.section_id == checks._findings[row].section
    assert pointed[0][1] == "ICT"


def test_a_remedy_is_one_step_that_can_be_undone(checks: CheckList, desk: Desk) -> None:
    before = desk.project
    checks.list.setCurrentRow(rules(checks).index("C50"))
    assert checks.remedy.isVisibleTo(checks)
    checks.remedy.click()
    checks.refresh()
    checks.finish()
    assert "C50" not in rules(checks)
    desk.undo()
    assert desk.project == before


def test_all_of_a_kind_are_put_right_together(checks: CheckList, desk: Desk) -> None:
    for text in ("- one", "- two", "- three"):
        write(desk, text)
    checks.refresh()
    checks.finish()
    checks.list.setCurrentRow(rules(checks).index("C75"))
    assert checks.every.text() == "Put all 3 of this kind right"
    checks.every.click()
    checks.refresh()
    checks.finish()
    assert "C75" not in rules(checks)


def test_only_this_section(checks: CheckList, desk: Desk) -> None:
    whole = checks.list.count()
    checks.here.setChecked(True)
    assert 0 <= checks.list.count() < whole
    assert all(each.section == desk.section_id for each in checks._findings)


def test_the_sides_of_the_report_are_told(checks: CheckList, desk: Desk) -> None:
    checks.show_sides({desk.document_id: 6})
    checks.finish()
    assert "fills 6 sides of A4; the council allows 5" in checks.summary.text()
    assert "C04" in rules(checks)


def test_the_status_says_how_long_the_report_is(desk: Desk, light: Theme, qtbot: QtBot) -> None:
    desk.open_document(next(each.id for each in desk.project.documents if each.kind == "report"))
    status = StatusBar(desk, light)
    qtbot.addWidget(status)
    assert "sides" not in status.words.text()
    status.show_sides({desk.document_id: 3})
    assert status.words.text().endswith("3 of 5 sides of A4")


@pytest.mark.long
def test_the_sides_are_counted_by_laying_the_report_out(desk: Desk, qtbot: QtBot) -> None:
    sides = Sides(desk)
    with qtbot.waitSignal(sides.counted, timeout=60_000):
        sides.count()
    assert sides.report is not None
    assert sides.sides == {sides.report.id: 2}
    sides.count()
    assert sides._job is None, "nothing has changed"
    sides.end()


# ---- ready for Cabinet?


def test_what_stands_in_the_way_is_listed_by_kind(ready: ReadyDialog) -> None:
    assert ready.windowTitle() == "Ready for Cabinet?"
    assert len(ready._tops()) == len(set(rules(ready)))
    assert "C20" in rules(ready), "nobody has cleared it in this record"
    ready.severities.setCurrentIndex(ready.severities.findData("warn"))
    ready.severities.activated.emit(ready.severities.currentIndex())
    shown = {top.data(0, Qt.ItemDataRole.UserRole) for top in ready._tops()}
    assert shown == {each.rule for each in ready.findings if each.severity == "warn"}
    ready.documents.setCurrentIndex(2)
    ready.documents.activated.emit(2)
    assert all(
        top.child(0).data(0, Qt.ItemDataRole.UserRole).document == ready.documents.currentData()
        for top in ready._tops()
    )


def test_the_list_follows_what_is_put_right(ready: ReadyDialog, desk: Desk) -> None:
    choose(ready, "C50")
    ready.buttons["go"].click()
    found = find_section(desk.project, desk.section_id)
    assert found is not None
    assert found.document.kind == "report"
    ready.buttons["fix"].click()
    ready.finish()
    assert "C50" not in rules(ready)


def test_the_list_stays_as_it_is_where_nothing_new_is_found(ready: ReadyDialog, desk: Desk) -> None:
    choose(ready, "C50")
    item = ready.tree.currentItem()
    write(desk, "A short sentence.")
    ready.finish()
    assert ready.tree.currentItem() is item
    ready.buttons["fix"].click()
    ready.finish()
    assert "C50" not in rules(ready)
    assert "A short sentence." in str(desk.project.documents), "the newest text was put right"


def test_a_stop_is_set_aside_with_a_reason(ready: ReadyDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(ready, "C50")
    assert not ready.buttons["aside"].isEnabled(), "it does not stop anything"
    choose(ready, "C20")
    count = sum(each.stops for each in ready.findings)
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("Cleared by telephone this morning", True))
    ready.buttons["aside"].click()
    ready.finish()
    assert sum(each.stops for each in ready.findings) == count - 1
    assert [each.reason for each in desk.session.ledger.entries] == ["Cleared by telephone this morning"]
    ready.severities.setCurrentIndex(ready.severities.findData("aside"))
    ready.severities.activated.emit(ready.severities.currentIndex())
    assert "Set aside because: Cleared by telephone" in ready.said.text()


def test_a_reason_that_says_nothing_is_refused(ready: ReadyDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    desk.told.connect(lambda sentence, _: told.append(sentence))
    choose(ready, "C20")
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("ok", True))
    ready.buttons["aside"].click()
    assert desk.session.ledger.entries == ()
    assert "Say in a few words" in told[0]


def test_it_is_kept_as_a_paper(ready: ReadyDialog, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ready.html"
    with qtbot.waitSignal(ready._saving.done, timeout=20_000):
        ready.save(path)
    assert "Ready for Cabinet?" in path.read_text(encoding="utf-8")


def test_it_says_what_is_missing_where_nothing_goes_to_a_meeting(desk: Desk, light: Theme, tmp_path: Path) -> None:
    project = desk.project
    homeless = tuple(replace(each, meeting="") for each in project.documents)
    desk.session._project = replace(project, documents=homeless)
    sides = Sides(desk)
    made = ReadyDialog(desk, light, sides, tmp_path)
    assert "Meetings and deadlines" in made.summary.text()
    made.close()
    sides.end()


# ---- the council's own checks, the agenda


def test_a_council_changes_its_checks(desk: Desk, qtbot: QtBot) -> None:
    dialog = CouncilChecksDialog(desk)
    qtbot.addWidget(dialog)
    assert not dialog.boxes["C31"].isEnabled()
    box = dialog.boxes["C52"]
    box.setCurrentIndex(box.findData("off"))
    dialog.avoid.setPlainText("customer = resident\ngoing the extra mile")
    dialog.accept()
    profile = desk.project.profile
    assert [(each.rule, each.severity) for each in profile.checks] == [("C52", "off")]
    assert profile.avoid == {"customer": "resident", "going the extra mile": ""}
    again = CouncilChecksDialog(desk)
    qtbot.addWidget(again)
    assert again.boxes["C52"].currentData() == "off"
    assert again.avoid.toPlainText().startswith("customer = resident")


def test_a_check_that_only_a_newer_program_knows_stays_in_the_settings(desk: Desk, qtbot: QtBot) -> None:
    strange = CheckSetting("Z01", "stop")
    desk.do(ChangeProject(profile=replace(desk.project.profile, checks=(strange,))))
    dialog = CouncilChecksDialog(desk)
    qtbot.addWidget(dialog)
    box = dialog.boxes["C52"]
    box.setCurrentIndex(box.findData("off"))
    dialog.accept()
    assert desk.project.profile.checks == (CheckSetting("C52", "off"), strange)


def test_words_that_do_not_fit_together_are_refused(desk: Desk, qtbot: QtBot) -> None:
    dialog = CouncilChecksDialog(desk)
    qtbot.addWidget(dialog)
    before = desk.project.profile
    dialog.avoid.setPlainText("one, two = a, b, c")
    dialog.accept()
    assert dialog.fault.text()
    assert desk.project.profile == before


def test_the_agenda_text_is_copied(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    dialog = AgendaDialog(desk)
    qtbot.addWidget(dialog)
    dialog.accept()
    copied = qapp.clipboard().text()
    assert "1. Endorse the ICT strategy, as drafted" in copied
    assert "Appendix D: Information Management" in copied


def test_every_control_has_a_name(ready: ReadyDialog) -> None:
    for box in (ready.editions, ready.severities, ready.documents, ready.tree):
        assert box.accessibleName()
