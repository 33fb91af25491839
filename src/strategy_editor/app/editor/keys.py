"""Keys that mean more in a structured text than Qt knows: Enter, Tab, Backspace and Delete at an edge, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.commands import add_paragraph_beside, indent, outdent, remove_unit, set_style
from strategy_editor.app.editor.state import current_line
from strategy_editor.app.editor.table_commands import go_to_cell
from strategy_editor.model.blocks import Box, HeadingShape, ListShape, PageBreak, ParagraphShape, Table
from strategy_editor.model.text import Footnote, Run
from strategy_editor.review.editing.lines import ROOT, Spot
from strategy_editor.review.editing.replacing import Edit, Point

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

FORWARD = (Qt.Key.Key_Delete, Qt.Key.Key_K)
"""Keys that remove what is behind the caret."""

_Standard = QKeySequence.StandardKey


def handled(editor: SectionEditor, event: QKeyEvent) -> bool:
    """Does what a key means; false for all that Qt does itself."""
    if event.matches(_Standard.Undo):
        editor.undo()
        return True
    if event.matches(_Standard.Redo):
        editor.redo()
        return True
    if editor.isReadOnly():
        return False
    if event.matches(_Standard.InsertParagraphSeparator):
        _enter(editor)
        return True
    alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    match event.key():
        case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
            return _tab(editor, forward=event.key() == Qt.Key.Key_Tab)
        case Qt.Key.Key_Backspace if alone and not editor.textCursor().hasSelection():
            return _backspace(editor)
        case Qt.Key.Key_Delete if alone and not editor.textCursor().hasSelection():
            return _delete(editor)
    return False


# ---- Enter


def _enter(editor: SectionEditor) -> None:
    """A new paragraph, or the way out of an empty item, a caption, a footnote or a box."""
    editor.reconcile()
    if editor.textCursor().hasSelection() or not _enter_elsewhere(editor):
        # Qt's own way, in an empty block whose format is not the default, only resets the format.
        editor.guard(editor.textCursor().insertBlock)
    editor.ensureCursorVisible()


def _enter_elsewhere(editor: SectionEditor) -> bool:
    line = current_line(editor)
    match line.head.role:
        case "caption":
            _leave_caption(editor)
        case "picture" | "unit":
            _beside_unit(editor)
        case "note":
            _leave_note(editor)
        case "text" if not line.runs:
            return _leave_empty(editor)
        case _:
            return False
    return True


def _leave_empty(editor: SectionEditor) -> bool:
    """Enter in an empty item or quotation ends it; in the last empty paragraph of a box, it leaves the box."""
    line = current_line(editor)
    shape = line.head.shape
    if isinstance(shape, ListShape):
        outdent(editor)
        return True
    if isinstance(shape, ParagraphShape) and shape.kind != "body":
        set_style(editor, "body")
        return True
    return _leave_box(editor)


def _leave_box(editor: SectionEditor) -> bool:
    number = editor.textCursor().block().blockNumber()
    index = editor.layout_.block_at[number]
    head = editor.layout_.lines[number].head
    box = editor.section.blocks[index] if head.container != ROOT else None
    if not isinstance(box, Box) or len(box.blocks) < 2 or box.blocks[-1].id != head.id:
        return False
    previous = Point(number - 1, editor.layout_.lines[number - 1].size)
    editor.edit([Edit(previous, Point(number, 0))], "Leave the box")
    add_paragraph_beside(editor, index, behind=True)
    return True


def _leave_caption(editor: SectionEditor) -> None:
    """From the caption of a table into it (from its very start, to a new paragraph before it); else behind the unit."""
    number = editor.textCursor().block().blockNumber()
    index = editor.layout_.block_at[number]
    unit = editor.section.blocks[index]
    if isinstance(unit, Table) and editor.textCursor().atBlockStart():
        add_paragraph_beside(editor, index, behind=False)
    elif isinstance(unit, Table | Box):
        _go(editor, editor.layout_.lines[number + 1].head.id)
    else:
        add_paragraph_beside(editor, index, behind=True)


def _beside_unit(editor: SectionEditor) -> None:
    cursor = editor.textCursor()
    index = editor.layout_.block_at[cursor.block().blockNumber()]
    add_paragraph_beside(editor, index, behind=not cursor.atBlockStart())


def _leave_note(editor: SectionEditor) -> None:
    """From the body of a footnote back to where it is called."""
    id = current_line(editor).head.id
    for line in editor.layout_.lines:
        offset = 0
        for run in line.runs:
            offset += len(run) if isinstance(run, Run) else 1
            if isinstance(run, Run) and isinstance(run.content, Footnote) and run.content.id == id:
                _go(editor, line.head.id, offset)
                return


def _go(editor: SectionEditor, line: str, offset: int = 0) -> None:
    spot = Spot(line, offset)
    editor.select(Selection(spot, spot))


# ---- Tab


def _tab(editor: SectionEditor, *, forward: bool) -> bool:
    """In a table, to the next cell; at the start of an item or heading, a level in or out."""
    if go_to_cell(editor, forward=forward):
        return True
    shape = current_line(editor).head.shape
    if isinstance(shape, ListShape | HeadingShape) and (editor.textCursor().atBlockStart() or not forward):
        (indent if forward else outdent)(editor)
        return True
    return not forward


# ---- Backspace and Delete at an edge


def _backspace(editor: SectionEditor) -> bool:
    """At the start of an item: a level out. Behind a unit: takes a page break, selects anything else."""
    editor.reconcile()
    cursor = editor.textCursor()
    if not cursor.atBlockStart():
        return False
    number = cursor.block().blockNumber()
    head = editor.layout_.lines[number].head
    if head.role == "text" and isinstance(head.shape, ListShape):
        outdent(editor)
        return True
    if head.role == "text" and isinstance(head.shape, ParagraphShape) and head.shape.kind != "body":
        set_style(editor, "body")
        return True
    return head.container == ROOT and number > 0 and _meet_unit(editor, number, number - 1)


def _delete(editor: SectionEditor) -> bool:
    """Before a unit: takes a page break, selects anything else."""
    editor.reconcile()
    cursor = editor.textCursor()
    number = cursor.block().blockNumber()
    if not cursor.atBlockEnd() or number + 1 >= len(editor.layout_.lines):
        return False
    head = editor.layout_.lines[number].head
    return head.role in ("text", "filler") and head.container == ROOT and _meet_unit(editor, number, number + 1)


def _meet_unit(editor: SectionEditor, number: int, beside: int) -> bool:
    """The caret in line ``number`` meets the unit that line ``beside`` belongs to. An empty paragraph gives way."""
    here, there = editor.layout_.lines[number], editor.layout_.lines[beside]
    owner = there.head.owner
    if not owner or owner == here.head.owner:
        return False
    unit = editor.view.drawer.units.get(owner)
    if isinstance(unit, PageBreak):
        remove_unit(editor, owner)
    elif here.head.role == "text" and not here.runs and len(editor.section.blocks) > 1:
        _remove_empty(editor, number)
        _go(editor, there.head.id, there.size if beside < number else 0)
    else:
        _select_unit(editor, owner)
    return True


def _remove_empty(editor: SectionEditor, number: int) -> None:
    """Takes an empty paragraph between units out."""
    lines = editor.layout_.lines
    following = lines[number + 1].head if number + 1 < len(lines) else None
    if following is not None and following.role != "note":
        end = Point(number + 1, 0 if following.container == ROOT else -1)
        editor.edit([Edit(Point(number, 0), end)], "Deleting")


def _select_unit(editor: SectionEditor, owner: str) -> None:
    """Selects a unit, so that the writer sees what the next key would take."""
    numbers = [number for number, line in enumerate(editor.layout_.lines) if line.head.owner == owner]
    first, last = editor.layout_.lines[numbers[0]], editor.layout_.lines[numbers[-1]]
    if first.head.container == ROOT:
        editor.select(Selection(Spot(first.head.id, 0), Spot(last.head.id, last.size)))
