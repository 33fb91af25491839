"""The picture of milestones as a drawing in the page, drawn anew for a narrow screen."""

from __future__ import annotations

from strategy_editor.manuscript.items import TimelineItem
from strategy_editor.manuscript.timeline_plan import Patch, Plan, Rule, Tone, Type, Words, plan_of
from strategy_editor.web.drawing import LEADING, SIZE, short, text_width
from strategy_editor.web.markup import Element, element

WIDE, NARROW = 700.0, 420.0
_TEXT: dict[Tone, str] = {"ink": "", "quiet": "quiet", "rule": "quiet", "accent": "strong", "paper": "quiet"}
_LINE: dict[Tone, str] = {"ink": "axis", "quiet": "axis", "rule": "grid", "accent": "axis", "paper": "grid"}
_MARK: dict[Tone, str] = {"accent": "mark", "paper": "mark-none"}
_ANCHORS = {0.0: "", 0.5: "middle", 1.0: "end"}


def timeline_drawing(item: TimelineItem, *, narrow: bool, **attributes: str) -> tuple[Element, float, float]:
    """The drawing, with its width and height."""
    width = NARROW if narrow else WIDE
    plan = plan_of(item, width, Type(SIZE, LEADING, text_width))
    made = element("svg", _shapes(plan), viewBox=f"0 0 {short(width)} {short(plan.height)}", **attributes)
    return made, width, plan.height


def _shapes(plan: Plan) -> list[Element]:
    return [_shape(shape) for shape in plan.shapes]


def _shape(shape: Rule | Patch | Words) -> Element:
    match shape:
        case Rule():
            path = f"M{short(shape.x1)} {short(shape.y1)}L{short(shape.x2)} {short(shape.y2)}"
            return element("path", d=path, class_=_LINE[shape.tone], stroke_dasharray="4 3" if shape.broken else "")
        case Patch():
            path = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in shape.points) + "Z"
            mark = _MARK.get(shape.tone, "mark-quiet")
            return element("path", d=path, class_=f"{mark} full" if shape.filled else mark)
        case Words():
            place = {"x": short(shape.x), "y": short(shape.y), "text_anchor": _ANCHORS[shape.align]}
            return element("text", shape.text, class_=_TEXT[shape.tone], **place)
