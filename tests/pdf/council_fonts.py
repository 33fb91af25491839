"""A council's own type for tests: fonts of ours under another name, with other terms, or spoiled."""

from __future__ import annotations

import hashlib
import struct

from strategy_editor.foundation.resources import resource
from strategy_editor.model.profile import FontFile
from strategy_editor.pdf.true_type import read_true_type

FAMILY = "Ember"


def council_font(source: str = "Inter-Regular.ttf", *, terms: int = 0) -> bytes:
    """A font that calls itself Ember; ``terms`` is what its licence says (``fsType``)."""
    data = resource("fonts", source).read_bytes()
    renamed = data.replace("Inter".encode("utf-16-be"), FAMILY.encode("utf-16-be")).replace(b"Inter", FAMILY.encode())
    start = table(renamed, "OS/2")[0]
    return renamed[: start + 8] + struct.pack(">H", terms) + renamed[start + 10 :]


def table(data: bytes, tag: str) -> tuple[int, int]:
    """Where a table begins, and its length."""
    entry = directory_entry(data, tag)
    start, length = struct.unpack_from(">II", data, entry + 8)
    return start, length


def directory_entry(data: bytes, tag: str) -> int:
    """Where the entry of a table in the directory begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    wanted = tag.ljust(4).encode()
    return next(at for at in range(12, 12 + 16 * count, 16) if data[at : at + 4] == wanted)


def carried(data: bytes) -> FontFile:
    """The record of a font in a page look."""
    found = read_true_type(data, "ember.ttf")
    return FontFile("ember.ttf", found.family, found.weight, hashlib.sha256(data).hexdigest())
