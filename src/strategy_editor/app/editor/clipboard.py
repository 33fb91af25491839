"""Copying and pasting: the program's own form keeps everything, HTML and plain text go to and come from others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from msgspec import DecodeError, Struct, json
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCursor

from strategy_editor.foundation.errors import Refused
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Paragraph, Table
from strategy_editor.model.text import clean, runs_from
from strategy_editor.model.tree import ids_in
from strategy_editor.review.editing.comments import standing_comments
from strategy_editor.review.editing.fragments import (
    Fragment,
    arriving,
    cells_between,
    fragment_between,
    pieces_to_paste,
)
from strategy_editor.review.editing.lines import ROOT, Layout, grid_of
from strategy_editor.review.editing.replacing import Edit, Point

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

MIME = "application/x-strategy-editor+json"
Range = tuple[Point, Point]

MOST = 20_000_000
"""Bytes or characters of a paste beyond which it is not read."""


class _Copied(Struct, frozen=True):
    """The program's own clipboard form."""

    fragment: Fragment
    schema: int = 1


# ---- copying


def copied(editor: SectionEditor) -> QMimeData:
    """What is selected, in every form."""
    fragment = selected_fragment(editor)
    data = QMimeData()
    data.setData(MIME, QByteArray(json.encode(_Copied(fragment))))
    data.setText(editor.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n"))
    return data


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


# ---- pasting


def can_paste(source: QMimeData) -> bool:
    """Whether there is anything to paste."""
    return source.hasFormat(MIME) or source.hasText() or source.hasHtml()


def paste(editor: SectionEditor, source: QMimeData, *, plain: bool = False) -> None:
    """Puts what is on the clipboard in the place of what is selected."""
    editor.reconcile()
    fragment = _read(source, plain=plain)
    if fragment.blocks:
        ranges = selected_ranges(editor, editor.textCursor())
        _put(editor, fragment, ranges[0], ranges, "Paste")


def drop(editor: SectionEditor, source: QMimeData, position: int, moved: tuple[int, int] | None) -> None:
    """Puts what was dropped at ``position``; from there, ``moved`` (a range of positions) goes."""
    fragment = _read(source, plain=False)
    if not fragment.blocks or (moved is not None and moved[0] <= position <= moved[1]):
        return
    point = editor.places.point_at(editor.layout_, position)
    removed: list[Range] = []
    if moved is not None:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(moved[0])
        cursor.setPosition(moved[1], QTextCursor.MoveMode.KeepAnchor)
        removed = selected_ranges(editor, cursor)
    _put(editor, fragment, (point, point), removed, "Move" if moved is not None else "Drop")


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


def _put(editor: SectionEditor, fragment: Fragment, target: Range, removed: Sequence[Range], name: str) -> None:
    """Puts a fragment at ``target`` and takes ``removed`` out, as one act.

    What is gone or struck out then is moved, with its ids and comments; what still stands is copied.
    """
    gone = [Edit(*each) for each in sorted(removed, reverse=True) if each[0] != each[1]]
    try:
        left = editor.outcome_of(gone).section if gone else editor.section
    except Refused as reason:
        editor.refused.emit(str(reason))
        return
    standing = standing_comments(left.blocks)
    known = (set(editor.host.known_ids()) - set(ids_in(editor.section.blocks))) | set(ids_in(left.blocks))
    copies: dict[str, str] = {}

    def comment(id: str) -> str:
        if not editor.host.has_comment(id):
            return ""
        return copies.setdefault(id, new_id()) if id in standing else id

    fragment = arriving(fragment, known, comment)
    put = _edit(editor, *target, fragment)
    others = [each for each in gone if (each.start, each.end) != target]
    wanted = sorted([put, *others], key=lambda each: each.start, reverse=True)
    editor.edit(wanted, name, tuple(copies.items()))


def _edit(editor: SectionEditor, start: Point, end: Point, fragment: Fragment) -> Edit:
    line = editor.layout_.lines[start.line]
    empty = start.offset <= 0 and (end.line > start.line or end.offset >= line.size)
    return Edit(start, end, pieces_to_paste(fragment, into_empty=empty), explicit=True)


def _read(source: QMimeData, *, plain: bool) -> Fragment:
    """The fragment that something on the clipboard stands for."""
    if source.hasFormat(MIME) and not plain:
        data = bytes(source.data(MIME).data())
        try:
            return json.decode(data, type=_Copied).fragment if len(data) <= MOST else Fragment()
        except DecodeError:
            return Fragment()
    return _from_text(source.text()[:MOST])


def _from_text(text: str) -> Fragment:
    paragraphs = clean(text)
    if not text or paragraphs == [""]:
        return Fragment()
    return Fragment(tuple(Paragraph(new_id(), runs_from(each)) for each in paragraphs))
