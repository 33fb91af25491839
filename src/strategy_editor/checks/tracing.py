"""Tracing: measures to outcomes, capabilities to what ICT contributes, risks to owners, a report to its papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from strategy_editor.checks.completeness import is_blank
from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import in_cell
from strategy_editor.checks.prose import by_section, clip, grid_of, passages, said_in
from strategy_editor.checks.rules import READY, DocumentContext, rule, with_role
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import Table
from strategy_editor.model.figures import read_figure
from strategy_editor.model.section import Section

_NONE = re.compile(r"\bnone\b|\bno background papers\b|\bnot applicable\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:Act|Regulations?|Order) (?:19|20)\d\d\b|\bISBN\b|\bHansard\b|\bWhite Paper\b|\bCm \d{4}\b|\bSI \d{4}/\d+\b"
)
_PLACE = re.compile(
    r"\b(?:inspect\w*|available|viewed|seen|copies|contact|held (?:at|by)|obtained|library|office|website)\b|https?://|@",
    re.IGNORECASE,
)


class _Sheet(Struct, frozen=True):
    """A table as rows of words by the name of their column; ``cells`` are the ids in the same shape."""

    section: str
    block: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[str, ...], ...]

    def column(self, pattern: str) -> int:
        """The first column whose name has the pattern in it; -1 where there is none."""
        return next((at for at, name in enumerate(self.names) if re.search(pattern, name, re.IGNORECASE)), -1)

    def remark(self, message: str, quote: str = "", fix: Fix | None = None) -> Remark:
        """A remark on this table."""
        return Remark(message, section=self.section, block=self.block, quote=quote, fix=fix)

    def values(self, pattern: str) -> list[str]:
        at = self.column(pattern)
        return [row[at] for row in self.rows if row[at]] if at >= 0 else []


def _sheets_of(section: Section) -> tuple[_Sheet, ...]:
    return tuple(_sheet(section, block) for block in section.blocks if isinstance(block, Table) and block.header_rows)


def _sheet(section: Section, table: Table) -> _Sheet:
    grid = {(each.row, each.column): each.cell for each in grid_of(table)}
    said = said_in(table)
    width = range(len(table.columns))

    def words(row: int) -> tuple[str, ...]:
        return tuple(said[grid[row, column].id] if (row, column) in grid else "" for column in width)

    def ids(row: int) -> tuple[str, ...]:
        return tuple(grid[row, column].id if (row, column) in grid else "" for column in width)

    body = [row for row in range(table.header_rows, len(table.rows)) if not table.rows[row].total]
    names = words(table.header_rows - 1)
    return _Sheet(section.id, table.id, names, tuple(map(words, body)), tuple(map(ids, body)))


_sheets: IdentityCache[Section, tuple[_Sheet, ...]] = by_section(_sheets_of)


# ---- measures and capabilities


@rule("C97", "A measure or capability leads nowhere", "note", "document", "Details, figures and references", quiet=True)
def untraced(context: DocumentContext) -> Iterator[Remark]:
    """Each outcome has a measure, each measure an outcome, each capability something that ICT contributes."""
    if context.document.kind != "strategy":
        return
    sections = [each for each in context.sections if not context.situation.live or each.status in READY]
    sheets = [sheet for section in sections for sheet in _sheets(section)]
    outcomes = [sheet for sheet in sheets if sheet.column("^outcome") >= 0 and sheet.column("measure|indicator") >= 0]
    for sheet in outcomes:
        outcome, measure = sheet.column("^outcome"), sheet.column("measure|indicator")
        for row in sheet.rows:
            if row[outcome] and not row[measure]:
                yield sheet.remark(f"The outcome “{clip(row[outcome])}” has no measure.")
            if row[measure] and not row[outcome]:
                yield sheet.remark(f"The measure “{clip(row[measure])}” has no outcome.")
    yield from _unreported(context, outcomes)
    capable = [sheet for sheet in sheets if sheet.column("^capabilit") >= 0]
    served = [sheet for sheet in capable if sheet.column("contribution|ict will|what ict|how ict") >= 0]
    if served:
        named = {_folded(value) for sheet in served for value in sheet.values("^capabilit")}
        for sheet in capable:
            for value in sheet.values("^capabilit"):
                if sheet not in served and _folded(value) not in named:
                    said = f"The strategy does not say what ICT does for the capability “{clip(value)}”."
                    yield sheet.remark(said, value)


def _unreported(context: DocumentContext, outcomes: list[_Sheet]) -> Iterator[Remark]:
    """Measures of the scorecard that belong to no outcome."""
    promised = [value for sheet in outcomes for value in sheet.values("measure|indicator")]
    if not promised:
        return
    for section in context.with_role("measures"):
        for sheet in _sheets(section):
            if sheet in outcomes:
                continue
            for value in sheet.values("^(?:measure|indicator)"):
                if not any(_alike(value, each) for each in promised):
                    said = f"The measure “{clip(value)}” belongs to no outcome of the strategy."
                    yield sheet.remark(said, value)


def _alike(first: str, second: str) -> bool:
    """Whether two names say the same in other words: the shorter has no more than one word of its own."""
    short, long = sorted((_stems(first), _stems(second)), key=len)
    return bool(short & long) and len(short - long) <= 1


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:4] for word in re.findall(r"\w{3,}", text.lower()) if word not in ("the", "and", "for"))


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.lower()).split())


# ---- risks


@rule("C98", "A risk is not complete", "warn", "document", "Details, figures and references", quiet=True)
def risks(context: DocumentContext) -> Iterator[Remark]:
    """Each has an owner, a score and an action; the score is likelihood times impact."""
    for section in context.with_role("risks"):
        if context.situation.live and section.status not in READY:
            continue
        for sheet in _sheets(section):
            if sheet.column("risk") >= 0:
                yield from _risk_table(sheet)


def _risk_table(sheet: _Sheet) -> Iterator[Remark]:
    wanted = (
        ("owner", "an owner"),
        ("score|likelihood|rating|impact", "a score"),
        ("action|mitigat|control|response", "an action"),
    )
    name = sheet.column("risk")
    missing = [what for pattern, what in wanted if sheet.column(pattern) < 0]
    if missing:
        yield sheet.remark(f"The risks have no column for {' and '.join(missing)}.")
    for row, ids in zip(sheet.rows, sheet.cells, strict=True):
        for pattern, what in wanted:
            at = sheet.column(pattern)
            if at >= 0 and not row[at]:
                yield Remark(
                    f"The risk “{clip(row[name])}” has not {what}.",
                    section=sheet.section,
                    block=sheet.block,
                    quote=row[name],
                )
        yield from _score(sheet, row, ids)


def _score(sheet: _Sheet, row: tuple[str, ...], ids: tuple[str, ...]) -> Iterator[Remark]:
    likelihood, impact, score = (
        sheet.column(name) for name in ("likelihood|probability", "impact", "^(?:score|total|rating)")
    )
    if min(likelihood, impact, score) < 0:
        return
    figures = [read_figure(row[at]) for at in (likelihood, impact, score)]
    if any(figure is None for figure in figures):
        return
    values = [figure[0] for figure in figures if figure is not None]
    right = values[0] * values[1]
    if values[2] != right:
        said = f"{row[likelihood]} times {row[impact]} is {right:g}, but the score says {row[score]}."
        fix = Fix(f"Write {right:g}", in_cell(sheet.section, sheet.block, ids[score], f"{right:g}"))
        yield sheet.remark(said, row[score], fix)


# ---- background papers


@rule(
    "C99",
    "The background papers are not as the law asks",
    "warn",
    "document",
    "Details, figures and references",
    quiet=True,
)
def background_papers(context: DocumentContext) -> Iterator[Remark]:
    """Unpublished papers only, with the place where they can be seen; or the word “none”."""
    for section in with_role(context.project, context.document, "background-papers"):
        if context.situation.live and section.status not in READY:
            continue
        if is_blank(section):
            yield Remark("No background papers are listed. Write “None” if there are none.", section=section.id)
            continue
        texts = [each for each in passages(section) if each.block]
        together = " ".join(each.text for each in texts)
        if _NONE.search(together):
            continue
        for passage in texts:
            for match in _PUBLISHED.finditer(passage.text):
                said = f"“{match[0]}” is published. Background papers are those that are not."
                yield passage.remark(said, match[0])
        if not _PLACE.search(together) and not any(run.marks.link for each in texts for run in each.runs):
            yield Remark("The background papers do not say where they can be seen.", section=section.id)
