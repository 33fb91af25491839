"""Who is to read which sections of which document: what asking for remarks and sending copies both ask."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import add_row, choice_list, ticked
from strategy_editor.model.section import Document
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import walk_sections
from strategy_editor.review.rounds import sections_below
from strategy_editor.session.rounds import section_titles


class Readers(QWidget):
    """Two lists to tick, of people and of the sections of ``documents``, which the owner lays out in its own form."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.documents = QComboBox()
        self.documents.setAccessibleName("Document")
        for document in desk.project.documents:
            self.documents.addItem(document.title, document.id)
        self.documents.setCurrentIndex(max(0, self.documents.findData(desk.document_id)))
        self.documents.currentIndexChanged.connect(lambda _: self._fill_sections())
        self.people = choice_list("Readers")
        for person in desk.project.people:
            if person.shown:
                add_row(self.people, person.id, person.shown, checked=False)
        self.somebody = QLineEdit()
        self.somebody.setPlaceholderText("Somebody else: name or post")
        self.somebody.setAccessibleName("Somebody else")
        self.somebody.returnPressed.connect(self._add_person)
        self.sections = choice_list("Sections")
        self._lay_out()
        self._fill_sections()

    def _lay_out(self) -> None:
        add = QPushButton("Add")
        add.setAutoDefault(False)
        add.setAccessibleName("Add this reader")
        add.clicked.connect(self._add_person)
        row, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        row.addWidget(self.somebody, 1)
        row.addWidget(add)
        left.addWidget(QLabel("Readers"))
        left.addWidget(self.people, 1)
        left.addLayout(row)
        right.addWidget(QLabel("Sections"))
        right.addWidget(self.sections, 1)
        lists = QHBoxLayout(self)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.addLayout(left, 1)
        lists.addLayout(right, 1)

    def _fill_sections(self) -> None:
        self.sections.clear()
        document = self.document
        titles = section_titles(self._desk.project)
        for section in walk_sections(document.sections) if document else ():
            add_row(self.sections, section.id, titles[section.id], checked=True)

    def _add_person(self) -> None:
        name = clean_line(self.somebody.text())
        if name:
            add_row(self.people, name, name, checked=True)
            self.somebody.clear()

    # ---- what was chosen

    @property
    def document(self) -> Document | None:
        """The document that is chosen; None where the strategy has none."""
        return self._desk.project.document(self.documents.currentData() or "")

    def chosen_people(self) -> tuple[str, ...]:
        """Ids of people who are known, and names of others; a name that was written and not added yet is among them."""
        self._add_person()
        return ticked(self.people)

    def has_sections(self) -> bool:
        """Whether any section is ticked."""
        return bool(ticked(self.sections))

    def chosen_sections(self) -> tuple[str, ...]:
        """The sections that are ticked; none where that is all of the document."""
        document, chosen = self.document, frozenset(ticked(self.sections))
        return sections_below(document, chosen) if document and len(chosen) < self.sections.count() else ()
