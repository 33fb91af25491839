"""Finds the words in a line of text as a spelling check wants them: apostrophes and hyphens in, addresses out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST_WORD = 64
"""Characters; what is longer is no word, and a dictionary would take long over it."""

_LETTERS = r"[\w\u00ad\u0300-\u036f]+"
_TOP_LEVELS = "uk|com|org|net|eu|gov|info|io|wales|cymru|scot|london|ie"
_FILE_ENDS = "docx?|xlsx?|pptx?|pdf|odt|csv|html?|txt|png|jpe?g|svg|zip|strategy"
_ADDRESSES = "|".join(
    (
        r"(?:https?|ftp|file|mailto):\S+",
        r"www\.\S+",
        r"[\w.+\-]{1,64}@[\w.\-]{1,255}",
        rf"(?:[\w\-]{{1,63}}\.){{1,8}}(?:{_TOP_LEVELS}|{_FILE_ENDS})\b(?:/\S*)?",
        r"[A-Za-z]:\\\S+|\\\\\S+",
        r"[#@]\w+",
    )
)
# Counts are bounded, so that no text makes the search slow. Apostrophes and hyphens join letters on both sides.
_WORD = rf"{_LETTERS}(?:['’ʼ\-‐‑]{_LETTERS})*"
_TOKEN = re.compile(rf"(?P<address>{_ADDRESSES})|(?P<word>{_WORD})", re.IGNORECASE)
_PLAIN_TOKEN = re.compile(_WORD)
_SIGN_OF_ADDRESS = re.compile(r"[@#:\\]|\w\.\w")

_HYPHENS = re.compile(r"[-‐‑]")
_ACRONYM = re.compile(r"[A-Z]{2,5}(?:s|'s)?")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_OWN_RULES = re.compile(r"[\d_]")


def plain_words(text: str) -> list[str] | None:
    """The words themselves, where no address is among them; None for a text that :func:`words` must look through."""
    return None if _SIGN_OF_ADDRESS.search(text) else _PLAIN_TOKEN.findall(text)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word starts and ends, in characters. Compounds with hyphens are one word; addresses are none."""
    if _SIGN_OF_ADDRESS.search(text) is None:  # three times as fast, and most paragraphs hold no address
        for match in _PLAIN_TOKEN.finditer(text):
            yield match.span()
        return
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            yield match.span()


def parts(word: str) -> tuple[tuple[int, int], ...]:
    """Where the parts of a compound lie in it: between its hyphens."""
    ends = [match.start() for match in _HYPHENS.finditer(word)]
    return tuple(zip([0, *(end + 1 for end in ends)], [*ends, len(word)], strict=True))


def plain(word: str) -> str:
    """The word as a dictionary has it: composed letters, straight apostrophes, plain hyphens, no soft hyphens."""
    if word.isascii():
        return word
    composed = unicodedata.normalize("NFC", word.replace("\u00ad", ""))
    return _HYPHENS.sub("-", composed.replace("’", "'").replace("ʼ", "'"))


def has_own_spelling(word: str) -> bool:
    """Whether no dictionary can judge it: single letters, codes with digits, short acronyms, names like SharePoint.

    Acronyms have a check of their own; the dictionary judges capitals from six letters on, as in a heading.
    """
    return (
        len(word) == 1
        or len(word) > LONGEST_WORD
        or _OWN_RULES.search(word) is not None
        or _INNER_CAPITAL.search(word) is not None
        or _ACRONYM.fullmatch(word) is not None
    )
