"""What a made file says: strings with their places, and how strings are cut into words for comparing."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct, field

from strategy_editor.inspection.verdicts import Fault

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


class Found(Struct, frozen=True):
    """Words in a made file, and the part of the file that they stand in. ``joined``: they need not be one text."""

    text: str
    place: str
    joined: bool = False


class Blob(Struct, frozen=True):
    """Bytes in a made file, unpacked."""

    data: bytes
    place: str


class Opened(Struct):
    """All that was found in a made file.

    ``strings`` are words that a person, a screen reader or another program can read; ``faults`` what is wrong by
    itself; ``spoken`` is what a screen reader says, where the format has a structure of its own. Whatever cannot be
    read into strings is a picture whose every part is known, a font, or a fault.
    """

    strings: list[Found] = field(default_factory=list)
    pictures: list[Blob] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    spoken: str = ""

    def say(self, text: str | None, place: str, *, joined: bool = False) -> None:
        """Notes words, if there are any."""
        if text and text.strip():
            self.strings.append(Found(text, place, joined))

    def fault(self, check: str, sentence: str, place: str = "") -> None:
        """Notes what is wrong."""
        self.faults.append(Fault(check, sentence, place))

    def add(self, other: Opened, place: str) -> None:
        """Takes in what was found in a file within this one."""
        self.strings += [Found(each.text, f"{place}/{each.place}", each.joined) for each in other.strings]
        self.pictures += [Blob(each.data, f"{place}/{each.place}") for each in other.pictures]
        self.faults += [Fault(each.check, each.sentence, f"{place}/{each.place}") for each in other.faults]


def words(text: str) -> tuple[str, ...]:
    """The words of a text: letters and digits alone, whatever their case, ligatures taken apart."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return tuple(_WORD.findall(plain))


def quoted(text: str, limit: int = 60) -> str:
    """Words as they are quoted in a sentence: on one line, and not too long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= limit else line[: limit - 1] + '…'}”"
