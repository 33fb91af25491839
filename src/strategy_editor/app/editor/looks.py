"""How lines and characters look: formats of Qt for heads and marks, in the colours and the size that are chosen.

Looks carry no truth: what a character *is* stands in one property of its format, an index into the marks that this
program run has seen. Formats are made once and kept.
"""

from __future__ import annotations

from math import ceil
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextLength,
    QTextTableFormat,
)

from strategy_editor.app.theme import TEXT_FONT, Theme
from strategy_editor.model.blocks import Change, HeadingShape, ListShape, ParagraphShape
from strategy_editor.model.text import PLAIN, Marks
from strategy_editor.review.editing.lines import Grid, Head

_USER = int(QTextFormat.Property.UserProperty.value)
HEAD, MARKS, OBJECT_ID, LOOK, GRID = range(_USER + 1, _USER + 6)
"""Properties of formats: indexes of heads, marks, looks and grids, and the id of an inline object."""

OBJECT_TYPE = int(QTextFormat.ObjectTypes.UserObject.value) + 1

POINTS = 11.5
_SIZES = {"h1": 1.5, "h2": 1.26, "h3": 1.1, "caption": 0.95, "note": 0.88, "small": 0.92, "filler": 0.5}
_BOLD = {"h1", "h2", "h3", "header", "total", "title"}
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}

_LINE_HEIGHT = 118
"""Per cent."""

T = TypeVar("T")


class Register(Generic[T]):
    """Values by number, the same number for equal values: formats can hold a number."""

    def __init__(self) -> None:
        self._values: list[T] = []
        self._numbers: dict[T, int] = {}

    def number(self, value: T) -> int:
        """The number of a value; from 1."""
        found = self._numbers.get(value)
        if found is None:
            self._values.append(value)
            found = self._numbers[value] = len(self._values)
        return found

    def value(self, number: object) -> T | None:
        """The value with a number; None for anything that is not one."""
        return self._values[number - 1] if isinstance(number, int) and 0 < number <= len(self._values) else None


def look_of(head: Head) -> str:
    """The kind of look that a line's characters have; the same text looks otherwise in a heading."""
    match head.role:
        case "note":
            return "note"
        case "filler":
            return "filler"
        case "caption":
            return "title" if head.grid is not None else "caption"
    if isinstance(head.shape, HeadingShape):
        return f"h{min(3, max(1, head.shape.level))}"
    if head.place is not None and (head.place.header or head.place.total):
        return "header" if head.place.header else "total"
    if isinstance(head.shape, ParagraphShape) and head.shape.kind == "note":
        return "small"
    return "body"


class Looks:
    """Formats in one theme and size. ``zoom`` is in per cent."""

    def __init__(self, theme: Theme, zoom: int = 100) -> None:
        self.theme = theme
        self.zoom = zoom
        self.marks: Register[Marks] = Register()
        self.heads: Register[Head] = Register()
        self.grids: Register[Grid] = Register()
        self.font = QFont(TEXT_FONT)
        self.font.setPointSizeF(POINTS * zoom / 100)
        self.em = QFontMetricsF(self.font).height()
        self.gutter = round(2.9 * self.em)
        self.settled_comments: frozenset[str] = frozenset()
        self._characters: dict[tuple[Marks, str], QTextCharFormat] = {}
        self._blocks: dict[Head, QTextBlockFormat] = {}

    def dress(self, theme: Theme, zoom: int) -> None:
        """Another theme or size; what is drawn must be drawn again."""
        marks, heads, grids, settled = self.marks, self.heads, self.grids, self.settled_comments
        self.__init__(theme, zoom)  # type: ignore[misc]
        self.marks, self.heads, self.grids, self.settled_comments = marks, heads, grids, settled

    def settle_comments(self, settled: frozenset[str]) -> bool:
        """Sets off the words of open comments only; whether what is drawn must be drawn again."""
        changed = settled ^ self.settled_comments
        self.settled_comments = settled
        stale = [key for key in self._characters if not changed.isdisjoint(key[0].comments)]
        for key in stale:
            del self._characters[key]
        return bool(stale)

    # ---- characters

    def character(self, marks: Marks, look: str, object_id: str = "") -> QTextCharFormat:
        """The format of a character with these marks; of the object with this id if there is one."""
        made = self._characters.get((marks, look))
        if made is None:
            made = self._characters[marks, look] = self._make_character(marks, look)
        if object_id:
            made = QTextCharFormat(made)
            made.setObjectType(OBJECT_TYPE)
            made.setProperty(OBJECT_ID, object_id)
        return made

    def _make_character(self, marks: Marks, look: str) -> QTextCharFormat:
        made = QTextCharFormat()
        theme = self.theme
        if marks != PLAIN:
            made.setProperty(MARKS, self.marks.number(marks))
        if look != "body":
            made.setProperty(LOOK, look)
        made.setFontPointSize(POINTS * self.zoom / 100 * _SIZES.get(look, 1.0))
        if marks.bold or look in _BOLD:
            made.setFontWeight(QFont.Weight.Bold)
        if marks.italic:
            made.setFontItalic(True)
        if marks.script:
            up = marks.script == "superscript"
            alignment = QTextCharFormat.VerticalAlignment
            made.setVerticalAlignment(alignment.AlignSuperScript if up else alignment.AlignSubScript)
        self._colour(made, marks, look, theme)
        return made

    def _colour(self, made: QTextCharFormat, marks: Marks, look: str, theme: Theme) -> None:
        made.setForeground(QColor(theme.muted if look in ("note", "small", "caption") else theme.text))
        if marks.link:
            made.setForeground(QColor(theme.accent))
            made.setFontUnderline(True)
            made.setToolTip(marks.link)
        if marks.exemption:
            made.setBackground(QColor(theme.field))
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashDotLine)
            made.setUnderlineColor(QColor(theme.warn))
            made.setToolTip("Not for publication (Part 2)")
        if marks.language:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(QColor(theme.muted))
        if not self.settled_comments.issuperset(marks.comments):
            made.setBackground(QColor(theme.highlight))
        if marks.former is not None:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            made.setUnderlineColor(QColor(theme.insertion))
        if marks.insertion:
            made.setForeground(QColor(theme.insertion))
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            made.setUnderlineColor(QColor(theme.insertion))
        if marks.deletion:
            made.setForeground(QColor(theme.deletion))
            made.setFontStrikeOut(True)

    def font_of(self, format: QTextCharFormat) -> QFont:
        """The font of a format, for what is painted and not laid out."""
        font = QFont(self.font)
        font.setPointSizeF(format.fontPointSize() or font.pointSizeF())
        font.setWeight(QFont.Weight(format.fontWeight()))
        font.setItalic(format.fontItalic())
        return font

    # ---- blocks

    def block(self, head: Head) -> QTextBlockFormat:
        """The format of the line with this head."""
        made = self._blocks.get(head)
        if made is None:
            if len(self._blocks) > 5000:
                self._blocks.clear()
            made = self._blocks[head] = self._make_block(head)
        return made

    def _make_block(self, head: Head) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setProperty(HEAD, self.heads.number(head))
        if head.role in ("text", "caption"):
            made.setBackground(QBrush(Qt.BrushStyle.NoBrush))  # without any, Qt hides an empty block before a table
        em = self.em
        in_cell = head.grid is not None and head.grid.frame == "table"
        if head.place is not None:
            made.setAlignment(_ALIGNMENTS[head.place.alignment])
        made.setLineHeight(_LINE_HEIGHT, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
        if not in_cell:
            made.setBottomMargin(0.42 * em)
        match head.role:
            case "caption" if head.grid is None:
                made.setLeftMargin(self.caption_margin)
                made.setTopMargin(0.5 * em)
            case "note":
                made.setLeftMargin(1.6 * em)
                made.setBottomMargin(0.2 * em)
            case "picture":
                made.setTopMargin(0.6 * em)
                made.setBottomMargin(0)
                made.setLineHeight(100, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
            case "filler":
                made.setBottomMargin(0)
        if head.role == "text":
            self._shape(made, head, in_cell)
        self._colour_block(made, head)
        return made

    def _shape(self, made: QTextBlockFormat, head: Head, in_cell: bool) -> None:
        em, shape = self.em, head.shape
        match shape:
            case HeadingShape(level):
                made.setHeadingLevel(min(6, level + 1))
                if not in_cell:
                    made.setTopMargin({1: 1.0, 2: 0.75}.get(level, 0.6) * em)
                    made.setBottomMargin(0.3 * em)
            case ListShape(level=level):
                made.setLeftMargin(self.item_margin(level))  # a margin: an indent Qt's Backspace would take away itself
                made.setBottomMargin(0.18 * em)
            case ParagraphShape(kind="quote"):
                made.setLeftMargin(1.6 * em)
                made.setRightMargin(1.6 * em)
            case ParagraphShape(kind="note"):
                made.setLeftMargin(0.8 * em)

    def _colour_block(self, made: QTextBlockFormat, head: Head) -> None:
        theme = self.theme
        state = head.state
        if state.deletion or state.insertion:
            made.setBackground(QColor(theme.insertion_soft if not state.deletion else theme.highlight))
        elif head.exemption:
            made.setBackground(QColor(theme.field))

    @property
    def caption_margin(self) -> float:
        """Room for “Figure A12” before a caption."""
        return 3.4 * self.em

    def item_margin(self, level: int) -> float:
        """Where the text of a list item begins."""
        return 1.5 * self.em * max(1, level)

    # ---- tables and boxes

    @property
    def below_table(self) -> float:
        """Room between a table and what follows."""
        return 0.5 * self.em

    def room_below(self, head: Head) -> float:
        """Room for an empty line with this head behind a table: what it takes with a word in it."""
        return 0.6 * self.em if head.role == "filler" else _LINE_HEIGHT / 100 * ceil(self.em)

    def table(self, grid: Grid) -> QTextTableFormat:
        """The format of a table or box."""
        made = QTextTableFormat()
        made.setProperty(GRID, self.grids.number(grid))
        made.setCellPadding(0.32 * self.em)
        # The rules are the ground of the table, seen between its cells. Qt draws real borders, above all collapsed
        # ones, so slowly that a key in a long table could be felt.
        made.setCellSpacing(1)
        made.setBorder(0)
        made.setBorderCollapse(False)
        made.setBackground(QColor(self.theme.control_border if grid.frame == "table" else self.theme.accent))
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        made.setBottomMargin(self.below_table)
        made.setHeaderRowCount(min(grid.header_rows, grid.rows))
        made.setColumnWidthConstraints(_lengths(grid.widths))  # by content, Qt would take four times as long for a key
        if grid.frame != "table":
            made.setTopMargin(0.4 * self.em)
        return made

    def cell_colour(self, grid: Grid, number: int) -> QColor:
        """The background of a place in the grid."""
        place = grid.places[number]
        if place.state.deletion:
            return QColor(self.theme.highlight)
        if place.state.insertion:
            return QColor(self.theme.insertion_soft)
        if place.header or grid.frame != "table":
            return QColor(self.theme.accent_soft)
        return QColor(self.theme.surface)


def _lengths(widths: tuple[float, ...]) -> list[QTextLength]:
    """Shares as per cent; a column without one gets what an even share would be."""
    even = 1 / len(widths)
    shares = [width or even for width in widths]
    whole = sum(shares)
    return [QTextLength(QTextLength.Type.PercentageLength, 100 * share / whole) for share in shares]


def change_colour(theme: Theme, change: Change) -> QColor:
    """The colour of a suggested insertion or deletion."""
    return QColor(theme.deletion if change.deletion else theme.insertion)
