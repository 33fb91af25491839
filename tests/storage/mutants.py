"""Files that went wrong or were made to do harm, from a seed; run as a program, it tries a number of them.

``python -m tests.storage.mutants FOLDER SEED COUNT`` reads and salvages each in a process that may have one gigabyte,
and stops with a traceback where one hangs, takes ten seconds of the processor, or raises anything but a StrategyError.
"""

from __future__ import annotations

import faulthandler
import hashlib
import json
import os
import random
import sqlite3
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.numbering import numbers
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone, Person, Picture
from strategy_editor.model.text import runs_from
from strategy_editor.model.tree import all_sections, section_hosts
from strategy_editor.storage import project_file, salvage, versions
from strategy_editor.storage.tree import HASH, Piece, TreeBuilder, hash_of
from tests.model.values import document, heading, item, paragraph, project, section, table

AT = datetime(2009, 3, 3, 14, 32, tzinfo=UTC)
Chance = random.Random


def sound_project() -> tuple[Project, dict[str, bytes]]:
    """A project with some of most things, and its pictures."""
    chance = Chance(1)
    pictures = {hashlib.sha256(data).hexdigest(): data for data in (chance.randbytes(9000) for _ in range(3))}
    children = section("Deeper", paragraph("Down here"), section_blocks := paragraph("x"))
    parts = [
        section(
            f"Section {n}",
            heading("A heading"),
            *(paragraph(f"Paragraph {n}.{k} about services. " * 8, numbered=True) for k in range(8)),
            item("An item"),
            table([["a", "b"], ["c", "d"]]),
        )
        for n in range(5)
    ]
    parts[0] = replace(parts[0], children=(children,))
    assert section_blocks.id
    value = project(
        document(*parts[:3]),
        document(*parts[3:], kind="appendix", title="Appendix"),
        people=(Person("anne", "Anne"), Person("bob", "Bob")),
        milestones=tuple(Milestone(f"m{n}", "Do it") for n in range(9)),
        pictures={digest: Picture(digest, "image/png", 10, 10) for digest in pictures},
    )
    return value, pictures


def write_sound(path: Path) -> None:
    """A sound file with three versions."""
    value, pictures = sound_project()
    older = [replace(value, title=title) for title in ("first", "second")]
    ledger = versions_ledger([*older, value])
    project_file.create(path, value, ledger, pictures, versions=older, overwrite=True)


def versions_ledger(values: list[Project]) -> Any:
    from strategy_editor.model.ledger import Ledger

    entries = [versions.version_of(each, by="anne", at=AT, name=each.title) for each in values]
    return Ledger().with_entries(entries)


# ---- bytes


def flipped(data: bytearray, chance: Chance) -> None:
    for _ in range(chance.choice([1, 3, 30, 300])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut_short(data: bytearray, chance: Chance) -> None:
    del data[chance.randrange(len(data)) :]


def holed(data: bytearray, chance: Chance) -> None:
    start = chance.randrange(len(data))
    size = min(chance.choice([16, 512, 4096, 20000]), len(data) - start)
    data[start : start + size] = bytes(size) if chance.random() < 0.5 else chance.randbytes(size)


def shuffled_pages(data: bytearray, chance: Chance) -> None:
    count = len(data) // 8192
    for _ in range(chance.choice([1, 2, 5])):
        one, other = (8192 * chance.randrange(count) for _ in range(2))
        data[one : one + 8192], data[other : other + 8192] = data[other : other + 8192], data[one : one + 8192]


def odd_header(data: bytearray, chance: Chance) -> None:
    for _ in range(chance.choice([1, 2, 4])):
        data[chance.randrange(100)] = chance.choice([0, 1, 255, chance.randrange(256)])


def odd_page_heads(data: bytearray, chance: Chance) -> None:
    for _ in range(chance.choice([1, 4])):
        start = 8192 * chance.randrange(len(data) // 8192)
        data[start + chance.randrange(12)] = chance.randrange(256)


BYTES: list[Callable[[bytearray, Chance], None]] = [
    flipped,
    cut_short,
    holed,
    shuffled_pages,
    odd_header,
    odd_page_heads,
]


# ---- tables

_HARM = [
    "CREATE TRIGGER t AFTER INSERT ON head BEGIN DELETE FROM pieces; END",
    "CREATE VIEW v AS SELECT * FROM pieces",
    "CREATE TABLE more (a)",
    "CREATE INDEX i ON pieces (links)",
    "DROP TABLE entries",
    "DROP TABLE pieces; CREATE VIEW pieces AS SELECT 1 AS hash, 2 AS links, 3 AS body",
    "DELETE FROM head",
    "DELETE FROM pieces WHERE rowid % 5 = 0",
    "DELETE FROM entries",
    "DELETE FROM pictures",
    "UPDATE head SET tree = zeroblob(32)",
    "UPDATE head SET tree = zeroblob(3)",
    "UPDATE head SET kept_at = 'yesterday'",
    "UPDATE pieces SET body = zeroblob(3000000)",
    "UPDATE pieces SET links = zeroblob(33)",
    "UPDATE pieces SET links = hash",
    "UPDATE pictures SET data = zeroblob(1000)",
    "UPDATE entries SET body = x'7b7d'",
    "UPDATE entries SET id = id || 'x'",
    "INSERT INTO pieces VALUES (randomblob(32), x'', randomblob(100))",
    "PRAGMA user_version = 99",
    "PRAGMA user_version = 0",
    "PRAGMA application_id = 7",
    "PRAGMA journal_mode = wal",
    "INSERT INTO pictures VALUES (randomblob(32), zeroblob(70000000))",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, 'BLOB', 'TEXT') WHERE name = 'pieces'",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 2",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 2000000000 WHERE name = 'pictures'",
    "CREATE VIRTUAL TABLE f USING fts5(a)",
]


def harmed(path: Path, chance: Chance) -> None:
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error):
        connection.executescript(chance.choice(_HARM))
        connection.commit()


# ---- values: every hash is right, what they name is not

_ODD: list[Any] = [
    None, True, -1, 0, 10**9, 2**63, 1e300, "", "x" * 5000, "\u0000\u0008", "￼", [], {}, [[[[]]]],
    {"type": "paragraph"}, "2009-03-03", {"year": 0, "month": 77, "day": 99}, "0" * 64,
]  # fmt: skip


def twisted(path: Path, chance: Chance) -> None:
    """One or more pieces say something odd, and everything above them is hashed anew."""
    value, pictures = sound_project()
    rows: dict[bytes, tuple[bytes, bytes]] = {}
    top = _twist(TreeBuilder()(value), chance, rows, chance.choice([0.02, 0.1, 0.5]))
    _write_rows(path, top, rows, pictures)


def _twist(piece: Piece, chance: Chance, rows: dict[bytes, tuple[bytes, bytes]], share: float) -> bytes:
    below = [_twist(each, chance, rows, share) for each in piece.below]
    if chance.random() < share / 4 and below:
        chance.choice([below.clear, below.pop, lambda: below.extend(below[:1] * 3), below.reverse])()
    body = piece.body
    if chance.random() < share:
        body = json.dumps(_odd(json.loads(body), chance), ensure_ascii=chance.random() < 0.5).encode()
    links = b"".join(below)
    hash = hash_of(links, body)
    rows[hash] = links, body
    return hash


def _odd(value: Any, chance: Chance) -> Any:
    """The same JSON with one thing changed somewhere."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        if chance.random() < 0.15:
            return {other: each for other, each in value.items() if other != key} | {chance.choice("abc"): 1}
        return value | {key: _odd(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        if chance.random() < 0.2:
            return value[:at] + value[at : at + 1] * chance.choice([0, 2, 50]) + value[at + 1 :]
        return [*value[:at], _odd(value[at], chance), *value[at + 1 :]]
    return chance.choice(_ODD)


def bombs(path: Path, chance: Chance) -> None:
    """Sections that name one another a million times, text that unpacks to gigabytes, nesting without end."""
    value, pictures = sound_project()
    rows: dict[bytes, tuple[bytes, bytes]] = {}
    kind = chance.choice(["laughs", "deep", "unpacks", "brackets", "wide", "many"])
    if kind in ("laughs", "deep"):
        links, width = b"", 1 if kind == "deep" else 40
        for _ in range(20 if kind == "laughs" else chance.choice([30, 2000])):
            body = b'{"section":{"id":"aaaaaaaaaaaaaaaa"}}'
            hash = hash_of(links, body)
            rows[hash] = links, body
            links = hash * width
    else:
        content = {
            "unpacks": b'[{"type":"paragraph","id":"' + b"a" * 15_000_000 + b'"}]',
            "brackets": b"[" * 1_000_000,
            "wide": b"[" + b",".join([b'{"type":"paragraph","id":""}'] * 400_000) + b"]",
            "many": b'[{"type":"page-break","id":"a"}]',
        }[kind]
        group = hash_of(b"", content)
        rows[group] = b"", content
        lists = 200_000 if kind == "many" else 30
        body = b'{"section":{"id":"aaaaaaaaaaaaaaaa"},"lists":%d}' % lists
        hash = hash_of(group * lists, body)
        rows[hash] = group * lists, body
        links = hash
    top = TreeBuilder()(replace(value, documents=()))
    for piece in top.below:
        rows[piece.hash] = b"", piece.body
    body = b'{"id":"aaaaaaaaaaaaaaab","kind":"strategy","title":"Bomb"}'
    book = hash_of(links, body)
    rows[book] = links, body
    fields = json.loads(top.body)
    counts = fields["parts"]
    fields["parts"] = {**counts, "documents": 1}
    before = sum(counts.get(name, 0) for name in ("outline", "profile"))
    below = [piece.hash for piece in top.below]
    head_links = b"".join([*below[:before], book, *below[before:]])
    head_body = json.dumps(fields, separators=(",", ":")).encode()
    rows[hash_of(head_links, head_body)] = head_links, head_body
    _write_rows(path, hash_of(head_links, head_body), rows, pictures)


def _write_rows(path: Path, top: bytes, rows: dict[bytes, tuple[bytes, bytes]], pictures: dict[str, bytes]) -> None:
    assert len(top) == HASH
    outline, profile = Outline("test", "Test", ()), Profile("test", "Test", "Brindleford")
    project_file.create(path, Project("p", "P", outline, profile), None, pictures, overwrite=True)
    with closing(sqlite3.connect(path)) as connection:
        packed = [(hash, links, zlib.compress(body)) for hash, (links, body) in rows.items()]
        connection.executemany("INSERT OR IGNORE INTO pieces VALUES (?, ?, ?)", packed)
        connection.execute("UPDATE head SET tree = ?", (top,))
        connection.commit()


def make(path: Path, sound: bytes, chance: Chance) -> str:
    """Writes one mutant; returns what was done to it."""
    kind = chance.choices(["bytes", "tables", "values", "bombs", "noise"], [55, 15, 25, 2, 3])[0]
    if kind == "noise":
        path.write_bytes(chance.randbytes(chance.choice([0, 1, 99, 100, 5000])))
    elif kind == "bytes":
        data = bytearray(sound)
        for _ in range(chance.choice([1, 1, 2])):
            if len(data) > 8192:
                chance.choice(BYTES)(data, chance)
        path.write_bytes(data)
    else:
        path.write_bytes(sound)
        {"tables": harmed, "values": twisted, "bombs": bombs}[kind](path, chance)
    return kind


def attempt(path: Path) -> str:
    """What comes of opening and of salvaging it: "opened", "salvaged" or "refused"."""
    outcome = "refused"
    try:
        _look_through(salvage.salvage(path).project)
        outcome = "salvaged"
    except StrategyError:
        pass
    try:
        opened = project_file.read(path)
        _look_through(opened.project)
        outcome = "opened"
    except StrategyError:
        pass
    return outcome


def _look_through(value: Project) -> None:
    """What the rest of the program does first: looks at everything."""
    for book in value.documents:
        numbers(value, book)
    for _, part in all_sections(value):
        for host in section_hosts(part):
            runs_from(host.id)


def main(folder: Path, seed: int, count: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    write_sound(folder / "sound.strategy")
    sound = (folder / "sound.strategy").read_bytes()
    path = folder / "mutant.strategy"
    outcomes: Counter[str] = Counter()
    for index in range(seed, seed + count):
        for left in (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")):
            left.unlink(missing_ok=True)
        kind = make(path, sound, Chance(index))
        sys.stderr.write(f"{index} {kind}\n")
        faulthandler.dump_traceback_later(60, exit=True)
        started = time.process_time()
        outcomes[f"{kind} {attempt(path)}"] += 1
        faulthandler.cancel_dump_traceback_later()
        if time.process_time() - started > 10:
            sys.exit(f"{index} {kind} took more than ten seconds of the processor")
    sys.stdout.write(json.dumps(outcomes))


if __name__ == "__main__":
    os.environ.setdefault("STRATEGY_EDITOR_HOME", sys.argv[1])
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
