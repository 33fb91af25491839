"""Milestones, and the documents of the set, as a picture: what is drawn, from the same details as their tables.

What the picture says is said in words too, for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.items import Item, TimelineItem, TimelineRow
from strategy_editor.model.dates import When
from strategy_editor.model.records import Milestone, RegisterEntry

FEWEST = 2
"""A single milestone or document makes no picture."""

_SETTLED = ("agreed", "published")


def timeline_items(drawing: Drawing, anchor: str) -> Iterator[Item]:
    """The picture; none where fewer than two milestones have a date."""
    dated = [each for each in drawing.project.milestones if each.status != "dropped" and each.when is not None]
    dated.sort(key=lambda each: each.when.last if each.when else drawing.today)
    if len(dated) < FEWEST:
        return
    places = {each.id: number for number, each in enumerate(dated)}
    rows = tuple(_row(drawing, each, places) for each in dated)
    yield _item(drawing, anchor, rows, "timeline")


def register_items(drawing: Drawing, anchor: str) -> Iterator[Item]:
    """The documents of the set by the day or month when they are due, those without one at the end.

    None where fewer than two are to be drawn, or none has a date.
    """
    entries = [each for each in drawing.project.register if each.status != "withdrawn"]
    dated = sorted(
        (each for each in entries if each.due is not None), key=lambda each: each.due.last if each.due else 0
    )
    rows = tuple(_document(drawing, each) for each in (*dated, *(each for each in entries if each.due is None)))
    if dated and len(rows) >= FEWEST:
        yield _item(drawing, anchor, rows, "register.timeline")


def register_title(drawing: Drawing, entry: RegisterEntry) -> str:
    """What a document of the register is called, with its letter where it is an appendix."""
    document = drawing.project.document(entry.document)
    letter = drawing.project.letter(document) if document else ""
    return drawing.wording("appendices.entry", title=entry.title, letter=letter) if letter else entry.title


def _item(drawing: Drawing, anchor: str, rows: tuple[TimelineRow, ...], kind: str) -> TimelineItem:
    days = [day for row in rows for day in (row.first, row.last) if day is not None]
    first, last = (str(When(day.year, day.month)) for day in (min(days), max(days)))
    alternative = drawing.wording(kind, count=len(rows), first=first, last=last)
    description = "\n".join(_said(drawing, row, rows) for row in rows)
    return TimelineItem(anchor, rows, alternative, description, tuple(_legend(drawing, rows, kind)))


def _document(drawing: Drawing, entry: RegisterEntry) -> TimelineRow:
    due = entry.due
    return TimelineRow(
        register_title(drawing, entry),
        str(due) if due is not None else drawing.wording("milestones.unknown"),
        due.first if due is not None else None,
        due.last if due is not None else None,
        drawing.wording(f"register.{entry.status}"),
        entry.status in _SETTLED,
    )


def _row(drawing: Drawing, milestone: Milestone, places: dict[str, int]) -> TimelineRow:
    when = milestone.done if milestone.status == "done" and milestone.done is not None else milestone.when
    assert when is not None
    agreed = milestone.agreed if milestone.agreed is not None and milestone.agreed != when else None
    return TimelineRow(
        milestone.title,
        str(when),
        when.first,
        when.last,
        "" if milestone.status == "planned" else drawing.wording(f"status.{milestone.status}"),
        milestone.status == "done",
        agreed.first if agreed else None,
        agreed.last if agreed else None,
        tuple(sorted(places[id] for id in milestone.depends_on if id in places)),
    )


def _said(drawing: Drawing, row: TimelineRow, rows: tuple[TimelineRow, ...]) -> str:
    """A milestone in words, for those who cannot see the picture."""
    parts = [f"{row.when}: {row.title}"]
    if row.status:
        parts.append(row.status)
    if row.agreed_first is not None and row.agreed_last is not None:
        parts.append(drawing.wording("timeline.slipped", agreed=_when_words(row)))
    if row.after:
        parts.append(drawing.wording("timeline.after", titles=", ".join(rows[number].title for number in row.after)))
    return "; ".join(parts) + "."


def _when_words(row: TimelineRow) -> str:
    assert row.agreed_first is not None
    one_day = row.agreed_first == row.agreed_last
    return str(When(row.agreed_first.year, row.agreed_first.month, row.agreed_first.day if one_day else 0))


def _legend(
    drawing: Drawing, rows: tuple[TimelineRow, ...], kind: str
) -> Iterator[tuple[Literal["planned", "done", "agreed"], str]]:
    if any(row.done for row in rows) and not all(row.done for row in rows):
        yield "planned", drawing.wording(f"{kind}.planned")
        yield "done", drawing.wording(f"{kind}.done")
    if any(row.agreed_first is not None for row in rows):
        yield "agreed", drawing.wording("timeline.agreed")
