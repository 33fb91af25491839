"""The milestones as a picture: what is drawn, from the same details as their table, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.items import Item, TimelineItem, TimelineRow
from strategy_editor.model.dates import When
from strategy_editor.model.records import Milestone

FEWEST = 2
"""A single milestone makes no picture."""


def timeline_items(drawing: Drawing, anchor: str) -> Iterator[Item]:
    """The picture; none where fewer than two milestones have a date."""
    dated = [each for each in drawing.project.milestones if each.status != "dropped" and each.when is not None]
    dated.sort(key=lambda each: each.when.last if each.when else drawing.today)
    if len(dated) < FEWEST:
        return
    places = {each.id: number for number, each in enumerate(dated)}
    rows = tuple(_row(drawing, each, places) for each in dated)
    days = [row.first for row in rows] + [row.last for row in rows]
    alternative = drawing.wording(
        "timeline",
        count=len(rows),
        first=str(When(min(days).year, min(days).month)),
        last=str(When(max(days).year, max(days).month)),
    )
    description = "\n".join(_said(drawing, row, rows) for row in rows)
    yield TimelineItem(anchor, rows, alternative, description, tuple(_legend(drawing, rows)))


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
    drawing: Drawing, rows: tuple[TimelineRow, ...]
) -> Iterator[tuple[Literal["planned", "done", "agreed"], str]]:
    if any(row.done for row in rows) and not all(row.done for row in rows):
        yield "planned", drawing.wording("timeline.planned")
        yield "done", drawing.wording("timeline.done")
    if any(row.agreed_first is not None for row in rows):
        yield "agreed", drawing.wording("timeline.agreed")
