"""Sending for review: what goes to whom, made as Word copies in a folder beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QWidget,
)

from strategy_editor.app.background import Background
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.long_work import LongWork
from strategy_editor.app.dialogs.readers import Readers
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
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
        self.readers = Readers(desk)
        self.options = {name: QCheckBox(words) for name, words, _ in OPTIONS}
        for name, _, on in OPTIONS:
            self.options[name].setChecked(on)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Document", self.readers.documents)
        self.body.addLayout(form)
        self.body.addWidget(self.readers, 1)
        for box in self.options.values():
            self.body.addWidget(box)
        below = QFormLayout()
        below.addRow("Folder", self.place)
        self.body.addLayout(below)
        self.add_progress()

    # ---- the work

    def request(self) -> SendRequest | None:
        """What is asked for; None, and a sentence, where something is missing."""
        document, people = self.readers.document, self.readers.chosen_people()
        if document is None or not self.readers.has_sections():
            self.refuse("Tick at least one section.")
            return None
        if not people:
            self.refuse("Tick who is to read it, or write a name.")
            return None
        said = {name: box.isChecked() for name, box in self.options.items()}
        request = SendRequest(people, str(self.place.path), document.id, self.readers.chosen_sections())
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
