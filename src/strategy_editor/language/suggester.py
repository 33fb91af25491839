"""Asks the helper process for suggestions: started when first needed, killed when it takes too long or is done with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import BinaryIO

import msgspec

from strategy_editor.language.suggestions import Answer, Request

PATIENCE = 8.0
"""Seconds to wait for an answer, the start of the process on a slow computer included."""

_MODULE = "strategy_editor.language.suggestions"
_SOURCE = Path(__file__).resolve().parents[2]


class Suggester:
    """Suggestions for misspelt words. Call it from a thread that may wait, never from the window's own.

    ``problem`` says, in a sentence for the user, why there were no suggestions the last time; empty when all went well.
    """

    def __init__(self, *, patience: float = PATIENCE, command: Sequence[str] = ()) -> None:
        self.problem = ""
        self._patience = patience
        # -P: the folder that the program was started in may hold foreign files, and must not be searched for modules.
        self._command = tuple(command) or (sys.executable, "-P", "-m", _MODULE)
        self._process: _Process | None = None
        self._asked = 0
        self._lock = Lock()

    def suggest(self, word: str, language: str = "en-GB", known: Iterable[str] = ()) -> tuple[str, ...]:
        """Right spellings for ``word``, the likeliest first; none when the helper failed or took too long."""
        with self._lock:
            self._asked += 1
            self.problem = ""
            try:
                return self._answer(Request(self._asked, word, language, tuple(known)))
            except (OSError, ValueError, Empty) as error:
                self._stop()
                late = isinstance(error, Empty)
                self.problem = f"There are no suggestions: {'that took too long' if late else 'their helper failed'}."
                return ()

    def close(self) -> None:
        """Ends the helper process. The next question starts a new one."""
        with self._lock:
            self._stop()

    def _answer(self, request: Request) -> tuple[str, ...]:
        if self._process is None:
            self._process = _Process(self._command)
        answer = self._process.ask(request, self._patience)
        if answer.id != request.id:
            raise ValueError("an answer to another question")
        return answer.suggestions

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


class _Process:
    """A running helper, and the thread that reads its answers (a pipe cannot be read with a time limit everywhere)."""

    def __init__(self, command: Sequence[str]) -> None:
        paths = [str(_SOURCE), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = self._process.stdin
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._reader = Thread(target=_read, args=(self._process.stdout, self._lines), daemon=True)
        self._reader.start()

    def ask(self, request: Request, patience: float) -> Answer:
        """The next answer. Raises Empty after ``patience`` seconds, OSError or ValueError when the helper failed."""
        self._requests.write(msgspec.json.encode(request) + b"\n")
        self._requests.flush()
        line = self._lines.get(timeout=patience)
        return msgspec.json.decode(line, type=Answer)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        with suppress(OSError):  # what was not yet written is lost with the helper, and nobody waits for it
            self._requests.close()


def _read(stream: BinaryIO, lines: SimpleQueue[bytes]) -> None:
    """Hands on every line; an empty one, which is no answer, when the stream ends."""
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(b"")
