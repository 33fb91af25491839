"""A window for a reviewer: what is asked, by when, stands at the top; changes are suggestions; one act ends it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.parts import Question
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section
from strategy_editor.review.rounds import OPINIONS
from strategy_editor.session.opening import OpenStrategy, identify
from strategy_editor.session.registers import labels_of
from strategy_editor.session.review_files import copy_entry, finish, reviewer_of

FOR_AUTHORS = (
    "accept-change",
    "reject-change",
    "track-changes",
    "ask-remarks",
    "share",
    "add-remarks",
    "ask-clearance",
    "clearance",
    "register",
    "council-settings",
    "outlines",
)
"""Acts that a reviewer has no use for."""


def bindings(bench: Bench) -> Bindings:
    """The acts of a reviewer; in an author's window they are not there."""
    if not bench.window.desk.project.copy:
        return {}
    reviewer = ReviewerActs(bench)
    return {"finish-review": reviewer.finish}


class ReviewerBar(QFrame):
    """Says what is asked, and ends the review. ``finishing`` is sent by its button."""

    finishing = Signal()
    section_wanted = Signal(str)

    def __init__(self, words: str, sections: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.sections = QComboBox()
        self.sections.setAccessibleName("Your sections")
        for id, title in sections:
            self.sections.addItem(title, id)
        self.sections.setVisible(len(sections) > 1)
        self.sections.activated.connect(lambda row: self.section_wanted.emit(self.sections.itemData(row)))
        self.button = QPushButton("Finish and send back…")
        self.button.setObjectName("primary")
        self.button.clicked.connect(self.finishing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 10, 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.sections)
        layout.addWidget(self.button)


class FinishDialog(Question):
    """Asks what the reviewer thinks of the whole, saves the file, and says what to do with it."""

    def __init__(self, opened: OpenStrategy, parent: QWidget | None = None) -> None:
        words = "Your comments and suggestions go back in one small file. Nothing else of yours goes along."
        super().__init__("Finish and send back", words, "Finish", parent)
        self._opened = opened
        self.finished_file: Path | None = None
        self.opinion = QComboBox()
        self.opinion.setAccessibleName("What you think of it as a whole")
        for key, shown in OPINIONS.items():
            self.opinion.addItem(shown, key)
        self.remark = QLineEdit()
        self.remark.setPlaceholderText("Anything about the whole, if you like")
        self.remark.setAccessibleName("About the whole")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.copy_button = QPushButton("Copy where it lies")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(str(self.finished_file)))
        for widget in (self.opinion, self.remark, self.said, self.copy_button):
            self.body.addWidget(widget)
        self.said.hide()
        self.copy_button.hide()

    def accept(self) -> None:
        """Finishes; a second press closes."""
        if self.finished_file is not None:
            super().accept()
            return
        try:
            self.finished_file = finish(self._opened, self.opinion.currentData(), self.remark.text())
        except StrategyError as error:
            self.refuse(str(error))
            return
        self.said.setText(
            f"Saved in {self.finished_file}. Send this file back by e-mail. "
            "You can go on and finish again; the newest file counts."
        )
        self.said.show()
        self.copy_button.show()
        self.yes.setText("Close")


class ReviewerActs(QObject):
    """One reviewer's window."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._window = bench.window
        self._opened = bench.keeping.opened
        desk = bench.window.desk
        if not desk.session.author:
            identify(desk.session, reviewer_of(desk.session), "")
        for id in FOR_AUTHORS:
            bench.window.actions_by_id[id].setVisible(False)
            bench.window.actions_by_id[id].setEnabled(False)
        side = bench.window.side
        for shown in (side.checks, side.clearance):
            side.tabs.setTabVisible(side.tabs.indexOf(shown), False)
        side.tabs.setCurrentWidget(side.comments)
        bench.window.header.share_button.hide()
        bench.window.header.export_button.hide()
        sections = _sections(desk.project, self._opened)
        self.bar = ReviewerBar(_words(desk.project, self._opened), sections)
        self.bar.finishing.connect(self.finish)
        self.bar.section_wanted.connect(desk.open_section)
        bench.window.show_above(self.bar)
        if sections:
            desk.open_section(sections[0][0])

    def finish(self) -> None:
        """Ends the review."""
        FinishDialog(self._opened, self._window).exec()


def _words(project: Project, opened: OpenStrategy) -> str:
    name = reviewer_of(opened.session)
    entry = copy_entry(opened.session)
    round = next((each for each in project.rounds if entry is not None and each.id == entry.round), None)
    by = f", by {round.due}" if round is not None and round.due is not None else ""
    sections = entry.sections if entry is not None else ()
    what = "Your sections" if sections else "Your remarks"
    who = f"{name}: " if name else ""
    return f"{who}{what}{by}. Comment and change as you like; the author decides."


def _sections(project: Project, opened: OpenStrategy) -> list[tuple[str, str]]:
    """The sections that are asked about: id, and number with title."""
    entry = copy_entry(opened.session)
    labels = labels_of(project)
    out = []
    for id in entry.sections if entry is not None else ():
        found = find_section(project, id)
        if found is not None:
            number = labels(found.document).get(id, "")
            out.append((id, f"{number}  {plain(found.section.title)}".strip()))
    return out
