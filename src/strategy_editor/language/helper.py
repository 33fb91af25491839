"""A helper process, asked and answering by lines of JSON: started when first needed, ended when it takes too long."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import BinaryIO, Generic, Protocol, TypeVar

import msgspec

_SOURCE = Path(__file__).resolve().parents[2]


class Numbered(Protocol):
    """A request or an answer: an answer carries the number of its request."""

    @property
    def id(self) -> int: ...


A = TypeVar("A", bound=Numbered)


class HelperFailed(Exception):
    """The helper gave no answer; ``late``: it took too long."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("that took too long" if late else "their helper failed")
        self.late = late


class Helper(Generic[A]):
    """One helper process for a module. Call it from a thread that may wait, never from the window's own."""

    def __init__(self, module: str, answers: type[A], patience: float, command: Sequence[str] = ()) -> None:
        # -P: the folder that the program was started in may hold foreign files, and must not be searched for modules.
        self._command = tuple(command) or (sys.executable, "-P", "-m", module)
        self._answers = answers
        self._patience = patience
        self._process: _Process | None = None
        self._lock = Lock()

    def ask(self, request: Numbered) -> A:
        """The answer. Raises :class:`HelperFailed` where there is none in time; the next question starts anew."""
        with self._lock:
            try:
                if self._process is None:
                    self._process = _Process(self._command)
                line = self._process.ask(msgspec.json.encode(request), self._patience)
                answer = msgspec.json.decode(line, type=self._answers)
                if answer.id != request.id:
                    raise ValueError("an answer to another question")
            except (OSError, ValueError, Empty) as error:
                self._stop()
                raise HelperFailed(late=isinstance(error, Empty)) from error
            return answer

    def close(self) -> None:
        """Ends the helper process. The next question starts a new one."""
        with self._lock:
            self._stop()

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

    def ask(self, request: bytes, patience: float) -> bytes:
        """The next line. Raises Empty after ``patience`` seconds, OSError when the helper failed."""
        self._requests.write(request + b"\n")
        self._requests.flush()
        return self._lines.get(timeout=patience)

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
