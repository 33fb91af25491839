"""The page: its size and margins in twips, upright and on its side, and the sections made of them."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.profile import PageLook
from strategy_editor.word.styles import PAPERS, twips
from strategy_editor.word.xml import W

HEADER_DISTANCE = 12.0
"""Millimetres from the edge of the page to its header and footer."""


class PageShape(Struct, frozen=True):
    """An upright page. All lengths are in twips (a twentieth of a point)."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    gutter: int = 0

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom

    def turned(self) -> PageShape:
        """The page on its side, its margins turned with it."""
        return PageShape(
            self.height, self.width, self.left, self.top, self.right, self.bottom, self.header, self.footer, self.gutter
        )

    def xml(self) -> str:
        """The size and margins, as they stand in a section's properties."""
        side = ' w:orient="landscape"' if self.width > self.height else ""
        return (
            f'<w:pgSz w:w="{self.width}" w:h="{self.height}"{side}/>'
            f'<w:pgMar w:top="{self.top}" w:right="{self.right}" w:bottom="{self.bottom}" w:left="{self.left}"'
            f' w:header="{self.header}" w:footer="{self.footer}" w:gutter="{self.gutter}"/>'
        )


def page_of_look(look: PageLook) -> PageShape:
    """The page that the council's settings ask for."""
    width, height = (twips(side) for side in PAPERS[look.paper])
    edge = twips(HEADER_DISTANCE)
    return PageShape(
        width,
        height,
        twips(look.margin_top),
        twips(look.margin_right),
        twips(look.margin_bottom),
        twips(look.margin_left),
        edge,
        edge,
    )


def page_of_section(section: etree._Element | None, look: PageLook) -> PageShape:
    """The page of a template's section; what it does not say, the council's settings do."""
    shape = page_of_look(look)
    if section is None:
        return shape
    size, margins = section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")

    def read(element: etree._Element | None, name: str, otherwise: int) -> int:
        value = "" if element is None else element.get(f"{{{W}}}{name}", "")
        try:
            return abs(int(float(value)))
        except ValueError:
            return otherwise

    width, height = read(size, "w", shape.width), read(size, "h", shape.height)
    found = PageShape(
        min(width, height),
        max(width, height),
        read(margins, "top", shape.top),
        read(margins, "right", shape.right),
        read(margins, "bottom", shape.bottom),
        read(margins, "left", shape.left),
        read(margins, "header", shape.header),
        read(margins, "footer", shape.footer),
        read(margins, "gutter", 0),
    )
    return found if found.text_width > 1440 and found.text_height > 1440 else shape


def as_wide(look: PageLook, page: PageShape) -> PageLook:
    """The page look with margins that leave the text as wide as on this page."""
    across = round(PAPERS[look.paper][0] * 1440 / 25.4)
    left = min(page.left + page.gutter, across - page.text_width)
    right = across - page.text_width - left
    return replace(look, margin_left=left * 25.4 / 1440, margin_right=right * 25.4 / 1440)
