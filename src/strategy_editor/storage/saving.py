"""Saving: a snapshot written beside the file, synced, read back, verified, and only then put in its place.

Whoever reads the file sees the old one or the new one. A file that is not what was expected there is never overwritten.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import apsw
from msgspec import Struct

from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import DiskRefused, NotAStrategy, OpenElsewhere, Refused
from strategy_editor.storage import disk
from strategy_editor.storage.schema import file_uri
from strategy_editor.storage.store import Content, reading


class ChangedOutside(OpenElsewhere):
    """The file is not the one that was opened: somebody else has written to it (exit code 5). It was left alone.

    ``expected`` and ``found`` are SHA-256 digests; merge with the file as it is now, or save in another place.
    """

    def __init__(self, path: Path, expected: str, found: str) -> None:
        super().__init__(
            f"“{path.name}” was changed by somebody else since it was opened.",
            advice="Your work is safe on this PC. Bring both together, or save under another name.",
        )
        self.path = path
        self.expected = expected
        self.found = found


class Expected(Struct, frozen=True):
    """What may be replaced: nothing (the default), the file with this digest, or, where the user said so, anything."""

    digest: str = ""
    anything: bool = False


class Saved(Struct, frozen=True):
    """A save that was read back and found right: where, when, the SHA-256 of the file, and what it holds."""

    path: Path
    at: datetime
    digest: str
    content: Content


def write_file(
    target: Path,
    make: Callable[[Path], Content],
    expected: Expected,
    before_replacing: Callable[[Saved], None] = lambda _saved: None,
    token: str = "",
) -> Saved:
    """Puts in the place of ``target`` what ``make`` writes into the temporary file that it is given.

    ``make`` says what that file has to hold; it is read back and compared. ``before_replacing`` is told just before the
    rename, so that a crash right after it can be understood; ``token`` as in :func:`.disk.temporary_beside`.

    Raises ChangedOutside, Refused (a file nobody spoke of is there) and DiskRefused. After any of them the target is as
    it was (or, where only the disk's last confirmation failed, new and whole), and no temporary file is left.
    """
    target = _real(target)
    temporary = disk.temporary_beside(target, token)
    disk.remove(temporary)
    disk.clear_strays(target)
    try:
        with disk.refusals(target, "saved"), ThreadPoolExecutor(1) as aside:
            found = aside.submit(disk.steady_digest, target)
            disk.create(temporary)
            content = make(temporary)
            with suppress(FileNotFoundError):
                shutil.copymode(target, temporary)
            disk.sync_file(temporary)
            digest = aside.submit(disk.digest_of, temporary)
            _verify(temporary, target, content)
            seen = _as_expected(target, found.result(), expected)
            saved = Saved(target, utc_now(), digest.result(), content)
            before_replacing(saved)
            if disk.stamp(target) != seen:
                raise ChangedOutside(target, expected.digest, disk.digest_of(target))
            disk.put_in_place(temporary, target)
        _confirm(target)
    finally:
        disk.remove(temporary)
        disk.remove(temporary.with_name(temporary.name + "-journal"))
    return saved


def snapshot(source: apsw.Connection, temporary: Path) -> None:
    """Writes everything that is in the database into a new or empty file, which is not on the disk for sure yet.

    No lock is taken there, as some network folders have none to give.
    """
    source.pragma("synchronous", "off")
    try:
        source.execute("VACUUM INTO ?", (file_uri(temporary, nolock=1),))
    finally:
        source.pragma("synchronous", "full")


def _confirm(target: Path) -> None:
    try:
        disk.sync_folder(target.parent)
    except OSError as error:
        raise DiskRefused(
            f"“{target.name}” was written, but the disk of {target.parent} did not confirm it ({error.strerror}).",
            advice="Save a copy in another place too.",
        ) from error


def _real(target: Path) -> Path:
    """The place itself, so that a link stays a link."""
    try:
        return target.resolve()
    except OSError as error:
        raise disk.refusal(error, target, "saved") from error


def _verify(temporary: Path, target: Path, content: Content) -> None:
    try:
        with reading(temporary) as store:
            same = store.whole().content == content
    except NotAStrategy as error:
        raise _not_right(target, str(error)) from error
    if not same:
        raise _not_right(target, "it holds another text")


def _not_right(target: Path, why: str) -> DiskRefused:
    return DiskRefused(
        f"“{target.name}” was written, but what was read back is not right ({why}).",
        advice="The file was left as it was and your work is safe on this PC. Save in another place.",
    )


def _as_expected(target: Path, found: tuple[str, disk.Stamp] | None, expected: Expected) -> disk.Stamp | None:
    """The stamp of what may be replaced (None: nothing is there); raises unless it is what was expected."""
    if found is None:
        return None
    digest, stamp = found
    if expected.anything or digest == expected.digest:
        return stamp
    if expected.digest:
        raise ChangedOutside(target, expected.digest, digest)
    raise Refused(f"There is already a file “{target.name}” in {target.parent}.", advice="Choose another name.")
