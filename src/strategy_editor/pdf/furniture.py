"""What stands on every page: header, footer, classification and the mark of a draft. All of it is an artifact."""

from __future__ import annotations

import math

from msgspec.structs import replace

from strategy_editor.manuscript.items import Furniture, Span
from strategy_editor.pdf.fonts import Face
from strategy_editor.pdf.look import INK, RULE, WATERMARK, Geometry, Look
from strategy_editor.pdf.setter import Setter
from strategy_editor.pdf.sheet import Layer, Sheet

_GAP = 10.0
_TEXTS = ("header_left", "header_right", "footer_left", "page_of", "mark", "classification")


def settable_furniture(furniture: Furniture, setter: Setter) -> Furniture:
    """The furniture, with a mark in the place of each word that cannot be set."""
    said = {name: setter.settable((Span(getattr(furniture, name)),), setter.note_style) for name in _TEXTS}
    return replace(furniture, **{name: "".join(each.text for each in spans) for name, spans in said.items()})  # type: ignore[union-attr]


class Furnisher:
    """Draws the furniture of a page."""

    def __init__(self, furniture: Furniture, look: Look) -> None:
        self.furniture = furniture
        self._look = look
        self._face = look.furniture.family.regular
        self._strong = look.furniture.family.bold
        self._size = look.furniture.size

    def draw(self, sheet: Sheet, geometry: Geometry) -> None:
        """Header, footer and mark."""
        self.mark(sheet)
        self._header(sheet, geometry)
        self._footer(sheet, geometry)

    def mark(self, sheet: Sheet) -> None:
        """The mark of a draft, large and pale across the page, under the text."""
        mark = self.furniture.mark
        if not mark:
            return
        face = self._strong
        angle = math.atan2(sheet.height, sheet.width)
        size = 0.62 * math.hypot(sheet.width, sheet.height) / max(face.width(mark), 0.1)
        size = min(size, 0.3 * min(sheet.width, sheet.height))
        cosine, sine = math.cos(angle), math.sin(angle)
        half, drop = face.width(mark) * size / 2, 0.33 * size
        x = sheet.width / 2 - half * cosine + drop * sine
        y = sheet.height / 2 - half * sine - drop * cosine
        shape = face.shape(mark)
        for part_face, part in shape.parts or ((face, shape),):
            sheet.book.faces.add(part_face)
            sheet.under.draw(
                f"BT /{part_face.key} {size:.1f} Tf {self._look.inks.fill(WATERMARK)} "
                f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {y:.2f} Tm [<{part.code}>]TJ ET"
            )
            x, y = x + part.width * size * cosine, y + part.width * size * sine

    def _header(self, sheet: Sheet, geometry: Geometry) -> None:
        furniture, layer = self.furniture, sheet.furniture
        baseline = geometry.top + (geometry.height - geometry.top) * 0.42
        middle = "  ".join(filter(None, (furniture.classification, furniture.mark)))
        room = geometry.frame_width
        centre = self._width(middle, self._strong)
        sides = (room - centre) / 2 - _GAP if middle else room / 2 - _GAP
        if middle:
            self._write(layer, middle, geometry.left + (room - centre) / 2, baseline, self._strong, INK)
        self._write(layer, self._fitted(furniture.header_left, sides), geometry.left, baseline, self._face)
        right = self._fitted(furniture.header_right, sides)
        self._write(layer, right, geometry.right - self._width(right, self._face), baseline, self._face)
        if furniture.header_left or furniture.header_right or middle:
            y = baseline - 0.6 * self._size
            layer.rule(RULE, 0.5, geometry.left, y, geometry.right, y)

    def _footer(self, sheet: Sheet, geometry: Geometry) -> None:
        furniture, layer = self.furniture, sheet.furniture
        baseline = geometry.bottom * 0.5
        book, number = sheet.book, sheet.number + 1
        face, size, colour = self._face, self._size, self._look.furniture.colour

        def page_of() -> str:
            return furniture.page_of.replace("{page}", str(number)).replace("{pages}", str(book.count))

        def write() -> str:
            """The page number at the right edge: how many pages there are is known at the end."""
            inside = Layer(book.inks, book.faces)
            text = page_of()
            _text(inside, text, geometry.right - face.width(text) * size, baseline, face, size, colour)
            return "\n".join(part for part in inside.parts if isinstance(part, str))

        if furniture.page_of:
            layer.later(face, write)
        reserved = self._width(furniture.page_of, self._face) + _GAP
        left = self._fitted(furniture.footer_left, geometry.frame_width - reserved)
        self._write(layer, left, geometry.left, baseline, self._face)

    def _write(self, layer: Layer, text: str, x: float, y: float, face: Face, colour: str = "") -> None:
        _text(layer, text, x, y, face, self._size, colour or self._look.furniture.colour)

    def _width(self, text: str, face: Face) -> float:
        return face.width(text) * self._size

    def _fitted(self, text: str, width: float) -> str:
        """``text``, cut with an ellipsis where it is too long for its side."""
        if self._width(text, self._face) <= width:
            return text
        while text and self._width(f"{text}…", self._face) > width:
            text = text[:-1].rstrip()
        return f"{text}…"


def _text(layer: Layer, text: str, x: float, y: float, face: Face, size: float, colour: str) -> None:
    for place, word in enumerate(text.split(" ")):
        if place:
            layer.text(face, size, colour, x, y, face.space.code)
            x += face.space.width * size
        if word:
            shape = face.shape(word)
            for part_face, part in shape.parts or ((face, shape),):
                layer.text(part_face, size, colour, x, y, part.code)
                x += part.width * size
