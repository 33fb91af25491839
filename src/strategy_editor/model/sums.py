"""Totals of tables: rows that add up the figures above them, written as those are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from strategy_editor.model.blocks import Cell, Table, TextBlock
from strategy_editor.model.facts import money
from strategy_editor.model.figures import read_figure
from strategy_editor.model.grid import placed, text_of
from strategy_editor.model.text import runs_from


def sum_of(words: Sequence[str]) -> str:
    """The sum of figures in words, written like them; empty where they are not figures of one kind."""
    figures = [read_figure(each) for each in words if each]
    found = [each for each in figures if each is not None]
    if not found or len(found) != len(figures) or len({unit for _, unit in found}) != 1:
        return ""
    total, unit = sum(value for value, _ in found), found[0][1]
    if unit == "£":
        return money(round(total * 100))
    places = max(len(match.group(1)) if (match := re.search(r"\.(\d+)", each)) else 0 for each in words)
    return f"{total:,.{places}f}{unit}"


def totals(table: Table, index: int) -> Table:
    """The row ``index`` filled with sums of what is above it; a cell stays where what is above are no figures."""
    above = range(table.header_rows, index)
    words: dict[int, list[str]] = {}
    for each in placed(table):
        if each.row in above and not table.rows[each.row].total and each.columns == 1:
            words.setdefault(each.column, []).append(text_of(each.cell))
    sums = {column: found for column, texts in words.items() if (found := sum_of(texts))}
    changed = {
        each.cell.id: sums[each.column]
        for each in placed(table)
        if each.row == index and each.column in sums and text_of(each.cell) != sums[each.column]
    }
    return with_words(table, changed)


def with_words(table: Table, words: Mapping[str, str]) -> Table:
    """The table where the cells of these ids say these words."""

    def cell(each: Cell) -> Cell:
        if each.id not in words:
            return each
        first: TextBlock = replace(each.blocks[0], runs=runs_from(words[each.id]))
        return replace(each, blocks=(first,))

    rows = tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in table.rows)
    return replace(table, rows=rows)
