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
        shapes: dict[str, Counter[Shape]] = {}
        names: dict[str, Counter[str]] = {}
        for line_number, match in matches.items():
            line = sent.lines[line_number]
            style = found[match.group].shape.style.casefold()
            names.setdefault(line.style, Counter())[style] += 1
            block = blocks.get(line.host)
            if block is not None and sent.places[line.host].kind == "text" and not sent.places[line.host].table:
                shapes.setdefault(style, Counter())[_plain(shape_of(block))] += 1
        self._shapes = {style: counted.most_common(1)[0][0] for style, counted in shapes.items()}
        self._names = {style: counted.most_common(1)[0][0] for style, counted in names.items()}

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
            return HeadingShape(max(1, int(heading[1]) - 1))
        if look.listing is not None and not look.level:
            kind = {"bullet": "bullet", "letter": "letter"}.get(look.listing.kind, "number")
            return ListShape(kind, max(1, look.listing.level))  # type: ignore[arg-type]
        return BODY


def _plain(shape: Shape) -> Shape:
    return ListShape(shape.kind, shape.level) if isinstance(shape, ListShape) else shape
