"""Pictures and charts: framed, with what they show said in words. Charts are OpenDocument's own, with their figures."""

from __future__ import annotations

from collections.abc import Sequence

from strategy_editor.manuscript.items import ChartItem, FigureItem, Series, TimelineItem
from strategy_editor.manuscript.pictures import Prepared, prepare
from strategy_editor.manuscript.timeline_picture import timeline_picture
from strategy_editor.odt.context import Context
from strategy_editor.odt.xml import element, escaped, length

_DOTS = 200
_MOST_HEIGHT = 0.72
_CHART_SHAPE = 0.55
_CHART_TYPE = "application/vnd.oasis.opendocument.chart"
_COLOURS = ("#e0a458", "#5b8e7d", "#8c4a6b", "#b8c4d6", "#4d4d4d", "#c9b37e", "#7a9e3a")
_CLASSES = {"bar": "chart:bar", "stacked": "chart:bar", "line": "chart:line", "pie": "chart:circle"}
_SYMBOLS = ("square", "diamond", "arrow-up", "circle", "x", "plus", "star")


def picture(context: Context, item: FigureItem, share_of_height: float = _MOST_HEIGHT) -> str:
    """The frame of a picture, as wide as it wants to be and there is room, but not over this share of the page."""
    room = context.page.text_width
    prepared = prepare(context.pictures(item.picture), round(room / 72 * _DOTS), item.anchor)
    width = min(room, room * item.width if item.width > 0 else prepared.inches * 72 or room)
    height = width * prepared.height / prepared.width
    if height > share_of_height * context.page.text_height:
        height = share_of_height * context.page.text_height
        width = height * prepared.width / prepared.height
    image = _image(context, f"{item.picture[:32]}.{prepared.ending}", prepared)
    said = "" if item.decorative else _said(item.alternative, item.description)
    return _frame(context, "Picture", width, height, image + said, decorative=item.decorative)


def _image(context: Context, name: str, prepared: Prepared) -> str:
    path = f"Pictures/{name}"
    context.parts[path] = (prepared.media_type, prepared.data)
    shown = {"xlink:href": path, "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
    return element("draw:image", shown)


def timeline(context: Context, item: TimelineItem) -> str:
    """The frame of the picture of milestones, as wide as the text."""
    page = context.manuscript.page
    prepared = timeline_picture(item, context.page.text_width, max(8.0, 0.78 * page.body_size), page.accent)
    width = context.page.text_width
    height = width * prepared.height / prepared.width
    if height > _MOST_HEIGHT * context.page.text_height:
        height = _MOST_HEIGHT * context.page.text_height
        width = height * prepared.width / prepared.height
    image = _image(context, f"timeline{context.next_number()}.{prepared.ending}", prepared)
    return _frame(context, "Picture", width, height, image + _said(item.alternative, item.description))


def cover_picture(context: Context, digest: str, alternative: str) -> str:
    """The picture of a cover."""
    shown = FigureItem("", digest, alternative, decorative=not alternative, width=1.0)
    return picture(context, shown)


def chart(context: Context, item: ChartItem) -> str:
    """The frame of a chart."""
    width = context.page.text_width * (item.width or 1.0)
    height = width * _CHART_SHAPE
    folder = f"Object {context.next_number()}"
    context.parts[f"{folder}/"] = (_CHART_TYPE, b"")
    accent = context.manuscript.page.accent
    context.parts[f"{folder}/content.xml"] = ("text/xml", _chart_document(item, width, height, accent).encode())
    given = {"xlink:href": f"./{folder}", "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
    made = element("draw:object", given) + _said(item.alternative, item.description)
    return _frame(context, "Chart", width, height, made)


def _said(alternative: str, description: str) -> str:
    """What a picture shows, for those who cannot see it."""
    title = element("svg:title", None, escaped(alternative)) if alternative else ""
    return title + (element("svg:desc", None, escaped(description)) if description else "")


def _frame(context: Context, kind: str, width: float, height: float, inside: str, *, decorative: bool = False) -> str:
    graphic = element(
        "style:graphic-properties",
        {"style:vertical-pos": "top", "style:vertical-rel": "baseline", "style:wrap": "none"},
    )
    given = {
        "draw:name": f"{kind} {context.next_number()}",
        "draw:style-name": context.styles.named("graphic", graphic, {}),
        "text:anchor-type": "as-char",
        "svg:width": length(width),
        "svg:height": length(height),
        "loext:decorative": "true" if decorative else "",
    }
    return element("draw:frame", given, inside)


# ---- charts

_NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("chart", "chart"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def _chart_document(item: ChartItem, width: float, height: float, accent: str) -> str:
    """A chart with its figures, as the document that an office program keeps it in."""
    rows = len(item.categories)
    styles = [_style("chart", {"chart:auto-size": "true"}), _style("axis", {"chart:display-label": "true"})]
    styles.append(_style("plot", _plot(item)))
    styles += [_style(f"series{index}", *_series_look(item, index, accent)) for index in range(len(item.series))]
    styles += [_style(f"point{index}", {}, _colour(index, accent)) for index in range(rows)]
    styles.append(_style("wall", {}, {"draw:fill": "none", "draw:stroke": "none"}))
    styles.append(_style("grid", {}, {"svg:stroke-color": "#d3d9e0", "draw:stroke": "solid"}))
    grid = element("chart:grid", {"chart:class": "major", "chart:style-name": "grid"})
    axes = element(
        "chart:axis",
        {"chart:dimension": "x", "chart:name": "primary-x", "chart:style-name": "axis"},
        element("chart:categories", {"table:cell-range-address": _cells(0, rows)}),
    ) + element("chart:axis", {"chart:dimension": "y", "chart:name": "primary-y", "chart:style-name": "axis"}, grid)
    series = "".join(_series(item, index, rows) for index in range(len(item.series)))
    legend = element("chart:legend", {"chart:legend-position": "bottom"})
    frame = {"svg:width": length(width), "svg:height": length(height)}
    area = {"chart:style-name": "plot", "chart:data-source-has-labels": "both"}
    itself = {"xlink:href": ".", "xlink:type": "simple"}
    wall = element("chart:wall", {"chart:style-name": "wall"})
    drawn = element(
        "chart:chart",
        {"chart:class": _CLASSES[item.kind], **frame, **itself, "chart:style-name": "chart"},
        legend if len(item.series) > 1 or item.kind == "pie" else "",
        element("chart:plot-area", area, axes, series, wall),
        _figures(item.categories, item.series),
    )
    body = element("office:body", None, element("office:chart", None, drawn))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_NAMESPACES} office:version="1.3">'
        f"{element('office:automatic-styles', None, *styles)}{body}</office:document-content>"
    )


def _style(name: str, chart_properties: dict[str, str], graphic: dict[str, str] | None = None) -> str:
    inside = element("style:chart-properties", chart_properties) if chart_properties else ""
    inside += element("style:graphic-properties", graphic) if graphic else ""
    return element("style:style", {"style:name": name, "style:family": "chart"}, inside)


def _plot(item: ChartItem) -> dict[str, str]:
    stacked = {"chart:stacked": "true", "chart:overlap": "100"} if item.kind == "stacked" else {}
    return {"chart:include-hidden-cells": "false", **stacked}


def _colour(index: int, accent: str) -> dict[str, str]:
    colour = (accent, *_COLOURS)[index % (1 + len(_COLOURS))]
    return {"draw:fill": "solid", "draw:fill-color": colour, "svg:stroke-color": colour, "draw:stroke": "solid"}


def _series_look(item: ChartItem, index: int, accent: str) -> tuple[dict[str, str], dict[str, str]]:
    """Lines have symbols of their own, so that colour is not all that tells them apart."""
    colour = _colour(index, accent)
    if item.kind != "line":
        return {}, {**colour, "draw:stroke": "none"}
    symbol = {"chart:symbol-type": "named-symbol", "chart:symbol-name": _SYMBOLS[index % len(_SYMBOLS)]}
    return symbol, {**colour, "svg:stroke-width": "2pt"}


def _series(item: ChartItem, index: int, rows: int) -> str:
    points = ""
    if item.kind == "pie":
        points = "".join(element("chart:data-point", {"chart:style-name": f"point{row}"}) for row in range(rows))
    return element(
        "chart:series",
        {
            "chart:style-name": f"series{index}",
            "chart:values-cell-range-address": _cells(index + 1, rows),
            "chart:label-cell-address": f"local-table.${_column(index + 1)}$1",
            "chart:class": _CLASSES[item.kind],
        },
        points,
    )


def _cells(column: int, rows: int) -> str:
    """The figures of a column, from 0, below its head."""
    letters = _column(column)
    return f"local-table.${letters}$2:.${letters}${rows + 1}"


def _column(index: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _figures(categories: Sequence[str], series: Sequence[Series]) -> str:
    head = element("table:table-row", None, _said_cell(""), *(_said_cell(each.name) for each in series))
    body = (
        element("table:table-row", None, _said_cell(name), *(_figure_cell(each.values[row]) for each in series))
        for row, name in enumerate(categories)
    )
    columns = element("table:table-column", {"table:number-columns-repeated": str(len(series))})
    return element(
        "table:table",
        {"table:name": "local-table"},
        element("table:table-header-columns", None, element("table:table-column")),
        element("table:table-columns", None, columns),
        element("table:table-header-rows", None, head),
        element("table:table-rows", None, *body),
    )


def _said_cell(text: str) -> str:
    return element("table:table-cell", {"office:value-type": "string"}, element("text:p", None, escaped(text)))


def _figure_cell(value: float | None) -> str:
    if value is None:
        return element("table:table-cell", None, element("text:p"))
    written = f"{value:.12g}"
    return element(
        "table:table-cell", {"office:value-type": "float", "office:value": written}, element("text:p", None, written)
    )
