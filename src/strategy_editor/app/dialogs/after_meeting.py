"""After the meeting: the resolution, call-in, amendments to decide, approval; and corrections of what was published."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.model.dates import parse_when
from strategy_editor.model.records import Meeting
from strategy_editor.model.text import clean_line
from strategy_editor.review.wording import shortened
from strategy_editor.session import afterwards, amending
from strategy_editor.session.commands import Command, Put
from strategy_editor.session.opening import OpenStrategy

_LETTERS = 84
_CHANGES = (("words", "Other words"), ("add", "A paragraph after it"), ("remove", "Take it out"))
"""What a meeting can do to something in the papers."""


class AfterMeetingDialog(Question):
    """Records what a meeting decided. Each amendment is put among what is to be decided as soon as it is added."""

    def __init__(self, desk: Desk, opened: OpenStrategy, parent: QWidget | None = None) -> None:
        words = "What was decided is quoted by later reports, and lets DRAFT go once everything is cleared."
        super().__init__("After the meeting", words, "Record", parent)
        self._desk = desk
        self._opened = opened
        self._known: dict[str, amending.Amendable] = {}
        self.meeting = QComboBox()
        self.meeting.setAccessibleName("Meeting")
        self.decision = QPlainTextEdit()
        self.decision.setAccessibleName("What was resolved")
        self.decision.setTabChangesFocus(True)
        self.decision.setMaximumHeight(90)
        self.minute = self._line("Minute number", "For example 175")
        self.published = self._line("Decision published on", "A day, to work out call-in")
        self.call_in = QLabel()
        self.call_in.setWordWrap(True)
        self.call_in.setProperty("muted", True)
        self.paragraph = QComboBox()
        self.paragraph.setAccessibleName("What was amended")
        self.paragraph.setEditable(True)
        self.paragraph.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.paragraph.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paragraph.setMinimumContentsLength(30)
        completer = QCompleter(self.paragraph.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.paragraph.setCompleter(completer)
        self.change = QComboBox()
        self.change.setAccessibleName("What the meeting did")
        for kind, said in _CHANGES:
            self.change.addItem(said, kind)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("What it is to say")
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(90)
        self.add_button = QPushButton("Add amendment")
        self.add_button.setAutoDefault(False)
        self.added = QLabel()
        self.added.setProperty("muted", True)
        self.approve = QCheckBox("Approved: name the version, and let DRAFT go")
        self.version = self._line("Name of the approved version", "For example 1.0")
        self._lay_out()
        self._fill_meetings()
        self.meeting.currentIndexChanged.connect(lambda _: self._show_meeting())
        self.paragraph.currentIndexChanged.connect(lambda _: self._show_words())
        self.change.currentIndexChanged.connect(lambda _: self._show_words())
        self.published.editingFinished.connect(self._show_call_in)
        self.add_button.clicked.connect(self._add)
        self.approve.toggled.connect(self.version.setEnabled)
        self.version.setEnabled(False)
        self._show_meeting()
        self.fit(_LETTERS)

    @staticmethod
    def _line(name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.added, 1)
        row.addWidget(self.add_button)
        pages = (
            (
                "Decision",
                (
                    ("Resolved", self.decision),
                    ("Minute", self.minute),
                    ("Published on", self.published),
                    ("", self.call_in),
                ),
            ),
            (
                "Amendments",
                (("To", self.paragraph), ("Change", self.change), ("Is to say", self.words), ("", row)),
            ),
            ("Approval", (("", self.approve), ("Version", self.version))),
        )
        top = QFormLayout()
        top.addRow("Meeting", self.meeting)
        self.body.addLayout(top)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("After the meeting")
        for title, rows in pages:
            page = QWidget()
            form = QFormLayout(page)
            form.setContentsMargins(8, 10, 8, 8)
            for label, part in rows:
                form.addRow(label, part)
            self.tabs.addTab(page, title)
        self.body.addWidget(self.tabs)

    # ---- what is shown

    def _fill_meetings(self) -> None:
        project = self._desk.project
        going = [document.meeting for document in project.documents if document.meeting]
        for meeting in sorted(project.meetings, key=lambda each: each.id not in going):
            self.meeting.addItem(f"{meeting.body}, {meeting.when or 'date not known yet'}", meeting.id)

    @property
    def _meeting(self) -> Meeting | None:
        return self._desk.project.meeting(str(self.meeting.currentData() or ""))

    def _show_meeting(self) -> None:
        meeting = self._meeting
        self.yes.setEnabled(meeting is not None)
        self.paragraph.clear()
        if meeting is None:
            self.refuse("There is no meeting yet. Add one under Meetings and deadlines.")
            return
        self.decision.setPlainText(meeting.decision)
        self.minute.setText(meeting.minute)
        self.call_in.setText(f"Call-in ends on {meeting.call_in_ends}." if meeting.call_in_ends else "")
        self._known = {each.id: each for each in amending.amendable(self._desk.project, meeting)}
        for each in self._known.values():
            self.paragraph.addItem(f"{each.document}, {each.place}: {shortened(each.words)}", each.id)
        first = next((at for at, each in enumerate(self._known.values()) if each.can_go), 0)
        self.paragraph.setCurrentIndex(first)  # a paragraph, and no title
        for widget in (self.paragraph, self.change, self.words, self.add_button, self.approve):
            widget.setEnabled(self.paragraph.count() > 0)
        self._show_words()

    def _show_words(self) -> None:
        chosen = self._known.get(str(self.paragraph.currentData() or ""))
        kind = self.change.currentData()
        self.words.setPlainText(chosen.words if chosen is not None and kind == "words" else "")
        self.words.setEnabled(chosen is not None and kind != "remove")
        possible = chosen is not None and (
            kind == "words" or (chosen.can_go if kind == "remove" else chosen.can_be_followed)
        )
        self.add_button.setEnabled(possible)
        line = self.paragraph.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _show_call_in(self) -> None:
        try:
            day = parse_when(self.published.text()) if clean_line(self.published.text()) else None
            if day is None or not day.is_day:
                self.call_in.clear()
            else:
                self.call_in.setText(afterwards.call_in_of(self._desk.project, day.first).explanation)
        except StrategyError as error:
            self.call_in.setText(str(error))

    # ---- what is done

    def _add(self) -> None:
        meeting, host = self._meeting, str(self.paragraph.currentData() or "")
        if meeting is None or not host:
            return
        session = self._desk.session
        try:
            command = self._amendment(meeting, host, session.clock())
        except StrategyError as error:
            self.refuse(str(error))
            return
        if self._desk.do(command):
            self.fault.hide()
            self.added.setText("Added: decide it under “To decide”.")

    def _amendment(self, meeting: Meeting, host: str, at: datetime) -> Command:
        project, words = self._desk.project, self.words.toPlainText()
        match self.change.currentData():
            case "add":
                return amending.insertion(project, meeting, host, words, at)
            case "remove":
                return amending.deletion(project, meeting, host, at)
            case _:
                return amending.amendment(project, meeting, host, words, at)

    def accept(self) -> None:
        """Records the resolution; with a tick, the approval too."""
        meeting = self._meeting
        if meeting is None:
            return
        project = self._desk.project
        try:
            day = self._published()
            resolved = afterwards.resolution(project, meeting, self.decision.toPlainText(), self.minute.text(), day)
            if self.approve.isChecked():
                self._approve(resolved)
            else:
                self._desk.session.apply(Put(resolved))
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()

    def _published(self) -> date | None:
        text = clean_line(self.published.text())
        when = parse_when(text) if text else None
        if when is not None and not when.is_day:
            raise WrongUse("On which day was the decision published?", advice="A month is not enough for call-in.")
        return when.first if when is not None else None

    def _approve(self, meeting: Meeting) -> None:
        name = clean_line(self.version.text())
        if not name:
            raise WrongUse("What is the approved version called?", advice="For example 1.0.")
        if self._desk.session.ledger.version(name) is not None:
            raise WrongUse(f"There is a version “{name}” already.", advice="Choose another name.")
        self._desk.session.apply(afterwards.approval(self._desk.project, meeting))
        self._opened.name_version(name, afterwards.approval_reason(meeting))
        self._desk.told.emit(f"Approved: this is version {name}.", False)


class CorrectionDialog(Question):
    """A dated note on what was corrected after publication, and the version that has it."""

    def __init__(self, desk: Desk, opened: OpenStrategy, parent: QWidget | None = None) -> None:
        words = (
            "Correct the text first. Then say here what was corrected: every later paper shows it with today’s date, "
            "and the corrected text gets a version of its own to publish."
        )
        super().__init__("Correct what was published", words, "Record the correction", parent)
        self._desk = desk
        self._opened = opened
        self.documents = QComboBox()
        self.documents.setAccessibleName("Document")
        for document in desk.project.documents:
            self.documents.addItem(document.title, document.id)
        self.documents.setCurrentIndex(max(0, self.documents.findData(desk.document_id)))
        self.note = QLineEdit()
        self.note.setAccessibleName("What was corrected")
        self.note.setPlaceholderText("The sum in table 3 was wrong.")
        self.version = QLineEdit()
        self.version.setAccessibleName("Name of the corrected version")
        self.version.setPlaceholderText("For example 1.1")
        form = QFormLayout()
        form.addRow("Document", self.documents)
        form.addRow("Corrected", self.note)
        form.addRow("Version", self.version)
        self.body.addLayout(form)

    def accept(self) -> None:
        """Records the note and names the version."""
        session, name = self._desk.session, clean_line(self.version.text())
        try:
            if not name or session.ledger.version(name) is not None:
                raise WrongUse("The corrected version needs a name of its own.", advice="For example 1.1.")
            today = london_day(session.clock())
            document = str(self.documents.currentData())
            session.apply(afterwards.correction(self._desk.project, session.ledger, document, self.note.text(), today))
            self._opened.name_version(name, f"Correction: {clean_line(self.note.text())}")
        except StrategyError as error:
            self.refuse(str(error))
            return
        self._desk.told.emit(f"Recorded. Publish version {name} now.", False)
        super().accept()
