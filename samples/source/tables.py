"""Tables: rows between ``|`` signs, and totals that are added up while they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from samples.source.attributes import Attributes
from samples.source.place import Place, SourceError
from samples.source.scope import Scope
from strategy_editor.model.blocks import Alignment, Cell, Column, Limits, Paragraph, Row, Table

_BAR = re.compile(r"(?<!\\)\|")
_WHOLE = re.compile(r"-?\d{1,3}(?:,\d{3})*|-?\d+")

KEYS = (
    "caption",
    "header-rows",
    "header-columns",
    "widths",
    "align",
    "landscape",
    "source",
    "total",
    "long",
    "editions",
)


def read_table(attributes: Attributes, lines: Sequence[tuple[int, str]], scope: Scope) -> Table:
    """The table that ``lines`` hold; the last row is a total where ``total=true``."""
    attributes.allow(*KEYS)
    place = attributes.place
    texts = [(scope.place(number), _cells(line, scope.place(number))) for number, line in lines]
    if len(texts) < 2:
        raise SourceError(place, "a table needs at least two rows.")
    width = len(texts[0][1])
    for row_place, cells in texts:
        if len(cells) != width:
            raise SourceError(row_place, f"this row has {len(cells)} cells; the first row has {width}.")
        if not all(cells):
            raise SourceError(row_place, "an empty cell: say “None” or “Not applicable”.")
    total = attributes.flag("total")
    if total:
        check_totals([cells for _, cells in texts[1:]], texts[-1][0])
    id = scope.id(attributes.anchor, place)
    caption_id = scope.id("", place)
    columns = _columns(attributes, width, id, scope)
    rows = [_row(cells, row_place, scope) for row_place, cells in texts]
    if total:
        rows[-1] = Row(rows[-1].id, rows[-1].cells, total=True)
    return Table(
        id,
        columns,
        tuple(rows),
        Paragraph(caption_id, scope.runs(attributes.text("caption"), caption_id, place)),
        header_rows=int(attributes.number("header-rows", 1)),
        header_columns=int(attributes.number("header-columns", 0)),
        landscape=attributes.flag("landscape"),
        source=attributes.text("source"),
        description=attributes.text("long"),
        limits=Limits(editions=tuple(attributes.listed("editions"))),
    )


def _cells(line: str, place: Place) -> list[str]:
    text = line.strip()
    if not (text.startswith("|") and text.endswith("|") and len(text) > 1):
        raise SourceError(place, "a row of a table begins and ends with “|”.")
    return [cell.strip() for cell in _BAR.split(text[1:-1])]


def _columns(attributes: Attributes, count: int, id: str, scope: Scope) -> tuple[Column, ...]:
    widths = attributes.listed("widths") or ["0"] * count
    alignments = attributes.listed("align") or ["left"] * count
    if len(widths) != count or len(alignments) != count:
        raise SourceError(attributes.place, f"widths and align need {count} values each.")
    for alignment in alignments:
        if alignment not in get_args(Alignment):
            raise SourceError(attributes.place, f"unknown alignment “{alignment}”.")
    try:
        shares = [float(width) / 100 for width in widths]
    except ValueError:
        raise SourceError(attributes.place, "widths are numbers.") from None
    return tuple(
        Column(scope.id("", attributes.place), share, alignment)  # type: ignore[arg-type]
        for share, alignment in zip(shares, alignments, strict=True)
    )


def _row(cells: list[str], place: Place, scope: Scope) -> Row:
    made = []
    row_id = scope.id("", place)
    for text in cells:
        cell_id, host = scope.id("", place), scope.id("", place)
        made.append(Cell(cell_id, (Paragraph(host, scope.runs(text, host, place)),)))
    return Row(row_id, tuple(made))


def whole_number(text: str) -> int | None:
    """``1,250`` as a number; None for anything that is not a plain whole number."""
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None


def check_totals(rows: list[list[str]], place: Place) -> None:
    """Each whole number in the last row must be the sum of the whole numbers above it, where all are."""
    *above, last = rows
    for column, text in enumerate(last):
        total = whole_number(text)
        figures = [whole_number(row[column]) for row in above]
        if total is None or not all(figure is not None for figure in figures):
            continue
        added = sum(figure for figure in figures if figure is not None)
        if added != total:
            raise SourceError(place, f"the total in column {column + 1} is {total:,}; the rows add up to {added:,}.")
