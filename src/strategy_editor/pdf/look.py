"""How things look: sizes, leading, space and colours, worked out once from the council's page and type.

Lengths are points. One scale serves all editions; large print raises the body to 18 points and nothing stays smaller.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.colours import contrast
from strategy_editor.model.blocks import Alignment
from strategy_editor.model.profile import PageLook
from strategy_editor.pdf.fonts import Family, Fonts
from strategy_editor.pdf.press import Inks

MILLIMETRE = 72 / 25.4
PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
LARGE_PRINT = 18.0

INK = "#14181f"
QUIET = "#4c5560"
LINK = "#0b4a99"
RULE = "#b4bcc6"
STRONG_RULE = "#5a6570"
GAP_FILL = "#fff1b8"
WATERMARK = "#f2f3f6"
PAPER = "#ffffff"

Variant = Literal["accessible", "print", "large-print"]
_VARIANTS: dict[str, Variant] = {"print": "print", "large-print": "large-print"}


def variant_of(edition: str) -> Variant:
    """How the pages of an edition are set."""
    return _VARIANTS.get(edition, "accessible")


JustifiedAlignment = Alignment | Literal["justified"]


class TextStyle(Struct, frozen=True):
    """How a paragraph is set. ``before`` and ``after`` are the space around it; neighbours share the larger one."""

    family: Family
    size: float
    leading: float
    colour: str = INK
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0
    alignment: JustifiedAlignment = "left"
    indent: float = 0.0
    hyphenate: bool = False

    def with_indent(self, indent: float) -> TextStyle:
        """The same, further from the left edge by ``indent`` in all."""
        return replace(self, indent=indent)

    @property
    def ascent(self) -> float:
        """From the top of a line down to its baseline."""
        face = self.family.regular
        height: float = (face.ascent - face.descent) * self.size
        return (self.leading - height) / 2 + face.ascent * self.size


class Geometry(Struct, frozen=True):
    """A page and the frame of its text."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def frame_width(self) -> float:
        return self.right - self.left

    @property
    def frame_height(self) -> float:
        return self.top - self.bottom

    def bound(self, page: int, binding: float) -> Geometry:
        """The geometry of page ``page`` (from 0) of a bound book: its text stands away from the spine."""
        if not binding or self.width > self.height:
            return self
        shift = binding / 2 if page % 2 == 0 else -binding / 2
        return replace(self, left=self.left + shift, right=self.right + shift)

    def turned(self) -> Geometry:
        """The same page lying on its side: margins turn with it, so that the binding edge stays free."""
        return Geometry(
            width=self.height,
            height=self.width,
            left=self.bottom,
            right=self.top,
            top=self.width - self.left,
            bottom=self.width - self.right,
        )


class Look:
    """Every style of a document. ``brief``: a report of a few sides, whose headings need not call across the page."""

    def __init__(
        self,
        page: PageLook,
        fonts: Fonts,
        inks: Inks,
        variant: Variant,
        *,
        brief: bool = False,
        justified: bool = False,
        hyphenated: bool = False,
    ) -> None:
        self.inks = inks
        self.large = variant == "large-print"
        self.body_family = fonts.family(page.body_font)
        self.heading_family = fonts.family(page.heading_font)
        self.accent = _readable(page.accent)
        self.size = max(LARGE_PRINT, page.body_size) if self.large else page.body_size
        self.geometry = _geometry(page)
        self.header_fill = page.table_header
        self.header_ink = INK if contrast(INK, page.table_header) >= 4.5 else PAPER
        self.capitals = page.capitals
        self._brief = brief and not self.large
        self._justified = justified
        self._hyphenated = hyphenated
        self._make(self.size)

    def _make(self, size: float) -> None:
        gap = 0.55 * size
        self.body = self._style(size, after=gap, flowing=True)
        self.item = self._style(size, after=0.25 * size, flowing=True)
        self.quote = self._style(size, after=gap, before=0.2 * size, italic=True, flowing=True).with_indent(1.6 * size)
        self.aside = self._style(self._smaller(0.9), after=gap, colour=QUIET)
        self.gap = self._style(size, after=gap)
        scale = (1.65, 1.3, 1.12, 1.0, 1.0, 1.0)
        if self.large:
            scale = (1.4, 1.22, 1.1, 1.0, 1.0, 1.0)
        elif self._brief:
            scale = (1.3, 1.12, 1.0, 1.0, 1.0, 1.0)
        self.headings = tuple(
            self._heading(step * size, before=before * size, after=after * size, level=level)
            for level, (step, before, after) in enumerate(
                zip(scale, (1.5, 1.2, 0.95, 0.8, 0.8, 0.8), (0.55, 0.4, 0.3, 0.25, 0.25, 0.25), strict=True), 1
            )
        )
        self.title = self._heading((1.6 if self.large else 2.1) * size, after=0.7 * size, level=1)
        self.above_title = self._style(1.08 * size, after=0.25 * size, colour=QUIET, bold=True)
        self.cover_council = self._heading((1.2 if self.large else 1.35) * size, after=0, level=2)
        self.cover_title = self._heading((2.0 if self.large else 2.9) * size, after=0.6 * size, level=1)
        self.cover_subtitle = self._style((1.25 if self.large else 1.5) * size, after=0.6 * size, colour=QUIET)
        self.cover_line = self._style(1.05 * size, after=0.35 * size)
        self.caption = self._style(self._smaller(0.92), before=0.7 * size, after=0.35 * size, bold=True)
        self.below_caption = self._style(self._smaller(0.92), before=0.3 * size, after=0.3 * size, bold=True)
        self.source = self._style(self._smaller(0.84), before=0.3 * size, after=0.9 * size, colour=QUIET)
        self.continued = self._style(self._smaller(0.84), after=0.35 * size, colour=QUIET)
        self.cell = self._style(self._smaller(0.88), after=0.2 * size, leading=1.32)
        self.note = self._style(self._smaller(0.8), after=0.12 * size, leading=1.32)
        self.box_title = self._heading(1.08 * size, after=0.3 * size, level=3)
        self.box_text = self._style(self._smaller(0.95), after=0.4 * size)
        self.pair_label = self._style(size, after=0.3 * size, bold=True)
        self.pair_text = self._style(size, after=0.3 * size)
        self.furniture = self._style(max(LARGE_PRINT - 4, 0.75 * size) if self.large else 0.75 * size, colour=QUIET)
        self.contents = (
            self._style(size, before=0.35 * size, after=0.08 * size, bold=True, leading=1.3),
            self._style(size, after=0.06 * size, leading=1.3),
            self._style(self._smaller(0.94), after=0.06 * size, leading=1.3),
        )
        self.chart = self._style(self._smaller(0.78), leading=1.25)

    def heading(self, level: int) -> TextStyle:
        """The style of a heading; level counts from 1."""
        return self.headings[min(level, len(self.headings)) - 1]

    def _smaller(self, share: float) -> float:
        return self.size if self.large else round(self.size * share, 2)

    def _style(
        self,
        size: float,
        *,
        before: float = 0.0,
        after: float = 0.0,
        colour: str = INK,
        bold: bool = False,
        italic: bool = False,
        leading: float = 1.4,
        flowing: bool = False,
    ) -> TextStyle:
        return TextStyle(
            family=self.body_family,
            size=round(size, 2),
            leading=round(size * leading, 2),
            colour=colour,
            bold=bold,
            italic=italic,
            before=before,
            after=after,
            alignment="justified" if flowing and self._justified else "left",
            hyphenate=flowing and self._hyphenated,
        )

    def _heading(self, size: float, *, after: float, level: int, before: float = 0.0) -> TextStyle:
        return TextStyle(
            family=self.heading_family,
            size=round(size, 2),
            leading=round(size * 1.2, 2),
            colour=self.accent if level <= 2 else INK,
            bold=True,
            before=before,
            after=after,
        )


def _geometry(page: PageLook) -> Geometry:
    width, height = (length * MILLIMETRE for length in PAPERS[page.paper])
    return Geometry(
        width=width,
        height=height,
        left=page.margin_left * MILLIMETRE,
        right=width - page.margin_right * MILLIMETRE,
        top=height - page.margin_top * MILLIMETRE,
        bottom=page.margin_bottom * MILLIMETRE,
    )


def _readable(colour: str) -> str:
    """The council's colour where it can be read on white, else ink."""
    return colour if contrast(colour, PAPER) >= 4.5 else INK
