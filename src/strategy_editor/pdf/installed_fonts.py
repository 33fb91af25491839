"""The council's own type: TrueType fonts that are installed on this computer, found by the name of their family."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import uharfbuzz as hb

Weight = Literal["regular", "bold", "italic", "bold-italic", "semibold"]

_MOST_FILES = 20_000
_MOST_BYTES = 60_000_000
_ITALIC, _RESTRICTED = 0x0001, 0x0002
_TYPOGRAPHIC_FAMILY = 16


def font_folders() -> tuple[Path, ...]:
    """Where the system and its user keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"
    if sys.platform == "darwin":
        system = Path("/System/Library/Fonts")
        return home / "Library" / "Fonts", Path("/Library/Fonts"), system / "Supplemental", system
    return (
        home / ".local" / "share" / "fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )


def installed_family(name: str) -> Mapping[Weight, Path] | None:
    """The files of a family, by weight; None where it is not installed as TrueType that may be part of a document.

    A weight that it lacks is its nearest: bold for semibold, upright for italic.
    """
    found = _families(font_folders()).get(name.strip().casefold())
    if found is None or "regular" not in found:
        return None
    regular, bold = found["regular"], found.get("bold", found["regular"])
    return {
        "regular": regular,
        "bold": bold,
        "italic": found.get("italic", regular),
        "bold-italic": found.get("bold-italic", bold),
        "semibold": found.get("semibold", bold),
    }


@cache
def _families(folders: tuple[Path, ...]) -> Mapping[str, dict[Weight, Path]]:
    families: dict[str, dict[Weight, Path]] = {}
    for path in _files(folders):
        known = _described(path)
        if known is not None:
            family, weight = known
            families.setdefault(family, {}).setdefault(weight, path)
    return families


def _files(folders: Iterable[Path]) -> Iterable[Path]:
    count = 0
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith(".ttf"):
                    count += 1
                    if count > _MOST_FILES:
                        return
                    yield Path(parent) / name


def _described(path: Path) -> tuple[str, Weight] | None:
    """The family and weight of a font; None for one that cannot be set: other outlines, variable, or forbidden."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        face = hb.Face(hb.Blob.from_file_path(str(path)))
    except (OSError, hb.HarfBuzzError):
        return None
    tables = set(face.table_tags)
    if not {"glyf", "OS/2", "name"} <= tables or "fvar" in tables:
        return None
    table = bytes(face.reference_table("OS/2").data)
    if len(table) < 64:
        return None
    heaviness, allowed, selection = (struct.unpack(">H", table[at : at + 2])[0] for at in (4, 8, 62))
    family = face.get_name(_TYPOGRAPHIC_FAMILY) or face.get_name(hb.OTNameIdPredefined.FONT_FAMILY)
    weight = _weight(heaviness, italic=bool(selection & _ITALIC))
    if not family or weight is None or allowed & 0xF == _RESTRICTED:
        return None
    return family.casefold(), weight


def _weight(heaviness: int, *, italic: bool) -> Weight | None:
    if 350 <= heaviness <= 450:
        return "italic" if italic else "regular"
    if 650 <= heaviness <= 750:
        return "bold-italic" if italic else "bold"
    return "semibold" if 550 <= heaviness <= 650 and not italic else None
