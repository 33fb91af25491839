"""Runs and chunks: text of one look, and what may not be torn apart.

A *run* is what has one font, size, colour and owner in the structure. A *chunk* is what stays together on a line: a
word, or several runs of one word. Words are shaped once per font and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from strategy_editor.pdf.fonts import Face, Shape
from strategy_editor.pdf.tags import Element, Slot

if TYPE_CHECKING:
    from strategy_editor.pdf.text import Paragraph

_SOFT_HYPHEN = "\u00ad"
_MAY_BREAK = re.compile(r"(?<=[-–—/\u200b\u00ad])(?=[^\W\d_])|(?<=[—/&?=_.])(?=\w)")
_NEEDS_CUTTING = re.compile(r"[-–—/@\u200b\u00ad\t\n]|www\.")
_ADDRESS = re.compile(r"^(https?://|www\.)|@")


class Run:
    """A look, and whose text it is. ``note`` is the footnote whose call this is."""

    rise = 0.0
    link: Element | None = None
    address = ""
    target = ""
    contents = ""
    gap = False
    language = ""
    note: Footnote | None = None

    def __init__(self, face: Face, size: float, slot: Slot | None) -> None:
        self.face = face
        self.size = size
        self.slot = slot


class Chunk(NamedTuple):
    """What stays together. ``space`` is the width before it, in the look of ``space_run``; 0 where it may just break.

    ``hyphen``: a hyphen is drawn where the line breaks before this chunk. ``new_line``: it always starts a line.
    """

    width: float
    space: float
    space_run: Run | None
    pieces: tuple[tuple[Run, Shape], ...]
    hyphen: bool = False
    new_line: bool = False


class Footnote:
    """A footnote's body, as it will stand at the foot of a page."""

    def __init__(self, anchor: str, paragraph: Paragraph) -> None:
        self.anchor = anchor
        self.paragraph = paragraph


class Label(NamedTuple):
    """What hangs before the first line: a number or bullet, ``x`` from the paragraph's own left edge."""

    text: str
    x: float
    face: Face
    colour: str
    slot: Slot | None


def chunked(runs: Sequence[tuple[Run, str]]) -> list[Chunk]:
    """The chunks of a paragraph. Raises CannotSet for a character that no font has."""
    cutter = _Cutter()
    for run, text in runs:
        cutter.add(run, text)
    return cutter.chunks


class _Cutter:
    """Cuts text into chunks. ``glued``: the next word continues the last chunk, unless a space comes first."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        self._space_run: Run | None = None
        self._new_line = False
        self._glued = False

    def add(self, run: Run, text: str) -> None:
        if not _NEEDS_CUTTING.search(text):
            self._add_line(run, text, cut=False)
            return
        for number, line in enumerate(text.replace("\t", " ").split("\n")):
            if number:
                self._new_line, self._space_run, self._glued = True, None, False
            self._add_line(run, line, cut=True)

    def _add_line(self, run: Run, line: str, *, cut: bool) -> None:
        words = line.split(" ")
        for place, word in enumerate(words):
            if place:
                self._glued = False
                if not self._new_line:
                    self._space_run = run
            if not word:
                continue
            for before, piece in _cut(word) if cut else ((None, word),):
                self._add_piece(run, before, piece)
            if not cut:
                self._add_words(run, words[place + 1 :])
                return

    def _add_piece(self, run: Run, before: bool | None, piece: str) -> None:
        shape = run.face.words[piece]
        width = shape.width * run.size
        if self._glued and before is None:
            last = self.chunks[-1]
            self.chunks[-1] = last._replace(width=last.width + width, pieces=(*last.pieces, (run, shape)))
        else:
            owner = self._space_run if self.chunks else None
            space = owner.face.space.width * owner.size if owner else 0.0
            self.chunks.append(Chunk(width, space, owner, ((run, shape),), bool(before), self._new_line))
        self._space_run, self._new_line, self._glued = None, False, True

    def _add_words(self, run: Run, words: list[str]) -> None:
        """Add plain words of one run, each after a space: most text by far, so in one go."""
        if not words:
            return
        shapes, size = run.face.words, run.size
        space = run.face.space.width * size
        new = tuple.__new__
        self.chunks.extend(
            [
                new(Chunk, (shape.width * size, space, run, ((run, shape),), False, False))
                for shape in map(shapes.__getitem__, filter(None, words))
            ]
        )
        if not words[-1]:
            self._space_run, self._glued = run, False


def _cut(word: str) -> list[tuple[bool | None, str]]:
    """A word cut where it may break; before each piece: None for no break, True where a break draws a hyphen."""
    if not _NEEDS_CUTTING.search(word):
        return [(None, word)]
    parts = (
        _MAY_BREAK.split(word) if _ADDRESS.search(word) or any(mark in word for mark in "-–—/\u200b\u00ad") else [word]
    )
    pieces: list[tuple[bool | None, str]] = []
    before: bool | None = None
    for part in parts:
        text = part.replace(_SOFT_HYPHEN, "")
        if text.strip("\u200b"):
            pieces.append((before if pieces else None, text))
        before = part.endswith(_SOFT_HYPHEN)
    return pieces


def torn(chunk: Chunk, limit: float) -> list[Chunk]:
    """The pieces of a chunk, each no wider than ``limit``: for what is wider than a line, such as a long address."""
    found: list[Chunk] = []
    for run, shape in chunk.pieces:
        text, start = shape.text, 0
        while start < len(text):
            stop = start + 1
            while stop < len(text) and run.face.words[text[start : stop + 1]].width * run.size <= limit:
                stop += 1
            piece = run.face.words[text[start:stop]]
            if found:
                found.append(Chunk(piece.width * run.size, 0.0, None, ((run, piece),)))
            else:
                found.append(chunk._replace(width=piece.width * run.size, pieces=((run, piece),)))
            start = stop
    return found
