"""TrueType fonts that are installed on this computer, found by the name of their family."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from strategy_editor.model.profile import FontWeight
from strategy_editor.pdf.true_type import FontUnusable, TrueType, described, filled

_MOST_FILES = 20_000
_MOST_BYTES = 60_000_000


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


def installed_family(name: str) -> Mapping[FontWeight, Path] | None:
    """The files of a family, by weight; None where it is not installed as TrueType that may be part of a document.

    A weight that it lacks is its nearest: bold for semibold, upright for italic.
    """
    found = _families(font_folders()).get(name.strip().casefold())
    return filled(found) if found is not None and "regular" in found else None


@cache
def _families(folders: tuple[Path, ...]) -> Mapping[str, dict[FontWeight, Path]]:
    families: dict[str, dict[FontWeight, Path]] = {}
    for path in _files(folders):
        known = _described(path)
        if known is not None:
            families.setdefault(known.family.casefold(), {}).setdefault(known.weight, path)
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


def _described(path: Path) -> TrueType | None:
    """The family and weight of a font; None for one that cannot be set: other outlines, variable, or forbidden."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        return described(hb.Face(hb.Blob.from_file_path(str(path))), path.name)
    except (OSError, hb.HarfBuzzError, FontUnusable):
        return None
