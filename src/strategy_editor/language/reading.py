"""How hard a text is to read: Flesch-Kincaid, long sentences, and the long words that make it so.

The formulas are those of Flesch (1948) and of Kincaid and others (1975). Sentences should have about 25 words or fewer
(Government Digital Service); over 35 they want cutting. A grade is a year of schooling: add 5 for an age in Britain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from strategy_editor.language.places import Place
from strategy_editor.language.sentences import sentences
from strategy_editor.language.syllables import syllables
from strategy_editor.language.tables import terms
from strategy_editor.model.text import is_word

LONG_SENTENCE = 25
VERY_LONG_SENTENCE = 35
"""Words; a sentence with more is long, or very long."""

_HARD_SYLLABLES = 3
_YEARS_BEFORE_SCHOOL = 5
_WORD = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_INFLECTION = re.compile(r"(?:es|ed|ing|ly|s)\Z")


class LongSentence(Struct, frozen=True):
    """A sentence of more than 25 words, and where it stands."""

    place: Place
    words: int

    @property
    def very_long(self) -> bool:
        return self.words > VERY_LONG_SENTENCE


class HardWord(Struct, frozen=True):
    """A long word that not every reader knows, in small letters, and everywhere that it stands."""

    word: str
    syllables: int
    places: tuple[Place, ...]


class Reading(Struct, frozen=True):
    """What was counted. ``long_sentences`` in the order of the text, ``hard_words`` the most frequent first."""

    words: int
    sentences: int
    syllables: int
    long_sentences: tuple[LongSentence, ...] = ()
    hard_words: tuple[HardWord, ...] = ()

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade level: years of schooling; 0 for no text."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def ease(self) -> float:
        """Flesch reading ease: 100 is very easy, under 30 very hard; 100 for no text."""
        if not self.words:
            return 100.0
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words

    @property
    def age(self) -> int:
        """The age at which most people in Britain can read it, in years."""
        return max(_YEARS_BEFORE_SCHOOL, round(self.grade) + _YEARS_BEFORE_SCHOOL)

    @property
    def mean_sentence(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0


def reading(paragraphs: Sequence[str]) -> Reading:
    """The reading level of the paragraphs together. Leave out headings and tables: they are not sentences."""
    count = spoken = words = 0
    long: list[LongSentence] = []
    hard: dict[str, list[Place]] = {}
    for index, paragraph in enumerate(paragraphs):
        for sentence in _measured(paragraph):
            count += 1
            words += sentence.words
            spoken += sentence.syllables
            if sentence.words > LONG_SENTENCE:
                long.append(LongSentence(Place(index, sentence.start, sentence.end), sentence.words))
            for first, last in sentence.hard:
                hard.setdefault(paragraph[first:last].lower(), []).append(Place(index, first, last))
    return Reading(words, count, spoken, tuple(long), _by_frequency(hard.items()))


class _Sentence(NamedTuple):
    """A sentence of a paragraph: where it stands, its words and their syllables, and where its hard words stand."""

    start: int
    end: int
    words: int
    syllables: int
    hard: tuple[tuple[int, int], ...]


@lru_cache(maxsize=20_000)
def _measured(paragraph: str) -> tuple[_Sentence, ...]:
    """The sentences of a paragraph, remembered: while somebody writes, all paragraphs but one stay as they are."""
    out: list[_Sentence] = []
    for start, end in sentences(paragraph):
        sentence = paragraph[start:end]
        spelt = [word for word in sentence.split() if is_word(word)]
        if spelt:
            spoken = sum(map(syllables, spelt))
            hard = tuple((start + first, start + last) for first, last in _hard_words(sentence))
            out.append(_Sentence(start, end, len(spelt), spoken, hard))
    return tuple(out)


@lru_cache(maxsize=50_000)
def is_hard(word: str) -> bool:
    """Whether a word is long to say and not a familiar one. An ending (-s, -es, -ed, -ing, -ly) does not make it so."""
    plain = word.lower()
    if syllables(plain) < _HARD_SYLLABLES or word.isupper():
        return False
    familiar = terms().familiar_words
    stem = _INFLECTION.sub("", plain)
    if plain in familiar or stem in familiar or stem + "e" in familiar or plain.removesuffix("s") in familiar:
        return False
    return max(syllables(stem), syllables(stem + "e")) >= _HARD_SYLLABLES


def _hard_words(sentence: str) -> Iterable[tuple[int, int]]:
    """Hard words of a sentence; one with a capital inside the sentence is taken for a name, which nobody can change."""
    for match in _WORD.finditer(sentence):
        word = match[0]
        if is_hard(word) and not (word[0].isupper() and sentence[: match.start()].strip("\"'“‘([ ")):
            yield match.span()


def _by_frequency(found: Iterable[tuple[str, list[Place]]]) -> tuple[HardWord, ...]:
    ordered = sorted(found, key=lambda item: (-len(item[1]), item[0]))
    return tuple(HardWord(word, syllables(word), tuple(places)) for word, places in ordered)
