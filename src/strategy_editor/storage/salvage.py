"""Saves what can be saved of a damaged file, and names what was lost.

Every piece proves itself by its hash. Where a piece of today's text is gone, an earlier version of that place steps in
if one is there: it may bring back a paragraph that had been deleted, never drop one that is whole.
"""

from __future__ import annotations

import hashlib
import mmap
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block
from strategy_editor.model.encoding import decode
from strategy_editor.model.ledger import Ledger, LedgerEntry
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import plain
from strategy_editor.model.tree import walk_sections
from strategy_editor.storage import disk, project_file
from strategy_editor.storage.carve import Carver, Data, Row
from strategy_editor.storage.repair import repaired
from strategy_editor.storage.saving import Saved
from strategy_editor.storage.store import MAXIMUM_BODY, is_tree, trees_of
from strategy_editor.storage.tree import HASH, PARTS, TOP_FIELDS, ProjectTop, SectionBody, hash_of, project_from

MAXIMUM_FILE = 2 << 30
_MAXIMUM_TEXT = 24 << 20
_MAXIMUM_DEPTH = 24
_MOST_TRIED = 96 << 20
"""Bytes that are read, all attempts together, to find out what pieces without a top are."""
_PIECE = 500
"""What a piece counts beside its bytes: many small ones take as long as few large ones."""

_SECTION = b'{"section"'
"""How the piece of a section begins."""
_FOUND_AGAIN = "Found again"
"""The title of what has lost its own."""

_NAMES = {
    "people": "people",
    "meetings": "meetings",
    "facts": "details used throughout",
    "milestones": "milestones",
    "register": "lines of the register",
    "glossary": "glossary entries",
    "exemptions": "reasons for exemption",
    "references": "earlier texts",
    "rounds": "reviews",
    "threads": "comments",
    "suggestions": "notes on suggestions",
    "proposals": "proposals",
    "pictures": "notes on pictures",
}
"""What people call the parts of a project."""


@dataclass(frozen=True)
class Salvaged:
    """What was saved. ``lost`` names, in sentences, what was not, or only in an earlier version; empty: nothing."""

    project: Project
    ledger: Ledger
    pictures: Mapping[str, bytes]
    lost: tuple[str, ...]


def salvage(path: Path) -> Salvaged:
    """What can be saved of the file; raises NotAStrategy where that is nothing, NoSuchFile and DiskRefused."""
    return _salvage(path)[0]


def salvage_to(path: Path, target: Path) -> tuple[Salvaged, Saved]:
    """Writes what can be saved, versions too, into a new file; the damaged one stays as it is. Raises as above."""
    salvaged, found = _salvage(path)
    saved = project_file.create(
        target, salvaged.project, salvaged.ledger, salvaged.pictures, versions=found.versions(salvaged.ledger)
    )
    return salvaged, saved


def _salvage(path: Path) -> tuple[Salvaged, _Found]:
    with _bytes_of(path) as data:
        found = _Found(data)
    ledger = Ledger().with_entries(found.entries.values())
    top = _newest_top(found, ledger) or _made_up_top(found)
    if top is None:
        raise NotAStrategy(f"Nothing can be saved of “{path.name}”.", advice="Open an earlier copy of it.")
    work = _Assembly(found)
    if not top.hash:
        work.lost.append("How the parts belong together is lost: all that was found is there, maybe in another order.")
    elif top.hash != found.head:
        work.lost.append("Today's text as a whole is lost; an earlier version stands in its place.")
    project, repairs = repaired(work.project(top))
    missing = [f"The picture “{each.name or id[:8]}” is lost." for id, each in project.pictures.items()]
    missing = [said for said, id in zip(missing, project.pictures, strict=True) if id not in found.pictures]
    lost = (*dict.fromkeys(work.lost), *missing, *_lost_versions(found, ledger), *repairs)
    return Salvaged(project, ledger, Pictures(path, found.pictures), lost), found


@contextmanager
def _bytes_of(path: Path) -> Iterator[Data]:
    try:
        size = path.stat().st_size
        if not size or size > MAXIMUM_FILE or not path.is_file():
            raise NotAStrategy(f"Nothing can be saved of “{path.name}”.", advice="Open an earlier copy of it.")
        with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data
    except OSError as error:
        raise disk.refusal(error, path, "read") from error


class Top:
    """A top piece: its plain fields and the hashes below it by part."""

    def __init__(self, hash: bytes, links: list[bytes], fields: Any) -> None:
        self.hash = hash
        self.fields = fields
        self.parts: dict[str, list[bytes]] = {}
        position = 0
        for part in PARTS:
            count = fields.parts.get(part.name, 0)
            self.parts[part.name] = links[position : position + count]
            position += count


class _Found:
    """All that proves itself in the file: pieces, entries of the ledger, where pictures lie, which tree was today's."""

    def __init__(self, data: Data) -> None:
        self.pieces: dict[bytes, tuple[list[bytes], bytes]] = {}
        self.entries: dict[str, LedgerEntry] = {}
        self.pictures: dict[str, Row] = {}
        self.head = b""
        self._text = 0
        self._whole: set[bytes] = set()
        carver = Carver(data)
        for row in carver.rows():
            self._take(row)
        self.tops: dict[bytes, Top] = {}
        self.sections: dict[str, list[tuple[list[bytes], SectionBody]]] = {}
        self.documents: dict[str, list[tuple[list[bytes], Document]]] = {}
        for hash, (links, body) in self.pieces.items():
            self._sort(hash, links, body)

    def _take(self, row: Row) -> None:
        match row.values:
            case (bytes() as hash, bytes() as links, bytes() as packed):
                self._take_piece(hash, links, packed)
            case (bytes() as hash, bytes() as picture) if hashlib.sha256(picture).digest() == hash:
                self.pictures[hash.hex()] = row._replace(values=())
            case (str() as id, bytes() as body):
                self._take_entry(id, body)
            case (None, bytes() as tree, str()) if len(tree) == HASH:
                self.head = tree

    def _take_piece(self, hash: bytes, links: bytes, packed: bytes) -> None:
        unpacker = zlib.decompressobj()
        try:
            body = unpacker.decompress(packed, MAXIMUM_BODY)
        except zlib.error:
            return
        if self._text + len(body) <= _MAXIMUM_TEXT and len(links) % HASH == 0 and hash_of(links, body) == hash:
            self._text += len(body)
            self.pieces[hash] = [links[start : start + HASH] for start in range(0, len(links), HASH)], body

    def _take_entry(self, id: str, body: bytes) -> None:
        try:
            entry: LedgerEntry = decode(body, LedgerEntry)  # type: ignore[arg-type]
        except NotAStrategy:
            return
        if entry.id == id and entry.at.tzinfo is not None:
            self.entries[id] = entry

    def _sort(self, hash: bytes, links: list[bytes], body: bytes) -> None:
        """Finds out what a piece is, by what it can be read as."""
        if body.startswith(b'{"parts"'):
            fields: Any = _read(body, ProjectTop)
            if fields is not None and sum(fields.parts.values()) == len(links):
                self.tops[hash] = Top(hash, links, fields)
        elif body.startswith(_SECTION):
            section = _read(body, SectionBody)
            if section is not None and 0 <= section.lists <= len(links):
                self.sections.setdefault(section.section.id, []).append((links, section))
        elif body.startswith(b'{"id"'):
            document = _read(body, Document)
            if document is not None:
                self.documents.setdefault(document.id, []).append((links, document))

    @cached_property
    def held(self) -> set[bytes]:
        """The hashes that some piece names as below it."""
        return {link for links, _ in self.pieces.values() for link in links}

    def is_whole(self, tree: str) -> bool:
        """Whether nothing of a tree is missing."""
        ahead = [bytes.fromhex(tree)] if is_tree(tree) else [b""]
        seen: set[bytes] = set()
        while ahead:
            hash = ahead.pop()
            if hash not in self.pieces:
                return False
            if hash not in seen and hash not in self._whole:
                seen.add(hash)
                ahead.extend(self.pieces[hash][0])
        self._whole |= seen
        return True

    def project(self, tree: str) -> Project:
        """The project of a tree of which nothing is missing; raises NotAStrategy for one that does not fit."""

        def fetch(hash: bytes) -> tuple[bytes, bytes]:
            links, body = self.pieces[hash]
            return b"".join(links), body

        return project_from(bytes.fromhex(tree), fetch)

    def versions(self, ledger: Ledger) -> Iterator[Project]:
        """The projects of the versions and other entries that are whole."""
        for tree in sorted(trees_of(ledger)):
            if self.is_whole(tree):
                with suppress(NotAStrategy):
                    yield self.project(tree)


def _newest_top(found: _Found, ledger: Ledger) -> Top | None:
    """Today's top piece, or that of the newest version, or of any text at all."""
    newest_first = [version.tree for version in reversed(ledger.versions) if is_tree(version.tree)]
    wanted = [found.head, *map(bytes.fromhex, newest_first)]
    for hash in wanted:
        if hash in found.tops:
            return found.tops[hash]
    return max(found.tops.values(), key=lambda top: len(top.parts["documents"]), default=None)


def _made_up_top(found: _Found) -> Top | None:
    """Where no top piece is left: one over everything that no other piece holds, what was written last before the rest.

    Records of several versions then stand side by side; :func:`repaired` leaves the newest its id and gives the others
    one of their own.
    """
    loose = [hash for hash in reversed(found.pieces) if hash not in found.held]
    documents = {
        document.id: (hash, document.title)
        for hash in reversed(loose)
        if (document := _document_in(found, hash)) is not None
    }
    if not documents and not found.sections:
        return None
    these = _sorted_out(found, loose) | {"documents": [hash for hash, _ in documents.values()]}
    links = [hash for part in PARTS for hash in these[part.name]]
    counts = {part.name: len(these[part.name]) for part in PARTS}
    title = next((title for _, title in documents.values()), _FOUND_AGAIN)
    return Top(b"", links, ProjectTop(parts=counts, id=new_id(), title=title))


def _sorted_out(found: _Found, loose: list[bytes]) -> dict[str, list[bytes]]:
    """Which pieces can be read as records of each part; as much is tried as takes a moment, the newest first."""
    these: dict[str, list[bytes]] = {part.name: [] for part in PARTS}
    left = _MOST_TRIED
    for hash in loose:
        body = found.pieces[hash][1]
        if body.startswith(_SECTION):
            continue
        for part in PARTS:
            if part.name == "documents" or body[:1] != (b"[" if part.shape == "list" else b"{"):
                continue
            left -= len(body) + _PIECE
            if left < 0:
                return these
            if _read(body, part.holds):
                these[part.name].append(hash)
    return these


def _document_in(found: _Found, hash: bytes) -> Document | None:
    body = found.pieces[hash][1]
    document: Document | None = _read(body, Document) if body.startswith(b'{"id"') else None
    return document if document is not None and document.kind else None


def _lost_versions(found: _Found, ledger: Ledger) -> list[str]:
    lost = [version for version in ledger.versions if not found.is_whole(version.tree)]
    named = [f"The text of the version “{version.name}” is lost." for version in lost if version.name]
    others = len(lost) - len(named)
    if others == 1:
        return [*named, "The text of a version without a name is lost."]
    return [*named, *([f"The texts of {others} versions without a name are lost."] if others else [])]


def _read(body: bytes, type_: Any) -> Any:
    try:
        return decode(body, type_)
    except NotAStrategy:
        return None


class _Assembly:
    """Puts one project together out of what was found."""

    def __init__(self, found: _Found) -> None:
        self._found = found
        self._left = _MAXIMUM_TEXT
        self.lost: list[str] = []

    def project(self, top: Top) -> Project:
        fields: dict[str, Any] = {name: getattr(top.fields, name) for name in TOP_FIELDS}
        for part in PARTS:
            hashes = top.parts[part.name]
            if part.name == "documents":
                documents = tuple(self._documents(hashes))
                fields["documents"] = (*documents, *self._homeless(documents))
            elif part.shape == "one":
                fields[part.name] = self._one(part.name, hashes, part.holds)
            else:
                groups = [self._group(part.name, hash, part.holds) for hash in hashes]
                items = [group for group in groups if group is not None]
                if part.shape == "mapping":
                    fields[part.name] = {key: value for group in items for key, value in group.items()}
                else:
                    fields[part.name] = tuple(item for group in items for item in group)
        return Project(**fields)

    def _one(self, name: str, hashes: list[bytes], holds: Any) -> Any:
        others = [hash for top in self._found.tops.values() for hash in top.parts[name]]
        for position, hash in enumerate([*hashes[:1], *others]):
            value = self._at(hash, holds)
            if value is not None:
                if position:
                    self.lost.append(f"The {_SINGLE[name]} stand as they were in an earlier version.")
                return value
        self.lost.append(f"The {_SINGLE[name]} are lost; choose them again.")
        return Outline("lost", "Lost", ()) if holds is Outline else Profile("lost", "Lost", "")

    def _group(self, name: str, hash: bytes, holds: Any) -> Any:
        value = self._at(hash, holds)
        if value is None:
            self.lost.append(f"Some {_NAMES.get(name, name)} are lost.")
        return value

    def _documents(self, hashes: list[bytes]) -> Iterator[Document]:
        there = {document.id for hash in hashes if (document := self._document_at(hash)) is not None}
        for hash in hashes:
            document = self._document_at(hash)
            if document is None:
                earlier = [id for id in self._found.documents if id not in there]
                if not earlier:
                    self.lost.append("A whole document is lost.")
                for id in earlier:
                    there.add(id)
                    links, document = self._found.documents[id][-1]
                    self.lost.append(f"“{document.title}” stands as it was in an earlier version.")
                    yield replace(document, sections=tuple(self._sections(links, document.title, [], 1)))
                continue
            others = [links for links, _ in self._found.documents.get(document.id, [])]
            links = self._found.pieces[hash][0]
            yield replace(document, sections=tuple(self._sections(links, document.title, others, 1)))

    def _homeless(self, documents: tuple[Document, ...]) -> Iterator[Document]:
        """A document around the sections whose own is lost."""
        there = {section.id for document in documents for section in walk_sections(document.sections)}
        held = self._found.held
        lost = {
            body.section.id: hash
            for hash in self._found.pieces
            if hash not in held and (body := self._section_at(hash)) is not None and body.section.id not in there
        }
        if lost:
            self.lost.append(f"Sections whose document is lost are in “{_FOUND_AGAIN}”.")
            sections = tuple(self._sections(list(lost.values()), _FOUND_AGAIN, [], 1))
            yield Document(new_id(), "strategy", _FOUND_AGAIN, sections)

    def _document_at(self, hash: bytes) -> Document | None:
        document: Document | None = self._at(hash, Document)
        return document

    def _sections(self, hashes: list[bytes], around: str, earlier: list[list[bytes]], depth: int) -> Iterator[Section]:
        """The sections with these hashes; where one is lost, those of the nearest earlier list that are not here."""
        there = {body.section.id for hash in hashes if (body := self._section_at(hash)) is not None}
        for hash in hashes:
            body = self._section_at(hash)
            if body is not None and depth <= _MAXIMUM_DEPTH:
                yield self._section(hash, body, depth)
                continue
            stand_ins = [
                (other, found)
                for other in _nearest(hashes, earlier)
                if (found := self._section_at(other)) is not None and found.section.id not in there
            ]
            if not stand_ins:
                self.lost.append(f"A section of “{around}” is lost.")
            for other, found in stand_ins:
                there.add(found.section.id)
                self.lost.append(f"“{_title(found)}” in “{around}” stands as it was in an earlier version.")
                yield self._section(other, found, depth)

    def _section_at(self, hash: bytes) -> SectionBody | None:
        if hash in self._found.pieces and not self._found.pieces[hash][1].startswith(_SECTION):
            return None
        body: SectionBody | None = self._at(hash, SectionBody)
        return body if body is not None and 0 <= body.lists <= len(self._found.pieces[hash][0]) else None

    def _section(self, hash: bytes, body: SectionBody, depth: int) -> Section:
        links = self._found.pieces[hash][0]
        others = self._found.sections.get(body.section.id, [])
        blocks = self._blocks(links[: body.lists], _title(body), [each[: found.lists] for each, found in others])
        children = links[body.lists :]
        earlier = [each[found.lists :] for each, found in others]
        return replace(
            body.section,
            blocks=tuple(blocks),
            children=tuple(self._sections(children, _title(body), earlier, depth + 1)) if children else (),
        )

    def _blocks(self, hashes: list[bytes], title: str, earlier: list[list[bytes]]) -> list[Block]:
        groups = [self._block_group(hash) for hash in hashes]
        there = {block.id for group in groups if group is not None for block in group}
        blocks: list[Block] = []
        for group in groups:
            if group is not None:
                blocks.extend(group)
                continue
            nearest = [self._block_group(hash) or () for hash in _nearest(hashes, earlier)]
            stand_ins = [block for other in nearest for block in other if block.id not in there]
            there.update(block.id for block in stand_ins)
            blocks.extend(stand_ins)
            outcome = "stands as it was in an earlier version" if stand_ins else "is lost"
            self.lost.append(f"A part of “{title}” {outcome}.")
        return blocks

    def _block_group(self, hash: bytes) -> tuple[Block, ...] | None:
        group: tuple[Block, ...] | None = self._at(hash, tuple[Block, ...])
        return group

    def _at(self, hash: bytes, type_: Any) -> Any:
        """What the piece holds; None where it is lost. What a stranger names a million times is bounded."""
        if hash not in self._found.pieces:
            return None
        body = self._found.pieces[hash][1]
        self._left -= len(body) + _PIECE
        if self._left < 0:
            raise NotAStrategy("The project is larger than any strategy could be.")
        return _read(body, type_)


_SINGLE = {"outline": "outline's guidance and prompts", "profile": "council's settings"}


def _title(body: SectionBody) -> str:
    return plain(body.section.title) or "a section without a title"


def _nearest(hashes: list[bytes], others: list[list[bytes]]) -> list[bytes]:
    """Of the other lists the one that has most in common with this one, but not this one itself."""
    ours = set(hashes)
    return max(
        (other for other in others if other != hashes), key=lambda other: len(ours.intersection(other)), default=[]
    )


class Pictures(Mapping[str, bytes]):
    """The pictures that are whole, fetched from the damaged file one at a time."""

    def __init__(self, path: Path, rows: dict[str, Row]) -> None:
        self._path = path
        self._rows = rows

    def __getitem__(self, digest: str) -> bytes:
        row = self._rows[digest]
        with _bytes_of(self._path) as data:
            values = Carver(data).row(row.page, row.offset)
        if values is None or not isinstance(values[-1], bytes) or hashlib.sha256(values[-1]).hexdigest() != digest:
            raise NotAStrategy(f"A picture of “{self._path.name}” cannot be read any more.", advice="Try again.")
        return values[-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
