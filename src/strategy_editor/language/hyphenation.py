"""Where a word may be broken at the end of a line: Pyphen with its British patterns, and Welsh patterns of our own."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from pyphen import Pyphen

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.resources import resource

_LEFT, _RIGHT = 2, 3
"""The fewest letters before and after a break."""

_SHORTEST = 5
_LETTERS = re.compile(r"[^\W\d_]+")


def hyphenate(word: str, language: str = "en-GB") -> tuple[str, ...]:
    """The parts of ``word`` between which it may be broken; joined they are ``word``.

    ``language`` is a BCP 47 tag; a word of a language without patterns, with capitals throughout, or with anything but
    letters in it, is not broken.
    """
    if len(word) < _SHORTEST or word.isupper() or _LETTERS.fullmatch(word) is None:
        return (word,)
    return _parts(word, language.split("-")[0].lower())


@lru_cache(maxsize=20_000)
def _parts(word: str, language: str) -> tuple[str, ...]:
    patterns = _patterns(language)
    lowered = word.lower()
    if patterns is None or len(lowered) != len(word):
        return (word,)
    breaks = [0, *patterns.positions(lowered), len(word)]
    return tuple(word[start:end] for start, end in pairwise(breaks))


@cache
def _patterns(language: str) -> Pyphen | None:
    if language == "en":
        return Pyphen(lang="en_GB", left=_LEFT, right=_RIGHT)
    if language == "cy":
        try:
            return Pyphen(filename=resource("dictionaries", "hyph_cy.dic"), left=_LEFT, right=_RIGHT)
        except StrategyError:
            return None  # without its patterns Welsh is simply not broken
    return None
