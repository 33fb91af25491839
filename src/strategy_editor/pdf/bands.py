"""Tables: widths by share or by content, spans, header rows that are repeated, rows that go on over the page.

Rows that are held together by a cell over several of them form a *band*; a band is one strip. A band that fits no page,
or would leave much of one empty, is divided: each of its cells gives the lines that fit, and the rest follows.
"""

from __future__ import annotations

from collections.abc import Sequence

from strategy_editor.manuscript.items import TableColumn
from strategy_editor.pdf.look import RULE, STRONG_RULE
from strategy_editor.pdf.sheet import Sheet
from strategy_editor.pdf.strips import Strip

PADDING_X = 5.0
PADDING_Y = 3.5
_WORTH_DIVIDING = 0.3
"""A band higher than this share of the page is divided rather than moved on as a whole."""

_LEAST_COLUMN = 18.0


class Placed:
    """A cell at its place. ``strips`` are what it still holds; ``padding`` is above and below them."""

    def __init__(
        self,
        row: int,
        column: int,
        row_span: int,
        column_span: int,
        strips: Sequence[Strip],
        *,
        fill: str = "",
        padding: float = PADDING_Y,
    ) -> None:
        self.row = row
        self.column = column
        self.row_span = row_span
        self.column_span = column_span
        self.strips = list(strips)
        self.fill = fill
        self.padding = padding

    def part(self, row: int, row_span: int, strips: Sequence[Strip]) -> Placed:
        """The same cell over other rows, with a part of its strips."""
        return Placed(row, self.column, row_span, self.column_span, strips, fill=self.fill, padding=self.padding)

    @property
    def height(self) -> float:
        """With the padding; the space above the first strip is not kept."""
        content = sum(strip.height + (strip.space if index else 0.0) for index, strip in enumerate(self.strips))
        return content + 2 * self.padding

    def head(self, room: float) -> int:
        """How many of its strips fit into ``room``, the padding included. No single line is left on either side."""
        used, fitting = 2 * self.padding, 0
        for index, strip in enumerate(self.strips):
            used += strip.height + (strip.space if index else 0.0)
            if used > room + 0.01:
                break
            fitting = index + 1
        if fitting < len(self.strips):
            while fitting > 0 and self.strips[fitting - 1].stick:
                fitting -= 1
        return fitting


class Grid:
    """What all rows of a table share. ``edges`` are the left edges of its columns, and the right edge of the last.

    ``header`` and ``continued`` are repeated above what goes on over the page. ``inset`` is left of each cell's text.
    """

    def __init__(self, edges: Sequence[float], totals: frozenset[int], rows: int, page_height: float) -> None:
        self.edges = edges
        self.totals = totals
        self.rows = rows
        self.page_height = page_height
        self.ruled = True
        self.inset = PADDING_X
        self.header: Sequence[Strip] = ()
        self.continued: Sequence[Strip] = ()

    def width(self, column: int, span: int) -> float:
        """The width of ``span`` columns from ``column`` on."""
        return self.edges[column + span] - self.edges[column]


class Band(Strip):
    """Rows from ``first`` to ``stop`` that stand together."""

    def __init__(self, grid: Grid, first: int, stop: int, cells: Sequence[Placed], *, header: bool = False) -> None:
        self.grid = grid
        self.first = first
        self.stop = stop
        self.cells = list(cells)
        self.header = header
        self.own_anchors: tuple[str, ...] = ()
        self.heights = _row_heights(first, stop, self.cells)
        super().__init__(sum(self.heights))
        self.notes = tuple(note for cell in self.cells for strip in cell.strips for note in strip.notes)

    @property
    def anchors(self) -> tuple[str, ...]:
        inner = (anchor for cell in self.cells for strip in cell.strips for anchor in strip.anchors)
        return (*self.own_anchors, *inner)

    def anchor_at(self, x: float, down: float) -> str:
        for cell in self.cells:
            left, inset = self.grid.edges[cell.column], self.grid.inset
            over = sum(self.heights[: cell.row - self.first])
            height = sum(self.heights[cell.row - self.first : cell.row - self.first + cell.row_span])
            inside = left <= x < left + self.grid.width(cell.column, cell.column_span) and over <= down < over + height
            if inside and cell.strips:
                return _anchor_in(cell, x - left - inset, down - over)
        return super().anchor_at(x, down)

    def repeated(self) -> Sequence[Strip]:
        if self.header:
            return ()
        return [*self.grid.continued, *self.grid.header]

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        for anchor in self.own_anchors:
            sheet.destination(anchor, x, top)
        tops = [top]
        for height in self.heights:
            tops.append(tops[-1] - height)
        for cell in self.cells:
            upper, lower = tops[cell.row - self.first], tops[cell.row - self.first + cell.row_span]
            left = x + self.grid.edges[cell.column]
            width = self.grid.width(cell.column, cell.column_span)
            if cell.fill:
                sheet.under.fill(cell.fill, left, lower, width, upper - lower)
            if self.grid.ruled:
                self._rule(sheet, cell, (left, upper, width, lower), at_top=upper == top)
            y = upper - cell.padding
            for index, strip in enumerate(cell.strips):
                y -= strip.space if index else 0.0
                strip.draw(sheet, left + self.grid.inset, y)
                y -= strip.height

    def _rule(self, sheet: Sheet, cell: Placed, box: tuple[float, float, float, float], *, at_top: bool) -> None:
        """Rules below a cell, and above the first row and totals."""
        left, upper, width, lower = box
        strong = cell.row + cell.row_span == self.grid.rows or self.header
        sheet.under.rule(*((STRONG_RULE, 0.9) if strong else (RULE, 0.45)), left, lower, left + width, lower)
        if cell.row in self.grid.totals or (cell.row == 0 and at_top):
            sheet.under.rule(STRONG_RULE, 0.9, left, upper, left + width, upper)

    def divide(self, room: float, *, forced: bool) -> tuple[Strip, Strip] | None:
        if self.header and not forced:
            return None
        if not forced and self.height < _WORTH_DIVIDING * self.grid.page_height:
            return None
        cut, used = self.first, 0.0
        while cut < self.stop and used + self.heights[cut - self.first] <= room + 0.01:
            used += self.heights[cut - self.first]
            cut += 1
        if cut >= self.stop:
            return None
        parts = self._cut(cut, room)
        if parts is None and forced:
            parts = self._cut_anyway(cut, room)
        return parts

    def _cut(self, row: int, room: float) -> tuple[Band, Band] | None:
        """Divide within ``row``, or else above it; None where nothing of the band would fit."""
        heads = {id(cell): cell.head(room - self._top_of(cell)) for cell in self.cells if _crosses(cell, row)}
        inside = any(heads[id(cell)] for cell in self.cells if id(cell) in heads and cell.strips)
        starting = [cell for cell in self.cells if cell.row == row and cell.strips]
        if inside and all(heads[id(cell)] for cell in starting):
            return self._parts(row, row + 1, heads)
        if row > self.first:
            return self._parts(row, row, heads)
        return None

    def _cut_anyway(self, row: int, room: float) -> tuple[Band, Band] | None:
        """As :meth:`_cut`, without regard to single lines: at least one strip goes into the first part."""
        heads: dict[int, int] = {}
        for cell in self.cells:
            if _crosses(cell, row):
                height, fitting = self._top_of(cell) + 2 * cell.padding, 0
                for strip in cell.strips:
                    height += strip.height + strip.space
                    if height > room and (fitting or any(heads.values())):
                        break
                    fitting += 1
                    if height > room:
                        break
                heads[id(cell)] = fitting
        if all(heads[id(cell)] == len(cell.strips) for cell in self.cells if id(cell) in heads):
            return None
        return self._parts(row, row + 1, heads)

    def _top_of(self, cell: Placed) -> float:
        return sum(self.heights[: cell.row - self.first])

    def _parts(self, row: int, stop: int, heads: dict[int, int]) -> tuple[Band, Band]:
        """The rows before ``stop`` and the rows from ``row`` on; cells that cross give the first part their heads."""
        before: list[Placed] = []
        after: list[Placed] = []
        for cell in self.cells:
            end = cell.row + cell.row_span
            if end <= row:
                before.append(cell)
            elif cell.row >= stop:
                after.append(cell)
            else:
                fitting = heads.get(id(cell), 0)
                upper = cell.part(cell.row, stop - cell.row, cell.strips[:fitting])
                begins = max(cell.row, row)
                lower = cell.part(begins, end - begins, cell.strips[fitting:])
                before.append(upper)
                after.append(lower)
        upper_band = Band(self.grid, self.first, stop, before, header=self.header)
        lower_band = Band(self.grid, row, self.stop, after, header=self.header)
        upper_band.own_anchors, lower_band.stick = self.own_anchors, self.stick
        return upper_band, lower_band


class RepeatedBand(Band):
    """Header rows said again on a further page."""

    is_repeat = True

    def __init__(self, grid: Grid, first: int, stop: int, cells: Sequence[Placed]) -> None:
        super().__init__(grid, first, stop, cells, header=True)
        self.stick = True
        self.notes = ()


def _anchor_in(cell: Placed, x: float, down: float) -> str:
    """The anchor at a point of a cell, from the upper left corner of its text."""
    y = cell.padding
    for index, strip in enumerate(cell.strips):
        y += strip.space if index else 0.0
        if down < y + strip.height:
            return strip.anchor_at(x, down - y)
        y += strip.height
    return cell.strips[-1].anchor_at(x, 0.0)


def _crosses(cell: Placed, row: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span


def _row_heights(first: int, stop: int, cells: Sequence[Placed]) -> list[float]:
    """The height of each row: that of its highest cell; a cell over several rows makes the last of them higher."""
    heights = [2 * min((cell.padding for cell in cells), default=PADDING_Y)] * (stop - first)
    for cell in sorted(cells, key=lambda cell: cell.row_span):
        begin = cell.row - first
        lacking = cell.height - sum(heights[begin : begin + cell.row_span])
        if lacking > 0:
            heights[begin + cell.row_span - 1] += lacking
    return heights


def bands(cells: Sequence[Placed], rows: int) -> list[tuple[int, int]]:
    """The rows that must stand together, as (first, stop)."""
    ends = list(range(1, rows + 1))
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            ends[row] = max(ends[row], cell.row + cell.row_span)
    found: list[tuple[int, int]] = []
    first = 0
    while first < rows:
        stop, row = ends[first], first
        while row < stop:
            stop = max(stop, ends[row])
            row += 1
        found.append((first, stop))
        first = stop
    return found


def column_widths(
    columns: Sequence[TableColumn], naturals: Sequence[tuple[float, float]], available: float
) -> list[float]:
    """The width of each column in points. ``naturals``: what its widest word and its longest line want.

    Shares are kept where they are given, as long as no word need be broken. Otherwise content decides: all columns get
    what their longest word needs; those that want less than an equal share of the table, such as dates, get all that
    they want; and then all get equal parts of what is left, until their longest line fits.
    """
    if any(column.width > 0 for column in columns):
        shares = [max(column.width, 0.02) for column in columns]
        widths = [available * share / sum(shares) for share in shares]
        return _widened(widths, [min(low, available / len(columns)) for low, _ in naturals])
    least = [max(_LEAST_COLUMN, low) for low, _ in naturals]
    most = [max(low, high) for low, (_, high) in zip(least, naturals, strict=True)]
    if sum(most) <= available:
        spare = (available - sum(most)) / len(most)
        return [width + spare for width in most]
    if sum(least) >= available:
        return _shrunk(least, available)
    widths = _with_short_columns(least, most, available)
    growing = [column for column, (low, high) in enumerate(zip(widths, most, strict=True)) if high > low]
    spare = available - sum(widths)
    while growing and spare > 0.01:
        share = spare / len(growing)
        for column in growing:
            widths[column] = min(most[column], widths[column] + share)
        spare = available - sum(widths)
        growing = [column for column in growing if widths[column] < most[column] - 0.01]
    return widths


def _with_short_columns(least: Sequence[float], most: Sequence[float], available: float) -> list[float]:
    """The least widths, but what short columns want; the shortest first, as long as there is room."""
    widths = list(least)
    for column in sorted(range(len(most)), key=most.__getitem__):
        lacking = most[column] - widths[column]
        if most[column] <= available / len(most) and sum(widths) + lacking <= available:
            widths[column] = most[column]
    return widths


def _widened(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Columns that are too narrow for a word get what they need from those that have more than they need."""
    lacking = sum(max(0.0, low - width) for width, low in zip(widths, least, strict=True))
    spare = sum(max(0.0, width - low) for width, low in zip(widths, least, strict=True))
    share = min(1.0, lacking / spare) if spare else 0.0
    return [low if low >= width else width - (width - low) * share for width, low in zip(widths, least, strict=True)]


def _shrunk(least: Sequence[float], available: float) -> list[float]:
    """Columns that are too wide together: the widest give way first, down to an equal share."""
    widths = list(least)
    order = sorted(range(len(widths)), key=widths.__getitem__)
    left = available
    for place, column in enumerate(order):
        widths[column] = min(widths[column], left / (len(order) - place))
        left -= widths[column]
    return widths
