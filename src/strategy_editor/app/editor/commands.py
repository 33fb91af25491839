"""What a writer can do to the selection besides typing. Each is one act that can be undone; what cannot be is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.clipboard import selected_range, selected_ranges
from strategy_editor.app.editor.looks import MARKS, look_of
from strategy_editor.app.editor.state import current_line, state_of
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    Block,
    Box,
    BoxKind,
    Chart,
    Figure,
    ListShape,
    Live,
    LiveKind,
    PageBreak,
    Paragraph,
    Shape,
    UnitBlock,
    with_change,
)
from strategy_editor.model.blocks import Change as BlockChange
from strategy_editor.model.text import PLAIN, CrossReference, FactField, Footnote, InlineObject, Marks, Run
from strategy_editor.review.editing.comments import with_comments_kept
from strategy_editor.review.editing.formatting import (
    MarksChange,
    Range,
    cleared,
    deeper,
    formatted,
    in_style,
    shallower,
    shaped,
    style_of,
)
from strategy_editor.review.editing.lines import ROOT, Spot
from strategy_editor.review.editing.pieces import Piece, Text, Unit
from strategy_editor.review.editing.replacing import Edit, Point, body_shape, with_block
from strategy_editor.review.editing.tables import new_table

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor


# ---- marks


def toggle_bold(editor: SectionEditor) -> None:
    """Makes the selection, or what is typed next, bold; or no longer."""
    on = not state_of(editor).bold
    set_marks(editor, lambda marks: replace(marks, bold=on), "Bold")


def toggle_italic(editor: SectionEditor) -> None:
    """Makes the selection, or what is typed next, italic; or no longer."""
    on = not state_of(editor).italic
    set_marks(editor, lambda marks: replace(marks, italic=on), "Italic")


def toggle_superscript(editor: SectionEditor) -> None:
    """Raises the selection, or what is typed next; or no longer."""
    on = state_of(editor).script != "superscript"
    set_marks(editor, lambda marks: replace(marks, script="superscript" if on else ""), "Superscript")


def toggle_subscript(editor: SectionEditor) -> None:
    """Lowers the selection, or what is typed next; or no longer."""
    on = state_of(editor).script != "subscript"
    set_marks(editor, lambda marks: replace(marks, script="subscript" if on else ""), "Subscript")


def toggle_language(editor: SectionEditor, language: str = "cy") -> None:
    """Marks the selection, or what is typed next, as being in another language; or no longer."""
    on = state_of(editor).language != language
    set_marks(editor, lambda marks: replace(marks, language=language if on else ""), "Language")


def clear_format(editor: SectionEditor) -> None:
    """Takes all looks off the selection."""
    set_marks(editor, cleared, "Clear formatting")


def set_exemption(editor: SectionEditor, exemption: str) -> None:
    """Marks the selection as not for publication, by the id of an exemption; empty takes the mark off."""
    set_marks(editor, lambda marks: replace(marks, exemption=exemption), "Not for publication")


def add_comment(editor: SectionEditor, comment: str) -> bool:
    """Puts the mark of a comment on the selection, or on the word at the caret. False where there is no word."""
    editor.reconcile()

    def change(marks: Marks) -> Marks:
        return replace(marks, comments=tuple(sorted({*marks.comments, comment})))

    done = formatted(editor.layout_, ranges_for_comment(editor), change)
    return editor.apply(with_comments_kept(editor.section, done.section), "Comment")


def ranges_for_comment(editor: SectionEditor) -> list[Range]:
    """What a comment is put on: the selection, else the word at the caret."""
    return _chosen(editor) or [_word_at(editor)]


def set_marks(editor: SectionEditor, change: MarksChange, name: str) -> None:
    """Changes the marks of the selection; without one, of what is typed next."""
    editor.reconcile()
    ranges = _chosen(editor)
    if not ranges:
        format = editor.currentCharFormat()
        marks = change(editor.looks.marks.value(format.property(MARKS)) or PLAIN)
        editor.setCurrentCharFormat(editor.looks.character(marks, look_of(current_line(editor).head)))
        editor.tell_state()
        return
    done = formatted(editor.layout_, ranges, change, editor.writer())
    editor.apply(done.section, name, suggestion=done.suggestion)


def _chosen(editor: SectionEditor) -> list[Range]:
    cursor = editor.textCursor()
    return selected_ranges(editor, cursor) if cursor.hasSelection() else []


def _word_at(editor: SectionEditor) -> Range:
    cursor = editor.textCursor()
    cursor.select(cursor.SelectionType.WordUnderCursor)
    return selected_range(editor, cursor)


# ---- links


def set_link(editor: SectionEditor, address: str) -> None:
    """Links the selection, or changes the link around the caret. Without either, the address itself is put in.

    An empty address takes the link away.
    """
    editor.reconcile()
    ranges = _chosen(editor) or _link_around(editor)
    if ranges:
        done = formatted(editor.layout_, ranges, lambda marks: replace(marks, link=address), editor.writer())
        editor.apply(done.section, "Link", suggestion=done.suggestion)
    elif address:
        _put(editor, (Text(Run(address, Marks(link=address))),), "Link")


def _link_around(editor: SectionEditor) -> list[Range]:
    """The stretch with the link that the caret is in."""
    number, offset = editor.places.point_at(editor.layout_, editor.textCursor().position())
    position, start, link = 0, -1, ""
    for run in editor.layout_.lines[number].runs:
        here = run.marks.link if isinstance(run, Run) else ""
        if here != link:
            if link and start <= offset <= position:
                break
            start, link = position, here
        position += len(run) if isinstance(run, Run) else 1
    return [(Point(number, start), Point(number, position))] if link and start <= offset <= position else []


# ---- shapes


def set_style(editor: SectionEditor, style: str) -> None:
    """Puts the chosen paragraphs into a style; into running text where they all are in it already.

    In an empty section, and beside a table with nothing there yet, a paragraph is made for it.
    """
    editor.reconcile()
    number = editor.textCursor().block().blockNumber()
    if editor.layout_.lines[number].head.role == "filler" and not editor.textCursor().hasSelection():
        add_paragraph_beside(editor, editor.layout_.block_at[number], behind=False)
    numbers = _chosen_lines(editor)
    shapes = [editor.layout_.lines[number].head.shape for number in numbers]
    if style != "body" and shapes and all(style_of(shape) == style for shape in shapes):
        plain = body_shape(editor.section)
        _shape(editor, numbers, lambda shape: plain, "Style")
    else:
        _shape(editor, numbers, lambda shape: in_style(style, shape), "Style")


def indent(editor: SectionEditor) -> None:
    """Puts items and headings one level further in."""
    editor.reconcile()
    _shape(editor, _chosen_lines(editor), deeper, "Further in")


def outdent(editor: SectionEditor) -> None:
    """Puts items and headings one level further out."""
    editor.reconcile()
    _shape(editor, _chosen_lines(editor), lambda shape: shallower(shape, editor.section), "Further out")


def restart_numbering(editor: SectionEditor) -> None:
    """Begins a new count with the item at the caret; or no longer."""

    def change(shape: Shape) -> Shape:
        return replace(shape, restart=not shape.restart) if isinstance(shape, ListShape) else shape

    editor.reconcile()
    _shape(editor, _chosen_lines(editor)[:1], change, "Numbering")


def _shape(editor: SectionEditor, numbers: list[int], change: Callable[[Shape], Shape], name: str) -> None:
    done = shaped(editor.layout_, numbers, change, editor.writer())
    editor.apply(done.section, name, suggestion=done.suggestion)


def _chosen_lines(editor: SectionEditor) -> list[int]:
    """The numbers of the lines that are selected at least in part."""
    out: list[int] = []
    for start, end in selected_ranges(editor, editor.textCursor()):
        last = end.line if end.offset > 0 or end.line == start.line else end.line - 1
        out.extend(number for number in range(start.line, last + 1))
    return [number for number in out if editor.layout_.lines[number].head.role == "text"]


# ---- objects in the line


def insert_footnote(editor: SectionEditor) -> None:
    """Puts the call of a footnote at the caret, and the caret into its body."""
    note = Footnote(new_id())
    cursor = editor.textCursor()
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)
    if current_line(editor).head.role == "note":
        editor.refused.emit("A footnote cannot stand in a footnote.")
    elif _put(editor, (Text(Run(note)),), "Footnote"):
        _caret(editor, note.id)


def insert_reference(editor: SectionEditor, target: str, form: str = "number") -> None:
    """Refers to the part of the strategy with this id."""
    _put_object(editor, CrossReference(new_id(), target, form), "Cross-reference")  # type: ignore[arg-type]


def insert_fact(editor: SectionEditor, key: str) -> None:
    """Puts a detail that is used throughout at the caret."""
    _put_object(editor, FactField(new_id(), key), "Detail")


def change_object(editor: SectionEditor, item: InlineObject, name: str) -> None:
    """An object as it is now takes the place of the one with its id; suggested, that one is struck."""
    editor.reconcile()
    for number, line in enumerate(editor.layout_.lines):
        offset = 0
        for run in line.runs:
            if isinstance(run, Run) and not isinstance(run.content, str) and run.content.id == item.id:
                new = replace(item, id=new_id()) if editor.writer().suggesting else item
                piece = Text(Run(new, run.marks))
                editor.edit([Edit(Point(number, offset), Point(number, offset + 1), (piece,), explicit=True)], name)
                return
            offset += len(run) if isinstance(run, Run) else 1


def go_to_note(editor: SectionEditor, note: Footnote) -> None:
    """Puts the caret into the body of a footnote."""
    _caret(editor, note.id)


def _put_object(editor: SectionEditor, item: InlineObject, name: str) -> None:
    _put(editor, (Text(Run(item)),), name)


def _put(editor: SectionEditor, pieces: tuple[Piece, ...], name: str) -> bool:
    editor.reconcile()
    ranges = selected_ranges(editor, editor.textCursor())
    edits = [Edit(start, end, pieces if number == 0 else ()) for number, (start, end) in enumerate(ranges)]
    return editor.edit(edits[::-1], name)


# ---- units


def insert_table(editor: SectionEditor, rows: int, columns: int) -> None:
    """Puts an empty table behind the caret, and the caret into its first cell."""
    table = new_table(rows, columns)
    insert_unit(editor, table, "Table", table.rows[0].cells[0].blocks[0].id)


def insert_figure(editor: SectionEditor, figure: Figure) -> None:
    """Puts a picture behind the caret, and the caret into its caption."""
    insert_unit(editor, figure, "Picture", figure.caption.id)


def insert_chart(editor: SectionEditor, chart: Chart) -> None:
    """Puts a chart that is drawn from a table behind the caret, and the caret into its caption."""
    insert_unit(editor, chart, "Chart", chart.caption.id)


def insert_box(editor: SectionEditor, kind: BoxKind = "case-study") -> None:
    """Puts a box behind the caret, and the caret into its title."""
    box = Box(new_id(), Paragraph(new_id()), (Paragraph(new_id()),), kind)
    insert_unit(editor, box, "Box", box.title.id)


def insert_page_break(editor: SectionEditor) -> None:
    """What follows the caret starts on a new page."""
    insert_unit(editor, PageBreak(new_id()), "Page break")


def insert_live(editor: SectionEditor, kind: LiveKind) -> None:
    """Puts a list that is drawn from details behind the caret."""
    insert_unit(editor, Live(new_id(), kind), "List drawn from details")


def insert_unit(editor: SectionEditor, unit: UnitBlock, name: str, caret: str = "") -> None:
    """Puts a unit where the caret is: into the text, or behind the table, box or picture that the caret is in."""
    editor.reconcile()
    line = current_line(editor)
    if line.head.role == "text" and line.head.container == ROOT:
        done = _put(editor, (Unit(unit),), name)
    else:
        done = _put_behind(editor, unit, name)
    if done and caret:
        _caret(editor, caret)


def _put_behind(editor: SectionEditor, unit: UnitBlock, name: str) -> bool:
    number = editor.layout_.block_at[editor.textCursor().block().blockNumber()]
    section, writer = editor.section, editor.writer()
    suggestion = new_id() if writer.suggesting else ""
    added = with_change(unit, BlockChange(insertion=suggestion))
    if number >= len(section.blocks):
        after = replace(section, blocks=(*section.blocks, added))
    else:
        after = with_block(section, number, section.blocks[number], added)
    return editor.apply(after, name, suggestion=suggestion)


def _caret(editor: SectionEditor, line: str) -> None:
    spot = Spot(line, 0)
    editor.select(Selection(spot, spot))
    editor.ensureCursorVisible()


def change_unit(editor: SectionEditor, unit: UnitBlock, name: str) -> None:
    """A unit as it is now takes the place of the one with its id: other looks, words for those who cannot see it…"""
    editor.reconcile()
    number = next((k for k, block in enumerate(editor.section.blocks) if block.id == unit.id), None)
    if number is not None:
        editor.apply(with_block(editor.section, number, unit), name)


def remove_unit(editor: SectionEditor, id: str) -> None:
    """Takes a unit out; suggested, it is struck."""
    editor.reconcile()
    numbers = [number for number, line in enumerate(editor.layout_.lines) if line.head.owner == id]
    if not numbers:
        return
    first = editor.layout_.lines[numbers[0]].head
    start = Point(numbers[0], 0 if first.container == ROOT else -1)
    following = numbers[-1] + 1
    last = editor.layout_.lines[numbers[-1]]
    if last.head.container == ROOT:
        editor.edit([Edit(start, Point(numbers[-1], last.size))], "Remove")
    else:
        behind = editor.layout_.lines[following].head
        editor.edit([Edit(start, Point(following, 0 if behind.container == ROOT else -1))], "Remove")


def add_paragraph_beside(editor: SectionEditor, number: int, *, behind: bool) -> None:
    """An empty paragraph before or behind the block ``number``, with the caret in it."""
    section, writer = editor.section, editor.writer()
    suggestion = new_id() if writer.suggesting else ""
    shape = body_shape(section)
    fresh: Block = Paragraph(new_id(), numbered=getattr(shape, "numbered", False))
    if suggestion:
        fresh = replace(fresh, ending=BlockChange(insertion=suggestion, identity="goes"))
    at = min(number + behind, len(section.blocks))
    after = replace(section, blocks=(*section.blocks[:at], fresh, *section.blocks[at:]))
    spot = Spot(fresh.id, 0)
    editor.apply(after, "New paragraph", Selection(spot, spot), suggestion)
