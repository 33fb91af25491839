"""What a writer can do to the table that the caret is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.clipboard import selected_cells
from strategy_editor.app.editor.commands import remove_unit
from strategy_editor.app.editor.state import current_line
from strategy_editor.foundation.errors import Refused
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Alignment, Table
from strategy_editor.model.figures import read_figure
from strategy_editor.model.grid import placed
from strategy_editor.model.sums import totals
from strategy_editor.review.editing import tables
from strategy_editor.review.editing.comments import with_comments_kept
from strategy_editor.review.editing.lines import Spot
from strategy_editor.review.editing.marking import Writer
from strategy_editor.review.editing.replacing import with_block

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

NO_TABLE = "Put the caret into a table first."


class Chosen(NamedTuple):
    """The table that the caret is in, the number of its block, and the rows and columns that are chosen."""

    table: Table
    number: int
    rows: range
    columns: range
    cell: str


def chosen(editor: SectionEditor) -> Chosen | None:
    """What of a table is chosen; None outside tables."""
    editor.reconcile()
    line = current_line(editor)
    place = line.head.place
    if line.head.grid is None or line.head.grid.frame != "table" or place is None:
        return None
    number = editor.layout_.block_at[editor.textCursor().block().blockNumber()]
    table = editor.section.blocks[number]
    assert isinstance(table, Table)
    rectangle = selected_cells(editor, editor.textCursor())
    if rectangle is not None:
        return Chosen(table, number, rectangle[1], rectangle[2], place.id)
    rows, columns = range(place.row, place.row + place.rows), range(place.column, place.column + place.columns)
    return Chosen(table, number, rows, columns, place.id)


TableChange = Callable[[Chosen, Writer, str], Table | None]


def _change(editor: SectionEditor, name: str, change: TableChange, *, tracked: bool = False) -> None:
    """Does something to the table. ``tracked``: it can be suggested; other things are done directly or not at all."""
    found = chosen(editor)
    if found is None:
        editor.refused.emit(NO_TABLE)
        return
    writer = editor.writer()
    suggestion = new_id() if writer.suggesting and tracked else ""
    try:
        table = change(found, writer, suggestion)
    except Refused as reason:
        editor.refused.emit(str(reason))
        return
    if table is None:
        remove_unit(editor, found.table.id)
        return
    caret = Selection(*[_caret_in(table, found)] * 2) if table != found.table else None
    after = with_comments_kept(editor.section, with_block(editor.section, found.number, table))
    editor.apply(after, name, caret, suggestion)


def _caret_in(table: Table, found: Chosen) -> Spot:
    """Where the caret goes: into its cell, or into the one that stands where that stood."""
    here = [each for each in placed(table) if each.cell.id == found.cell]
    row, column = min(found.rows.start, len(table.rows) - 1), min(found.columns.start, len(table.columns) - 1)
    there = [
        each
        for each in placed(table)
        if each.row <= row < each.row + each.rows and each.column <= column < each.column + each.columns
    ]
    place = next(iter((*here, *there, *placed(table))))
    return Spot(place.cell.blocks[0].id, 0)


# ---- rows and columns


def row_above(editor: SectionEditor) -> None:
    """A new row above the chosen one."""
    _change(editor, "Row", lambda c, _, s: tables.with_row(c.table, c.rows.start, s), tracked=True)


def row_below(editor: SectionEditor) -> None:
    """A new row below the chosen one."""
    _change(editor, "Row", lambda c, _, s: tables.with_row(c.table, c.rows.stop, s), tracked=True)


def column_before(editor: SectionEditor) -> None:
    """A new column to the left of the chosen one."""
    _change(editor, "Column", lambda c, _, s: tables.with_column(c.table, c.columns.start, s), tracked=True)


def column_behind(editor: SectionEditor) -> None:
    """A new column to the right of the chosen one."""
    _change(editor, "Column", lambda c, _, s: tables.with_column(c.table, c.columns.stop, s), tracked=True)


def remove_rows(editor: SectionEditor) -> None:
    """Takes the chosen rows out; with the last of them the table goes."""
    _change(editor, "Remove row", lambda c, w, s: tables.without_rows(c.table, c.rows, w, s), tracked=True)


def remove_columns(editor: SectionEditor) -> None:
    """Takes the chosen columns out; with the last of them the table goes."""
    _change(editor, "Remove column", lambda c, w, s: tables.without_columns(c.table, c.columns, w, s), tracked=True)


def remove_table(editor: SectionEditor) -> None:
    """Takes the table out; suggested, it is struck."""
    found = chosen(editor)
    if found is None:
        editor.refused.emit(NO_TABLE)
    else:
        remove_unit(editor, found.table.id)


def row_up(editor: SectionEditor) -> None:
    """Moves the row one up."""
    _change(editor, "Move row", lambda c, _, s: tables.moved_row(c.table, c.rows.start, -1, s), tracked=True)


def row_down(editor: SectionEditor) -> None:
    """Moves the row one down."""
    _change(editor, "Move row", lambda c, _, s: tables.moved_row(c.table, c.rows.start, 1, s), tracked=True)


def column_left(editor: SectionEditor) -> None:
    """Moves the column one to the left."""
    _direct(editor, "Move column", lambda c: tables.moved_column(c.table, c.columns.start, -1))


def column_right(editor: SectionEditor) -> None:
    """Moves the column one to the right."""
    _direct(editor, "Move column", lambda c: tables.moved_column(c.table, c.columns.start, 1))


def sort(editor: SectionEditor, *, descending: bool = False) -> None:
    """Puts the rows between headers and totals in the order of the chosen column."""
    _direct(editor, "Sort", lambda c: tables.sorted_rows(c.table, c.columns.start, sort_key, descending=descending))


def merge_cells(editor: SectionEditor) -> None:
    """Makes one cell of those that are chosen."""
    _direct(editor, "Merge cells", lambda c: tables.merged(c.table, c.rows, c.columns))


def split_cell(editor: SectionEditor) -> None:
    """Makes single cells of one that reaches over several places."""
    _direct(editor, "Split cell", lambda c: tables.split(c.table, c.cell))


def _direct(editor: SectionEditor, name: str, change: Callable[[Chosen], Table]) -> None:
    """What no suggestion can say."""
    if editor.host.suggesting:
        editor.refused.emit(tables.TRACKED)
    else:
        _change(editor, name, lambda c, *_: change(c))


# ---- looks


def toggle_header_row(editor: SectionEditor) -> None:
    """The first row names the columns, or no longer does."""
    _change(editor, "Header row", lambda c, *_: tables.with_header_row(c.table))


def toggle_header_column(editor: SectionEditor) -> None:
    """The first column names the rows, or no longer does."""
    _change(editor, "Header column", lambda c, *_: tables.with_header_column(c.table))


def toggle_total_row(editor: SectionEditor) -> None:
    """The row adds up those above it: its sums are put in, and it is drawn as such; or no longer."""

    def change(found: Chosen, *_: object) -> Table:
        index = found.rows.start
        table = tables.with_total(found.table, index)
        return totals(table, index) if table.rows[index].total else table

    _change(editor, "Total row", change)


def update_totals(editor: SectionEditor) -> None:
    """Adds up all total rows anew."""

    def change(found: Chosen) -> Table:
        table = found.table
        for index, row in enumerate(table.rows):
            if row.total:
                table = totals(table, index)
        return table

    _direct(editor, "Totals", change)


def align(editor: SectionEditor, alignment: Alignment) -> None:
    """Aligns the chosen columns."""
    _change(editor, "Alignment", lambda c, *_: tables.aligned(c.table, c.columns, alignment))


def toggle_landscape(editor: SectionEditor) -> None:
    """The table stands on a page of its own, lying on its side; or no longer."""
    _change(editor, "Landscape", lambda c, *_: replace(c.table, landscape=not c.table.landscape))


# ---- figures in words


def sort_key(words: str) -> tuple[int, float, str]:
    """Figures before words, by size; words by letter, whatever their case; empty cells last."""
    figure = read_figure(words) if words else None
    if figure is not None:
        return 0, figure[0], ""
    return (1, 0.0, words.casefold()) if words else (2, 0.0, "")


def go_to_cell(editor: SectionEditor, *, forward: bool) -> bool:
    """To the next or the previous cell; behind the last one a row is added. False outside tables."""
    found = chosen(editor)
    if found is None:
        return False
    cells = [each.cell for each in placed(found.table)]
    at = next((number for number, cell in enumerate(cells) if cell.id == found.cell), 0) + (1 if forward else -1)
    if at == len(cells):
        end = len(found.table.rows)
        _change(editor, "Row", lambda c, _, s: tables.with_row(c.table, end, s), tracked=True)
        found = chosen(editor)
        cells = [each.cell for each in placed(found.table) if each.row == end] if found is not None else []
        at = 0
    if 0 <= at < len(cells):
        spot = Spot(cells[at].blocks[0].id, 0)
        editor.select(Selection(spot, spot))
        editor.ensureCursorVisible()
    return True
