"""Two texts as one, with what goes struck out and what comes underlined: never told by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from strategy_editor.app.theme import Theme
from strategy_editor.review.words import PARAGRAPH_END, cut_words, readable_hunks

_WORTH = 6
"""Words, spaces and signs that are left out at least: for fewer, no gap is made."""


def gone(text: str, theme: Theme) -> str:
    """Words that go."""
    return f"<s style='color:{theme.deletion}'>{escape(text)}</s>"


def come(text: str, theme: Theme) -> str:
    """Words that come."""
    return f"<u style='color:{theme.insertion}'>{escape(text)}</u>"


def compared(before: str, after: str, theme: Theme, around: int = 0) -> str:
    """One text as HTML, with what changed marked in it; ``around``: only so many words about each change."""
    old, new = cut_words(before.replace("\n", PARAGRAPH_END)), cut_words(after.replace("\n", PARAGRAPH_END))
    out: list[str] = []
    position = 0
    for hunk in readable_hunks(old, new):
        out.append(escape(_same(old[position : hunk.start], around, first=not position)))
        was, now = "".join(old[hunk.start : hunk.stop]), "".join(new[hunk.new_start : hunk.new_stop])
        out += [gone(was, theme)] * bool(was) + [come(now, theme)] * bool(now)
        position = hunk.stop
    out.append(escape(_same(old[position:], around, last=True)))
    return "".join(out).replace("\n", "<br>")


def _same(words: Sequence[str], around: int, *, first: bool = False, last: bool = False) -> str:
    """Words that stay; of a long stretch only those beside what changes."""
    before, after = (0 if first else around), (0 if last else around)
    if not around or len(words) <= before + after + _WORTH:
        return "".join(words)
    return f"{''.join(words[:before])} … {''.join(words[len(words) - after :])}"
