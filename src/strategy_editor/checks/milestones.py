"""Milestones: none overdue, all complete, in order, and with one date wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import in_cell
from strategy_editor.checks.prose import by_section, grid_of
from strategy_editor.checks.rules import SetContext, applicable, rule
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import Table
from strategy_editor.model.dates import When, parse_when
from strategy_editor.model.grid import text_of
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone
from strategy_editor.model.section import Section

_DATE_COLUMN = re.compile(
    r"(?:when|date|by|due|target date|by when|milestone date|deadline|complet\w+(?: date)?)", re.IGNORECASE
)
_FEWEST_LETTERS = 10
_FINISHED = frozenset(("done", "dropped"))


@rule("C93", "A milestone is overdue", "warn", "set", "Details, figures and references")
def overdue(context: SetContext) -> Iterator[Remark]:
    """Its day, or the last day of its month, has passed and it is neither done nor dropped."""
    for milestone in context.project.milestones:
        when = milestone.when
        if when is not None and when.last < context.situation.today and milestone.status not in _FINISHED:
            said = (
                f"“{milestone.title}” was due in {when}"
                if not when.is_day
                else f"“{milestone.title}” was due on {when}"
            )
            yield Remark(f"{said}. Is it done? Say so under Milestones, or give it another date.")


@rule("C95", "A milestone is not complete", "warn", "set", "Details, figures and references")
def incomplete(context: SetContext) -> Iterator[Remark]:
    """A date and somebody who leads; in the order of time; nothing before what it depends on."""
    milestones = context.project.milestones
    by_id = {each.id: each for each in milestones}
    for each in milestones:
        missing = [what for what, held in (("date", each.when), ("person who leads it", each.owner)) if not held]
        if missing and each.status not in _FINISHED:
            yield Remark(f"The milestone “{each.title}” has no {' and no '.join(missing)}.")
        for id in each.depends_on:
            before = by_id.get(id)
            if before is None:
                yield Remark(f"“{each.title}” depends on a milestone that has been removed.", fix=_without(each.id, id))
            elif before.when and each.when and before.when.first > each.when.last:
                said = f"“{each.title}” is due before “{before.title}”, which it depends on."
                yield Remark(said, severity="warn")
    dated = [each for each in milestones if each.when is not None]
    if any(_after(first, second) for first, second in pairwise(dated)):
        fix = Fix("Put them in the order of time", _sorted)
        yield Remark("The milestones are not in the order of time.", fix=fix, severity="note")


def _after(first: Milestone, second: Milestone) -> bool:
    assert first.when is not None
    assert second.when is not None
    return first.when.first > second.when.last


def _sorted(project: Project) -> Project:
    far = When(9999, 12)
    return replace(project, milestones=tuple(sorted(project.milestones, key=lambda each: (each.when or far).first)))


def _without(milestone: str, gone: str) -> Fix:
    def apply(project: Project) -> Project:
        kept = tuple(
            replace(each, depends_on=tuple(id for id in each.depends_on if id != gone))
            if each.id == milestone
            else each
            for each in project.milestones
        )
        return replace(project, milestones=kept)

    return Fix("Forget that it depended on it", apply)


# ---- the same milestone in two places


class _Dated(Struct, frozen=True):
    """A row of a table with a date: what it is about, the date, its block and the cell of the date."""

    title: str
    when: When
    block: str
    cell: str


def _rows(section: Section) -> tuple[_Dated, ...]:
    return tuple(row for block in section.blocks if isinstance(block, Table) for row in _rows_of(block))


def _rows_of(table: Table) -> Iterator[_Dated]:
    """The rows of a table that has a column of dates: the first other column says what they are about."""
    grid = {(each.row, each.column): each.cell for each in grid_of(table)}
    if table.header_rows != 1:
        return
    names = [text_of(grid[0, column]) if (0, column) in grid else "" for column in range(len(table.columns))]
    dates = [column for column, name in enumerate(names) if _DATE_COLUMN.fullmatch(name)]
    others = [column for column in range(len(names)) if column not in dates]
    if len(dates) != 1 or not others:
        return
    for row in range(1, len(table.rows)):
        date, about = grid.get((row, dates[0])), grid.get((row, others[0]))
        if date is not None and about is not None and (when := _when(text_of(date))) is not None:
            yield _Dated(text_of(about), when, table.id, date.id)


def _when(text: str) -> When | None:
    try:
        return parse_when(text)
    except WrongUse:
        return None


_dated: IdentityCache[Section, tuple[_Dated, ...]] = by_section(_rows)


@rule("C94", "A milestone has two dates", "stop", "set", "Details, figures and references")
def conflicts(context: SetContext) -> Iterator[Remark]:
    """The list of milestones, and the tables of report, strategy and appendices, say one date."""
    held: dict[str, tuple[When, str]] = {}
    for milestone in context.project.milestones:
        if milestone.when is None:
            continue
        key = _folded(milestone.title)
        if key in held and not _agree(held[key][0], milestone.when):
            yield Remark(f"“{milestone.title}” is in the milestones twice: {held[key][0]} and {milestone.when}.")
        held.setdefault(key, (milestone.when, "the milestones"))
    for document in context.documents:
        for section in applicable(document):
            for row in _dated(section):
                key = _folded(row.title)
                if len(key) < _FEWEST_LETTERS:
                    continue
                when, where = held.setdefault(key, (row.when, f"another table, {row.block}"))
                if not _agree(when, row.when) and not where.endswith(row.block):
                    place = "the milestones say" if where == "the milestones" else "another table says"
                    said = f"“{row.title}” is {row.when} here, but {place} {when}."
                    fix = Fix(f"Write {when}", in_cell(section.id, row.block, row.cell, str(when)))
                    yield Remark(said, document.id, section.id, row.block, row.title, fix)


def _agree(first: When, second: When) -> bool:
    """A day agrees with its month."""
    same_month = (first.year, first.month) == (second.year, second.month)
    return same_month and (first.day == second.day or not first.day or not second.day)


def _folded(title: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", title.lower()).split())
