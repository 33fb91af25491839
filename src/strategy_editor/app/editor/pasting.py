"""Pasting and dropping: what others put on the clipboard becomes blocks, and the writer is told what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QTimer, QUrl
from PySide6.QtGui import QImage, QTextCursor

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.clipboard import MIME, MOST, Copied, Range, selected_ranges
from strategy_editor.app.editor.table_commands import Chosen, chosen
from strategy_editor.app.pictures import PICTURE_FILES, read_picture
from strategy_editor.foundation.errors import Refused, StrategyError
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import BODY, TEXT_BLOCKS, Block, Figure, Paragraph, Table, TextBlock, reshaped
from strategy_editor.model.grid import placed
from strategy_editor.model.section import Section
from strategy_editor.model.text import clean, runs_from
from strategy_editor.model.tree import copied, ids_in
from strategy_editor.review.editing import tables
from strategy_editor.review.editing.comments import standing_comments, with_comments_kept
from strategy_editor.review.editing.fragments import Fragment, arriving, pieces_to_paste
from strategy_editor.review.editing.lines import ROOT, Projector, Spot
from strategy_editor.review.editing.pieces import Break, Piece, pieces_of
from strategy_editor.review.editing.replacing import Edit, Point, body_shape, replaced, with_block
from strategy_editor.session.drawings import SVG_TYPE
from strategy_editor.web.clipboard.cells import cells_in
from strategy_editor.web.clipboard.reading import read

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

_MOST_PICTURES = 40
_NOT_HERE = "pictures and tables, which have no place inside a cell, a box or a caption"


class Brought(Struct, frozen=True):
    """What is to be pasted, the pictures of its figures by the names that stand in them, and what was left out."""

    fragment: Fragment = Fragment()
    pictures: Mapping[str, bytes] = {}
    left_out: tuple[str, ...] = ()


def can_paste(source: QMimeData) -> bool:
    """Whether there is anything to paste."""
    if source.hasUrls() and all(url.isLocalFile() for url in source.urls()):
        return any(_is_picture(url) for url in source.urls())
    forms = (source.hasFormat(MIME), source.hasFormat(SVG_TYPE), source.hasText(), source.hasHtml(), source.hasImage())
    return any(forms)


def paste(editor: SectionEditor, source: QMimeData, *, plain: bool = False) -> None:
    """Puts what is on the clipboard in the place of what is selected; a range of cells into the table around."""
    editor.reconcile()
    brought = _kept(editor, _read(editor, source, plain=plain))
    fragment = brought.fragment
    if fragment.blocks:
        table, found = _only_table(fragment), chosen(editor)
        if table is not None and found is not None:
            _fill(editor, table, found)
        else:
            ranges = selected_ranges(editor, editor.textCursor())
            brought = replace(brought, left_out=(*brought.left_out, *_unfit(editor, ranges[0], fragment)))
            _put(editor, _fitting(editor, ranges[0], fragment), ranges[0], ranges, "Paste")
            editor.describe_pictures(fragment.blocks)
    _tell(editor, brought)


def drop(editor: SectionEditor, source: QMimeData, position: int, moved: tuple[int, int] | None) -> None:
    """Puts what was dropped at ``position``; from there, ``moved`` (a range of positions) goes."""
    brought = _kept(editor, _read(editor, source, plain=False))
    fragment = brought.fragment
    if not fragment.blocks or (moved is not None and moved[0] <= position <= moved[1]):
        _tell(editor, brought)
        return
    point = editor.places.point_at(editor.layout_, position)
    removed: list[Range] = []
    if moved is not None:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(moved[0])
        cursor.setPosition(moved[1], QTextCursor.MoveMode.KeepAnchor)
        removed = selected_ranges(editor, cursor)
    brought = replace(brought, left_out=(*brought.left_out, *_unfit(editor, (point, point), fragment)))
    fragment = _fitting(editor, (point, point), fragment)
    _put(editor, fragment, (point, point), removed, "Move" if moved is not None else "Drop")
    # whoever drags waits for the end of this event, so nothing may be asked inside it
    QTimer.singleShot(0, editor, lambda: editor.describe_pictures(fragment.blocks))
    _tell(editor, brought)


def put_blocks(editor: SectionEditor, blocks: tuple[Block, ...], name: str) -> None:
    """Puts copies of blocks into an empty paragraph, or behind the one that the caret is in."""
    editor.reconcile()
    cursor = editor.textCursor()
    number = cursor.block().blockNumber()
    line = editor.layout_.lines[number]
    point = Point(number, line.size)
    fragment = _fitting(editor, (point, point), Fragment(copied(blocks)))
    if not fragment.blocks:
        return
    fragment, copies = _arriving(editor, fragment, editor.section)
    pieces = pieces_to_paste(fragment, into_empty=True)
    if line.head.role == "text" and line.runs and isinstance(fragment.blocks[0], TEXT_BLOCKS):
        pieces = (Break(), *pieces_of(fragment.blocks)[:-1])
    editor.edit([Edit(point, point, pieces, explicit=True)], name, copies)


def _tell(editor: SectionEditor, brought: Brought) -> None:
    if brought.left_out:
        editor.told.emit(f"Pasted. Left out: {', '.join(brought.left_out)}.")


# ---- putting it in


def _put(editor: SectionEditor, fragment: Fragment, target: Range, removed: Sequence[Range], name: str) -> None:
    """Puts a fragment at ``target`` and takes ``removed`` out, as one act.

    What is gone or struck out then is moved, with its ids and comments; what still stands is copied.
    """
    if not fragment.blocks:
        return
    gone = [Edit(*each) for each in sorted(removed, reverse=True) if each[0] != each[1]]
    try:
        left = editor.outcome_of(gone).section if gone else editor.section
    except Refused as reason:
        editor.refused.emit(str(reason))
        return
    fragment, copies = _arriving(editor, fragment, left)
    put = _edit(editor, *target, fragment)
    others = [each for each in gone if (each.start, each.end) != target]
    wanted = sorted([put, *others], key=lambda each: each.start, reverse=True)
    editor.edit(wanted, name, copies)


def _arriving(editor: SectionEditor, fragment: Fragment, left: Section) -> tuple[Fragment, tuple[tuple[str, str], ...]]:
    """The fragment with ids that are free once only ``left`` is there, and the comments that are copied with it."""
    standing = standing_comments(left.blocks)
    known = (set(editor.host.known_ids()) - set(ids_in(editor.section.blocks))) | set(ids_in(left.blocks))
    copies: dict[str, str] = {}

    def comment(id: str) -> str:
        if not editor.host.has_comment(id):
            return ""
        return copies.setdefault(id, new_id()) if id in standing else id

    return arriving(fragment, known, comment), tuple(copies.items())


def _edit(editor: SectionEditor, start: Point, end: Point, fragment: Fragment) -> Edit:
    """Paragraphs that arrive at the end of one keep their shapes; a heading or item there begins a line of its own."""
    line, last = editor.layout_.lines[start.line], editor.layout_.lines[end.line]
    to_the_end = end.line > start.line or end.offset >= line.size
    at_end = to_the_end and end.offset >= last.size
    empty = start.offset <= 0 and to_the_end
    several = len(fragment.blocks) > 1
    pieces: tuple[Piece, ...] = pieces_to_paste(fragment, into_empty=empty or (at_end and several))
    first = fragment.blocks[0]
    if several and start.offset > 0 and line.head.role == "text" and type(first) in TEXT_BLOCKS[1:]:
        pieces = (Break(), *pieces)
    return Edit(start, end, pieces, explicit=True)


def _unfit(editor: SectionEditor, target: Range, fragment: Fragment) -> tuple[str, ...]:
    units = any(not isinstance(block, TEXT_BLOCKS) for block in fragment.blocks)
    return (_NOT_HERE,) if units and not _takes_units(editor, target) else ()


def _takes_units(editor: SectionEditor, target: Range) -> bool:
    head = editor.layout_.lines[target[0].line].head
    return head.container == ROOT and head.role not in ("note", "caption")


def _fitting(editor: SectionEditor, target: Range, fragment: Fragment) -> Fragment:
    """What of a fragment may stand at a place: inside a cell or a box, of tables only their words."""
    if _takes_units(editor, target) or all(isinstance(block, TEXT_BLOCKS) for block in fragment.blocks):
        return fragment
    blocks = tuple(text for block in fragment.blocks for text in _texts(block))
    return Fragment(blocks, fragment.ends and isinstance(fragment.blocks[-1], TEXT_BLOCKS))


def _texts(block: Block) -> Iterator[TextBlock]:
    if isinstance(block, TEXT_BLOCKS):
        yield block
    elif isinstance(block, Table):
        yield from (text for row in block.rows for cell in row.cells for text in cell.blocks if text.runs)


# ---- cells into a table


def _only_table(fragment: Fragment) -> Table | None:
    block = fragment.blocks[0] if len(fragment.blocks) == 1 else None
    return block if isinstance(block, Table) else None


def _fill(editor: SectionEditor, source: Table, found: Chosen) -> None:
    """Puts the words of a table into the cells from the chosen one on; rows and columns are added where they lack."""
    fragment, copies = _arriving(editor, Fragment((source,)), editor.section)
    source = fragment.blocks[0]  # type: ignore[assignment]
    row, column = found.rows.start, found.columns.start
    writer = editor.writer()
    suggestion = new_id() if writer.suggesting else ""
    try:
        if writer.suggesting:
            after = _filled_by_suggestion(editor, source, found, suggestion)
        else:
            after = with_block(editor.section, found.number, tables.filled(found.table, row, column, source))
    except Refused as reason:
        editor.refused.emit(str(reason))
        return
    spot = Spot(next(each.cell.blocks[0].id for each in placed(found.table) if each.cell.id == found.cell), 0)
    table = after.blocks[found.number]
    assert isinstance(table, Table)
    here = next((each for each in placed(table) if (each.row, each.column) == (row, column)), None)
    spot = Spot(here.cell.blocks[0].id, 0) if here is not None else spot
    editor.apply(with_comments_kept(editor.section, after), "Paste", Selection(spot, spot), suggestion, copies)


def _filled_by_suggestion(editor: SectionEditor, source: Table, found: Chosen, suggestion: str) -> Section:
    """The same as suggestions: new rows and columns; in each cell the old words struck and the new ones inserted."""
    table, row, column = found.table, found.rows.start, found.columns.start
    while len(table.rows) < row + len(source.rows):
        table = tables.with_row(table, len(table.rows), suggestion)
    while len(table.columns) < column + len(source.columns):
        table = tables.with_column(table, len(table.columns), suggestion)
    section = with_block(editor.section, found.number, table)
    given = {(row + each.row, column + each.column): each.cell.blocks for each in placed(source)}
    projector, writer = Projector(), editor.writer(suggestion)
    for place in placed(table):
        blocks = given.get((place.row, place.column))
        if blocks is None:
            continue
        layout = projector.layout(section)
        numbers = [n for n, line in enumerate(layout.lines) if line.head.container == place.cell.id]
        start, end = Point(numbers[0], 0), Point(numbers[-1], layout.lines[numbers[-1]].size)
        pieces = pieces_to_paste(Fragment(blocks), into_empty=start == end)
        section = replaced(layout, Edit(start, end, pieces, explicit=True), writer).section
    return section


# ---- reading what others bring


def _read(editor: SectionEditor, source: QMimeData, *, plain: bool) -> Brought:
    """What something on the clipboard stands for."""
    if plain:
        return Brought(_from_text(editor.section, source.text()[:MOST]))
    if source.hasFormat(MIME):
        return _own(bytes(source.data(MIME).data()))
    if source.hasUrls() and any(_is_picture(url) for url in source.urls()):
        return _from_files([url for url in source.urls() if _is_picture(url)])
    brought = _from_html(editor.section, source.html()) if source.hasHtml() else Brought()
    if all(isinstance(block, Figure) for block in brought.fragment.blocks):
        if source.hasFormat(SVG_TYPE):
            return _figures({"pasted 1": bytes(source.data(SVG_TYPE).data())})
        if source.hasImage():
            return _from_image(source) or brought
    if brought.fragment.blocks:
        return brought
    rows = cells_in(source.text()[:MOST])
    if rows:
        return Brought(Fragment((tables.table_of(rows, header_rows=int(len(rows) > 1)),), ends=True))
    return replace(brought, fragment=_from_text(editor.section, source.text()[:MOST]))


def _own(data: bytes) -> Brought:
    try:
        copied = json.decode(data, type=Copied) if len(data) <= MOST else Copied(Fragment())
    except DecodeError:
        return Brought()
    return Brought(copied.fragment, copied.pictures)


def _from_html(section: Section, text: str) -> Brought:
    arrived = read(text, _local_picture)
    blocks = _in_shape(section, arrived.blocks)
    ends = bool(blocks) and not isinstance(blocks[-1], TEXT_BLOCKS)
    return Brought(Fragment(blocks, ends), arrived.pictures, arrived.left_out)


def _in_shape(section: Section, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Running text of others as it is in the section: numbered where paragraphs take numbers here."""
    body = body_shape(section)
    if body == BODY or len(blocks) < 2:
        return blocks
    return tuple(
        reshaped(block, body) if isinstance(block, Paragraph) and block.kind == "body" else block for block in blocks
    )


def _from_text(section: Section, text: str) -> Fragment:
    paragraphs = clean(text)
    if not text or paragraphs == [""]:
        return Fragment()
    return Fragment(_in_shape(section, tuple(Paragraph(new_id(), runs_from(each)) for each in paragraphs)))


def _from_image(source: QMimeData) -> Brought | None:
    image = source.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return _figures({"pasted 1": bytes(buffer.data().data())})


def _from_files(urls: Sequence[QUrl]) -> Brought:
    pictures: dict[str, bytes] = {}
    left_out: list[str] = []
    for url in urls[:_MOST_PICTURES]:
        path = Path(url.toLocalFile())
        try:
            pictures[path.name or f"pasted {len(pictures) + 1}"] = read_picture(path)
        except StrategyError as error:
            left_out.append(f"{path.name} ({str(error).rstrip('.')})")
    return replace(_figures(pictures), left_out=tuple(left_out))


def _figures(pictures: Mapping[str, bytes]) -> Brought:
    blocks = tuple(Figure(new_id(), name, Paragraph(new_id())) for name in pictures)
    return Brought(Fragment(blocks, ends=True), pictures)


def _is_picture(url: QUrl) -> bool:
    return url.isLocalFile() and Path(url.toLocalFile()).suffix.lower() in PICTURE_FILES


def _local_picture(address: str) -> bytes:
    """A picture that an office program has put beside its HTML: in the folder for temporary files, nowhere else."""
    path = Path(QUrl(address).toLocalFile())
    try:
        inside = path.resolve().is_relative_to(Path(gettempdir()).resolve())
        return read_picture(path) if inside and path.suffix.lower() in PICTURE_FILES else b""
    except (StrategyError, OSError, ValueError):
        return b""


def _kept(editor: SectionEditor, brought: Brought) -> Brought:
    """The same with its pictures kept by the host; those that cannot be used are left out."""
    digests: dict[str, str] = {}
    lost = 0
    for name, data in brought.pictures.items():
        try:
            digests[name] = name if editor.host.picture(name) else editor.host.add_picture(data, name)
        except StrategyError:
            lost += 1
    if not brought.pictures:
        return brought
    blocks = tuple(
        replace(block, picture=digests.get(block.picture, "")) if isinstance(block, Figure) else block
        for block in brought.fragment.blocks
    )
    blocks = tuple(block for block in blocks if not isinstance(block, Figure) or block.picture)
    what = f"{lost} pictures that could not be read" if lost > 1 else "a picture that could not be read"
    left_out = (*brought.left_out, what) if lost else brought.left_out
    return Brought(Fragment(blocks, brought.fragment.ends), brought.pictures, left_out)
