"""What a proposal is about, in a sentence for whoever decides: “Date of “New servers””, “Moved to another place”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from strategy_editor.model.blocks import Box, Chart, Figure, Table
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import BlockContent, FieldContent, Proposal
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import plain
from strategy_editor.review.describing import field_name
from strategy_editor.review.merging.contests import PLACE, path_of

_TITLES = ("title", "label", "term", "name", "post", "body", "paragraph")
"""Fields that name a record."""


def note_of(proposal: Proposal, project: Project, parts: Mapping[str, Any]) -> str:
    """The sentence; empty where the words say enough."""
    place = proposal.place
    if isinstance(proposal.proposed, FieldContent):
        subject = _subject(parts.get(place.owner) or _record(project, place.owner))
        if not place.field:
            return f"{subject or 'This'} is taken out"
        if place.field == PLACE:
            return f"{subject or 'This'} stands in another place"
        said = field_name(path_of(place.field)[0])
        return f"{said} of {subject}" if subject else said
    if isinstance(proposal.proposed, BlockContent):
        what = _sort(parts.get(place.owner))
        return f"Another version of this {what}" if proposal.proposed.blocks else f"This {what} is taken out"
    return ""


def _sort(block: Any) -> str:
    sorts: dict[type, str] = {Table: "table", Figure: "figure", Chart: "chart", Box: "box"}
    return sorts.get(type(block), "passage")


def _record(project: Project, id: str) -> Any:
    for name in project.__struct_fields__:
        records = getattr(project, name)
        if isinstance(records, Mapping) and id in records:
            return records[id]
        if isinstance(records, tuple):
            found = next((each for each in records if getattr(each, "id", "") == id), None)
            if found is not None:
                return found
    return None


def _subject(thing: Any) -> str:
    if isinstance(thing, Section):
        return f"the section “{plain(thing.title)}”"
    if isinstance(thing, Document):
        return f"“{thing.title}”"
    named = next((name for field in _TITLES if (name := getattr(thing, field, ""))), "")
    return f"“{named}”" if isinstance(named, str) and named else ""
