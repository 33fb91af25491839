"""Strips: what a page is filled with, from top to bottom. A strip is drawn whole, on one page.

Everything that is laid out becomes strips: a line of text, a row of a table, a picture. The paginator knows only these:
how high they are, where no page may end, which footnotes they call, and how to divide one that is too high.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from strategy_editor.pdf.runs import Footnote
from strategy_editor.pdf.sheet import Sheet
from strategy_editor.pdf.text import Paragraph

LEAST_SHARE = 0.75
"""The share of its size that a drawing keeps where it is made smaller to find room."""


class Ground(Protocol):
    """What is painted under a run of strips that stand together, such as a box."""

    def paint(self, sheet: Sheet, x: float, top: float, bottom: float, *, first: bool, last: bool) -> None:
        """Paint under the strips from ``top`` to ``bottom``; ``x`` is the left edge of the text."""


class Strip:
    """A piece of the page's height. ``space`` is wished above it, and left out at the head of a page.

    ``stick``: no page may end just below it. ``ground``: what it stands on; ``opens`` and ``closes`` say that this
    strip is the first, or the last, on that ground. ``is_repeat``: it says again what stood on an earlier page.
    Strips may be laid out many times (see :mod:`strategy_editor.pdf.proof`): laying out and drawing do not change them.
    """

    ground: Ground | None = None
    opens = False
    closes = False
    is_repeat = False
    notes: tuple[Footnote, ...] = ()

    def __init__(self, height: float, *, space: float = 0.0, stick: bool = False) -> None:
        self.height = height
        self.space = space
        self.stick = stick

    @property
    def anchors(self) -> tuple[str, ...]:
        """The places that it is a destination for."""
        return ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The places whose page numbers it prints."""
        return ()

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""

    def anchor_at(self, x: float, down: float) -> str:
        """The anchor of what stands at a point, from the upper left corner; empty where that is nothing."""
        return next(iter(self.anchors), "")

    def divide(self, room: float, *, forced: bool) -> tuple[Strip, Strip] | None:
        """This strip as two, the first no higher than ``room``; None where it stays whole.

        ``forced`` asks for a first part whatever it costs, since the strip would fit no page.
        """
        return None

    def reduced(self, height: float) -> Strip | None:
        """The same, no higher than ``height``; None where it would be too small, or cannot be made smaller."""
        return None

    def repeated(self) -> Sequence[Strip]:
        """What is said again above this strip where it opens a page."""
        return ()


class Blank(Strip):
    """Nothing: padding that is kept even at the head of a page."""


class TextLine(Strip):
    """A line of a paragraph, ``x`` from the left edge of the frame."""

    def __init__(
        self, paragraph: Paragraph, index: int, *, x: float = 0.0, space: float = 0.0, artifact: bool = False
    ) -> None:
        super().__init__(paragraph.style.leading, space=space)
        self.paragraph = paragraph
        self.index = index
        self.x = x
        self.artifact = artifact
        self.notes = () if artifact else paragraph.notes(index)

    @property
    def anchors(self) -> tuple[str, ...]:
        return () if self.artifact or self.index else self.paragraph.anchors

    def anchor_at(self, x: float, down: float) -> str:
        return next(iter(self.paragraph.anchors), "")

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self.paragraph.draw_line(sheet, self.index, x + self.x, top, artifact=self.artifact)


class Drawing(Strip):
    """Something that draws itself, such as a picture."""

    def __init__(
        self, height: float, paint: Callable[[Sheet, float, float], None], anchors: tuple[str, ...] = ()
    ) -> None:
        super().__init__(height)
        self._paint = paint
        self._anchors = anchors

    @property
    def anchors(self) -> tuple[str, ...]:
        return self._anchors

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        for anchor in self._anchors:
            sheet.destination(anchor, x, top)
        self._paint(sheet, x, top)


class ScaledDrawing(Drawing):
    """A drawing that may be made a little smaller; ``paint`` gets the share of its width and height, too."""

    def __init__(
        self,
        height: float,
        paint: Callable[[Sheet, float, float, float], None],
        anchors: tuple[str, ...] = (),
        share: float = 1.0,
    ) -> None:
        super().__init__(height * share, lambda sheet, x, top: paint(sheet, x, top, share), anchors)
        self._full = height
        self._paint_scaled = paint
        self._reduced: dict[float, Strip] = {}

    def reduced(self, height: float) -> Strip | None:
        share = int(height / self._full * 10_000) / 10_000
        if share < LEAST_SHARE:
            return None
        if share not in self._reduced:  # the same again where it is laid out again, so that nothing is painted anew
            made = ScaledDrawing(self._full, self._paint_scaled, self._anchors, share)
            made.space, made.stick = self.space, self.stick
            self._reduced = {share: made}
        return self._reduced[share]


def text_strips(
    paragraph: Paragraph,
    width: float,
    *,
    x: float = 0.0,
    keep_with_next: bool = False,
    whole: bool = False,
    artifact: bool = False,
) -> list[Strip]:
    """The lines of a paragraph. No page begins or ends with a single line of one that has several."""
    lines = paragraph.break_lines(width - x)
    count = len(lines)
    strips: list[Strip] = []
    for index in range(count):
        strip = TextLine(paragraph, index, x=x, space=paragraph.style.before if index == 0 else 0.0, artifact=artifact)
        last = index == count - 1
        strip.stick = keep_with_next if last else whole or keep_with_next or index in (0, count - 2)
        strips.append(strip)
    return strips


def spaced(groups: Iterable[tuple[Sequence[Strip], float]]) -> Iterator[Strip]:
    """Strips of one group after the other; ``after`` of a group and the space above the next share the larger."""
    after = 0.0
    for strips, following in groups:
        if strips:
            strips[0].space = max(strips[0].space, after)
            yield from strips
            after = following
