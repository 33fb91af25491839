"""On which page things will probably stand, counted from the parts of a document by the rules of Word that matter.

Space before and after, lines by the widths of the font, headings kept with what follows, no single lines left behind,
rows that do not split, header rows that repeat, footnotes at the foot, sections on their side. The look is read from
the styles themselves, so that it holds for a council's template as for ours. Fields in the contents list carry what is
counted here; Word puts them right when it prints, or when they are updated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from strategy_editor.word.look import Look, Looks
from strategy_editor.word.measure import wrapped
from strategy_editor.word.package import parsed
from strategy_editor.word.xml import W, part

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


def counted_pages(body: str, looks: Looks, footnotes: etree._Element | None) -> Pages:
    """Lays the document out, roughly. ``body`` is what stands between the tags of ``w:body``, as we write it."""
    reader = _Reader(body, looks, footnotes)
    pieces = list(reader.pieces())
    return _flowed(pieces, _Flow(reader.first_height, looks.adds_spaces))


# ---- reading


_TOKENS = re.compile(
    r"(?P<paragraph><w:p>(?:<w:pPr>(?P<looks>.*?)</w:pPr>)?"
    r"(?:<w:r><w:t xml:space=\"preserve\">(?P<plain>[^<]*)</w:t></w:r></w:p>)?)"
    r"|<w:t(?: xml:space=\"preserve\")?>(?P<text>[^<]*)"
    r"|(?P<end></w:p>)"
    r"|(?P<tab><w:tab/>)"
    r"|<w:br(?P<broken>[^>]*)/>"
    r"|<w:bookmarkStart [^>]*?w:name=\"(?P<bookmark>[^\"]*)\""
    r"|<w:footnoteReference [^>]*?w:id=\"(?P<call>[^\"]*)\""
    r"|<wp:extent [^>]*?cy=\"(?P<extent>\d+)\""
    r"|(?P<grid><w:tblGrid>.*?</w:tblGrid>)"
    r"|(?P<row><w:tr>(?:<w:trPr>.*?</w:trPr>)?)"
    r"|(?P<cell><w:tcPr>.*?</w:tcPr>)"
    r"|(?P<row_end></w:tr>)"
    r"|(?P<table_end></w:tbl>)",
    re.DOTALL,
)
"""What is looked at. The text is ours, so that a tag is always written in one way; a tree takes twice as long."""

_SECTION = re.compile("<w:sectPr>.*?</w:sectPr>", re.DOTALL)
_NUMBERS = re.compile(r'w:w="(\d+)"')


def _number(text: str, name: str, otherwise: float = 0.0) -> float:
    """The number in the first attribute of this name."""
    found = re.search(f'w:{name}="(-?\\d+)"', text)
    return float(found[1]) if found else otherwise


class _Reader:
    """Turns paragraphs and rows into pieces."""

    def __init__(self, body: str, looks: Looks, footnotes: etree._Element | None) -> None:
        self.body = body
        self.looks = looks
        self.notes = self._note_texts(footnotes)
        self.width = 0.0
        self.first_height = 0.0
        self._known: dict[str, Look] = {}
        self._text: list[str] = []
        self._drawn: list[float] = []
        self._calls: list[str] = []
        self._bookmarks: list[str] = []
        self._broken = False
        self._sections: list[str] = []
        self._turn = 0.0

    @staticmethod
    def _note_texts(footnotes: etree._Element | None) -> Mapping[str, str]:
        found = [] if footnotes is None else footnotes.iter(f"{{{W}}}footnote")
        return {each.get(f"{{{W}}}id", ""): "".join(t.text or "" for t in each.iter(f"{{{W}}}t")) for each in found}

    def pieces(self) -> Iterator[Piece]:
        """Section by section: how wide the text is stands at the end of each."""
        self._sections = _SECTION.findall(self.body)
        self.first_height = self._turn_to(self._sections.pop(0))
        properties = ""
        outside = table = _Table(self.looks, [])
        for match in _TOKENS.finditer(self.body):
            kind = match.lastgroup
            if kind == "paragraph":
                properties = match["looks"] or ""
                if match["plain"] is None:
                    continue
                self._text.append(match["plain"])
                kind = "end"
            if kind == "end":
                if table is outside:
                    yield self._begun(self._paragraph(properties, self.width))
                    self._end(properties)
                else:
                    table.add(self._paragraph(properties, table.cell_width))
            elif kind == "grid":
                table = _Table(self.looks, [float(each) for each in _NUMBERS.findall(match["grid"])])
            elif kind == "row_end":
                yield self._begun(table.row())
            elif kind == "table_end":
                table = outside
            else:
                self._take(kind or "", match, table)

    def _begun(self, piece: Piece) -> Piece:
        """The first piece of a section goes to a new page."""
        if self._turn:
            piece.page_break, piece.turn, self._turn = True, self._turn, 0.0
        return piece

    def _end(self, properties: str) -> None:
        """A section ends with the paragraph that has its properties."""
        if "<w:sectPr>" in properties:
            self._turn = self._turn_to(self._sections.pop(0))

    def _take(self, kind: str, match: re.Match[str], table: _Table) -> None:
        """What a paragraph holds; the beginnings of rows and cells."""
        if kind == "text":
            self._text.append(match["text"])
        elif kind == "bookmark":
            self._bookmarks.append(match["bookmark"])
        elif kind == "tab":
            self._text.append("    ")
        elif kind == "broken":
            if 'w:type="page"' in match["broken"]:
                self._broken = True
            self._text.append("\n")
        elif kind == "call":
            self._calls.append(match["call"])
        elif kind == "extent":
            self._drawn.append(float(match["extent"]) / _EMU_PER_TWIP)
        elif kind == "row":
            table.begin(match["row"])
        elif kind == "cell":
            table.begin_cell(match["cell"])

    def _turn_to(self, section: str) -> float:
        size, _, margins = section.partition("<w:pgMar")
        self.width = _number(size, "w") - _number(margins, "left") - _number(margins, "right")
        return _number(size, "h") - _number(margins, "top") - _number(margins, "bottom")

    def _paragraph(self, properties: str, width: float) -> Piece:
        """A piece of what was gathered since the last one."""
        look = self._known.get(properties)
        if look is None:
            look = self._known[properties] = self.looks.of(parsed(part("pPr", properties)))
        text = "".join(self._text)
        if "&" in text:
            text = unescape(text)
        count = 0
        if text or not self._drawn:
            count = wrapped(text, width - look.left - look.right, look.size, bold=look.bold, shape=look.shape)
        piece = Piece(
            [look.line_height] * count + [height * look.line for height in self._drawn],
            look.before,
            look.after,
            look.keep_next,
            look.keep_lines,
            look.page_break or self._broken,
            notes=sum(map(self._note_height, self._calls)) if self._calls else 0.0,
            bookmarks=tuple(self._bookmarks),
        )
        self._text = []
        if self._drawn or self._calls or self._bookmarks or self._broken:
            self._drawn, self._calls, self._bookmarks, self._broken = [], [], [], False
        return piece

    def _note_height(self, id: str) -> float:
        look = self.looks.footnote
        lines = wrapped(self.notes.get(id, ""), self.width - look.left, look.size, shape=look.shape)
        return lines * look.line_height + look.after


class _Table:
    """The rows of one table: each a piece that does not split.

    The last row of a merged cell carries what the cell needs.
    """

    def __init__(self, looks: Looks, grid: list[float]) -> None:
        self._looks = looks
        self._grid = grid
        self._repeats = 0.0
        self._header = False
        self._column = 0
        self._cells: list[list[Piece]] = []
        self._merged = False
        self.cell_width = 0.0

    def begin(self, row: str) -> None:
        self._header = "<w:tblHeader/>" in row
        self._column = 0
        self._cells = []

    def begin_cell(self, properties: str) -> None:
        _, spans, after = properties.partition("<w:gridSpan")
        span = int(_number(after, "val", 1)) if spans else 1
        self.cell_width = sum(self._grid[self._column : self._column + span]) - self._looks.cell_sides
        self._column += span
        self._merged = '<w:vMerge w:val="restart"/>' in properties
        self._cells.append([])

    def add(self, piece: Piece) -> None:
        if self._merged:
            piece.lines = []
        self._cells[-1].append(piece)

    def row(self) -> Piece:
        """The row that ends here."""
        height = max((sum(map(_set_height, cell)) for cell in self._cells), default=0.0) + self._looks.cell_ends
        self._repeats += height if self._header else 0.0
        inside = [piece for cell in self._cells for piece in cell]
        return Piece(
            [height],
            keep_next=self._header,
            together=True,
            repeats=0.0 if self._header else self._repeats,
            notes=sum(piece.notes for piece in inside),
            bookmarks=tuple(name for piece in inside for name in piece.bookmarks),
        )


def _set_height(piece: Piece) -> float:
    return sum(piece.lines) + piece.before + piece.after if piece.lines else 0.0


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
