"""A page that is laid out: what stands on it and where. It is drawn from that, now or when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from strategy_editor.manuscript.items import Item
from strategy_editor.pdf.furniture import Furnisher
from strategy_editor.pdf.look import RULE, Geometry
from strategy_editor.pdf.sheet import Book, Sheet
from strategy_editor.pdf.strips import Strip

NOTE_RULE = 9.0
"""The room that the rule above the footnotes takes."""


class FullPage:
    """A page that draws itself from ``item``, such as a cover; header and footer stay away from it."""

    def __init__(self, item: Item, draw: Callable[[Sheet, Geometry], None]) -> None:
        self.item = item
        self.draw = draw


class LaidPage(NamedTuple):
    """Page ``number`` (from 0): strips and lines of footnotes, each with its upper edge; or a full page."""

    number: int
    geometry: Geometry
    strips: Sequence[tuple[Strip, float]] = ()
    notes: Sequence[tuple[Strip, float]] = ()
    full: FullPage | None = None


def draw_page(page: LaidPage, book: Book, furnisher: Furnisher) -> Sheet:
    """Draw the next page of ``book``."""
    sheet = book.sheet(page.geometry.width, page.geometry.height)
    draw_on(sheet, page, furnisher)
    return sheet


def draw_on(sheet: Sheet, page: LaidPage, furnisher: Furnisher | None) -> None:
    """Draw what stands on a page, and its furniture if there is somebody to draw that."""
    if page.full is not None:
        if furnisher is not None:
            furnisher.mark(sheet)
        page.full.draw(sheet, page.geometry)
        sheet.close_marked()
        return
    left = page.geometry.left
    if furnisher is not None:
        furnisher.draw(sheet, page.geometry)
    for strip, top in page.strips:
        strip.draw(sheet, left, top)
    _paint_grounds(sheet, page.strips, left)
    if page.notes:
        y = page.notes[0][1] + 0.55 * NOTE_RULE
        sheet.over.rule(RULE, 0.6, left, y, left + 110, y)
    for strip, top in page.notes:
        strip.draw(sheet, left, top)
    sheet.close_marked()


def _paint_grounds(sheet: Sheet, strips: Sequence[tuple[Strip, float]], x: float) -> None:
    """Paint what lies under runs of strips with the same ground, once for each run."""
    start = 0
    while start < len(strips):
        first, top = strips[start]
        stop = start + 1
        while stop < len(strips) and strips[stop][0].ground is first.ground:
            stop += 1
        if first.ground is not None:
            last, last_top = strips[stop - 1]
            bottom = last_top - last.height
            first.ground.paint(sheet, x, top, bottom, first=first.opens, last=last.closes)
        start = stop
