"""What a project file holds, row by row: pieces, entries of the ledger, pictures, and which tree is today's.

The same for our own working database and for a stranger's file: everything read is checked against its hash.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import apsw
from msgspec import Struct

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.model.encoding import decode, encode
from strategy_editor.model.encoding import digest as value_digest
from strategy_editor.model.ledger import Clearance, Ledger, LedgerEntry, Merge, Publication, SentCopy, Version
from strategy_editor.model.project import Project
from strategy_editor.storage.schema import MAXIMUM_VALUE, check_tables, damaged, distrusting, open_stranger, transaction
from strategy_editor.storage.tree import HASH, Piece, TreeBuilder, hash_of, project_from

MAXIMUM_BODY = 16 << 20
"""Bytes of JSON in one piece or entry, unpacked."""
_CITED = re.compile(rb'"([0-9a-f]{64})"')
"""A picture, wherever JSON names one: no picture that is named is ever dropped."""


class Content(Struct, frozen=True):
    """What a file holds, in two hashes: the tree of the project and the SHA-256 of the ledger's JSON."""

    tree: str
    ledger: str


class Whole(Struct, frozen=True):
    """Everything of a file but its pictures and versions, read and found right."""

    content: Content
    project: Project
    ledger: Ledger


class Store:
    """The rows of one database. ``path`` is only for what errors say."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    # ---- today's tree

    @property
    def tree(self) -> str:
        """The hash of today's tree, in hexadecimal; raises NotAStrategy where there is none."""
        return self._head()[0]

    @property
    def kept_at(self) -> datetime:
        """When today's tree was written."""
        return self._head()[1]

    def _head(self) -> tuple[str, datetime]:
        row = self.connection.execute("SELECT tree, kept_at FROM head").fetchone()
        if row is None or not isinstance(row[0], bytes) or len(row[0]) != HASH:
            raise damaged(self.path, "it does not say which text is today's")
        try:
            return row[0].hex(), datetime.fromisoformat(str(row[1]))
        except ValueError as error:
            raise damaged(self.path, "it does not say when it was written") from error

    def put_head(self, tree: str, at: datetime) -> None:
        """Makes ``tree``, which must be there, today's."""
        self.connection.execute("REPLACE INTO head VALUES (1, ?, ?)", (bytes.fromhex(tree), at.isoformat()))

    def fill(self, top: Piece, ledger: Ledger | None, at: datetime) -> None:
        """Makes this tree and this ledger (none given: the one that is there) today's."""
        self.put_tree(top)
        if ledger is not None:
            self.put_ledger(ledger)
        self.put_head(top.hash.hex(), at)

    # ---- pieces

    def has_piece(self, hash: bytes) -> bool:
        return self.connection.execute("SELECT 1 FROM pieces WHERE hash = ?", (hash,)).fetchone() is not None

    def put_tree(self, top: Piece) -> int:
        """Stores the pieces that are not there yet, those below first; returns how many.

        A piece that is there has everything below it there, so unchanged parts cost one look.
        """
        if self.has_piece(top.hash):
            return 0
        stored = sum(self.put_tree(piece) for piece in top.below)
        row = (top.hash, top.links, zlib.compress(top.body, 6))
        self.connection.execute("INSERT INTO pieces VALUES (?, ?, ?)", row)
        return stored + 1

    def piece(self, hash: bytes) -> tuple[bytes, bytes]:
        """Links and JSON of a piece, checked against its hash."""
        row = self.connection.execute("SELECT links, body FROM pieces WHERE hash = ?", (hash,)).fetchone()
        if row is None:
            raise damaged(self.path, "a part of the text is missing")
        return self._checked(hash, *row)

    def _checked(self, hash: bytes, links: object, packed: object) -> tuple[bytes, bytes]:
        if not isinstance(links, bytes) or not isinstance(packed, bytes):
            raise damaged(self.path, "a part of the text is not what was written")
        unpacker = zlib.decompressobj()
        try:
            body = unpacker.decompress(packed, MAXIMUM_BODY)
        except zlib.error as error:
            raise damaged(self.path, "a part of the text cannot be unpacked") from error
        if not unpacker.eof or len(links) % HASH or hash_of(links, body) != hash:
            raise damaged(self.path, "a part of the text is not what was written")
        return links, body

    def checked_pieces(self, wanted: set[bytes] | None = None) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
        """Hash, links, packed and plain JSON of the pieces with these hashes (None: all), each checked.

        Raises NotAStrategy, at the end, where a piece names one that is not among them.
        """
        allowance = (16 << 20) + 60 * self.path.stat().st_size
        known: set[bytes] = set()
        linked: set[bytes] = set()
        for hash, links, packed in self.connection.execute("SELECT hash, links, body FROM pieces"):
            if wanted is not None and hash not in wanted:
                continue
            _, body = self._checked(hash, links, packed)
            allowance -= len(body)
            if allowance < 0:
                raise damaged(self.path, "it unpacks to far more than any strategy could")
            known.add(hash)
            linked.update(links[start : start + HASH] for start in range(0, len(links), HASH))
            yield hash, links, packed, body
        if linked - known:
            raise damaged(self.path, "a part of the text is missing")

    def project(self, tree: str | None = None) -> Project:
        """The project whose tree this is (none given: today's); raises NotAStrategy."""
        wanted = self.tree if tree is None else tree
        if not is_tree(wanted):
            raise damaged(self.path, "a version does not say which text is its own")
        return project_from(bytes.fromhex(wanted), self.piece)

    def reachable(self, roots: Iterable[str]) -> set[bytes]:
        """The hashes of all pieces of these trees; a tree that is not there is left out."""
        links = {hash: below for hash, below in self.connection.execute("SELECT hash, links FROM pieces")}
        found: set[bytes] = set()
        ahead = [bytes.fromhex(root) for root in roots]
        while ahead:
            hash = ahead.pop()
            if hash in found or hash not in links:
                continue
            found.add(hash)
            below = links[hash]
            ahead.extend(below[start : start + HASH] for start in range(0, len(below), HASH))
        return found

    def take(self, source: Store, trees: set[str], evidence: Iterable[str] = ()) -> None:
        """Takes over these trees, the pictures that are named anywhere in them, and what is kept as proof.

        Each row is checked.
        """
        cited: set[bytes] = set()

        def rows() -> Iterator[tuple[bytes, bytes, bytes]]:
            for hash, links, packed, body in source.checked_pieces(source.reachable(trees)):
                cited.update(_CITED.findall(body))
                yield hash, links, packed

        self.connection.executemany("INSERT OR IGNORE INTO pieces VALUES (?, ?, ?)", rows())
        wanted = {*evidence, *(digest.decode() for digest in cited)}
        self.take_pictures(source, source.picture_ids() & wanted)

    def take_pictures(self, source: Store, wanted: set[str]) -> None:
        """Takes over these pictures, each checked."""
        for digest in sorted(wanted):
            self.put_picture(digest, source.picture(digest))

    def sweep(self, roots: Iterable[str]) -> int:
        """Removes the pieces that no tree of ``roots`` has; returns how many."""
        wanted = self.reachable(roots)
        with transaction(self.connection):
            known = [hash for (hash,) in self.connection.execute("SELECT hash FROM pieces")]
            surplus = [(hash,) for hash in known if hash not in wanted]
            self.connection.executemany("DELETE FROM pieces WHERE hash = ?", surplus)
        return len(surplus)

    # ---- the ledger

    def ledger(self) -> Ledger:
        """All entries; raises NotAStrategy for one that cannot be read."""
        return Ledger().with_entries(self._entries())

    def _entries(self) -> Iterator[LedgerEntry]:
        for id, body in self.connection.execute("SELECT id, body FROM entries"):
            if not isinstance(body, bytes) or len(body) > MAXIMUM_BODY:
                raise damaged(self.path, "its history holds something far too large")
            entry: LedgerEntry = decode(body, LedgerEntry, what="history")  # type: ignore[arg-type]
            if entry.id != id or entry.at.tzinfo is None:
                raise damaged(self.path, "its history is not what was written")
            yield entry

    def put_ledger(self, ledger: Ledger) -> None:
        """Makes the entries those of ``ledger``: new ones are added, thinned ones go, none is changed."""
        known = {id for (id,) in self.connection.execute("SELECT id FROM entries")}
        added = [(entry.id, encode(entry)) for entry in ledger.entries if entry.id not in known]
        gone = [(id,) for id in known.difference(entry.id for entry in ledger.entries)]
        self.connection.executemany("INSERT INTO entries VALUES (?, ?)", added)
        self.connection.executemany("DELETE FROM entries WHERE id = ?", gone)

    # ---- pictures

    def picture_ids(self) -> set[str]:
        return {hash.hex() for (hash,) in self.connection.execute("SELECT hash FROM pictures")}

    def put_picture(self, digest: str, data: bytes) -> None:
        """Stores a picture; one that is there already is not written again."""
        self.connection.execute("INSERT OR IGNORE INTO pictures VALUES (?, ?)", (bytes.fromhex(digest), data))

    def picture(self, digest: str) -> bytes:
        """The bytes of a picture, checked against its SHA-256; raises NotAStrategy."""
        try:
            key = bytes.fromhex(digest)
        except ValueError:
            key = b""
        row = self.connection.execute("SELECT data FROM pictures WHERE hash = ?", (key,)).fetchone()
        if row is None:
            raise NotAStrategy(f"A picture is missing from “{self.path.name}”.", advice="Put the picture in again.")
        data = row[0]
        if not isinstance(data, bytes) or hashlib.sha256(data).digest() != key:
            raise damaged(self.path, "a picture is not what was written")
        return data

    # ---- the whole

    def whole(self, *, every_row: bool = True) -> Whole:
        """Reads today's text and the ledger, and checks every row of the file against its hash; raises NotAStrategy.

        It is how a file is opened and how a save is read back; only for a store that was opened by :func:`reading`.
        ``every_row``: False where :meth:`take` follows, which checks them too.
        """
        with ThreadPoolExecutor(1) as aside:
            pictures = aside.submit(_verify_pictures, self.path) if every_row else None
            if self.connection.pragma("integrity_check") != "ok":
                raise damaged(self.path, "its tables are torn")
            if every_row:
                for _ in self.checked_pieces():
                    pass
            whole = self.todays()
            if pictures is not None:
                pictures.result()
        if TreeBuilder()(whole.project, as_read=True).hash.hex() != whole.content.tree:
            raise NotAStrategy(
                f"“{self.path.name}” holds something that this Strategy Editor does not know.",
                advice="It was made by another version of the program; use that one, or a newer one.",
            )
        return whole

    def todays(self) -> Whole:
        """Today's text and the ledger; raises NotAStrategy."""
        tree, ledger = self.tree, self.ledger()
        return Whole(Content(tree, value_digest(ledger)), self.project(tree), ledger)

    def verify_pictures(self) -> None:
        """Reads every picture, a little at a time, and checks it against its SHA-256; raises NotAStrategy."""
        for number, hash in self.connection.execute("SELECT rowid, hash FROM pictures").fetchall():
            if self._picture_hash(int(number or 0)) != hash:
                raise damaged(self.path, "a picture is not what was written")

    def _picture_hash(self, number: int) -> bytes:
        digest = hashlib.sha256()
        with self.connection.blob_open("main", "pictures", "data", number, False) as blob:
            buffer = bytearray(1 << 18)
            view = memoryview(buffer)
            left = blob.length()
            if left > MAXIMUM_VALUE:
                raise damaged(self.path, "a picture is larger than any could be")
            while left:
                count = min(left, len(buffer))
                blob.read_into(buffer, 0, count)
                digest.update(view[:count])
                left -= count
        return digest.digest()


def content_of(top: Piece, ledger: Ledger) -> Content:
    """What a file with this tree and this ledger holds."""
    return Content(top.hash.hex(), value_digest(ledger))


@contextmanager
def reading(path: Path) -> Iterator[Store]:
    """The rows of somebody's file, for as long as the block lasts; whatever is wrong with it becomes one sentence."""
    with distrusting(path), closing(open_stranger(path)) as connection:
        check_tables(connection, path)
        yield Store(connection, path)


def _verify_pictures(path: Path) -> None:
    """By a connection of its own, beside what else is read of the file."""
    with reading(path) as store:
        store.verify_pictures()


def trees_of(ledger: Ledger) -> set[str]:
    """The trees that the ledger names: of versions, sent copies, publications, clearances and merges."""
    trees: set[str] = set()
    for entry in ledger.entries:
        match entry:
            case Version() | SentCopy() | Publication() | Clearance():
                trees.add(entry.tree)
            case Merge():
                trees.update((entry.base, entry.mine, entry.theirs))
    return set(filter(is_tree, trees))


def evidence_of(ledger: Ledger) -> set[str]:
    """The SHA-256 of everything that entries of the ledger keep as proof."""
    return {entry.evidence for entry in ledger.entries if isinstance(entry, Clearance) and entry.evidence}


def is_tree(tree: str) -> bool:
    """Whether this has the form of the hash of a tree."""
    return len(tree) == 2 * HASH and re.fullmatch("[0-9a-f]+", tree) is not None
