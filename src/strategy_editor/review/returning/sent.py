"""What went out in a copy: its paragraphs in order, and which of them are text hosts of the document.

It is read from the file itself, made once more from the kept project, by the same reader that reads what comes back, so
that only what a person changed can differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from strategy_editor.incoming.values import OBJECT, Incoming, Paragraph, Picture
from strategy_editor.incoming.views import located
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Table, caption_of
from strategy_editor.model.section import Document
from strategy_editor.model.text import Atom, Footnote, Script, atoms
from strategy_editor.model.tree import section_hosts, walk_sections

MARKER = re.compile(r"_blk_([0-9a-z]{16})")
"""The bookmark of a text host."""

Kind = Literal["text", "title", "caption", "footnote"]


class HostPlace(NamedTuple):
    """Where a text host stands: its section, the block of the section that holds it, the list of blocks that it is in.

    ``container`` is the id of the section, cell or box whose blocks it is one of; empty for titles, captions and notes.
    ``row`` and ``table`` are ids, empty outside tables.
    """

    section: str
    block: str
    kind: Kind
    container: str = ""
    row: str = ""
    table: str = ""


Look = tuple[bool, bool, Script]
"""Bold, italic, script."""


class SentLine(NamedTuple):
    """A paragraph that went out.

    ``host`` is its text host, empty for what the program draws. ``prefix`` characters before the host's words are the
    program's (``Note:``). ``spans`` says of each character after the prefix which of the host's ``atoms`` it shows;
    ``opaque``: the copy showed other words than the host holds, so that places in it cannot be told.
    """

    host: str
    text: str
    prefix: int
    atoms: tuple[Atom, ...]
    spans: tuple[int, ...]
    looks: tuple[Look, ...]
    style: str
    story: str
    path: tuple[tuple[int, int, int], ...]
    opaque: bool = False

    @property
    def words(self) -> str:
        """The characters that belong to the host, or all of them."""
        return self.text[self.prefix :]


class Sent(NamedTuple):
    """A copy as it went out. ``places`` has every text host of the document, printed or not.

    ``drawn``: what is said of its pictures, each once.
    """

    document: Document
    lines: tuple[SentLine, ...]
    places: dict[str, HostPlace]
    by_host: dict[str, int]
    drawn: frozenset[str] = frozenset()


def sent(file: Incoming, document: Document) -> Sent:
    """What went out: ``file`` is the copy made once more, ``document`` the one that it was made from."""
    places = dict(host_places(document))
    runs = {host.id: host.runs for section in walk_sections(document.sections) for host in section_hosts(section)}
    lines: list[SentLine] = []
    for place in located(file):
        if place.story.startswith(("header", "footer", "box")):
            continue
        paragraph = place.paragraph
        host, offset = _host(paragraph, places)
        text = paragraph.text
        own = tuple(atoms(runs[host])) if host else ()
        spans = _spans(own, text[offset:]) if host else ()
        lines.append(
            SentLine(
                host,
                text,
                offset,
                own,
                spans or (),
                looks_of(paragraph),
                paragraph.shape.style.casefold(),
                place.story.partition(":")[0],
                place.path,
                opaque=spans is None,
            )
        )
    drawn = frozenset(
        run.thing.alternative
        for place in located(file)
        for run in place.paragraph.runs
        if isinstance(run.thing, Picture) and run.thing.alternative
    )
    by_host = {line.host: index for index, line in enumerate(lines) if line.host}
    return Sent(document, tuple(lines), places, by_host, drawn)


def _host(paragraph: Paragraph, places: dict[str, HostPlace]) -> tuple[str, int]:
    for bookmark in paragraph.bookmarks:
        match = MARKER.fullmatch(bookmark.name)
        if match is not None and match[1] in places:
            return match[1], bookmark.offset
    return "", 0


def looks_of(paragraph: Paragraph) -> tuple[Look, ...]:
    """How each character looks."""
    out: list[Look] = []
    for run in paragraph.runs:
        out += [(run.looks.bold, run.looks.italic, run.looks.script)] * len(run.text)
    return tuple(out)


def _spans(units: tuple[Atom, ...], text: str) -> tuple[int, ...] | None:
    """Which atom each character shows; None where the text cannot be the host's."""
    pattern, indices = "", []
    plain: list[str] = []
    for index, (unit, _) in enumerate(units):
        if isinstance(unit, str):
            plain.append(unit)
            continue
        shown = f"({OBJECT}\\d*?)" if isinstance(unit, Footnote) else f"([^{OBJECT}]*?)"
        pattern += re.escape("".join(plain)) + shown
        plain = []
        indices.append(index)
    if not indices:
        return tuple(range(len(units))) if "".join(plain) == text else None
    match = re.fullmatch(pattern + re.escape("".join(plain)), text, re.DOTALL)
    if match is None:
        return None
    out: list[int] = []
    lengths = {index: len(text) for index, text in zip(indices, match.groups(), strict=True)}
    for index in range(len(units)):
        out += [index] * lengths.get(index, 1)
    return tuple(out)


# ---- where hosts stand


def host_places(document: Document) -> Iterator[tuple[str, HostPlace]]:
    """Every text host of the document with its place."""
    for section in walk_sections(document.sections):
        inner = {id: place for block in section.blocks for id, place in block_places(section.id, block)}
        for host in section_hosts(section):
            if host.kind == "title":
                yield host.id, HostPlace(section.id, "", "title")
            elif host.kind == "footnote":
                yield host.id, HostPlace(section.id, host.block.id if host.block else "", "footnote")
            elif host.id in inner:
                yield host.id, inner[host.id]


def block_places(section: str, block: Block) -> Iterator[tuple[str, HostPlace]]:
    """The text hosts of a block of a section, notes left out, with their places."""
    if isinstance(block, TEXT_BLOCKS):
        yield block.id, HostPlace(section, block.id, "text", section)
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                for each in cell.blocks:
                    yield each.id, HostPlace(section, block.id, "text", cell.id, row.id, block.id)
    elif isinstance(block, Box):
        for each in block.blocks:
            yield each.id, HostPlace(section, block.id, "text", block.id)
    caption = caption_of(block)
    if caption is not None:
        yield caption.id, HostPlace(section, block.id, "caption")
