"""What a paragraph of a returned file is: learnt from the paragraphs that are known, since style names change hands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from strategy_editor.incoming.values import Shape as Look
from strategy_editor.model.blocks import BODY, HeadingShape, ListShape, Shape, TextBlock, shape_of
from strategy_editor.review.returning.matching import Match
from strategy_editor.review.returning.returned import Group
from strategy_editor.review.returning.sent import Sent

_HEADING = re.compile(r"heading (\d)")


class Shapes:
    """Style names of one returned file, by what the known paragraphs in them are."""

    def __init__(
        self,
        sent: Sent,
        found: Sequence[Group],
        matches: Mapping[int, Match],
        blocks: Mapping[str, TextBlock],
    ) -> None:
        names: dict[str, Counter[str]] = {}
        for number, match in matches.items():
            names.setdefault(sent.lines[number].style, Counter())[found[match.group].shape.style.casefold()] += 1
        self._names = {style: counted.most_common(1)[0][0] for style, counted in names.items()}
        shapes: dict[str, Counter[Shape]] = {}
        for number, match in matches.items():
            line, style = sent.lines[number], found[match.group].shape.style.casefold()
            block = blocks.get(line.host) if style == self._names[line.style] else None
            if block is not None and sent.places[line.host].kind == "text" and not sent.places[line.host].table:
                shapes.setdefault(style, Counter())[_plain(shape_of(block))] += 1
        self._shapes = {style: counted.most_common(1)[0][0] for style, counted in shapes.items()}
        self._above = next(
            (
                int(heading[1]) - shape.level
                for style, shape in self._shapes.items()
                if isinstance(shape, HeadingShape) and (heading := _HEADING.fullmatch(style))
            ),
            1,
        )
        """How many levels of headings are those of sections."""

    def is_usual(self, sent_style: str, look: Look) -> bool:
        """Whether a paragraph that went out in one style has come back in what that style is called now."""
        return self._names.get(sent_style, "") == look.style.casefold()

    def shape(self, look: Look) -> Shape:
        """What a paragraph that looks so is."""
        known = self._shapes.get(look.style.casefold())
        if known is not None:
            return known
        heading = _HEADING.fullmatch(look.style.casefold())
        if heading is not None:
            return HeadingShape(max(1, int(heading[1]) - self._above))
        if look.listing is not None and not look.level:
            kind = {"bullet": "bullet", "letter": "letter"}.get(look.listing.kind, "number")
            return ListShape(kind, max(1, look.listing.level))  # type: ignore[arg-type]
        return BODY


def _plain(shape: Shape) -> Shape:
    return ListShape(shape.kind, shape.level) if isinstance(shape, ListShape) else shape
