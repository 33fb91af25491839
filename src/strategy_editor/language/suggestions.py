"""The helper process that thinks of right spellings: ``python -m strategy_editor.language.suggestions``.

Reads one request a line from standard input and writes one answer a line to standard output, both JSON, until the
input ends. It lives in a process of its own because the library works for up to 0.3 s without letting any other thread
of its program run. ``suggester`` is the other end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import BinaryIO

import msgspec
from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from strategy_editor.language.speller import Dictionary, SpellingUnavailable, load_dictionary
from strategy_editor.language.words import LONGEST_WORD, plain

MOST_SUGGESTIONS = 8
_NEAR = 2
"""How many letters may differ between a wrong word and a known one that is offered for it."""


class Request(Struct, frozen=True):
    """``known``: words of the project and the council, which are offered too when they are near."""

    id: int
    word: str
    language: str = "en-GB"
    known: tuple[str, ...] = ()


class Answer(Struct, frozen=True):
    """The answer to the request of that id, the likeliest first."""

    id: int
    suggestions: tuple[str, ...] = ()


def suggestions_for(word: str, language: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Right spellings for ``word``, the likeliest first; slow. None for a language without a dictionary."""
    form = plain(word)
    if not form or len(form) > LONGEST_WORD:
        return ()
    merged = dict.fromkeys((*_near(form, known), *_from_dictionary(form, language)))
    merged.pop(form, None)
    curly = "’" in word
    return tuple(each.replace("'", "’") if curly else each for each in list(merged)[:MOST_SUGGESTIONS])


def _near(form: str, known: Iterable[str]) -> list[str]:
    allowed = _NEAR if len(form) > 4 else 1
    found = process.extract(
        form.lower(),
        {each: each.lower() for each in known},
        scorer=DamerauLevenshtein.distance,
        score_cutoff=allowed,
        limit=3,
    )
    return [each for _, _, each in found]


@lru_cache(maxsize=1000)
def _from_dictionary(form: str, language: str) -> tuple[str, ...]:
    dictionary = _dictionary(language)
    return dictionary.suggest(form) if dictionary else ()


@cache
def _dictionary(language: str) -> Dictionary | None:
    try:
        return load_dictionary(language)
    except SpellingUnavailable:
        return None


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every request until there are no more. A line that is no request ends the process."""
    for line in requests:
        request = msgspec.json.decode(line, type=Request)
        found = suggestions_for(request.word, request.language, request.known)
        answers.write(msgspec.json.encode(Answer(request.id, found)) + b"\n")
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
