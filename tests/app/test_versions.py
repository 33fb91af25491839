"""Versions in the window: looked at, compared with today, one section brought back, only those of a section."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs import versions as versions_module
from strategy_editor.app.dialogs.pages import PagesDialog, readable
from strategy_editor.app.dialogs.versions import VersionsDialog
from strategy_editor.model.text import plain, runs_from
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeSection
from strategy_editor.session.settings import Settings

START = datetime(2009, 3, 1, 9, tzinfo=UTC)


class Bench:
    def __init__(self, opened: opening.OpenStrategy) -> None:
        self.opened = opened
        self.desk = Desk(opened.session, Settings())
        self.desk.open_document(opened.session.project.documents[1].id)
        sections = opened.session.project.documents[1].sections
        self.first, self.second = sections[3], sections[4]
        self.desk.open_section(self.first.id)

    def title(self) -> str:
        section = self.desk.section
        return plain(section.title) if section else ""


@pytest.fixture
def bench(qapp: QApplication, home: Path) -> Iterator[Bench]:
    now = count()
    opened = opening.open_strategy(opening.copy_of_sample(), clock=lambda: START + timedelta(seconds=next(now)))
    made = Bench(opened)
    opened.session.apply(ChangeSection((made.second.id,), title=runs_from("Another section")))
    opened.name_version("v0.95")
    opened.session.apply(ChangeSection((made.first.id,), title=runs_from("Zebra crossings")))
    opened.save()
    yield made
    made.desk.leave()
    opened.close()


def chosen(dialog: VersionsDialog, name: str) -> None:
    for row in range(dialog.table.rowCount()):
        if dialog.table.item(row, 1).text() == name:
            dialog.table.selectRow(row)


def test_compared_with_today_and_saved(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[PagesDialog] = []
    monkeypatch.setattr(versions_module.PagesDialog, "exec", lambda dialog: shown.append(dialog))
    dialog = VersionsDialog(bench.desk, bench.opened)
    qtbot.addWidget(dialog)
    assert not dialog.compare_button.isEnabled()
    chosen(dialog, "v0.95")
    dialog.compare_button.click()
    (pages,) = shown
    qtbot.waitUntil(lambda: "Zebra crossings" in pages.page.toPlainText(), timeout=20_000)
    assert plain(bench.first.title) in pages.page.toPlainText()
    assert "was called" in pages.lines.item(0).text()
    out = tmp_path / "changes.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    pages.save_button.click()
    assert "<ins>" in out.read_text(encoding="utf-8")
    pages.close()
    dialog.look_button.click()
    qtbot.waitUntil(lambda: "Another section" in shown[1].page.toPlainText(), timeout=20_000)
    assert "Zebra" not in shown[1].page.toPlainText()
    shown[1].close()


def test_the_enter_key_names_the_version_that_is_being_named(bench: Bench, qtbot: QtBot) -> None:
    dialog = VersionsDialog(bench.desk, bench.opened)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.table.rowCount()
    qtbot.keyClicks(dialog.name, "v0.97")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.table.item(0, 1).text() == "v0.97"
    assert dialog.table.rowCount() == before + 1
    assert dialog.yes.isDefault()


def test_one_section_comes_back(bench: Bench, qtbot: QtBot) -> None:
    dialog = VersionsDialog(bench.desk, bench.opened)
    qtbot.addWidget(dialog)
    chosen(dialog, "v0.95")
    dialog.section_button.click()
    assert bench.title() == plain(bench.first.title)
    bench.desk.undo()
    assert bench.title() == "Zebra crossings"


def test_only_the_versions_of_the_section(bench: Bench, qtbot: QtBot) -> None:
    dialog = VersionsDialog(bench.desk, bench.opened)
    qtbot.addWidget(dialog)
    everything = dialog.table.rowCount()
    dialog.section_only.setChecked(True)
    qtbot.waitUntil(lambda: dialog.table.rowCount() < everything, timeout=20_000)
    assert dialog.table.rowCount() == 2, "as it began, and as it is"
    dialog.section_only.setChecked(False)
    assert dialog.table.rowCount() == everything


def test_what_came_and_went_is_marked_for_the_eye() -> None:
    made = readable("<html><main id='main'><p>a<ins>b</ins><del>c</del></p></main></html>", dark=False)
    assert "underline" in made
    assert "line-through" in made
    assert "<ins>" not in made
