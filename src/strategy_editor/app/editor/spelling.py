"""Marks misspelt words while painting: only lines in view are checked, each text once, and nothing is laid out anew.

The dictionary is loaded in a thread; until it is there nothing is marked. A word is marked once the caret has left it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTextBlock

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.units import units_of
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.language.known_words import NOTHING_KNOWN, KnownWords
from strategy_editor.language.speller import Spellers
from strategy_editor.model.text import Run
from strategy_editor.review.editing.lines import Line, Spot

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

Faults = tuple[tuple[int, int], ...]

_KEPT = 8000
_AFTER_DRAWING = 50
"""Milliseconds before a dictionary is loaded."""

_PATIENCE = 0.003
"""Seconds of one painting that may go into checking; what is left is checked in the next ones."""

_STEP, _HEIGHT = 2, 3


class Misspelling(NamedTuple):
    """A misspelt word: its line, where it starts and ends there (in characters), the word, its language."""

    line: str
    start: int
    end: int
    word: str
    language: str


class Spelling(QObject):
    """The spelling check of one editor. ``ready`` is sent when dictionaries have been loaded."""

    ready = Signal()

    def __init__(self, editor: SectionEditor, spellers: Spellers | None = None) -> None:
        super().__init__(editor)
        self._editor = editor
        self._spellers = spellers or Spellers()
        self._known = NOTHING_KNOWN
        self._language = "en-GB"
        self._is_on = False
        self._loading = ""
        self._loaded: set[str] = set()
        self._faults: OrderedDict[tuple[str, tuple[str, ...]], Faults] = OrderedDict()
        self._written: Spot | None = None
        self._brush: tuple[str, QBrush] | None = None
        self.ready.connect(self._repaint)

    # ---- what is checked, and against what

    @property
    def is_on(self) -> bool:
        """Whether anything is checked."""
        return self._is_on

    def turn(self, *, on: bool) -> None:
        """Switches the check on or off."""
        self._is_on = on
        self._repaint()

    def use(self, known: KnownWords, language: str) -> None:
        """Takes other lists of known words, or another language of the document."""
        if known != self._known or language != self._language:
            self._known, self._language = known, language or "en-GB"
            self._faults.clear()
            self._repaint()

    def note_written(self, spot: Spot) -> None:
        """The writer has just changed the text up to ``spot``: the word there is not finished."""
        self._written = spot

    def problem(self) -> str:
        """Why nothing is checked, in a sentence; empty if all is well."""
        return self._spellers.for_language(self._language).problem

    def at(self, spot: Spot) -> Misspelling | None:
        """The misspelt word at a place, if one is."""
        layout = self._editor.layout_
        number = layout.number_of(spot.line)
        if number is None or not self._is_on:
            return None
        line = layout.lines[number]
        for start, end in self._check(line):
            if start <= spot.offset <= end:
                return Misspelling(spot.line, start, end, line.text[start:end], self._language_at(line, start))
        return None

    def after(self, selection: Selection) -> tuple[Misspelling, bool] | None:
        """The next misspelt word behind a selection, and whether it was looked for from the start of the section."""
        layout = self._editor.layout_
        here = layout.number_of(selection.head.line) or 0
        for again, numbers in ((False, range(here, len(layout.lines))), (True, range(here + 1))):
            for number in numbers:
                line = layout.lines[number]
                for start, end in self._check(line):
                    if not again and number == here and start < selection.head.offset:
                        continue
                    language = self._language_at(line, start)
                    return Misspelling(line.head.id, start, end, line.text[start:end], language), again
        return None

    # ---- painting

    def paint(self, painter: QPainter, lines: Iterable[tuple[Line, QTextBlock, QRectF]]) -> None:
        """Underlines what is misspelt in some lines in view."""
        if not self._is_on:
            return
        began = perf_counter()
        waits = False
        written = (
            self._written if self._written is not None and self._editor.selection().head == self._written else None
        )
        for line, block, place in lines:
            if not line.runs:
                continue
            if written is not None and line.head.id == written.line:
                faults = self._judge(line, written.offset) or ()
            elif _key(line) not in self._faults and perf_counter() - began > _PATIENCE:
                waits = True
                continue
            else:
                faults = self._check(line)
            if faults:
                self._underline(painter, line, block, place, faults)
        if waits:
            QTimer.singleShot(0, self, self._repaint)

    def _underline(self, painter: QPainter, line: Line, block: QTextBlock, place: QRectF, faults: Faults) -> None:
        for start, end in faults:
            for left, right, y in _stretches(block, units_of(line, start), units_of(line, end)):
                painter.fillRect(QRectF(place.left() + left, place.top() + y, right - left, _HEIGHT), self._wave())

    def _wave(self) -> QBrush:
        """A wavy line as the filling of a flat rectangle: Qt repeats it much quicker than it draws a path."""
        colour = self._editor.looks.theme.spelling
        if self._brush is None or self._brush[0] != colour:
            tile = QPixmap(_STEP * 2, _HEIGHT)
            tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(tile)
            painter.setPen(QPen(QColor(colour), 1))
            painter.drawPolyline([QPointF(0, 2), QPointF(_STEP, 0), QPointF(_STEP * 2, 2)])
            painter.end()
            self._brush = (colour, QBrush(tile))
        return self._brush[1]

    # ---- checking

    def _check(self, line: Line) -> Faults:
        key = _key(line)
        found = self._faults.get(key)
        if found is None:
            found = self._judge(line)
            if found is None:
                return ()
            self._faults[key] = found
            if len(self._faults) > _KEPT:
                self._faults.popitem(last=False)
        return found

    def _judge(self, line: Line, unfinished: int = 0) -> Faults | None:
        """What is misspelt; None while a dictionary is not there yet. The word up to ``unfinished`` is still written.

        Half a word is unknown to every dictionary, and those are the words that take it longest to look for.
        """
        out: list[tuple[int, int]] = []
        texts = _by_language(line, self._language)
        for language, text in texts.items():
            if language not in self._loaded:
                self._load(language)
                return None
            if unfinished:
                text = _without_word(text, unfinished)
            out += self._spellers.for_language(language).misspellings(text, self._known)
        return tuple(sorted(out))

    def _load(self, language: str) -> None:
        """Sees to it that a dictionary is loaded. One at a time: the spellers are not for several threads."""
        if not self._loading:
            self._loading = language
            QTimer.singleShot(_AFTER_DRAWING, self, self._begin_loading)

    def _begin_loading(self) -> None:
        """In a thread of its own, whose library all the same lets no other run: so the window is drawn first."""
        Thread(target=self._finish_loading, daemon=True).start()

    def _finish_loading(self) -> None:
        self._spellers.for_language(self._loading).load()
        self._loaded.add(self._loading)
        self._loading = ""
        self.ready.emit()

    def _language_at(self, line: Line, offset: int) -> str:
        position = 0
        for run in line.runs:
            width = len(run) if isinstance(run, Run) else 1
            if position <= offset < position + width:
                return (run.marks.language if isinstance(run, Run) else "") or self._language
            position += width
        return self._language

    def _repaint(self) -> None:
        self._editor.viewport().update()


def _read(line: Line) -> tuple[str, tuple[str, ...]]:
    """What the check of a line depends on: its characters, and which of them are struck or in another language."""
    marks = tuple(
        f"{len(run)}{'-' if run.marks.deletion else ''}{run.marks.language}"
        for run in line.runs
        if isinstance(run, Run) and (run.marks.deletion or run.marks.language)
    )
    if marks:  # where there are such stretches, their places count too
        marks = tuple(
            f"{len(run)}{'-' if run.marks.deletion else ''}{run.marks.language}" if isinstance(run, Run) else "1"
            for run in line.runs
        )
    return line.text, marks


_key: IdentityCache[Line, tuple[str, tuple[str, ...]]] = IdentityCache(_read, 4000)


def _by_language(line: Line, usual: str) -> dict[str, str]:
    """The text of a line by language: of the same length each time, with blanks for all that is something else."""
    languages = {
        run.marks.language or usual for run in line.runs if isinstance(run, Run) and isinstance(run.content, str)
    }
    return {language: "".join(_words_in(line, language, usual)) for language in sorted(languages)}


def _words_in(line: Line, language: str, usual: str) -> Iterator[str]:
    for run in line.runs:
        if not isinstance(run, Run):
            yield " "
        elif not isinstance(run.content, str) or run.marks.deletion or (run.marks.language or usual) != language:
            yield " " * len(run)
        else:
            yield run.content


def _without_word(text: str, end: int) -> str:
    """The text with blanks in the place of the word around ``end``."""
    start, stop = end, end
    while start and not text[start - 1].isspace():
        start -= 1
    while stop < len(text) and not text[stop].isspace():
        stop += 1
    return text if start == end else f"{text[:start]}{' ' * (stop - start)}{text[stop:]}"


def _stretches(block: QTextBlock, start: int, end: int) -> Iterator[tuple[float, float, float]]:
    """Left, right and baseline of the parts of a word, one for each row of text that it is on, within its block."""
    layout = block.layout()
    for number in range(layout.lineCount()):
        row = layout.lineAt(number)
        first, last = row.textStart(), row.textStart() + row.textLength()
        if first < end and start < last:
            left, right = _x(row.cursorToX(max(start, first))), _x(row.cursorToX(min(end, last)))
            yield min(left, right), max(left, right), row.y() + row.ascent() + 1.5


def _x(found: object) -> float:
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
