"""Pages: strips are collected until no more fit, then the page is handed on, laid out.

A page ends at the last place where it may: not after a strip that sticks to the next one. Pictures and turned tables
that find no room wait for the next page, and the text goes on. Footnotes take their room at
the foot of the page on which they are called. One that is longer than the room there goes on at the foot of the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from strategy_editor.pdf.look import Geometry
from strategy_editor.pdf.pages import NOTE_RULE, FullPage, LaidPage
from strategy_editor.pdf.runs import Footnote
from strategy_editor.pdf.strips import Strip, text_strips

_TOLERANCE = 0.01
_MOST_FLOATED = 0.8
"""The share of a page that floats at its head may take; a higher one stays where it stands."""

_MOST_REPEATED = 0.4
"""The share of a page that repeated headings may take; longer ones are not repeated."""

_LEAST_TEXT = 0.35
"""The share of a page that footnotes leave to the text, where they go on from an earlier page."""


class TurnPage:
    """What follows starts on a new page."""


class Between:
    """The place between two items, where what waits for room may stand."""


class Hold:
    """What waits for room must stand before what follows: ``kinds`` of floats, none for all."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds


class Float:
    """Strips that need not stand just here: where they find no room, the text goes on and they open the next page.

    Floats of a ``kind`` keep their order. ``landscape`` ones have pages of their own, turned on their side. ``after``
    is the space wished below them.
    """

    def __init__(self, strips: Sequence[Strip], kind: str, *, after: float, landscape: bool = False) -> None:
        self.strips = strips
        self.kind = kind
        self.after = after
        self.landscape = landscape

    @property
    def height(self) -> float:
        """With the space between its strips."""
        return sum(strip.height for strip in self.strips) + sum(strip.space for strip in self.strips[1:])

    def reduced(self, lacking: float) -> Float | None:
        """The same, lower by ``lacking``; None where its drawing cannot be made so much smaller."""
        drawing, *rest = self.strips
        smaller = None if self.landscape else drawing.reduced(drawing.height - lacking)
        return Float([smaller, *rest], self.kind, after=self.after) if smaller is not None else None


class _Put(NamedTuple):
    """A strip on the page and the space above it; how much height was used before it, and how many note lines."""

    strip: Strip
    space: float
    used: float
    notes: int


Flow = Strip | TurnPage | Between | Hold | Float | FullPage


class Paginator:
    """Fills pages with strips, and hands each to ``deliver``.

    ``binding`` is how far, in all, text moves away from the spine.
    """

    def __init__(self, geometry: Geometry, deliver: Callable[[LaidPage], object], *, binding: float = 0.0) -> None:
        self._binding = binding
        self._upright = geometry
        self._geometry = geometry
        self._deliver = deliver
        self._count = 0
        self._page: list[_Put] = []
        self._used = 0.0
        self._owed = 0.0
        self._notes: list[Strip] = []
        self._carried: list[Strip] = []
        self._waiting: list[Float] = []

    def fill(self, flow: Iterable[Flow]) -> None:
        """Lay out the whole flow."""
        for item in flow:
            match item:
                case TurnPage():
                    self._close()
                case Between():
                    self._place_waiting_here()
                case Hold():
                    self._hold(item)
                case Float():
                    self._float(item)
                case FullPage():
                    self._close()
                    self._hand_on(LaidPage(self._count, self._upright, full=item))
                case _:
                    self._place(deque([item]))
        self._close()
        if not self._count:
            self._ship()

    def _close(self) -> None:
        """End the page; after it come what waits for room, and what is left of footnotes."""
        self._squeeze_waiting()
        while self._page or self._carried or self._waiting:
            if self._page or self._carried:
                self._ship()
            self._place_waiting()

    # ---- floats

    def _float(self, item: Float) -> None:
        behind = any(waiting.kind == item.kind for waiting in self._waiting)
        hopeless = not item.landscape and item.height > _MOST_FLOATED * self._geometry.frame_height
        fits = not item.landscape and self._has_room(item)
        if not behind and (fits or hopeless or not self._page):
            self._place_float(item)
        else:
            self._waiting.append(item)

    def _hold(self, hold: Hold) -> None:
        self._place_waiting_here()
        if any(not hold.kinds or waiting.kind in hold.kinds for waiting in self._waiting):
            self._squeeze_waiting()
        while any(not hold.kinds or waiting.kind in hold.kinds for waiting in self._waiting):
            if self._page or self._carried:
                self._ship()
            self._place_waiting()

    def _place_waiting_here(self) -> None:
        """Put what waits below the text on this page, as long as it fits."""
        while self._waiting and not (self._page and self._page[-1].strip.stick):
            item = self._waiting[0]
            if item.landscape or not self._has_room(item):
                return
            self._waiting.pop(0)
            self._place_float(item)

    def _squeeze_waiting(self) -> None:
        """Make what waits a little smaller, where it then stands on this page: else the page would end half empty."""
        while self._waiting and self._page and not self._page[-1].strip.stick:
            smaller = self._waiting[0].reduced(self._lacking(self._waiting[0]) + 2 * _TOLERANCE)
            if smaller is None:
                return
            self._waiting.pop(0)
            self._place_float(smaller)
            self._place_waiting_here()

    def _has_room(self, item: Float) -> bool:
        return self._lacking(item) <= _TOLERANCE

    def _lacking(self, item: Float) -> float:
        """How much higher the page would have to be for it."""
        notes = [line for strip in item.strips for line in self._note_strips(strip)]
        wanted = self._used + self._space(item.strips[0]) + item.height + self._foot_height(notes)
        return wanted - self._geometry.frame_height

    def _place_float(self, item: Float) -> None:
        if item.landscape:
            self._geometry = self._upright.turned()
            self._place(deque(item.strips))
            while self._page or self._carried:
                self._ship()
            self._geometry = self._upright
        else:
            self._place(deque(item.strips))
            self._owed = item.after

    def _place_waiting(self) -> None:
        """Put at the head of a new page what waits for room, as long as most of the page is left for it."""
        while self._waiting and self._used < _MOST_FLOATED * self._geometry.frame_height:
            item = self._waiting[0]
            if self._page and (item.landscape or item.height + self._used > self._geometry.frame_height):
                return
            self._waiting.pop(0)
            self._place_float(item)

    # ---- filling

    def _place(self, queue: deque[Strip]) -> None:
        while queue:
            strip = queue.popleft()
            if self._fits(strip):
                self._put(strip)
                continue
            divided = self._divided(strip)
            if divided is not None:
                self._put(divided[0])
                self._ship()
                self._open_with([divided[1]], queue)
            elif self._bare():
                self._take_back(0)  # it fits no page: what it would repeat gives way, and it is drawn as it is
                self._put(strip)
            else:
                moved = self._moved_on()
                self._ship()
                self._open_with([*moved, strip], queue)

    def _open_with(self, strips: list[Strip], queue: deque[Strip]) -> None:
        """Begin a page with ``strips``, and above them what must be said again.

        What waits for room comes first, unless that would tear a table or a box apart: a turned one above all, for
        what follows would lie on upright pages.
        """
        repeated = list(strips[0].repeated())
        if not repeated and strips[0].ground is None and self._geometry is self._upright:
            self._place_waiting()
        if sum(strip.height for strip in repeated) > _MOST_REPEATED * self._geometry.frame_height:
            repeated = []
        queue.extendleft(reversed([*repeated, *strips]))

    def _divided(self, strip: Strip) -> tuple[Strip, Strip] | None:
        """The strip in two parts, where the first fits what is left of the page, its footnotes included."""
        forced = self._bare()
        room = self._geometry.frame_height - self._used - self._space(strip) - self._foot_height([])
        # where it is only its footnotes that find no room, it is divided all the same
        room = min(room, strip.height - 1)
        while room > 0:
            parts = strip.divide(room, forced=forced)
            if parts is None or self._fits(parts[0]):
                return parts
            room = min(room, parts[0].height) - parts[0].height / 4
        return strip.divide(self._geometry.frame_height / 4, forced=True) if forced else None

    def _bare(self) -> bool:
        """Whether nothing is on the page but what was said again."""
        return all(put.strip.is_repeat for put in self._page)

    def _moved_on(self) -> list[Strip]:
        """Take from the page's end what must stand on the next page together with what follows."""
        for place in range(len(self._page), 0, -1):
            if not self._page[place - 1].strip.stick:
                moved = [put.strip for put in self._page[place:]]
                self._take_back(place)
                return moved
        return []

    def _take_back(self, place: int) -> None:
        if place < len(self._page):
            first = self._page[place]
            self._used = first.used
            del self._notes[first.notes :]
            del self._page[place:]
        self._owed = 0.0

    def _space(self, strip: Strip) -> float:
        return max(strip.space, self._owed) if self._page else 0.0

    def _fits(self, strip: Strip) -> bool:
        wanted = self._used + self._space(strip) + strip.height + self._foot_height(self._note_strips(strip))
        return wanted <= self._geometry.frame_height + _TOLERANCE

    def _put(self, strip: Strip) -> None:
        space = max(strip.space, self._owed)
        self._page.append(_Put(strip, space, self._used, len(self._notes)))
        self._used += (space if len(self._page) > 1 else 0.0) + strip.height
        self._owed = 0.0
        self._notes.extend(self._note_strips(strip))

    # ---- footnotes

    def _note_strips(self, strip: Strip) -> list[Strip]:
        return [line for note in strip.notes for line in self._note_lines(note)] if strip.notes else []

    def _note_lines(self, note: Footnote) -> list[Strip]:
        strips = text_strips(note.paragraph, self._geometry.frame_width)
        strips[-1].height += note.paragraph.style.after
        return strips

    def _foot_height(self, more: list[Strip]) -> float:
        """The room that the footnotes take, with ``more`` of them."""
        if not (more or self._notes or self._carried):
            return 0.0
        carried = min(sum(strip.height for strip in self._carried), self._geometry.frame_height * (1 - _LEAST_TEXT))
        notes = carried + sum(strip.height for strip in self._notes) + sum(strip.height for strip in more)
        return notes + NOTE_RULE if notes else 0.0

    # ---- handing on

    def _ship(self) -> None:
        """End the page, and hand it on."""
        geometry = self._geometry.bound(self._count, self._binding)
        y = geometry.top
        strips: list[tuple[Strip, float]] = []
        for index, put in enumerate(self._page):
            y -= put.space if index else 0.0
            strips.append((put.strip, y))
            y -= put.strip.height
        self._hand_on(LaidPage(self._count, geometry, strips, self._foot(geometry, y)))
        self._page, self._used, self._owed, self._notes = [], 0.0, 0.0, []

    def _hand_on(self, page: LaidPage) -> None:
        self._count += 1
        self._deliver(page)

    def _foot(self, geometry: Geometry, lowest: float) -> list[tuple[Strip, float]]:
        """The lines of footnotes, up from the bottom of the frame; what finds no room is kept for the next page."""
        waiting = [*self._carried, *self._notes]
        room = lowest - geometry.bottom - NOTE_RULE + _TOLERANCE
        placed: list[Strip] = []
        while waiting and room >= waiting[0].height:
            room -= waiting[0].height
            placed.append(waiting.pop(0))
        if waiting and not placed and not self._page:
            placed.append(waiting.pop(0))
        self._carried = waiting
        y = geometry.bottom + sum(strip.height for strip in placed)
        foot: list[tuple[Strip, float]] = []
        for strip in placed:
            foot.append((strip, y))
            y -= strip.height
        return foot
