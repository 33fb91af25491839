"""Next year's strategy and the report on progress, from the File menu; and reading what somebody else has open."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from strategy_editor.app import application as application_module
from strategy_editor.app import other_copies
from strategy_editor.app.application import Application
from strategy_editor.app.dialogs.next_year import NextYearDialog
from strategy_editor.app.dialogs.pages import PagesDialog
from strategy_editor.session import opening


@pytest.fixture(autouse=True)
def first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_copies, "_FIRST_LOOK", 600_000)


def test_next_year_is_started_and_opened(
    application: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = application.open_sample()
    assert window is not None

    def fill(dialog: NextYearDialog) -> bool:
        assert "0.9" in dialog.version.currentText()
        dialog.title.setText("ICT Strategy 2010 to 2013")
        dialog.place.line.setText(str(tmp_path / "2010"))
        return True

    monkeypatch.setattr(NextYearDialog, "exec", fill)
    window.actions_by_id["next-year"].trigger()
    qtbot.waitUntil(lambda: len(application.windows) == 2, timeout=20_000)
    fresh = application.windows[1].desk.project
    assert fresh.title == "ICT Strategy 2010 to 2013"
    assert (tmp_path / "2010.strategy").exists()


def test_the_report_on_progress_is_on_the_desk_and_can_be_undone(application: Application, qtbot: QtBot) -> None:
    window = application.open_sample()
    assert window is not None
    count = len(window.desk.project.documents)
    window.actions_by_id["progress-report"].trigger()
    document = window.desk.document
    assert document is not None
    assert "progress report" in document.title
    window.desk.undo()
    assert len(window.desk.project.documents) == count


def test_what_somebody_else_has_open_can_be_read(
    application: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = opening.copy_of_sample()
    other = opening.open_strategy(path, "Theo Lane")
    shown: list[PagesDialog] = []
    monkeypatch.setattr(application_module, "ask_about_holder", lambda *_: "read")
    monkeypatch.setattr(PagesDialog, "exec", lambda dialog: shown.append(dialog))
    before = path.read_bytes()
    assert application.open(path) is None
    (pages,) = shown
    qtbot.waitUntil(lambda: len(pages.page.toPlainText()) > 200, timeout=20_000)
    assert pages.page.isReadOnly()
    assert path.read_bytes() == before
    pages.close()
    other.leave()
