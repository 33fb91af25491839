"""Sending for review: what goes to whom, made as Word copies in a folder beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.background import Background
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.long_work import LongWork
from strategy_editor.app.dialogs.parts import add_row, choice_list, ticked
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import walk_sections
from strategy_editor.review.rounds import sections_below
from strategy_editor.session.rounds import section_titles
from strategy_editor.session.sending import Outgoing, SendRequest, copies, put_files, remember, with_people

_WORDS = "Everybody gets a Word copy of their own, with a number. Whatever comes back lands under To decide."
OPTIONS = (
    ("forced", "Readers have to leave tracking of changes on", True),
    ("since", "What changed since a reader’s last copy is marked", True),
    ("guidance", "What each section should cover goes along", False),
    ("exempt", "What is not for publication (Part 2) goes along", False),
)
"""What may be said of the copies, by the name that a request has for it."""


class SendDialog(LongWork):
    """Makes the copies beside the window, puts them into a folder and remembers them."""

    cancelled = "Cancelled. Nothing was sent."

    def __init__(
        self, desk: Desk, folder: Path, of_tree: Callable[[str], Project], parent: QWidget | None = None
    ) -> None:
        super().__init__("Send for review", _WORDS, "Make the copies", folder, parent)
        self.prefer(720, 640)
        self._desk = desk
        self._of_tree = of_tree
        self._people: tuple[Person, ...] = ()
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
        self.options = {name: QCheckBox(words) for name, words, _ in OPTIONS}
        for name, _, on in OPTIONS:
            self.options[name].setChecked(on)
        self._lay_out()
        self._fill_sections()

    def _lay_out(self) -> None:
        add = QPushButton("Add")
        add.setAutoDefault(False)
        add.setAccessibleName("Add this reader")
        add.clicked.connect(self._add_person)
        row, left, lists = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        row.addWidget(self.somebody, 1)
        row.addWidget(add)
        left.addWidget(QLabel("Readers"))
        left.addWidget(self.people, 1)
        left.addLayout(row)
        right = QVBoxLayout()
        right.addWidget(QLabel("Sections"))
        right.addWidget(self.sections, 1)
        lists.addLayout(left, 1)
        lists.addLayout(right, 1)
        form = QFormLayout()
        form.addRow("Document", self.documents)
        self.body.addLayout(form)
        self.body.addLayout(lists, 1)
        for box in self.options.values():
            self.body.addWidget(box)
        below = QFormLayout()
        below.addRow("Folder", self.place)
        self.body.addLayout(below)
        self.add_progress()

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

    # ---- the work

    def request(self) -> SendRequest | None:
        """What is asked for; None, and a sentence, where something is missing."""
        self._add_person()
        document = self._desk.project.document(self.documents.currentData() or "")
        chosen = frozenset(ticked(self.sections))
        people = ticked(self.people)
        if document is None or not chosen:
            self.refuse("Tick at least one section.")
            return None
        if not people:
            self.refuse("Tick who is to read it, or write a name.")
            return None
        sections = sections_below(document, chosen) if len(chosen) < self.sections.count() else ()
        said = {name: box.isChecked() for name, box in self.options.items()}
        request = SendRequest(people, str(self.place.path), document.id, sections)
        return replace(request, **said)

    def begin(self) -> None:
        request = self.request()
        if request is None:
            return
        session, of_tree = self._desk.session, self._of_tree
        try:
            project, self._people = with_people(session.project, request.people)
        except StrategyError as error:
            self.refuse(str(error))
            return
        ledger, by, now = session.ledger, session.signature, session.clock()
        work = Background(
            lambda progress: copies(
                project,
                ledger,
                session.picture,
                self._people,
                request,
                by=by,
                now=now,
                of_tree=of_tree,
                progress=progress,
            ),
            self,
        )
        work.done.connect(self._made)
        self.follow(work)
        work.start()

    def _made(self, made: tuple[Outgoing, ...]) -> None:
        try:
            paths = put_files(made, self.place.path)
            remember(self._desk.session, self._people, made)
        except StrategyError as error:
            self.stopped(str(error))
            return
        self.show_made(f"Made {len(paths)} cop{'y' if len(paths) == 1 else 'ies'} in {self.place.path}.")
