"""Text: spans become runs of one look, runs become words, words become lines, and lines are drawn.

A *run* is what has one font, size, colour and owner in the structure. A *chunk* is what may not be torn apart: a word,
or several runs of one word. Words are shaped once per font and remembered, so a line costs little more than a sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from strategy_editor.manuscript.items import Inlines, Note, Span
from strategy_editor.pdf.errors import CannotSet
from strategy_editor.pdf.fonts import Face, Shape
from strategy_editor.pdf.look import GAP_FILL, LINK, TextStyle
from strategy_editor.pdf.sheet import Sheet
from strategy_editor.pdf.tags import Element, Slot

Hyphenate = Callable[[str, str], tuple[int, ...]]
"""Where a word may be broken, by word and BCP 47 tag."""

SCRIPT_SIZE = 0.66
_RISE = {"superscript": 0.34, "subscript": -0.16, "": 0.0}
_SOFT_HYPHEN = "\u00ad"
_MAY_BREAK = re.compile(r"(?<=[-–—/\u200b\u00ad])(?=[^\W\d_])|(?<=[—/&?=_.])(?=\w)")
_SPECIAL = re.compile(r"[-–—/\u200b\u00ad]|[^\x00-\x7f]")
_ADDRESS = re.compile(r"^(https?://|www\.)|@")


class Run:
    """A look, and whose text it is. ``note`` is the footnote whose call this is."""

    __slots__ = ("address", "contents", "face", "gap", "language", "link", "note", "rise", "size", "slot", "target")

    def __init__(self, face: Face, size: float, slot: Slot | None) -> None:
        self.face = face
        self.size = size
        self.slot = slot
        self.rise = 0.0
        self.link: Element | None = None
        self.address = ""
        self.target = ""
        self.contents = ""
        self.gap = False
        self.language = ""
        self.note: Footnote | None = None


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


class Line(NamedTuple):
    """Chunks from ``start`` to ``stop``, ``width`` points wide. ``last``: it ends a paragraph, or a line break does."""

    start: int
    stop: int
    width: float
    last: bool


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
    right_edge: float | None = None


class Paragraph:
    """Runs of text, set to a width. ``anchor`` makes its first line a destination."""

    def __init__(
        self,
        runs: Sequence[tuple[Run, str]],
        style: TextStyle,
        *,
        label: Label | None = None,
        anchors: tuple[str, ...] = (),
        hyphenate: Hyphenate | None = None,
    ) -> None:
        self.style = style
        self.label = label
        self.anchors = anchors
        self._hyphenate = hyphenate if style.hyphenate else None
        self.chunks = _chunks(runs)
        self.lines: list[Line] = []
        self._width = -1.0
        self._first_indent = 0.0
        if label is not None:
            label_end = label.x + label.face.width(label.text) * style.size + 0.4 * style.size
            self._first_indent = max(0.0, label_end - style.indent) if label.right_edge is None else 0.0

    @property
    def height(self) -> float:
        """Of all its lines, without the space around it."""
        return len(self.lines) * self.style.leading

    def natural_width(self) -> tuple[float, float]:
        """The least width that breaks no word, and the width that breaks no line."""
        least = widest = line = 0.0
        for chunk in self.chunks:
            least = max(least, chunk.width)
            line = chunk.width if chunk.new_line else line + chunk.space + chunk.width
            widest = max(widest, line)
        extra = self.style.indent + self._first_indent
        return least + extra, widest + extra

    def break_lines(self, width: float) -> list[Line]:
        """The lines at this width, the style's indent taken off."""
        if width == self._width:
            return self.lines
        self._width = width
        limit = max(width - self.style.indent, self.style.size)
        self._tear(limit)
        chunks = self.chunks
        lines: list[Line] = []
        start, used, room = 0, 0.0, limit - self._first_indent
        hyphen = self._hyphen_width()
        index = 0
        while index < len(chunks):
            chunk = chunks[index]
            if index > start:
                broken = chunk.new_line
                wanted = used + chunk.space + chunk.width
                if not broken and wanted > room + 0.001:
                    if self._hyphenate is not None and self._divide(index, room - used - chunk.space):
                        chunks = self.chunks
                        continue
                    broken = True
                    index = self._back_to_fitting_hyphen(index, start, used, room, hyphen)
                    chunk = chunks[index]
                if broken:
                    lines.append(Line(start, index, self._measured(start, index), chunk.new_line))
                    start, used, room = index, chunk.width, limit
                    index += 1
                    continue
                used = wanted
            else:
                used = chunk.width
            index += 1
        lines.append(Line(start, len(chunks), self._measured(start, len(chunks)), True))
        self.lines = lines
        return lines

    def _measured(self, start: int, stop: int) -> float:
        total = sum(chunk.width + chunk.space for chunk in self.chunks[start:stop])
        return total - (self.chunks[start].space if start < stop else 0.0)

    def _back_to_fitting_hyphen(self, index: int, start: int, used: float, room: float, hyphen: float) -> int:
        """Where to break so that the hyphen that the break needs still fits the line."""
        chunks = self.chunks
        while index - 1 > start and chunks[index].hyphen and used + hyphen > room:
            index -= 1
            used -= chunks[index].width + chunks[index].space
        return index

    def _hyphen_width(self) -> float:
        face = self.style.family.regular
        return face.shape("-").width * self.style.size

    def _divide(self, index: int, room: float) -> bool:
        """Hyphenate the chunk at ``index`` so that its first part fits ``room``; whether that could be done."""
        chunk = self.chunks[index]
        if self._hyphenate is None or len(chunk.pieces) != 1 or chunk.hyphen or chunk.width < 2 * self._hyphen_width():
            return False
        run, whole = chunk.pieces[0]
        text = whole.text
        for place in reversed(self._hyphenate(text, run.language)):
            shape = run.face.shape(text[:place])
            width = shape.width * run.size
            if width + self._hyphen_width() <= room:
                rest = run.face.shape(text[place:])
                self.chunks[index : index + 1] = [
                    chunk._replace(width=width, pieces=((run, shape),)),
                    Chunk(rest.width * run.size, 0.0, None, ((run, rest),), hyphen=True),
                ]
                return True
        return False

    def _tear(self, limit: float) -> None:
        """Break what is wider than a whole line, such as a long address, between characters."""
        if all(chunk.width <= limit for chunk in self.chunks):
            return
        torn: list[Chunk] = []
        for chunk in self.chunks:
            if chunk.width <= limit:
                torn.append(chunk)
                continue
            for place, (run, shape) in enumerate(chunk.pieces):
                torn.extend(_torn(chunk, run, shape, limit, first=place == 0))
        self.chunks = torn

    # ---- drawing

    def draw_line(self, sheet: Sheet, index: int, x: float, top: float, *, artifact: bool = False) -> None:
        """Draw the line with this index, its top edge at ``top`` and the paragraph's left edge at ``x``."""
        style, line = self.style, self.lines[index]
        baseline = top - style.ascent
        left = x + style.indent
        if index == 0:
            for anchor in () if artifact else self.anchors:
                sheet.destination(anchor, x, top)
            if self.label is not None:
                self._draw_label(sheet, x, baseline, artifact=artifact)
            left += self._first_indent
        room = self._width - (left - x)
        stretch = 0.0
        if style.alignment == "right":
            left += room - line.width
        elif style.alignment == "centre":
            left += (room - line.width) / 2
        elif style.alignment == "justified" and not line.last:
            spaces = sum(1 for chunk in self.chunks[line.start + 1 : line.stop] if chunk.space_run)
            if spaces:
                stretch = min((room - self._line_width(line)) / spaces, style.size)
        _Pen(sheet, style, left, baseline, stretch, artifact=artifact).write(self, line)

    def right_end(self, index: int) -> float:
        """How far a line reaches from the paragraph's left edge."""
        return self.style.indent + self.lines[index].width + (self._first_indent if index == 0 else 0.0)

    def _line_width(self, line: Line) -> float:
        hyphen = line.stop < len(self.chunks) and self.chunks[line.stop].hyphen
        return line.width + (self._hyphen_width() if hyphen else 0.0)

    def _draw_label(self, sheet: Sheet, x: float, baseline: float, *, artifact: bool) -> None:
        label = self.label
        if label is None:
            return
        size = self.style.size
        left = x + label.x
        if label.right_edge is not None:
            left = x + label.right_edge - label.face.width(label.text) * size
        for word in label.text.split(" "):
            shape = label.face.shape(word)
            for face, part in shape.parts or ((label.face, shape),):
                sheet.text(
                    None if artifact else label.slot,
                    face,
                    size,
                    label.colour,
                    left,
                    baseline,
                    part.code + face.space.code,
                )
                left += part.width * size
            left += label.face.space.width * size

    def notes(self, index: int) -> tuple[Footnote, ...]:
        """The footnotes that are called in a line."""
        line = self.lines[index]
        return tuple(
            run.note for chunk in self.chunks[line.start : line.stop] for run, _ in chunk.pieces if run.note is not None
        )


class _Pen:
    """Writes one line: stretches of one run at a time."""

    def __init__(
        self, sheet: Sheet, style: TextStyle, x: float, baseline: float, stretch: float, *, artifact: bool
    ) -> None:
        self.sheet = sheet
        self.style = style
        self.x = x
        self.baseline = baseline
        self.stretch = stretch
        self.artifact = artifact
        self.run: Run | None = None
        self.codes: list[str] = []
        self.width = 0.0

    def write(self, paragraph: Paragraph, line: Line) -> None:
        chunks = paragraph.chunks
        for index in range(line.start, line.stop):
            chunk = chunks[index]
            if chunk.space_run is not None and index > line.start:
                self._add(chunk.space_run, chunk.space_run.face.space, self.stretch)
            for run, shape in chunk.pieces:
                if shape.parts:
                    self._add_parts(run, shape)
                else:
                    self._add(run, shape)
        following = chunks[line.stop] if line.stop < len(chunks) else None
        if following is not None and following.hyphen:
            self._hyphenated()
        elif line.stop > line.start and (following is None or following.space_run is not None or following.new_line):
            self._add(self.run or chunks[line.stop - 1].pieces[-1][0], None)
        self._flush()

    def _add(self, run: Run, shape: Shape | None, stretch: float = 0.0) -> None:
        """Add a shape to the stretch in hand; None is the space that ends a line, which nobody sees."""
        if run is not self.run:
            self._flush()
            self.run = run
        self.codes.append((shape or run.face.space).code)
        self.width += shape.width * run.size if shape else 0.0
        if stretch:
            self.codes.append(f">{-stretch * 1000 / run.size:.1f}<")
            self.width += stretch

    def _add_parts(self, run: Run, shape: Shape) -> None:
        self._flush()
        self.run = None
        for face, part in shape.parts:
            self._show(run, face, self.x, part.code)
            self.x += part.width * run.size
            self._decorate(run, self.x - part.width * run.size, part.width * run.size)

    def _hyphenated(self) -> None:
        run = self.run
        self._flush()
        if run is not None:
            slot = None if self.artifact else run.slot
            self.sheet.hyphen(slot, run.face, run.size, self._colour(run), self.x, self.baseline + run.rise)

    def _flush(self) -> None:
        run = self.run
        if run is not None and self.codes:
            self._show(run, run.face, self.x, "".join(self.codes))
            self._decorate(run, self.x, self.width)
            self.x += self.width
        self.codes, self.width = [], 0.0

    def _show(self, run: Run, face: Face, x: float, code: str) -> None:
        slot = None if self.artifact else run.slot
        self.sheet.text(slot, face, run.size, self._colour(run), x, self.baseline + run.rise, code)

    def _colour(self, run: Run) -> str:
        return LINK if run.link is not None and self.sheet.book.media.links else self.style.colour

    def _decorate(self, run: Run, x: float, width: float) -> None:
        """The line under a link and its hot area; the ground of what is not known yet."""
        size = run.size
        if run.gap:
            self.sheet.under.fill(GAP_FILL, x - 1, self.baseline - 0.28 * size, width + 2, 1.22 * size)
        if run.link is None or self.artifact:
            return
        if run.note is None and self.sheet.book.media.links:
            y = self.baseline - 0.12 * size
            self.sheet.over.rule(LINK, 0.05 * size, x, y, x + width, y)
        box = (x, self.baseline + run.rise - 0.25 * size, x + width, self.baseline + run.rise + 0.85 * size)
        self.sheet.link(run.link, box, run.address, run.target, run.contents)


# ---- from spans to chunks


class Setter:
    """Makes runs of spans, and their elements. ``targets`` are the anchors that exist in this document."""

    def __init__(
        self,
        targets: frozenset[str],
        note_style: TextStyle,
        *,
        hyphenate: Hyphenate | None = None,
        notes: bool = True,
        language: str = "en-GB",
    ) -> None:
        self.targets = targets
        self.note_style = note_style
        self.hyphenate = hyphenate
        self.language = language
        self.artifact_notes = not notes

    def paragraph(
        self,
        inlines: Inlines,
        style: TextStyle,
        element: Element | None,
        *,
        label: Label | None = None,
        anchors: tuple[str, ...] = (),
    ) -> Paragraph:
        """A paragraph whose text belongs to ``element``, or to nothing (an artifact) where that is None."""
        try:
            return Paragraph(
                self.runs(inlines, style, element),
                style,
                label=label,
                anchors=tuple(filter(None, anchors)),
                hyphenate=self.hyphenate,
            )
        except CannotSet as error:
            said = "".join(inline.text for inline in inlines if isinstance(inline, Span))
            start = said if len(said) <= 60 else said[:57] + "…"
            raise CannotSet(
                f"{error.message} It stands in “{start}”.",
                advice=error.advice,
                anchor=next(iter(anchors), ""),
            ) from error

    def runs(self, inlines: Inlines, style: TextStyle, element: Element | None) -> list[tuple[Run, str]]:
        """Runs with their text. Neighbouring spans of one link, or of one language, share an element."""
        runs: list[tuple[Run, str]] = []
        outer: tuple[str, Element] | None = None
        inner: tuple[tuple[str, str], Element] | None = None
        for inline in inlines:
            if isinstance(inline, Note):
                runs.append(self._note_call(inline, style, element))
                outer = inner = None
                continue
            run = Run(
                style.family.face(bold=style.bold or inline.bold, italic=style.italic != inline.italic),
                style.size,
                None,
            )
            if inline.script:
                run.rise = _RISE[inline.script] * style.size
                run.size = round(style.size * SCRIPT_SIZE, 2)
            run.gap = inline.gap
            run.language = inline.language or self.language
            if element is not None:
                parent, outer = _in_language(element, inline.language, outer)
                target = inline.target if inline.target in self.targets else ""
                key = (inline.link, target)
                if any(key):
                    if inner is None or inner[0] != key or inner[1] not in parent.kids[-1:]:
                        inner = (key, parent.child("Link"))
                    run.link, run.address, run.target = inner[1], inline.link, target
                    run.contents = inline.link or inline.text
                    run.slot = inner[1].slot()
                else:
                    inner = None
                    run.slot = parent.slot()
            runs.append((run, inline.text))
        return runs

    def _note_call(self, note: Note, style: TextStyle, element: Element | None) -> tuple[Run, str]:
        run = Run(style.family.face(bold=style.bold, italic=False), round(style.size * SCRIPT_SIZE, 2), None)
        run.rise = _RISE["superscript"] * style.size
        number = str(note.number)
        if element is None:
            return run, number
        link = element.child("Reference").child("Link")
        run.link, run.slot = link, link.slot()
        run.target = run.contents = note.anchor
        run.contents = number
        body = element.child("Note", identifier=f"note-{note.anchor}")
        label = Label(number, 0.0, self.note_style.family.semibold, self.note_style.colour, body.child("Lbl").slot())
        indent = self.note_style.size * (0.7 + 0.55 * len(number))
        paragraph = self.paragraph(
            note.body, self.note_style.with_indent(indent), body, label=label, anchors=(note.anchor,)
        )
        run.note = Footnote(note.anchor, paragraph)
        return run, number


def _in_language(
    element: Element, language: str, current: tuple[str, Element] | None
) -> tuple[Element, tuple[str, Element] | None]:
    """The element that text in ``language`` goes to: a Span of its own, unless it is the paragraph's."""
    if not language:
        return element, None
    if current is None or current[0] != language:
        current = (language, element.child("Span", language=language))
    return current[1], current


def _chunks(runs: Sequence[tuple[Run, str]]) -> list[Chunk]:
    chunks: list[Chunk] = []
    space_run: Run | None = None
    new_line = False
    glued = False
    for run, text in runs:
        for number, line in enumerate(text.replace("\t", " ").split("\n")):
            if number:
                new_line, space_run, glued = True, None, False
            for place, word in enumerate(line.split(" ")):
                if place and not new_line:
                    space_run, glued = run, False
                if not word:
                    continue
                for hyphen, piece in _pieces(word) if _SPECIAL.search(word) or len(word) > 24 else ((None, word),):
                    shape = run.face.shape(piece)
                    width = shape.width * run.size
                    if glued and hyphen is None:
                        last = chunks[-1]
                        chunks[-1] = last._replace(width=last.width + width, pieces=(*last.pieces, (run, shape)))
                    else:
                        space = space_run.face.space.width * space_run.size if space_run and chunks else 0.0
                        owner = space_run if chunks and not new_line else None
                        chunks.append(
                            Chunk(width, space if owner else 0.0, owner, ((run, shape),), bool(hyphen), new_line)
                        )
                    space_run, new_line, glued = None, False, True
    return chunks


def _pieces(word: str) -> list[tuple[bool | None, str]]:
    """A word cut where it may break; before each piece: None for no break, True where a break draws a hyphen."""
    if not (_ADDRESS.search(word) or any(mark in word for mark in "-–—/\u200b\u00ad")):
        return [(None, word)]
    parts = [part for part in _MAY_BREAK.split(word) if part]
    pieces: list[tuple[bool | None, str]] = []
    before: bool | None = None
    for part in parts:
        text = part.replace(_SOFT_HYPHEN, "")
        if text.strip("\u200b"):
            pieces.append((before if pieces else None, text))
        before = part.endswith(_SOFT_HYPHEN)
    return pieces


def _torn(chunk: Chunk, run: Run, shape: Shape, limit: float, *, first: bool) -> list[Chunk]:
    """Pieces of a chunk that are no wider than ``limit``."""
    text = shape.text
    pieces: list[Chunk] = []
    start = 0
    while start < len(text):
        stop = start + 1
        while stop < len(text) and run.face.shape(text[start : stop + 1]).width * run.size <= limit:
            stop += 1
        piece = run.face.shape(text[start:stop])
        whole = chunk._replace(width=piece.width * run.size, pieces=((run, piece),))
        inside = whole._replace(space=0.0, space_run=None, new_line=False, hyphen=False)
        pieces.append(whole if first and not pieces else inside)
        start = stop
    return pieces
