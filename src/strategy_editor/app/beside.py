"""Work of a second or two beside the window: a function runs in a thread, its result comes back as a signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from strategy_editor.foundation.errors import StrategyError

_BROKEN = "That went wrong unexpectedly. Nothing was changed. Please try again."


class Beside(QObject):
    """``finished`` carries what the function gave, ``failed`` a sentence. One piece of work at a time."""

    finished = Signal(object)
    failed = Signal(str)
    _came = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.running = False
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self, work: Callable[[], object]) -> None:
        """Runs ``work``, which must touch nothing of the window."""
        self.running = True
        self._pool.start(lambda: self._run(work))

    def _run(self, work: Callable[[], object]) -> None:
        try:
            self._came.emit(work(), "")
        except StrategyError as error:
            self._came.emit(None, str(error))
        except Exception:
            self._came.emit(None, _BROKEN)
            raise

    def _tell(self, result: object, problem: str) -> None:
        self.running = False
        if problem:
            self.failed.emit(problem)
        else:
            self.finished.emit(result)
