"""The acts about checks: whether the pack is ready, how long the report is, what the council checks, the agenda."""

from __future__ import annotations

from PySide6.QtCore import QObject

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.checking import Sides
from strategy_editor.app.dialogs.agenda import AgendaDialog
from strategy_editor.app.dialogs.council_checks import CouncilChecksDialog
from strategy_editor.app.dialogs.ready import ReadyDialog


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    acts = CheckActs(bench)
    return {"ready": acts.open, "council-checks": acts.council, "agenda": acts.agenda}


class CheckActs(QObject):
    """One window's checks: keeps the count of sides in view, and one list of findings open."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._bench = bench
        self._window = bench.window
        self._sides = Sides(bench.window.desk, self)
        self._sides.counted.connect(self._window.side.checks.show_sides)
        self._sides.counted.connect(self._window.status.show_sides)
        self._window.side.checks.all_wanted.connect(self.open)
        self._window.ended.connect(self._sides.end)
        self._ready: ReadyDialog | None = None

    def open(self) -> None:
        """Shows what stands in the way, or brings the list to the front."""
        if self._ready is None:
            folder = self._bench.keeping.opened.path.parent
            theme = self._bench.application.theme
            self._ready = ReadyDialog(self._window.desk, theme, self._sides, folder, self._window)
            self._ready.destroyed.connect(self._forget)
            self._sides.count()
        self._ready.show()
        self._ready.raise_()
        self._ready.activateWindow()

    def _forget(self) -> None:
        self._ready = None

    def council(self) -> None:
        """Asks which checks the council wants, and how grave each is."""
        CouncilChecksDialog(self._window.desk, self._window).exec()

    def agenda(self) -> None:
        """Shows the text for the agenda sheet."""
        AgendaDialog(self._window.desk, self._window).exec()
