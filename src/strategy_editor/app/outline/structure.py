"""What can be done to the sections of an outline: add, name, copy, move, remove; status, owner of many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.section import Section
from strategy_editor.model.text import clean_line, plain, runs_from
from strategy_editor.model.tree import copied_section, find_section
from strategy_editor.session.commands import AddSection, ChangeSection, Command, MoveSection, RemoveSection, Several
from strategy_editor.session.summary import STATUS_WORDS


class Structure(QObject):
    """Acts on sections. ``confirm_removal`` is sent with the id of a section that the outline requires."""

    confirm_removal = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    # ---- one section

    def add(self) -> None:
        """Adds a section of the author's own behind the one in hand."""
        found = find_section(self._desk.project, self._desk.section_id)
        document = self._desk.document
        if document is None:
            return
        scheme = found.section.scheme if found else "headings"
        section = Section(new_id(), runs_from("New section"), scheme=scheme)
        parent = found.parents[-1].id if found and found.parents else ""
        index = found.position + 1 if found else None
        if self._desk.do(AddSection(section, document.id, parent, index)):
            self._desk.open_section(section.id)

    def duplicate(self) -> None:
        """Adds a copy of the section in hand behind it; references inside the copy point into the copy."""
        found = find_section(self._desk.project, self._desk.section_id)
        if found is not None:
            copy = copied_section(found.section)
            parent = found.parents[-1].id if found.parents else ""
            if self._desk.do(AddSection(copy, found.document.id, parent, found.position + 1)):
                self._desk.open_section(copy.id)

    def rename(self, id: str, title: str) -> None:
        """Gives a section another title; one that is empty or the same changes nothing."""
        found = find_section(self._desk.project, id)
        title = clean_line(title)
        if found is not None and title and title != plain(found.section.title):
            self._desk.do(ChangeSection((id,), title=runs_from(title)))

    def shift(self, step: int) -> None:
        """Moves the section in hand up or down among its siblings."""
        found = find_section(self._desk.project, self._desk.section_id)
        if found is not None and 0 <= found.position + step < len(found.siblings):
            self.move(found.section.id, found.parents[-1].id if found.parents else "", found.position + step)

    def nest(self) -> None:
        """Moves the section in hand below the one before it."""
        found = find_section(self._desk.project, self._desk.section_id)
        if found is not None and found.position > 0:
            above = found.siblings[found.position - 1]
            self.move(found.section.id, above.id, len(above.children))

    def unnest(self) -> None:
        """Moves the section in hand out, behind the one it stands in."""
        found = find_section(self._desk.project, self._desk.section_id)
        around = find_section(self._desk.project, found.parents[-1].id) if found and found.parents else None
        if found is not None and around is not None:
            outer = around.parents[-1].id if around.parents else ""
            self.move(found.section.id, outer, around.position + 1)

    def move(self, id: str, parent: str, index: int) -> None:
        """Moves a section below ``parent`` (empty: the document), to a place among its siblings there."""
        document = self._desk.document
        if document is not None:
            self._desk.do(MoveSection(id, document.id, parent, index))

    # ---- many at once

    def remove(self, ids: Iterable[str]) -> None:
        """Removes sections as one act; each that the outline requires only after a question of its own."""
        required = [id for id in ids if self._is_required(id)]
        free = [id for id in self._outermost(ids) if id not in required and not self._holds(id, required)]
        commands: tuple[Command, ...] = tuple(RemoveSection(id) for id in free)
        if len(commands) == 1:
            self._desk.do(commands[0])
        elif commands:
            self._desk.do(Several(commands, f"Removal of {len(commands)} sections"))
        for id in required:
            self.confirm_removal.emit(id)

    def change(self, ids: tuple[str, ...], **changes: str) -> None:
        """Changes status or owner of sections, as one act."""
        self._desk.do(ChangeSection(ids, **changes))  # type: ignore[arg-type]

    def mark_not_applicable(self, ids: tuple[str, ...], parent: QWidget) -> None:
        """Asks why sections are not applicable, and marks them so."""
        asked = "Why is this not applicable? The reason is kept with the strategy."
        reason, agreed = QInputDialog.getText(parent, "Not applicable", asked)
        if agreed and clean_line(reason):
            self.change(ids, status="not-applicable", reason=clean_line(reason))

    def _is_required(self, id: str) -> bool:
        found = find_section(self._desk.project, id)
        if found is None:
            return False
        wanted = self._desk.project.outline_section(found.document, found.section)
        return wanted is not None and self._desk.project.is_required(found.document, found.section)

    def _outermost(self, ids: Iterable[str]) -> list[str]:
        """Without those that go with one around them."""
        chosen = list(ids)
        return [id for id in chosen if not any(self._holds(other, [id]) for other in chosen if other != id)]

    def _holds(self, id: str, others: Iterable[str]) -> bool:
        """Whether one of the others stands inside a section."""
        found = [find_section(self._desk.project, other) for other in others]
        return any(id in [parent.id for parent in each.parents] for each in found if each is not None)

    # ---- the menu

    def menu(self, parent: QWidget, chosen: tuple[str, ...], rename: Callable[[], None]) -> QMenu:
        """What can be done with the chosen sections."""
        menu = QMenu(parent)
        menu.addAction("&Add a section", self.add)
        menu.addAction("&Rename\tF2", rename)
        menu.addAction("D&uplicate\tCtrl+D", self.duplicate)
        moves = menu.addMenu("&Move")
        for words, keys, act in (
            ("&Up", "Up", partial(self.shift, -1)),
            ("&Down", "Down", partial(self.shift, 1)),
            ("&In", "Right", self.nest),
            ("&Out", "Left", self.unnest),
        ):
            moves.addAction(f"{words}\tAlt+Shift+{keys}", act)
        statuses = menu.addMenu("&Status")
        for status, name in STATUS_WORDS.items():
            if status == "not-applicable":
                statuses.addAction(f"{name}…", partial(self.mark_not_applicable, chosen, parent))
            else:
                statuses.addAction(name, partial(self.change, chosen, status=status))
        owners = menu.addMenu("&Owner")
        for id, shown in [("", "Nobody yet"), *((person.id, person.shown) for person in self._desk.project.people)]:
            owners.addAction(shown, partial(self.change, chosen, owner=id))
        menu.addSeparator()
        menu.addAction(
            f"&Delete {len(chosen)} sections" if len(chosen) > 1 else "&Delete", partial(self.remove, chosen)
        )
        return menu
