"""Words that count as known beside the dictionary: the project's, the council's, the glossary's, and those ignored."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from strategy_editor.language.words import plain, words


class KnownWords(Struct, frozen=True):
    """Lists of words, laid over each other. Make one with :func:`known_words`.

    A word that was listed in small letters is known in any case; one with capitals (a name, an acronym) is known as it
    was listed and in capitals throughout. Possessives, and the plurals of acronyms, are known with their word.
    """

    small: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether ``word`` is on a list."""
        if not self.exact and not self.small:
            return False
        form = plain(word)
        return self._listed(form) or (form[-2:] in ("'s", "s'", "'S") and self._listed(form[:-2].rstrip("'")))

    def _listed(self, form: str) -> bool:
        return (
            form in self.exact
            or form.lower() in self.small
            or (form.endswith("s") and form[:-1].isupper() and form[:-1] in self.exact)
        )


NOTHING_KNOWN = KnownWords()


def known_words(*lists: Iterable[str]) -> KnownWords:
    """The words of every list as one value. An entry of several words (a name, a term) makes each of them known."""
    small: set[str] = set()
    exact: set[str] = set()
    for entry in (entry for each in lists for entry in each):
        for start, end in words(entry):
            form = plain(entry[start:end])
            if form == form.lower():
                small.add(form)
            else:
                exact.update((form, form.upper()))
    return KnownWords(frozenset(small), frozenset(exact))
