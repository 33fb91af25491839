"""Which suggestions are minor: they change how the text is spelt, punctuated or set, and nothing that it says.

Numbers are never minor, nor is a word that becomes another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

from strategy_editor.review.touches import Touch
from strategy_editor.review.words import cut_words

_LARGE_WORD = 6
_LITTLE, _MORE = 1, 2
_NEGATIONS = frozenset(("not", "no", "never", "none", "nor", "cannot", "without"))
_IMPORTANT = re.compile(r"\d|[£$€%]")


def is_minor(found: Iterable[Touch]) -> bool:
    """Whether a suggestion that touches these places is minor."""
    removed: list[str] = []
    added: list[str] = []
    for touch in found:
        if touch.what not in ("added", "removed", "looks"):
            return False
        if touch.has_words:
            (added if touch.comes else removed).append(touch.text)
    return is_minor_change(" ".join(removed), " ".join(added))


def is_minor_change(before: str, after: str) -> bool:
    """Whether one text says what the other says: words may differ by a slip of the pen, signs and spaces freely."""
    if _IMPORTANT.search(before) or _IMPORTANT.search(after):
        return before == after
    old = [word for word in cut_words(before) if word[0].isalnum()]
    new = [word for word in cut_words(after) if word[0].isalnum()]
    if len(old) != len(new):
        return False
    return all(_is_slip(a, b) for a, b in zip(old, new, strict=True))


def _is_slip(before: str, after: str) -> bool:
    first, second = before.casefold(), after.casefold()
    if first == second:
        return True
    if first in _NEGATIONS or second in _NEGATIONS:
        return False
    shortest = min(len(first), len(second))
    allowed = _MORE if shortest >= _LARGE_WORD else _LITTLE
    return shortest > 3 and first[0] == second[0] and DamerauLevenshtein.distance(first, second) <= allowed
