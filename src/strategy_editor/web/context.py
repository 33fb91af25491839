"""What the writing of one page has at hand: standing words, ids, notes that were called, pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from strategy_editor.manuscript.anchors import anchors
from strategy_editor.manuscript.items import ChartItem, Item, Manuscript, Note, TimelineItem
from strategy_editor.templates.wording import DEFAULTS, fill

DEEPEST_HEADING = 6
_PLAIN_ID = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class Shown(NamedTuple):
    """Where a page finds a picture, and how large it is shown where there is room, in pixels of the page."""

    source: str
    width: int
    height: int


class Supply(Protocol):
    """How a page comes by its pictures and charts."""

    def picture(self, digest: str, anchor: str, name: str) -> Shown:
        """The picture with this SHA-256, which ``name`` says what it is: ``Figure 3``."""

    def timeline(self, item: TimelineItem) -> Shown | None:
        """The picture of milestones as a file of its own; None where it is drawn in the page."""

    def chart(self, item: ChartItem) -> Shown | None:
        """A picture of the chart, where it is not drawn in the page itself."""


class Context:
    """Shared by all that writes into one page.

    ``plain`` pages bring no style of their own: their lists leave the labels to the browser. ``shares`` are the
    widths that columns and pictures were given, in hundredths.
    """

    def __init__(self, manuscript: Manuscript, items: Iterable[Item], supply: Supply, *, plain: bool = False) -> None:
        self.manuscript = manuscript
        self.supply = supply
        self.plain = plain
        self.notes: list[Note] = []
        self.shares: set[int] = set()
        self._targets = frozenset(filter(None, anchors(items)))
        self._given: set[str] = set()
        self._level = 1
        self._drawings = 0

    def words(self, key: str, **places: str) -> str:
        """A standing text, filled in."""
        return fill(self.manuscript.wording.get(key, DEFAULTS[key]), **places)

    def around(self, key: str, place: str, **places: str) -> tuple[str, str]:
        """What a standing text says before and after ``{place}``."""
        before, _, after = self.manuscript.wording.get(key, DEFAULTS[key]).partition("{" + place + "}")
        return fill(before, **places), fill(after, **places)

    # ---- ids

    def id(self, anchor: str) -> str:
        """The id for the element of this anchor; nothing where there is none, or where it has been given away."""
        made = identifier(anchor)
        if not anchor or made in self._given:
            return ""
        self._given.add(made)
        return made

    def leads_to(self, anchor: str) -> str:
        """The address of an anchor within the page; nothing where the page does not have it."""
        return f"#{identifier(anchor)}" if anchor in self._targets else ""

    def drawing_name(self) -> str:
        """A name for a drawing that no other on the page has."""
        self._drawings += 1
        return f"drawing-{self._drawings}"

    # ---- headings

    def heading_tag(self, level: int) -> str:
        """The tag of a heading of this level of the manuscript; levels below the page's title are never skipped."""
        self._level = max(2, min(level + 1, self._level + 1, DEEPEST_HEADING))
        return f"h{self._level}"

    @property
    def box_heading_tag(self) -> str:
        """The tag of a heading one below the last, which leaves the levels of others as they are."""
        return f"h{min(self._level + 1, DEEPEST_HEADING)}"


def identifier(anchor: str) -> str:
    """An anchor as an id that every browser takes."""
    if _PLAIN_ID.fullmatch(anchor):
        return f"s-{anchor}"
    return f"t-{hashlib.sha256(anchor.encode()).hexdigest()[:20]}"
