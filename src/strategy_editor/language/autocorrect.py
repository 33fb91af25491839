"""Typing aids: curly quotes, dashes and the ellipsis, put right as the character that completes them is typed.

Pure functions of the text before the caret and what is being typed. Every correction says exactly what it replaces,
so that one undo brings back what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

AidKind = Literal["quotes", "dashes", "ellipsis"]

ALL_AIDS: frozenset[AidKind] = frozenset(("quotes", "dashes", "ellipsis"))

_LOOK_BACK = 40
"""How many characters before the caret are looked at: a range of numbers is never longer."""

_OPENS_AFTER = frozenset(" \u00a0\t\n([{<–—-/‘“")
_RANGE = re.compile(
    r"(?:^|(?<=[\s(\[]))£?(?P<low>\d{1,4}(?:[,.:]\d{1,3})*)[%mk]?(?P<hyphen>-)£?(?P<high>\d{1,4}(?:[,.:]\d{1,3})*)[%mk]?$"
)
_DROPPED_CENTURY = re.compile(r"(?:^|(?<=[\s(\[]))‘(?=\d\ds?$)")
_SPACED_HYPHEN = re.compile(r"(?<=\S)(?P<space> )(?P<hyphen>--?)$")
_YEAR = 4


class Correction(Struct, frozen=True):
    """The ``remove`` characters before the caret, and what is being typed, become ``insert``.

    ``literal`` is what stands in their place without the correction: where the typed character is in the text already,
    replace ``literal`` by ``insert``, and to undo, ``insert`` by ``literal``.
    """

    remove: int
    insert: str
    literal: str


def autocorrect(before_caret: str, typed: str, aids: frozenset[AidKind] = ALL_AIDS) -> Correction | None:
    """The correction for typing one character after ``before_caret`` (of the same paragraph), or None."""
    if len(typed) != 1:
        return None
    before = before_caret[-_LOOK_BACK:]
    whole = len(before_caret) <= _LOOK_BACK
    for kind, rule in _RULES.get(typed, _AT_THE_END_OF_A_WORD if _ends_word(typed) else ()):
        if kind in aids:
            replaced = rule(before if whole else "\ufffc" + before, typed)
            if replaced is not None:
                remove, insert = replaced
                return Correction(remove, insert, before_caret[len(before_caret) - remove :] + typed)
    return None


def _ends_word(typed: str) -> bool:
    return typed in " \u00a0\n\t.,;:)]!?"


def _quote(before: str, typed: str) -> tuple[int, str]:
    if typed == "'" and before.endswith("‘n"):
        return 2, "’n’"  # as in rock ’n’ roll
    opening, closing = ("“", "”") if typed == '"' else ("‘", "’")
    return 0, opening if not before or before[-1] in _OPENS_AFTER else closing


def _ellipsis(before: str, _typed: str) -> tuple[int, str] | None:
    return (2, "…") if before.endswith("..") and not before.endswith(("...", "…..")) else None


def _spaced_dash(before: str, typed: str) -> tuple[int, str] | None:
    """A hyphen, or two, with a space on both sides. At the start of a paragraph it is the mark of a list."""
    match = _SPACED_HYPHEN.search(before)
    return (len(match["hyphen"]), f"–{typed}") if match else None


def _number_range(before: str, typed: str) -> tuple[int, str] | None:
    """``10-12`` or ``2009-10``: from low to high, with nothing else joined on (no dates, telephone numbers, codes)."""
    match = _RANGE.search(before)
    if match is None or not _is_range(match["low"], match["high"]):
        return None
    kept = before[match.end("hyphen") :]
    return len(kept) + 1, f"–{kept}{typed}"


def _is_range(low: str, high: str) -> bool:
    if low.startswith("0") or high.startswith("0"):
        return len(low) == _YEAR and len(high) == 2 and int(high) == (int(low[-2:]) + 1) % 100
    if len(low) == _YEAR and low.isdigit() and len(high) == 2 and high.isdigit():
        return int(high) > int(low[-2:])
    return _value(low) < _value(high)


def _value(number: str) -> float:
    head, *rest = re.split(r"[.:]", number.replace(",", ""))
    return float(f"{head}.{''.join(rest)}")


def _dropped_century(before: str, typed: str) -> tuple[int, str] | None:
    """``‘09`` is short for 2009: the mark is an apostrophe, and not an opening quote."""
    match = _DROPPED_CENTURY.search(before)
    if match is None:
        return None
    kept = before[match.end() :]
    return len(kept) + 1, f"’{kept}{typed}"


Rule = Callable[[str, str], tuple[int, str] | None]

_AT_THE_END_OF_A_WORD: tuple[tuple[AidKind, Rule], ...] = (("dashes", _number_range), ("quotes", _dropped_century))
_RULES: Mapping[str, tuple[tuple[AidKind, Rule], ...]] = {
    '"': (("quotes", _quote),),
    "'": (("quotes", _quote),),
    ".": (("ellipsis", _ellipsis), *_AT_THE_END_OF_A_WORD),
    " ": (("dashes", _spaced_dash), *_AT_THE_END_OF_A_WORD),
}
