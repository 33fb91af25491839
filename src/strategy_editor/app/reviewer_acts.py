"""A window for a reviewer: what is asked, by when, stands at the top; changes are suggestions; one act ends it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.parts import Question, open_outside
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.review.rounds import OPINIONS
from strategy_editor.review.wording import day_and_time
from strategy_editor.session.opening import OpenStrategy, identify
from strategy_editor.session.review_files import copy_entry, finish, finished_at, reviewer_of
from strategy_editor.session.rounds import section_titles
from strategy_editor.session.session import Session

FOR_REVIEWERS = frozenset(
    (
        *("open", "recent", "save", "save-copy", "print", "close", "quit"),
        *("undo", "redo", "cut", "copy", "paste", "paste-plain", "select-all"),
        *("find", "replace", "find-next", "find-previous", "next-misspelt", "spelling", "say-spelling", "autocorrect"),
        *("show-outline", "show-side", "show-guidance", "focus", "preview", "read-whole"),
        *("zoom-in", "zoom-out", "zoom-reset"),
        *("page-width", "theme-system", "theme-light", "theme-dark"),
        *("next-panel", "previous-panel", "previous-section", "next-section"),
        *("insert-table", "insert-footnote", "insert-reference"),
        *("bold", "italic", "superscript", "subscript", "link", "welsh", "clear-format"),
        *("body", "numbered", "heading-1", "heading-2", "heading-3"),
        *("bullets", "numbers", "letters", "quote", "note", "indent", "outdent"),
        *("row-above", "row-below", "column-before", "column-behind"),
        *("remove-rows", "remove-columns", "remove-table"),
        *("view-marked", "view-final", "view-original", "next-change", "previous-change"),
        *("add-comment", "to-decide", "finish-review"),
        *("guide", "keyboard", "folders", "about"),
    )
)
"""The acts of a reviewer. All others are hidden: they would be refused, or are for whoever writes the strategy."""

_LETTERS = 66
"""Width of the last dialog."""


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

    def __init__(self, sections: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName("What is asked of you")
        self.asked = QLabel()
        self.asked.setStyleSheet("font-weight: 600;")
        self.asked.setWordWrap(True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.asked)
        said.addWidget(self.words)
        self.sections = QComboBox()
        self.sections.setAccessibleName("Your sections")
        self.sections.setToolTip("Go to one of your sections")
        self.sections.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sections.setMinimumContentsLength(16)
        for id, title in sections:
            self.sections.addItem(title, id)
        self.sections.setVisible(len(sections) > 1)
        self.sections.activated.connect(lambda row: self.section_wanted.emit(self.sections.itemData(row)))
        self.button = QPushButton("Finish and send back…")
        self.button.setObjectName("primary")
        self.button.clicked.connect(self.finishing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 10, 6)
        layout.addLayout(said, 1)
        layout.addWidget(self.sections)
        layout.addWidget(self.button)

    def say(self, asked: str, words: str) -> None:
        """What is asked, and what to do."""
        self.asked.setText(asked)
        self.words.setText(words)
        self.setAccessibleDescription(f"{asked}. {words}")

    def show_section(self, id: str) -> None:
        """Which section is in hand."""
        self.sections.setCurrentIndex(self.sections.findData(id))


class FinishDialog(Question):
    """Asks what the reviewer thinks of the whole, saves the file, and says what to do with it."""

    def __init__(self, opened: OpenStrategy, parent: QWidget | None = None) -> None:
        words = f"{made_here(opened.session)} Nothing else of yours goes along."
        super().__init__("Finish and send back", words, "Finish", parent)
        self._opened = opened
        self.finished_file: Path | None = None
        self.opinion = QComboBox()
        self.opinion.setAccessibleName("What you think of it as a whole")
        self.opinion.addItem("What do you think of it as a whole?", "")
        for key, shown in OPINIONS.items():
            self.opinion.addItem(shown, key)
        self.remark = QLineEdit()
        self.remark.setPlaceholderText("Anything about the whole, if you like")
        self.remark.setAccessibleName("About the whole")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = QPushButton("Copy where it lies")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(str(self.finished_file)))
        self.folder_button = QPushButton("Show it in its folder")
        self.folder_button.clicked.connect(self._show_folder)
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        for button in (self.folder_button, self.copy_button):
            button.setAutoDefault(False)
            ways.addWidget(button)
        ways.addStretch(1)
        for widget in (self.opinion, self.remark, self.said, self._ways):
            self.body.addWidget(widget)
        self.said.hide()
        self._ways.hide()
        self.fit(_LETTERS)

    def _show_folder(self) -> None:
        if self.finished_file is not None:
            open_outside(self.finished_file.parent)

    def accept(self) -> None:
        """Finishes; a second press closes."""
        if self.finished_file is not None:
            super().accept()
            return
        opinion = self.opinion.currentData()
        if not opinion:
            self.refuse("Say what you think of it as a whole: it decides what the author does next.")
            self.opinion.setFocus()
            return
        try:
            self.finished_file = finish(self._opened, opinion, self.remark.text())
        except StrategyError as error:
            self.refuse(str(error))
            return
        self.fault.hide()
        self.opinion.setEnabled(False)
        self.remark.setEnabled(False)
        self.said.setText(
            f"Saved as {self.finished_file.name} in {self.finished_file.parent}.\n"
            "Now send this file back, by e-mail or as it came. "
            "You can go on and finish again; the newest file counts."
        )
        self.said.show()
        self._ways.show()
        self.yes.setText("Close")
        for button in self.buttons.buttons():
            button.setVisible(button is self.yes)
        self.fit(_LETTERS)


class ReviewerActs(QObject):
    """One reviewer's window."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._window = bench.window
        self._opened = bench.keeping.opened
        self._desk = desk = bench.window.desk
        if not desk.session.author:
            identify(desk.session, reviewer_of(desk.session), "")
        sections = _sections(desk.project, self._opened)
        self.bar = ReviewerBar(sections)
        self.bar.finishing.connect(self.finish)
        self.bar.section_wanted.connect(desk.open_section)
        desk.opened.connect(lambda _, section: self.bar.show_section(section))
        desk.settled.connect(lambda _: self._say())
        bench.window.show_above(self.bar)
        self._make_simple(bool(sections))
        desk.keep_to(frozenset(id for id, _ in sections))
        if sections:
            desk.open_section(sections[0][0])
        self._say()

    def _make_simple(self, asked_for_some: bool) -> None:
        """Nothing is in sight that would be refused."""
        window = self._window
        window.actions_by_id.keep_to(FOR_REVIEWERS)
        window.actions_by_id["to-decide"].setText("&All remarks")
        window.outline.for_reading("Your sections" if asked_for_some else "Sections")
        window.section_page.for_reading()
        side = window.side
        for shown in (side.checks, side.clearance, side.earlier):
            side.tabs.setTabVisible(side.tabs.indexOf(shown), False)
        side.tabs.setCurrentWidget(side.comments)
        window.header.share_button.hide()
        window.header.export_button.hide()
        window.status.tracking.setEnabled(False)
        window.status.tracking.setToolTip("In this copy every change is a suggestion: the author decides.")

    def _say(self) -> None:
        self.bar.say(_asked(self._desk.project, self._opened), _to_do(self._opened))

    def finish(self) -> None:
        """Ends the review."""
        FinishDialog(self._opened, self._window).exec()
        self._say()


def made_here(session: Session) -> str:
    """How much of the reviewer's goes back, as a sentence."""
    project, author = session.project, session.author
    comments = sum(each.messages[0].author == author for each in project.threads.values() if each.messages)
    changes = sum(each.author == author for each in project.suggestions.values())
    if not comments and not changes:
        return "You have no comments and no changes: that is an answer, too."
    said = [f"{comments} comment{'s' * (comments != 1)}"] * bool(comments)
    said += [f"{changes} suggested change{'s' * (changes != 1)}"] * bool(changes)
    return f"Back goes one small file, with {' and '.join(said)}."


def _asked(project: Project, opened: OpenStrategy) -> str:
    name = reviewer_of(opened.session)
    entry = copy_entry(opened.session)
    round = next((each for each in project.rounds if entry is not None and each.id == entry.round), None)
    by = f", by {_day(round.due)}" if round is not None and round.due is not None else ""
    what = "Your sections" if entry is not None and entry.sections else "Your remarks"
    return f"{name}: {what[:1].lower()}{what[1:]}{by}" if name else f"{what}{by}"


def _day(due: When) -> str:
    """``Friday, 20 February 2009``, or a month."""
    return f"{due.last:%A}, {due}" if due.is_day else str(due)


def _to_do(opened: OpenStrategy) -> str:
    finished = finished_at(opened.session)
    if finished is not None:
        return f"Finished on {day_and_time(finished)}: send the file back. You can go on, and finish again."
    return "Comment on anything, and change what you like: the author decides. Then finish and send it back."


def _sections(project: Project, opened: OpenStrategy) -> list[tuple[str, str]]:
    """The sections that are asked about: id, and number with title."""
    entry = copy_entry(opened.session)
    titles = section_titles(project)
    return [(id, titles[id]) for id in (entry.sections if entry is not None else ()) if id in titles]
