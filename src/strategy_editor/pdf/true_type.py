"""TrueType files: what they are called, whether they may be part of a document, and whether they can be trusted.

A council's own type comes from outside and travels with a strategy, so it is checked as a stranger's: its tables must
lie within the file and agree with each other. The rules on embedding are those of the table OS/2 (``fsType``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple, TypeVar

import uharfbuzz as hb

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.profile import FontWeight

MOST_BYTES = 20_000_000
"""Bytes of a font that is taken in; the largest for European scripts have 2 MB."""

_T = TypeVar("_T")
_SIGNATURES = (b"\x00\x01\x00\x00", b"true")
_OTHERS = {
    b"OTTO": "is an OpenType font with PostScript outlines",
    b"ttcf": "is a collection of fonts",
    b"wOFF": "is a font for websites",
    b"wOF2": "is a font for websites",
}
_NEEDED = {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}
_DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "OS/2", "cmap", "name", "post", "gasp", "DSIG")
_MOST_TABLES = 80
_ITALIC = 0x0001
_RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_TYPOGRAPHIC_FAMILY = 16
_MAGIC = 0x5F0F3CF5
_NEEDED_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;()-"
_NEAREST: Mapping[FontWeight, tuple[FontWeight, ...]] = {
    "regular": ("semibold", "bold", "italic", "bold-italic"),
    "bold": ("semibold", "regular"),
    "italic": ("regular",),
    "bold-italic": ("bold", "semibold", "italic", "regular"),
    "semibold": ("bold", "regular"),
}


class FontUnusable(WrongUse):
    """A font that cannot be part of a document, and why."""


class TrueType(NamedTuple):
    """A font that can be used. ``whole``: its licence lets it be embedded, but not cut to the letters in use."""

    family: str
    weight: FontWeight
    whole: bool


def read_true_type(data: bytes, name: str) -> TrueType:
    """What is in the bytes of a font from outside, which errors call ``name``. Raises :class:`FontUnusable`."""
    _check_kind(data, name)
    try:
        _check_tables(_tables(data), data)
        face = hb.Face(hb.Blob(data))
        found = described(face, name)
        _check_letters(face, name)
    except (struct.error, ValueError, RuntimeError, hb.HarfBuzzError) as error:
        raise FontUnusable(
            f"{name} is damaged, and cannot be used as type.", advice="Please ask for a fresh copy of the file."
        ) from error
    return found


def described(face: hb.Face, name: str) -> TrueType:
    """Family, weight and terms of a font that is not known to be hostile. Raises :class:`FontUnusable`."""
    tables = set(face.table_tags)
    table = bytes(face.reference_table("OS/2").data)
    if not {"glyf", "OS/2", "name"} <= tables or len(table) < 64:
        raise FontUnusable(f"{name} is not a TrueType font.")
    if "fvar" in tables:
        raise FontUnusable(
            f"{name} is a variable font: one file for all weights.",
            advice="Please choose the separate files of the family: Regular, Bold, Italic, Bold Italic.",
        )
    heaviness, terms, selection = (struct.unpack(">H", table[at : at + 2])[0] for at in (4, 8, 62))
    family = face.get_name(_TYPOGRAPHIC_FAMILY) or face.get_name(hb.OTNameIdPredefined.FONT_FAMILY)
    weight = _weight(heaviness, italic=bool(selection & _ITALIC))
    if terms & 0xF == _RESTRICTED or terms & _BITMAPS_ONLY:
        raise FontUnusable(
            f"The licence of {name} does not let it be part of a document.",
            advice="Please ask whoever supplies the council's type for a licence that allows embedding.",
        )
    if not family:
        raise FontUnusable(f"{name} does not say which family it belongs to.")
    if weight is None:
        raise FontUnusable(
            f"{name} is neither regular, semibold nor bold, so it has no place here.",
            advice="Please choose Regular, Bold, Italic, Bold Italic or SemiBold.",
        )
    return TrueType(family.strip(), weight, bool(terms & _WHOLE_ONLY))


def filled(found: Mapping[FontWeight, _T]) -> Mapping[FontWeight, _T]:
    """A family with every weight: one that it lacks is its nearest, such as upright for italic. ``found`` has some."""
    return {
        weight: next(found[each] for each in (weight, *others, *_NEAREST["regular"]) if each in found)
        for weight, others in _NEAREST.items()
    }


def subset(face: hb.Face, glyphs: Iterable[int]) -> bytes:
    """The font with only ``glyphs``, under their own numbers. Raises RuntimeError for one that is damaged."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(table.ljust(4).encode("ascii"), "big") for table in _DROPPED_TABLES
    )
    return bytes(hb.subset(face, wanted).blob.data)


def _weight(heaviness: int, *, italic: bool) -> FontWeight | None:
    if 350 <= heaviness <= 450:
        return "italic" if italic else "regular"
    if 650 <= heaviness <= 750:
        return "bold-italic" if italic else "bold"
    return "semibold" if 550 <= heaviness <= 650 and not italic else None


# ---- from outside


def _check_kind(data: bytes, name: str) -> None:
    if len(data) > MOST_BYTES:
        raise FontUnusable(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
    if data[:4] not in _SIGNATURES:
        said = _OTHERS.get(data[:4], "is not a TrueType font")
        raise FontUnusable(f"{name} {said}.", advice="Please choose files that end in .ttf and hold TrueType outlines.")


def _tables(data: bytes) -> Mapping[str, bytes]:
    """The tables by name; raises ValueError where the directory is not sound."""
    (count,) = struct.unpack_from(">H", data, 4)
    if not 0 < count <= _MOST_TABLES:
        raise ValueError("number of tables")
    found: dict[str, bytes] = {}
    for index in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        name = tag.decode("latin-1").strip()
        if name in found or start < 12 + 16 * count or start + length > len(data):
            raise ValueError(f"table {name}")
        found[name] = data[start : start + length]
    if missing := _NEEDED - set(found):
        raise ValueError(f"no {min(missing)}")
    return found


def _check_tables(tables: Mapping[str, bytes], data: bytes) -> None:
    """Raises ValueError or struct.error where tables contradict each other, or what is drawn lies outside."""
    if sum(map(len, tables.values())) > len(data) + 4 * len(tables):
        raise ValueError("tables lie over each other")
    head = tables["head"]
    (magic,) = struct.unpack_from(">I", head, 12)
    (units,) = struct.unpack_from(">H", head, 18)
    (long_places,) = struct.unpack_from(">h", head, 50)
    if magic != _MAGIC or not 16 <= units <= 16_384 or long_places not in (0, 1):
        raise ValueError("head")
    (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
    (measured,) = struct.unpack_from(">H", tables["hhea"], 34)
    if not 0 < measured <= glyphs or len(tables["hmtx"]) < 4 * measured + 2 * (glyphs - measured):
        raise ValueError("hmtx")
    if len(tables["post"]) < 32:
        raise ValueError("post")
    places = struct.unpack_from(f">{glyphs + 1}{'I' if long_places else 'H'}", tables["loca"])
    end = len(tables["glyf"]) // (1 if long_places else 2)
    if places[-1] > end or any(later < before for before, later in pairwise(places)):
        raise ValueError("loca")


def _check_letters(face: hb.Face, name: str) -> None:
    """It must have the letters of English, and give them when it is asked as the writer asks."""
    font = hb.Font(face)
    known = {each: font.get_nominal_glyph(ord(each)) or 0 for each in _NEEDED_CHARACTERS}
    lacking = next((each for each, glyph in known.items() if not 0 < glyph < face.glyph_count), None)
    if lacking is not None:
        raise FontUnusable(
            f"{name} lacks the character “{lacking}”.", advice="Fonts of symbols cannot be the type of a document."
        )
    buffer = hb.Buffer()
    buffer.add_str(_NEEDED_CHARACTERS)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    if not subset(face, range(face.glyph_count)):
        raise ValueError("no part can be taken out")
