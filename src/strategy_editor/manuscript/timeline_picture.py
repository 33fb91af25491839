"""The picture of milestones in dots, for formats that cannot draw: Word and OpenDocument."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from strategy_editor.foundation.colours import WHITE, readable
from strategy_editor.foundation.resources import resource
from strategy_editor.manuscript.items import TimelineItem
from strategy_editor.manuscript.pictures import Prepared
from strategy_editor.manuscript.timeline_plan import Patch, Rule, Tone, Type, Words, plan_of

_SCALE = 300 / 72
"""Dots to a point: sharp on paper."""

_INKS: dict[Tone, str] = {"ink": "#14181f", "quiet": "#4c5560", "rule": "#d5dae1", "paper": WHITE}
_DASH = 3.0


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(resource("fonts", "SourceSans3-Regular.ttf").read_bytes()), size * _SCALE)


def timeline_picture(item: TimelineItem, width: float, size: float, accent: str) -> Prepared:
    """The picture, ``width`` points wide, with type of ``size`` points, the council's colour for its marks."""
    font = _font(size)
    plan = plan_of(item, width, Type(size, 1.25 * size, lambda text: font.getlength(text) / _SCALE))
    inks = {**_INKS, "accent": readable(accent, WHITE, 4.6)}
    image = Image.new("RGB", (round(width * _SCALE), max(1, round(plan.height * _SCALE))), WHITE)
    draw = ImageDraw.Draw(image)
    for shape in plan.shapes:
        match shape:
            case Rule():
                _rule(draw, shape, inks[shape.tone])
            case Patch():
                points = [(x * _SCALE, y * _SCALE) for x, y in shape.points]
                fill = inks[shape.tone] if shape.filled else WHITE
                draw.polygon(points, fill=fill, outline=inks[shape.tone], width=round(0.9 * _SCALE))
            case Words():
                x = shape.x * _SCALE - shape.align * font.getlength(shape.text)
                draw.text((x, shape.y * _SCALE), shape.text, fill=inks[shape.tone], font=font, anchor="ls")
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return Prepared(out.getvalue(), "image/png", image.width, image.height, width / 72)


def _rule(draw: ImageDraw.ImageDraw, rule: Rule, ink: str) -> None:
    weight = round(0.7 * _SCALE)
    if not rule.broken:
        draw.line([(rule.x1 * _SCALE, rule.y1 * _SCALE), (rule.x2 * _SCALE, rule.y2 * _SCALE)], ink, weight)
        return
    x = rule.x1
    while x < rule.x2:
        end = min(x + _DASH, rule.x2)
        draw.line([(x * _SCALE, rule.y1 * _SCALE), (end * _SCALE, rule.y2 * _SCALE)], ink, weight)
        x += 2 * _DASH
