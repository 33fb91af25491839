"""The disk: whole files written and put in place so that a reader sees the old one or the new one, never a part.

Every refusal of the disk becomes one sentence here. Names of temporary files start with ``~`` and end with ``.tmp``,
which synchronising stores leave alone.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw
from msgspec import Struct

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.foundation.ids import LENGTH, new_id

STRAY_SECONDS = 24 * 60 * 60
REPLACE_ATTEMPTS = 12
"""A virus scanner or a sync client may hold a file for a moment on Windows: about three seconds in all."""


class NoSuchFile(WrongUse):
    """The file that was named is not there (exit code 2)."""


class Stamp(Struct, frozen=True):
    """What tells quickly that a file is still the same: its size, when it changed (nanoseconds), its number on disk."""

    size: int
    changed: int
    number: int


def stamp(path: Path) -> Stamp | None:
    """The stamp of the file, or None where there is none."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise refusal(error, path, "read") from error
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def digest_of(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal; raises NoSuchFile and DiskRefused."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise refusal(error, path, "read") from error


def steady_digest(path: Path) -> tuple[str, Stamp] | None:
    """Digest and stamp of a file that did not change while it was read; None where there is none."""
    for _ in range(5):
        before = stamp(path)
        if before is None:
            return None
        try:
            digest = digest_of(path)
        except NoSuchFile:
            return None
        if stamp(path) == before:
            return digest, before
        time.sleep(0.2)
    raise DiskRefused(
        f"“{path.name}” keeps changing while it is being read.",
        advice="Another program is writing to it. Wait until it has finished, then try again.",
    )


def temporary_beside(path: Path, token: str = "") -> Path:
    """A name for a temporary file in the folder of ``path``, so that a rename is all that is left to do.

    ``token`` is the id of whoever writes, who can then find again what a crash left; none given: a new one.
    """
    return path.with_name(f"~{path.stem}-{token or new_id()}.tmp")


def clear_strays(path: Path) -> None:
    """Removes what writers of ``path`` left beside it more than a day ago; nobody writes for so long."""
    pattern = re.compile(rf"~{re.escape(path.stem)}-[0-9a-z]{{{LENGTH}}}\.tmp(-journal)?")
    with suppress(OSError):
        for each in path.parent.iterdir():
            if pattern.fullmatch(each.name) and time.time() - each.stat().st_mtime > STRAY_SECONDS:
                remove(each)


class System:
    """The acts that change the disk, one method each, raising OSError. Tests record them and let each fail in turn."""

    def create(self, path: Path, mode: int) -> None:
        """A new, empty file; FileExistsError where there is one."""
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))

    def write(self, path: Path, data: bytes) -> None:
        """The whole content of an empty file."""
        with open(path, "r+b") as file:
            file.write(data)

    def copy(self, source: Path, target: Path) -> None:
        """The content of ``source`` into the empty file ``target``."""
        shutil.copyfile(source, target)

    def sync(self, path: Path) -> None:
        """Waits until the bytes of the file are on the disk itself."""
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            if sys.platform == "darwin":
                import fcntl

                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            else:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """In one step, over whatever is there."""
        os.replace(old, new)

    def sync_folder(self, folder: Path) -> None:
        """Waits until the names in the folder are on the disk; Windows has no such call, some network folders none."""
        if sys.platform == "win32":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES):
                raise
        finally:
            os.close(descriptor)

    def delete(self, path: Path) -> None:
        path.unlink(missing_ok=True)


SYSTEM = System()


def create(path: Path, *, private: bool = False) -> None:
    """A new, empty file, for this user alone where it is private; raises OSError."""
    SYSTEM.create(path, 0o600 if private else 0o666)


def copy_into(source: Path, target: Path) -> None:
    """Fills the empty file ``target``; raises OSError."""
    SYSTEM.copy(source, target)


def sync_file(path: Path) -> None:
    """Waits until the bytes of the file are on the disk itself; raises OSError."""
    SYSTEM.sync(path)


def sync_folder(folder: Path) -> None:
    """Waits until the names in the folder are on the disk, where that can be; raises OSError."""
    SYSTEM.sync_folder(folder)


def put_in_place(temporary: Path, path: Path) -> None:
    """Renames ``temporary`` to ``path`` in one step; raises OSError."""
    for attempt in range(REPLACE_ATTEMPTS):
        try:
            SYSTEM.rename(temporary, path)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(0.04 * (attempt + 1))


def remove(path: Path) -> None:
    """Removes a file of the program's own; it does not matter whether it is there."""
    with suppress(OSError):
        SYSTEM.delete(path)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a small file of the program's own so that it is there in full or as it was; raises DiskRefused."""
    temporary = temporary_beside(path)
    try:
        with refusals(path, "saved"):
            create(temporary)
            SYSTEM.write(temporary, data)
            sync_file(temporary)
            put_in_place(temporary, path)
            sync_folder(path.parent)
    finally:
        remove(temporary)


@contextmanager
def refusals(path: Path, doing: str, what: str = "") -> Iterator[None]:
    """Turns what the system and SQLite say about the disk into one sentence; ``doing`` as in :func:`refusal`."""
    try:
        yield
    except (OSError, apsw.Error) as error:
        raise refusal(error, path, doing, what) from error


def refusal(error: OSError | apsw.Error, path: Path, doing: str, what: str = "") -> DiskRefused | NoSuchFile:
    """The sentence for what the disk said; ``doing`` is "read", "saved" or "kept", of ``what``, else of the file."""
    name, folder = what or f"“{path.name}”", path.absolute().parent
    missing = isinstance(error, FileNotFoundError)
    if missing and doing == "read":
        return NoSuchFile(f"There is no file {name} in {folder}.", advice="Check the name and the folder.")
    if isinstance(error, NotADirectoryError) or not folder.is_dir():
        return DiskRefused(
            f"{name} could not be {doing}: the folder {folder} is not there.",
            advice="It may have been renamed or disconnected. Save in another place.",
        )
    if isinstance(error, apsw.FullError) or _number(error) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskRefused(
            f"{name} could not be {doing}: there is no room left on the disk of {folder}.",
            advice="Make room, or save in another place. Nothing that was there before was changed.",
        )
    if isinstance(error, PermissionError | apsw.PermissionsError | apsw.ReadOnlyError | apsw.AuthError) or (
        isinstance(error, apsw.CantOpenError) and not os.access(folder, os.W_OK)
    ):
        return DiskRefused(
            f"{name} could not be {doing}: the program may not do that in {folder}, or another program holds the file.",
            advice="Close other programs that use it, or choose another place.",
        )
    return DiskRefused(
        f"{name} could not be {doing}: the disk of {folder} reported an error ({_words(error)}).",
        advice="Nothing that was there before was changed. Try again, or choose another place.",
    )


def _number(error: OSError | apsw.Error) -> int | None:
    return error.errno if isinstance(error, OSError) else None


def _words(error: OSError | apsw.Error) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
