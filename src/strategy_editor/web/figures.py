"""Pictures and charts, with captions, long descriptions and the figures that a chart is drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from strategy_editor.manuscript.items import Caption, ChartItem, FigureItem, TimelineItem
from strategy_editor.manuscript.quantities import number_text
from strategy_editor.web.charts import chart_element
from strategy_editor.web.context import Context
from strategy_editor.web.inline import caption_children
from strategy_editor.web.markup import Child, Element, element
from strategy_editor.web.timelines import timeline_drawing

NARROW = 0.6
"""Charts narrower than this share of the text are drawn for a narrow screen everywhere."""


def figure(context: Context, item: FigureItem) -> Element:
    """A picture with its caption below it."""
    label = item.caption.label if item.caption is not None else ""
    shown = context.supply.picture(item.picture, item.anchor, label)
    alternative = "" if item.decorative else item.alternative or label
    image = element("img", src=shown.source, alt=alternative, width=str(shown.width), height=str(shown.height))
    lines = (("source", item.source), ("credit", item.credit))
    said = [element("p", context.words(key, **{key: text}), class_="source") for key, text in lines if text]
    width = _width_class(context, item.width)
    return _figure(context, item.anchor, [image], item.caption, said, item.description, width)


def chart(context: Context, item: ChartItem) -> Element:
    """A drawing of the chart, with its figures in a table that can be opened."""
    shown = context.supply.chart(item)
    drawing: list[Child] = []
    if shown is None:
        name = context.drawing_name()
        drawings = [chart_element(item, name, narrow=True)]
        if not item.width or item.width >= NARROW:
            drawings.insert(0, chart_element(item, name, narrow=False))
        said = item.alternative or (item.caption.label if item.caption else "") or context.words("reference.figure")
        alone = "alone" if len(drawings) == 1 else ""
        drawing.append(element("div", drawings, role="img", aria_label=said, class_=f"chart {alone}".strip()))
    else:
        size = {"width": str(shown.width), "height": str(shown.height)}
        drawing.append(element("img", src=shown.source, alt=item.alternative, **size))
    width = _width_class(context, item.width)
    return _figure(context, item.anchor, drawing, item.caption, [_figures(context, item)], item.description, width)


def timeline(context: Context, item: TimelineItem) -> Element:
    """The picture of milestones, with each of them in words that can be opened."""
    shown = context.supply.timeline(item)
    drawing: list[Child] = []
    if shown is None:
        drawings = [
            timeline_drawing(item, narrow=narrow, class_=look, aria_hidden="true")[0]
            for look, narrow in (("broad", False), ("narrow", True))
        ]
        drawing.append(element("div", drawings, role="img", aria_label=item.alternative, class_="chart timeline"))
    else:
        size = {"width": str(shown.width), "height": str(shown.height)}
        drawing.append(element("img", src=shown.source, alt=item.alternative, **size))
    return _figure(context, item.anchor, drawing, None, [], item.description, "")


def _figure(
    context: Context,
    anchor: str,
    inside: list[Child],
    caption: Caption | None,
    further: list[Element],
    description: str,
    width: str,
) -> Element:
    caption_id = context.id(caption.anchor) if caption is not None else ""
    below: list[Child] = []
    if caption is not None:
        below.append(element("p", caption_children(context, caption), id=caption_id, class_="caption"))
    below += further
    if description:
        said = context.words("web.description", label=caption.label) if caption else context.words("description")
        paragraphs = [element("p", line) for line in description.split("\n") if line.strip()]
        below.append(element("details", element("summary", said), paragraphs))
    words = element("figcaption", below) if below else None
    return element("figure", inside, words, id=context.id(anchor), class_=width, aria_labelledby=caption_id)


def _width_class(context: Context, width: float) -> str:
    share = max(1, min(100, round(width * 100)))
    if context.plain or not width:
        return ""
    context.shares.add(share)
    return f"w{share}"


def _figures(context: Context, item: ChartItem) -> Element:
    label = item.caption.label if item.caption is not None else ""
    summary_id = context.id(f"{item.anchor}-figures")
    summary = element("summary", context.words("web.figures", label=label).strip(), id=summary_id)
    names = [element("th", each.name, scope="col") if each.name else element("td") for each in item.series]
    head = element("tr", element("td"), names)
    body = [element("tr", _row(item, index, name)) for index, name in enumerate(item.categories)]
    made = element("table", element("thead", head), element("tbody", body), aria_labelledby=summary_id)
    if context.plain:
        return element("details", summary, made)
    scroll = element("div", made, class_="scroll", tabindex="0", role="region", aria_labelledby=summary_id)
    return element("details", summary, scroll)


def _row(item: ChartItem, index: int, name: str) -> Iterator[Element]:
    yield element("th", name, scope="row") if name else element("td")
    for each in item.series:
        value = each.values[index] if index < len(each.values) else None
        text = number_text(value, item.unit) if value is not None else ""
        yield element("td", text, class_="right")
