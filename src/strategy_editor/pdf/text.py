"""Paragraphs: chunks become lines, and lines are drawn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from strategy_editor.language.hyphenation import hyphenate
from strategy_editor.pdf.fonts import Face, Shape
from strategy_editor.pdf.look import GAP_FILL, LINK, TextStyle
from strategy_editor.pdf.runs import Chunk, Footnote, Label, Run, chunked, torn
from strategy_editor.pdf.sheet import Sheet

_TOLERANCE = 0.001
_WORD = re.compile(r"(\W*)(.*?)(\W*)$", re.DOTALL)
"""A word, and the marks around it that hyphenation must not see."""


class Line(NamedTuple):
    """Chunks from ``start`` to ``stop``, ``width`` points wide. ``last``: it ends a paragraph, or a line break does."""

    start: int
    stop: int
    width: float
    last: bool


class Paragraph:
    """Runs of text, set to a width. ``anchors`` make its first line a destination."""

    def __init__(
        self,
        runs: Sequence[tuple[Run, str]],
        style: TextStyle,
        *,
        label: Label | None = None,
        anchors: tuple[str, ...] = (),
    ) -> None:
        self.style = style
        self.label = label
        self.anchors = anchors
        self.chunks = chunked(runs)
        self.lines: list[Line] = []
        self._has_notes = any(run.note for run, _ in runs)
        self._breaks_lines = any("\n" in text for _, text in runs)
        self._width = -1.0
        self._first_indent = 0.0
        if label is not None:
            end = label.x + label.face.width(label.text) * style.size + 0.4 * style.size
            self._first_indent = max(0.0, end - style.indent)

    @property
    def height(self) -> float:
        """Of all its lines, without the space around it."""
        return len(self.lines) * self.style.leading

    # ---- breaking the lines

    def break_lines(self, width: float) -> list[Line]:
        """The lines at this width, the style's indent taken off. A line takes as many chunks as fit."""
        if width == self._width:
            return self.lines
        self._width = width
        limit = max(width - self.style.indent, self.style.size)
        if any(chunk.width > limit for chunk in self.chunks):
            self.chunks = [
                part for chunk in self.chunks for part in (torn(chunk, limit) if chunk.width > limit else (chunk,))
            ]
        sums = self._sums()
        forced = [place for place, chunk in enumerate(self.chunks) if chunk.new_line] if self._breaks_lines else []
        self.lines = []
        start, room = 0, limit - self._first_indent
        while start < len(sums):
            base = sums[start] - self.chunks[start].width
            stop = max(start + 1, bisect_right(sums, base + room + _TOLERANCE, start))
            ended = next((place for place in forced if start < place <= stop), 0)
            if ended:
                stop = ended
            elif stop < len(sums):
                stop, changed = self._hyphenated(start, stop, sums, base + room)
                if changed:
                    sums = self._sums()
                    forced = [place + 1 if place >= stop else place for place in forced]
            self.lines.append(Line(start, stop, sums[stop - 1] - base, bool(ended) or stop == len(sums)))
            start, room = stop, limit
        if not self.lines:
            self.lines.append(Line(0, 0, 0.0, True))
        return self.lines

    def _sums(self) -> list[float]:
        """The width of the text up to and with each chunk, on one endless line."""
        return list(accumulate([chunk[0] + chunk[1] for chunk in self.chunks]))

    def _hyphenated(self, start: int, stop: int, sums: Sequence[float], end: float) -> tuple[int, bool]:
        """Where the line that might stop before ``stop`` really stops, and whether a word was divided for it."""
        if self.style.hyphenate and self._divide(stop, end - sums[stop - 1] - self.chunks[stop].space):
            return stop + 1, True
        if self.chunks[stop].hyphen:
            hyphen = self._hyphen_width()
            while stop - 1 > start and self.chunks[stop].hyphen and sums[stop - 1] + hyphen > end + _TOLERANCE:
                stop -= 1
        return stop, False

    def _hyphen_width(self) -> float:
        return self.style.family.regular.shape("-").width * self.style.size

    def _hyphen_at(self, line: Line) -> float:
        """The width of the hyphen that is drawn at the end of a line."""
        ends = line.stop < len(self.chunks) and self.chunks[line.stop].hyphen
        return self._hyphen_width() if ends else 0.0

    def _divide(self, index: int, room: float) -> bool:
        """Hyphenate the chunk at ``index`` so that its first part fits ``room``; whether that could be done."""
        chunk = self.chunks[index]
        hyphen = self._hyphen_width()
        if len(chunk.pieces) != 1 or chunk.pieces[0][1].parts or room < 2 * hyphen:
            return False
        run, whole = chunk.pieces[0]
        found = _WORD.match(whole.text)
        before, word = (found[1], found[2]) if found else ("", whole.text)
        for place in reversed(list(accumulate(map(len, hyphenate(word, run.language)), initial=len(before)))[1:-1]):
            head = run.face.shape(whole.text[:place])
            if head.width * run.size + hyphen <= room:
                tail = run.face.shape(whole.text[place:])
                self.chunks[index : index + 1] = [
                    chunk._replace(width=head.width * run.size, pieces=((run, head),)),
                    Chunk(tail.width * run.size, 0.0, None, ((run, tail),), hyphen=True),
                ]
                return True
        return False

    # ---- asking

    def right_end(self, index: int) -> float:
        """How far a line reaches from the paragraph's left edge."""
        return self.style.indent + self.lines[index].width + (self._first_indent if index == 0 else 0.0)

    def notes(self, index: int) -> tuple[Footnote, ...]:
        """The footnotes that are called in a line."""
        if not self._has_notes:
            return ()
        line = self.lines[index]
        return tuple(
            run.note for chunk in self.chunks[line.start : line.stop] for run, _ in chunk.pieces if run.note is not None
        )

    # ---- drawing

    def draw_line(self, sheet: Sheet, index: int, x: float, top: float, *, artifact: bool = False) -> None:
        """Draw the line with this index, its top edge at ``top`` and the paragraph's left edge at ``x``."""
        style, line = self.style, self.lines[index]
        baseline = top - style.ascent
        left = x + style.indent
        if index == 0:
            left += self._first_indent
            if not artifact:
                for anchor in self.anchors:
                    sheet.destination(anchor, x, top)
            if self.label is not None:
                self._draw_label(self.label, sheet, x, baseline, artifact=artifact)
        room = self._width - (left - x)
        stretch = 0.0
        if style.alignment == "right":
            left += room - line.width - self._hyphen_at(line)
        elif style.alignment == "centre":
            left += (room - line.width - self._hyphen_at(line)) / 2
        elif style.alignment == "justified" and not line.last:
            stretch = self._stretch(line, room)
        _Pen(sheet, style, left, baseline, stretch, artifact=artifact).write(self.chunks, line)

    def _stretch(self, line: Line, room: float) -> float:
        """What each space of a justified line is made wider by."""
        spaces = sum(1 for chunk in self.chunks[line.start + 1 : line.stop] if chunk.space_run)
        return min((room - line.width - self._hyphen_at(line)) / spaces, self.style.size) if spaces else 0.0

    def _draw_label(self, label: Label, sheet: Sheet, x: float, baseline: float, *, artifact: bool) -> None:
        size, slot = self.style.size, None if artifact else label.slot
        left = x + label.x
        for word in label.text.split(" "):
            shape = label.face.shape(word)
            for face, part in shape.parts or ((label.face, shape),):
                sheet.text(slot, face, size, label.colour, left, baseline, part.code + face.space.code)
                left += part.width * size
            left += label.face.space.width * size


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

    def write(self, chunks: Sequence[Chunk], line: Line) -> None:
        """Write the chunks of a line, and the space or hyphen that ends it."""
        first = True
        for width, space, space_run, pieces, _, _ in chunks[line.start : line.stop]:
            run, shape = pieces[0]
            if space_run is run is self.run and len(pieces) == 1 and not shape.parts and not self.stretch:
                self.codes += (run.face.space.code, shape.code)
                self.width += space + width
                continue
            if space_run is not None and not first:
                self._add(space_run, space_run.face.space)
                self._widen(space_run)
            first = False
            for run, shape in pieces:
                if shape.parts:
                    self._add_parts(run, shape)
                else:
                    self._add(run, shape)
        following = chunks[line.stop] if line.stop < len(chunks) else None
        if following is not None and following.hyphen:
            self._hyphen()
        elif line.stop > line.start and (following is None or following.space_run is not None or following.new_line):
            self._end(self.run or chunks[line.stop - 1].pieces[-1][0])
        self._flush()

    def _add(self, run: Run, shape: Shape) -> None:
        if run is not self.run:
            self._flush()
            self.run = run
        self.codes.append(shape.code)
        self.width += shape.width * run.size

    def _widen(self, run: Run) -> None:
        """Make the space that was just added wider, in a justified line."""
        if self.stretch:
            self.codes.append(f">{-self.stretch * 1000 / run.size:.1f}<")
            self.width += self.stretch

    def _end(self, run: Run) -> None:
        """Add the space that parts this line from the next for whoever reads the text; nobody sees it."""
        width = self.width
        self._add(run, run.face.space)
        self.width = width if len(self.codes) > 1 else 0.0

    def _add_parts(self, run: Run, shape: Shape) -> None:
        """Add a word that needs several fonts."""
        self._flush()
        self.run = None
        for face, part in shape.parts:
            self._show(run, face, part.code)
            self._decorate(run, part.width * run.size)
            self.x += part.width * run.size

    def _hyphen(self) -> None:
        run = self.run
        self._flush()
        if run is not None:
            slot = None if self.artifact else run.slot
            self.sheet.hyphen(slot, run.face, run.size, self._colour(run), self.x, self.baseline + run.rise)

    def _flush(self) -> None:
        run = self.run
        if run is not None and self.codes:
            self._show(run, run.face, "".join(self.codes))
            self._decorate(run, self.width)
            self.x += self.width
        self.codes, self.width = [], 0.0

    def _show(self, run: Run, face: Face, code: str) -> None:
        slot = None if self.artifact else run.slot
        self.sheet.text(slot, face, run.size, self._colour(run), self.x, self.baseline + run.rise, code)

    def _colour(self, run: Run) -> str:
        return LINK if run.link is not None and self.sheet.book.media.links else self.style.colour

    def _decorate(self, run: Run, width: float) -> None:
        """The line under a link and its hot area; the ground of what is not known yet."""
        size, x = run.size, self.x
        if run.gap:
            self.sheet.under.fill(GAP_FILL, x - 1, self.baseline - 0.28 * size, width + 2, 1.22 * size)
        if run.link is None or self.artifact:
            return
        if run.note is None and self.sheet.book.media.links:
            y = self.baseline - 0.12 * size
            self.sheet.over.rule(LINK, 0.05 * size, x, y, x + width, y)
        box = (x, self.baseline + run.rise - 0.25 * size, x + width, self.baseline + run.rise + 0.85 * size)
        self.sheet.link(run.link, box, run.address, run.target, run.contents)
