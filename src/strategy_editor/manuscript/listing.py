"""Lists that are papers of their own (the response register, who was asked): tables under headings, for any writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.manuscript.items import (
    CellItem,
    Furniture,
    HeadingItem,
    Item,
    Manuscript,
    ParagraphItem,
    Properties,
    Span,
    TableCell,
    TableColumn,
    TableItem,
    TableRow,
    TitleItem,
)
from strategy_editor.model.project import Project
from strategy_editor.templates.wording import Wording

_SIZE = 10.0
"""Points: a table of long texts in the size of a report would run to twice the pages."""


class ListTable(Struct, frozen=True):
    """A table under a heading. ``widths`` are shares. Cells may have several lines; the first cell names its row."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    landscape: bool = False


class Listing(Struct, frozen=True):
    """A title, paragraphs that say what it is, and tables."""

    id: str
    title: str
    notes: tuple[str, ...]
    tables: tuple[ListTable, ...]


def list_manuscript(project: Project, listing: Listing, today: date) -> Manuscript:
    """The list, ready for any writer."""
    council = project.profile.council
    return Manuscript(
        listing.id,
        Properties(f"{listing.title}: {project.title}", council, created=today.isoformat()),
        tuple(_items(project, listing)),
        replace(project.profile.page, body_size=_SIZE),
        Furniture(council, project.title, listing.title),
        number_format="none",
        wording=Wording(project.profile).words,
    )


def _items(project: Project, listing: Listing) -> Iterator[Item]:
    above = tuple(line for line in (project.profile.council, project.title) if line)
    yield TitleItem(above, listing.title)
    for number, note in enumerate(listing.notes):
        yield ParagraphItem(derived_id(listing.id, "note", str(number)), (Span(note),))
    for number, table in enumerate(listing.tables):
        anchor = derived_id(listing.id, "table", str(number))
        if table.heading:
            yield HeadingItem(f"{anchor}h", 1, (Span(table.heading),))
        yield _table(anchor, table)


def _table(anchor: str, table: ListTable) -> TableItem:
    head = TableRow(tuple(_cell(f"{anchor}-{place}", name, "column") for place, name in enumerate(table.columns)), True)
    rows = [
        TableRow(
            tuple(_cell(f"{anchor}-{number}-{place}", text, "" if place else "row") for place, text in enumerate(row))
        )
        for number, row in enumerate(table.rows)
    ]
    whole = sum(table.widths)
    columns = tuple(TableColumn(width / whole) for width in table.widths)
    return TableItem(anchor, columns, (head, *rows), landscape=table.landscape, description=table.heading)


def _cell(anchor: str, text: str, header: str) -> TableCell:
    items: Iterable[CellItem] = (
        ParagraphItem(f"{anchor}-{number}", (Span(line, bold=header == "column"),) if line else ())
        for number, line in enumerate(text.split("\n"))
    )
    return TableCell(tuple(items), header)  # type: ignore[arg-type]
