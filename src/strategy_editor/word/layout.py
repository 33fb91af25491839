"""On which page things will probably stand, counted from the parts of a document by the rules of Word that matter.

Space before and after, lines by the widths of the font, headings kept with what follows, no single lines left behind,
rows that do not split, header rows that repeat, footnotes at the foot, sections on their side. The look is read from
the styles themselves, so that it holds for a council's template as for ours. Fields in the contents list carry what is
counted here; Word puts them right when it prints, or when they are updated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from strategy_editor.word.look import Looks
from strategy_editor.word.measure import wrapped
from strategy_editor.word.xml import WP, W

_EMU_PER_TWIP = 635
_NOTE_SEPARATOR = 200
"""Twips between text and footnotes."""


@dataclass
class Piece:
    """Something that is set down line by line. Heights in twips.

    ``lines``: the height of each; ``together``: they do not part; ``repeats``: the height of the header rows that come
    again on a new page. ``notes``: the height of the footnotes that are called in it. ``turn``: the height of the text
    from here on, where the page changes.
    """

    lines: list[float]
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    together: bool = False
    page_break: bool = False
    repeats: float = 0.0
    notes: float = 0.0
    bookmarks: tuple[str, ...] = ()
    turn: float = 0.0


@dataclass
class Pages:
    """Pages from 1: how many there are, and on which one each bookmark begins."""

    count: int = 1
    bookmarks: dict[str, int] = field(default_factory=dict)


def counted_pages(document: etree._Element, looks: Looks, footnotes: etree._Element | None) -> Pages:
    """Lays the document out, roughly."""
    reader = _Reader(looks, footnotes)
    pieces = list(reader.pieces(document))
    return _flowed(pieces, _Flow(reader.first_height, looks.adds_spaces))


# ---- reading


def _number(element: etree._Element | None, name: str, otherwise: float = 0.0) -> float:
    try:
        return float(element.get(f"{{{W}}}{name}", otherwise)) if element is not None else otherwise
    except ValueError:
        return otherwise


class _Reader:
    """Turns paragraphs and rows into pieces."""

    def __init__(self, looks: Looks, footnotes: etree._Element | None) -> None:
        self.looks = looks
        self.notes = self._note_texts(footnotes)
        self.width = 0.0
        self.first_height = 0.0

    @staticmethod
    def _note_texts(footnotes: etree._Element | None) -> Mapping[str, str]:
        found = [] if footnotes is None else footnotes.iter(f"{{{W}}}footnote")
        return {each.get(f"{{{W}}}id", ""): "".join(t.text or "" for t in each.iter(f"{{{W}}}t")) for each in found}

    def pieces(self, document: etree._Element) -> Iterator[Piece]:
        """Section by section: how wide the text is stands at the end of each."""
        waiting: list[etree._Element] = []
        first = True
        for element in document[0]:
            waiting.append(element)
            section = element if element.tag == f"{{{W}}}sectPr" else element.find(f"{{{W}}}pPr/{{{W}}}sectPr")
            if section is None:
                continue
            height = self._turn_to(section)
            self.first_height = self.first_height or height
            inside = [piece for each in waiting for piece in self._element(each)]
            if inside and not first:
                inside[0].page_break, inside[0].turn = True, height
            yield from inside
            waiting, first = [], False

    def _turn_to(self, section: etree._Element) -> float:
        size, margins = section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")
        self.width = _number(size, "w") - _number(margins, "left") - _number(margins, "right")
        return _number(size, "h") - _number(margins, "top") - _number(margins, "bottom")

    def _element(self, element: etree._Element) -> Iterator[Piece]:
        if element.tag == f"{{{W}}}p":
            yield self._paragraph(element, self.width)
        elif element.tag == f"{{{W}}}tbl":
            yield from self._table(element)

    def _paragraph(self, element: etree._Element, width: float) -> Piece:
        look = self.looks.of(element.find(_PROPERTIES))
        found = _content(element)
        column = width - look.left - look.right
        count = 0
        if found.text or not found.drawn:
            count = wrapped(found.text, column, look.size, bold=look.bold, shape=look.shape)
        return Piece(
            [look.line_height] * count + [height * look.line for height in found.drawn],
            look.before,
            look.after,
            look.keep_next,
            look.keep_lines,
            look.page_break or found.broken,
            notes=sum(map(self._note_height, found.notes)),
            bookmarks=tuple(found.bookmarks),
        )

    def _note_height(self, id: str) -> float:
        look = self.looks.footnote
        lines = wrapped(self.notes.get(id, ""), self.width - look.left, look.size, shape=look.shape)
        return lines * look.line_height + look.after

    # ---- tables

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        """Each row a piece that does not split; the last row of a merged cell carries what the cell needs."""
        grid = [_number(each, "w") for each in table.iterfind(f"{{{W}}}tblGrid/{{{W}}}gridCol")]
        repeats = 0.0
        for row in table.iterfind(f"{{{W}}}tr"):
            cells = list(self._cells(row, grid))
            height = max((sum(_set_height(piece) for piece in cell) for cell in cells), default=0.0)
            height += self.looks.cell_ends
            header = row.find(f"{{{W}}}trPr/{{{W}}}tblHeader") is not None
            repeats += height if header else 0.0
            yield Piece(
                [height],
                keep_next=header,
                together=True,
                repeats=0.0 if header else repeats,
                notes=sum(piece.notes for cell in cells for piece in cell),
                bookmarks=tuple(name for cell in cells for piece in cell for name in piece.bookmarks),
            )

    def _cells(self, row: etree._Element, grid: list[float]) -> Iterator[list[Piece]]:
        column = 0
        for cell in row.iterfind(f"{{{W}}}tc"):
            properties = cell.find(f"{{{W}}}tcPr")
            span = int(_number(None if properties is None else properties.find(f"{{{W}}}gridSpan"), "val", 1))
            width = sum(grid[column : column + span]) - self.looks.cell_sides
            column += span
            merged = None if properties is None else properties.find(f"{{{W}}}vMerge")
            pieces = [self._paragraph(each, width) for each in cell.iterfind(_PARAGRAPH)]
            if merged is not None and merged.get(f"{{{W}}}val") == "restart":
                for piece in pieces:
                    piece.lines = []
            yield pieces


def _set_height(piece: Piece) -> float:
    return sum(piece.lines) + piece.before + piece.after if piece.lines else 0.0


@dataclass
class _Content:
    """What stands in a paragraph: visible text (breaks as ``\n``), heights of drawings, calls of notes, bookmarks."""

    text: str = ""
    drawn: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    broken: bool = False


_PARAGRAPH, _PROPERTIES = f"{{{W}}}p", f"{{{W}}}pPr"
_TEXT, _TAB, _BREAK, _RUN = f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br", f"{{{W}}}r"
_CALL, _BOOKMARK, _EXTENT = f"{{{W}}}footnoteReference", f"{{{W}}}bookmarkStart", f"{{{WP}}}extent"


def _content(element: etree._Element) -> _Content:
    found, parts = _Content(), list[str]()
    for each in element.iter(_TEXT, _TAB, _BREAK, _CALL, _BOOKMARK, _EXTENT):
        tag = each.tag
        if tag == _TEXT:
            parts.append(each.text or "")
        elif tag == _BOOKMARK:
            found.bookmarks.append(each.get(f"{{{W}}}name", ""))
        elif tag == _CALL:
            found.notes.append(each.get(f"{{{W}}}id", ""))
        elif tag == _EXTENT:
            found.drawn.append(float(each.get("cy", "0")) / _EMU_PER_TWIP)
        elif tag == _BREAK:
            found.broken = found.broken or each.get(f"{{{W}}}type") == "page"
            parts.append("\n")
        elif (parent := each.getparent()) is not None and parent.tag == _RUN:
            parts.append("    ")
    found.text = "".join(parts)
    return found


# ---- flowing


def _flowed(pieces: list[Piece], flow: _Flow) -> Pages:
    for index, piece in enumerate(pieces):
        flow.set(piece, _kept_with(pieces, index))
    return Pages(flow.page, flow.bookmarks)


def _least(piece: Piece) -> float:
    """What must stand on one page at least, its space before left out: all of it, or two lines (three of three)."""
    lines = piece.lines if piece.together or len(piece.lines) <= 3 else piece.lines[:2]
    return sum(lines) + piece.notes


def _kept_with(pieces: list[Piece], index: int) -> float:
    """The room that a piece needs together with those that it is kept with."""
    needed = 0.0
    while pieces[index].keep_next and index + 1 < len(pieces) and not pieces[index + 1].page_break:
        needed += sum(pieces[index].lines) + max(pieces[index].after, pieces[index + 1].before)
        index += 1
    return needed + _least(pieces[index])


class _Flow:
    """Where the next line goes."""

    def __init__(self, height: float, adds: bool) -> None:
        self.height = height
        self.adds = adds
        self.page = 1
        self.used = 0.0
        self.notes = 0.0
        self.fresh = True
        self.after = 0.0
        self.bookmarks: dict[str, int] = {}

    def set(self, piece: Piece, needed: float) -> None:
        """Sets a piece down; ``needed`` is the room below which it goes to the next page.

        Between two paragraphs stands the larger of their spaces (in old documents, which say so, both); at the top of
        a page that was only reached, none.
        """
        before = piece.before if self.adds else max(0.0, piece.before - self.after)
        if piece.page_break and not (self.fresh and self.page == 1):
            self._next_page()
            before = piece.before
        elif self.fresh and self.page > 1:
            before = 0.0
        if piece.turn:
            self.height = piece.turn
        room = self.height - self.used - self.notes
        if not self.fresh and before + needed > room and needed <= self.height:
            self._next_page()
            self.used += piece.repeats
            before = 0.0
        self.bookmarks.update(dict.fromkeys(piece.bookmarks, self.page))
        self.used += before
        self._add_notes(piece.notes)
        self._set_lines(piece)
        self.used += piece.after
        self.after = piece.after

    def _set_lines(self, piece: Piece) -> None:
        lines, start = piece.lines, 0
        while start < len(lines):
            room = self.height - self.used - self.notes
            fitting = start
            for line in lines[start:]:
                if line > room + 1:
                    break
                room -= line
                fitting += 1
            if fitting == len(lines):
                self._take(sum(lines[start:]))
                return
            fitting = min(fitting, len(lines) - 2) if len(lines) - start > 3 else fitting
            fitting = max(fitting, start + (1 if self.fresh else 0))
            self._take(sum(lines[start:fitting]))
            start = fitting
            if start < len(lines):
                self._next_page()
                self.used += piece.repeats

    def _take(self, height: float) -> None:
        self.used += height
        self.fresh = self.fresh and not height

    def _add_notes(self, height: float) -> None:
        if height:
            self.notes += height + (0 if self.notes else _NOTE_SEPARATOR)

    def _next_page(self) -> None:
        self.page += 1
        self.used = self.notes = self.after = 0.0
        self.fresh = True
