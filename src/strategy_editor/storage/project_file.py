"""The project file itself: made, and read without being held open, as if a stranger had sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import DiskRefused, NotAStrategy
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.storage import disk
from strategy_editor.storage.migrations import in_present_format
from strategy_editor.storage.pictures import check_bounds
from strategy_editor.storage.repair import repaired
from strategy_editor.storage.saving import Expected, Saved, snapshot, write_file
from strategy_editor.storage.schema import FORMAT, check_header, damaged, private_database, transaction
from strategy_editor.storage.store import Content, Store, Whole, content_of, reading
from strategy_editor.storage.tree import TreeBuilder

MAXIMUM_FILE = 8 << 30
"""Bytes; a file that is larger is not looked into."""
_ATTEMPTS = 3

T = TypeVar("T")


@dataclass(frozen=True)
class Opened:
    """What a file held when it was read. ``digest`` is the SHA-256 of the file; pictures are fetched when asked for.

    ``repairs`` says, in sentences, what in the text could not be as it was and was put right; ``found`` is what was
    there before.
    """

    path: Path
    digest: str
    project: Project
    found: Whole
    kept_at: datetime
    format: int = FORMAT
    repairs: tuple[str, ...] = ()

    @property
    def ledger(self) -> Ledger:
        return self.found.ledger

    @property
    def content(self) -> Content:
        return self.found.content

    def picture(self, digest: str) -> bytes:
        """The bytes of a picture; raises NotAStrategy where it is missing, damaged or made to fill the memory."""
        with in_present_format(self.path, self.format) as copy, reading(copy) as store:
            data = store.picture(digest)
        check_bounds(data)
        return data

    def picture_ids(self) -> set[str]:
        """The SHA-256 of every picture in the file."""
        with in_present_format(self.path, self.format) as copy, reading(copy) as store:
            return store.picture_ids()

    def project_of(self, tree: str) -> Project:
        """The project as it was in a version, a sent copy or a publication, by its tree; raises NotAStrategy."""
        with in_present_format(self.path, self.format) as copy, reading(copy) as store:
            return store.project(tree)


def create(
    path: Path,
    project: Project,
    ledger: Ledger | None = None,
    pictures: Mapping[str, bytes] | None = None,
    *,
    versions: Iterable[Project] = (),
    overwrite: bool = False,
) -> Saved:
    """Writes a new file. Raises Refused where a file is there and ``overwrite`` was not said, and DiskRefused.

    ``pictures`` are the bytes by SHA-256; ``versions`` are the projects that entries of the ledger name by their trees.
    """
    ledger = ledger or Ledger()
    with closing(private_database()) as connection:
        store = Store(connection, path)
        top = TreeBuilder()(project)
        with disk.refusals(path, "saved"), transaction(connection):
            for digest, data in (pictures or {}).items():
                store.put_picture(digest, data)
            for version in versions:
                store.put_tree(TreeBuilder()(version))
            store.fill(top, ledger, utc_now())

        def make(temporary: Path) -> Content:
            snapshot(connection, temporary)
            return content_of(top, ledger)

        return write_file(path, make, Expected(anything=overwrite))


def read(path: Path) -> Opened:
    """The file as it is now, every row of it checked; nothing is held open afterwards and nothing is written.

    Raises NoSuchFile, DiskRefused, and NotAStrategy with one sentence for whatever is wrong with it.
    """
    return read_steadily(path, lambda _store, opened: opened)


def read_steadily(
    path: Path,
    work: Callable[[Store, Opened], T],
    *,
    undo: Callable[[T], None] = lambda _outcome: None,
    every_row: bool = True,
) -> T:
    """What ``work`` makes of the rows of the file and what was read of it, while the file did not change.

    Where it did, what was made is undone and made again. ``every_row`` as in :meth:`.Store.whole`.
    """
    path = Path(path)
    _check_kind(path)
    for _ in range(_ATTEMPTS):
        before = disk.stamp(path)
        try:
            outcome = _read(path, work, every_row)
        except NotAStrategy:
            if disk.stamp(path) == before:
                raise
            continue
        if disk.stamp(path) == before:
            return outcome
        undo(outcome)
    raise DiskRefused(
        f"“{path.name}” changed while it was being read.",
        advice="Another program is writing to it. Wait until it has finished, then try again.",
    )


def _check_kind(path: Path) -> None:
    """Refuses what is not a plain file of a sensible size, before anything waits for it."""
    stamp = disk.stamp(path)
    if stamp is None:
        raise disk.refusal(FileNotFoundError(), path, "read")
    if not path.is_file():
        raise NotAStrategy(f"“{path.name}” is not a file.", advice="Choose a file that ends in .strategy.")
    if stamp.size > MAXIMUM_FILE:
        raise damaged(path, "it is larger than any strategy could be")


def _read(path: Path, work: Callable[[Store, Opened], T], every_row: bool) -> T:
    version = check_header(path)
    with ThreadPoolExecutor(1) as aside, in_present_format(path, version) as copy, reading(copy) as store:
        digest = aside.submit(disk.digest_of, path)
        found = store.whole(every_row=every_row)
        project, repairs = repaired(found.project)
        opened = Opened(path, digest.result(), project, found, store.kept_at, version, repairs)
        return work(store, opened)
