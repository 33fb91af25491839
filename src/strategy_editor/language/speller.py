"""Spelling: which words of a text are not in the dictionary, nor on any list of known words.

The dictionary is Hunspell's, through the package ``chunspell-next`` (module ``hunspell``); it is loaded when the first
word is checked (about a fifth of a second, 12 MB), and every answer is kept, so that a text that was checked once costs
almost nothing. Asking for *suggestions* takes up to 0.3 s and would hold up the whole program: see ``suggester``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.resources import resource
from strategy_editor.language.known_words import NOTHING_KNOWN, KnownWords, known_words
from strategy_editor.language.tables import terms
from strategy_editor.language.words import has_own_spelling, parts, plain, plain_words, words

DICTIONARIES: Mapping[str, str] = {"en-GB": "en_GB", "cy-GB": "cy_GB"}
"""The languages that can be checked, and the names of their dictionary files."""

_BY_LANGUAGE = {"en": "en-GB", "cy": "cy-GB"}
_KEPT_ANSWERS = 200_000
_PLURAL_PARTICLES = frozenset(("downs", "ins", "offs", "ons", "outs", "overs", "throughs", "ups"))
"""Ends of compounds that are no words by themselves, as in "sign-ons"."""

Faults = tuple[tuple[int, int], ...]


class Dictionary(Protocol):
    """What is used of a Hunspell dictionary."""

    def spell(self, word: str) -> bool: ...

    def suggest(self, word: str) -> tuple[str, ...]: ...


class Speller:
    """Checks the spelling of one language. Not for several threads at once.

    ``problem`` is empty, or a sentence for the user that says why nothing is checked; then every word passes.
    """

    def __init__(self, language: str = "en-GB") -> None:
        self.language = language
        self.problem = ""
        self._dictionary: Dictionary | None = None
        self._loaded = False
        self._answers: dict[str, Faults] = {}
        self._right: set[str] = set()

    def load(self) -> bool:
        """Loads the dictionary unless that was done; whether words can be checked."""
        if not self._loaded:
            self._loaded = True
            try:
                self._dictionary = load_dictionary(self.language)
            except StrategyError as error:
                self.problem = str(error)
        return self._dictionary is not None

    def check(self, word: str, known: KnownWords = NOTHING_KNOWN) -> bool:
        """Whether ``word`` is right. A compound is right when its parts are."""
        return not self._unknown(word, known)

    def misspellings(self, text: str, known: KnownWords = NOTHING_KNOWN) -> list[tuple[int, int]]:
        """Where each misspelt word of ``text`` starts and ends, in characters. In a compound, only the wrong part."""
        if not self.load():
            return []
        together = plain_words(text)
        if together is not None and self._right.issuperset(together):
            return []
        answers = self._answers
        found: list[tuple[int, int]] = []
        for start, end in words(text):
            word = text[start:end]
            faults = answers.get(word)
            if faults is None or faults:
                found += [(start + first, start + last) for first, last in self._unknown(word, known)]
        return found

    def _unknown(self, word: str, known: KnownWords) -> Faults:
        faults = self._faults(word)
        if not faults or known.knows(word):
            return ()
        return tuple((first, last) for first, last in faults if not known.knows(word[first:last]))

    def _faults(self, word: str) -> Faults:
        """The parts of ``word`` that neither the dictionary nor the shipped list has."""
        faults = self._answers.get(word)
        if faults is None:
            if not self.load():
                return ()
            faults = self._judge(word)
            if len(self._answers) >= _KEPT_ANSWERS:
                self._answers.clear()
                self._right.clear()
            self._answers[word] = faults
            if not faults:
                self._right.add(word)
        return faults

    def _judge(self, word: str) -> Faults:
        if self._has(word):
            return ()
        pieces = parts(word)
        if len(pieces) == 1:
            return pieces
        if word[pieces[-1][0] :].lower() in _PLURAL_PARTICLES:
            pieces = pieces[:-1]
        if word[: pieces[0][1]].lower() in terms().prefixes and self._has(word.replace("-", "", 1)):
            return ()  # "co-ordinating" for "coordinating"
        wrong = [(first, last) for first, last in pieces if not self._has_part(word[first:last])]
        return tuple(wrong)

    def _has(self, word: str) -> bool:
        form = plain(word)
        if not form or has_own_spelling(form) or shipped_words().knows(form):
            return True
        try:
            return self._dictionary is None or self._dictionary.spell(form)
        except UnicodeEncodeError:  # half of a surrogate pair: no word of any language
            return True

    def _has_part(self, part: str) -> bool:
        return part.lower() in terms().prefixes or self._has(part)


class Spellers:
    """The spellers of a session, one for each language, made when they are first asked for."""

    def __init__(self) -> None:
        self._spellers: dict[str, Speller] = {}

    def for_language(self, tag: str) -> Speller:
        """The speller for a BCP 47 tag (``en-GB``, ``cy``). For a language without a dictionary every word passes."""
        language = tag if tag in DICTIONARIES else _BY_LANGUAGE.get(tag.split("-")[0].lower(), tag)
        if language not in self._spellers:
            self._spellers[language] = Speller(language)
        return self._spellers[language]


class SpellingUnavailable(StrategyError):
    """The words of a language cannot be checked on this computer."""


def load_dictionary(language: str) -> Dictionary:
    """The Hunspell dictionary of ``language``; raises SpellingUnavailable with a sentence for the user."""
    name = DICTIONARIES.get(language)
    if name is None:
        raise SpellingUnavailable(f"There is no dictionary for the language “{language}”, so its words pass unchecked.")
    try:
        from hunspell import Hunspell  # a compiled library: it may be missing or refuse to load on a computer

        folder = resource("dictionaries", f"{name}.aff").parent
        return cast(Dictionary, Hunspell(name, hunspell_data_dir=str(folder), system_encoding="utf-8"))
    except (ImportError, OSError, StrategyError) as error:
        raise SpellingUnavailable(
            "Spelling cannot be checked, because the dictionary could not be loaded.",
            advice=f"Everything else works. Please install the Strategy Editor again ({error}).",
        ) from error


@cache
def shipped_words() -> KnownWords:
    """The words of local government that the dictionaries lack."""
    try:
        text = resource("dictionaries", "local-government.txt").read_text(encoding="utf-8")
    except (OSError, StrategyError):
        return NOTHING_KNOWN
    return known_words(line for line in text.splitlines() if not line.startswith("#"))
