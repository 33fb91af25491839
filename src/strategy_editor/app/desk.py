"""The desk: the open project as panels see it. Signals for what changed, and what is on the desk (document, section).

Panels get the desk in their constructor. A change goes through ``Desk.do``, which turns an error into a message.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.tree import find_block, find_host, find_section, walk_sections
from strategy_editor.session.commands import Command
from strategy_editor.session.session import Changed, Session
from strategy_editor.session.settings import Settings, keep_settings

_PAUSE = 150


class Desk(QObject):
    """One open project, the section in hand, and the settings of this computer.

    ``changed`` carries a :class:`Changed`, at once; ``settled`` carries it too, for whoever only shows what is there:
    at once for an act, after a pause for what is typed, so that no key waits for lists and counts. ``opened`` carries
    the ids of document and section; ``told`` a sentence for the user and whether it is an error; ``pointed`` a block
    and words in it to show; ``headed`` that the heading of the section in hand is to be shown; ``dressed`` is sent when
    settings of looks changed, ``settings_changed`` with all settings after any of them changed.
    """

    changed = Signal(object)
    settled = Signal(object)
    opened = Signal(str, str)
    told = Signal(str, bool)
    pointed = Signal(str, str)
    headed = Signal()
    dressed = Signal()
    settings_changed = Signal(object)

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self.document_id = ""
        self.section_id = ""
        self._stop = session.subscribe(self._on_change)
        self.kept_to: frozenset[str] = frozenset()
        self.translate: Callable[[Command], Command] | None = None
        self._last: Changed | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._settle_down)

    # ---- what is there

    @property
    def project(self) -> Project:
        return self.session.project

    @property
    def document(self) -> Document | None:
        """The document in hand."""
        return self.project.document(self.document_id)

    @property
    def section(self) -> Section | None:
        """The section in hand."""
        found = find_section(self.project, self.section_id) if self.section_id else None
        return found.section if found else None

    # ---- what is done

    def do(self, command: Command, *, origin: object = None) -> bool:
        """Applies a command; false, and a message, where it is refused.

        ``translate`` makes another command of it first: whoever tracks changes sets it.
        """
        try:
            translated = self.translate(command) if self.translate is not None else command
            self.session.apply(translated, origin=origin)
        except StrategyError as error:
            self.told.emit(str(error), True)
            return False
        return True

    def open_document(self, id: str) -> None:
        """Puts a document on the desk, at its first section."""
        document = self.project.document(id)
        if document is not None:
            self.document_id = id
            self.section_id = document.sections[0].id if document.sections else ""
            self.opened.emit(self.document_id, self.section_id)

    def open_section(self, id: str) -> None:
        """Puts a section on the desk, and its document with it."""
        found = find_section(self.project, id)
        if found is not None and (id != self.section_id or found.document.id != self.document_id):
            self.document_id, self.section_id = found.document.id, id
            self.opened.emit(self.document_id, self.section_id)

    def go_to(self, anchor: str, words: str = "") -> bool:
        """Opens the section that an anchor of a made document belongs to, and shows ``words`` in it; false for none."""
        section = self.section_of(anchor)
        if section:
            self.open_section(section)
            self.pointed.emit(anchor, words)
        return bool(section)

    def section_of(self, anchor: str) -> str:
        """The section that an anchor of a made document belongs to; empty for none."""
        for id in (anchor, anchor.rpartition("-")[0]):
            if id and find_section(self.project, id):
                return id
            found = (find_host(self.project, id) or find_block(self.project, id)) if id else None
            if found is not None:
                return found[0].id
        return ""

    def neighbour(self, step: int) -> str:
        """The section before (-1) or after (1) the one in hand, in reading order; empty at the end."""
        document = self.document
        order = [section.id for section in walk_sections(document.sections)] if document else []
        if self.section_id not in order:
            return ""
        here = order.index(self.section_id)
        others = order[here + 1 :] if step > 0 else order[:here][::-1]
        return next((id for id in others if self.shows(id)), "")

    def shows(self, section: str) -> bool:
        """Whether a section is to be gone through: all are, but in a copy that is about some only."""
        return not self.kept_to or section in self.kept_to

    def keep_to(self, sections: frozenset[str]) -> None:
        """From now on only these sections are offered and gone through."""
        self.kept_to = sections
        self.opened.emit(self.document_id, self.section_id)

    def undo(self) -> None:
        """Takes the newest act back and goes to its place."""
        self._travel(self.session.undo, "Undone")

    def redo(self) -> None:
        """Does the last undone act again and goes to its place."""
        self._travel(self.session.redo, "Done again")

    def settle(self, **changes: object) -> None:
        """Changes settings and keeps them."""
        self.settings = replace(self.settings, **changes)
        try:
            keep_settings(**changes)
        except StrategyError as error:
            self.told.emit(str(error), True)
        self.settings_changed.emit(self.settings)

    def leave(self) -> None:
        """Stops listening, when the project is put away; nobody is told any more of what was typed last."""
        self._stop()
        self._pause.stop()

    # ---- what follows from a change

    def _travel(self, act, said: str) -> None:
        try:
            step = act()
        except StrategyError as error:
            self.told.emit(str(error), True)
            return
        if step is not None:
            self.told.emit(f"{said}: {step.name[:1].lower()}{step.name[1:]}", False)

    def _on_change(self, changed: Changed) -> None:
        if changed.kind != "apply" and changed.caret is not None:
            found = find_section(changed.after, changed.caret.section)
            if found is not None:
                self.document_id, self.section_id = found.document.id, found.section.id
        moved = self._find_place()
        self.changed.emit(changed)
        self._last = changed
        if changed.origin is None:
            self._settle_down()
        else:
            self._pause.start()
        if moved or changed.kind != "apply":
            self.opened.emit(self.document_id, self.section_id)

    def _settle_down(self) -> None:
        self._pause.stop()
        self.settled.emit(self._last)

    def _find_place(self) -> bool:
        """If what was on the desk is gone, its document, or the first document, takes its place."""
        found = find_section(self.project, self.section_id) if self.section_id else None
        if found is not None and found.document.id == self.document_id:
            return False
        if found is not None:
            self.document_id = found.document.id
            return True
        document = self.document or next(iter(self.project.documents), None)
        self.document_id = document.id if document else ""
        self.section_id = document.sections[0].id if document and document.sections else ""
        return True
