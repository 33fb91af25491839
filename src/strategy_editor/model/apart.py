"""In which parts two states of a unit differ, by identity: typing in one cell must not cost the whole table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from strategy_editor.model.blocks import Block, Box, Cell, Row, Table


class CellsApart(NamedTuple):
    """A cell before and after, and the row that it is in after."""

    row: Row
    before: Cell
    after: Cell


def cells_apart(before: Table, after: Table) -> list[CellsApart] | None:
    """The cells whose words alone differ; None where anything else about the tables does."""
    if not _same_but(before, after, "rows") or len(before.rows) != len(after.rows):
        return None
    out: list[CellsApart] = []
    for old, new in zip(before.rows, after.rows, strict=True):
        if old is new:
            continue
        if not _same_but(old, new, "cells") or len(old.cells) != len(new.cells):
            return None
        for was, now in zip(old.cells, new.cells, strict=True):
            if was is now:
                continue
            if not _same_but(was, now, "blocks"):
                return None
            out.append(CellsApart(new, was, now))
    return out


def narrowed(before: Sequence[Block], after: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Two stretches of blocks without what both share: of one table or box, only what is in it and differs.

    What is left out carries the same ids, comments and suggestions in both. A comment or suggestion that is only in
    one of the answers may still stand in what was left out; an id may not, since none is there twice.
    """
    if len(before) != 1 or len(after) != 1:
        return before, after
    old, new = before[0], after[0]
    if isinstance(old, Box) and isinstance(new, Box) and _same_but(old, new, "blocks"):
        return old.blocks, new.blocks
    if isinstance(old, Table) and isinstance(new, Table):
        apart = cells_apart(old, new)
        if apart is not None:
            return (
                [block for cell in apart for block in cell.before.blocks],
                [block for cell in apart for block in cell.after.blocks],
            )
    return before, after


def _same_but(a: Struct, b: Struct, field: str) -> bool:
    """Whether two values of one kind are alike in all fields but one."""
    if type(a) is not type(b):
        return False
    for name in a.__struct_fields__:
        if name != field:
            first, second = getattr(a, name), getattr(b, name)
            if first is not second and first != second:
                return False
    return True
