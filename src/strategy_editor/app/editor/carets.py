"""Carets: a place in Qt's document as a spot of the model (line id and offset in characters), and back."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextCursor, QTextDocument

from strategy_editor.app.editor.units import offset_of, units_of
from strategy_editor.review.editing.lines import Layout, Spot
from strategy_editor.review.editing.replacing import Point
from strategy_editor.session.history import Caret


class Selection(NamedTuple):
    """Where a selection was begun and where its caret is; the same for a caret alone."""

    anchor: Spot
    head: Spot

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.head


def caret_of(section: str, selection: Selection) -> Caret:
    """A selection as the undo history keeps it."""
    head, anchor = selection.head, selection.anchor
    if selection.is_empty:
        return Caret(section, head.line, head.offset)
    return Caret(section, head.line, head.offset, anchor.line, anchor.offset)


def selection_of(caret: Caret) -> Selection:
    """The selection that the undo history kept."""
    head = Spot(caret.host, caret.offset)
    return Selection(Spot(caret.anchor_host, caret.anchor_offset) if caret.anchor_host else head, head)


class Places:
    """Translates between positions of a document and spots or points of the layout that it shows."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document

    def point_at(self, layout: Layout, position: int) -> Point:
        """The point of the layout at a position of the document."""
        block = self._document.findBlock(position)
        number = min(max(0, block.blockNumber()), len(layout.lines) - 1)
        return Point(number, offset_of(layout.lines[number], position - block.position()))

    def spot_at(self, layout: Layout, position: int) -> Spot:
        """The spot at a position of the document."""
        number, offset = self.point_at(layout, position)
        return Spot(layout.lines[number].head.id, offset)

    def position_of(self, layout: Layout, spot: Spot, near: int = 0) -> int | None:
        """The position of a spot, probably ``near`` a line; None where its line is gone."""
        number = layout.number_of(spot.line, near)
        return None if number is None else self.position_at(layout, Point(number, spot.offset))

    def position_at(self, layout: Layout, point: Point) -> int:
        """The position of a point."""
        block = self._document.findBlockByNumber(point.line)
        return block.position() + units_of(layout.lines[point.line], max(0, point.offset))

    def selection(self, layout: Layout, cursor: QTextCursor) -> Selection:
        """What is selected."""
        return Selection(self.spot_at(layout, cursor.anchor()), self.spot_at(layout, cursor.position()))
