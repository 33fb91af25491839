"""A review from end to end, through real widgets: three sections annotated offline, returned, decided by keyboard,
published; the register lists every item once, and nothing that reviewers said is in any paper for the public.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strategy_editor.__main__ import main
from strategy_editor.app.application import Application
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.reviewer_acts import FinishDialog, ReviewerBar
from strategy_editor.app.window import Window
from strategy_editor.model.dates import When
from strategy_editor.model.records import Person
from strategy_editor.model.section import Section
from strategy_editor.model.text import plain
from strategy_editor.session import opening
from strategy_editor.session.commands import Put
from strategy_editor.session.opening import copy_of_sample, read
from strategy_editor.session.review_files import ReviewFile, make_review_file
from strategy_editor.session.rounds import Asked, new_round

REVIEWER = "Zebedee Quillfeather"
REMARKS = ("Zinnober needs a source.", "Zirkon is too long for Members.", "Zeppelin should come first.")
NEW_WORDS = ("zyxwvuta", "zyxwvutb", "zyxwvutc")
REASON = "Zukunft: not before the next review."

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
        return window

    yield open_it
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


@pytest.mark.long
def test_from_the_question_to_the_papers(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy_of_sample()
    file, chosen = sent(path, tmp_path)
    reviewer = open_window(file, REVIEWER)
    annotate(reviewer, qtbot, chosen)
    dialog = FinishDialog(opening_of(reviewer), reviewer)
    qtbot.addWidget(dialog)
    dialog.opinion.setCurrentIndex(dialog.opinion.findData("with-changes"))
    dialog.accept()
    assert dialog.finished_file == file
    reviewer.close()

    author = open_window(path, "Priya Kaur")
    opened = opening_of(author)
    opened.prepare()
    opened.bring_in(opened.look_at_returned(file))
    waiting = [item for item in author.side.remarks.items() if item.waits]
    assert sorted(item.kind for item in waiting) == ["comment"] * 3 + ["suggestion"] * 3
    assert main(["check", str(file), "--edition", "web"]) == 1
    decide_by_keyboard(author, qtbot)
    author.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: opened.safety.saved, timeout=20_000)
    author.close()
    capsys.readouterr()

    out = tmp_path / "register.csv"
    assert main(["register", str(path), "--out", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(waiting)
    assert {row["Reviewer"] for row in rows} == {REVIEWER}
    assert {row["What we did"] for row in rows} == {"Accepted", "Rejected", "Noted"}
    assert all(row["Reason"] == REASON for row in rows if row["What we did"] != "Accepted")
    for said in REMARKS:
        assert sum(said in row["What was said"] for row in rows) == 1
    nothing_said_goes_out(path, tmp_path)


def opening_of(window: Window) -> opening.OpenStrategy:
    """The open strategy behind a window, by the place that shows its safety."""
    application = next(each for each in _applications() if window in each.windows)
    return application._keeping[window].opened


def _applications() -> list[Application]:
    import gc

    return [each for each in gc.get_objects() if isinstance(each, Application)]


# ---- what goes out


def every_byte(path: Path) -> Iterator[bytes]:
    """The raw bytes of a made file, and of everything packed inside it."""
    data = path.read_bytes()
    yield data
    if path.suffix in (".docx", ".odt", ".zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    if path.suffix == ".pdf":
        with pikepdf.open(path) as opened:
            for each in opened.objects:
                yield repr(each).encode("utf-8", "replace")
                if isinstance(each, pikepdf.Stream):
                    try:
                        yield each.read_bytes()
                    except (pikepdf.PdfError, zlib.error):
                        yield each.read_raw_bytes()


def said_in(project_remarks: Iterator[str]) -> list[bytes]:
    out = []
    for words in project_remarks:
        out += [words.encode(), words.encode("utf-16-be"), words.encode("utf-16-le")]
    return out


def nothing_said_goes_out(path: Path, tmp_path: Path) -> None:
    """Makes every edition in every format, and looks for names and words of the review in every byte."""
    project = read(path).project
    assert REVIEWER in repr(project.people)
    assert REMARKS[0] in repr(project.threads)
    decided = [each for each in project.suggestions.values() if each.decision is not None]
    rejected = [each.added.strip() for each in decided if each.decision and each.decision.outcome != "accepted"]
    assert rejected
    looked_for = said_in(iter((REVIEWER, "Quillfeather", *REMARKS, REASON, *rejected)))
    files = 0
    for edition, formats in (("cabinet", ()), ("print", ("pdf", "docx")), ("web", ("pdf", "html", "odt", "zip"))):
        folder = tmp_path / edition
        given = [argument for each in formats for argument in ("--format", each)]
        given += ["--document", "ICT Strategy 2009 to 2012"]
        assert main(["export", str(path), "--edition", edition, "--out", str(folder), *given]) == 0
        for made in sorted(folder.rglob("*")):
            if made.is_file():
                files += 1
                for data in every_byte(made):
                    found = [each for each in looked_for if each in data]
                    assert not found, (made.name, found)
    assert files > 8
