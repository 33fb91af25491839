"""What the codes of a PDF font stand for: its ToUnicode map, read."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MOST_CODES = 70_000
_SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


class CodeMap:
    """Codes of ``width`` bytes, and the characters that each stands for."""

    def __init__(self, data: bytes) -> None:
        self.width = 2
        self._characters: dict[int, str] = {}
        for kind, body in _SECTION.findall(data):
            tokens = _TOKEN.findall(body)
            if kind == b"codespacerange":
                first = next((hexed for hexed, *_ in tokens if hexed), b"0000")
                self.width = max(1, len(first) // 2)
            elif kind == b"bfchar":
                self._pairs([hexed for hexed, *_ in tokens])
            else:
                self._ranges(tokens)

    @property
    def characters(self) -> Mapping[int, str]:
        return self._characters

    def text(self, data: bytes) -> tuple[str, bool]:
        """The characters of a string, and whether every code of it is in the map."""
        out: list[str] = []
        complete = True
        for at in range(0, len(data), self.width):
            found = self._characters.get(int.from_bytes(data[at : at + self.width], "big"))
            complete = complete and found is not None
            out.append(found or "\ufffd")
        return "".join(out), complete

    def _pairs(self, hexes: list[bytes]) -> None:
        for code, meant in zip(hexes[::2], hexes[1::2], strict=False):
            self._put(int(code, 16), _characters(meant))

    def _ranges(self, tokens: list[tuple[bytes, bytes, bytes]]) -> None:
        place = 0
        while place + 2 < len(tokens):
            first, last = int(tokens[place][0] or b"0", 16), int(tokens[place + 1][0] or b"0", 16)
            place += 2
            if tokens[place][1]:
                place += 1
                for code in range(first, min(last, first + _MOST_CODES) + 1):
                    if place >= len(tokens) or tokens[place][2]:
                        break
                    self._put(code, _characters(tokens[place][0]))
                    place += 1
                place += 1
                continue
            start = _characters(tokens[place][0])
            place += 1
            for code in range(first, min(last, first + _MOST_CODES) + 1):
                self._put(code, start[:-1] + chr(min(ord(start[-1]) + code - first, 0x10FFFF)) if start else "")

    def _put(self, code: int, meant: str) -> None:
        if len(self._characters) < _MOST_CODES:
            self._characters[code] = meant


def _characters(hexed: bytes) -> str:
    raw = bytes.fromhex(hexed.decode("ascii")) if len(hexed) % 2 == 0 else b""
    return raw.decode("utf-16-be", "replace")
