"""A project as a tree of pieces, each named by the hash of its content, so that versions share what did not change.

::

    project ── outline, council settings, one piece each
            ── records of each sort (people, threads, …), some to a piece
            ── document ── section ── blocks, some to a piece
                                   ── child sections

A piece is canonical JSON and the hashes of the pieces below it. Where lists are cut into pieces depends on the ids in
them alone, so equal projects have equal trees, and an edit to one paragraph makes a new piece for its neighbourhood,
its section, the sections around it, its document and the project: a few kilobytes.
"""

from __future__ import annotations

import hashlib
import threading
import typing
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.model.blocks import Block
from strategy_editor.model.encoding import decode, encode
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section

HASH = 32
"""Bytes of a hash (SHA-256)."""
CUT = 4
"""A list is cut after an item whose id hashes to a multiple of this: pieces of four items on average."""
MOST = 24
"""Items of a piece at most."""

MAXIMUM_PIECES = 40_000
MAXIMUM_DEPTH = 24
MAXIMUM_TEXT = 24 << 20
"""Bytes of JSON in one tree: some two million words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A node of the tree: its hash, its JSON, the pieces below it."""

    hash: bytes
    body: bytes
    below: tuple[Piece, ...]

    @property
    def links(self) -> bytes:
        """The hashes of the pieces below, one after the other."""
        return b"".join(piece.hash for piece in self.below)


def hash_of(links: bytes, body: bytes) -> bytes:
    """The name of a piece: SHA-256 of the number of links (4 bytes, big-endian), the links, the JSON."""
    return hashlib.sha256((len(links) // HASH).to_bytes(4, "big") + links + body).digest()


_AS_READ = msgspec.json.Encoder(order="deterministic")


def piece_of(value: object, below: Iterable[Piece] = (), write: Callable[[object], bytes] = encode) -> Piece:
    """The piece with the JSON of ``value`` and these pieces below it."""
    body, pieces = write(value), tuple(below)
    return Piece(hash_of(b"".join(piece.hash for piece in pieces), body), body, pieces)


class SectionBody(Struct, frozen=True, omit_defaults=True):
    """A section without blocks and children; the first ``lists`` pieces below it hold blocks, the rest are children."""

    section: Section
    lists: int = 0


class Part(typing.NamedTuple):
    """A field of the project that is kept in pieces of its own. ``holds`` is what one of its pieces holds."""

    name: str
    shape: typing.Literal["one", "list", "mapping"]
    holds: Any


def _parts() -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The fields of the project that have pieces of their own, and those that stand in its top piece."""
    parts, plain = [], []
    for name, annotation in typing.get_type_hints(Project).items():
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        held = arguments[-1] if origin is Mapping else arguments[0] if origin is tuple else annotation
        if not (isinstance(held, type) and issubclass(held, Struct)):
            plain.append(name)
        elif origin is Mapping:
            parts.append(Part(name, "mapping", dict[str, held]))  # type: ignore[valid-type]
        elif origin is tuple:
            parts.append(Part(name, "list", tuple[held, ...]))  # type: ignore[valid-type]
        else:
            parts.append(Part(name, "one", held))
    return tuple(parts), tuple(plain)


PARTS, TOP_FIELDS = _parts()


def _top_type() -> type[Struct]:
    hints = typing.get_type_hints(Project)
    infos = {info.name: info for info in msgspec.structs.fields(Project)}
    fields: list[Any] = [("parts", dict[str, int])]
    fields += [(name, hints[name]) for name in TOP_FIELDS if infos[name].required]
    fields += [(name, hints[name], infos[name].default) for name in TOP_FIELDS if not infos[name].required]
    return msgspec.defstruct("ProjectTop", fields, frozen=True, omit_defaults=True)


ProjectTop = _top_type()
"""The top piece: the plain fields of the project, and how many pieces below it each part has, in order of ``PARTS``."""

V = TypeVar("V")


class TreeBuilder:
    """Makes the tree of a project. Remembers the tree made last: what is the same object is not looked at again.

    ``as_read`` spares the search for fields that equal their default, which text that was just read cannot have: where
    it was written by this program, the same tree comes out ten times as fast, and else another one.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, tuple[Piece, ...]]] = {}
        self._used: dict[int, tuple[object, tuple[Piece, ...]]] = {}
        self._write: Callable[[object], bytes] = encode

    def __call__(self, project: Project, *, as_read: bool = False) -> Piece:
        """The top piece of the tree."""
        self._write = _AS_READ.encode if as_read else encode
        self._used = {}
        below: list[Piece] = []
        counts: dict[str, int] = {}
        for part in PARTS:
            pieces = self._part(part, getattr(project, part.name))
            if pieces:
                counts[part.name] = len(pieces)
                below.extend(pieces)
        top = ProjectTop(parts=counts, **{name: getattr(project, name) for name in TOP_FIELDS})
        self._known, self._used = self._used, {}
        return self._piece(top, below)

    def _part(self, part: Part, value: Any) -> tuple[Piece, ...]:
        if part.name == "documents":
            return tuple(self._document(document) for document in value)
        if part.shape == "one":
            return self._remembered(value, lambda one: (self._piece(one),))
        return self._remembered(value, self._mapping if part.shape == "mapping" else self._list)

    def _document(self, document: Document) -> Piece:
        below = tuple(self._section(section) for section in document.sections)
        return self._remembered(document, lambda one: (self._piece(replace(one, sections=()), below),))[0]

    def _section(self, section: Section) -> Piece:
        children = tuple(self._section(child) for child in section.children)

        def made(one: Section) -> tuple[Piece, ...]:
            lists = self._list(one.blocks)
            body = SectionBody(replace(one, blocks=(), children=()), len(lists))
            return (self._piece(body, (*lists, *children)),)

        return self._remembered(section, made)[0]

    def _list(self, items: Iterable[Any]) -> tuple[Piece, ...]:
        return tuple(self._piece(group) for group in _cut(items, lambda item: item.id))

    def _mapping(self, items: Mapping[str, Any]) -> tuple[Piece, ...]:
        return tuple(self._piece(dict(group)) for group in _cut(sorted(items.items()), lambda item: item[0]))

    def _piece(self, value: object, below: Iterable[Piece] = ()) -> Piece:
        return piece_of(value, below, self._write)

    def _remembered(self, value: V, make: Callable[[V], tuple[Piece, ...]]) -> tuple[Piece, ...]:
        key = id(value)
        entry = self._used.get(key) or self._known.get(key)
        if entry is None or entry[0] is not value:
            entry = (value, make(value))
        self._used[key] = entry
        return entry[1]


_BUILDER = TreeBuilder()
_BUILDING = threading.Lock()


def tree_of(project: Project) -> str:
    """The hash of the project's tree, in hexadecimal: equal projects, equal trees. It is what a version is known by.

    After the first time it takes only what changed since the last one.
    """
    with _BUILDING:
        return _BUILDER(project).hash.hex()


def _cut(items: Iterable[V], key: Callable[[V], str]) -> Iterator[list[V]]:
    """The items in groups, cut where their ids say so."""
    group: list[V] = []
    for item in items:
        group.append(item)
        if len(group) == MOST or zlib.crc32(key(item).encode()) % CUT == 0:
            yield group
            group = []
    if group:
        yield group


Fetch = Callable[[bytes], tuple[bytes, bytes]]
"""Gives links and JSON of the piece with this hash, checked against it; raises NotAStrategy where there is none."""


class _Reader:
    """Reads one tree back, within bounds: a small tree of stolen hashes could name the same piece a million times."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._pieces = 0
        self._text = 0

    def project(self, top: bytes) -> Project:
        links, body = self._piece(top, 0)
        read: Any = decode(body, ProjectTop)
        if sum(read.parts.values()) != len(links) or not set(read.parts) <= {part.name for part in PARTS}:
            raise _torn()
        fields: dict[str, Any] = {name: getattr(read, name) for name in TOP_FIELDS}
        position = 0
        for part in PARTS:
            count = read.parts.get(part.name, 0)
            fields[part.name] = self._part(part, links[position : position + count])
            position += count
        return Project(**fields)

    def _part(self, part: Part, hashes: list[bytes]) -> Any:
        if part.name == "documents":
            return tuple(self._document(each) for each in hashes)
        groups = [self._group(each, part.holds, part.name) for each in hashes]
        if part.shape == "one":
            if len(groups) != 1:
                raise _torn()
            return groups[0]
        if part.shape == "mapping":
            return {key: value for group in groups for key, value in group.items()}
        return tuple(item for group in groups for item in group)

    def _group(self, wanted: bytes, holds: Any, what: str) -> Any:
        links, body = self._piece(wanted, 1)
        if links:
            raise _torn()
        return decode(body, holds, what=what)

    def _document(self, wanted: bytes) -> Document:
        links, body = self._piece(wanted, 1)
        return replace(
            decode(body, Document, what="document"), sections=tuple(self._section(each, 2) for each in links)
        )

    def _section(self, wanted: bytes, depth: int) -> Section:
        links, body = self._piece(wanted, depth)
        read = decode(body, SectionBody, what="section")
        if not 0 <= read.lists <= len(links):
            raise _torn()
        groups = [self._group(each, tuple[Block, ...], "section") for each in links[: read.lists]]
        children = tuple(self._section(each, depth + 1) for each in links[read.lists :])
        return replace(read.section, blocks=tuple(block for group in groups for block in group), children=children)

    def _piece(self, wanted: bytes, depth: int) -> tuple[list[bytes], bytes]:
        links, body = self._fetch(wanted)
        self._pieces += 1
        self._text += len(body)
        if self._pieces > MAXIMUM_PIECES or self._text > MAXIMUM_TEXT or depth > MAXIMUM_DEPTH:
            raise NotAStrategy("The project is larger or deeper than any strategy could be.")
        return [links[start : start + HASH] for start in range(0, len(links), HASH)], body


def project_from(top: bytes, fetch: Fetch) -> Project:
    """The project whose tree begins with the piece ``top``; raises NotAStrategy for anything that does not fit."""
    return _Reader(fetch).project(top)


def _torn() -> NotAStrategy:
    return NotAStrategy("The project's parts do not fit together.", advice="The file was changed by other means.")
