"""Finds rows in a damaged database page by page, without SQLite: a torn table still has whole leaves.

Follows the description of the SQLite file format (sqlite.org/fileformat2.html): leaf pages of tables, their cells, and
the overflow pages of what does not fit. What is found proves itself by its hash, so nothing here has to be trusted.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from typing import NamedTuple

_LEAF = 0x0D
_FILE_HEADER = 100
_LARGEST = 64 << 20
_SIZES = (8192, 4096, 16384, 32768, 65536, 2048, 1024, 512)

Value = bytes | str | int | None
Data = bytes | mmap.mmap


class Row(NamedTuple):
    """A row that was found: its values, and where its cell lies (page from 0, offset in the page)."""

    values: tuple[Value, ...]
    page: int
    offset: int


class Carver:
    """Reads rows out of the bytes of a database file. ``budget`` bounds the bytes that all rows together may have."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._size = _page_size(data)
        self._usable = self._size - (data[20] if len(data) > _FILE_HEADER and data[20] <= 32 else 0)
        self.budget = 4 * len(data) + (1 << 20)

    def rows(self) -> Iterator[Row]:
        """Every row of every leaf that can be made out."""
        for page in range(len(self._data) // self._size + 1):
            start = page * self._size
            header = start + (_FILE_HEADER if page == 0 else 0)
            if self._data[header : header + 1] != bytes([_LEAF]):
                continue
            count = int.from_bytes(self._data[header + 3 : header + 5], "big")
            for index in range(min(count, self._size // 4)):
                pointer = header + 8 + 2 * index
                offset = int.from_bytes(self._data[pointer : pointer + 2], "big")
                values = self.row(page, offset)
                if values is not None:
                    yield Row(values, page, offset)

    def row(self, page: int, offset: int) -> tuple[Value, ...] | None:
        """The values of one cell; None where it is torn."""
        payload = self._payload(page * self._size + offset, (page + 1) * self._size)
        return None if payload is None else _values(payload)

    def _payload(self, position: int, end: int) -> bytes | None:
        length, position = _varint(self._data, position)
        _, position = _varint(self._data, position)
        if not 0 < length <= _LARGEST or length > self.budget:
            return None
        self.budget -= length
        local = self._local(length)
        if position + local > end:
            return None
        parts = [bytes(self._data[position : position + local])]
        left = length - local
        following = int.from_bytes(self._data[position + local : position + local + 4], "big") if left else 0
        while left:
            start = (following - 1) * self._size
            if following < 2 or start + 4 >= len(self._data):
                return None
            following = int.from_bytes(self._data[start : start + 4], "big")
            part = bytes(self._data[start + 4 : start + 4 + min(left, self._usable - 4)])
            if not part:
                return None
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def _local(self, length: int) -> int:
        """How much of a payload lies in the leaf itself."""
        most = self._usable - 35
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        surplus = least + (length - least) % (self._usable - 4)
        return surplus if surplus <= most else least


def _page_size(data: Data) -> int:
    """What the header says, or else the size at which the most pages look like leaves."""
    stated = int.from_bytes(data[16:18], "big")
    stated = 65536 if stated == 1 else stated
    if stated in _SIZES:
        return stated
    leaves = {size: sum(_is_leaf(data, start, size) for start in range(size, len(data), size)) for size in _SIZES}
    return max(_SIZES, key=lambda size: leaves[size] * size)


def _is_leaf(data: Data, start: int, size: int) -> bool:
    """Whether a page of ``size`` bytes at ``start`` has the head of a leaf, and its first cell lies inside it."""
    head = data[start : start + 10]
    if len(head) < 10 or head[0] != _LEAF:
        return False
    cells, content = int.from_bytes(head[3:5], "big"), int.from_bytes(head[5:7], "big") or 65536
    first = int.from_bytes(head[8:10], "big")
    return cells > 0 and 8 + 2 * cells <= content <= first < size


def _varint(data: Data, position: int) -> tuple[int, int]:
    """A number of one to nine bytes, and the position behind it; at the end of the data -1, and no step further."""
    value = 0
    for index in range(9):
        byte = data[position + index : position + index + 1]
        if not byte:
            return -1, position
        if index == 8:
            return value << 8 | byte[0], position + 9
        value = value << 7 | byte[0] & 0x7F
        if byte[0] < 0x80:
            return value, position + index + 1
    return value, position + 9


_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _values(payload: bytes) -> tuple[Value, ...] | None:
    """The values of a record; None where it is not one."""
    end, position = _varint(payload, 0)
    if not 0 < end <= min(len(payload), 100):
        return None
    kinds = []
    while position < end:
        kind, position = _varint(payload, position)
        if kind < 0:
            return None
        kinds.append(kind)
    values: list[Value] = []
    position = end
    for kind in kinds:
        size = _INTEGER_BYTES.get(kind, 8 if kind == 7 else 0 if kind < 12 else (kind - 12) // 2)
        part = payload[position : position + size]
        if len(part) != size:
            return None
        position += size
        values.append(_value(kind, part))
    return tuple(values)


def _value(kind: int, part: bytes) -> Value:
    if kind >= 12:
        return part if kind % 2 == 0 else part.decode("utf-8", "replace")
    if kind in _INTEGER_BYTES:
        return int.from_bytes(part, "big", signed=True)
    return {8: 0, 9: 1}.get(kind)
