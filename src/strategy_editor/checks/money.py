"""Money: totals add up, the same line has the same figure in every paper, and years lie in the period covered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import drawn, in_cell, in_host
from strategy_editor.checks.prose import Passage, by_section, grid_of, running, said_in
from strategy_editor.checks.rules import DocumentContext, SectionContext, SetContext, applicable, rule
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Cell, Table
from strategy_editor.model.facts import money
from strategy_editor.model.figures import read_figure
from strategy_editor.model.grid import Placed, placed, text_of
from strategy_editor.model.records import PenceValue
from strategy_editor.model.section import Section
from strategy_editor.model.sums import sum_of, totals
from strategy_editor.model.text import FactField, plain

_YEAR = re.compile(r"(?P<first>20\d\d)\s?[/–-]\s?(?P<second>\d\d)")
_SUM_COLUMN = re.compile(r"(?:total|sum|all years|\w+ years|whole period)(?:,? ?(?:£\w*|\(£\w*\)))?", re.IGNORECASE)
_MEASURES = {
    "capital": re.compile(r"\bcapital\b", re.IGNORECASE),
    "savings": re.compile(r"\b(?:saving|benefit)s?\b", re.IGNORECASE),
    "revenue": re.compile(r"\b(?:revenue|running cost)s?\b", re.IGNORECASE),
    "income": re.compile(r"\bincome\b", re.IGNORECASE),
    "funding": re.compile(r"\bfund(?:ing|ed|s)\b", re.IGNORECASE),
}
_UNIT = re.compile(r"£\s?(?:0{3}|million|m\b|k\b)?|\b(?:thousands?|millions?)\b", re.IGNORECASE)
_TOTAL_WORDS = re.compile(r"\b(?:total|sum|net|gross|balance|other|contingency)\b", re.IGNORECASE)
_COVERED = re.compile(r"\b(20\d\d)\b")
_CLOSE = 0.005


@rule("D03", "Two papers give different figures", "warn", "set", "Details, figures and references")
def money_agrees(context: SetContext) -> Iterator[Remark]:
    """The same line for the same year and measure has one figure in the work plans, Appendix C and the report."""
    seen: dict[tuple[str, str, str, str], tuple[_Figure, str]] = {}
    for document in context.project.documents:
        letter = context.project.letter(document)
        name = f"Appendix {letter}" if letter else f"“{document.title}”"
        for section in applicable(document):
            for figure in _figures(section):
                first, where = seen.setdefault(figure.key, (figure, name))
                differs = abs(first.value - figure.value) > _CLOSE and first.block != figure.block
                if differs and document in context.documents:
                    said = f"“{figure.line}” in {figure.year} is {figure.text} here, but {first.text} in {where}."
                    fix = Fix(f"Write {first.text}", in_cell(section.id, figure.block, figure.cell, first.text))
                    yield Remark(said, document.id, section.id, figure.block, figure.text, fix)


_SCALES = {"000": 1_000.0, "thousand": 1_000.0, "k": 1_000.0, "m": 1_000_000.0, "million": 1_000_000.0}
_SAYS_NOTHING = frozenset(
    (
        "the",
        "for",
        "and",
        "our",
        "all",
        "three",
        "four",
        "five",
        "years",
        "year",
        "yearly",
        "total",
        "whole",
        "pounds",
        "with",
    )
)
_SAME_SUM = 0.5
"""Of the unit of the table: figures in thousands are rounded."""


class _Sum(Struct, frozen=True):
    """What a table of money adds up to, in pounds: the words of its caption, and the unit that it is rounded to."""

    names: frozenset[str]
    pounds: float
    unit: float
    text: str
    block: str


def _sums_of(section: Section) -> tuple[_Sum, ...]:
    found = (_sum_of(block) for block in section.blocks if isinstance(block, Table))
    return tuple(each for each in found if each is not None)


def _sum_of(table: Table) -> _Sum | None:
    """The grand total: where the last row adds up, in the column of totals or the only column of figures."""
    caption = plain(table.caption.runs)
    unit = _UNIT.search(caption)
    if unit is None or not table.rows or not table.rows[-1].total:
        return None
    grid, names = _grid(table)
    last = len(table.rows) - 1
    figures = {
        column: figure
        for column in range(1, len(table.columns))
        if (cell := grid.get((last, column))) is not None and (figure := read_figure(text_of(cell))) is not None
    }
    sums = [column for column in figures if column < len(names) and _SUM_COLUMN.fullmatch(names[column])]
    chosen = sums if len(sums) == 1 else list(figures) if len(figures) == 1 else []
    if not chosen:
        return None
    scale = _SCALES.get(unit[0].strip("£ ").lower().rstrip("s"), 1.0)
    pounds = figures[chosen[0]][0] * scale
    return _Sum(_telling(caption), pounds, scale, text_of(grid[last, chosen[0]]), table.id)


def _telling(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}|20\d\d/\d\d", text.lower())) - _SAYS_NOTHING


_sums: IdentityCache[Section, tuple[_Sum, ...]] = by_section(_sums_of)


@rule("D05", "A table and a detail give different sums", "warn", "document", "Details, figures and references")
def tables_and_details(context: DocumentContext) -> Iterator[Remark]:
    """A detail whose name is in a table's caption is what the table adds up to."""
    held = [
        (fact.label, _telling(fact.label), fact.value.pence)
        for fact in context.project.facts
        if isinstance(fact.value, PenceValue)
    ]
    for section in context.sections:
        for total in _sums(section):
            for label, names, pence in held:
                differs = abs(pence / 100 - total.pounds) > _SAME_SUM * total.unit
                if len(names) >= 2 and names <= total.names and differs:
                    said = f"The table adds up to {total.text}, but the detail “{label}” is {money(pence)}."
                    yield Remark(said, section=section.id, block=total.block, quote=total.text)


_AMOUNT = re.compile(r"£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|thousand|million|billion)\b)?", re.IGNORECASE)
_SMALLEST_HELD = 10_000_00
"""Pence; smaller sums are the same as a detail by chance."""


def _amounts_of(section: Section) -> tuple[tuple[Passage, re.Match[str], int], ...]:
    """Every sum of money in running text, with what it is in pence."""
    found = ((passage, match) for passage in running(section) for match in _AMOUNT.finditer(passage.text))
    read = ((passage, match, read_figure(match[0])) for passage, match in found)
    return tuple((passage, match, round(figure[0] * 100)) for passage, match, figure in read if figure is not None)


_amounts: IdentityCache[Section, tuple[tuple[Passage, re.Match[str], int], ...]] = by_section(_amounts_of)


@rule("D04", "A sum is typed that is held as a detail", "note", "document", "Details, figures and references")
def typed_details(context: DocumentContext) -> Iterator[Remark]:
    """A sum that the details hold is drawn from there, so that it is the same in every paper when it changes."""
    held = {
        fact.value.pence: fact
        for fact in reversed(context.project.facts)
        if isinstance(fact.value, PenceValue) and fact.value.pence >= _SMALLEST_HELD
    }
    for section in context.sections:
        for passage, match, pence in _amounts(section):
            fact = held.get(pence)
            if fact is None or money(pence) != match[0].replace(" ", ""):
                continue
            if _speaks_of(passage.text, fact.label):
                said = f"“{match[0]}” is typed, and held as “{fact.label}”. It will not follow when that changes."
                change = in_host(
                    passage.section, passage.host, drawn(match[0], match.start(), partial(_detail, fact.key))
                )
                yield passage.remark(said, match[0], fix=Fix(f"Draw it from “{fact.label}”", change))


def _speaks_of(text: str, label: str) -> bool:
    """Whether a text has two words of a label, or all there are: two sums may be the same by chance."""
    named = {word[:6] for word in re.findall(r"[a-z]{4,}", label.lower())}
    there = {word[:6] for word in re.findall(r"[a-z]{4,}", text.lower())}
    return len(named & there) >= min(2, len(named))


def _detail(key: str) -> FactField:
    return FactField(new_id(), key)


@rule("C96", "A total does not add up", "warn", "section", "Details, figures and references")
def totals_add_up(context: SectionContext) -> Iterator[Remark]:
    """Rows that add up those above them, columns that add up the years beside them, scores that multiply."""
    for block in context.section.blocks:
        if isinstance(block, Table):
            yield from _columns(context, block)
            yield from _lines(context, block)
            yield from _years(context, block)


def _columns(context: SectionContext, table: Table) -> Iterator[Remark]:
    """Total rows. Shares of a hundred are not added up."""
    cells = grid_of(table)
    for index, row in enumerate(table.rows):
        if not row.total:
            continue
        added = {each.cell.id: text_of(each.cell) for each in placed(totals(table, index)) if each.row == index}
        for each in cells:
            said, right = text_of(each.cell), added.get(each.cell.id, "")
            mine, sums = read_figure(said), read_figure(right)
            if each.row != index or mine is None or sums is None or mine[1] == "%":
                continue
            if abs(mine[0] - sums[0]) > _CLOSE and not _is_average(mine[0], cells, each, table):
                fix = Fix(f"Write {right}", in_cell(context.section.id, table.id, each.cell.id, right))
                yield Remark(
                    f"The total says {said}; the figures above it add up to {right}.",
                    block=table.id,
                    quote=said,
                    fix=fix,
                )


def _is_average(value: float, cells: list[Placed], total: Placed, table: Table) -> bool:
    """Whether a figure in a total row lies between those above it: an average, or a share, and no sum."""
    above = [
        figure[0]
        for each in cells
        if each.column == total.column and table.header_rows <= each.row < total.row and not table.rows[each.row].total
        if (figure := read_figure(text_of(each.cell))) is not None
    ]
    return len(above) > 1 and min(above) < value < max(above)


def _lines(context: SectionContext, table: Table) -> Iterator[Remark]:
    """Columns headed “Total”, beside columns of financial years."""
    grid, names = _grid(table)
    years = [column for column, name in enumerate(names) if _YEAR.fullmatch(name)]
    sums = [column for column, name in enumerate(names) if _SUM_COLUMN.fullmatch(name)]
    if len(years) < 2 or len(sums) != 1:
        return
    for row in range(table.header_rows, len(table.rows)):
        total = grid.get((row, sums[0]))
        parts = [text_of(grid[row, column]) for column in years if (row, column) in grid]
        right, said = sum_of(parts), text_of(total) if total else ""
        mine, added = read_figure(said), read_figure(right)
        if total is None or mine is None or added is None or len(parts) != len(years):
            continue
        if abs(mine[0] - added[0]) > _CLOSE:
            fix = Fix(f"Write {right}", in_cell(context.section.id, table.id, total.id, right))
            yield Remark(
                f"The total says {said}; the years beside it add up to {right}.", block=table.id, quote=said, fix=fix
            )


def _years(context: SectionContext, table: Table) -> Iterator[Remark]:
    """Financial years outside the period that the document covers."""
    covered = [int(year) for year in _COVERED.findall(context.document.period)]
    if len(covered) < 2:
        return
    _, names = _grid(table)
    for name in names:
        year = _YEAR.fullmatch(name)
        if year and not min(covered) <= int(year["first"]) < max(covered):
            said = f"The column {name} lies outside the period that this document covers ({context.document.period})."
            yield Remark(said, block=table.id, quote=name, severity="note")


def _grid_of(table: Table) -> tuple[dict[tuple[int, int], Cell], list[str]]:
    """The cells by place, and the names of the columns; no names where no row names them."""
    said = said_in(table)
    grid = {(each.row, each.column): each.cell for each in grid_of(table)}
    row = table.header_rows - 1
    width = range(len(table.columns))
    return grid, [said[grid[row, column].id] if (row, column) in grid else "" for column in width]


_grid: IdentityCache[Table, tuple[dict[tuple[int, int], Cell], list[str]]] = IdentityCache(_grid_of, 4000)


class _Figure(Struct, frozen=True):
    """A figure of a table of money: its line, year, measure and unit; what the cell says and is worth."""

    line: str
    year: str
    measure: str
    unit: str
    value: float
    text: str
    block: str
    cell: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return " ".join(self.line.lower().split()), self.year, self.measure, self.unit


def _figures_of(section: Section) -> tuple[_Figure, ...]:
    return tuple(each for block in section.blocks if isinstance(block, Table) for each in _figures_in(block))


def _figures_in(table: Table) -> Iterator[_Figure]:
    """Only of tables whose caption says what is measured and in which unit: others cannot be compared."""
    caption = plain(table.caption.runs)
    measures = [name for name, pattern in _MEASURES.items() if pattern.search(caption)]
    unit = _UNIT.search(caption)
    grid, names = _grid(table)
    years = {column: found for column, name in enumerate(names) if (found := _YEAR.fullmatch(name))}
    if len(measures) != 1 or unit is None or not years:
        return
    for row in range(table.header_rows, len(table.rows)):
        line = text_of(grid[row, 0]) if (row, 0) in grid else ""
        if table.rows[row].total or not line or _TOTAL_WORDS.search(line):
            continue
        for column, year in years.items():
            cell = grid.get((row, column))
            figure = read_figure(text_of(cell)) if cell is not None else None
            if cell is not None and figure is not None:
                key = f"{year['first']}/{year['second']}"
                scale = unit[0].replace(" ", "").lower()
                yield _Figure(line, key, measures[0], scale, figure[0], text_of(cell), table.id, cell.id)


_figures: IdentityCache[Section, tuple[_Figure, ...]] = by_section(_figures_of)
