"""Checks beside the work: run in slices so short that no key waits for them, and the sides of the report counted."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator, Iterable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from strategy_editor.app.desk import Desk
from strategy_editor.app.jobs import Job
from strategy_editor.checks.finding import Finding
from strategy_editor.checks.rules import Situation
from strategy_editor.checks.run import Checker
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.session.export import ExportRequest, Manifest

_SLICE = 0.004
"""Seconds of work before whoever is at the keys comes first again. Once, the dictionary is loaded, which takes longer:
its library lets no other thread run meanwhile, so it is done when the window has just been shown."""

_PAUSE = 4000
"""Milliseconds without a change before the report is laid out to count its sides."""


class Checks(QObject):
    """Runs the checks of some documents; ``found`` carries the findings."""

    found = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._checker = Checker()
        self._work: Generator[None, None, tuple[Finding, ...]] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go)

    @property
    def busy(self) -> bool:
        return self._work is not None

    def begin(self, project: Project, documents: Iterable[Document], situation: Situation) -> None:
        """Starts over with this project. A small change is looked at before this returns."""
        self._work = self._checker.steps(project, documents, situation)
        self._timer.start(0)
        self._go()

    def finish(self) -> None:
        """Does the rest at once, for whoever can wait."""
        while self._work is not None:
            self._step()

    def stop(self) -> None:
        """Lets it be."""
        self._work = None
        self._timer.stop()

    def _go(self) -> None:
        until = perf_counter() + _SLICE
        while self._work is not None and perf_counter() < until:
            self._step()

    def _step(self) -> None:
        assert self._work is not None
        try:
            next(self._work)
        except StopIteration as done:
            self.stop()
            self.found.emit(done.value)


class Sides(QObject):
    """Counts the sides of A4 that the reports fill, in a process of its own, a while after each change.

    ``counted`` carries them by the id of the document.
    """

    counted = Signal(dict)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._folder: Path | None = None
        self._laid_out: tuple[object, ...] = ()
        self.sides: dict[str, int] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.count)
        desk.settled.connect(lambda _: self._pause.start())
        self._pause.start()

    @property
    def report(self) -> Document | None:
        """The report whose sides are counted: the first that goes to a meeting."""
        return next((each for each in self._desk.project.documents if each.kind == "report" and each.meeting), None)

    def count(self) -> None:
        """Lays the report out, unless nothing that it shows has changed since the last time."""
        report, project = self.report, self._desk.project
        if report is None:
            return
        lists = (project.facts, project.people, project.meetings, project.milestones, project.register)
        shows: tuple[object, ...] = (report, project.profile, project.glossary, *lists)
        same = bool(self._laid_out) and all(a is b for a, b in zip(shows, self._laid_out, strict=True))
        if same or self._job is not None:
            return
        self._laid_out = shows
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="strategy-editor-sides-"))
            request = ExportRequest("cabinet", str(self._folder / "out"), report.id, ("pdf",))
            self._job = Job.export(self._desk.session, request, self)
        except (StrategyError, OSError):
            self._tidy()  # there is no room for it now: the next change tries again
            return
        self._job.finished.connect(self._made)
        self._job.failed.connect(lambda _: self._tidy())

    def end(self) -> None:
        """Stops counting, when the window goes."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
        self._tidy()

    def _made(self, manifest: Manifest) -> None:
        self._tidy()
        pages = {made.document: made.pages for made in manifest.files if made.pages}
        if pages != self.sides:
            self.sides = pages
            self.counted.emit(pages)
        self._pause.start()

    def _tidy(self) -> None:
        self._job = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
