"""Memory is tidied when nobody types: Python looks through all that it holds now and then, which a key would feel.

A long strategy is some hundred thousand values; looking through them takes a tenth of a second and more. What is there
when a section has been opened is therefore set aside (``gc.freeze``), and looked through only in a long pause.
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from strategy_editor.app.desk import Desk

_AFTER_OPENING = 3_000
_BETWEEN = 600_000
"""Milliseconds from opening to setting aside, and from one look through everything to the next."""

_PAUSE = 10.0
"""Seconds without a change that count as a pause."""


class Tidying(QObject):
    """Keeps one window's keys from waiting for Python's tidying."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._changed = 0.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_OPENING)
        self._soon.timeout.connect(gc.freeze)
        self._seldom = QTimer(self)
        self._seldom.setInterval(_BETWEEN)
        self._seldom.timeout.connect(self.tidy)
        self._seldom.start()
        desk.opened.connect(lambda *_: self._soon.start())
        desk.changed.connect(lambda _: self._note())
        self._soon.start()

    def _note(self) -> None:
        self._changed = monotonic()

    def tidy(self) -> bool:
        """Looks through everything, if there is a pause; whether it was done."""
        if monotonic() - self._changed < _PAUSE:
            return False
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        return True
