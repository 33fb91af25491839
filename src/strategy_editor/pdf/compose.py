"""From the items of a manuscript to the flow of strips that fills the pages, and the structure beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from strategy_editor.foundation.colours import mixed
from strategy_editor.foundation.progress import Progress
from strategy_editor.manuscript.caption_lists import caption_lists
from strategy_editor.manuscript.items import (
    BoxItem,
    ChartItem,
    ContentsItem,
    CoverItem,
    FigureItem,
    GapItem,
    HeadingItem,
    Item,
    ListItems,
    Manuscript,
    PageBreakItem,
    Pair,
    PairsItem,
    ParagraphItem,
    PictureSource,
    Span,
    TableItem,
    TimelineItem,
    TitleItem,
)
from strategy_editor.manuscript.plain import on_one_line
from strategy_editor.manuscript.wording import Wording
from strategy_editor.pdf.bands import Band, Grid, Placed
from strategy_editor.pdf.blocks import BlockSetter, Group, Place
from strategy_editor.pdf.errors import CannotSet, PictureUnreadable
from strategy_editor.pdf.figures import chart_groups, figure_groups, timeline_groups
from strategy_editor.pdf.front import (
    Cover,
    Entry,
    contents_entries,
    contents_groups,
    title_groups,
)
from strategy_editor.pdf.kept import KeptStrips
from strategy_editor.pdf.look import GAP_FILL, Geometry, Look
from strategy_editor.pdf.pages import FullPage
from strategy_editor.pdf.paginate import Between, Float, Flow, Hold, TurnPage
from strategy_editor.pdf.setter import Setter
from strategy_editor.pdf.sheet import Outline, Sheet
from strategy_editor.pdf.strips import Blank, Strip, spaced, text_strips
from strategy_editor.pdf.table import table_groups
from strategy_editor.pdf.tags import Element

_BOX_PADDING = 10.0
_LONGEST_PAIR_LABEL = 0.36
_KEPT_WHOLE = 0.4
"""A box lower than this share of the page is not divided; nor are labels with values lower than half of it."""


def is_brief(manuscript: Manuscript) -> bool:
    """Whether it has neither cover nor contents, as a report to a meeting."""
    return not any(isinstance(item, CoverItem | ContentsItem) for item in manuscript.items)


class BoxGround:
    """What a box stands on: a tint, with a bar in the council's colour at its left."""

    def __init__(self, colour: str, bar: str, width: float, left: float) -> None:
        self._colour = colour
        self._bar = bar
        self._width = width
        self._left = left

    def paint(self, sheet: Sheet, x: float, top: float, bottom: float, *, first: bool, last: bool) -> None:
        top, bottom = (top if first else top + 4), (bottom if last else bottom - 4)
        if self._colour:
            sheet.under.fill(self._colour, x + self._left, bottom, self._width, top - bottom)
        sheet.under.fill(self._bar, x + self._left, bottom, 3.0, top - bottom)


class Composer:
    """Composes one manuscript. ``outline`` gathers the bookmarks as the flow is drawn from it.

    With ``kept``, an item that was composed before is not composed again: its strips are the same, but it is missing
    from the structure and from the bookmarks.
    """

    def __init__(
        self,
        manuscript: Manuscript,
        look: Look,
        pictures: PictureSource,
        setter: Setter,
        kept: KeptStrips | None = None,
    ) -> None:
        self._manuscript = manuscript
        self._look = look
        self._pictures = pictures
        self._kept = kept
        self._blocks = BlockSetter(look, setter, Wording(manuscript.wording))
        self._blocks.on_heading = self._note_heading
        self.root = Element("Document")
        self.outline: list[Outline] = []
        self._headings = [item for item in manuscript.items if isinstance(item, HeadingItem)]
        self._has_cover = any(isinstance(item, CoverItem) for item in manuscript.items)
        self._column = self._number_column()
        self._sections: list[Element] = [self.root]

    def flow(self, progress: Progress) -> Iterator[Flow]:
        """Everything, from top to bottom."""
        after = 0.0
        items = self._manuscript.items
        for number, item in enumerate(items):
            progress(number / len(items), "Setting the pages")
            if isinstance(item, PageBreakItem) or (isinstance(item, HeadingItem) and item.page_break):
                yield TurnPage()
                after = 0.0
            if isinstance(item, CoverItem):
                yield FullPage(item, Cover(item, self._sections[-1], self._blocks, self._pictures).draw)
                continue
            following = items[number + 1] if number + 1 < len(items) else None
            strips, wanted = _joined(self._composed(item, following), after)
            if strips:
                after = wanted
                yield Between()
                yield from _as_flow(item, strips, wanted)
            if isinstance(item, ContentsItem) and self._has_cover:
                yield TurnPage()
                after = 0.0

    # ---- one item

    def _composed(self, item: Item, following: Item | None) -> Iterable[Group]:
        if self._blocks.setter.lenient:
            return self._whatever_can_be(item, following)
        if self._kept is None:
            return self._groups(item, following)
        headings = tuple(self._headings) if isinstance(item, ContentsItem) else ()
        context = (self._column, _announces(item, following), headings)
        return self._kept.groups(item, context, lambda: self._groups(item, following))

    def _whatever_can_be(self, item: Item, following: Item | None) -> list[Group]:
        """The groups of an item, or a gap that says why there are none."""
        try:
            return list(self._groups(item, following))
        except (CannotSet, PictureUnreadable) as error:
            self._blocks.setter.problems.append(error.message)
            key = "gap.picture" if isinstance(item, FigureItem) else "gap.drawing"
            gap = GapItem(getattr(item, "anchor", ""), self._blocks.wording.say(key))
            return [self._gap(gap, self._sections[-1], self._look.geometry.frame_width)]

    def _groups(self, item: Item, following: Item | None) -> Iterator[Group]:
        look, blocks, parent = self._look, self._blocks, self._sections[-1]
        geometry = look.geometry.turned() if _is_landscape(item) else look.geometry
        place = Place(width=geometry.frame_width, text=look.body, item=look.item, column=self._column)
        match item:
            case HeadingItem():
                yield blocks.heading(item, self._section(item), place)
            case ParagraphItem():
                yield self._paragraph(item, following, parent, place)
            case ListItems():
                yield from blocks.list_groups(item, parent, place)
            case BoxItem():
                yield self._box(item, parent, geometry)
            case PairsItem():
                yield from self._pairs(item, parent, (geometry.frame_width, geometry.frame_height))
            case GapItem():
                yield self._gap(item, parent, place.width)
            case _:
                yield from self._large_groups(item, parent, geometry)

    def _large_groups(self, item: Item, parent: Element, geometry: Geometry) -> Iterator[Group]:
        """What is not text: tables, pictures, and what stands at the front."""
        blocks, frame = self._blocks, (geometry.frame_width, geometry.frame_height)
        match item:
            case TableItem():
                yield from table_groups(item, parent, blocks, *frame)
            case FigureItem():
                yield from figure_groups(item, parent, blocks, self._pictures, frame)
            case ChartItem():
                yield from chart_groups(item, parent, blocks, frame)
            case TimelineItem():
                yield from timeline_groups(item, parent, blocks, frame)
            case ContentsItem():
                yield from self._contents(item, frame[0])
            case TitleItem():
                yield from title_groups(item, parent, blocks, self._pictures, frame[0])
            case _:
                pass

    def _section(self, heading: HeadingItem) -> Element:
        """The section that a heading opens; sections nest as the levels of headings do."""
        depth = max(1, min(heading.level, len(self._sections)))
        del self._sections[depth:]
        self._sections.append(self._sections[-1].child("Sect"))
        return self._sections[-1]

    def _note_heading(self, item: HeadingItem, level: int) -> None:
        title = f"{item.label} {on_one_line(item.inlines)}".strip()
        self.outline.append(Outline(level, title, item.anchor))

    def _number_column(self) -> float:
        """How far text stands in, so that the numbers of paragraphs and headings hang beside it."""
        look, blocks = self._look, self._blocks
        numbered = [item.label for item in self._manuscript.items if isinstance(item, ParagraphItem) and item.label]
        if not numbered:
            return 0.0
        headings = (
            blocks.label_width(heading.label, look.heading(heading.level))
            for heading in self._headings
            if heading.label
        )
        return max(*(blocks.label_width(label, look.body) for label in numbered), *headings, 0.0)

    def _paragraph(self, item: ParagraphItem, following: Item | None, parent: Element, place: Place) -> Group:
        strips, after = self._blocks.paragraph(item, parent, place)
        if _announces(item, following):
            strips[-1].stick = True
            after = place.item.after if isinstance(following, ListItems) else after
        if item.kind == "quote":
            left = self._column + 0.35 * self._look.size
            _stand_on(strips, BoxGround("", mixed(self._look.accent, 0.6), 0, left))
        return strips, after

    # ---- boxes, pairs, gaps

    def _box(self, item: BoxItem, parent: Element, geometry: Geometry) -> Group:
        look, blocks = self._look, self._blocks
        element = parent.child("Aside")
        title = item.title or (Span(blocks.wording.say(f"box.{item.kind}")),)
        inner = Place(
            width=geometry.frame_width - _BOX_PADDING,
            x=_BOX_PADDING + 3,
            text=look.box_text,
            item=look.box_text,
            heading=look.pair_label,
        )
        style = look.box_title.with_indent(inner.x)
        heading = blocks.setter.paragraph(title, style, element.child("P"), anchors=(item.anchor,))
        groups: list[Group] = [(text_strips(heading, inner.width, keep_with_next=True), style.after)]
        groups.extend(blocks.groups(item.items, element, inner))
        opening, closing = Blank(_BOX_PADDING, space=look.body.after, stick=True), Blank(_BOX_PADDING)
        strips = [opening, *spaced(groups), closing]
        strips[1].space = 0.0
        strips[-2].stick = True
        if sum(strip.height + strip.space for strip in strips) < _KEPT_WHOLE * geometry.frame_height:
            for strip in strips[:-1]:
                strip.stick = True
        _stand_on(strips, BoxGround(mixed(look.header_fill, 0.55), look.accent, geometry.frame_width, 0.0))
        return strips, 1.4 * look.body.after

    def _pairs(self, item: PairsItem, parent: Element, frame: tuple[float, float]) -> Iterator[Group]:
        """Labels with values, in two columns; a list in the structure."""
        if not item.pairs:
            return
        look, blocks = self._look, self._blocks
        element = parent.child("L", attributes="<</O/List/ListNumbering/None>>")
        labels = [blocks.wording.say("pair", label=pair.label) for pair in item.pairs]
        widest = max((blocks.label_width(label, look.pair_label) for label in labels), default=0.0)
        column = min(widest, _LONGEST_PAIR_LABEL * frame[0])
        grid = Grid((0.0, column, frame[0]), frozenset(), len(labels), frame[1])
        grid.ruled, grid.inset = False, 0.0
        rows = [
            self._pair(pair, label, element.child("LI"), grid, number)
            for number, (pair, label) in enumerate(zip(item.pairs, labels, strict=True))
        ]
        rows[0].own_anchors = (item.anchor,) if item.anchor else ()
        whole = sum(band.height for band in rows) < _KEPT_WHOLE / 2 * frame[1]
        for band in rows[:-1]:
            band.stick = whole
            yield [band], look.pair_text.after
        yield [rows[-1]], look.body.after

    def _pair(self, pair: Pair, label: str, row: Element, grid: Grid, number: int) -> Band:
        look, setter = self._look, self._blocks.setter
        name = setter.paragraph((Span(label),), look.pair_label, row.child("Lbl"))
        inlines = pair.inlines if pair.known else _as_gap(pair)
        value = setter.paragraph(inlines, look.pair_text, row.child("LBody").child("P"))
        labels = text_strips(name, grid.width(0, 1) - 0.6 * look.size)
        cells = [
            Placed(number, column, 1, 1, strips, padding=0.0)
            for column, strips in enumerate((labels, text_strips(value, grid.width(1, 1))))
        ]
        return Band(grid, number, number + 1, cells)

    def _gap(self, item: GapItem, parent: Element, width: float) -> Group:
        """Something that is missing, on a ground that nobody overlooks."""
        look = self._look
        paragraph = self._blocks.setter.paragraph(
            (Span(item.text),), look.gap.with_indent(self._column + 8), parent.child("Gap"), anchors=(item.anchor,)
        )
        strips = text_strips(paragraph, width)
        left = self._column
        _stand_on(strips, BoxGround(GAP_FILL, "#c98a00", width - self._column, left))
        return strips, look.gap.after

    # ---- contents

    def _contents(self, item: ContentsItem, width: float) -> Iterator[Group]:
        look, blocks = self._look, self._blocks
        anchor = "contents"
        heading = HeadingItem(anchor=anchor, level=1, inlines=(Span(item.title),))
        style = look.heading(1)
        level = blocks.levels.next(1)
        paragraph = blocks.setter.paragraph(heading.inlines, style, self.root.child(f"H{level}"), anchors=(anchor,))
        self.outline.append(Outline(level, item.title, anchor))
        yield text_strips(paragraph, width, keep_with_next=True), style.after
        entries = contents_entries(self._headings, item.depth)
        yield from contents_groups(item, entries, self.root, blocks, width)
        for listed in caption_lists(self._manuscript):
            captions = [Entry(2, "", line.text, line.anchor) for line in listed.lines]
            yield from self._captions(listed.title, f"contents-{listed.name}", captions, width)

    def _captions(self, title: str, anchor: str, entries: Sequence[Entry], width: float) -> Iterator[Group]:
        """A list of tables or figures, behind the contents."""
        look, blocks = self._look, self._blocks
        level = blocks.levels.next(2)
        style = look.heading(2)
        element = self.root.child(f"H{level}")
        paragraph = blocks.setter.paragraph((Span(title),), style, element, anchors=(anchor,))
        self.outline.append(Outline(level, title, anchor))
        yield text_strips(paragraph, width, keep_with_next=True), style.after
        yield from contents_groups(ContentsItem(title), entries, self.root, blocks, width)


def _announces(item: Item, following: Item | None) -> bool:
    """Whether a paragraph introduces what follows: a list after a colon, or labels with values, such as contacts."""
    if not isinstance(item, ParagraphItem):
        return False
    return isinstance(following, PairsItem) or (
        isinstance(following, ListItems) and on_one_line(item.inlines).endswith(":")
    )


def _is_landscape(item: Item) -> bool:
    return isinstance(item, TableItem) and item.landscape


def _joined(groups: Iterable[Group], after: float) -> Group:
    """The strips of an item, each group below the one before it by the larger of what both wish."""
    found: list[Strip] = []
    for strips, wanted in groups:
        if strips:
            strips[0].space = max(strips[0].space, after)
            after = wanted
            found.extend(strips)
    return found, after


def _as_flow(item: Item, strips: Sequence[Strip], after: float) -> Iterator[Flow]:
    """Pictures with a caption, and turned tables, may wait for room; chapters and further tables wait for them."""
    if isinstance(item, FigureItem | ChartItem) and item.caption is not None:
        yield Float(strips, "figure", after=after)
    elif _is_landscape(item):
        yield Float(strips, "table", after=after, landscape=True)
    else:
        if isinstance(item, HeadingItem) and item.level == 1:
            yield Hold()
        elif isinstance(item, TableItem):
            yield Hold("table")
        yield from strips


def _stand_on(strips: Sequence[Strip], ground: BoxGround) -> None:
    for strip in strips:
        strip.ground = ground
    strips[0].opens = strips[-1].closes = True


def _as_gap(pair: Pair) -> tuple[Span, ...]:
    text = on_one_line(pair.inlines)
    return (Span(text, gap=True),) if text else ()
