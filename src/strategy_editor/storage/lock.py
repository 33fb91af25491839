"""The lock beside a file: who has it open, where and since when, so that two people do not work past each other.

It only tells. Saving never depends on it (a changed file is noticed by its content), and Save As works whatever it
says. A lock whose program is gone is stale and can be taken over; so can any other, when the user says so.
"""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.clock import Clock, london, utc_now
from strategy_editor.foundation.errors import OpenElsewhere, StrategyError
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.encoding import decode, encode
from strategy_editor.storage import disk

SILENT_AFTER = timedelta(minutes=15)
"""A lock from another computer that has been silent for so long is stale."""
_MAXIMUM = 10_000


class Holder(Struct, frozen=True, omit_defaults=True):
    """Who holds a lock: a person's name, the computer, since when, last heard of when, and which program."""

    name: str
    host: str
    since: datetime
    beat: datetime
    process: int
    token: str

    def is_stale(self, now: datetime) -> bool:
        """Whether nobody is behind the lock any more: its program is gone, or it has been silent for long."""
        if self.host == socket.gethostname():
            return not _is_running(self.process)
        return now - self.beat > SILENT_AFTER

    @property
    def words(self) -> str:
        """Such as "by Anne Wood on PC-17 since 3 March 2009, 14:32"."""
        since = london(self.since)
        when = f"{since.day} {since:%B %Y, %H:%M}"
        return f"by {self.name or 'somebody'} on {self.host} since {when}"


class HeldByAnother(OpenElsewhere):
    """The file is open elsewhere (exit code 5): ``holder`` says by whom. It can be read, copied, or taken over."""

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(
            f"“{path.name}” is open {holder.words}.",
            advice="You can read it, work on a copy that can be brought together later, or take it over.",
        )
        self.holder = holder


def lock_path(path: Path) -> Path:
    """Where the lock of a file lies."""
    return path.with_name(f"~{path.name}.lock")


def holder_of(path: Path) -> Holder | None:
    """Who holds the lock of the file; None where nobody does or what lies there is no lock."""
    try:
        with open(lock_path(path), "rb") as file:
            return decode(file.read(_MAXIMUM), Holder, what="lock")
    except (OSError, StrategyError):
        return None


class Lock:
    """A lock that this program holds. ``is_kept`` is False where it could not be written, such as in a folder to read.

    Working without one is safe; it is only that others are not told.
    """

    def __init__(self, path: Path, holder: Holder, clock: Clock, is_kept: bool) -> None:
        self.path = path
        self.holder = holder
        self.is_kept = is_kept
        self._clock = clock

    def beat(self) -> bool:
        """Says that this program is still there; False where somebody has taken the lock over."""
        if not self.is_kept:
            return True
        found = holder_of(self.path)
        if found is not None and found.token != self.holder.token:
            return False
        self.holder = replace(self.holder, beat=self._clock())
        try:
            disk.write_whole(lock_path(self.path), encode(self.holder))
        except StrategyError:
            self.is_kept = found is not None
        return True

    def release(self) -> None:
        """Takes the lock away, unless it is somebody else's by now."""
        found = holder_of(self.path)
        if found is not None and found.token == self.holder.token:
            disk.remove(lock_path(self.path))


def acquire(path: Path, name: str, *, clock: Clock = utc_now, take_over: bool = False) -> Lock:
    """The lock of the file for the person ``name``; raises HeldByAnother, unless that lock is stale or taken over."""
    now = clock()
    mine = Holder(name, socket.gethostname(), now, now, os.getpid(), new_id())
    for _ in range(3):
        if _put(path, mine):
            return Lock(path, mine, clock, is_kept=True)
        found = holder_of(path)
        if found is not None and not take_over and not found.is_stale(now):
            raise HeldByAnother(path, found)
        disk.remove(lock_path(path))
        if lock_path(path).exists():
            break
    return Lock(path, mine, clock, is_kept=False)


def _put(path: Path, holder: Holder) -> bool:
    """Writes the lock where there is none; False where there is one or it cannot be written."""
    try:
        descriptor = os.open(lock_path(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except OSError:
        return False
    try:
        with open(descriptor, "wb") as file:
            file.write(encode(holder))
    except OSError:
        disk.remove(lock_path(path))
        return False
    return True


if sys.platform == "win32":
    import ctypes

    _QUERY = 0x1000
    _STILL_ACTIVE = 259

    def _is_running(process: int) -> bool:
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_QUERY, False, process)
        if not handle:
            return bool(kernel.GetLastError() == 5)  # there, but somebody else's
        code = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return not known or code.value == _STILL_ACTIVE

else:

    def _is_running(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True
