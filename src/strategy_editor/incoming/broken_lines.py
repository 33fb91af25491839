"""Files made from PDF have each line of print as a paragraph of its own: the lines are joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from strategy_editor.incoming.appearance import appearance, body_size
from strategy_editor.incoming.signs import caption_label, sign_of
from strategy_editor.incoming.values import Block, Paragraph, Run

_END = re.compile(r"[.:;!?…”\"')\]]\d{0,2}$")
_PRINTED, _LONG_HEADING = 45, 30
"""Letters that a line of print has at least, and a heading that fills its line."""
_MANY, _SHARE = 10, 0.15
"""How many lines must go on in small letters, and which share of all long ones, before lines are joined at all."""


def joined(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The blocks with broken lines joined, and how many joins there were; as they are where lines are whole."""
    if not _is_broken(blocks):
        return list(blocks), 0
    size = body_size([block for block in blocks if isinstance(block, Paragraph)])
    out: list[Block] = []
    last_line = ""
    count = 0
    for block in blocks:
        before = out[-1] if out else None
        if isinstance(before, Paragraph) and isinstance(block, Paragraph) and _goes_on(before, last_line, block, size):
            out[-1] = _with_line(before, block)
            count += 1
        else:
            out.append(block)
        last_line = block.text.strip() if isinstance(block, Paragraph) else ""
    return out, count


def _is_broken(blocks: Sequence[Block]) -> bool:
    """Whether lines break off in the middle so often that a program must have done it."""
    lines = broken = 0
    for block, following in pairwise(blocks):
        if not isinstance(block, Paragraph) or len(block.text.strip()) < _PRINTED or block.shape.level:
            continue
        lines += 1
        goes_on = isinstance(following, Paragraph) and not following.shape.listing and following.text[:1].islower()
        broken += goes_on and not _END.search(block.text.strip())
    return broken >= _MANY and broken >= _SHARE * lines


def _goes_on(before: Paragraph, last_line: str, block: Paragraph, size: float) -> bool:
    """Whether a paragraph is the next line of the one before it."""
    text = block.text.strip()
    if not text or not last_line or _END.search(last_line) or block.shape.listing or block.shape.level:
        return False
    if sign_of(text) is not None or caption_label(text) or "\t" in last_line:
        return False
    one, other = appearance(before), appearance(block)
    is_heading = one.size > size + 1
    if len(last_line) < (_LONG_HEADING if is_heading else _PRINTED):
        return False
    return one.size == other.size and (one.strong == other.strong or not one.strong)


def _with_line(before: Paragraph, block: Paragraph) -> Paragraph:
    runs = list(before.runs)
    if runs and not runs[-1].thing:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return replace(before, numbers=before.numbers + block.numbers, runs=(*runs, Run(" "), *block.runs))
