"""Clearance in the window: asking once before cleared words change, and the acts of the list on the right."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.clearance import AnswerDialog, AskClearanceDialog, StandDialog
from strategy_editor.review.clearing import Link, clearances_over
from strategy_editor.session.clearing import in_words
from strategy_editor.session.commands import ChangeSection


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
        self._agreed: set[str] = set()
        self._free: dict[str, object] = {}
        bench.writing.host.guard = self.may_change

    def may_change(self, section: str) -> bool:
        """Asks, once for each clearance, before words change that somebody has cleared."""
        session = self._desk.session
        if self._free.get(section) is session.ledger:
            return True  # nothing can be cleared again without an entry in the ledger
        links = [
            each
            for each in clearances_over(session.project, session.ledger, section)
            if each.answer is not None and each.answer.id not in self._agreed
        ]
        if not links:
            self._free[section] = session.ledger
            return True
        names = "; ".join(f"{each.step.role} ({in_words(session.project, each)})" for each in links)
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("These words have been cleared")
        box.setText(f"These words have been cleared by: {names}.")
        box.setInformativeText(
            "If you change them, the clearance is open again and you ask for it anew. "
            "A change that is only suggested leaves it as it is."
        )
        go_on = box.addButton("Change them", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Leave them", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is not go_on:
            return False
        self._agreed.update(each.answer.id for each in links if each.answer is not None)
        found = self._desk.section
        if found is not None and found.id == section and found.status == "cleared":
            self._desk.do(ChangeSection((section,), status="for-review"))
        return True

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
