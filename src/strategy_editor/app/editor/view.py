"""Lines and Qt's document: writes lines into blocks, reads blocks back as lines, and patches what differs.

All truth about a character is one property of its format; fonts and colours are only its looks. Qt's table objects are
fetched, used and forgotten: Qt frees them behind Python's back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextTableCellFormat,
)

from strategy_editor.app.editor.looks import GRID, HEAD, LOOK, MARKS, OBJECT_ID, OBJECT_TYPE, Looks, look_of
from strategy_editor.app.editor.objects import Drawer
from strategy_editor.app.editor.units import broken_text, utf16
from strategy_editor.model.blocks import TEXT_BLOCKS
from strategy_editor.model.section import Section
from strategy_editor.model.text import OBJECT, PLAIN, Marks, Run, clean, objects
from strategy_editor.model.tree import section_hosts
from strategy_editor.review.editing.lines import ROOT, Grid, Head, Line, LineRun, UnitMark, differing

KEEP = QTextCursor.MoveMode.KeepAnchor
_LINE_BREAK = "\u2028"
_SIZE = int(QTextFormat.Property.FontPointSize.value)
"""Every format of ours has it; text that was typed where none was has not."""


class View:
    """One QTextDocument as a picture of lines."""

    def __init__(self, document: QTextDocument, looks: Looks, parent: QObject) -> None:
        self.document = document
        self.looks = looks
        self.drawer = Drawer(looks, parent)
        self.drawn = 0  # blocks written, for measurements
        self._behind: list[int] = []
        self._rooms: dict[str, float] = {}
        document.setUndoRedoEnabled(False)
        document.documentLayout().registerHandler(OBJECT_TYPE, self.drawer)
        document.documentLayout().update.connect(self._put_below)

    def learn(self, section: Section) -> None:
        """Knows the objects and units of a section, whose ids it will meet in the text."""
        self.drawer.objects = {item.id: item for host in section_hosts(section) for item in objects(host.runs)}
        self.learn_units(section)

    def learn_units(self, section: Section) -> None:
        """Knows the units of a section as they are now."""
        self.drawer.units = {block.id: block for block in section.blocks if not isinstance(block, TEXT_BLOCKS)}

    # ---- reading

    def read(self, first: int, last: int) -> list[Line]:
        """The lines ``first`` to ``last`` as the document shows them."""
        out: list[Line] = []
        block = self.document.findBlockByNumber(first)
        while block.isValid() and block.blockNumber() <= last:
            out.append(self._read_line(block))
            block = block.next()
        return out

    def _read_line(self, block: QTextBlock) -> Line:
        head = self.looks.heads.value(block.blockFormat().property(HEAD))
        container = self._container(block)
        stale = head is None or head.container != container
        if head is None or stale:
            id, shape = (head.id, head.shape) if head is not None else ("", Head("", "text", ROOT).shape)
            head = Head(id, "text", container, container, shape=shape)
        runs, broken = self._read_runs(block, look_of(head))
        return Line(head, tuple(runs), stale or broken)

    def _container(self, block: QTextBlock) -> str:
        cursor = QTextCursor(block)
        table = cursor.currentTable()
        if table is None:
            return ROOT
        grid = self.looks.grids.value(table.format().property(GRID))
        if grid is None:
            return "?"
        cell = table.cellAt(cursor)
        return _ids_by_place(grid).get((cell.row(), cell.column()), "?")

    def _read_runs(self, block: QTextBlock, look: str) -> tuple[list[LineRun], bool]:
        out: list[LineRun] = []
        broken = False
        iterator = block.begin()
        while not iterator.atEnd():
            broken |= self._read_fragment(iterator.fragment(), look, out)
            iterator += 1
        return out, broken

    def _read_fragment(self, fragment: QTextFragment, look: str, out: list[LineRun]) -> bool:
        """Adds what a fragment says; whether it must be drawn again, since its looks lie or its text is broken."""
        format = fragment.charFormat()
        marks = self.looks.marks.value(format.property(MARKS)) or PLAIN
        text, key = fragment.text(), format.property(OBJECT_ID)
        broken = (format.property(LOOK) or "body") != look or not format.hasProperty(_SIZE)
        if utf16(text) != fragment.length():
            text = self._repaired(fragment)
            broken = True
        if key is None and OBJECT not in text:
            sound = _sound(text)
            _add_text(out, sound, marks)
            return broken or len(sound) != len(text)
        for character in text:
            broken |= self._read_character(character, str(key), marks, out)
        return broken or text != OBJECT

    def _read_character(self, character: str, key: str, marks: Marks, out: list[LineRun]) -> bool:
        if character != OBJECT:
            _add_text(out, _sound(character), marks)
            return True
        if key in self.drawer.units:
            out.append(UnitMark(key))
            return False
        found = self.drawer.objects.get(key)
        if found is None:
            return True
        out.append(Run(found, marks))
        return False

    def _repaired(self, fragment: QTextFragment) -> str:
        """Text with halves of characters, which ``fragment.text()`` drops."""
        start = fragment.position()
        return broken_text("".join(self.document.characterAt(start + k) for k in range(fragment.length())))

    # ---- empty lines behind tables: Qt puts them beside the lower right corner, where nobody looks for the caret

    def settle(self, lines: Sequence[Line]) -> None:
        """Gives each table that an empty line follows room for it below; ``lines`` are what is shown now."""
        self._behind = [
            number
            for number in range(1, len(lines))
            if not lines[number].runs and lines[number].head.container == ROOT != lines[number - 1].head.container
        ]
        wanted: dict[str, float] = {}
        for number in self._behind:
            grid = lines[number - 1].head.grid
            if grid is not None:
                wanted[grid.id] = self.looks.room_below(lines[number].head)
        if wanted != self._rooms:
            last = {line.head.grid.id: number for number, line in enumerate(lines) if line.head.grid is not None}
            for id in wanted.keys() | self._rooms.keys():
                if id in last and wanted.get(id) != self._rooms.get(id):
                    self._give_room(last[id], wanted.get(id, 0.0))
            self._rooms = wanted
        self._put_below()

    def _give_room(self, number: int, room: float) -> None:
        table = QTextCursor(self.document.findBlockByNumber(number)).currentTable()
        if table is not None:
            format = table.format()
            format.setBottomMargin(self.looks.below_table + room)
            table.setFormat(format)

    def _put_below(self) -> None:
        """Moves each empty line behind a table to the left, whenever Qt has laid it out."""
        for number in self._behind:
            block = self.document.findBlockByNumber(number)
            if block.isValid() and block.length() == 1 and QTextCursor(block).currentTable() is None:
                place = block.layout().position()
                if place.x() > self.looks.gutter:
                    block.layout().setPosition(QPointF(self.looks.gutter, place.y()))

    # ---- writing

    def remeasure(self) -> None:
        """Lays everything out again, since what objects say has changed."""
        self.document.markContentsDirty(0, self.document.characterCount())

    def patch(self, shown: Sequence[Line], target: Sequence[Line]) -> None:
        """Makes the document, which now shows ``shown``, show ``target``."""
        low, high = differing(shown, target)
        if low + high == len(shown) == len(target):
            return
        low, high, groups = _matching_groups(shown, target, low, high)
        edit = QTextCursor(self.document)
        edit.beginEditBlock()
        if groups is None:
            self._redraw(shown, target, low, high)
        else:
            for group in reversed(groups):
                self._patch_group(group)
        edit.endEditBlock()

    def write_line(self, number: int, line: Line) -> None:
        """Draws one line anew in the block that is there."""
        cursor = QTextCursor(self.document.findBlockByNumber(number))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, KEEP)
        cursor.removeSelectedText()
        self._write(cursor, line)

    def _write(self, cursor: QTextCursor, line: Line) -> None:
        self.drawn += 1
        look = look_of(line.head)
        cursor.setBlockFormat(self.looks.block(line.head))
        cursor.block().layout().setCacheEnabled(True)  # else all text in view would be shaped anew for every key
        if line.head.container == ROOT:  # in the first block of a cell this would overwrite the format of the cell
            cursor.setBlockCharFormat(self.looks.character(PLAIN, look))
        for run in line.runs:
            if isinstance(run, UnitMark):
                marks = Marks(insertion=line.head.state.insertion, deletion=line.head.state.deletion)
                cursor.insertText(OBJECT, self.looks.character(PLAIN if marks == PLAIN else marks, look, run.id))
            elif isinstance(run.content, str):
                text = run.content.replace("\n", _LINE_BREAK)
                cursor.insertText(text, self.looks.character(run.marks, look))
            else:
                self.drawer.objects[run.content.id] = run.content
                cursor.insertText(OBJECT, self.looks.character(run.marks, look, run.content.id))

    def _patch_group(self, group: _Pair) -> None:
        """Lines of one frame: adds or removes blocks at the end, then draws those that differ."""
        first, old, new = group
        count, redraw = len(old), -1
        while count < len(new):
            cursor = QTextCursor(self.document.findBlockByNumber(first + count - 1))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            count += 1
        if count > len(new):
            start = self.document.findBlockByNumber(first + len(new) - 1)
            end = self.document.findBlockByNumber(first + count - 1)
            cursor = QTextCursor(self.document)
            cursor.setPosition(start.position() + start.length() - 1)
            cursor.setPosition(end.position() + end.length() - 1, KEEP)
            cursor.removeSelectedText()
            redraw = len(new) - 1
        for number, line in enumerate(new):
            if number >= len(old) or number == redraw or not _same(old[number], line):
                self.write_line(first + number, line)

    def _redraw(self, shown: Sequence[Line], target: Sequence[Line], low: int, high: int) -> None:
        """The frames differ: takes everything between two lines of the root out and draws it again."""
        low, high = _at_root(shown, target, low, high)
        document, blocks = self.document, self.document.blockCount()
        cursor = QTextCursor(document)
        start = document.findBlockByNumber(low - 1) if low else None
        cursor.setPosition(start.position() + start.length() - 1 if start is not None else 0)
        end = document.findBlockByNumber(blocks - high).position() if high else document.characterCount() - 1
        cursor.setPosition(end, KEEP)
        cursor.removeSelectedText()
        is_open, number = low > 0, low
        while number < len(target) - high:
            line = target[number]
            if line.head.grid is not None:
                number = self._write_table(cursor, line.head.grid, target, number)
                is_open = False
                continue
            if is_open:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self._write(cursor, line)
            is_open, number = True, number + 1
        if high and is_open:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        for beside in [low - 1] * bool(low) + [len(target) - high] * bool(high):
            self.write_line(beside, target[beside])

    def _write_table(self, cursor: QTextCursor, grid: Grid, target: Sequence[Line], number: int) -> int:
        """Draws the table whose first line is ``number``; the number of the line behind it."""
        self._rooms.pop(grid.id, None)
        table = cursor.insertTable(grid.rows, len(grid.widths), self.looks.table(grid))
        for place in grid.places:
            if place.rows > 1 or place.columns > 1:
                table.mergeCells(place.row, place.column, place.rows, place.columns)
        for index, place in enumerate(grid.places):
            cell = table.cellAt(place.row, place.column)
            format = QTextTableCellFormat()
            format.setBackground(self.looks.cell_colour(grid, index))
            cell.setFormat(format)
            inner = cell.firstCursorPosition()
            first = True
            while number < len(target) and target[number].head.container == place.id:
                if not first:
                    inner.insertBlock(QTextBlockFormat(), QTextCharFormat())
                self._write(inner, target[number])
                first, number = False, number + 1
        cursor.setPosition(table.lastPosition() + 1)
        return number


# ---- reading: text


def _add_text(out: list[LineRun], text: str, marks: Marks) -> None:
    last = out[-1] if out else None
    if not text:
        return
    if isinstance(last, Run) and isinstance(last.content, str) and last.marks == marks:
        out[-1] = Run(last.content + text, marks)
    else:
        out.append(Run(text, marks))


def _sound(text: str) -> str:
    """Text as the model may hold it: Qt's line separator is a line break, what no file may hold is dropped."""
    return "\n".join(clean(text))


_PLACES: dict[int, tuple[Grid, dict[tuple[int, int], str]]] = {}


def _ids_by_place(grid: Grid) -> dict[tuple[int, int], str]:
    found = _PLACES.get(id(grid))
    if found is None or found[0] is not grid:
        if len(_PLACES) > 500:
            _PLACES.clear()
        found = _PLACES[id(grid)] = (grid, {(place.row, place.column): place.id for place in grid.places})
    return found[1]


# ---- patching: what differs


class _Pair(NamedTuple):
    """A stretch of lines of one frame: its first number, the lines shown there, and those to be shown."""

    first: int
    old: Sequence[Line]
    new: Sequence[Line]


def _same(a: Line, b: Line) -> bool:
    return a.runs == b.runs and not a.stale and (a.head is b.head or a.head == b.head)


def _matching_groups(a: Sequence[Line], b: Sequence[Line], low: int, high: int) -> tuple[int, int, list[_Pair] | None]:
    """Pairs the stretches of one frame in both; None where the frames differ. Widens by a line if needed."""
    for less_low, less_high in ((0, 0), (1, 0), (0, 1)):
        start, end = low - less_low, high - less_high
        if start < 0 or end < 0:
            continue
        old, new = list(_stretches(a, start, len(a) - end)), list(_stretches(b, start, len(b) - end))
        if old and [_frame(group[1][0]) for group in old] == [_frame(group[1][0]) for group in new]:
            pairs = [_Pair(x[0], x[1], y[1]) for x, y in zip(old, new, strict=True)]
            return start, end, pairs
    return low, high, None


def _frame(line: Line) -> tuple[str, Grid | None]:
    return line.head.container, line.head.grid


def _stretches(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, Sequence[Line]]]:
    for _, group in groupby(range(start, end), key=lambda number: lines[number].head.container):
        numbers = list(group)
        yield numbers[0], lines[numbers[0] : numbers[-1] + 1]


def _at_root(a: Sequence[Line], b: Sequence[Line], low: int, high: int) -> tuple[int, int]:
    while low and a[low - 1].head.container != ROOT:
        low -= 1
    while high and b[-high].head.container != ROOT:
        high -= 1
    return low, high
