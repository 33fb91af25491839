"""The working copy: where every edit is safe within a second, in the user's own folder, until it is in the file.

A folder with the text (SQLite, write-ahead log, on the disk before a commit counts), the desk (which file it belongs
to) and a mark that a running program uses it. It is the session's keeper.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import DiskRefused, OpenElsewhere, StrategyError, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.storage import disk
from strategy_editor.storage.desk import (
    SNAPSHOT,
    TEXT,
    UNFINISHED,
    Base,
    Desk,
    in_use,
    read_desk,
    remove_folder,
    write_desk,
)
from strategy_editor.storage.hold import Hold
from strategy_editor.storage.migrations import in_present_format, keep_backup
from strategy_editor.storage.pictures import check_bounds
from strategy_editor.storage.project_file import Opened, read, read_steadily
from strategy_editor.storage.repair import repaired
from strategy_editor.storage.saving import Expected, Saved, snapshot, write_file
from strategy_editor.storage.schema import (
    FORMAT,
    create_own,
    distrusting,
    let_go,
    open_own,
    private_database,
    transaction,
)
from strategy_editor.storage.store import Content, Store, content_of, evidence_of, reading, trees_of
from strategy_editor.storage.tree import TreeBuilder, tree_of
from strategy_editor.storage.writer import Batch, Writer

FLUSH_SECONDS = 60.0
WORK = "Your work"
"""What people call what is kept here."""


class WorkingCopy:
    """A project in work. Begin with :meth:`start`, :meth:`open` or :meth:`resume`; end with :meth:`close`.

    ``on_error`` is called, on the writer's thread, whenever the disk refuses; what it refused is tried again.
    """

    def __init__(self, folder: Path, hold: Hold, desk: Desk, opened: Opened | None = None) -> None:
        self.folder = folder
        self.on_error: Callable[[StrategyError], None] = lambda _error: None
        self._hold = hold
        self._desk = desk
        path = folder / TEXT
        with distrusting(path):
            self._store = Store(open_own(path), path)
            found = opened.found if opened else self._store.todays()
        self._ledger = self._ledger_there = found.ledger
        self._committed = found.content
        self._builder = TreeBuilder()
        self._builder(found.project, as_read=True)
        self._gate = threading.RLock()
        self._saving = threading.Lock()
        self._pinned: set[str] = set()
        self._writer = Writer(self._commit, lambda error: self.on_error(error))
        self._project, self.repairs = (opened.project, opened.repairs) if opened else repaired(found.project)
        if self.repairs:
            self.keep(self._project, self._ledger)

    # ---- beginning

    @classmethod
    def start(
        cls,
        working: Path,
        project: Project,
        ledger: Ledger | None = None,
        pictures: Mapping[str, bytes] | None = None,
    ) -> WorkingCopy:
        """A new project that has no file yet, in a new folder below ``working``."""

        def fill(store: Store) -> None:
            for digest, data in (pictures or {}).items():
                store.put_picture(digest, data)
            store.fill(TreeBuilder()(project), ledger or Ledger(), utc_now())

        return cls._filled(working, fill, Desk(project.title))

    @classmethod
    def open(cls, working: Path, path: Path, backups: Path | None = None) -> WorkingCopy:
        """A working copy of a file; raises NoSuchFile, NotAStrategy and DiskRefused. The file is not held open.

        A file of an older format is copied to ``backups`` (none given: to its own folder), as saving will replace it.
        """

        def copy(source: Store, opened: Opened) -> WorkingCopy:
            def fill(store: Store) -> None:
                store.take(source, {opened.content.tree, *trees_of(opened.ledger)}, evidence_of(opened.ledger))
                store.put_ledger(opened.ledger)
                store.put_head(opened.content.tree, opened.kept_at)

            if opened.format < FORMAT:
                keep_backup(path, opened.format, backups or path.parent)
            base = Base(str(opened.path.resolve()), opened.digest, opened.content, utc_now())
            return cls._filled(working, fill, Desk(opened.project.title, base), opened)

        return read_steadily(path, copy, undo=lambda made: made.remove(), every_row=False)

    @classmethod
    def _filled(
        cls, working: Path, fill: Callable[[Store], None], desk: Desk, opened: Opened | None = None
    ) -> WorkingCopy:
        folder = working / new_id()
        making = folder.with_name(UNFINISHED + folder.name)
        hold = None
        try:
            with disk.refusals(folder / TEXT, "kept", WORK):
                working.mkdir(parents=True, exist_ok=True)
                hold = Hold(in_use(folder))  # first, so that nobody takes the folder for one that was abandoned
                making.mkdir()
                with closing(create_own(making / TEXT)) as connection, transaction(connection):
                    fill(Store(connection, making / TEXT))
                disk.sync_file(making / TEXT)
                write_desk(making, desk)
                disk.put_in_place(making, folder)
                disk.sync_folder(working)
            return cls(folder, hold, desk, opened)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)
            if hold is not None:
                hold.remove()
            raise

    @classmethod
    def resume(cls, folder: Path) -> WorkingCopy:
        """Takes up what an earlier run left in ``folder``; raises OpenElsewhere where a running program has it."""
        desk = read_desk(folder)
        try:
            hold = Hold(in_use(folder))
        except BlockingIOError as error:
            raise OpenElsewhere(f"“{desk.title}” is open in another window.", advice="Go on there.") from error
        except OSError as error:
            raise disk.refusal(error, folder / TEXT, "read") from error
        try:
            _clear_strays(folder.name, desk)
            return cls(folder, hold, _settled(desk))
        except BaseException:
            hold.release()
            raise

    # ---- keeping

    @property
    def project(self) -> Project:
        """The value that was handed over last, or else the one found at the beginning."""
        return self._project

    @property
    def ledger(self) -> Ledger:
        return self._ledger

    @property
    def path(self) -> Path | None:
        """The file that this is a copy of; None while there is none."""
        return Path(self._desk.base.path) if self._desk.base else None

    @property
    def base(self) -> Base | None:
        """The file as it was last read or saved."""
        return self._desk.base

    @property
    def last_error(self) -> StrategyError | None:
        """Why the newest value is not on this PC's disk; None while all is well."""
        return self._writer.error

    @property
    def is_busy(self) -> bool:
        """Whether something was handed over that is not on this PC's disk yet."""
        return self._writer.is_busy

    @property
    def is_ahead(self) -> bool:
        """Whether there is anything here that is not in the file."""
        return self.is_busy or self._desk.base is None or self._committed != self._desk.base.content

    def keep(self, project: Project, ledger: Ledger) -> None:
        """Takes the newest value; it is on the disk within a second. Does not wait."""
        named = [] if ledger is self._ledger else [project]
        self._project, self._ledger = project, ledger
        self._writer.put(Batch((project, ledger), named))

    def add_picture(self, digest: str, data: bytes) -> None:
        """Keeps the bytes of a picture by its SHA-256. Does not wait."""
        self._writer.put(Batch(pictures={digest: data}))

    def picture(self, digest: str) -> bytes:
        """The bytes of a picture; raises NotAStrategy where it is missing, damaged or made to fill the memory."""
        handed_over = self._writer.pictures.get(digest)
        if handed_over is not None:
            return handed_over
        with self._gate, distrusting(self._store.path):
            data = self._store.picture(digest)
        check_bounds(data)
        return data

    def project_of(self, tree: str) -> Project:
        """The project as it was in a version or any other entry of the ledger, by its tree; raises NotAStrategy."""
        self.flush()
        with self._gate, distrusting(self._store.path):
            return self._store.project(tree)

    def remember(self, project: Project) -> str:
        """Stores another value beside today's and returns its tree, for an entry of the ledger that will name it."""
        tree = tree_of(project)
        self._pinned.add(tree)
        self._writer.put(Batch(named=[project]))
        return tree

    def take(self, other: Opened) -> None:
        """Stores the versions and pictures of another file, for a merge that will name them; raises NotAStrategy."""
        trees = {other.content.tree, *trees_of(other.ledger)}
        self._pinned.update(trees)
        with (
            in_present_format(other.path, other.format) as copy,
            reading(copy) as source,
            self._gate,
            disk.refusals(self._store.path, "kept", WORK),
            transaction(self._store.connection),
        ):
            self._store.take(source, trees, evidence_of(other.ledger))

    def expect(self, opened: Opened) -> None:
        """From now on the file as it was read here is what saving may replace: all that it held is in what is kept.

        Waits until that is on the disk; raises DiskRefused, and WrongUse where history of that file is not here.
        """
        if self._ledger.union(opened.ledger) != self._ledger:
            raise WrongUse(f"What “{opened.path.name}” holds is not part of this strategy yet.")
        self.flush()
        with self._saving:
            base = Base(str(opened.path.resolve()), opened.digest, opened.content, utc_now())
            self._put_desk(replace(self._desk, base=base))

    def flush(self, seconds: float = FLUSH_SECONDS) -> None:
        """Waits until all that was handed over is on the disk; raises DiskRefused where that fails."""
        self._writer.flush(seconds)

    def _commit(self, batch: Batch) -> None:
        with self._gate, disk.refusals(self._store.path, "kept", WORK):
            with transaction(self._store.connection):
                for digest, data in batch.pictures.items():
                    self._store.put_picture(digest, data)
                for project in batch.named:
                    self._store.put_tree(self._builder(project))
                committed = self._put(*batch.newest) if batch.newest else self._committed
            self._committed = committed
            if batch.newest:
                self._ledger_there = batch.newest[1]

    def _put(self, project: Project, ledger: Ledger) -> Content:
        """Makes both today's; a ledger that is there already is not looked at again. Returns what is there then."""
        top = self._builder(project)
        if ledger is self._ledger_there:
            self._store.fill(top, None, utc_now())
            return replace(self._committed, tree=top.hash.hex())
        self._store.fill(top, ledger, utc_now())
        return content_of(top, ledger)

    # ---- saving

    def save(self, target: Path | None = None, *, overwrite: bool = False) -> Saved:
        """Saves in the file that this is a copy of, or in ``target``, which becomes that file.

        Returns only after what was written has been read back. Raises ChangedOutside, Refused where ``target`` is there
        already and ``overwrite`` was not said, and DiskRefused; after any of them the file is as it was. It works even
        while this PC's own disk refuses to keep anything.
        """
        with self._saving:
            path, expected = self._goal(target, overwrite)
            try:
                saved = write_file(path, self._make(), expected, self._announce, self.folder.name)
            except StrategyError:
                if self._desk.saving is not None:
                    self._put_desk(_settled(self._desk))
                raise
            self._put_desk(Desk(self._project.title, _base_of(saved)))
        return saved

    def _goal(self, target: Path | None, overwrite: bool) -> tuple[Path, Expected]:
        """Where to save, and what may be replaced there."""
        base = self._desk.base
        if target is None and base is None:
            raise WrongUse("This strategy has no file yet.", advice="Choose a name and a place for it.")
        if base is not None and (target is None or _is_same(target, Path(base.path))):
            return Path(base.path), Expected(base.digest)
        return Path(target or ""), Expected(anything=overwrite)

    def _announce(self, saved: Saved) -> None:
        self._put_desk(replace(self._desk, saving=_base_of(saved)))

    def save_copy(self, target: Path, *, overwrite: bool = False) -> Saved:
        """Writes a copy elsewhere; this goes on belonging to its own file."""
        if self.path is not None and _is_same(target, self.path):
            return self.save()
        with self._saving:
            return write_file(target, self._make(), Expected(anything=overwrite), token=self.folder.name)

    def _make(self) -> Callable[[Path], Content]:
        """What writes the snapshot: from the working database; where that cannot be kept up, from what is in hand."""
        try:
            self.flush()
        except DiskRefused:
            return self._snapshot_of_value
        return self._snapshot

    def _snapshot(self, temporary: Path) -> Content:
        """By way of this PC's own disk, so that SQLite never works in a shared folder and edits wait no longer."""
        local = self.folder / SNAPSHOT
        disk.remove(local)
        try:
            with self._gate:
                self._sweep()
                snapshot(self._store.connection, local)
                content = self._committed
            disk.copy_into(local, temporary)
        finally:
            disk.remove(local)
        return content

    def _snapshot_of_value(self, temporary: Path) -> Content:
        project, ledger = self._project, self._ledger
        top = TreeBuilder()(project)
        with closing(private_database(in_memory=True)) as connection:
            store = Store(connection, temporary)
            with self._gate:
                store.take(self._store, trees_of(ledger))
                store.take_pictures(self._store, self._store.picture_ids())
            for digest, data in self._writer.pictures.items():
                store.put_picture(digest, data)
            store.fill(top, ledger, utc_now())
            snapshot(connection, temporary)
        return content_of(top, ledger)

    def _sweep(self) -> None:
        base = {self._desk.base.content.tree} if self._desk.base else set()
        self._store.sweep({self._committed.tree, *base, *self._pinned, *trees_of(self._store.ledger())})

    def _put_desk(self, desk: Desk) -> None:
        """Takes the note; a disk that refuses it is told of, but does not make a save that succeeded fail."""
        self._desk = desk
        try:
            write_desk(self.folder, desk)
        except StrategyError as error:
            self.on_error(error)

    # ---- ending

    def is_in_file(self) -> bool:
        """Whether the file, as it lies there now, holds all that is here, if only as an earlier version; reads it."""
        if self.is_busy or self._desk.base is None:
            return False
        path = Path(self._desk.base.path)
        try:
            if disk.digest_of(path) == self._desk.base.digest:
                return not self.is_ahead
            return self._is_within(read(path))
        except StrategyError:
            return False

    def _is_within(self, opened: Opened) -> bool:
        """Whether a file holds today's text and all history of this copy; raises NotAStrategy where it is torn."""
        if self._committed.tree not in {opened.content.tree, *trees_of(opened.ledger)}:
            return False
        pictures = self._project.pictures.keys() & self._store.picture_ids()
        there = opened.project_of(self._committed.tree).pictures.keys() & opened.picture_ids()
        return pictures <= there and opened.ledger.union(self._ledger) == opened.ledger

    def close(self) -> None:
        """Ends the work. What is in the file is cleared away here; anything else waits for recovery."""
        safe = False
        try:
            self.flush()
            safe = self.is_in_file()
        finally:
            if safe:
                self.remove()
            else:
                self.leave()

    def leave(self) -> None:
        """Lets go at once: what was kept stays for recovery, what the disk has refused so far is given up."""
        self._writer.close()
        with self._gate:
            let_go(self._store.connection)
        self._hold.release()

    def remove(self) -> None:
        """Lets go and takes the whole working copy away: only for what is safe elsewhere."""
        self.leave()
        remove_folder(self.folder)

    @property
    def kept_at(self) -> datetime:
        """When something was last kept."""
        with self._gate, distrusting(self._store.path):
            return self._store.kept_at


def _is_same(one: Path, other: Path) -> bool:
    """Whether both name one place, though it be through links or, where the system does not mind, other capitals."""
    return os.path.normcase(one.resolve()) == os.path.normcase(other.resolve())


def _base_of(saved: Saved) -> Base:
    return Base(str(saved.path), saved.digest, saved.content, saved.at)


def _settled(desk: Desk) -> Desk:
    """The desk after a crash: where the file is what was about to be put in place, that save had succeeded."""
    if desk.saving is None:
        return desk
    try:
        succeeded = disk.digest_of(Path(desk.saving.path)) == desk.saving.digest
    except StrategyError:
        succeeded = False
    return Desk(desk.title, desk.saving if succeeded else desk.base)


def _clear_strays(token: str, desk: Desk) -> None:
    """Removes the temporary files that this working copy left when it was cut short while saving."""
    for base in (desk.base, desk.saving):
        if base is not None:
            disk.remove(disk.temporary_beside(Path(base.path), token))
