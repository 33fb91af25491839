"""Long work in a process of its own: started, watched and stopped from the window, which never waits for it."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from strategy_editor.foundation.errors import DiskRefused
from strategy_editor.model.encoding import decode
from strategy_editor.model.project import Project
from strategy_editor.session.export import ExportRequest, Manifest
from strategy_editor.session.session import Session
from strategy_editor.session.worker import WorkOrder, write_order

_BROKEN = "The work stopped unexpectedly. Nothing was changed. Please try again."


class Job(QObject):
    """One piece of work. ``progressed``: share and what; ``finished``: the manifest; ``failed``: a sentence.

    ``place`` is then the anchor of what stood in the way, if that is known. ``gone`` is sent when its process is gone,
    a moment after either.
    """

    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(str)
    gone = Signal()

    def __init__(self, folder: Path, making: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._making = making
        self._answered = False
        self._answer: Callable[[], None] | None = None
        self.place = ""
        self._rest = b""
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._broke)

    @classmethod
    def export(
        cls,
        session: Session,
        request: ExportRequest,
        parent: QObject | None = None,
        *,
        project: Project | None = None,
        strict: bool = False,
    ) -> Job:
        """Starts an export of the project as it is at this moment, or of an earlier ``project`` of the session."""
        try:
            folder = Path(tempfile.mkdtemp(prefix="strategy-editor-"))
        except OSError as error:
            raise DiskRefused(f"There is no room for the work ({error.strerror}).") from error
        out = Path(request.out)
        making = out.parent / f".{out.name}-making-{folder.name}"
        order = WorkOrder(
            request, project or session.project, session.ledger, str(making), session.clock(), strict=strict
        )
        write_order(folder, order, session)
        job = cls(folder, making, parent)
        job._process.start(sys.executable, ["-m", "strategy_editor.session.worker", str(folder)])
        return job

    @property
    def running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def cancel(self) -> None:
        """Stops the work and removes what it had begun."""
        self._answered = True
        self._process.kill()
        self._process.waitForFinished(3000)
        self._tidy()

    def _read(self) -> None:
        lines = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            self._hear(json.loads(line), line)

    def _hear(self, told: dict, line: bytes) -> None:
        if "share" in told:
            self.progressed.emit(told["share"], told["what"])
        elif "error" in told:
            self.place = told.get("anchor", "")
            self._answer = partial(self.failed.emit, told["error"])
        elif "files" in told:
            self._answer = partial(self.finished.emit, decode(line, Manifest, what="answer of the worker"))

    def _broke(self, _error: QProcess.ProcessError) -> None:
        self._ended()

    def _ended(self, *_: object) -> None:
        self._read()
        self._tidy()
        self.gone.emit()
        if not self._answered:  # told once the process has ended, so that whoever hears it may let go of this
            self._answered = True
            (self._answer or partial(self.failed.emit, _BROKEN))()

    def _tidy(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.rmtree(self._making, ignore_errors=True)
