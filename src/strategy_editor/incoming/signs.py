"""Signs that people type in front of paragraphs: numbers, letters, bullets; and the labels of captions."""

from __future__ import annotations

import re

from msgspec import Struct

from strategy_editor.model.blocks import ListKind

_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){0,4})([.)]?)([\t \u00a0]+)(?=\S)")
_LETTER = re.compile(r"\s*(\()?([a-z]|[ivx]{2,4})[.)]\)?[\t \u00a0]+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:([•·▪●○◦■□➢✓\uf0b7\uf0a7])\s*|([-–—*o])\t\s*|([-–—])\s+)(?=\S)")
_CAPTION = re.compile(
    r"\s*(table|figure|fig\.?|chart|diagram|map|graph|box)\s+(?:[A-Z]{0,2}\d+(?:[.-]\d+)*|[A-Z])\s*[:.–—-]?\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s*source\s*:\s*", re.IGNORECASE)
_ROMAN = re.compile(r"[ivx]+$", re.IGNORECASE)


class Sign(Struct, frozen=True):
    """What stands in front of a paragraph: its sort, the number in it, and how many characters it takes up.

    ``tabbed``: a tab parts it from the text, which hardly anybody does for anything but a number.
    """

    sort: str
    length: int
    number: tuple[int, ...] = ()
    tabbed: bool = False
    text: str = ""


def sign_of(text: str) -> Sign | None:
    """The typed sign in front of a text: ``number``, ``letter``, ``roman`` or ``bullet``; None where there is none."""
    bullet = _BULLET.match(text)
    if bullet:
        return Sign("bullet", bullet.end(), text=next(each for each in bullet.groups() if each))
    number = _NUMBER.match(text)
    if number and (number[2] or "." in number[1] or "\t" in number[3]):
        parts = tuple(int(part) for part in number[1].split("."))
        if parts[-1] == 0 and len(parts) > 1:
            parts = parts[:-1]
        return Sign("number", number.end(), parts, "\t" in number[3], number[1])
    letter = _LETTER.match(text)
    if letter:
        word = letter[2]
        sort = "roman" if _ROMAN.match(word) and (len(word) > 1 or word.lower() in "iv") else "letter"
        return Sign(sort, letter.end(), (_rank(word, sort),), "\t" in letter[0], word)
    return None


def _rank(word: str, sort: str) -> int:
    if sort == "letter":
        return ord(word.lower()) - ord("a") + 1
    worth = [{"i": 1, "v": 5, "x": 10}[sign] for sign in word.lower()]
    return sum(
        -each if following and each < following else each
        for each, following in zip(worth, [*worth[1:], 0], strict=True)
    )


LIST_KINDS: dict[str, ListKind] = {"bullet": "bullet", "number": "number", "letter": "letter", "roman": "number"}
"""What sort of list item each sort of sign makes."""


def caption_label(text: str) -> int:
    """How many characters of a caption are its label (``Table 3: ``); 0 where it has none."""
    found = _CAPTION.match(text)
    return found.end() if found else 0


def source_label(text: str) -> int:
    """How many characters ``Source:`` takes up in front of a text; 0 where it does not stand there."""
    found = _SOURCE.match(text)
    return found.end() if found else 0


class Sequences:
    """Believes a typed number only where it follows from what stood before: else ``3.5 million`` would be one."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, ...]] = set()

    def believes(self, sign: Sign) -> bool:
        """Whether the number is believed; it then counts as seen."""
        number = sign.number
        if sign.sort != "number":
            return True
        parent, last = number[:-1], number[-1]
        follows = last == 1 or (*parent, last - 1) in self._seen or (last == 2 and parent in self._seen)
        known = not parent or parent in self._seen or last == 1 or (*parent, last - 1) in self._seen
        if sign.tabbed or (follows and known):
            self._seen.add(number)
            for length in range(1, len(number)):
                self._seen.add(number[:length])
            return True
        return False
