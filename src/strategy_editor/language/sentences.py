"""Cuts a paragraph into sentences, without falling for abbreviations, initials, decimals and typed numbers."""

from __future__ import annotations

import re

from strategy_editor.language.tables import terms
from strategy_editor.model.text import OBJECT

# Ends of sentences: marks, then quotes and brackets that close or calls of footnotes, then white space.
_CANDIDATE = re.compile(rf"(?P<mark>[.!?…]+)[\"'”’)\]{OBJECT}]*(?=\s)")
_LAST_WORD = re.compile(r"[^\s(\[“‘\"]{1,40}\Z")
_WORD_BEFORE = re.compile(r"(\w{1,40})\s+\S{1,40}\Z")
_NEXT = re.compile(r"\s*[\"'“‘(\[]*(\S)")
_TYPED_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]*", re.IGNORECASE)
_ENUMERATOR = re.compile(r"\s+\((?:[a-z]|[ivx]{1,5})\)\s")
_LOOK_BACK = 100
_LINE = re.compile(r"[^\n]+")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence starts and ends, in characters, without the white space around it. A line break ends one."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in [*_ends(line[0], line.start()), line.end()]:
            piece = text[start:end]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                found.append((start + lead, start + len(piece.rstrip())))
            start = end
    return found


def _ends(line: str, offset: int) -> list[int]:
    """Where sentences end inside ``line``, counted from the start of the text that it lies ``offset`` characters in."""
    ends: list[int] = []
    start = 0
    for match in _CANDIDATE.finditer(line):
        if _ends_here(line, start, match):
            ends.append(offset + match.end())
            start = match.end()
    return ends


def _ends_here(line: str, start: int, match: re.Match[str]) -> bool:
    following = _NEXT.match(line, match.end())
    if following is None:
        return False  # the end of the line ends the sentence
    upcoming = following[1]
    if upcoming.islower() and not _ENUMERATOR.match(line, match.end()):
        return False
    if match["mark"] != ".":
        return True
    before = line[max(start, match.start() - _LOOK_BACK) : match.start()].lstrip()
    if match.start() - start < _LOOK_BACK and _TYPED_NUMBER.fullmatch(before):
        return False
    last = _LAST_WORD.search(before)
    return last is None or not _is_abbreviation(last[0], before, upcoming)


def _is_abbreviation(word: str, before: str, upcoming: str) -> bool:
    """Whether the full stop after ``word`` belongs to it. ``upcoming`` is the character that follows."""
    lists = terms()
    if word in lists.abbreviations_inside or word.lower() in lists.abbreviations_inside:
        return True
    if word in lists.abbreviations_before_numbers:
        return upcoming.isdigit()
    if len(word) == 1 and word.isupper() and word != "I":
        label = _WORD_BEFORE.search(before)
        return label is None or label[1].lower() not in lists.labels
    return False
