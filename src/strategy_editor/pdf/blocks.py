"""Paragraphs, headings and lists, wherever they stand: in the text, in a box, in a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.manuscript.items import (
    CellItem,
    HeadingItem,
    ListEntry,
    ListItems,
    ParagraphItem,
    Span,
)
from strategy_editor.manuscript.wording import Wording
from strategy_editor.model.blocks import Alignment
from strategy_editor.pdf.look import Look, TextStyle
from strategy_editor.pdf.runs import Label
from strategy_editor.pdf.setter import Setter
from strategy_editor.pdf.strips import Strip, spaced, text_strips
from strategy_editor.pdf.tags import Element

BULLETS = ("•", "–", "◦")
_LIST_ATTRIBUTES = {
    "bullet": "<</O/List/ListNumbering/Disc>>",
    "number": "<</O/List/ListNumbering/Decimal>>",
    "letter": "<</O/List/ListNumbering/LowerAlpha>>",
}
Group = tuple[list[Strip], float]
"""Strips, and the space wished after them."""


class Place(Struct, frozen=True):
    """Where blocks stand: ``x`` from the left edge of the frame, up to ``width``. ``column`` is that of the numbers.

    ``text``, ``item`` and ``heading`` are the styles there; ``heading`` is None where headings keep their own.
    """

    width: float
    text: TextStyle
    item: TextStyle
    x: float = 0.0
    column: float = 0.0
    heading: TextStyle | None = None


class HeadingLevels:
    """Gives headings levels without gaps, as PDF/UA demands."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, level: int) -> int:
        """The level to use for a heading that asks for ``level``: never more than one below the last."""
        self._last = max(1, min(level, self._last + 1, 6))
        return self._last


class BlockSetter:
    """Makes strips of blocks, and their elements."""

    def __init__(self, look: Look, setter: Setter, wording: Wording) -> None:
        self.look = look
        self.setter = setter
        self.wording = wording
        self.levels = HeadingLevels()
        self.on_heading: Callable[[HeadingItem, int], None] = lambda _item, _level: None

    # ---- paragraphs

    def paragraph(self, item: ParagraphItem, parent: Element, place: Place) -> Group:
        """A paragraph of the text. Its number hangs in the column for numbers."""
        inlines, style = item.inlines, place.text
        if item.kind == "quote":
            parent = parent.child("BlockQuote")
            style = self.look.quote if place.heading is None else replace(style, italic=True, indent=style.size)
        elif item.kind == "note":
            style = self.look.aside if place.heading is None else style
            inlines = (Span(f"{self.wording.say('note')}: ", bold=True), *inlines)
        element = parent.child("P")
        style = style.with_indent(place.x + place.column + style.indent)
        label = self._label(item.label, style, element, place.x)
        if label is not None and place.column == 0:
            style = style.with_indent(style.indent + self.label_width(item.label, style))
        paragraph = self.setter.paragraph(inlines, style, element, label=label, anchors=(item.anchor,))
        width = place.width - style.size if item.kind == "quote" else place.width
        return text_strips(paragraph, width), style.after

    def label_width(self, label: str, style: TextStyle) -> float:
        """What a hanging number takes up, with the gap after it."""
        face = style.family.face(bold=style.bold, italic=False)
        return face.width(label) * style.size + 0.75 * style.size

    def _label(self, text: str, style: TextStyle, element: Element, x: float) -> Label | None:
        if not text:
            return None
        face = style.family.face(bold=style.bold, italic=False)
        return Label(text, x, face, style.colour, element.slot())

    # ---- headings

    def heading(self, item: HeadingItem, parent: Element, place: Place) -> Group:
        """A heading: it stays with what follows, and its number hangs."""
        level = self.levels.next(item.level)
        element = parent.child(f"H{level}")
        style = place.heading or self.look.heading(item.level)
        hanging = place.column if item.label or item.level > 1 else 0.0
        if item.label and place.heading is None:
            hanging = max(hanging, self.label_width(item.label, style))
        style = style.with_indent(place.x + hanging)
        label = self._label(item.label, style, element, place.x)
        paragraph = self.setter.paragraph(item.inlines, style, element, label=label, anchors=(item.anchor,))
        self.on_heading(item, level)
        return text_strips(paragraph, place.width, keep_with_next=True), style.after

    # ---- lists

    def list_groups(self, items: ListItems, parent: Element, place: Place) -> Iterator[Group]:
        """The entries of a list, and those of the lists inside them."""
        element = parent.child("L", attributes=_LIST_ATTRIBUTES[items.kind])
        labels = [entry.label or _bullet(items) for entry in items.entries]
        style = place.item
        gap = max(self.label_width(label, style) for label in labels) if labels else 0.0
        indent = max(1.35 * style.size, gap - 0.2 * style.size)
        x = place.x + place.column
        for number, (entry, label) in enumerate(zip(items.entries, labels, strict=True), 1):
            row = element.child("LI")
            marker = Label(label, x, style.family.regular, style.colour, row.child("Lbl").slot())
            body = row.child("LBody")
            own = style.with_indent(x + indent)
            paragraph = self.setter.paragraph(
                entry.inlines, own, body.child("P"), label=marker, anchors=(entry.anchor,)
            )
            last = number == len(items.entries) and items.level == 1 and not entry.children
            yield text_strips(paragraph, place.width), place.text.after if last else own.after
            yield from self._nested(entry, body, replace(place, x=x + indent, column=0.0), number == len(labels))

    def _nested(self, entry: ListEntry, body: Element, place: Place, last: bool) -> Iterator[Group]:
        if entry.children is None:
            return
        groups = list(self.list_groups(entry.children, body, place))
        if last and groups:
            groups[-1] = (groups[-1][0], place.text.after)
        yield from groups

    # ---- what stands in cells and boxes

    def groups(self, items: Sequence[CellItem], parent: Element, place: Place) -> Iterator[Group]:
        """Blocks one after the other."""
        for item in items:
            match item:
                case ParagraphItem():
                    yield self.paragraph(item, parent, place)
                case HeadingItem():
                    yield self.heading(item, parent, place)
                case ListItems():
                    yield from self.list_groups(item, parent, place)

    def cell(
        self, items: Sequence[CellItem], parent: Element, width: float, *, alignment: Alignment, bold: bool, colour: str
    ) -> list[Strip]:
        """The strips of a table cell of this width, the padding taken off."""
        style = replace(self.look.cell, alignment=alignment, bold=bold, colour=colour)
        item = replace(style, alignment="left", after=0.1 * style.size)
        heading = replace(style, bold=True)
        return list(spaced(self.groups(items, parent, Place(width=width, text=style, item=item, heading=heading))))


def _bullet(items: ListItems) -> str:
    return BULLETS[(items.level - 1) % len(BULLETS)]
