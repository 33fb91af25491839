"""Pictures in made files: nothing in them but what they show."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from strategy_editor.inspection.strings import Blob, Opened

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"pHYs", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"iCCP"}
)
_JFIF_SIZE = 16
"""Of JFIF's segment without a small picture."""

_JPEG_SEGMENTS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xE2, 0xEE})
"""Frames, tables, scans, JFIF's header, colour profile and Adobe's note on colours."""

_MARKED = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}


def look_at_pictures(opened: Opened) -> None:
    """Notes what the pictures carry beside their pixels."""
    for blob in opened.pictures:
        for sentence in _wrong(blob):
            opened.fault("pictures", sentence, blob.place)


def _wrong(blob: Blob) -> Iterator[str]:
    try:
        if blob.data.startswith(_PNG):
            yield from _wrong_png(blob.data)
        elif blob.data.startswith(b"\xff\xd8"):
            yield from _wrong_jpeg(blob.data)
        else:
            yield "A picture is of a kind that should not be here."
    except (struct.error, IndexError, zlib.error):
        yield "A picture is damaged."


def _wrong_png(data: bytes) -> Iterator[str]:
    place = len(_PNG)
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind not in _PNG_CHUNKS:
            yield f"A picture carries more than what it shows ({kind.decode('latin-1')})."
        place += size + 12
        if kind == b"IEND":
            break
    if place != len(data):
        yield "There is something behind the end of a picture."


def _wrong_jpeg(data: bytes) -> Iterator[str]:
    place = 2
    while place < len(data):
        if data[place] != 0xFF:
            yield "A picture is damaged."
            return
        marker = data[place + 1]
        if marker == 0xD9:
            if place + 2 != len(data):
                yield "There is something behind the end of a picture."
            return
        size = struct.unpack(">H", data[place + 2 : place + 4])[0]
        marked = _MARKED.get(marker)
        if marker not in _JPEG_SEGMENTS or (marked and not data[place + 4 :].startswith(marked)):
            yield f"A picture carries more than what it shows (segment {marker:02X})."
        elif marker == 0xE0 and size != _JFIF_SIZE:
            yield "A picture carries a small picture of itself."
        place += 2 + size
        if marker == 0xDA:
            place = _scan_end(data, place)
    yield "A picture is cut off."


def _scan_end(data: bytes, place: int) -> int:
    """Where the next segment begins behind a scan, whose bytes 0xFF are followed by 0 or by a restart mark."""
    while place + 1 < len(data):
        if data[place] == 0xFF and data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 1
    return len(data)
