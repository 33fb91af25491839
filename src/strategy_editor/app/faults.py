"""When the program itself fails: the work is made safe first, then a log is written, then the user is told.

The log holds where in the program it happened and what kind of error it was, never text of a document: messages of
errors are left out of it, since they may quote one. A hard crash leaves its trace through ``faulthandler`` and is told
of at the next start.
"""

from __future__ import annotations

import faulthandler
import platform
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Signal

from strategy_editor import __version__
from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.session.paths import logs_folder

_HARD = "hard-crash.log"
_KEPT = 20


class Faults(QObject):
    """``happened`` carries a sentence for the user; it is sent on the thread of the window."""

    happened = Signal(str)

    def __init__(self, flush: Callable[[], Iterable[StrategyError]]) -> None:
        super().__init__()
        self._flush = flush
        self._busy = False
        self._hard: TextIO | None = None

    def watch(self) -> str:
        """From now on nothing fails unseen; returns a sentence where the last run ended in a hard crash."""
        told = last_crash()
        sys.excepthook = self._caught
        self._hard = (logs_folder() / _HARD).open("w", encoding="utf-8")
        faulthandler.enable(self._hard)
        return told

    def stop(self) -> None:
        """The program ends as it should: the empty trace goes."""
        sys.excepthook = sys.__excepthook__
        faulthandler.disable()
        if self._hard is not None:
            self._hard.close()
            (logs_folder() / _HARD).unlink(missing_ok=True)
            self._hard = None

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if self._busy:
            return
        self._busy = True
        try:
            problems = list(self._flush())
            log = write_log(kind, trace)
            safe = "Your work is safe." if not problems else f"Your last changes could not be kept: {problems[0]}"
            self.happened.emit(f"Something went wrong inside the program. {safe} A note without your text is in {log}.")
        finally:
            self._busy = False


def write_log(kind: type[BaseException], trace: TracebackType | None) -> Path:
    """Writes where it happened and what kind of error it was; the oldest logs go."""
    now = utc_now()
    folder = logs_folder()
    path = folder / f"fault-{now:%Y%m%d-%H%M%S}.log"
    frames = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    lines = (
        f"Strategy Editor {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"{now.isoformat()} {kind.__module__}.{kind.__qualname__}",
        *frames,
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for old in sorted(folder.glob("fault-*.log"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path


def last_crash() -> str:
    """What to say of a hard crash of the last run; its trace is kept under another name."""
    path = logs_folder() / _HARD
    if not path.exists() or not path.stat().st_size:
        return ""
    kept = path.with_name(f"hard-crash-{utc_now():%Y%m%d-%H%M%S}.log")
    path.replace(kept)
    return f"The program ended unexpectedly last time. Your work is safe. A note without your text is in {kept}."
