"""Reads a story of a Word file (the body, a note, a header, a text box): its paragraphs and tables, in order."""

from __future__ import annotations

import re

from lxml import etree
from msgspec.structs import replace

from strategy_editor.incoming.values import (
    Block,
    Bookmark,
    Cell,
    FormerShape,
    Paragraph,
    Place,
    Revision,
    Row,
    Shape,
    Table,
)
from strategy_editor.incoming.views import reaching
from strategy_editor.word.reading.context import Context, Link
from strategy_editor.word.reading.inline import Fields, Line, bookmark
from strategy_editor.word.reading.names import MC, W
from strategy_editor.word.reading.styles import (
    TWIPS,
    indent_of,
    is_on,
    outline_level,
    toggle,
    value,
    whole,
)

_CONTENTS = re.compile(r"(toc|contents|table of figures)( \d| heading)?$", re.IGNORECASE)
_WRAPPERS = frozenset(W + name for name in ("customXml", "smartTag", "sdtContent"))
_CHANGED = {W + "ins": "insertion", W + "moveTo": "insertion", W + "del": "deletion", W + "moveFrom": "deletion"}
_MOVES = {
    W + "moveFromRangeStart": ("moveFrom", True),
    W + "moveFromRangeEnd": ("moveFrom", False),
    W + "moveToRangeStart": ("moveTo", True),
    W + "moveToRangeEnd": ("moveTo", False),
}
_MAXIMUM_COLUMNS = 100


class Around:
    """What stands around blocks and holds for all of them."""

    __slots__ = ("contents", "deletion", "insertion")

    def __init__(
        self, insertion: Revision | None = None, deletion: Revision | None = None, *, contents: bool = False
    ) -> None:
        self.insertion = insertion
        self.deletion = deletion
        self.contents = contents


_NOTHING_AROUND = Around()


class StoryReader:
    """Reads one story. Fields may reach over paragraphs, and marks may stand between them, so it remembers both."""

    def __init__(self, context: Context, link: Link) -> None:
        self._context = context
        self._link = link
        self._fields = Fields()
        self._pending: list[Bookmark] = []
        self._starts: list[str] = []
        self._last: Place | None = None

    def blocks(self, element: etree._Element, around: Around = _NOTHING_AROUND) -> tuple[Block, ...]:
        """The paragraphs and tables in an element."""
        out: list[Block] = []
        self._read(element, around, out)
        return tuple(out)

    def _read(self, element: etree._Element, around: Around, out: list[Block]) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "p":
                out.append(self._paragraph(child, around))
            elif tag == W + "tbl":
                table = self._table(child, around)
                if table is not None:
                    out.append(table)
            elif tag == W + "sdt":
                inside = child.find(W + "sdtContent")
                if inside is not None:
                    contents = around.contents or _is_contents(child)
                    self._read(inside, Around(around.insertion, around.deletion, contents=contents), out)
            elif tag in _WRAPPERS:
                self._read(child, around, out)
            elif tag in _CHANGED:
                self._read(child, self._changed(child, around), out)
            elif tag == MC + "AlternateContent":
                if len(child):
                    self._read(child[0], around, out)
            else:
                self._mark(child)

    def _changed(self, element: etree._Element, around: Around) -> Around:
        revision = self._context.revision(element)
        if _CHANGED[element.tag] == "insertion":
            return Around(revision, around.deletion, contents=around.contents)
        return Around(around.insertion, revision, contents=around.contents)

    # ---- marks between blocks

    def _mark(self, element: etree._Element) -> None:
        """Bookmarks, ranges of comments and moves that stand between paragraphs."""
        tag = element.tag
        if tag == W + "bookmarkStart":
            self._pending.append(bookmark(element, 0))
        elif tag == W + "commentRangeStart":
            self._starts.append(element.get(W + "id") or "")
        elif tag == W + "commentRangeEnd":
            self._context.anchor(element.get(W + "id") or "").end = self._last
        elif tag in _MOVES:
            end, starts = _MOVES[tag]
            (self._context.move_starts if starts else self._context.move_stops)(element, end)

    # ---- paragraphs

    def _paragraph(self, element: etree._Element, around: Around) -> Paragraph:
        context = self._context
        number = next(context.numbers)
        for id in self._starts:
            context.anchor(id).start = Place(number, 0)
        self._starts.clear()
        bookmarks, self._pending = self._pending, []
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle")
        line = Line(context, self._link, self._fields, number, context.styles.of_paragraph(style), self._sub_story)
        line.bookmarks.extend(bookmarks)
        was_contents = self._fields.inside("TOC")
        line.read(element, around.insertion, around.deletion)
        insertion, deletion = self._ending(properties)
        shape = self._shape(properties, style, counts=deletion is None)
        self._last = Place(number, line.offset)
        name = context.styles.of_paragraph(style).name
        return Paragraph(
            numbers=(number,),
            runs=line.finished(),
            shape=shape,
            bookmarks=tuple(line.bookmarks),
            insertion=insertion,
            deletion=deletion,
            former=self._former(properties),
            contents=around.contents or was_contents or line.in_contents or _CONTENTS.match(name) is not None,
            new_section=properties is not None and properties.find(W + "sectPr") is not None,
        )

    def _ending(self, properties: etree._Element | None) -> tuple[Revision | None, Revision | None]:
        """The insertion and the deletion of the mark that ends the paragraph."""
        mark = None if properties is None else properties.find(W + "rPr")
        insertion = deletion = None
        for child in () if mark is None else mark:
            kind = _CHANGED.get(child.tag)
            if kind == "insertion":
                insertion = self._context.revision(child)
            elif kind == "deletion":
                deletion = self._context.revision(child)
        return insertion, deletion

    def _shape(self, properties: etree._Element | None, style: str, *, counts: bool) -> Shape:
        given = self._context.styles.of_paragraph(style)
        own = outline_level(properties)
        indent = indent_of(properties)
        found = None if properties is None else properties.find(W + "numPr")
        numbered = None if found is None else (value(found, "numId"), value(found, "ilvl"))
        new_page = toggle(properties, "pageBreakBefore")
        return Shape(
            style=given.name,
            level=given.level if own is None else own,
            level_of="paragraph" if own else "style" if own is None and given.level else "",
            listing=self._context.numbering.listing(style, numbered, counts=counts),
            alignment=value(properties, "jc") or given.alignment,
            indent=round(given.indent if indent is None else indent, 1),
            new_page=given.new_page if new_page is None else new_page,
        )

    def _former(self, properties: etree._Element | None) -> FormerShape | None:
        change = None if properties is None else properties.find(W + "pPrChange")
        if change is None:
            return None
        before = change.find(W + "pPr")
        return FormerShape(self._context.revision(change), self._shape(before, value(before, "pStyle"), counts=False))

    def _sub_story(self, element: etree._Element) -> tuple[Block, ...]:
        """The blocks of a text box, read apart so that fields and marks do not leak."""
        return StoryReader(self._context, self._link).blocks(element)

    # ---- tables

    def _table(self, element: etree._Element, around: Around) -> Table | None:
        properties = element.find(W + "tblPr")
        rows = reaching(self._row(row, around) for row in self._pieces(element, "tr"))
        if not rows:
            return None
        widths = tuple(
            round(whole(column.get(W + "w") or "") * TWIPS, 1)
            for column in element.findall(f"{W}tblGrid/{W}gridCol")[:_MAXIMUM_COLUMNS]
        )
        columns = max((cell.column + cell.column_span for row in rows for cell in row.cells), default=1)
        look = None if properties is None else properties.find(W + "tblLook")
        style = self._context.styles.given(value(properties, "tblStyle")).name if value(properties, "tblStyle") else ""
        return Table(
            rows=rows,
            columns=columns,
            widths=widths if len(widths) == columns else (),
            style=style,
            bordered="grid" in style.lower() or _has_borders(properties),
            first_row=look is not None and _marks_first_row(look),
            title=value(properties, "tblCaption"),
            description=value(properties, "tblDescription"),
        )

    def _pieces(self, element: etree._Element, name: str) -> list[etree._Element]:
        """Rows of a table or cells of a row, also those in wrappers; marks between them are noted."""
        found: list[etree._Element] = []
        for child in element:
            if child.tag == W + name:
                found.append(child)
            elif child.tag == W + "sdt" or child.tag in _WRAPPERS or child.tag in _CHANGED:
                found.extend(self._pieces(child, name))
            else:
                self._mark(child)
        return found

    def _row(self, element: etree._Element, around: Around) -> Row:
        properties = element.find(W + "trPr")
        insertion, deletion = around.insertion, around.deletion
        for child in () if properties is None else properties:
            if child.tag == W + "ins":
                insertion = self._context.revision(child)
            elif child.tag == W + "del":
                deletion = self._context.revision(child)
        column = min(whole(value(properties, "gridBefore")), _MAXIMUM_COLUMNS)
        cells: list[Cell] = []
        for child in self._pieces(element, "tc"):
            cell = self._cell(child, column, around)
            merged = value(child.find(W + "tcPr"), "hMerge")
            if cells and child.find(f"{W}tcPr/{W}hMerge") is not None and merged != "restart":
                cells[-1] = _widened(cells[-1], cell)
            else:
                cells.append(cell)
            column += cell.column_span
        return Row(tuple(cells), header=toggle(properties, "tblHeader") is True, insertion=insertion, deletion=deletion)

    def _cell(self, element: etree._Element, column: int, around: Around) -> Cell:
        properties = element.find(W + "tcPr")
        merge = None if properties is None else properties.find(W + "vMerge")
        inserted = None if properties is None else properties.find(W + "cellIns")
        deleted = None if properties is None else properties.find(W + "cellDel")
        return Cell(
            blocks=self.blocks(element, Around(contents=around.contents)),
            column=column,
            column_span=max(1, min(whole(value(properties, "gridSpan"), 1), _MAXIMUM_COLUMNS)),
            continued=merge is not None and merge.get(W + "val") != "restart",
            insertion=None if inserted is None else self._context.revision(inserted),
            deletion=None if deleted is None else self._context.revision(deleted),
        )


def _widened(cell: Cell, other: Cell) -> Cell:
    says = tuple(block for block in other.blocks if not isinstance(block, Paragraph) or block.text.strip())
    return replace(cell, column_span=cell.column_span + other.column_span, blocks=cell.blocks + says)


def _has_borders(properties: etree._Element | None) -> bool:
    borders = None if properties is None else properties.find(W + "tblBorders")
    return borders is not None and any((edge.get(W + "val") or "none") not in ("none", "nil") for edge in borders)


def _marks_first_row(look: etree._Element) -> bool:
    said = look.get(W + "firstRow")
    if said is not None:
        return is_on(look, "firstRow")
    try:
        return bool(int(look.get(W + "val") or "0", 16) & 0x20)
    except ValueError:
        return False


def _is_contents(element: etree._Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Table of Contents" in (gallery.get(W + "val") or "")
