"""Pictures in line with the text, at print resolution, with their descriptions; and the frame that charts share."""

from __future__ import annotations

from strategy_editor.manuscript.items import FigureItem, TimelineItem
from strategy_editor.manuscript.pictures import Prepared, prepare
from strategy_editor.manuscript.timeline_picture import timeline_picture
from strategy_editor.word.context import Context
from strategy_editor.word.xml import DECORATIVE, PIC, attribute

EMU_PER_TWIP = 635
EMU_PER_INCH = 914_400
_LEAST_TYPE = 8.0
MOST_RESOLUTION = 350
"""Dots per inch: printers ask for 300; what is made for that stays as it is, and more only makes the file larger."""


def picture_run(context: Context, item: FigureItem, *, share_of_height: float = 0.8) -> str:
    """A run that shows the picture, no wider than the text and at most this share of the page high."""
    text = context.page.text_width * EMU_PER_TWIP
    wanted = item.width or 1.0
    pixels = max(1, round(wanted * text / EMU_PER_INCH * MOST_RESOLUTION))
    prepared = prepare(context.pictures(item.picture), pixels, item.anchor)
    across = round(wanted * text) if item.width else round(prepared.inches * EMU_PER_INCH)
    limit = round(context.page.text_height * EMU_PER_TWIP * share_of_height)
    width, height = fitted(across, round(across * prepared.height / prepared.width), text, limit)
    return _shown(context, prepared, width, height, _described(item), _decorative(item))


def timeline_run(context: Context, item: TimelineItem) -> str:
    """A run with the picture of milestones, as wide as the text; each of them is described in words."""
    points = context.page.text_width / 20
    size = max(_LEAST_TYPE, 0.78 * context.manuscript.page.body_size)
    prepared = timeline_picture(item, points, size, context.manuscript.page.accent)
    width = context.page.text_width * EMU_PER_TWIP
    limit = round(context.page.text_height * EMU_PER_TWIP * 0.8)
    width, height = fitted(width, round(width * prepared.height / prepared.width), width, limit)
    return _shown(context, prepared, width, height, description(item.alternative, item.description), "")


def _shown(context: Context, prepared: Prepared, width: int, height: int, described: str, decorative: str) -> str:
    id = context.drawing_id()
    name = f"Picture {id}"
    relationship = context.package.add_image(prepared.data, prepared.ending)
    graphic = (
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{id}" name="{name}"{described}>{decorative}</pic:cNvPr><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    return framed(id, name, width, height, described, decorative, graphic)


def framed(id: int, name: str, width: int, height: int, described: str, extension: str, graphic: str) -> str:
    """A run with a drawing in line: nothing floats, so that reading order is the order of the text."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{id}" name="{name}"{described}>{extension}</wp:docPr>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>{graphic}'
        "</wp:inline></w:drawing></w:r>"
    )


def description(alternative: str, long: str) -> str:
    """The attribute that screen readers read: what it shows, and its long description where there is one."""
    words = " ".join(part for part in (alternative, long) if part)
    return f' descr="{attribute(words)}"' if words else ""


def _described(item: FigureItem) -> str:
    return "" if item.decorative else description(item.alternative, item.description)


def _decorative(item: FigureItem) -> str:
    if not item.decorative:
        return ""
    mark = f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/>'
    return f'<a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">{mark}</a:ext></a:extLst>'


def fitted(width: int, height: int, widest: int, highest: int) -> tuple[int, int]:
    """The size, made smaller in proportion where it is too large."""
    scale = min(1.0, widest / width, highest / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
