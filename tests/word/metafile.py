"""The smallest drawing that Windows would draw, in its old format: one line from corner to corner."""

from __future__ import annotations

import struct


def placeable_metafile(width: int = 500, height: int = 500) -> bytes:
    """A drawing of this size, 96 units to the inch."""
    records = struct.pack("<IHhh", 5, 0x020B, 0, 0) + struct.pack("<IHhh", 5, 0x020C, height, width)
    records += struct.pack("<IHhh", 5, 0x0214, 10, 10) + struct.pack("<IHhh", 5, 0x0213, height - 20, width - 20)
    records += struct.pack("<IH", 3, 0)
    head = struct.pack("<HHHIHIH", 1, 9, 0x0300, (18 + len(records)) // 2, 0, 5, 0)
    frame = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, width, height, 96, 0)
    check = 0
    for index in range(0, len(frame), 2):
        check ^= int.from_bytes(frame[index : index + 2], "little")
    return frame + struct.pack("<H", check) + head + records
