"""Paints what stands beside the text and is not part of it: numbers, markers of lists, labels of captions, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextBlock

from strategy_editor.app.editor.looks import change_colour, look_of
from strategy_editor.model.blocks import UNCHANGED, ListShape, ParagraphShape, Table
from strategy_editor.model.text import PLAIN
from strategy_editor.review.editing.lines import ROOT, Line

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

KEPT_BACK = "Part 2"
"""What stands beside text that is not for publication."""

NO_CAPTION = "Say here what it shows"
"""What stands, faint, where a caption has no words yet."""

BULLETS = "•◦▪"


def visible_lines(editor: SectionEditor, rect: QRect) -> Iterator[tuple[Line, QTextBlock, QRectF]]:
    """The lines inside ``rect`` of the viewport, with their blocks and where these are in the viewport."""
    document = editor.document()
    layout = document.documentLayout()
    shift = QPointF(editor.horizontalScrollBar().value(), editor.verticalScrollBar().value())
    block = editor.cursorForPosition(rect.topLeft()).block().previous()
    if not block.isValid():
        block = document.begin()
    lines = editor.layout_.lines
    number = block.blockNumber()
    while block.isValid() and number < len(lines):
        place = layout.blockBoundingRect(block).translated(-shift)
        if place.top() > rect.bottom() and _starts_its_row(lines, number):
            return
        if place.bottom() >= rect.top() and place.top() <= rect.bottom():
            yield lines[number], block, place
        block, number = block.next(), number + 1


def _starts_its_row(lines: Sequence[Line], number: int) -> bool:
    """Whether no line further on begins higher up, as the next cell of a row may where this is a later paragraph."""
    return number == 0 or not lines[number].head.container or lines[number - 1].head.home != lines[number].head.home


def paint(painter: QPainter, editor: SectionEditor, lines: Iterable[tuple[Line, QTextBlock, QRectF]]) -> None:
    """Paints beside lines in view, as :func:`visible_lines` gives them."""
    for line, block, place in lines:
        _paint_label(painter, editor, line, block, place)
        _paint_ending(painter, editor, line, block, place)
        if isinstance(line.head.shape, ParagraphShape) and line.head.shape.kind == "quote":
            left = place.left() + block.blockFormat().leftMargin() - 0.7 * editor.looks.em
            painter.fillRect(QRectF(left, place.top(), 3, place.height()), QColor(_theme(editor).control_border))
        if line.head.role == "note":
            _paint_rule(painter, editor, block, place)
        if line.head.exemption:
            _paint_kept_back(painter, editor, line, place)


def _paint_kept_back(painter: QPainter, editor: SectionEditor, line: Line, place: QRectF) -> None:
    """A broken bar at the right edge of what is not for publication, and “Part 2” where it begins."""
    colour = QColor(_theme(editor).warn)
    right = editor.viewport().width() - 7.0
    painter.setPen(QPen(colour, 3, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(right, place.top() + 2), QPointF(right, place.bottom() - 2))
    number = editor.layout_.lines.index(line)
    before = editor.layout_.lines[number - 1] if number else None
    if before is None or before.head.exemption != line.head.exemption:
        font = QFont(editor.looks.font)
        font.setPointSizeF(max(7.0, 0.72 * font.pointSizeF()))
        painter.setFont(font)
        painter.setPen(colour)
        width = QFontMetricsF(font).horizontalAdvance(KEPT_BACK)
        painter.drawText(QPointF(right - width - 6, place.top() + QFontMetricsF(font).ascent()), KEPT_BACK)


def _theme(editor: SectionEditor):
    return editor.looks.theme


def _paint_label(painter: QPainter, editor: SectionEditor, line: Line, block: QTextBlock, place: QRectF) -> None:
    text = _label(editor, line)
    if not text or not block.layout().lineCount():
        return
    font = editor.looks.font_of(editor.looks.character(PLAIN, look_of(line.head)))
    if line.head.role == "caption":
        font.setWeight(QFont.Weight.Bold)
    first = block.layout().lineAt(0)
    left = place.left() + block.blockFormat().leftMargin()
    y = place.top() + first.y() + first.ascent()
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    colour = change_colour(_theme(editor), line.head.ending) if line.head.ending != UNCHANGED else None
    painter.setPen(colour or QColor(_theme(editor).text if line.head.role == "text" else _theme(editor).muted))
    painter.drawText(QPointF(_label_left(editor, line, left, metrics.horizontalAdvance(text)), y), text)
    if line.head.role == "caption" and not line.runs:
        font.setWeight(QFont.Weight.Normal)
        font.setItalic(True)
        painter.setFont(font)
        painter.drawText(QPointF(left + 2, y), NO_CAPTION)


def _label_left(editor: SectionEditor, line: Line, left: float, width: float) -> float:
    """Where a label begins: markers right before their text, numbers of paragraphs in the margin of the page."""
    em = editor.looks.em
    if line.head.role == "caption":
        return left - editor.looks.caption_margin
    if isinstance(line.head.shape, ListShape) or line.head.role == "note":
        return left - width - 0.45 * em
    return max(2.0, left - max(width + 0.5 * em, editor.looks.gutter - 0.4 * em))


def _label(editor: SectionEditor, line: Line) -> str:
    labels, head = editor.view.drawer.labels, line.head
    match head.role:
        case "note":
            return str(labels.footnotes.get(head.id, "*"))
        case "caption" if head.container == ROOT:
            unit = editor.view.drawer.units.get(head.owner)
            kind = "Table" if isinstance(unit, Table) else "Figure"
            return f"{kind} {labels.captions.get(head.owner, '')}".strip()
        case "text":
            if isinstance(head.shape, ListShape) and head.shape.kind == "bullet":
                return BULLETS[(head.shape.level - 1) % len(BULLETS)]
            return labels.labels.get(head.id, "")
    return ""


def _paint_ending(painter: QPainter, editor: SectionEditor, line: Line, block: QTextBlock, place: QRectF) -> None:
    """A mark where a paragraph break was suggested, or suggested to go."""
    if line.head.role != "text" or line.head.ending == UNCHANGED or not block.layout().lineCount():
        return
    last = block.layout().lineAt(block.layout().lineCount() - 1)
    y = place.top() + last.y() + last.ascent()
    x = place.left() + last.naturalTextRect().right() + 3
    font = QFont(editor.looks.font)
    font.setStrikeOut(bool(line.head.ending.deletion))
    painter.setFont(font)
    painter.setPen(change_colour(_theme(editor), line.head.ending))
    painter.drawText(QPointF(x, y), "¶")


def _paint_rule(painter: QPainter, editor: SectionEditor, block: QTextBlock, place: QRectF) -> None:
    """The rule above the first footnote."""
    number = block.blockNumber()
    if number and editor.layout_.lines[number - 1].head.role == "note":
        return
    painter.setPen(QPen(QColor(_theme(editor).border), 1))
    left = float(editor.looks.gutter)
    painter.drawLine(QPointF(left, place.top() - 2), QPointF(left + 8 * editor.looks.em, place.top() - 2))
