"""A disk that records every act, SQLite's own included, that can let any of them fail, and that can lose its power.

``FlakyDisk`` stands in for the program's own acts (``disk.SYSTEM``) and for SQLite's (a VFS made the default). From
its record the states are worked out that a power cut at any moment may leave.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw
import pytest

from strategy_editor.storage import disk

BASE = apsw.vfs_names()[0]
SECTOR = 512


class Act(NamedTuple):
    """One act: create, write, truncate, sync, rename, delete, sync-folder; or a mark that the test has made."""

    name: str
    path: str
    other: str = ""
    offset: int = 0
    data: bytes = b""


class FlakyDisk(disk.System):
    """Records acts; from number ``fails_from`` on (up to ``fails_until``) each act raises instead of being done."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.fails_from = self.fails_until = -1
        self.full = True
        self.below = ""
        self.failed: list[Act] = []

    def fail(self, first: int, last: int, *, full: bool, below: Path | None = None) -> None:
        """Acts number ``first`` to ``last`` fail (``below``: in this folder only): the disk is full, or else broken."""
        self.fails_from, self.fails_until, self.full, self.below = first, last, full, str(below or "")

    def recover(self) -> None:
        self.fails_from = self.fails_until = -1

    def mark(self, name: str, what: object) -> None:
        """Notes in the record that the program has said something."""
        self.acts.append(Act(name, str(what)))

    def _fails(self, act: Act) -> bool:
        number = len(self.acts)
        self.acts.append(act)
        fails = self.fails_from <= number <= self.fails_until and act.path.startswith(self.below)
        if fails:
            self.failed.append(act)
        return fails

    def step(self, act: Act) -> None:
        """An act of the program itself."""
        if self._fails(act):
            raise OSError(28, "No space left on device") if self.full else OSError(5, "Input/output error")

    def sqlite_step(self, act: Act) -> None:
        """An act of SQLite."""
        if self._fails(act):
            raise apsw.FullError("disk full") if self.full else apsw.IOError("disk broken")

    # ---- the program's own acts

    def create(self, path: Path, mode: int) -> None:
        self.step(Act("create", str(path)))
        super().create(path, mode)

    def write(self, path: Path, data: bytes) -> None:
        self.step(Act("write", str(path), data=data))
        super().write(path, data)

    def copy(self, source: Path, target: Path) -> None:
        self.step(Act("write", str(target), data=source.read_bytes()))
        super().copy(source, target)

    def sync(self, path: Path) -> None:
        self.step(Act("sync", str(path)))
        super().sync(path)

    def rename(self, old: Path, new: Path) -> None:
        self.step(Act("rename", str(old), str(new)))
        super().rename(old, new)

    def sync_folder(self, folder: Path) -> None:
        self.step(Act("sync-folder", str(folder)))
        super().sync_folder(folder)

    def delete(self, path: Path) -> None:
        if path.exists():
            self.step(Act("delete", str(path)))
        super().delete(path)


class _Vfs(apsw.VFS):
    def __init__(self, flaky: FlakyDisk) -> None:
        self.flaky = flaky
        super().__init__("flaky", BASE, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self.flaky, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        self.flaky.sqlite_step(Act("delete", name))
        super().xDelete(name, sync)
        if sync:
            self.flaky.mark("sync-folder", Path(name).parent)


class _File(apsw.VFSFile):
    def __init__(self, flaky: FlakyDisk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.flaky = flaky
        self.name = (name.filename() if isinstance(name, apsw.URIFilename) else name) or ""
        is_log = bool(flags[0] & (apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL))
        self.syncs_folder = is_log and bool(self.name) and not Path(self.name).exists()
        if self.name and flags[0] & apsw.SQLITE_OPEN_CREATE and not Path(self.name).exists():
            flaky.sqlite_step(Act("create", self.name))
        super().__init__(BASE, name, flags)  # type: ignore[arg-type]

    def xWrite(self, data: bytes, offset: int) -> None:
        if self.name:
            self.flaky.sqlite_step(Act("write", self.name, offset=offset, data=bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        if self.name:
            self.flaky.sqlite_step(Act("truncate", self.name, offset=size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        if self.name:
            self.flaky.sqlite_step(Act("sync", self.name))
        super().xSync(flags)
        if self.name and self.syncs_folder:  # SQLite syncs the folder with the first sync of a log that it has made
            self.flaky.mark("sync-folder", Path(self.name).parent)
            self.syncs_folder = False


@contextmanager
def flaky_disk() -> Iterator[FlakyDisk]:
    """The disk of everything that happens in the block."""
    flaky = FlakyDisk()
    vfs = _Vfs(flaky)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(disk, "SYSTEM", flaky)
        try:
            yield flaky
        finally:
            vfs.unregister()
            apsw.set_default_vfs(BASE)


# ---- power cuts


class FileOnDisk:
    """A file as the disk has it: what was synced, and what was written since."""

    def __init__(self, data: bytes = b"") -> None:
        self.synced = data
        self.waiting: list[Act] = []

    def content(self, kept: list[Act]) -> bytes:
        data = bytearray(self.synced)
        for act in kept:
            if act.name == "truncate":
                del data[act.offset :]
            else:
                data.extend(bytes(max(0, act.offset + len(act.data) - len(data))))
                data[act.offset : act.offset + len(act.data)] = act.data
        return bytes(data)


class PowerCut:
    """Plays a record up to any act and says which files there may be afterwards."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._names = {path: FileOnDisk(data) for path, data in files.items()}
        self._synced_names = dict(self._names)
        self._moved_folders: list[Act] = []

    def play(self, act: Act) -> None:
        """The next act is done."""
        match act.name:
            case "create":
                self._names[act.path] = FileOnDisk()
            case "write" | "truncate":
                self._names[act.path].waiting.append(act)
            case "sync":
                file = self._names[act.path]
                file.synced, file.waiting = file.content(file.waiting), []
            case "rename" if act.path in self._names:
                self._names[act.other] = self._names.pop(act.path)
            case "rename":  # a folder
                self._names = _moved(self._names, act)
                self._moved_folders.append(act)
            case "delete":
                self._names.pop(act.path, None)
            case "sync-folder":
                self._sync_folder(act.path)

    def _sync_folder(self, folder: str) -> None:
        here = {path: file for path, file in self._names.items() if Path(path).parent == Path(folder)}
        for moved in [moved for moved in self._moved_folders if Path(moved.other).parent == Path(folder)]:
            self._synced_names = _moved(self._synced_names, moved)
            self._moved_folders.remove(moved)
        for moved in self._moved_folders:  # the folder's own name is not synced: what is in it has the old path
            here = _moved(here, Act("rename", moved.other, moved.path))
            folder = moved.path if folder == moved.other else folder
        away = {path: file for path, file in self._synced_names.items() if Path(path).parent != Path(folder)}
        self._synced_names = away | here

    def all_kept(self) -> dict[str, bytes]:
        """Only the program was killed."""
        return {path: file.content(file.waiting) for path, file in self._names.items()}

    def all_lost(self) -> dict[str, bytes]:
        """Nothing that was not synced is there, neither bytes nor names."""
        return {path: file.synced for path, file in self._synced_names.items()}

    def bytes_lost(self) -> dict[str, bytes]:
        """The names are there, the bytes that were not synced are not."""
        return {path: file.synced for path, file in self._names.items()}

    def torn(self, chance: random.Random) -> dict[str, bytes]:
        """Some of what was not synced is there, in parts of sectors and out of order; some names are too."""
        names = self._names if chance.random() < 0.5 else self._synced_names
        return {path: file.content(list(_some(file.waiting, chance))) for path, file in names.items()}


def _moved(names: dict[str, FileOnDisk], act: Act) -> dict[str, FileOnDisk]:
    """The names after a folder was renamed."""
    old, new = act.path + "/", act.other + "/"
    return {new + path[len(old) :] if path.startswith(old) else path: file for path, file in names.items()}


def _some(acts: list[Act], chance: random.Random) -> Iterator[Act]:
    for act in acts:
        for start in range(0, max(1, len(act.data)), SECTOR):
            if chance.random() < 0.5:
                yield act._replace(offset=act.offset + start, data=act.data[start : start + SECTOR])
