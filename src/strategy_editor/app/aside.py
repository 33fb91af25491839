"""Work that is too long for a key press and too short for a process of its own: done on a thread beside the window."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Signal

from strategy_editor.foundation.errors import StrategyError


class Aside(QObject):
    """Does one thing at a time; what was begun before is forgotten, and its answer too.

    ``done`` carries what the work returned, ``failed`` a sentence. Work must not touch widgets.
    """

    done = Signal(object)
    failed = Signal(str)
    _answered = Signal(int, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._answered.connect(self._hear)

    @property
    def busy(self) -> bool:
        return self._number % 2 == 1

    def start(self, work: Callable[[], object]) -> None:
        """Begins ``work``."""
        self._number += 1 if self._number % 2 == 0 else 2
        Thread(target=self._work, args=(self._number, work), daemon=True).start()

    def _work(self, number: int, work: Callable[[], object]) -> None:
        result: object = None
        sentence = ""
        try:
            result = work()
        except StrategyError as error:
            sentence = str(error)
        try:
            self._answered.emit(number, result, sentence)
        except RuntimeError:
            return  # whoever asked has gone

    def _hear(self, number: int, result: object, sentence: str) -> None:
        if number != self._number:
            return
        self._number += 1
        if sentence:
            self.failed.emit(sentence)
        else:
            self.done.emit(result)
