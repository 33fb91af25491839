"""Asking for remarks: who, on which sections, by when, in which form."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question
from strategy_editor.app.dialogs.readers import Readers
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.dates import When
from strategy_editor.review.rounds import FORMS
from strategy_editor.session.commands import Become
from strategy_editor.session.rounds import Asked, new_round

_DAYS = 5
_WORDS = "Everybody gets a copy of their own, and everything that comes back lands under To decide."


class AskDialog(Question):
    """Begins a review; ``begun`` is its id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Ask for remarks", _WORDS, "Begin the review", parent)
        self.prefer(640, 620)
        self._desk = desk
        self.begun = ""
        self.title = QLineEdit()
        self.title.setPlaceholderText("Such as: First draft to heads of service")
        self.title.setAccessibleName("What this review is called")
        day = london_day(desk.session.clock()) + timedelta(days=_DAYS)
        self.due = QDateEdit(QDate(day.year, day.month, day.day))
        self.due.setAccessibleName("By when")
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("d MMMM yyyy")
        self.form = QComboBox()
        self.form.setAccessibleName("In which form")
        for key, words in FORMS.items():
            self.form.addItem(words, key)
        self.readers = Readers(desk)
        form = QFormLayout()
        form.addRow("Title", self.title)
        form.addRow("Document", self.readers.documents)
        form.addRow("By when", self.due)
        form.addRow("Form", self.form)
        self.body.addLayout(form)
        self.body.addWidget(self.readers, 1)

    def accept(self) -> None:
        """Writes the review down."""
        session = self._desk.session
        day = self.due.date()
        document = self.readers.document
        if document is None or not self.readers.has_sections():
            self.refuse("Tick at least one section.")
            return
        asked = Asked(
            self.title.text(),
            self.readers.chosen_people(),
            document.id,
            self.readers.chosen_sections(),
            When(day.year(), day.month(), day.day()),
            self.form.currentData(),
        )
        try:
            project, begun = new_round(session.project, asked, session.clock())
        except StrategyError as error:
            self.refuse(str(error))
            return
        changed = replace(project, rounds=(*project.rounds, begun))
        if self._desk.do(session.signed(Become(changed, "New review"))):
            self.begun = begun.id
            super().accept()
