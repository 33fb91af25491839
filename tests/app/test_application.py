"""The whole program with a real file: opening, writing, saving, closing; nothing said that is not so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from strategy_editor.app import application as application_module
from strategy_editor.app.application import Application
from strategy_editor.app.dialogs.import_word import ImportDialog
from strategy_editor.app.dialogs.new_strategy import NewStrategyDialog
from strategy_editor.app.dialogs.welcome import Welcome
from strategy_editor.app.window import Window
from strategy_editor.foundation.errors import DiskRefused
from strategy_editor.foundation.resources import sample_path
from strategy_editor.model.text import plain
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeProject
from strategy_editor.session.opening import read
from strategy_editor.session.paths import documents_folder
from strategy_editor.session.settings import load_settings
from strategy_editor.storage import lock
from tests.word.reading.making import docx, p


def opened(application: Application, qtbot: QtBot) -> Window:
    window = application.open_sample()
    assert window is not None
    qtbot.waitExposed(window)
    return window


def words_of(window: Window) -> str:
    return window.status.safety.text()


def test_the_sample_opens_as_a_copy_and_stays_as_it_was(application: Application, qtbot: QtBot) -> None:
    before = sample_path().read_bytes()
    window = opened(application, qtbot)
    assert Path(window.property("path")) != sample_path()
    window.desk.do(ChangeProject(title="Mine"))
    window.close()
    assert sample_path().read_bytes() == before
    assert read(Path(window.property("path"))).project.title == "Mine"


def test_what_is_typed_is_saved_and_the_status_tells_the_truth(application: Application, qtbot: QtBot) -> None:
    window = opened(application, qtbot)
    path = Path(window.property("path"))
    assert words_of(window) == f"As in {path.name}"
    window.desk.open_section(window.desk.document.sections[6].id)  # type: ignore[union-attr]
    editor = window.section_page.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Zebra crossings. ")
    qtbot.waitUntil(lambda: words_of(window) == "Kept on this PC only")
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: words_of(window).startswith("Saved to "), timeout=10_000)
    section = window.desk.section
    stored = read(path).project
    assert section in next(each for each in stored.documents if each.id == window.desk.document_id).sections
    assert "Zebra" in str(section)
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: words_of(window) == "Kept on this PC only")


def test_a_second_opening_brings_the_window_to_the_front(application: Application, qtbot: QtBot) -> None:
    window = opened(application, qtbot)
    assert application.open(Path(window.property("path"))) is window
    assert load_settings().recent[0] == window.property("path")


def test_what_cannot_be_opened_is_told_and_the_welcome_stays(
    application: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(application_module.QMessageBox, "warning", lambda *given: told.append(given[2]))
    path = tmp_path / "letter.strategy"
    path.write_text("Dear all,")
    application.start(path)
    assert told
    assert told[0].endswith(".")
    assert isinstance(application.welcome, Welcome)
    application.welcome.close()


def test_the_first_run_asks_for_a_name_and_remembers_it(application: Application, qtbot: QtBot) -> None:
    application.start(None)
    welcome = application.welcome
    assert welcome is not None
    qtbot.keyClicks(welcome.name, "Priya Kaur")
    welcome.name.editingFinished.emit()
    assert load_settings().name == "Priya Kaur"
    welcome.chosen.emit("sample")
    assert application.windows[0].desk.session.signature == "Priya Kaur"
    assert application.welcome is None


@pytest.mark.parametrize("refuses", [False, True])
def test_a_file_that_somebody_has_is_copied_or_taken_over(
    application: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, refuses: bool
) -> None:
    """The copy lies beside the file, or in the documents where nothing can be written beside it."""
    path = opening.copy_of_sample()
    held = lock.acquire(path, "Theo Lane")
    answers = iter(["copy", "take-over", None])
    monkeypatch.setattr(application_module, "ask_about_holder", lambda *_: next(answers))

    def refuse(path: Path) -> Path:
        raise DiskRefused(f"Nothing can be written beside {path}.")

    if refuses:
        monkeypatch.setattr(opening, "copy_beside", refuse)
    window = application.open(path)
    assert window is not None
    copy = Path(window.property("path"))
    assert copy.name == f"{path.stem} (my copy).strategy"
    assert copy.parent == documents_folder().resolve() if refuses else path.parent.resolve()
    window = application.open(path)
    assert window is not None
    assert Path(window.property("path")) == path.resolve()
    assert not held.beat(), "the other is told"


@pytest.mark.qt_no_exception_capture
def test_a_save_that_fails_unexpectedly_is_told_and_the_next_one_works(
    application: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    window = opened(application, qtbot)
    window.desk.do(ChangeProject(title="Still here"))
    keeping = application._keeping[window]

    def fail() -> None:
        raise MemoryError

    with monkeypatch.context() as patch, qtbot.waitSignal(keeping.failed):
        patch.setattr(keeping.opened, "write", fail)
        keeping.save()
    qtbot.waitUntil(lambda: not keeping.opened.safety.saved)
    with qtbot.waitSignal(keeping.saved):
        keeping.save()
    assert read(Path(window.property("path"))).project.title == "Still here"


def test_a_file_that_has_vanished_keeps_the_work_and_says_so(
    application: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(application, qtbot)
    window.desk.do(ChangeProject(title="Still here"))
    path = Path(window.property("path"))
    moved = path.parent.rename(path.parent.with_name("elsewhere"))
    asked: list[str] = []

    def stay(box: QMessageBox) -> int:
        asked.append(box.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    monkeypatch.setattr(
        QMessageBox, "clickedButton", lambda box: next(each for each in box.buttons() if each.text() == "Stay here")
    )
    assert not window.close()
    assert asked
    moved.rename(path.parent)
    assert window.close()
    assert read(path).project.title == "Still here"


def test_looks_change_at_once_and_are_remembered(application: Application, qtbot: QtBot) -> None:
    window = opened(application, qtbot)
    window.actions_by_id["theme-dark"].trigger()
    window.actions_by_id["zoom-in"].trigger()
    assert (load_settings().theme, load_settings().zoom) == ("dark", 110)
    assert window.status.zoom.text() == "110%"


def test_two_windows_go_by_the_same_settings(application: Application, qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(application, qtbot)
    second_path = tmp_path / "second.strategy"
    shutil.copyfile(first.property("path"), second_path)
    second = application.open(second_path)
    assert second is not None
    first.desk.settle(words=("intranet",))
    assert second.desk.settings.words == ("intranet",)
    second.desk.settle(words=(*second.desk.settings.words, "extranet"))
    assert load_settings().words == first.desk.settings.words == ("intranet", "extranet")
    assert load_settings().recent[0] == str(second_path.resolve())


def test_marks_and_sides_grow_with_the_zoom(application: Application, qtbot: QtBot) -> None:
    window = opened(application, qtbot)
    button = window.format_bar.findChild(QToolButton)
    usual, side = button.iconSize().width(), window.side.minimumWidth()
    for _ in range(10):
        window.actions_by_id["zoom-in"].trigger()
    assert (button.iconSize().width(), window.side.minimumWidth()) == (2 * usual, 2 * side)
    window.actions_by_id["zoom-reset"].trigger()
    assert (button.iconSize().width(), window.side.minimumWidth()) == (usual, side)


def test_every_act_in_the_menus_does_something(application: Application, qtbot: QtBot) -> None:
    window = opened(application, qtbot)
    for menu_action in window.menuBar().actions():
        menu = menu_action.menu()
        assert menu.actions()
        for action in menu.actions():
            assert action.isSeparator() or action.menu() or action.property("bound"), action.text()


def test_last_years_word_file_starts_a_strategy(
    application: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "ICT_Strategy 2018.docx"
    old.write_bytes(docx(p("Foreword", style="Heading1") + p("Dear reader of the old strategy.")))
    monkeypatch.setattr(application_module, "chosen_word_file", lambda _parent: old)

    def start(dialog: NewStrategyDialog) -> int:
        assert dialog.title.text() == "ICT Strategy 2018"
        dialog.place.line.setText(str(tmp_path / "New.strategy"))
        dialog.accept()
        return dialog.result()

    def bring(dialog: ImportDialog) -> int:
        qtbot.waitUntil(dialog.yes.isEnabled, timeout=20_000)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(NewStrategyDialog, "exec", start)
    monkeypatch.setattr(ImportDialog, "exec", bring)
    application.show_welcome()
    assert application.welcome is not None
    application.welcome.chosen.emit("word")
    (window,) = application.windows
    section = window.desk.section
    assert section is not None
    assert plain(section.title) == "Foreword"
    assert "Dear reader of the old strategy." in window.section_page.editor.toPlainText()  # type: ignore[attr-defined]
    assert "Brought in 7 words" in window.status.said.text()


def test_the_window_waits_for_no_writer() -> None:
    """What makes and reads papers takes longer to load than all else; it is loaded when it is first needed."""
    heavy = {"docx", "reportlab", "pikepdf", "odfdo", "uharfbuzz", "holidays", "hunspell", "page"}
    program = "import sys, strategy_editor.app.application; print(*{each.split('.')[0] for each in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert heavy & set(done.stdout.split()) == set()
