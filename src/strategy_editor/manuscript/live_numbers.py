"""Live numbers: which labels an office program prints by counting, and where it must be told what to print.

A part that was left out leaves a gap (1.3 follows 1.1); a number whose parent is not printed cannot be counted at all.
"""

from __future__ import annotations

from msgspec import Struct

from strategy_editor.manuscript.items import ListEntry, ListItems
from strategy_editor.model.numbering import list_label
from strategy_editor.model.section import NumberFormat


class Step(Struct, frozen=True):
    """A number at ``level`` (from 0) of the list that counts; ``start`` is given where counting would print another."""

    level: int
    start: int | None = None


class OutlineCount:
    """Counts as an office program does. ``prefix`` (an appendix letter) stands before every number."""

    def __init__(self, prefix: str, number_format: NumberFormat, levels: int = 9) -> None:
        self._prefix = prefix
        self._format = number_format
        self._counts = [0] * levels

    def step(self, label: str, scheme_level: int) -> Step | None:
        """What prints ``label``, of this level (from 1); None where nothing that counts can print it."""
        parts = self._parts(label)
        level = scheme_level - 1
        if parts is None or len(parts) != scheme_level or scheme_level > len(self._counts):
            return None
        if self._counts[:level] != parts[:-1]:
            return None
        expected = self._counts[level] + 1
        self._counts[level:] = [parts[-1], *([0] * (len(self._counts) - level - 1))]
        return Step(level, None if parts[-1] == expected else parts[-1])

    def _parts(self, label: str) -> list[int] | None:
        text = label.removeprefix(self._prefix)
        if self._format == "1.0" and text.count(".") == 1 and text.endswith(".0"):
            text = text.removesuffix(".0")
        pieces = text.split(".")
        return [int(piece) for piece in pieces] if all(piece.isdecimal() for piece in pieces) else None


def count_of(items: ListItems, entry: ListEntry) -> int | None:
    """The count that an entry's label stands for; None where it has no label."""
    if items.kind == "bullet" or not entry.label:
        return None
    return next((each for each in range(1, 2000) if list_label(items.kind, items.level, each) == entry.label), None)
