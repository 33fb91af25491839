"""Two texts as one, with what goes struck out and what comes underlined: never told by colour alone."""

from __future__ import annotations

from html import escape

from strategy_editor.app.theme import Theme
from strategy_editor.review.words import PARAGRAPH_END, cut_words, readable_hunks


def gone(text: str, theme: Theme) -> str:
    """Words that go."""
    return f"<s style='color:{theme.deletion}'>{escape(text)}</s>"


def come(text: str, theme: Theme) -> str:
    """Words that come."""
    return f"<u style='color:{theme.insertion}'>{escape(text)}</u>"


def compared(before: str, after: str, theme: Theme) -> str:
    """One text as HTML, with what changed marked in it."""
    old, new = cut_words(before.replace("\n", PARAGRAPH_END)), cut_words(after.replace("\n", PARAGRAPH_END))
    out: list[str] = []
    position = 0
    for hunk in readable_hunks(old, new):
        out.append(escape("".join(old[position : hunk.start])))
        was, now = "".join(old[hunk.start : hunk.stop]), "".join(new[hunk.new_start : hunk.new_stop])
        out += [gone(was, theme)] * bool(was) + [come(now, theme)] * bool(now)
        position = hunk.stop
    out.append(escape("".join(old[position:])))
    return "".join(out).replace("\n", "<br>")
