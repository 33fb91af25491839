"""What the editor needs of the window: the section, how to change it, and words that are held elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from strategy_editor.model.blocks import Block, Chart, Live, Table
from strategy_editor.model.facts import FactText
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, FactField
from strategy_editor.session.charts import DrawnChart
from strategy_editor.session.history import Caret


class Replacement(Struct, frozen=True):
    """One change of the section in hand: its blocks ``start`` to ``stop`` become ``blocks``.

    ``group`` joins it to the change before it (typing, a word at a time). ``suggestion`` is the suggestion that it
    belongs to: new, or one there already. ``copies`` are comments to be copied: the id of each, and that of its copy.
    """

    start: int
    stop: int
    blocks: tuple[Block, ...]
    unplaced: tuple[str, ...]
    name: str
    group: str = ""
    before: Caret | None = None
    after: Caret | None = None
    suggestion: str = ""
    copies: tuple[tuple[str, str], ...] = ()


class LiveRows(Struct, frozen=True):
    """What a list drawn from details shows: its name, the place where it is edited (if any), its rows of words."""

    title: str
    source: str
    rows: tuple[tuple[str, ...], ...] = ()


class Labels(Struct, frozen=True):
    """Numbers of the document, as drawn: of headings, paragraphs and items; of captions (``Table 2``); of footnotes."""

    labels: Mapping[str, str]
    captions: Mapping[str, str]
    footnotes: Mapping[str, int]


class EditorHost(Protocol):
    """The window, as the editor sees it."""

    @property
    def section(self) -> Section | None:
        """The section in hand, as it is now."""

    @property
    def suggesting(self) -> bool:
        """Whether changes are made as suggestions."""

    @property
    def writable(self) -> bool:
        """Whether the text may be changed here; views of the text as it was or will be are for reading."""

    def owns(self, suggestion: str) -> bool:
        """Whether a suggestion is the writer's own."""

    def settled_comments(self) -> frozenset[str]:
        """The comments that are settled: their words are no longer set off."""

    def comments_beside(self) -> Mapping[str, tuple[str, ...]]:
        """The open comments on whole blocks, cells and the section, by the id of what they are about."""

    def hint(self, suggestions: Sequence[str], comments: Sequence[str]) -> str:
        """Who suggested or said what, for whoever points at it; empty for nothing."""

    def replace(self, change: Replacement) -> None:
        """Makes a change. Raises a StrategyError where it is refused; then nothing has changed."""

    def undo(self) -> None:
        """Takes the newest act back; the editor is told by ``show_section``."""

    def redo(self) -> None:
        """Does the last undone act again."""

    def labels(self) -> Labels:
        """The numbers of the document as it is now."""

    def reference(self, reference: CrossReference) -> str:
        """What a cross-reference says today."""

    def fact(self, field: FactField) -> FactText:
        """What a detail says today."""

    def live(self, block: Live) -> LiveRows:
        """What a list drawn from details shows today."""

    def picture(self, digest: str) -> bytes:
        """The bytes of a picture; none at all if it is missing."""

    def original(self, digest: str) -> bytes:
        """The drawing in SVG that a picture was drawn from; none at all where there is none."""

    def add_picture(self, data: bytes, name: str = "") -> str:
        """Keeps a picture and gives its digest. Raises a StrategyError where it cannot be used."""

    def table(self, id: str) -> Table | None:
        """A table of the document, for the charts drawn from it."""

    def chart(self, chart: Chart) -> DrawnChart | None:
        """A chart as it will be drawn; None where its table is gone or holds no figures."""

    def has_comment(self, id: str) -> bool:
        """Whether a comment is one of this strategy."""

    def known_ids(self) -> Sequence[str]:
        """Every permanent id of the strategy, so that pasting never uses one twice."""
