"""Asking for clearance, recording the answer, and recording that a clearance stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.paper import PAPERS, PaperDialog
from strategy_editor.app.dialogs.parts import Question
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.manuscript.naming import safe_name
from strategy_editor.model.project import Project
from strategy_editor.review.clearing import Link
from strategy_editor.review.wording import name_of
from strategy_editor.session.clearing import Answer, answer, ask, clearance_letter, stands, title_of, write_words

_ASK_WORDS = (
    "Makes a paper of exactly these words and the text of the e-mail that goes with it. From then on the program "
    "knows which words were asked about."
)
_ANSWER_WORDS = "The answer is kept with the strategy as proof, and never goes out with the papers."
_STAND_WORDS = "Only for a change of spelling. The change and your reason stay in the record."


def _people(desk: Desk, link: Link) -> QComboBox:
    """Who clears: anybody known, or a name typed; the one who was asked or answered before comes first."""
    made = QComboBox()
    made.setAccessibleName("Who")
    made.setEditable(True)
    for person in desk.project.people:
        if person.shown:
            made.addItem(person.shown)
    entry = link.question or link.answer
    last = name_of(desk.project, entry.person) if entry is not None and entry.person else ""
    post = next((each.shown for each in desk.project.people if each.post == link.step.role), "")
    made.setCurrentText(last or post or link.step.role)
    return made


class AskClearanceDialog(PaperDialog):
    """Makes the paper, offers the e-mail's words, and remembers the question."""

    def __init__(self, desk: Desk, link: Link, folder: Path, parent: QWidget | None = None) -> None:
        name = safe_name(f"For clearance, {link.step.role}, {title_of(desk.project, link.owner)}", "docx")
        super().__init__("Ask for clearance", _ASK_WORDS, "Make the paper", folder / name, PAPERS, parent)
        self._desk = desk
        self._link = link
        self.person = _people(desk, link)
        self.letter = QPlainTextEdit()
        self.letter.setAccessibleName("Text of the e-mail")
        self.letter.setReadOnly(True)
        self.copy_button = QPushButton("Copy the e-mail’s text")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.letter.toPlainText()))
        self.form.addRow("Who", self.person)
        self.form.addRow("E-mail", self.letter)
        self.form.addRow("", self.copy_button)
        self.form.addRow("File", self.place)
        self.person.currentTextChanged.connect(lambda _: self._write_letter())
        self._write_letter()

    def _write_letter(self) -> None:
        session, link = self._desk.session, self._link
        known = session.project.person(session.author)
        sender = known.shown if known else session.signature
        letter = clearance_letter(session.project, link.step, link.owner, self.person.currentText(), sender)
        self.letter.setPlainText(letter.text)

    def work(self) -> Callable[[Path], str]:
        """Writes the paper."""
        session, owner = self._desk.session, self._link.owner
        project, today = session.project, london_day(session.clock())
        pictures = {digest: session.picture(digest) for digest, each in project.pictures.items() if each.width}

        def make(path: Path) -> str:
            write_words(project, pictures.__getitem__, owner, path, today)
            return f"{path.name} holds exactly these words. Send it with the e-mail’s text."

        return make

    def made(self) -> None:
        """Remembers that it was asked."""
        ask(self._desk.session, self._link.step, self._link.owner, self.person.currentText())


class AnswerDialog(Question):
    """Takes an answer in, with its proof."""

    def __init__(self, desk: Desk, link: Link, parent: QWidget | None = None) -> None:
        super().__init__("Record the answer", _ANSWER_WORDS, "Keep it", parent)
        self._desk = desk
        self._link = link
        self.person = _people(desk, link)
        self.outcome = QComboBox()
        self.outcome.setAccessibleName("The answer")
        self.outcome.addItem("They clear the words", "cleared")
        self.outcome.addItem("They do not agree yet", "refused")
        self.evidence = QPlainTextEdit()
        self.evidence.setPlaceholderText("Paste their reply here, or write who told you, when and how")
        self.evidence.setAccessibleName("Their reply")
        self.evidence.setTabChangesFocus(True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("What must change")
        self.reason.setAccessibleName("What must change")
        form = QFormLayout()
        for words, control in (
            ("Who", self.person),
            ("Answer", self.outcome),
            ("Their reply", self.evidence),
            ("What must change", self.reason),
        ):
            form.addRow(words, control)
        self.body.addLayout(form)
        self.outcome.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    def _show(self) -> None:
        self.reason.setEnabled(self.outcome.currentData() == "refused")

    def accept(self) -> None:
        """Keeps the answer; says what is missing."""
        given = Answer(
            self.person.currentText(),
            self.evidence.toPlainText(),
            self.outcome.currentData(),
            self.reason.text() if self.reason.isEnabled() else "",
        )
        try:
            answer(self._desk.session, self._link, given)
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()


class StandDialog(Question):
    """Records that a clearance stands."""

    def __init__(
        self, desk: Desk, link: Link, of_tree: Callable[[str], Project], parent: QWidget | None = None
    ) -> None:
        super().__init__("Clearance stands", _STAND_WORDS, "It stands", parent)
        self._desk = desk
        self._link = link
        self._of_tree = of_tree
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Such as: the name of the supplier was misspelt")
        self.reason.setAccessibleName("Why it stands")
        self.body.addWidget(self.reason)

    def accept(self) -> None:
        """Records it; says why it cannot be."""
        try:
            stands(self._desk.session, self._link, self.reason.text(), self._of_tree)
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()
