"""A file from anywhere is opened without harm: each kind of wrong gets its own sentence and the right exit code."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy, StrategyError
from strategy_editor.model.records import Picture
from strategy_editor.storage import project_file
from strategy_editor.storage.disk import NoSuchFile
from strategy_editor.storage.working_copy import WorkingCopy
from tests import bench
from tests.storage import mutants

Spoil = Callable[[Path], None]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "a.strategy"
    mutants.write_sound(path)
    return path


def sql(script: str) -> Spoil:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(script)

    return spoil


def data(change: Callable[[bytes], bytes]) -> Spoil:
    return lambda path: path.write_bytes(change(path.read_bytes())) and None


WRONG: list[tuple[str, Spoil, type[StrategyError], str]] = [
    ("missing", lambda path: path.unlink(), NoSuchFile, "There is no file “a.strategy”"),
    ("empty", data(lambda _: b""), NotAStrategy, "is empty"),
    ("text", data(lambda _: b"Dear all, please find attached" * 10), NotAStrategy, "is not a strategy file"),
    ("another program's", sql("PRAGMA application_id = 7"), NotAStrategy, "was made by another program"),
    ("newer", sql("PRAGMA user_version = 2"), NotAStrategy, "made by a newer Strategy Editor"),
    ("never released", sql("PRAGMA user_version = 0"), NotAStrategy, "no Strategy Editor ever wrote"),
    ("cut short", data(lambda old: old[: len(old) * 2 // 3]), NotAStrategy, "its end is missing"),
    ("trigger", sql("CREATE TRIGGER t AFTER INSERT ON head BEGIN SELECT 1; END"), NotAStrategy, "not those of"),
    ("view", sql("CREATE VIEW v AS SELECT 1"), NotAStrategy, "not those of"),
    ("table added", sql("CREATE TABLE t (a)"), NotAStrategy, "not those of"),
    ("table missing", sql("DROP TABLE entries"), NotAStrategy, "not those of"),
    ("piece changed", sql("UPDATE pieces SET body = x'789c030000000001'"), NotAStrategy, "not what was written"),
    ("piece not packed", sql("UPDATE pieces SET body = x'010203'"), NotAStrategy, "cannot be unpacked"),
    ("piece missing", sql("DELETE FROM pieces WHERE rowid = 1"), NotAStrategy, "is missing"),
    ("picture changed", sql("UPDATE pictures SET data = x'00'"), NotAStrategy, "picture is not what was written"),
    ("no text", sql("DELETE FROM head"), NotAStrategy, "which text is today's"),
    ("text that is none", sql("UPDATE entries SET id = CAST(x'e8' AS TEXT) || id"), NotAStrategy, "cannot be read"),
    ("history changed", sql("UPDATE entries SET body = x'7b7d'"), NotAStrategy, "history"),
]


@pytest.mark.parametrize(("spoil", "kind", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_each_wrong_has_its_sentence(sound: Path, spoil: Spoil, kind: type[StrategyError], words: str) -> None:
    spoil(sound)
    with pytest.raises(kind, match=words) as caught:
        project_file.read(sound)
    assert caught.value.exit_code == (2 if kind is NoSuchFile else 3)
    assert caught.value.advice


def test_a_folder_and_a_device_are_not_files(tmp_path: Path) -> None:
    with pytest.raises(NotAStrategy, match="is not a file"):
        project_file.read(tmp_path)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.strategy")
        with pytest.raises(NotAStrategy, match="is not a file"):
            project_file.read(tmp_path / "pipe.strategy")


def test_reading_writes_nothing_and_leaves_nothing_beside(sound: Path) -> None:
    """Not even a journal that a stranger has laid beside the file is looked at."""
    journal = sound.with_name("a.strategy-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    before = {path.name: path.read_bytes() for path in sound.parent.iterdir()}
    opened = project_file.read(sound)
    assert opened.picture(next(iter(opened.project.pictures)))
    assert {path.name: path.read_bytes() for path in sound.parent.iterdir()} == before


def test_a_file_left_in_log_mode_is_read_all_the_same(sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
    opened = project_file.read(sound)
    titles = [opened.project_of(version.tree).title for version in opened.ledger.versions]
    assert sorted(titles) == ["A strategy", "first", "second"]


@pytest.mark.long
def test_mutants_are_opened_salvaged_or_refused(tmp_path: Path) -> None:
    """In a process of their own, with one gigabyte: no traceback, no hang, no crash."""
    count = 10_000 if bench.is_full() else 300
    command = [sys.executable, "-m", "tests.storage.mutants", str(tmp_path), "20090303", str(count)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    outcome = subprocess.run(command, cwd=bench.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    counts = json.loads(outcome.stdout)
    assert sum(counts.values()) == count
    ends = {end: sum(number for kind, number in counts.items() if kind.endswith(end)) for end in _ENDS}
    assert all(ends.values()), counts


_ENDS = ("opened", "salvaged", "refused")


def test_a_picture_that_changed_after_opening_is_found_out(sound: Path) -> None:
    opened = project_file.read(sound)
    digest = next(iter(opened.project.pictures))
    assert hashlib.sha256(opened.picture(digest)).hexdigest() == digest
    sql("UPDATE pictures SET data = zeroblob(9000)")(sound)
    with pytest.raises(NotAStrategy, match="picture"):
        opened.picture(digest)
    with pytest.raises(NotAStrategy):
        opened.picture("nonsense")
    with pytest.raises(NotAStrategy):
        opened.project_of("nonsense")


def test_a_picture_made_to_fill_the_memory_is_not_handed_out(tmp_path: Path) -> None:
    """A few bytes that announce 50,000 by 50,000 points; the text opens all the same."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    digest = hashlib.sha256(bomb).hexdigest()
    path = tmp_path / "a.strategy"
    value = replace(mutants.sound_project()[0], pictures={digest: Picture(digest, "image/png", 10, 10)})
    project_file.create(path, value, pictures={digest: bomb})
    with pytest.raises(NotAStrategy, match="far more than a page"):
        project_file.read(path).picture(digest)
    copy = WorkingCopy.open(tmp_path / "working", path)
    with pytest.raises(NotAStrategy, match="far more than a page"):
        copy.picture(digest)
    assert copy.project == value
    copy.close()
