"""What stands in braces: ``{S06 #anchor status=cleared caption="Two words"}``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, field

from samples.source.place import Place, SourceError

_PART = re.compile(
    r"""\s*(?:\#(?P<anchor>[\w/-]+) | (?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)" | (?P<bare>\S+)) | (?P<word>[\w-]+))""",
    re.VERBOSE,
)


class Attributes(Struct, frozen=True):
    """Words that stand alone, an anchor, and values by key."""

    place: Place
    words: tuple[str, ...] = ()
    anchor: str = ""
    values: dict[str, str] = field(default_factory=dict)

    def allow(self, *keys: str) -> None:
        """Refuses a key that is not among ``keys``."""
        for key in self.values:
            if key not in keys:
                raise SourceError(self.place, f"unknown attribute “{key}”; known here: {', '.join(keys) or 'none'}.")

    def text(self, key: str, default: str = "") -> str:
        return self.values.get(key, default)

    def choice(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        """A value out of ``allowed``."""
        value = self.values.get(key, default)
        if value not in allowed:
            raise SourceError(self.place, f"{key}={value or '(nothing)'}: expected one of {', '.join(allowed)}.")
        return value

    def number(self, key: str, default: float) -> float:
        value = self.values.get(key)
        try:
            return default if value is None else float(value)
        except ValueError:
            raise SourceError(self.place, f"{key}={value} is not a number.") from None

    def flag(self, key: str) -> bool:
        return self.choice(key, ("true", "false"), "false") == "true"

    def listed(self, key: str) -> list[str]:
        """Values between commas."""
        return [part.strip() for part in self.values[key].split(",")] if key in self.values else []


def parse_attributes(text: str, place: Place) -> Attributes:
    """``text`` without its braces."""
    words: list[str] = []
    values: dict[str, str] = {}
    anchor = ""
    position = 0
    text = text.strip()
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            raise SourceError(place, f"cannot read the attributes from “{text[position:][:30]}” on.")
        if match["anchor"]:
            anchor = match["anchor"]
        elif match["key"]:
            if match["key"] in values:
                raise SourceError(place, f"“{match['key']}” is given twice.")
            values[match["key"]] = match["quoted"] if match["quoted"] is not None else match["bare"]
        else:
            words.append(match["word"])
        position = match.end()
    return Attributes(place, tuple(words), anchor, values)


_TRAILING = re.compile(r"\s*\{((?:[^{}\"]|\"[^\"]*\")*)\}\s*$")


def split_attributes(line: str, place: Place) -> tuple[str, Attributes]:
    """A line and the attributes in braces at its end, if there are any."""
    match = _TRAILING.search(line)
    if match is None or line[: match.start()].endswith("{"):
        return line.strip(), Attributes(place)
    return line[: match.start()].strip(), parse_attributes(match[1], place)


_ANCHOR = re.compile(r"\s*\{#([\w/-]+)\}\s*$")


def split_anchor(line: str) -> tuple[str, str]:
    """A line of text and the anchor at its end: ``Some words. {#anchor}``."""
    match = _ANCHOR.search(line)
    return (line[: match.start()], match[1]) if match else (line, "")
