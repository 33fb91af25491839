"""Qt counts UTF-16 units, the model counts characters: the one place where one becomes the other."""

from __future__ import annotations

from strategy_editor.model.text import Run
from strategy_editor.review.editing.lines import Line


def utf16(text: str) -> int:
    """How many units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def offset_of(line: Line, units: int) -> int:
    """The offset in characters that stands ``units`` into a line; from inside a character, the one behind it."""
    offset = 0
    for run in line.runs:
        if units <= 0:
            break
        text = run.content if isinstance(run, Run) and isinstance(run.content, str) else ""
        width = utf16(text) if text else 1
        if width <= units:
            units -= width
            offset += len(text) or 1
        elif width == len(text):
            return offset + units
        else:
            for character in text:
                if units <= 0:
                    break
                units -= utf16(character)
                offset += 1
            break
    return offset


def units_of(line: Line, offset: int) -> int:
    """How many units stand before an offset in characters."""
    units = 0
    for run in line.runs:
        if offset <= 0:
            break
        text = run.content if isinstance(run, Run) and isinstance(run.content, str) else ""
        units += utf16(text[:offset]) if text else 1
        offset -= len(text) or 1
    return units


def broken_text(units: str) -> str:
    """Text from single units that may be halves of characters, for a caret can cut one in two.

    A first half whose second half comes later is put together again before what was written in between; what has no
    other half is dropped.
    """
    raw = units.encode("utf-16-le", "surrogatepass")
    codes = [int.from_bytes(raw[k : k + 2], "little") for k in range(0, len(raw), 2)]
    out: list[str] = []
    high = slot = 0
    for code in codes:
        if 0xD800 <= code < 0xDC00:
            high, slot = code, len(out)
            out.append("")
        elif 0xDC00 <= code < 0xE000:
            if high:
                out[slot] = chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
                high = 0
        else:
            out.append(chr(code))
    return "".join(out)
