"""An incoming document with all its changes accepted or rejected, and the walk through its paragraphs.

A view holds no revisions. A paragraph whose ending mark is gone is joined with the next one in the same cell or story,
and takes that one's shape, as Word does it; ``numbers`` then names all of which it was made. The oracle of these
functions is LibreOffice's own accepting and rejecting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.incoming.values import (
    Block,
    Bookmark,
    Cell,
    Incoming,
    Note,
    Paragraph,
    Revision,
    Row,
    Run,
    Story,
    Table,
    TextBox,
)

View = Literal["accepted", "rejected"]


class Located(Struct, frozen=True):
    """A paragraph and where it stands: the key of its story (``body``, ``footnote:2``, ``box:7``…) and its cells.

    ``path`` has one (table, row, cell) for each table round it, outermost first; paragraphs of equal story and path
    are neighbours that may be joined. ``row_insertion`` and ``row_deletion`` are those of its rows, the outermost
    change first found.
    """

    paragraph: Paragraph
    story: str = "body"
    path: tuple[tuple[int, int, int], ...] = ()
    row_insertion: Revision | None = None
    row_deletion: Revision | None = None


def paragraphs_of(blocks: Iterable[Block], *, boxes: bool = False) -> Iterator[Paragraph]:
    """The paragraphs in reading order, those in cells included; with ``boxes`` those in text boxes too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            if boxes:
                for run in block.runs:
                    if isinstance(run.thing, TextBox):
                        yield from paragraphs_of(run.thing.blocks, boxes=True)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks, boxes=boxes)


def located(document: Incoming) -> Iterator[Located]:
    """Every paragraph of the file: body, then notes, headers and footers; a text box after its paragraph."""
    yield from _located(document.blocks, "body", (), None, None)
    for key, note in document.notes.items():
        yield from _located(note.blocks, key, (), None, None)
    for index, story in enumerate(document.stories):
        yield from _located(story.blocks, f"{story.kind}:{index}", (), None, None)


def _located(
    blocks: Iterable[Block],
    story: str,
    path: tuple[tuple[int, int, int], ...],
    insertion: Revision | None,
    deletion: Revision | None,
) -> Iterator[Located]:
    tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Located(block, story, path, insertion, deletion)
            for index, run in enumerate(block.runs):
                if isinstance(run.thing, TextBox):
                    yield from _located(run.thing.blocks, f"box:{block.numbers[0]}:{index}", (), insertion, deletion)
            continue
        for row_index, row in enumerate(block.rows):
            for cell_index, cell in enumerate(row.cells):
                inside = (*path, (tables, row_index, cell_index))
                yield from _located(cell.blocks, story, inside, insertion or row.insertion, deletion or row.deletion)
        tables += 1


# ---- accepting and rejecting everything


def accepted(document: Incoming) -> Incoming:
    """The document as it reads with every change accepted."""
    return _viewed(document, "accepted")


def rejected(document: Incoming) -> Incoming:
    """The document as it read before any change."""
    return _viewed(document, "rejected")


def _viewed(document: Incoming, view: View) -> Incoming:
    def seen(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return viewed_blocks(blocks, view)

    return replace(
        document,
        blocks=seen(document.blocks),
        notes={key: Note(note.kind, seen(note.blocks)) for key, note in document.notes.items()},
        stories=tuple(Story(story.kind, seen(story.blocks)) for story in document.stories),
        revisions=(),
    )


def viewed_blocks(blocks: tuple[Block, ...], view: View) -> tuple[Block, ...]:
    """The blocks of one story or cell with all changes accepted or rejected."""
    out: list[Block] = []
    waiting: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Table):
            _let_go(waiting, out)
            waiting = None
            table = _table(block, view)
            if table is not None:
                out.append(table)
            continue
        plain = _paragraph(block, view)
        joined = plain if waiting is None else _joined(waiting, plain)
        if _is_gone(block.insertion, block.deletion, view):
            waiting = joined
        else:
            waiting = None
            out.append(joined)
    _let_go(waiting, out)
    return tuple(out)


def _is_gone(insertion: Revision | None, deletion: Revision | None, view: View) -> bool:
    return (deletion if view == "accepted" else insertion) is not None


def _let_go(waiting: Paragraph | None, out: list[Block]) -> None:
    """A paragraph without its mark, and nothing that it could be joined to: it stays only where it says something."""
    if waiting is not None and waiting.runs:
        out.append(waiting)
    elif waiting is not None and waiting.bookmarks and out and isinstance(out[-1], Paragraph):
        out[-1] = replace(out[-1], numbers=out[-1].numbers + waiting.numbers)


def _paragraph(block: Paragraph, view: View) -> Paragraph:
    """Without revisions; the places of bookmarks move with the text that stays."""
    runs = tuple(_run(run, view) for run in block.runs if not _is_gone(run.insertion, run.deletion, view))
    shape = block.former.shape if block.former is not None and view == "rejected" else block.shape
    return Paragraph(
        numbers=block.numbers,
        runs=_merged(runs),
        shape=shape,
        bookmarks=tuple(replace(mark, offset=seen_offset(block, mark.offset, view)) for mark in block.bookmarks),
        contents=block.contents,
        new_section=block.new_section,
    )


def seen_offset(paragraph: Paragraph, offset: int, view: View) -> int:
    """Where a place of the paragraph as read comes to lie in a view of it."""
    at = seen = 0
    for run in paragraph.runs:
        if at >= offset:
            break
        if not _is_gone(run.insertion, run.deletion, view):
            seen += min(len(run.text), offset - at)
        at += len(run.text)
    return seen


def _run(run: Run, view: View) -> Run:
    looks = run.former.looks if run.former is not None and view == "rejected" else run.looks
    thing = run.thing
    if isinstance(thing, TextBox):
        thing = replace(thing, blocks=viewed_blocks(thing.blocks, view))
    return Run(run.text, looks, thing=thing, field=run.field)


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and not last.thing and not run.thing and last.looks == run.looks and last.field == run.field:
            out[-1] = Run(last.text + run.text, run.looks, field=run.field)
        else:
            out.append(run)
    return tuple(out)


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    by = len(first.text)
    moved = tuple(Bookmark(mark.name, mark.offset + by, mark.copied) for mark in second.bookmarks)
    return Paragraph(
        numbers=first.numbers + second.numbers,
        runs=_merged((*first.runs, *second.runs)),
        shape=second.shape,
        bookmarks=first.bookmarks + moved,
        contents=first.contents and second.contents,
        new_section=second.new_section,
    )


def _table(table: Table, view: View) -> Table | None:
    """Without the rows and cells that are gone; None where nothing is left."""
    rows = [
        replace(row, cells=_cells(row.cells, view), insertion=None, deletion=None)
        for row in table.rows
        if not _is_gone(row.insertion, row.deletion, view)
    ]
    kept = reaching([row for row in rows if row.cells])
    return replace(table, rows=kept) if kept else None


def _cells(cells: tuple[Cell, ...], view: View) -> tuple[Cell, ...]:
    return tuple(
        replace(cell, blocks=viewed_blocks(cell.blocks, view), insertion=None, deletion=None)
        for cell in cells
        if not _is_gone(cell.insertion, cell.deletion, view)
    )


def reaching(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with each cell's ``row_span`` counted from the continued cells below it."""
    below: dict[int, int] = {}
    out: list[Row] = []
    lines = list(rows)
    for index in range(len(lines) - 1, -1, -1):
        reach: dict[int, int] = {}
        cells: list[Cell] = []
        for cell in lines[index].cells:
            depth = below.get(cell.column, 0) + 1
            continued = cell.continued and index > 0
            if continued:
                reach[cell.column] = depth
            cells.append(replace(cell, continued=continued, row_span=0 if continued else depth))
        below = reach
        out.append(replace(lines[index], cells=tuple(cells)))
    out.reverse()
    return tuple(out)
