"""Clearance in the window: asking once before cleared words change, and the acts of the list on the right."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.clearance import AnswerDialog, AskClearanceDialog, StandDialog
from strategy_editor.review.clearing import Link
from strategy_editor.session.clearing import in_words, title_of

_NAMED = 6
"""Clearances that are named when many are asked about at once."""


def bindings(bench: Bench) -> Bindings:
    """The acts of clearance."""
    acts = ClearanceActs(bench)
    return {"clearance": acts.open_list, "ask-clearance": acts.ask_here}


class ClearanceActs(QObject):
    """One window's clearances."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._window = bench.window
        self._desk = bench.window.desk
        self._opened = bench.keeping.opened
        self._list = bench.window.side.clearance
        self._list.of_tree = self._opened.project_of
        self._list.ask_wanted.connect(self._ask)
        self._list.answer_wanted.connect(self._answer)
        self._list.stand_wanted.connect(self._stand)
        self._desk.session.consent = self.may_change

    def may_change(self, links: tuple[Link, ...]) -> bool:
        """Asks before words change that somebody has cleared."""
        project = self._desk.project
        lines = [f"{title_of(project, each.owner)}: {each.step.role} ({in_words(project, each)})" for each in links]
        more = f"\nand {len(lines) - _NAMED} others" if len(lines) > _NAMED else ""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("These words have been cleared")
        box.setText("\n".join(("These words have been cleared:", *lines[:_NAMED])) + more)
        box.setInformativeText(
            "If you change them, the clearance is open again and you ask for it anew. "
            "A change that is only suggested leaves it as it is."
        )
        go_on = box.addButton("Change them", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Leave them", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is go_on

    def open_list(self) -> None:
        """Shows the list of clearances."""
        self._window.bring_forward(self._list)
        self._list.refresh()

    def ask_here(self) -> None:
        """Asks for the first clearance of the document in hand that is still open; the section in hand comes first."""
        self.open_list()
        waiting = [each for each in self._list.links if each.state != "cleared"]
        waiting.sort(key=lambda each: each.owner != self._desk.section_id)
        if waiting:
            self._list.list.setCurrentRow(self._list.links.index(waiting[0]))
            self._ask(waiting[0])
        else:
            self._desk.told.emit("There is nobody left to ask for this document.", False)

    def _ask(self, link: Link) -> None:
        AskClearanceDialog(self._desk, link, self._opened.path.parent, self._window).exec()
        self._list.refresh()

    def _answer(self, link: Link) -> None:
        AnswerDialog(self._desk, link, self._window).exec()
        self._list.refresh()

    def _stand(self, link: Link) -> None:
        StandDialog(self._desk, link, self._opened.project_of, self._window).exec()
        self._list.refresh()
