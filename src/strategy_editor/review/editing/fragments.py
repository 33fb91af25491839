"""Fragments: what is copied out of a section and pasted into one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    UNCHANGED,
    Block,
    Paragraph,
    Row,
    Table,
    TextBlock,
    text_block,
    with_change,
)
from strategy_editor.model.grid import without
from strategy_editor.model.text import Run, Runs, map_runs
from strategy_editor.model.tree import copied, ids_in, map_block_runs
from strategy_editor.review.editing.lines import ROOT, Layout, Line
from strategy_editor.review.editing.pieces import (
    Break,
    Piece,
    Text,
    Unit,
    deletion_of,
    divided,
    pieces_of,
    rebuilt,
    total,
)
from strategy_editor.review.editing.replacing import BEFORE, Point


class Fragment(Struct, frozen=True):
    """Some blocks. ``ends``: the last one is there with its end, so that what follows is a paragraph of its own.

    A fragment of one text block that does not end is just words.
    """

    blocks: tuple[Block, ...] = ()
    ends: bool = False

    @property
    def is_words(self) -> bool:
        """Whether it is part of one line."""
        return not self.ends and len(self.blocks) <= 1 and all(isinstance(block, TEXT_BLOCKS) for block in self.blocks)


# ---- copying


def fragment_between(layout: Layout, start: Point, end: Point) -> Fragment:
    """What stands between two points, as it would read if its suggestions were accepted."""
    first, last = layout.lines[start.line].head, layout.lines[end.line].head
    if start == end:
        return Fragment()
    if first.home == last.home and (first.container != ROOT or first.role in ("caption", "note")):
        return _settled(_inner(layout, start, end))
    blocks = layout.section.blocks
    low, high = layout.block_at[start.line], layout.block_at[end.line]
    stream = pieces_of(blocks[low : high + 1])
    offset = start.offset if first.role == "text" and first.container == ROOT else 0
    stop = total(pieces_of(blocks[low:high])) + _reach(layout, end)
    return _settled(_between(stream, offset, stop))


def _reach(layout: Layout, end: Point) -> int:
    """How much of the last block belongs to a fragment that ends at ``end``: of a unit, all or nothing."""
    head = layout.lines[end.line].head
    if head.role in ("filler", "note") or end.offset == BEFORE:
        return 0
    if head.role == "text" and head.container == ROOT:
        return end.offset
    first = end.line == 0 or layout.lines[end.line - 1].head.owner != head.owner
    return 0 if first and end.offset == 0 else 1


def _inner(layout: Layout, start: Point, end: Point) -> list[Piece]:
    """The pieces of lines in one cell, box, caption or footnote."""
    out: list[Piece] = []
    for number in range(start.line, end.line + 1):
        line = layout.lines[number]
        block = _as_block(layout, line)
        low = start.offset if number == start.line else 0
        high = end.offset if number == end.line else line.size + 1
        out += _between(pieces_of((block,)), max(0, low), high)
    return out


def _as_block(layout: Layout, line: Line) -> TextBlock:
    runs = tuple(run for run in line.runs if isinstance(run, Run))
    return (
        Paragraph(line.head.id, runs) if line.head.role != "text" else text_block(line.head.id, line.head.shape, runs)
    )


def _between(stream: Sequence[Piece], start: int, stop: int) -> list[Piece]:
    _, rest = divided(stream, start)
    inside, _ = divided(rest, max(0, stop - start))
    return inside


def cells_between(table: Table, rows: range, columns: range) -> Fragment:
    """The part of a table that a rectangle of places selects, as a table of its own."""
    gone_rows = {row.id for number, row in enumerate(table.rows) if number not in rows}
    gone_columns = {column.id for number, column in enumerate(table.columns) if number not in columns}
    part = without(table, gone_rows, gone_columns)
    caption = replace(part.caption, runs=()) if gone_rows or gone_columns else part.caption
    return _settled([Unit(replace(part, caption=caption))])


def _settled(pieces: Iterable[Piece]) -> Fragment:
    """Pieces as a fragment, without what is struck out, and without the marks of suggestions."""
    kept = [_plain(piece) for piece in pieces if not deletion_of(piece)]
    ends = bool(kept) and not isinstance(kept[-1], Text)
    blocks = rebuilt(kept).blocks
    return Fragment(tuple(_plain_block(block) for block in blocks), ends)


def _plain(piece: Piece) -> Piece:
    match piece:
        case Text(run, owner):
            return Text(Run(run.content, replace(run.marks, insertion="", deletion="", former=None)), owner)
        case Break(_, owner):
            return Break(UNCHANGED, owner)
        case Unit(block):
            return Unit(with_change(block, UNCHANGED))


def _plain_block(block: Block) -> Block:
    if isinstance(block, TEXT_BLOCKS):
        return replace(block, former=None, ending=UNCHANGED)
    if isinstance(block, Table):
        rows = {row.id for row in block.rows if row.change.deletion}
        columns = {column.id for column in block.columns if column.change.deletion}
        block = without(block, rows, columns)
        block = replace(
            block,
            rows=tuple(_plain_row(row) for row in block.rows),
            columns=tuple(replace(column, change=UNCHANGED) for column in block.columns),
        )
    return map_block_runs(block, plain_runs)


def _plain_row(row: Row) -> Row:
    cells = tuple(replace(cell, change=UNCHANGED) for cell in row.cells)
    return replace(row, cells=cells, change=UNCHANGED)


def plain_runs(runs: Runs) -> Runs:
    """Text as if its suggestions were accepted."""

    def change(run: Run) -> Run | None:
        if run.marks.deletion:
            return None
        return Run(run.content, replace(run.marks, insertion="", former=None))

    return map_runs(runs, change)


# ---- pasting


def arriving(fragment: Fragment, known: Container[str], comment: Callable[[str], str]) -> Fragment:
    """A fragment as it may be pasted: with ids of its own where its ids are known already.

    ``comment`` says under which id a comment goes on here; empty if it does not come along.
    """
    blocks = fragment.blocks
    if any(id in known for id in ids_in(blocks)):
        blocks = copied(blocks)

    def change(run: Run) -> Run:
        if not run.marks.comments:
            return run
        comments = tuple(sorted({here for each in run.marks.comments if (here := comment(each))}))
        return Run(run.content, replace(run.marks, comments=comments))

    blocks = tuple(map_block_runs(block, lambda runs: map_runs(runs, change)) for block in blocks)
    return Fragment(blocks, fragment.ends)


def pieces_to_paste(fragment: Fragment, *, into_empty: bool) -> tuple[Piece, ...]:
    """The pieces of a fragment. Words alone belong to the paragraph that they are pasted into.

    So do the words behind the last break, unless the paragraph was empty and takes their shape (``into_empty``).
    """
    pieces = pieces_of(fragment.blocks)
    if not fragment.ends and pieces and isinstance(pieces[-1], Break):
        pieces.pop()
        number = len(pieces)
        while number and isinstance(pieces[number - 1], Text):
            number -= 1
        if number == 0 or not into_empty:
            pieces[number:] = [Text(piece.run) for piece in pieces[number:] if isinstance(piece, Text)]
    return tuple(pieces)
