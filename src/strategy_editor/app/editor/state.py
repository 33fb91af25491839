"""What the writer is in: for a bar of styles, for menus, and for what is announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from strategy_editor.app.editor.clipboard import selected_ranges
from strategy_editor.app.editor.looks import MARKS
from strategy_editor.model.blocks import Block
from strategy_editor.model.text import PLAIN, InlineObject, Marks, Run
from strategy_editor.review.editing.formatting import marks_in, style_of
from strategy_editor.review.editing.lines import Line

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor


class State(Struct, frozen=True):
    """The style of the paragraph (empty where it has none), the marks of the selection or of what is typed next."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    script: str = ""
    link: str = ""
    language: str = ""
    comments: tuple[str, ...] = ()
    has_selection: bool = False
    in_table: bool = False
    in_box: bool = False
    unit: str = ""


def state_of(editor: SectionEditor) -> State:
    """The state of the writer now."""
    cursor = editor.textCursor()
    line = current_line(editor)
    found = marks_in(editor.layout_, selected_ranges(editor, cursor)) if cursor.hasSelection() else []
    if not found:
        found = [editor.looks.marks.value(editor.currentCharFormat().property(MARKS)) or PLAIN]
    first, frame = found[0], line.head.grid.frame if line.head.grid is not None else ""
    return State(
        style_of(line.head.shape) if line.head.role == "text" else "",
        all(marks.bold for marks in found),
        all(marks.italic for marks in found),
        first.script if all(marks.script == first.script for marks in found) else "",
        first.link,
        first.language,
        comments_at(editor),
        cursor.hasSelection(),
        frame == "table",
        frame not in ("table", ""),
        line.head.owner,
    )


def current_line(editor: SectionEditor) -> Line:
    """The line that the caret is in."""
    number = editor.textCursor().block().blockNumber()
    return editor.layout_.lines[min(number, len(editor.layout_.lines) - 1)]


def comments_at(editor: SectionEditor) -> tuple[str, ...]:
    """The comments on the words at the caret."""
    spot = editor.selection().head
    line = current_line(editor)
    around = [marks.comments for marks in (_marks_at(line, spot.offset - 1), _marks_at(line, spot.offset)) if marks]
    return tuple(sorted({comment for comments in around for comment in comments}))


def object_at(editor: SectionEditor) -> InlineObject | Block | None:
    """The object or unit that is selected, or stands right before or behind the caret."""
    line, offset = current_line(editor), editor.selection().head.offset
    if line.head.role in ("picture", "unit"):
        return editor.view.drawer.units.get(line.head.owner)
    position = 0
    for run in line.runs:
        width = len(run) if isinstance(run, Run) else 1
        if isinstance(run, Run) and not isinstance(run.content, str) and offset in (position, position + 1):
            return run.content
        position += width
    return None


def _marks_at(line: Line, offset: int) -> Marks | None:
    position = 0
    for run in line.runs:
        width = len(run) if isinstance(run, Run) else 1
        if position <= offset < position + width:
            return run.marks if isinstance(run, Run) else None
        position += width
    return None
