"""Work that does not wait for the window: a function in a thread, with its progress, its result or its sentence."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from strategy_editor.foundation.errors import Cancelled, StrategyError
from strategy_editor.foundation.progress import Progress


class Background(QObject):
    """Runs ``work`` once. ``done`` carries what it gave, ``failed`` a sentence; nothing comes after :meth:`cancel`.

    ``work`` gets a progress that stops it when the user has cancelled.
    """

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(str)
    _told = Signal(object, str)

    def __init__(self, work: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stopped = Event()
        self._told.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Asks the work to stop at its next step; what it gives is not told any more."""
        self._stopped.set()

    def wait(self) -> None:
        """Until the thread is at its end: for whoever closes the window under it."""
        self._thread.join()

    def _run(self) -> None:
        try:
            result, sentence = self._work(self._progress), ""
        except StrategyError as error:
            result, sentence = None, str(error)
        if not self._stopped.is_set():
            self._told.emit(result, sentence)

    def _progress(self, share: float, what: str) -> None:
        if self._stopped.is_set():
            raise Cancelled
        self.progressed.emit(share, what)

    def _finish(self, result: object, sentence: str) -> None:
        if self._stopped.is_set():
            return
        if sentence:
            self.failed.emit(sentence)
        else:
            self.done.emit(result)
