"""Paints what reviewers left beside the text: a bar where something is suggested, a marker where there are comments.

Also what is told to somebody who points at a suggestion, a comment or a marker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QTextBlock

from strategy_editor.app.editor.looks import MARKS
from strategy_editor.app.editor.margin import visible_lines
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import UNCHANGED, Change
from strategy_editor.model.carriers import is_marked
from strategy_editor.model.text import Marks, Run
from strategy_editor.review.editing.lines import Line

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

_BAR = 3
_ROOM = 1.1
"""Width of a marker, in heights of the text."""


def paint(painter: QPainter, editor: SectionEditor, lines: Iterable[tuple[Line, QTextBlock, QRectF]]) -> None:
    """Paints beside lines in view, as ``visible_lines`` of the margin gives them."""
    theme = editor.looks.theme
    beside = editor.host.comments_beside()
    told: set[str] = set()
    for line, _, place in lines:
        change = _change(line)
        if change:
            colour = QColor(theme.deletion if change == "deletion" else theme.insertion)
            painter.fillRect(QRectF(2, place.top(), _BAR, place.height()), colour)
            if change == "both":
                painter.fillRect(QRectF(2, place.top(), _BAR, place.height() / 2), QColor(theme.deletion))
        found = [*_open(editor, comments_on(line)), *_beside(line, beside, told)]
        if found:
            _paint_marker(
                painter, editor, QRectF(_left(editor), place.top() + 2, _width(editor), place.height()), len(found)
            )
    painter.setPen(Qt.PenStyle.SolidLine)


def _left(editor: SectionEditor) -> float:
    margin = editor.document().rootFrame().frameFormat().rightMargin()
    return editor.viewport().width() - margin + 2


def _width(editor: SectionEditor) -> float:
    return _ROOM * editor.looks.em


def _suggested(line: Line) -> str:
    """What is suggested of a line: insertion, deletion, both, or nothing."""
    marks = [run.marks for run in line.runs if isinstance(run, Run) and is_marked(run.marks)]
    states = (line.head.ending, line.head.state, *([line.head.place.state] if line.head.place else []))
    deletes = any(each.deletion for each in marks) or any(each.deletion for each in states)
    inserts = any(each.insertion or each.former for each in marks) or any(each.insertion for each in states)
    if deletes and inserts:
        return "both"
    return "deletion" if deletes else "insertion" if inserts or line.head.former else ""


_change: IdentityCache[Line, str] = IdentityCache(_suggested, 4000)


def comments_on(line: Line) -> tuple[str, ...]:
    """The comments on words of a line, in their order."""
    return tuple(dict.fromkeys(id for run in line.runs if isinstance(run, Run) for id in run.marks.comments))


def _open(editor: SectionEditor, comments: Iterable[str]) -> list[str]:
    return [each for each in comments if each not in editor.looks.settled_comments]


def _beside(line: Line, beside: Mapping[str, tuple[str, ...]], told: set[str]) -> Iterator[str]:
    """The comments on the block or cell that a line belongs to, at its first line only."""
    for id in (line.head.owner, line.head.container, line.head.id):
        if id and id in beside and id not in told:
            told.add(id)
            yield from beside[id]


def _paint_marker(painter: QPainter, editor: SectionEditor, place: QRectF, count: int) -> None:
    """A speech bubble, with how many comments there are if there are several."""
    em, theme = editor.looks.em, editor.looks.theme
    side = min(_ROOM * em, place.height() - 2)
    bubble = QRectF(place.left(), place.top(), side, 0.78 * side)
    shape = QPainterPath()
    shape.addRoundedRect(bubble, 0.2 * side, 0.2 * side)
    tail = QPainterPath()
    tail.moveTo(bubble.left() + 0.2 * side, bubble.bottom() - 1)
    tail.lineTo(bubble.left() + 0.2 * side, bubble.bottom() + 0.22 * side)
    tail.lineTo(bubble.left() + 0.5 * side, bubble.bottom() - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.control_border), 1))
    painter.setBrush(QColor(theme.highlight))
    painter.drawPath(shape.united(tail))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if count > 1:
        font = QFont(editor.looks.font)
        font.setPointSizeF(font.pointSizeF() * 0.62)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, str(count))


# ---- pointing


def marked_at(editor: SectionEditor, point: QPoint) -> tuple[str, ...]:
    """The comments whose marker beside the text is at a point of the viewport."""
    if not _left(editor) <= point.x() <= _left(editor) + _width(editor):
        return ()
    beside = editor.host.comments_beside()
    told: set[str] = set()
    for line, _, place in visible_lines(editor, QRect(0, 0, editor.viewport().width(), editor.viewport().height())):
        found = [*_open(editor, comments_on(line)), *_beside(line, beside, told)]
        if found and place.top() <= point.y() <= place.top() + _width(editor) + 4:
            return tuple(found)
    return ()


def hint_at(editor: SectionEditor, point: QPoint) -> str:
    """Who suggested or said what at a point of the viewport."""
    found = marked_at(editor, point)
    if found:
        return editor.host.hint((), found)
    cursor = editor.cursorForPosition(point)
    number = cursor.block().blockNumber()
    if number >= len(editor.layout_.lines):
        return ""
    line = editor.layout_.lines[number]
    cursor.movePosition(cursor.MoveOperation.Right)
    marks = editor.looks.marks.value(cursor.charFormat().property(MARKS))
    is_margin = point.x() <= editor.looks.gutter
    suggestions = suggestions_on(line) if is_margin or marks is None else _of_marks(marks)
    return editor.host.hint(suggestions, marks.comments if marks is not None else ())


def _of_marks(marks: Marks) -> tuple[str, ...]:
    former = marks.former.suggestion if marks.former is not None else ""
    return tuple(each for each in (marks.deletion, marks.insertion, former) if each)


def suggestions_on(line: Line) -> tuple[str, ...]:
    """All suggestions that a line shows."""
    return tuple(dict.fromkeys((*_on_words(line, 0, line.size), *_on_end(line), *_around(line))))


def suggestions_between(line: Line, first: int, last: int) -> tuple[str, ...]:
    """The suggestions on characters of a line, and on its end if ``last`` is behind it; else on what it is part of."""
    found = [*_on_words(line, first, last), *(_on_end(line) if last > line.size else ())]
    return tuple(dict.fromkeys(found or _around(line)))


def _on_words(line: Line, first: int, last: int) -> list[str]:
    found: list[str] = []
    position = 0
    for run in line.runs:
        width = len(run) if isinstance(run, Run) else 1
        if isinstance(run, Run) and position < last and position + width > first:
            found += _of_marks(run.marks)
        position += width
    return found


def _on_end(line: Line) -> list[str]:
    return [id for id in (line.head.ending.deletion, line.head.ending.insertion) if id]


def _around(line: Line) -> list[str]:
    """On the shape of a line, its unit and its cell."""
    states = (line.head.state, line.head.place.state if line.head.place else UNCHANGED)
    found = [id for each in states for id in (each.deletion, each.insertion)]
    return [id for id in (line.head.former, *found) if id]


def changes_of(line: Line) -> tuple[Change, ...]:
    """What is suggested of the end of a line, of its unit and of its cell."""
    states = (line.head.ending, line.head.state, line.head.place.state if line.head.place else UNCHANGED)
    return tuple(each for each in states if each != UNCHANGED)
