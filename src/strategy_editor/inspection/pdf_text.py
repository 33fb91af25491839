"""The words of a PDF page, as its content says them: by marked piece, so that a paragraph is read as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf
from msgspec import Struct

from strategy_editor.inspection.cmap import CodeMap
from strategy_editor.inspection.pdf_rest import NAMES

_DEEPEST = 12
_INVISIBLE = (3, 7)
_EDGE, _DRAWN = -1, -2


class Piece(Struct):
    """Words between two marks. ``mark`` is the number that the structure of the document knows them by.

    It is below 0 for what stands at the edge of a page, and for words in a drawing, each a piece by itself.
    """

    mark: int
    text: str = ""


class PageText(Struct):
    """The pieces of a page; whether some words could not be read, and whether some are drawn without being seen."""

    pieces: list[Piece]
    unreadable: bool = False
    invisible: bool = False
    asides: list[str] = []
    """What marks say beside the words: names of marks that are no name of the format, and notes in their lists."""


class PageReader:
    """Reads pages of one file; remembers its fonts."""

    def __init__(self) -> None:
        self._maps: dict[tuple[int, int], CodeMap | None] = {}

    def read(self, page: pikepdf.Object) -> PageText:
        """All words of the page, those of the forms that it draws included."""
        out = PageText([], asides=[])
        _Content(self, page.get("/Resources"), out, 0).read(page)
        out.pieces = [piece for piece in out.pieces if piece.text.strip()]
        return out

    def map(self, font: pikepdf.Object | None) -> CodeMap | None:
        """What the codes of a font stand for; None where it does not say."""
        if font is None:
            return None
        if font.objgen not in self._maps:
            unicode = font.get("/ToUnicode")
            self._maps[font.objgen] = CodeMap(unicode.read_bytes()) if isinstance(unicode, pikepdf.Stream) else None
        return self._maps[font.objgen]


class _Mark(Struct, frozen=True):
    """A mark around words: the number of a piece, or words that stand for what is drawn."""

    number: int
    instead: str | None = None


class _Content:
    """One stream of drawing."""

    def __init__(self, reader: PageReader, resources: pikepdf.Object | None, out: PageText, depth: int) -> None:
        self._reader = reader
        self._resources = resources
        self._out = out
        self._depth = depth
        self._marks: list[_Mark] = []
        self._font: CodeMap | None = None
        self._kept: list[CodeMap | None] = []
        self._piece = Piece(_EDGE)
        out.pieces.append(self._piece)

    def read(self, source: pikepdf.Object) -> None:
        for instruction in pikepdf.parse_content_stream(source):
            operator, operands = str(instruction.operator), list(instruction.operands)
            match operator:
                case "BDC" | "BMC":
                    self._begin(operands)
                case "EMC":
                    self._end()
                case "q":
                    self._kept.append(self._font)
                case "Q":
                    self._font = self._kept.pop() if self._kept else self._font
                case "Tf":
                    self._font = self._reader.map(self._named("/Font", operands[0]))
                case "Tr":
                    self._out.invisible = self._out.invisible or int(operands[0]) in _INVISIBLE
                case "BT":
                    self._begin_text()
                case "Tj" | "TJ" | "'" | '"':
                    self._show(operands)
                case "Do":
                    self._draw(operands[0])

    def _named(self, kind: str, name: object) -> pikepdf.Object | None:
        """A font, form or list of properties, by the name that the stream knows it by."""
        known = self._resources.get(kind) if self._resources is not None else None
        return known.get(str(name)) if known is not None else None

    def _new_piece(self, mark: int) -> None:
        self._piece = Piece(mark)
        self._out.pieces.append(self._piece)

    def _begin(self, operands: list[pikepdf.Object]) -> None:
        said: pikepdf.Object | None = None
        if len(operands) > 1:
            is_list = isinstance(operands[1], pikepdf.Dictionary)
            said = operands[1] if is_list else self._named("/Properties", operands[1])
        if operands and str(operands[0]) not in NAMES:
            self._out.asides.append(str(operands[0])[1:])
        for key, value in said.items() if said is not None else ():
            if key != "/ActualText" and isinstance(value, pikepdf.String):
                self._out.asides.append(str(value))
        number = int(str(said.get("/MCID", _EDGE))) if said is not None else _EDGE
        instead = str(said["/ActualText"]) if said is not None and "/ActualText" in said else None
        self._marks.append(_Mark(number, instead))
        if instead is not None:
            self._piece.text += instead
        else:
            self._new_piece(_DRAWN if str(operands[0]) == "/Figure" else self._around())

    def _end(self) -> None:
        if self._marks and self._marks.pop().instead is None:
            self._new_piece(self._around())

    def _around(self) -> int:
        return next((mark.number for mark in reversed(self._marks) if mark.number >= 0), _EDGE)

    def _begin_text(self) -> None:
        if self._piece.mark == _DRAWN:
            self._new_piece(_DRAWN)
        elif self._piece.mark == _EDGE:
            self._piece.text += " "

    def _show(self, operands: Iterable[pikepdf.Object]) -> None:
        replaced = any(mark.instead is not None for mark in self._marks)
        for data in _strings(operands):
            text, complete = self._font.text(data) if self._font is not None else ("", not data)
            self._out.unreadable = self._out.unreadable or not complete
            if not replaced:
                self._piece.text += text

    def _draw(self, name: pikepdf.Object) -> None:
        form = self._named("/XObject", name)
        if form is not None and form.get("/Subtype") == "/Form" and self._depth < _DEEPEST:
            resources = form.get("/Resources", self._resources)
            _Content(self._reader, resources, self._out, self._depth + 1).read(form)


def _strings(operands: Iterable[pikepdf.Object]) -> Iterator[bytes]:
    for value in operands:
        if isinstance(value, pikepdf.String):
            yield bytes(value)
        elif isinstance(value, pikepdf.Array):
            yield from _strings(list(value))
