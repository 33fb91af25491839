"""Pictures for files read on a screen: checked, no larger than they are shown, free of all but their pixels."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator

from msgspec import Struct
from PIL import Image, ImageOps, UnidentifiedImageError

from strategy_editor.foundation.errors import StrategyError

MOST_PIXELS = 120_000_000
MOST_BYTES = 100_000_000
SCREEN_RESOLUTION = 96.0
SMALL = 200_000
"""Bytes: a picture of so few is left alone, though it has more pixels than it is shown with."""

_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
_JPEG_QUALITY = 85
_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWING_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"pHYs", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"iCCP"}
)
_START_OF_SCAN, _COMMENT, _END_OF_PICTURE = 0xDA, 0xFE, 0xD9
_JFIF, _JFIF_LENGTH = 0xE0, 18
_DRAWING_SEGMENTS = {_JFIF: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""Of the application segments of a JPEG only these say how to draw it, by what they begin with."""

_NEXT_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In the data of a JPEG 0xFF is followed by 0 or by a restart mark; else a segment, or the end, begins."""

_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)


class PictureUnreadable(StrategyError):
    """A picture that is damaged, too large, or of a kind that cannot be read. ``anchor`` is its place."""

    def __init__(self, message: str, *, advice: str = "", anchor: str = "") -> None:
        super().__init__(message, advice=advice)
        self.anchor = anchor


class Prepared(Struct, frozen=True):
    """A PNG or JPEG, its size in pixels, and the width in inches at which the original wants to be shown."""

    data: bytes
    media_type: str
    width: int
    height: int
    inches: float

    @property
    def ending(self) -> str:
        """The ending of a file that holds it."""
        return _ENDINGS[self.media_type]


def prepare(data: bytes, most_width: int, anchor: str = "") -> Prepared:
    """The picture, upright and at most ``most_width`` pixels wide. Raises :class:`PictureUnreadable`."""
    if len(data) > MOST_BYTES:
        raise PictureUnreadable("A picture is larger than 100 MB.", advice="Please make it smaller.", anchor=anchor)
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=_KINDS) as opened:
            warnings.simplefilter("ignore")
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            return _prepared(opened, data, most_width)
    except _DAMAGE as why:
        raise PictureUnreadable(
            "A picture cannot be read: it is damaged, too large, or of a kind that the program does not know.",
            advice="Please put it in again as a PNG or JPEG file.",
            anchor=anchor,
        ) from why


def bare(data: bytes) -> bytes:
    """A PNG or JPEG, dot for dot as it is, without what it says beside its pixels and their colours."""
    if data.startswith(_PNG):
        return _PNG + b"".join(data[start:stop] for kind, start, stop in _chunks(data) if kind in _DRAWING_CHUNKS)
    if data.startswith(b"\xff\xd8"):
        return _bare_jpeg(data)
    return data


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The parts of a PNG: their kind, and where they begin and end."""
    place = len(_PNG)
    while place + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        yield kind, place, place + 12 + length
        place += 12 + length
        if kind == b"IEND":
            return


def _bare_jpeg(data: bytes) -> bytes:
    """One that says that it lies on its side is turned, and so written anew."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
        if opened.getexif().get(0x0112, 1) not in (0, 1):
            out = io.BytesIO()
            upright, profile = ImageOps.exif_transpose(opened), opened.info.get("icc_profile")
            upright.info = {}
            upright.save(out, "JPEG", quality=95, icc_profile=profile)
            return out.getvalue()
    kept, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != _START_OF_SCAN:
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        kept.append(_drawing_part(data[place + 1], data[place:end]))
        place = end
    return b"".join([*kept, data[place : _end_of_jpeg(data, place)]])


def _end_of_jpeg(data: bytes, place: int) -> int:
    """Where the first picture ends: telephones put a second one behind it, other programs what they like."""
    while found := _NEXT_MARK.search(data, place):
        if data[found.start() + 1] == _END_OF_PICTURE:
            return found.end()
        length = int.from_bytes(data[found.end() : found.end() + 2], "big")
        place = found.end() + max(length, 2)
    return len(data)


def _drawing_part(mark: int, segment: bytes) -> bytes:
    """What stays of a segment of a JPEG: all that is needed to draw, without small pictures and others' notes."""
    if mark == _COMMENT:
        return b""
    if not 0xE0 <= mark <= 0xEF:
        return segment
    if not segment[4:].startswith(_DRAWING_SEGMENTS.get(mark, b"no such segment")):
        return b""
    if mark == _JFIF and len(segment) >= _JFIF_LENGTH:
        return segment[:2] + (_JFIF_LENGTH - 2).to_bytes(2, "big") + segment[4 : _JFIF_LENGTH - 2] + b"\x00\x00"
    return segment


def _prepared(opened: Image.Image, data: bytes, most_width: int) -> Prepared:
    kind, inches = opened.format or "", opened.width / _resolution(opened)
    media_type = "image/jpeg" if kind == "JPEG" else "image/png"
    silent = _is_plain_png(data) if kind == "PNG" else _is_silent(opened)
    if kind == "PNG" and silent and opened.width <= most_width:
        return Prepared(data, media_type, opened.width, opened.height, inches)
    picture = ImageOps.exif_transpose(opened)
    as_it_is = Prepared(data if kind == "PNG" else bare(data), media_type, picture.width, picture.height, inches)
    may_stay = silent and kind in ("PNG", "JPEG")
    if may_stay and (picture.width <= most_width or (len(data) <= SMALL and picture.width <= 2 * most_width)):
        return as_it_is
    made = _reduced(picture, media_type, most_width)
    if may_stay and len(data) <= len(made.data) and picture.width <= 2 * most_width:
        return as_it_is
    return Prepared(made.data, media_type, made.width, made.height, inches)


def _is_plain_png(data: bytes) -> bool:
    """Whether a PNG says nothing beside its pixels, and its check sums are right.

    Unpacking it, only to throw that away, would take a third of the time that a long paper takes.
    """
    if not data.startswith(_PNG):
        return False
    place, last = len(_PNG), b""
    for kind, start, stop in _chunks(data):
        said = data[start + 4 : stop - 4]
        if kind not in _DRAWING_CHUNKS or zlib.crc32(said) != int.from_bytes(data[stop - 4 : stop], "big"):
            return False
        place, last = stop, kind
    return last == b"IEND" and place == len(data)


def _reduced(picture: Image.Image, media_type: str, most_width: int) -> Prepared:
    few_colours = picture.mode == "P" and media_type == "image/png" and "transparency" not in picture.info
    clean = _clean(picture)
    colours = picture.info.get("icc_profile") if picture.mode == clean.mode else None
    if clean.width > most_width:
        height = max(1, round(clean.height * most_width / clean.width))
        clean = clean.resize((most_width, height), Image.Resampling.LANCZOS)
    width, height = clean.size
    out = io.BytesIO()
    if media_type == "image/jpeg":
        clean.convert("L" if clean.mode == "L" else "RGB").save(
            out, "JPEG", quality=_JPEG_QUALITY, optimize=True, icc_profile=colours
        )
    else:
        (clean.quantize(256) if few_colours else clean).save(out, "PNG", compress_level=9, icc_profile=colours)
    return Prepared(out.getvalue(), media_type, width, height, 0.0)


def _clean(picture: Image.Image) -> Image.Image:
    """The pixels alone, in a mode that can be made smaller and saved as PNG."""
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    grey = picture.mode in ("1", "L", "I;16", "I", "F")
    clean = picture.convert("RGBA" if transparent else "L" if grey else "RGB")
    clean.info = {}
    return clean


def _resolution(picture: Image.Image) -> float:
    """Dots per inch, where the file makes a sensible claim."""
    try:
        claimed = float(picture.info.get("dpi", (0.0,))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        claimed = 0.0
    return claimed if 30 <= claimed <= 2400 else SCREEN_RESOLUTION


def _is_silent(picture: Image.Image) -> bool:
    """Whether the file says nothing beside its pixels, their colours and their size."""
    said = set(picture.info) | set(getattr(picture, "text", {}) or {})
    drawing = {"dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density", "gamma", "srgb", "transparency", "interlace"}
    return not said - drawing - {"progressive", "progression", "chromaticity", "aspect", "background", "icc_profile"}
