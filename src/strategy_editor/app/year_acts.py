"""The acts for the year after: next year's strategy, the report on progress."""

from __future__ import annotations

from PySide6.QtCore import QObject

from strategy_editor.app.background import Background
from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.next_year import NextYearDialog
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.session.refreshing import NextYear, Started, add_progress_report, approved, start_next_year


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    acts = YearActs(bench)
    return {"next-year": acts.start, "progress-report": acts.report}


class YearActs(QObject):
    """One window's acts for the year after."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._bench = bench
        self._desk = bench.window.desk
        self._working: Background | None = None

    def start(self) -> None:
        """Asks what next year's strategy is called, starts it beside the window, and opens it."""
        opened = self._bench.keeping.opened
        session = self._desk.session
        dialog = NextYearDialog(opened.path, self._desk.project.title, session.ledger, self._bench.window)
        if not dialog.exec() or self._working is not None:
            return
        if not opened.safety.saved:
            try:
                opened.save()
            except StrategyError as error:
                self._desk.told.emit(str(error), True)
                return
        self._begin(dialog.wanted)

    def _begin(self, wanted: NextYear) -> None:
        self._desk.told.emit("Starting next year’s strategy…", False)
        self._working = Background(lambda _: start_next_year(wanted), self)
        self._working.done.connect(self._started)
        self._working.failed.connect(self._could_not)
        self._working.start()

    def _started(self, started: Started) -> None:
        self._working = None
        window = self._bench.application.open(started.path, self._bench.window)
        if window is not None:
            sentence = f"From {started.source}. {started.flagged} comments say what to look at again."
            window.desk.told.emit(sentence, False)

    def _could_not(self, sentence: str) -> None:
        self._working = None
        self._desk.told.emit(sentence, True)

    def report(self) -> None:
        """Adds a report on progress against the last approved version, and goes to it."""
        session = self._desk.session
        try:
            version = approved(session.ledger)
            agreed = self._bench.keeping.opened.project_of(version.tree) if version else None
            document = add_progress_report(session, agreed)
        except StrategyError as error:
            self._desk.told.emit(str(error), True)
            return
        self._desk.open_document(document.id)
        self._desk.told.emit("The report is drafted from the milestones. Undo takes it away.", False)
