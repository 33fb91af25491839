"""Holding a file while this program runs: the system lets go by itself when the program ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class Hold:
    """A file held by this process; two holds on one file exclude each other, also within one process."""

    def __init__(self, path: Path) -> None:
        """Raises BlockingIOError where somebody else holds it, OSError where it cannot be made."""
        self._path = path
        self._descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as error:
            if error.errno in _TAKEN:
                os.close(self._descriptor)
                raise BlockingIOError(f"{path} is held") from error
            # Some network folders have no locks to give: SQLite's own are then all there is.

    def release(self) -> None:
        """Lets go; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def remove(self) -> None:
        """Lets go and removes the file."""
        self.release()
        with suppress(OSError):
            self._path.unlink()


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
