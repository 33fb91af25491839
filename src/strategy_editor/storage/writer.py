"""One thread that writes: it takes the newest value, so that typing is never kept waiting and the disk is not flooded.

What fails is told at once, kept, and tried again until it works: nothing that was handed over is forgotten.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from strategy_editor.foundation.errors import DiskRefused, StrategyError
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project

GATHER_SECONDS = 0.25
"""How long a value waits for newer ones that take its place."""
_PAUSES = (0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts after a failure."""


@dataclass
class Batch:
    """What is to be written at once: pictures, projects that entries of the ledger name, and the newest value."""

    newest: tuple[Project, Ledger] | None = None
    named: list[Project] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.newest is not None or bool(self.named) or bool(self.pictures)

    def followed_by(self, later: Batch) -> Batch:
        """Both in one: the newest value of the later one, if it has one."""
        return Batch(later.newest or self.newest, self.named + later.named, self.pictures | later.pictures)


class Writer:
    """Hands batches to ``write`` on a thread of its own. ``on_error`` is called there for every failed attempt."""

    def __init__(self, write: Callable[[Batch], None], on_error: Callable[[StrategyError], None]) -> None:
        self._write = write
        self._on_error = on_error
        self._waiting = Batch()
        self._writing = Batch()
        self._hurry = False
        self._closing = False
        self._attempts = 0
        self._failures = 0
        self._changed = threading.Condition()
        self.error: StrategyError | None = None
        self._thread = threading.Thread(target=self._run, name="keeps the working copy", daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether something was handed over that is not on the disk yet."""
        with self._changed:
            return bool(self._waiting) or bool(self._writing)

    def put(self, batch: Batch) -> None:
        """Takes a batch over; does not wait, and wakes the thread only where it has nothing to gather for yet."""
        with self._changed:
            was_idle = not self._waiting
            self._waiting = self._waiting.followed_by(batch)
            if was_idle:
                self._changed.notify_all()

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures that were handed over and may not be on the disk yet."""
        with self._changed:
            return self._writing.pictures | self._waiting.pictures

    def flush(self, seconds: float) -> None:
        """Waits until everything that was handed over is on the disk; raises what stands in the way."""
        deadline = time.monotonic() + seconds
        with self._changed:
            attempts = self._attempts
            self._hurry = True
            self._changed.notify_all()
            while self._waiting or self._writing:
                if self.error is not None and self._attempts > attempts:
                    raise self.error
                if not self._changed.wait(deadline - time.monotonic()):
                    raise self.error or DiskRefused(
                        "The disk takes too long to keep your work.", advice="Save in another place if this goes on."
                    )

    def close(self) -> None:
        """Ends the thread after what it is doing; :meth:`flush` first."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                self._changed.wait_for(lambda: self._hurry or self._closing, self._pause())
                self._hurry = False
                self._writing, self._waiting = self._waiting, Batch()
            error = self._attempt()
            with self._changed:
                if error is not None:
                    self._waiting = self._writing.followed_by(self._waiting)
                self._writing = Batch()
                self.error = error
                self._attempts += 1
                self._failures = 0 if error is None else self._failures + 1
                self._changed.notify_all()
            if error is not None:
                self._on_error(error)

    def _pause(self) -> float:
        return _PAUSES[min(self._failures, len(_PAUSES)) - 1] if self._failures else GATHER_SECONDS

    def _attempt(self) -> StrategyError | None:
        try:
            self._write(self._writing)
        except StrategyError as error:
            return error
        except Exception as error:
            return DiskRefused(
                f"Your last changes could not be kept on this PC ({type(error).__name__}: {error}).",
                advice="Save the strategy in a file now.",
            )
        return None
