"""What comes first: cover, title, contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.manuscript.items import (
    ContentsItem,
    CoverItem,
    HeadingItem,
    PictureSource,
    Span,
    TitleItem,
)
from strategy_editor.manuscript.plain import on_one_line
from strategy_editor.pdf.blocks import BlockSetter, Group
from strategy_editor.pdf.errors import PictureUnreadable
from strategy_editor.pdf.figures import paint_picture
from strategy_editor.pdf.look import QUIET, Geometry, TextStyle
from strategy_editor.pdf.pictures import Picture, opened, read_picture
from strategy_editor.pdf.runs import Label
from strategy_editor.pdf.sheet import Layer, Sheet
from strategy_editor.pdf.strips import Drawing, Strip, TextLine, text_strips
from strategy_editor.pdf.tags import Element
from strategy_editor.pdf.text import Paragraph


class Entry(NamedTuple):
    """A line of the contents; ``anchor`` is empty for what stands elsewhere."""

    level: int
    label: str
    title: str
    anchor: str


def contents_entries(headings: Sequence[HeadingItem], depth: int) -> list[Entry]:
    """What the contents list names."""
    return [
        Entry(heading.level, heading.label, on_one_line(heading.inlines), heading.anchor)
        for heading in headings
        if heading.in_contents and heading.level <= depth
    ]


# ---- title


LOGO = 62.0, 160.0
"""The greatest height and width of a logo in points."""


def logo_size(picture: Picture) -> tuple[float, float]:
    """Height and width of a logo."""
    height = min(LOGO[0], LOGO[1] * picture.height / picture.width)
    return height, height * picture.width / picture.height


def read_decoration(blocks: BlockSetter, pictures: PictureSource, digest: str) -> Picture | None:
    """A picture without which the page says all it has to; None, and a word of it, where it is damaged in a draft."""
    setter = blocks.setter
    try:
        picture = read_picture(pictures(digest))
        if setter.lenient:
            opened(picture)
    except PictureUnreadable as error:
        if not setter.lenient:
            raise
        setter.problems.append(error.message)
        return None
    return picture


def title_groups(
    item: TitleItem, parent: Element, blocks: BlockSetter, pictures: PictureSource, width: float
) -> Iterator[Group]:
    """The logo, the lines above the title, and the title."""
    look = blocks.look
    logo = read_decoration(blocks, pictures, item.logo) if item.logo else None
    if logo is not None:
        yield [_logo_strip(item.logo, logo, width)], look.above_title.after
    for line in item.above:
        text = line.upper() if look.capitals else line
        paragraph = blocks.setter.paragraph((Span(text),), look.above_title, parent.child("P"))
        yield text_strips(paragraph, width, keep_with_next=True), look.above_title.after
    if item.title:
        paragraph = blocks.setter.paragraph((Span(item.title),), look.title, parent.child("Title"))
        yield text_strips(paragraph, width, keep_with_next=True), look.title.after


def _logo_strip(digest: str, logo: Picture, width: float) -> Drawing:
    """The logo at the right edge."""
    high, wide = logo_size(logo)
    strip = Drawing(
        high, lambda sheet, x, top: paint_picture(sheet, digest, logo, None, (x + width - wide, top, wide, high))
    )
    strip.stick = True
    return strip


# ---- cover


_FULL_HEIGHT = 0.5
"""The share of the cover that a picture from edge to edge may take, where the words below it leave as much.

It is cropped to that, above and below.
"""

_MOST_CROPPED = 0.4
"""The share of a picture that may be cropped; a taller one stands whole, within the margins."""


class Cover:
    """The cover page: a band in the council's colour, a picture below it from edge to edge, title, lines below."""

    def __init__(self, item: CoverItem, parent: Element, blocks: BlockSetter, pictures: PictureSource) -> None:
        look = blocks.look
        self._item = item
        self._blocks = blocks
        self._picture = read_decoration(blocks, pictures, item.picture) if item.picture else None
        self._logo = read_decoration(blocks, pictures, item.logo) if item.logo else None
        council = item.council.upper() if look.capitals else item.council
        self._council = self._paragraph(council, replace(look.cover_council, colour="#ffffff"), parent.child("P"))
        self._figure = (
            parent.child("Figure", alternative=item.alternative) if item.picture and item.alternative else None
        )
        self._title = self._paragraph(item.title, look.cover_title, parent.child("Title"))
        self._subtitle = (
            self._paragraph(item.subtitle, look.cover_subtitle, parent.child("Subtitle")) if item.subtitle else None
        )
        self._lines = [self._paragraph(line, look.cover_line, parent.child("P")) for line in item.lines]

    def _paragraph(self, text: str, style: TextStyle, element: Element) -> Paragraph:
        return self._blocks.setter.paragraph((Span(text),), style, element)

    def draw(self, sheet: Sheet, geometry: Geometry) -> None:
        """Draw the cover; the band runs over the edges of the page."""
        look = self._blocks.look
        width, left, bleed = geometry.frame_width, geometry.left, sheet.book.media.bleed
        council = self._council.break_lines(width)
        band = max(0.16 * geometry.height, len(council) * look.cover_council.leading + 0.09 * geometry.height)
        foot = geometry.height - band
        sheet.under.fill(look.accent, -bleed, foot, geometry.width + 2 * bleed, band + bleed)
        y = _draw(sheet, self._council, left, foot + 0.5 * (band - self._council.height) + self._council.height, width)
        y = self._draw_picture(sheet, geometry, foot)
        title_top = min(y, foot - 0.12 * geometry.height)
        y = _draw(sheet, self._title, left, title_top, width) - look.cover_title.after
        if self._subtitle is not None:
            y = _draw(sheet, self._subtitle, left, y, width) - look.cover_subtitle.after
        for line in self._lines:
            line.break_lines(width)
        height = sum(line.height + look.cover_line.after for line in self._lines)
        y = min(y - look.size, geometry.bottom + height)
        for line in self._lines:
            y = _draw(sheet, line, left, y, width) - look.cover_line.after
        if self._logo is not None:
            high, wide = logo_size(self._logo)
            place = (geometry.right - wide, geometry.bottom + high, wide, high)
            paint_picture(sheet, self._item.logo, self._logo, None, place)
        sheet.close_marked()

    def _height_of_words(self, geometry: Geometry) -> float:
        """What stands below the picture, with the space around it."""
        look = self._blocks.look
        parts = [(self._title, look.cover_title), *((line, look.cover_line) for line in self._lines)]
        if self._subtitle is not None:
            parts.append((self._subtitle, look.cover_subtitle))
        for paragraph, _ in parts:
            paragraph.break_lines(geometry.frame_width)
        height = sum(paragraph.height + style.after for paragraph, style in parts)
        return height + 0.05 * geometry.height + 2 * look.size

    def _draw_picture(self, sheet: Sheet, geometry: Geometry, foot: float) -> float:
        """The picture under the band, whose foot that is; the top of what follows."""
        picture, bleed = self._picture, sheet.book.media.bleed
        if picture is None:
            return foot - 0.05 * geometry.height
        ratio = picture.height / picture.width
        most = min(_FULL_HEIGHT * geometry.height, foot - geometry.bottom - self._height_of_words(geometry))
        full = geometry.width + 2 * bleed
        if full * ratio * (1 - _MOST_CROPPED) > most:
            top = foot - 0.05 * geometry.height
            height = max(0.1 * geometry.height, min(0.32 * geometry.height, most - 0.05 * geometry.height))
            width = min(geometry.frame_width, picture.natural_width * 2, height / ratio)
            place = (geometry.left, top, width, width * ratio)
            paint_picture(sheet, self._item.picture, picture, self._figure, place)
            return top - width * ratio - 0.04 * geometry.height
        shown = (-bleed, foot, full, min(full * ratio, most))
        paint_picture(sheet, self._item.picture, picture, self._figure, shown, cropped=full * ratio)
        return foot - shown[3] - 0.05 * geometry.height


def _draw(sheet: Sheet, paragraph: Paragraph, x: float, top: float, width: float) -> float:
    """Draw a paragraph at once; where it ends."""
    for index in range(len(paragraph.break_lines(width))):
        paragraph.draw_line(sheet, index, x, top)
        top -= paragraph.style.leading
    return top


# ---- contents


class ContentsLine(Strip):
    """A line of an entry, linked over the whole width. The last one has dots and the number of the page."""

    def __init__(self, line: TextLine, link: Element, entry: Entry, width: float, *, last: bool) -> None:
        super().__init__(line.height, space=line.space, stick=line.stick)
        self._line = line
        self._link = link
        self._entry = entry
        self._width = width
        self._last = last

    @property
    def numbers(self) -> tuple[str, ...]:
        return (self._entry.anchor,) if self._last else ()

    def anchor_at(self, x: float, down: float) -> str:
        return self._entry.anchor

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self._line.draw(sheet, x, top)
        if self._last:
            self._draw_number(sheet, x, top)
        said = f"{self._entry.label} {self._entry.title}".strip()
        sheet.link(self._link, (x, top - self.height, x + self._width, top), "", self._entry.anchor, said)

    def _draw_number(self, sheet: Sheet, x: float, top: float) -> None:
        paragraph = self._line.paragraph
        style = paragraph.style
        face = style.family.face(bold=style.bold, italic=False)
        baseline, right = top - style.ascent, x + self._width
        book, anchor = sheet.book, self._entry.anchor

        def write() -> str:
            """The page number at the right edge: it is known when all pages are."""
            text = str(book.destinations[anchor].page + 1) if anchor in book.destinations else " "
            inside = Layer(book.inks, book.faces)
            left = right - face.width(text) * style.size
            inside.text(face, style.size, style.colour, left, baseline, face.shape(text).code)
            return "\n".join(part for part in inside.parts if isinstance(part, str))

        sheet.later(self._link.slot(), face, write)
        start = x + paragraph.right_end(self._line.index) + 0.6 * style.size
        end = right - face.width("000") * style.size - 0.3 * style.size
        step = 0.36 * style.size
        start = right - int((right - start) / step) * step
        if end > start:
            sheet.under.rule(QUIET, 0.7, start, baseline + 0.4, end, baseline + 0.4, dash=f"[0.7 {step - 0.7:.2f}]")


_LEAST_ENTRIES = 3
"""So many entries of a list stand on its last page at least."""


def contents_groups(
    item: ContentsItem, entries: Sequence[Entry], parent: Element, blocks: BlockSetter, width: float
) -> Iterator[Group]:
    """The contents list: each line a link, with the number of its page."""
    look, setter = blocks.look, blocks.setter
    table = parent.child("TOC")
    others = [
        Entry(1, "", blocks.wording.say("caption", label=label, caption=title), "") for label, title in item.others
    ]
    indents = _contents_indents(entries, blocks)
    listed = (*entries, *others)
    for number, entry in enumerate(listed):
        style = look.contents[min(entry.level, len(look.contents)) - 1]
        reference = table.child("TOCI").child("Reference")
        x, text_x = indents.get(entry.level, (0.0, 0.0))
        if not entry.label:
            text_x = x
        right = style.family.bold.width("0000") * style.size
        link = reference.child("Link") if entry.anchor in setter.targets else reference
        face = style.family.face(bold=style.bold, italic=False)
        label = Label(entry.label, x, face, style.colour, link.slot()) if entry.label else None
        paragraph = setter.paragraph(
            (Span(entry.title),), style.with_indent(text_x), link, label=label, place=entry.anchor
        )
        strips = text_strips(paragraph, width - right, whole=True)
        if link is not reference:
            lines = [strip for strip in strips if isinstance(strip, TextLine)]
            strips = [ContentsLine(line, link, entry, width, last=line is lines[-1]) for line in lines]
        strips[-1].stick = number < 1 or len(listed) - _LEAST_ENTRIES <= number < len(listed) - 1
        yield strips, style.after


def _contents_indents(entries: Sequence[Entry], blocks: BlockSetter) -> dict[int, tuple[float, float]]:
    """For each level where its labels and its titles begin."""
    look = blocks.look
    indents: dict[int, tuple[float, float]] = {}
    left = 0.0
    for level in range(1, max((entry.level for entry in entries), default=0) + 1):
        style = look.contents[min(level, len(look.contents)) - 1]
        labels = [entry.label for entry in entries if entry.level == level and entry.label]
        column = max((blocks.label_width(label, style) for label in labels), default=0.0)
        indents[level] = (left, left + column)
        left += column or 1.2 * look.size
    return indents
