"""A review from end to end, through real widgets: three sections annotated offline, returned, decided by keyboard,
published; the register lists every item once, and nothing that reviewers said is in any paper for the public.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from strategy_editor.__main__ import main
from strategy_editor.app.application import Application
from strategy_editor.app.dialogs.ask import AskDialog
from strategy_editor.app.dialogs.export import ExportDialog
from strategy_editor.app.dialogs.receive import ReceiveDialog
from strategy_editor.app.dialogs.register import RegisterDialog
from strategy_editor.app.dialogs.share import ShareDialog
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.reviewer_acts import FinishDialog, ReviewerBar
from strategy_editor.app.window import Window
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Publication
from strategy_editor.model.records import Person
from strategy_editor.model.section import Section
from strategy_editor.model.text import plain
from strategy_editor.session import opening
from strategy_editor.session.commands import Put
from strategy_editor.session.opening import copy_of_sample, read
from strategy_editor.session.review_files import ReviewFile, make_review_file
from strategy_editor.session.rounds import Asked, new_round
from tests.bench import is_full
from tests.inspection.canaries import found_in

STRATEGY = "ICT Strategy 2009 to 2012"
Output = pytest.CaptureFixture[str]
REVIEWER = "Zebedee Quillfeather"
REMARKS = ("Zinnober needs a source.", "Zirkon is too long for Members.", "Zeppelin should come first.")
NEW_WORDS = ("zyxwvuta", "zyxwvutb", "zyxwvutc")
REASON = "Zukunft: not before the next review."

OPENED: dict[Window, opening.OpenStrategy] = {}
"""What stands behind each window of the test."""
OpenWindow = Callable[[Path, str], Window]


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, home: Path) -> Iterator[OpenWindow]:
    made: list[tuple[Application, Window]] = []

    def open_it(path: Path, name: str) -> Window:
        application = Application(qapp)
        application._settle(name=name)
        window = application.open(path)
        assert window is not None
        made.append((application, window))
        OPENED[window] = application._keeping[window].opened
        return window

    yield open_it
    OPENED.clear()
    for application, window in made:
        if window in application.windows:
            window.close()
        application.faults.stop()
    qapp.setStyleSheet("")


def sections_with_text(project_sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    """Sections that have a paragraph, with a word of it that stands there once."""
    found = []
    for section in project_sections[5:]:
        for block in section.blocks:
            text = plain(getattr(block, "runs", ()))
            whole = "\n".join(plain(getattr(each, "runs", ())) for each in section.blocks)
            words = [word for word in re.findall(r"[a-z]{7,}", text) if whole.count(word) == 1]
            if words:
                found.append((section.id, words[0]))
                break
    return found[:3]


def editor(window: Window) -> SectionEditor:
    found = window.section_page.editor
    assert isinstance(found, SectionEditor)
    return found


def select(window: Window, words: str) -> None:
    cursor = editor(window).document().find(words)
    assert not cursor.isNull(), words
    editor(window).setTextCursor(cursor)


def sent(path: Path, tmp_path: Path) -> tuple[Path, list[tuple[str, str]]]:
    """The author asks for remarks on three sections, and makes the file."""
    with opening.edit(path, "Priya Kaur") as opened:
        session = opened.session
        document = next(each for each in session.project.documents if each.kind == "strategy")
        chosen = sections_with_text(document.sections)
        ids = tuple(id for id, _ in chosen)
        asked = Asked("First draft", (REVIEWER,), document.id, ids, When(2009, 2, 20), "project-copy")
        project, begun = new_round(session.project, asked, session.clock())
        for person in project.people:
            if session.project.person(person.id) is None:
                session.apply(Put(Person(person.id, person.name)))
        session.apply(Put(begun))
        asked_of = begun.invitations[0].person
        file = make_review_file(opened, ReviewFile(asked_of, document.id, ids, round=begun.id), tmp_path)
    return file, chosen


def annotate(window: Window, qtbot: QtBot, chosen: list[tuple[str, str]]) -> None:
    """The reviewer changes a word and comments on another in each section."""
    bar = window.findChild(ReviewerBar)
    assert isinstance(bar, ReviewerBar)
    assert "by Friday, 20 February 2009" in bar.asked.text()
    assert bar.sections.count() == 3
    assert not window.actions_by_id["accept-change"].isEnabled()
    for number, (id, word) in enumerate(chosen):
        bar.sections.setCurrentIndex(number)
        bar.sections.activated.emit(number)
        assert window.desk.section_id == id
        editor(window).setFocus()
        select(window, word)
        window.actions_by_id["add-comment"].trigger()
        window.side.comments.text.setPlainText(REMARKS[number])
        qtbot.keyClick(window.side.comments.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        editor(window).moveCursor(editor(window).textCursor().MoveOperation.Start)
        qtbot.keyClicks(editor(window), f"{NEW_WORDS[number]} ")


def decide_by_keyboard(window: Window, qtbot: QtBot) -> None:
    """The author decides everything: accepts, rejects with a reason, notes with a reason."""
    window.actions_by_id["to-decide"].trigger()
    decide = window.side.decide
    decide.list.setCurrentIndex(decide.model.index(0))
    turn = 0
    while decide.model.items:
        before = len(decide.model.items)
        key = (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_N)[turn % 3]
        qtbot.keyClick(decide.list, key)
        if key != Qt.Key.Key_A:
            assert window.focusWidget() is decide.reason
            qtbot.keyClicks(decide.reason, REASON)
            qtbot.keyClick(decide.reason, Qt.Key.Key_Return)
        assert len(decide.model.items) == before - 1
        turn += 1


def answering(kind: type[QDialog], act: Callable[[Any], object]) -> None:
    """When a dialog of this kind asks, does something with it; whatever happens, nobody waits for ever."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(20, wait)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, wait)


def ask(window: Window, qtbot: QtBot, chosen: list[str], folder: Path) -> Path:
    """The author asks for remarks on three sections in the window, and makes the file for the reviewer."""

    def fill(dialog: AskDialog) -> None:
        dialog.title.setText("First draft")
        dialog.due.setDate(QDate(2009, 2, 20))
        dialog.form.setCurrentIndex(dialog.form.findData("project-copy"))
        qtbot.keyClicks(dialog.readers.somebody, REVIEWER)
        qtbot.keyClick(dialog.readers.somebody, Qt.Key.Key_Return)
        for row in range(dialog.readers.sections.count()):
            item = dialog.readers.sections.item(row)
            wanted = item.data(Qt.ItemDataRole.UserRole) in chosen
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        answering(ShareDialog, make)
        dialog.yes.click()

    def make(dialog: ShareDialog) -> None:
        qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
        assert "Made 1 copies" in dialog.said.text() or "Made 1 copy" in dialog.said.text()

    answering(AskDialog, fill)
    window.actions_by_id["ask-remarks"].trigger()
    (file,) = folder.glob("*.strategy")
    return file


def finish_with(window: Window, opinion: str) -> None:
    def finish(dialog: FinishDialog) -> None:
        dialog.opinion.setCurrentIndex(dialog.opinion.findData(opinion))
        dialog.yes.click()
        assert dialog.finished_file is not None, dialog.fault.text()
        dialog.yes.click()

    answering(FinishDialog, finish)
    window.actions_by_id["finish-review"].trigger()


def take_in(window: Window, qtbot: QtBot) -> None:
    """The author takes the file in through the window that shows what came back."""

    def look(dialog: ReceiveDialog) -> None:
        qtbot.waitUntil(lambda: dialog.yes.isEnabled(), timeout=60_000)
        assert dialog.tree.topLevelItemCount() == 1
        dialog.yes.click()
        assert dialog.taken == 6, dialog.fault.text()

    answering(ReceiveDialog, look)
    window.actions_by_id["bring-in"].trigger()


def publish(window: Window, qtbot: QtBot, act: str, folder: Path) -> list[str]:
    """Publishes in the window; what still stands in the way is set aside with a reason. Gives what that was."""
    aside: list[str] = []

    def do(dialog: ExportDialog) -> None:
        qtbot.waitUntil(lambda: not dialog._checks.busy, timeout=120_000)
        dialog.place.line.setText(str(folder))
        while dialog.readiness.remaining:
            aside.append(dialog.readiness.remaining[0].message)
            dialog.readiness.reason.setText("Agreed by the chair")
            dialog.readiness.aside_button.click()
        dialog.yes.click()
        qtbot.waitUntil(lambda: dialog.yes.text() == "Close" or dialog.fault.isVisible(), timeout=300_000)
        assert dialog.published, dialog.fault.text()
        dialog.yes.click()

    answering(ExportDialog, do)
    window.actions_by_id[act].trigger()
    return aside


def write_register(window: Window, qtbot: QtBot, out: Path) -> list[dict[str, str]]:
    def write(dialog: RegisterDialog) -> None:
        dialog.place.line.setText(str(out))
        dialog.yes.click()
        qtbot.waitUntil(lambda: dialog.yes.text() == "Close" or dialog.fault.isVisible(), timeout=60_000)
        dialog.yes.click()

    answering(RegisterDialog, write)
    window.actions_by_id["register"].trigger()
    return list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))


@pytest.mark.long
def test_from_the_question_to_the_papers(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    path, folder = copy_of_sample(), tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    author = open_window(path, "Priya Kaur")
    document = next(each for each in author.desk.project.documents if each.kind == "strategy")
    author.desk.open_document(document.id)
    chosen = sections_with_text(document.sections)
    file = ask(author, qtbot, [id for id, _ in chosen], folder)
    author.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: opening_of(author).safety.saved, timeout=60_000)

    reviewer = open_window(file, REVIEWER)
    annotate(reviewer, qtbot, chosen)
    finish_with(reviewer, "with-changes")
    reviewer.close()

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    take_in(author, qtbot)
    waiting = [item for item in author.side.remarks.items() if item.waits]
    assert sorted(item.kind for item in waiting) == ["comment"] * 3 + ["suggestion"] * 3
    assert author.side.tabs.currentWidget() is author.side.decide
    take_in_again_adds_nothing(author, qtbot)
    decide_by_keyboard(author, qtbot)
    aside = publish(author, qtbot, "export-web", tmp_path / "published")
    assert not any("waiting" in each for each in aside)
    rows = write_register(author, qtbot, tmp_path / "register.csv")
    opened = opening_of(author)
    assert any(isinstance(entry, Publication) for entry in opened.session.ledger.entries)
    qtbot.waitUntil(lambda: opened.safety.saved, timeout=60_000)
    author.close()

    assert len(rows) == len(waiting)
    assert {row["Reviewer"] for row in rows} == {REVIEWER}
    assert {row["What we did"] for row in rows} == {"Accepted", "Rejected", "Noted"}
    assert all(row["Reason"] == REASON for row in rows if row["What we did"] != "Accepted")
    for said in REMARKS:
        assert sum(said in row["What was said"] for row in rows) == 1
    capsys.readouterr()
    assert main(["rounds", str(path), "--json"]) == 0
    (person,) = json.loads(capsys.readouterr().out)["people"]
    assert (person["person"], person["state"], person["opinion"]) == (REVIEWER, "finished", "with-changes")
    nothing_said_goes_out(path, tmp_path, capsys)


def take_in_again_adds_nothing(window: Window, qtbot: QtBot) -> None:
    """The same file twice is the same remarks."""
    before = window.desk.project

    def look(dialog: ReceiveDialog) -> None:
        qtbot.waitUntil(lambda: dialog.yes.isEnabled(), timeout=60_000)
        dialog.yes.click()
        assert dialog.taken == 0

    answering(ReceiveDialog, look)
    window.actions_by_id["bring-in"].trigger()
    assert window.desk.project == before


def opening_of(window: Window) -> opening.OpenStrategy:
    """The open strategy behind a window."""
    return OPENED[window]


# ---- what goes out

SOME = (("cabinet", ()), ("print", ("--document", STRATEGY)), ("designer", ("--document", STRATEGY)))
EVERYTHING = (
    *((edition, ()) for edition in ("draft", "cabinet", "print", "web", "large-print", "designer", "pen")),
    ("draft", ("--format", "odt")),
    ("web", ("--format", "zip")),
)
"""Every edition with all the documents that belong to it, in every format; the usual run makes some of them."""


def nothing_said_goes_out(path: Path, tmp_path: Path, capsys: Output) -> None:
    """Looks for names and words of the review in what was published, in other editions, and in the agenda's text."""
    project = read(path).project
    assert REVIEWER in repr(project.people)
    assert REMARKS[0] in repr(project.threads)
    decided = [each for each in project.suggestions.values() if each.decision is not None]
    rejected = [each.added.strip() for each in decided if each.decision and each.decision.outcome != "accepted"]
    accepted = [each.added.strip() for each in decided if each.decision and each.decision.outcome == "accepted"]
    assert rejected
    assert accepted
    words = ("Zebedee", "Quillfeather", *(each.split()[0] for each in REMARKS), "Zukunft", *rejected)
    hidden = frozenset(word.lower() for word in words)
    folders = [tmp_path / "published"]
    for number, (edition, given) in enumerate(EVERYTHING if is_full() else SOME):
        folders.append(tmp_path / f"{edition}-{number}")
        assert main(["export", str(path), "--edition", edition, "--out", str(folders[-1]), *given]) == 0
    files = [each for folder in folders for each in sorted(folder.rglob("*")) if each.is_file()]
    assert {each.suffix for each in files} >= {".pdf", ".html", ".odt", ".docx", ".zip", ".json"}
    there: set[str] = set()
    for made in files:
        data = made.read_bytes()
        assert found_in(data, hidden) == set(), made.name
        assert not any(word in made.name.lower() for word in hidden)
        there |= found_in(data, frozenset(accepted))
    assert there == set(accepted), "the search sees nothing at all"
    capsys.readouterr()
    assert main(["agenda", str(path)]) == 0
    assert not any(word in capsys.readouterr().out.lower() for word in hidden)
