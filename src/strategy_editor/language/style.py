"""Plain English: words to avoid, where they stand, and what to say instead.

The shipped words are in ``resources/words/plain-english.toml``; a council may add its own. Hints are meant to be quiet:
every one of these words is right somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, get_args

from msgspec import Struct

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.language.tables import read_table

HintKind = Literal["plain", "latin", "jargon", "inclusive", "vague", "ownerless"]
"""Plainer words; Latin; jargon; words that leave people out; no date; nobody who acts."""

KINDS: tuple[HintKind, ...] = get_args(HintKind)

_ADVICE = frozenset(("vague", "ownerless"))
"""Kinds whose suggestions are advice to the author, and cannot be put in the place of the words."""

_LEAVE_OUT = "-"
_AS_IT_IS = ("=",)
"""What is said for a phrase that is right, though a word in it is to be avoided elsewhere."""

_ANY_WORD = re.compile(r"\w+")
_SAME = str.maketrans({"’": "'", "\u00a0": " ", "\n": " "})


class StyleHint(Struct, frozen=True):
    """Characters ``start`` to ``end``, written ``text``.

    ``suggestions``: what may be put in their place as it is, in the same case, the best first; an empty one means to
    leave the words out. ``advice``: what to do where nothing can simply be put in their place.
    """

    start: int
    end: int
    text: str
    kind: HintKind
    suggestions: tuple[str, ...] = ()
    advice: str = ""


class WordTable:
    """Words to avoid, by kind, ready to be looked for. Make one with :func:`word_table`."""

    def __init__(self, entries: Mapping[str, tuple[HintKind, tuple[str, ...]]]) -> None:
        self._entries = entries
        self._by_sign: dict[str, list[str]] = {}
        for form in entries:
            if _ANY_WORD.match(form):
                self._by_sign.setdefault(max(_ANY_WORD.findall(form), key=len), []).append(form)

    def __len__(self) -> int:
        return len(self._entries)

    def hints(self, text: str, kinds: Iterable[HintKind] = KINDS) -> Iterator[StyleHint]:
        """The words of ``text`` that are in the table, in order; the longest where several start at one place."""
        wanted = frozenset(kinds)
        folded = _folded(text)
        signs = self._by_sign.keys() & frozenset(_ANY_WORD.findall(folded))  # no form stands without its longest word
        forms = (form for sign in signs for form in self._by_sign[sign] if self._entries[form][0] in wanted)
        places = sorted((start, -len(form), form) for form in forms for start in _standing(folded, form))
        reached = 0
        for start, _, form in places:
            if start < reached:
                continue
            reached = start + len(form)
            if self._entries[form][1] != _AS_IT_IS:
                yield self._hint(form, start, text[start:reached])

    def _hint(self, form: str, start: int, text: str) -> StyleHint:
        kind, say = self._entries[form]
        if kind in _ADVICE:
            return StyleHint(start, start + len(text), text, kind, advice=say[0])
        return StyleHint(start, start + len(text), text, kind, tuple(_in_case_of(text, each) for each in say))


def style_hints(text: str, kinds: Iterable[HintKind] = KINDS, table: WordTable | None = None) -> tuple[StyleHint, ...]:
    """The shipped hints for ``text``, or those of ``table``."""
    return tuple((table if table is not None else shipped_table()).hints(text, kinds))


@cache
def shipped_table() -> WordTable:
    """The words that come with the program."""
    return word_table(read_table("plain-english.toml", dict[HintKind, dict[str, str]]))


def word_table(rows: Mapping[HintKind, Mapping[str, str]]) -> WordTable:
    """A table from rows as the shipped file has them. Raises WrongUse for a row that does not fit together."""
    entries: dict[str, tuple[HintKind, tuple[str, ...]]] = {}
    for kind, table in rows.items():
        for forms, say in table.items():
            entries.update((form, (kind, each)) for form, each in _row(forms, say, advice=kind in _ADVICE))
    return WordTable(entries)


def unfit_row(forms: str, say: str) -> str:
    """What is wrong with a council's own row of words to avoid, in a sentence; empty for one that fits together."""
    try:
        word_table({"jargon": {forms: say.strip() or _LEAVE_OUT}})
    except WrongUse as error:
        return str(error)
    return ""


def _row(forms: str, say: str, *, advice: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every form of a row with what to say for it."""
    avoided = [_folded(form.strip()) for form in forms.split(",")]
    ways = [[say]] if advice else [[each.strip() for each in way.split(",")] for way in say.split("|")]
    if any(len(way) not in (1, len(avoided)) or "" in way for way in ways) or "" in avoided:
        raise WrongUse(f"In the list of words to avoid, the row “{forms}” does not fit “{say}”.")
    for index, form in enumerate(avoided):
        chosen = [way[0] if len(way) == 1 else way[index] for way in ways]
        yield form, tuple("" if each == _LEAVE_OUT else each for each in chosen)


def _folded(text: str) -> str:
    """The text in small letters, with straight apostrophes, and every character where it was."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(each if len(each.lower()) > 1 else each.lower() for each in text)
    return small.translate(_SAME)


def _standing(text: str, form: str) -> Iterator[int]:
    """Where a form stands as words of its own."""
    start = text.find(form)
    while start >= 0:
        if not (_joins(text[start - 1 : start]) or _joins(text[start + len(form) : start + len(form) + 1])):
            yield start
        start = text.find(form, start + 1)


def _joins(character: str) -> bool:
    """Whether a word goes on with the character; nothing joins nothing."""
    return character.isalnum() or character in ("_", "-")


def _in_case_of(original: str, say: str) -> str:
    """``say`` with a capital, or all in capitals, as the original has it."""
    if len(original) > 1 and original.isupper():
        return say.upper()
    return say[:1].upper() + say[1:] if original[0].isupper() else say
