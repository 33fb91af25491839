"""Copying, and what is selected. The program's own form keeps everything; others get clean HTML and text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from msgspec import Struct, json
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from strategy_editor.model.blocks import Figure, Live, Table
from strategy_editor.model.text import InlineObject
from strategy_editor.review.editing.fragments import Fragment, cells_between, fragment_between
from strategy_editor.review.editing.lines import ROOT, Layout, grid_of
from strategy_editor.review.editing.replacing import Point
from strategy_editor.web.clipboard.writing import as_html, as_text

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

MIME = "application/x-strategy-editor+json"
Range = tuple[Point, Point]

_HERE = "copied here"
"""Property of what this very program has copied: what others copied comes as an object without it."""

MOST = 20_000_000
"""Bytes or characters of a paste beyond which it is not read."""


class Copied(Struct, frozen=True):
    """The program's own clipboard form: blocks, and the pictures in them, for another strategy that lacks them.

    A picture that was drawn from SVG is handed over as that.
    """

    fragment: Fragment
    pictures: dict[str, bytes] = {}
    schema: int = 1


# ---- copying


def copied(editor: SectionEditor) -> QMimeData:
    """What is selected, in every form."""
    fragment = selected_fragment(editor)
    data = QMimeData()
    data.setProperty(_HERE, True)
    data.setData(MIME, QByteArray(json.encode(Copied(fragment, _pictures(editor, fragment)))))
    if fragment.blocks:
        speech = _Speech(editor)
        data.setHtml(as_html(fragment.blocks, speech, inline=fragment.is_words))
        data.setText(as_text(fragment.blocks, speech))
    return data


def _pictures(editor: SectionEditor, fragment: Fragment) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for block in fragment.blocks:
        if isinstance(block, Figure):
            data = editor.host.original(block.picture) or editor.host.picture(block.picture)
            if sum(map(len, found.values())) + len(data) < MOST // 2:
                found[block.picture] = data
    return found


class _Speech:
    """What the writing of HTML and text asks of an editor."""

    def __init__(self, editor: SectionEditor) -> None:
        self._editor = editor

    def words(self, item: InlineObject) -> str:
        return self._editor.view.drawer.words(item.id)

    def rows(self, live: Live) -> Sequence[Sequence[str]]:
        return self._editor.host.live(live).rows

    def picture(self, digest: str) -> bytes:
        return self._editor.host.picture(digest)


def hand_over() -> None:
    """Leaves what was copied to others when the program ends: as data of Qt's own, since ours ends with Python."""
    clipboard = QApplication.clipboard()
    data = clipboard.mimeData()
    if data is None or not data.property(_HERE):
        return
    keeper = QTextEdit()
    keeper.setHtml(data.html()) if data.hasHtml() else keeper.setPlainText(data.text())
    keeper.selectAll()
    keeper.copy()
    keeper.deleteLater()
    if clipboard.mimeData().property(_HERE):  # there was nothing to select
        clipboard.clear()


def selected_fragment(editor: SectionEditor) -> Fragment:
    """What is selected, as blocks."""
    editor.reconcile()
    cursor = editor.textCursor()
    found = selected_cells(editor, cursor)
    if found is not None:
        return cells_between(*found)
    return fragment_between(editor.layout_, *selected_range(editor, cursor))


def selected_cells(editor: SectionEditor, cursor: QTextCursor) -> tuple[Table, range, range] | None:
    """The table and the rectangle of cells that are selected, if that is what is selected."""
    if not cursor.hasComplexSelection() or cursor.currentTable() is None:
        return None
    row, rows, column, columns = cast("tuple[int, int, int, int]", cursor.selectedTableCells())
    number = editor.places.point_at(editor.layout_, cursor.selectionStart()).line
    block = editor.section.blocks[min(editor.layout_.block_at[number], len(editor.section.blocks) - 1)]
    if row < 0 or not isinstance(block, Table):
        return None
    return block, range(row, row + rows), range(column, column + columns)


def selected_range(editor: SectionEditor, cursor: QTextCursor) -> tuple[Point, Point]:
    """The points between which text is selected. A table that is shown as selected is there as a whole."""
    layout = editor.layout_
    start = editor.places.point_at(layout, cursor.selectionStart())
    end = editor.places.point_at(layout, cursor.selectionEnd())
    if layout.lines[start.line].head.container != layout.lines[end.line].head.container:
        start, end = _before_unit(layout, start), _behind_unit(layout, end)
    return start, end


def _before_unit(layout: Layout, point: Point) -> Point:
    head = layout.lines[point.line].head
    if head.container == ROOT:
        return point
    number = point.line
    while number and layout.lines[number - 1].head.owner == head.owner:
        number -= 1
    return Point(number, -1 if layout.lines[number].head.container != ROOT else 0)


def _behind_unit(layout: Layout, point: Point) -> Point:
    head = layout.lines[point.line].head
    if head.container == ROOT:
        return point
    number = point.line
    while layout.lines[number].head.owner == head.owner:
        number += 1
    return Point(number, 0)


def selected_ranges(editor: SectionEditor, cursor: QTextCursor) -> list[Range]:
    """What is selected, in order: one range, or one for each cell of a rectangle."""
    found = selected_cells(editor, cursor)
    if found is None:
        return [selected_range(editor, cursor)]
    table, rows, columns = found
    lines = editor.layout_.lines
    out: list[Range] = []
    for place in grid_of(table).places:
        if place.row in rows and place.column in columns:
            numbers = [number for number, line in enumerate(lines) if line.head.container == place.id]
            out.append((Point(numbers[0], 0), Point(numbers[-1], lines[numbers[-1]].size)))
    return out
