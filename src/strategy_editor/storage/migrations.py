"""Brings files of older formats up to the present one, in a copy: the file itself is left as it is until it is saved.

One small function for each format that was ever released, from it to the next. A file of every released format stays
among the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import apsw
from msgspec import Struct

from strategy_editor.foundation.clock import london, utc_now
from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.storage import disk
from strategy_editor.storage.schema import FORMAT, check_tables, distrusting, open_copy, open_stranger, transaction

Upgrade = Callable[[apsw.Connection], None]


class Migration(Struct, frozen=True):
    """What the tables of a format were, and what makes the next one of it."""

    tables: tuple[str, ...]
    upgrade: Upgrade


MIGRATIONS: dict[int, Migration] = {}
"""By the format that they start from. Format 1 is the first, so there is none yet."""


@contextmanager
def in_present_format(path: Path, version: int) -> Iterator[Path]:
    """A file with the content of ``path`` in the present format, while the block lasts; raises NotAStrategy."""
    if version == FORMAT:
        yield path
        return
    with TemporaryDirectory(prefix="strategy-") as folder:
        copy = Path(folder) / path.name
        with disk.refusals(copy, "kept"):
            disk.create(copy, private=True)
            disk.copy_into(path, copy)
        _bring_up(copy, path, version)
        yield copy


def _bring_up(copy: Path, path: Path, version: int) -> None:
    for format in range(version, FORMAT):
        migration = MIGRATIONS.get(format)
        if migration is None:
            raise NotAStrategy(
                f"“{path.name}” says that it is of format {format}, which no Strategy Editor ever wrote.",
                advice="The file was changed by other means.",
            )
        with distrusting(path), closing(open_stranger(copy)) as connection:
            check_tables(connection, path, migration.tables)
        with distrusting(path), closing(open_copy(copy)) as connection, transaction(connection):
            migration.upgrade(connection)
            connection.pragma("user_version", format + 1)


def keep_backup(path: Path, version: int, backups: Path) -> Path:
    """A copy of a file of an older format among the backups, byte for byte; returns where it is."""
    now = london(utc_now())
    backup = backups / f"{path.stem}, format {version}, {now:%Y-%m-%d %H.%M.%S}{path.suffix}"
    temporary = disk.temporary_beside(backup)
    try:
        with disk.refusals(backup, "kept"):
            backups.mkdir(parents=True, exist_ok=True)
            disk.create(temporary)
            disk.copy_into(path, temporary)
            disk.sync_file(temporary)
            disk.put_in_place(temporary, backup)
            disk.sync_folder(backups)
    finally:
        disk.remove(temporary)
    return backup
