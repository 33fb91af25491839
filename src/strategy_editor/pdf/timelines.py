"""The picture of milestones, drawn with lines and type."""

from __future__ import annotations

from strategy_editor.manuscript.items import TimelineItem
from strategy_editor.manuscript.timeline_plan import Patch, Rule, Tone, Type, Words, plan_of
from strategy_editor.pdf.lettering import Lettering
from strategy_editor.pdf.look import INK, PAPER, QUIET, RULE, Look
from strategy_editor.pdf.sheet import Layer


class Timeline:
    """The picture, ``width`` points wide."""

    def __init__(self, item: TimelineItem, width: float, look: Look) -> None:
        self._type = Lettering(look)
        self._look = look
        self._plan = plan_of(item, width, Type(self._type.size, self._type.leading, self._type.width))
        self._inks: dict[Tone, str] = {"ink": INK, "quiet": QUIET, "rule": RULE, "accent": look.accent, "paper": PAPER}

    @property
    def height(self) -> float:
        return self._plan.height

    def draw(self, layer: Layer, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        for shape in self._plan.shapes:
            match shape:
                case Rule():
                    dash = "[2.5 2]" if shape.broken else ""
                    ends = (x + shape.x1, top - shape.y1, x + shape.x2, top - shape.y2)
                    layer.rule(self._inks[shape.tone], 0.6, *ends, dash)
                case Patch():
                    self._patch(layer, shape, x, top)
                case Words():
                    place = (x + shape.x, top - shape.y)
                    self._type.write(layer, shape.text, *place, align=shape.align, colour=self._inks[shape.tone])

    def _patch(self, layer: Layer, shape: Patch, x: float, top: float) -> None:
        ink = self._inks[shape.tone]
        fill = self._look.inks.fill(ink if shape.filled else PAPER)
        first, *others = [f"{x + across:.2f} {top - down:.2f}" for across, down in shape.points]
        path = " ".join([f"{first} m", *(f"{each} l" for each in others), "h"])
        layer.draw(f"{fill} {self._look.inks.stroke(ink)} 0.9 w {path} B")
