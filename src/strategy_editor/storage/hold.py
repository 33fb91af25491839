"""Holding a file while this program runs: the system lets go by itself when the program ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Hold:
    """A file held by this process; two holds on one file exclude each other, also within one process."""

    def __init__(self, path: Path) -> None:
        """Raises BlockingIOError where somebody else holds it, OSError where it cannot be made."""
        self._descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise BlockingIOError(f"{path} is held") from error

    def release(self) -> None:
        """Lets go."""
        os.close(self._descriptor)


def is_held(path: Path) -> bool:
    """Whether a running program holds the file."""
    if not path.exists():
        return False
    try:
        Hold(path).release()
    except BlockingIOError:
        return True
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
