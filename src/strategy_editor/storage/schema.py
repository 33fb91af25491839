"""The tables of a project file, and how its database is opened: our own to write in, a stranger's only to read.

Nothing in a file from elsewhere is trusted: its tables must be exactly ours, and SQLite is told to run nothing that the
file brings along. See ``docs/file-format.md``.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import apsw

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.storage.disk import create, refusal

APPLICATION_ID = 0x53747261
"""``Stra``: what marks a SQLite file as a strategy, for ``file`` and for us."""
FORMAT = 1
"""The version of the format. A newer one is refused, an older one is brought up by :mod:`.migrations`."""

TABLES = (
    """CREATE TABLE head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  tree BLOB NOT NULL,
  kept_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE pieces (
  hash BLOB PRIMARY KEY,
  links BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT""",
    """CREATE TABLE entries (
  id TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT""",
    """CREATE TABLE pictures (
  hash BLOB PRIMARY KEY,
  data BLOB NOT NULL
) STRICT""",
)

PAGE = 8192
"""Bytes of a page: pictures are copied faster in larger ones, edits write less in smaller ones."""
MAXIMUM_VALUE = 64 << 20
"""Bytes of one value, such as a picture."""
MAXIMUM_SECONDS = 8.0
"""Processor time that a stranger's file may take in SQLite at a stretch."""

_LIMITS = {
    apsw.SQLITE_LIMIT_LENGTH: MAXIMUM_VALUE + (1 << 20),
    apsw.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    apsw.SQLITE_LIMIT_COLUMN: 20,
    apsw.SQLITE_LIMIT_EXPR_DEPTH: 20,
    apsw.SQLITE_LIMIT_COMPOUND_SELECT: 4,
    apsw.SQLITE_LIMIT_VDBE_OP: 25_000,
    apsw.SQLITE_LIMIT_FUNCTION_ARG: 4,
    apsw.SQLITE_LIMIT_ATTACHED: 0,
    apsw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    apsw.SQLITE_LIMIT_VARIABLE_NUMBER: 20,
    apsw.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    apsw.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_READ_AND_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI

_SWITCHES = (
    (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
    (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 0),
    (apsw.SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
)


def file_uri(path: Path, **parameters: object) -> str:
    """The path as SQLite wants it in a URI, drives and network shares of Windows included."""
    name = path.absolute().as_posix()
    root = (
        "file:" if name.startswith("/") and not name.startswith("//") else "file:///" if name[1:2] == ":" else "file://"
    )
    asked = "&".join(f"{key}={value}" for key, value in parameters.items())
    return root + quote(name, safe="/:") + ("?" + asked if asked else "")


def create_own(path: Path) -> apsw.Connection:
    """A new, empty database at ``path``, to be filled and closed.

    It is not on the disk for sure before :func:`.disk.sync_file` has been called on it.
    """
    create(path, private=True)
    connection = _writable(path)
    connection.pragma("synchronous", "off")
    connection.pragma("journal_mode", "off")
    make_tables(connection)
    return connection


def private_database(*, in_memory: bool = False) -> apsw.Connection:
    """A new database with our tables that SQLite keeps to itself; on the disk where it grows large, or not at all."""
    connection = apsw.Connection(":memory:" if in_memory else "", flags=_READ_AND_WRITE)
    make_tables(connection)
    return connection


def make_tables(connection: apsw.Connection) -> None:
    """Makes an empty database one of the present format."""
    connection.pragma("page_size", PAGE)
    with transaction(connection):
        connection.pragma("application_id", APPLICATION_ID)
        connection.pragma("user_version", FORMAT)
        for statement in TABLES:
            connection.execute(statement)


def open_own(path: Path) -> apsw.Connection:
    """A database of our own in the data folder, open for writing: WAL, and on the disk before a commit returns.

    It is held by this connection alone, so it needs no shared memory and works in a network folder too.
    """
    connection = _writable(path)
    connection.pragma("journal_mode", "wal")
    return connection


def _writable(path: Path) -> apsw.Connection:
    connection = apsw.Connection(file_uri(path), flags=_READ_AND_WRITE)
    connection.pragma("locking_mode", "exclusive")  # before anything is read: a log that a crash left would be shared
    connection.set_busy_timeout(5000)
    _distrust(connection)
    connection.pragma("synchronous", "full")
    if sys.platform == "darwin":
        connection.pragma("fullfsync", True)
        connection.pragma("checkpoint_fullfsync", True)
    return connection


def open_stranger(path: Path) -> apsw.Connection:
    """A file from anywhere, to be read as it lies there: no journal, no lock, nothing that it brings along is run."""
    connection = apsw.Connection(
        file_uri(path, mode="ro", immutable=1), flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )
    _distrust(connection)
    for limit, value in _LIMITS.items():
        connection.limit(limit, value)
    started = time.thread_time()
    connection.set_progress_handler(lambda: time.thread_time() - started > MAXIMUM_SECONDS, 100_000)
    return connection


def open_copy(path: Path) -> apsw.Connection:
    """Our own copy of a stranger's file, to be changed in place."""
    return _writable(path)


def _distrust(connection: apsw.Connection) -> None:
    for switch, value in _SWITCHES:
        connection.config(switch, value)
    connection.pragma("cell_size_check", True)
    connection.pragma("mmap_size", 0)


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All of the block or nothing. What went wrong is raised as it was, also where SQLite has rolled back by itself."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(apsw.Error):
                connection.execute("ROLLBACK")
        raise


def let_go(connection: apsw.Connection) -> None:
    """Closes a database. What was committed is safe, even where the disk refuses to tidy up behind it."""
    try:
        connection.close()
    except apsw.Error:
        connection.close(True)


def check_header(path: Path) -> int:
    """The format of the file; raises NotAStrategy unless it begins as a SQLite database of ours, and says why not."""
    try:
        with open(path, "rb") as file:
            header = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise refusal(error, path, "read") from error
    if not size:
        raise NotAStrategy(f"“{path.name}” is empty.", advice="Look for an earlier copy of it.")
    if not header.startswith(b"SQLite format 3\x00") or len(header) < 100:
        raise NotAStrategy(f"“{path.name}” is not a strategy file.", advice="Choose a file that ends in .strategy.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAStrategy(
            f"“{path.name}” was made by another program.", advice="Choose a file that ends in .strategy."
        )
    version = int.from_bytes(header[60:64], "big")
    if version > FORMAT:
        raise NotAStrategy(
            f"“{path.name}” was made by a newer Strategy Editor (format {version}; this one reads up to {FORMAT}).",
            advice="Install the newer program to open it.",
        )
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    if size < page * int.from_bytes(header[28:32], "big"):
        raise damaged(path, "its end is missing")
    return version


def damaged(path: Path, what: str) -> NotAStrategy:
    """The error for a file of ours that is not whole."""
    return NotAStrategy(
        f"“{path.name}” is damaged: {what}.",
        advice="What can be saved of it can be written to a new file; or open an earlier copy.",
    )


_UNREADABLE = (
    apsw.NotADBError,
    apsw.CorruptError,
    apsw.FormatError,
    apsw.TooBigError,
    apsw.SQLError,
    UnicodeDecodeError,
)


@contextmanager
def distrusting(path: Path) -> Iterator[None]:
    """Turns whatever SQLite says about a stranger's file into one sentence; text that is none is among it."""
    try:
        yield
    except _UNREADABLE as error:
        raise damaged(path, "its tables cannot be read") from error
    except apsw.InterruptError as error:
        raise damaged(path, "reading it takes longer than any strategy could") from error
    except apsw.NoMemError as error:
        raise damaged(path, "it asks for more memory than any strategy could") from error
    except (OSError, apsw.CantOpenError, apsw.IOError) as error:
        if isinstance(error, apsw.IOError) and path.exists():
            raise damaged(path, "a part of it cannot be read") from error
        raise refusal(error, path, "read") from error
    except apsw.Error as error:
        raise damaged(path, f"SQLite says {error}") from error


def check_tables(connection: apsw.Connection, path: Path, tables: tuple[str, ...] = TABLES) -> None:
    """Raises NotAStrategy unless the file has exactly these tables: no trigger, no view, nothing added or missing."""
    if _schema_of(connection) != _expected(tables):
        raise damaged(path, "its tables are not those of a strategy file, so somebody has changed it by other means")


def _expected(tables: tuple[str, ...]) -> list[tuple[object, ...]]:
    with closing(apsw.Connection(":memory:")) as connection:
        for statement in tables:
            connection.execute(statement)
        return _schema_of(connection)


def _schema_of(connection: apsw.Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
