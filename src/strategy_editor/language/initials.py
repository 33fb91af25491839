"""Fits the letters of an acronym to words: do the initials of a run of words spell it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache

from strategy_editor.model.text import OBJECT

SMALL_WORDS = frozenset(
    "a|an|and|at|by|for|from|in|into|of|on|or|over|the|to|with|&|ac|ar|i|o|y|yr".split("|")  # noqa: SIM905
)
"""English and Welsh words that an acronym may pass over. It may also take their letter, as FOI does for "of"."""

_JOINING_WORDS = frozenset(("and", "for", "of", "the", "to", "&", "a", "ac", "i", "o", "y", "yr"))
"""The small words that names of bodies, schemes and services are joined with."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_GAP = re.compile(r"[\s\-‐‑/,]{0,3}|, ")
_CLOSING = (*"()[],;:–—.", OBJECT, "")
_MOST_WORDS = 14
_REACH = 200
"""Characters before an acronym's bracket in which its full form may start."""

_FEWEST_WITH_A_SILENT_WORD = 3
"""Letters: with fewer, too much would fit."""

_SOUNDS = {"2": "to", "4": "for"}
"""Figures that stand for a word, as in F2F."""

_LETTERS_OF_A_WORD = 4
"""How many letters of an acronym one word may give: "XML", "Ofsted" and the like take more than the initial."""


def full_form_before(letters: str, text: str, end: int) -> tuple[int, int] | None:
    """The shortest run of words that ends just before ``end`` and spells ``letters``; None when there is none."""
    start = max(0, end - _REACH)
    found = [(start + match.start(), start + match.end()) for match in _WORD.finditer(text[start:end])]
    found = _unbroken([*found, (end, end)], text)[-1][:-1][-_MOST_WORDS:]
    runs = [found[-count:] for count in range(1, len(found) + 1)]
    return _spelling(letters, text, [run for run in runs if text[slice(*run[0])].lower() not in SMALL_WORDS])


def full_form_from(letters: str, text: str, start: int) -> tuple[int, int] | None:
    """The run of words that starts at ``start``, ends at a bracket or mark, and spells ``letters``; or None."""
    found = [match.span() for match in _WORD.finditer(text, start, start + _REACH)]
    found = _unbroken([(start, start), *found], text)[0][1:][:_MOST_WORDS]
    runs = [found[:count] for count in range(len(found), 0, -1)]
    return _spelling(letters, text, [run for run in runs if text[run[-1][1] :][:1] in _CLOSING])


def _spelling(letters: str, text: str, runs: Sequence[Sequence[tuple[int, int]]]) -> tuple[int, int] | None:
    """The first run that spells the letters: by initials alone, else with inner letters, else with a word silent."""
    written = [(run, [text[slice(*word)] for word in run]) for run in runs]
    for inner in (False, True):
        for run, given in written:
            if spells(letters, given, inner=inner):
                return run[0][0], run[-1][1]
    if len(letters) < _FEWEST_WITH_A_SILENT_WORD:
        return None
    for run, given in written:
        heads = [word for word, (start, _) in zip(given, run, strict=True) if not _is_second_half(word, text, start)]
        if spells(letters, heads, inner=False) or _spells_a_name(letters, given):
            return run[0][0], run[-1][1]
    return None


def _is_second_half(word: str, text: str, start: int) -> bool:
    """Whether it is the "sized" of "medium-sized", with a hyphen or without."""
    return word.lower() == "sized" or text[start - 1 : start] in ("-", "‐", "‑")


def _spells_a_name(letters: str, words: Sequence[str]) -> bool:
    """Whether the initials spell the letters but for one word, as in "World of Science Journal (WoS)".

    Only of names, all of whose words but the small ones have capitals: in running text too much would fit.
    """
    if not all(word[0].isupper() for word in words if word.lower() not in SMALL_WORDS):
        return False
    return any(spells(letters, [*words[:one], *words[one + 1 :]], inner=False) for one in range(1, len(words)))


class Capitals:
    """The words of a document that start with a capital, by their initial: among them is what acronyms stand for."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def _spans(self) -> list[tuple[tuple[int, int], ...]]:
        return [_word_spans(text) for text in self._paragraphs]

    @cached_property
    def _starts(self) -> dict[str, list[tuple[int, int]]]:
        starts: dict[str, list[tuple[int, int]]] = {}
        for index, spans in enumerate(self._spans):
            text = self._paragraphs[index]
            for position, (start, _) in enumerate(spans):
                if text[start].isupper():
                    starts.setdefault(text[start].lower(), []).append((index, position))
        return starts

    def spelling(self, letters: str) -> Iterator[tuple[int, int, int]]:
        """Runs of words with capitals that give the letters one by one: paragraph, start and end."""
        wanted = letters.replace("&", "").lower()
        for index, position in self._starts.get(wanted[0], ()):
            last = self._follow(wanted, index, position)
            if last is not None:
                yield index, self._spans[index][position][0], self._spans[index][last][1]

    def _follow(self, wanted: str, index: int, position: int) -> int | None:
        """The position of the word that gives the last letter."""
        text, spans = self._paragraphs[index], self._spans[index]
        given = 1
        for following in range(position + 1, min(position + _MOST_WORDS, len(spans))):
            start, end = spans[following]
            word = text[start:end]
            if _GAP.fullmatch(text, spans[following - 1][1], start) is None:
                return None
            if word[0].lower() == wanted[given] and len(word) > 1 and (word[0].isupper() or word in _JOINING_WORDS):
                given += 1
            elif word not in _JOINING_WORDS:
                return None
            if given == len(wanted):
                return following
        return None


@lru_cache(maxsize=20_000)
def _word_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _WORD.finditer(text))


def spells(letters: str, words: Sequence[str], *, inner: bool = True) -> bool:
    """Whether two words or more give the letters in order: each its first (and with ``inner`` more), small words none.

    A small word may give its letter too.
    """
    wanted = letters.lower().replace("&", "")
    given = tuple(word.lower() for word in words)
    most = _LETTERS_OF_A_WORD if inner else 1
    if len(wanted) < 2 or sum(word not in SMALL_WORDS for word in given) < 2:
        return False

    @cache
    def fits(word: int, letter: int) -> bool:
        if word == len(given):
            return letter == len(wanted)
        current = given[word]
        if current in SMALL_WORDS and fits(word + 1, letter):
            return True
        if current == "&":
            return letter < len(wanted) and wanted[letter] == "a" and fits(word + 1, letter + 1)
        for count in range(1, most + 1):
            taken = wanted[letter : letter + count]
            if len(taken) < count or not _gives(current, taken):
                return False
            if fits(word + 1, letter + count):
                return True
        return False

    return fits(0, 0)


def _gives(word: str, letters: str) -> bool:
    """Whether the letters stand in the word in that order, from its start ("extensible" may start with x)."""
    if word == _SOUNDS.get(letters):
        return True
    heard = word[1:] if letters[0] == "x" and word.startswith("ex") else word
    rest = iter(heard)
    return heard[0] == letters[0] and all(letter in rest for letter in letters)


def _unbroken(spans: Sequence[tuple[int, int]], text: str) -> list[list[tuple[int, int]]]:
    """The spans in runs with nothing but spaces, hyphens, slashes and commas between them."""
    runs: list[list[tuple[int, int]]] = []
    for span in spans:
        if runs and _GAP.fullmatch(text, runs[-1][-1][1], span[0]):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs
