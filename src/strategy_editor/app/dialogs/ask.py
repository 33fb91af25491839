"""Asking for remarks: who, on which sections, by when, in which form."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, add_row, choice_list, ticked
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.dates import When
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import walk_sections
from strategy_editor.review.rounds import FORMS, sections_below
from strategy_editor.session.commands import Become
from strategy_editor.session.rounds import Asked, new_round, section_titles

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
        self.documents = QComboBox()
        self.documents.setAccessibleName("Document")
        for document in desk.project.documents:
            self.documents.addItem(document.title, document.id)
        self.documents.setCurrentIndex(max(0, self.documents.findData(desk.document_id)))
        self.documents.currentIndexChanged.connect(lambda _: self._fill_sections())
        self.people = self._list("People", [(each.id, each.shown) for each in desk.project.people if each.shown])
        self.somebody = QLineEdit()
        self.somebody.setPlaceholderText("Somebody else: name or post")
        self.somebody.setAccessibleName("Somebody else")
        self.somebody.returnPressed.connect(self._add_person)
        self.sections = self._list("Sections", [])
        self._lay_out()
        self._fill_sections()

    def _list(self, name: str, rows: list[tuple[str, str]]) -> QListWidget:
        made = choice_list(name)
        for id, words in rows:
            add_row(made, id, words, checked=False)
        return made

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Title", self.title)
        form.addRow("Document", self.documents)
        form.addRow("By when", self.due)
        form.addRow("Form", self.form)
        add = QPushButton("Add")
        add.setAutoDefault(False)
        add.clicked.connect(self._add_person)
        row = QHBoxLayout()
        row.addWidget(self.somebody, 1)
        row.addWidget(add)
        left, right, lists = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.people, 1)
        left.addLayout(row)
        right.addWidget(self.sections, 1)
        lists.addLayout(left, 1)
        lists.addLayout(right, 1)
        self.body.addLayout(form)
        self.body.addLayout(lists, 1)

    def _fill_sections(self) -> None:
        self.sections.clear()
        document = self._desk.project.document(self.documents.currentData() or "")
        titles = section_titles(self._desk.project)
        for section in walk_sections(document.sections) if document else ():
            add_row(self.sections, section.id, titles[section.id], checked=True)

    def _add_person(self) -> None:
        name = clean_line(self.somebody.text())
        if name:
            add_row(self.people, name, name, checked=True)
            self.somebody.clear()

    def accept(self) -> None:
        """Writes the review down."""
        session = self._desk.session
        day = self.due.date()
        document = self._desk.project.document(self.documents.currentData() or "")
        chosen = frozenset(ticked(self.sections))
        if document is None or not chosen:
            self.refuse("Tick at least one section.")
            return
        asked = Asked(
            self.title.text(),
            ticked(self.people),
            document.id,
            sections_below(document, chosen) if len(chosen) < self.sections.count() else (),
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
