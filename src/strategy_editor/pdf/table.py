"""From a table of the manuscript to its strips and its structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from strategy_editor.foundation.colours import mixed
from strategy_editor.manuscript.items import (
    Caption,
    CellItem,
    Inlines,
    ListItems,
    Note,
    Span,
    TableColumn,
    TableItem,
)
from strategy_editor.manuscript.table_grid import Place as GridPlace
from strategy_editor.manuscript.table_grid import header_count, table_grid
from strategy_editor.pdf.bands import PADDING_X, Band, Grid, Placed, RepeatedBand, bands, column_widths
from strategy_editor.pdf.blocks import BlockSetter, Group
from strategy_editor.pdf.errors import CannotSet
from strategy_editor.pdf.fonts import Face
from strategy_editor.pdf.look import INK, TextStyle
from strategy_editor.pdf.objects import text_string
from strategy_editor.pdf.strips import Strip, TextLine, text_strips
from strategy_editor.pdf.tags import Element

_KEPT_WHOLE = 0.22
"""A table lower than this share of the page is not divided."""


class _Cell:
    """A cell of the manuscript with its place in the grid."""

    def __init__(self, place: GridPlace, row: int) -> None:
        self.cell = place.cell
        self.row = row
        self.column = place.column
        self.row_span = place.rows
        self.column_span = place.columns


def caption_inlines(blocks: BlockSetter, caption: Caption) -> Inlines:
    """A caption as it is printed: ``Table 2: Spend by ward``."""
    if not caption.inlines:
        return (Span(caption.label),)
    before, after = blocks.wording.around("caption", "caption", label=caption.label)
    plain = tuple(replace(inline, bold=False) if isinstance(inline, Span) else inline for inline in caption.inlines)
    return (Span(before), *plain, *((Span(after),) if after else ()))


def table_groups(
    item: TableItem, parent: Element, blocks: BlockSetter, width: float, page_height: float
) -> Iterator[Group]:
    """Caption, rows and source of a table, each to be followed by its space."""
    look = blocks.look
    element = parent.child("Table", attributes=_table_attributes(item))
    anchors = (item.anchor, item.caption.anchor if item.caption else "")
    caption: list[Strip] = []
    if item.caption is not None:
        paragraph = blocks.setter.paragraph(
            caption_inlines(blocks, item.caption), look.caption, element.child("Caption"), anchors=anchors
        )
        caption = text_strips(paragraph, width, keep_with_next=True)
        yield caption, look.caption.after
    count, cells = _laid_out(item)
    columns = _columns(item, count)
    edges = _edges(column_widths(columns, _naturals(blocks, item, columns, cells), width))
    totals = frozenset(index for index, row in enumerate(item.rows) if row.total)
    grid = Grid(edges, totals, len(item.rows), page_height)
    if item.caption is not None and item.caption.label:
        grid.continued = _continued(blocks, item.caption, width)
    strips = _bands(item, cells, columns, grid, element, blocks)
    if strips and not caption:
        strips[0].own_anchors = tuple(filter(None, anchors))
    yield list(strips), 0.0 if item.source else look.source.after
    if item.source and strips:
        strips[-1].stick = True
        source = blocks.setter.paragraph(
            (Span(blocks.wording.say("source", source=item.source)),), look.source, parent.child("P")
        )
        yield text_strips(source, width), look.source.after


def _table_attributes(item: TableItem) -> str:
    return f"<</O/Table/Summary {text_string(item.description)}>>" if item.description else ""


def _continued(blocks: BlockSetter, caption: Caption, width: float) -> Sequence[Strip]:
    text = f"{caption.label} ({blocks.wording.say('table.continued')})"
    paragraph = blocks.setter.paragraph((Span(text),), blocks.look.continued, None)
    strips = text_strips(paragraph, width, artifact=True, keep_with_next=True)
    strips[-1].height += blocks.look.continued.after
    for strip in strips:
        strip.is_repeat = True
    return strips


# ---- the grid


def _laid_out(item: TableItem) -> tuple[int, list[_Cell]]:
    """How many columns there are, and every cell at its place."""
    width, lines = table_grid(item)
    return width, [_Cell(place, row) for row, places in enumerate(lines) for place in places]


def _columns(item: TableItem, width: int) -> list[TableColumn]:
    return [*item.columns, *(TableColumn() for _ in range(width - len(item.columns)))]


def _edges(widths: Sequence[float]) -> list[float]:
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _naturals(
    blocks: BlockSetter, item: TableItem, columns: Sequence[TableColumn], cells: Sequence[_Cell]
) -> list[tuple[float, float]]:
    """For each column what its longest word and its longest line want, from the cells that stand in it alone."""
    least = [0.0] * len(columns)
    most = [0.0] * len(columns)
    for cell in cells:
        if cell.column_span == 1:
            style = replace(blocks.look.cell, bold=_is_bold(item, cell))
            low, high = _wanted(cell.cell.items, style)
            least[cell.column] = max(least[cell.column], low + 2 * PADDING_X + 0.5)
            most[cell.column] = max(most[cell.column], high + 2 * PADDING_X + 0.5)
    return list(zip(least, most, strict=True))


def _wanted(items: Sequence[CellItem], style: TextStyle, indent: float = 0.0) -> tuple[float, float]:
    """The width of the longest word and of the longest line of a cell's content."""
    low = high = 0.0
    for item in items:
        if isinstance(item, ListItems):
            inner = indent + 1.6 * style.size
            for entry in item.entries:
                nested: tuple[CellItem, ...] = (entry.children,) if entry.children else ()
                sizes = (_text_width(entry.inlines, style, inner), _wanted(nested, style, inner))
                low, high = max(low, *(size[0] for size in sizes)), max(high, *(size[1] for size in sizes))
        else:
            size = _text_width(item.inlines, style, indent)
            low, high = max(low, size[0]), max(high, size[1])
    return low, high


def _text_width(inlines: Inlines, style: TextStyle, indent: float) -> tuple[float, float]:
    longest = total = 0.0
    for inline in inlines:
        if isinstance(inline, Note):
            total += 0.5 * style.size
            continue
        face = style.family.face(bold=style.bold or inline.bold, italic=style.italic or inline.italic)
        for word in inline.text.split():
            width = _word_width(face, word) * style.size
            longest = max(longest, width)
            total += width + face.space.width * style.size
    return min(longest, 12 * style.size) + indent, total + indent


def _word_width(face: Face, word: str) -> float:
    """In ems; a guess for a word that cannot be set, of which whoever sets it says where it stands."""
    try:
        return face.shape(word).width
    except CannotSet:
        return 0.6 * len(word)


# ---- strips and elements


def _is_bold(item: TableItem, cell: _Cell) -> bool:
    row = item.rows[cell.row]
    return row.header or row.total or cell.cell.header != ""


def _bands(
    item: TableItem,
    cells: Sequence[_Cell],
    columns: Sequence[TableColumn],
    grid: Grid,
    table: Element,
    blocks: BlockSetter,
) -> list[Band]:
    header_rows = header_count(item)
    head = table.child("THead") if 0 < header_rows < len(item.rows) else None
    body = table.child("TBody")
    rows = [(head if head and index < header_rows else body).child("TR") for index in range(len(item.rows))]
    placed = [_placed(item, cell, columns, grid, rows[cell.row], blocks) for cell in cells]
    strips: list[Band] = []
    header: list[Strip] = []
    for first, stop in bands(placed, len(item.rows)):
        inside = [cell for cell in placed if first <= cell.row < stop]
        is_header = stop <= header_rows
        band = Band(grid, first, stop, inside, header=is_header)
        if is_header:
            band.stick = True
            header.append(RepeatedBand(grid, first, stop, [_repeated(cell) for cell in inside]))
        strips.append(band)
    grid.header = header
    body_strips = [strip for strip in strips if not strip.header]
    if sum(strip.height for strip in strips) < _KEPT_WHOLE * grid.page_height:
        for strip in body_strips[:-1]:
            strip.stick = True
    elif len(body_strips) > 2:  # neither end of a table is left with a single row on a page
        body_strips[0].stick = body_strips[-2].stick = True
    return strips


def _placed(
    item: TableItem, cell: _Cell, columns: Sequence[TableColumn], grid: Grid, row: Element, blocks: BlockSetter
) -> Placed:
    look = blocks.look
    source = item.rows[cell.row]
    is_header = source.header
    header = cell.cell.header or ("column" if is_header else "")
    element = row.child("TH" if header else "TD", attributes=_cell_attributes(cell, header))
    strips = blocks.cell(
        cell.cell.items,
        element,
        grid.width(cell.column, cell.column_span) - 2 * PADDING_X,
        alignment=columns[cell.column].alignment,
        bold=_is_bold(item, cell),
        colour=look.header_ink if is_header else INK,
    )
    fill = look.header_fill if is_header else mixed(look.header_fill, 0.45) if source.total else ""
    return Placed(cell.row, cell.column, cell.row_span, cell.column_span, strips, fill=fill)


def _cell_attributes(cell: _Cell, header: str) -> str:
    parts = ["<</O/Table"]
    if header:
        parts.append("/Scope/Row" if header == "row" else "/Scope/Column")
    if cell.row_span > 1:
        parts.append(f"/RowSpan {cell.row_span}")
    if cell.column_span > 1:
        parts.append(f"/ColSpan {cell.column_span}")
    return "".join(parts) + ">>" if len(parts) > 1 else ""


def _repeated(cell: Placed) -> Placed:
    """A header cell as it is said again: the same lines, outside the structure."""
    strips = [
        TextLine(strip.paragraph, strip.index, x=strip.x, space=strip.space, artifact=True)
        for strip in cell.strips
        if isinstance(strip, TextLine)
    ]
    return cell.part(cell.row, cell.row_span, strips)
