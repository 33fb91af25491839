"""What is known of a working copy beside its text: which file it belongs to, and what that file held.

Kept apart from the text in a small file of its own, so that nothing of this computer goes along when the text is saved.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from strategy_editor.model.encoding import decode, encode
from strategy_editor.storage import disk
from strategy_editor.storage.store import Content

TEXT = "text.db"
DESK = "desk.json"
UNFINISHED = "~"
"""What the name of a folder begins with until it is complete: nobody has worked in it yet."""
SNAPSHOT = "snapshot.tmp"


class Base(Struct, frozen=True, omit_defaults=True):
    """The file as it was last read or saved: place, SHA-256, what it holds, and when that was."""

    path: str
    digest: str
    content: Content
    at: datetime


class Desk(Struct, frozen=True, omit_defaults=True):
    """``base`` is None while there is no file yet.

    ``saving`` is what is about to be put in place: after a crash it tells a save that had just succeeded from a change
    from outside.
    """

    title: str
    base: Base | None = None
    saving: Base | None = None


def in_use(folder: Path) -> Path:
    """The file that a program holds while it uses the working copy in ``folder``; it lies beside it."""
    return folder.with_name(folder.name.removeprefix(UNFINISHED) + ".in-use")


def remove_folder(folder: Path) -> None:
    """Takes a working copy away that no program holds."""
    shutil.rmtree(folder, ignore_errors=True)
    disk.remove(in_use(folder))


def read_desk(folder: Path) -> Desk:
    """The desk of the working copy in ``folder``; raises NotAStrategy, NoSuchFile and DiskRefused."""
    path = folder / DESK
    try:
        data = path.read_bytes()
    except OSError as error:
        raise disk.refusal(error, path, "read") from error
    return decode(data, Desk, what="note about unsaved work")


def write_desk(folder: Path, desk: Desk) -> None:
    """Writes it down safely; raises DiskRefused."""
    disk.write_whole(folder / DESK, encode(desk))
