"""Figures and charts in the flow of the text, with caption, source and credit."""

from __future__ import annotations

from collections.abc import Iterator

from strategy_editor.manuscript.items import Caption, ChartItem, FigureItem, PictureSource, Span, TimelineItem
from strategy_editor.pdf.blocks import BlockSetter, Group
from strategy_editor.pdf.chart_kinds import chart_of
from strategy_editor.pdf.errors import CannotSet
from strategy_editor.pdf.pictures import Picture, embed_picture, opened, read_picture
from strategy_editor.pdf.sheet import Sheet
from strategy_editor.pdf.strips import Drawing, ScaledDrawing, Strip, text_strips
from strategy_editor.pdf.table import caption_inlines
from strategy_editor.pdf.tags import Element
from strategy_editor.pdf.timelines import Timeline

LEAST_RESOLUTION = 200
"""Dots to the inch below which a picture looks coarse on paper."""

_MOST_HEIGHT = 0.72
"""The share of the page that a picture may take, so that its caption finds room below it."""

_MOST_CHART = 0.88
"""The same for a chart, which says less when it is smaller."""


def figure_groups(
    item: FigureItem, parent: Element, blocks: BlockSetter, pictures: PictureSource, frame: tuple[float, float]
) -> Iterator[Group]:
    """A picture, its caption, and where it comes from. ``frame`` is the width and height of the text."""
    picture = read_picture(pictures(item.picture), item.anchor)
    if blocks.setter.lenient:
        opened(picture)  # a damaged one is found out before it has a place on a page
    width = min(frame[0], frame[0] * item.width if item.width > 0 else picture.natural_width)
    height = width * picture.height / picture.width
    if height > _MOST_HEIGHT * frame[1]:
        height = _MOST_HEIGHT * frame[1]
        width = height * picture.width / picture.height
    element = None if item.decorative else parent.child("Figure", alternative=_said(item.alternative, item.description))
    anchors = _anchors(item.anchor, item.caption)

    def paint(sheet: Sheet, x: float, top: float, share: float) -> None:
        paint_picture(sheet, item.picture, picture, element, (x, top, share * width, share * height))

    sources = []
    if item.source:
        sources.append(blocks.wording.say("source", source=item.source))
    if item.credit:
        sources.append(blocks.wording.say("credit", credit=item.credit))
    yield from _with_caption(ScaledDrawing(height, paint, anchors), item.caption, sources, parent, blocks, frame[0])


def paint_picture(
    sheet: Sheet,
    key: str,
    picture: Picture,
    element: Element | None,
    place: tuple[float, float, float, float],
    *,
    cropped: float = 0.0,
) -> None:
    """Paint a picture at ``place`` (left, top, width, height); without an element it is decoration.

    ``cropped`` is its height before as much of it is cut off above as below; by default it is not cut.
    """
    x, top, width, height = place
    name = sheet.book.picture(key, lambda file: embed_picture(file, picture, sheet.book.inks, width))
    if sheet.book.inks.converts:
        _warn(sheet, element.alternative if element else "", picture.width / width * 72)
    whole = max(height, cropped)
    lower = top - height - (whole - height) / 2
    cut = f"{x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re W n " if whole > height else ""
    operators = f"{cut}{width:.2f} 0 0 {whole:.2f} {x:.2f} {lower:.2f} cm /{name} Do"
    sheet.transparent = sheet.transparent or (picture.transparent and not sheet.book.inks.converts)
    if element is None:
        sheet.under.draw(operators)
        return
    _bounded(element, x, top, width, height, sheet)
    with sheet.figure(element.slot()) as layer:
        layer.draw(operators)


def _warn(sheet: Sheet, alternative: str, resolution: float) -> None:
    """Say where a picture has too few dots for paper."""
    if resolution < LEAST_RESOLUTION:
        sheet.book.warnings.append(
            f"A picture on page {sheet.number + 1} has {resolution:.0f} dots to the inch"
            + (f" (“{alternative}”)" if alternative else "")
            + f"; {LEAST_RESOLUTION} or more look sharp on paper."
        )


def timeline_groups(
    item: TimelineItem, parent: Element, blocks: BlockSetter, frame: tuple[float, float]
) -> Iterator[Group]:
    """The picture of milestones."""
    timeline = Timeline(item, frame[0], blocks.look)
    element = parent.child("Figure", alternative=_said(item.alternative, item.description))

    def paint(sheet: Sheet, x: float, top: float) -> None:
        _bounded(element, x, top, frame[0], timeline.height, sheet)
        with sheet.figure(element.slot()) as layer:
            timeline.draw(layer, x, top)

    yield from _with_caption(Drawing(timeline.height, paint, (item.anchor,)), None, [], parent, blocks, frame[0])


def chart_groups(item: ChartItem, parent: Element, blocks: BlockSetter, frame: tuple[float, float]) -> Iterator[Group]:
    """A chart and its caption."""
    look = blocks.look
    width = frame[0] * (item.width or 1.0)
    try:
        chart = chart_of(item, width, look, _MOST_CHART * frame[1])
    except CannotSet as error:
        raise CannotSet(error.message, advice=error.advice, anchor=item.anchor) from error
    element = parent.child("Figure", alternative=_said(item.alternative, item.description))
    anchors = _anchors(item.anchor, item.caption)

    def paint(sheet: Sheet, x: float, top: float) -> None:
        _bounded(element, x, top, width, chart.height, sheet)
        with sheet.figure(element.slot()) as layer:
            chart.draw(layer, x, top)

    yield from _with_caption(Drawing(chart.height, paint, anchors), item.caption, [], parent, blocks, frame[0])


def _with_caption(
    drawing: Strip, caption: Caption | None, sources: list[str], parent: Element, blocks: BlockSetter, width: float
) -> Iterator[Group]:
    look = blocks.look
    below: list[list[Strip]] = []
    if caption is not None:
        paragraph = blocks.setter.paragraph(
            caption_inlines(blocks, caption), look.below_caption, parent.child("Caption")
        )
        below.append(text_strips(paragraph, width, whole=True))
    if sources:
        paragraph = blocks.setter.paragraph((Span("  ".join(sources)),), look.source, parent.child("P"))
        below.append(text_strips(paragraph, width, whole=True))
    drawing.space = look.body.after
    strips = [[drawing], *below]
    for number, lines in enumerate(strips[:-1]):
        lines[-1].stick = True
        yield lines, 0.3 * look.size if number == 0 else 0.0
    yield strips[-1], look.source.after


def _said(alternative: str, description: str) -> str:
    """The alternative text, with the long description after it."""
    return f"{alternative} {description}".strip()


def _anchors(anchor: str, caption: Caption | None) -> tuple[str, ...]:
    return tuple(filter(None, (anchor, caption.anchor if caption else "")))


def _bounded(element: Element, x: float, top: float, width: float, height: float, sheet: Sheet) -> None:
    left, bottom, right, upper = sheet.book.media.shifted((x, top - height, x + width, top), sheet.width, sheet.height)
    element.attributes = f"<</O/Layout/Placement/Block/BBox[{left:.2f} {bottom:.2f} {right:.2f} {upper:.2f}]>>"
