"""Tables as tables: header rows that repeat, rows that do not split, spans, descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from strategy_editor.manuscript.items import (
    HeadingItem,
    ListItems,
    ParagraphItem,
    TableCell,
    TableItem,
    TableRow,
)
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.manuscript.table_grid import table_grid
from strategy_editor.model.blocks import Alignment
from strategy_editor.word import inline
from strategy_editor.word.context import Context
from strategy_editor.word.measure import text_width
from strategy_editor.word.numbering import Number
from strategy_editor.word.styles import table_text_size
from strategy_editor.word.xml import attribute

_JUSTIFY = {"left": "", "right": '<w:jc w:val="right"/>', "centre": '<w:jc w:val="center"/>'}
_CELL_MARGINS = 240
"""Twips at both sides of a cell together, with a little to spare."""

_LONGEST_LINE = 45
"""Characters beyond which longer text makes a column no wider."""

_LIST_INDENT = 340
_FEW_ROWS = 3


class Place(NamedTuple):
    """What stands in a place of a row: first column, the cell (None: covered from above), rows and columns covered."""

    column: int
    cell: TableCell | None
    rows: int
    columns: int


def table(context: Context, item: TableItem, width: int) -> str:
    """The table, as wide as the text. ``width`` in twips."""
    count, lines = _places(item)
    widths = column_widths(item, count, lines, width, table_text_size(context.manuscript.page))
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = "".join(
        _row(context, item, row, places, widths, keeps=_keeps(item, index))
        for index, (row, places) in enumerate(zip(item.rows, lines, strict=True))
    )
    return f"<w:tbl>{_properties(context, item, width)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _properties(context: Context, item: TableItem, width: int) -> str:
    title = plain_text(item.caption.inlines) if item.caption else ""
    described = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    if item.description:
        described += f'<w:tblDescription w:val="{attribute(item.description)}"/>'
    header_row = int(any(row.header for row in item.rows))
    header_column = int(any(cell.header == "row" for row in item.rows for cell in row.cells))
    look = 0x0020 * header_row + 0x0080 * header_column + 0x0600
    return (
        f'<w:tblPr><w:tblStyle w:val="{context.style("table")}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look:04X}" w:firstRow="{header_row}" w:lastRow="0"'
        f' w:firstColumn="{header_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{described}</w:tblPr>'
    )


def column_widths(item: TableItem, count: int, lines: list[list[Place]], width: int, size: float) -> list[int]:
    """Widths in twips that add up to ``width``: the manuscript's shares, else by the longest words and lines.

    No column is narrower than its longest word, as far as the page allows. ``size`` is that of the text, in points.
    """
    least, wanted = _needs(item, count, lines, size)
    shares = [column.width for column in item.columns]
    if len(shares) == count and any(shares):
        wanted = [width * share / sum(shares) for share in shares]
        shares = _raised(wanted, least, width)
    else:
        shares = _shared_out(wanted, least, width)
    edges = [round(width * sum(shares[:index]) / sum(shares)) for index in range(count + 1)]
    return [max(1, right - left) for left, right in pairwise(edges)]


def _needs(item: TableItem, count: int, lines: list[list[Place]], size: float) -> tuple[list[float], list[float]]:
    """What each column needs for its longest word, and for its longest line as far as it counts."""
    least, wanted = [_CELL_MARGINS * 2.0] * count, [_CELL_MARGINS * 2.0] * count
    for row, places in zip(item.rows, lines, strict=True):
        for place in places:
            if place.cell is None or place.columns > 1:
                continue
            bold = row.header or row.total or bool(place.cell.header)
            for line in (line for each in place.cell.items for line in _lines(each)):
                words = max((text_width(word, size, bold=bold) for word in line.split()), default=0.0)
                least[place.column] = max(least[place.column], words + _CELL_MARGINS)
                whole = text_width(line[:_LONGEST_LINE], size, bold=bold)
                wanted[place.column] = max(wanted[place.column], whole + _CELL_MARGINS)
    return least, wanted


def _raised(wanted: list[float], least: list[float], width: int) -> list[float]:
    """The widths that are wanted, each at least as wide as its longest word; the others give what that takes."""
    if sum(least) >= width:
        return wanted
    lacking = sum(max(0.0, floor - wish) for wish, floor in zip(wanted, least, strict=True))
    spare = sum(max(0.0, wish - floor) for wish, floor in zip(wanted, least, strict=True))
    if not lacking or not spare:
        return wanted
    return [
        floor if wish < floor else wish - (wish - floor) * lacking / spare
        for wish, floor in zip(wanted, least, strict=True)
    ]


def _shared_out(wanted: list[float], least: list[float], width: int) -> list[float]:
    """Room for the longest word of each column; the rest goes where lines are long."""
    spare = width - sum(least)
    if spare <= 0:
        return least
    more = [max(0.0, wish - floor) for wish, floor in zip(wanted, least, strict=True)]
    if not sum(more):
        return [floor + spare / len(least) for floor in least]
    return [floor + spare * wish / sum(more) for floor, wish in zip(least, more, strict=True)]


def _lines(item: ParagraphItem | ListItems | HeadingItem) -> Iterator[str]:
    if isinstance(item, ListItems):
        for entry in item.entries:
            yield f"    {plain_text(entry.inlines)}"
            if entry.children is not None:
                yield from _lines(entry.children)
    else:
        yield from plain_text(item.inlines).split("\n")


def _places(item: TableItem) -> tuple[int, list[list[Place]]]:
    """How many columns, and for each row what stands in it from left to right, no place left out.

    Word wants a cell in every place of the grid, those covered from above too.
    """
    width, lines = table_grid(item)
    covered: list[dict[int, int]] = [{} for _ in lines]
    for row, places in enumerate(lines):
        for place in places:
            for below in covered[row + 1 : row + place.rows]:
                below[place.column] = place.columns
    out: list[list[Place]] = []
    for places, above in zip(lines, covered, strict=True):
        own = [Place(place.column, place.cell, place.rows, place.columns) for place in places]
        own += [Place(column, None, 1, columns) for column, columns in above.items()]
        out.append(sorted(own, key=lambda place: place.column))
    return width, out


def _keeps(item: TableItem, index: int) -> bool:
    """Whether a row stays with the next one: headers do, and the last but one, so that no total stands by itself."""
    return item.rows[index].header or (len(item.rows) > _FEW_ROWS and index == len(item.rows) - 2)


def _row(
    context: Context, item: TableItem, row: TableRow, places: Sequence[Place], widths: list[int], *, keeps: bool
) -> str:
    header = "<w:tblHeader/>" if row.header else ""
    cells = "".join(
        _cell(context, item, row, place, sum(widths[place.column : place.column + place.columns]), keeps=keeps)
        for place in places
    )
    tracked = context.review.row(row.change) if context.review is not None else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}{tracked}</w:trPr>{cells}</w:tr>"


def _cell(context: Context, item: TableItem, row: TableRow, place: Place, width: int, *, keeps: bool) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if place.columns > 1:
        properties += f'<w:gridSpan w:val="{place.columns}"/>'
    if place.cell is None:
        empty = f'<w:p><w:pPr><w:pStyle w:val="{context.style("table-text")}"/></w:pPr></w:p>'
        return f"<w:tc><w:tcPr>{properties}<w:vMerge/></w:tcPr>{empty}</w:tc>"
    if place.rows > 1:
        properties += '<w:vMerge w:val="restart"/>'
    if row.total:
        properties += '<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tcBorders>'
    alignment = item.columns[place.column].alignment if place.column < len(item.columns) else "left"
    writer = _CellWriter(context, _role(row, place.cell), alignment, keeps=keeps)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{writer.write(place.cell)}</w:tc>"


def _role(row: TableRow, cell: TableCell) -> str:
    if row.header or cell.header:
        return "table-heading"
    return "table-total" if row.total else "table-text"


class _CellWriter:
    """Writes what stands in one cell; a cell is never without a paragraph.

    ``keeps``: it stays with the row below. Headers of rows alone do not: with them the whole table would.
    """

    def __init__(self, context: Context, role: str, alignment: Alignment, *, keeps: bool) -> None:
        self.keeps = keeps
        self.context = context
        self.role = role
        self.justify = _JUSTIFY[alignment]
        self.parts: list[str] = []

    def write(self, cell: TableCell) -> str:
        for item in cell.items:
            match item:
                case ListItems():
                    self._list(item, None)
                case HeadingItem():
                    words = inline.host_runs(self.context, item.anchor, item.inlines)
                    self._paragraph("table-heading", item, words)
                case ParagraphItem():
                    self._paragraph(self.role, item, inline.paragraph_runs(self.context, item))
        if not self.parts:
            self._add(self.role, "", self.justify)
        return "".join(self.parts)

    def _paragraph(self, role: str, item: ParagraphItem | HeadingItem, words: str) -> None:
        if item.anchor in self.context.referenced:
            words = self.context.bookmarked(item.anchor, words)
        self._add(role, words, self.justify)

    def _list(self, item: ListItems, within: Number | None) -> None:
        number = self.context.numbering.begin(item, within)
        for entry in item.entries:
            indent = f'{number.xml()}<w:ind w:left="{_LIST_INDENT * item.level}" w:hanging="{_LIST_INDENT}"/>'
            self._add("table-list", inline.host_runs(self.context, entry.anchor, entry.inlines), indent)
            if entry.children is not None:
                self._list(entry.children, number)

    def _add(self, role: str, inside: str, properties: str) -> None:
        style = f'<w:pStyle w:val="{self.context.style(role)}"/>'
        if self.keeps != (role == "table-heading"):
            style += "<w:keepNext/>" if self.keeps else '<w:keepNext w:val="0"/>'
        self.parts.append(f"<w:p><w:pPr>{style}{properties}</w:pPr>{inside}</w:p>")
