"""Says the fields of records and their values as people know them: “Date of milestone “New servers””, “May 2010”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import PenceValue, PersonValue, TextValue, WhenValue

RECORD_NAMES: Mapping[str, str] = {
    "people": "Person",
    "meetings": "Meeting",
    "facts": "Detail",
    "milestones": "Milestone",
    "register": "Document in the register",
    "glossary": "Term",
    "exemptions": "Reason for exemption",
}
"""The records that documents share, by their field of the project."""

FIELD_NAMES: Mapping[str, str] = {
    "agreed": "Date that was agreed",
    "alternative": "Description of the picture",
    "caption": "Caption",
    "classification": "Whether it is for publication",
    "columns": "Columns",
    "cover": "Picture on the cover",
    "decision": "Decision",
    "done": "Date done",
    "due": "Date due",
    "email": "E-mail",
    "ending": "Break after the paragraph",
    "expansion": "What it stands for",
    "limits": "Where it appears",
    "meeting": "Meeting",
    "name": "Name",
    "outcome": "Outcome",
    "outline": "Outline",
    "owner": "Who answers for it",
    "post": "Post",
    "profile": "Council settings",
    "reason": "Reason",
    "shape": "Style",
    "source": "Source",
    "state": "State",
    "status": "Status",
    "telephone": "Telephone",
    "title": "Title",
    "value": "Value",
    "when": "Date",
    "words": "Words of the council",
}
"""Fields by the names that people know them by; others are said as they are called."""


def field_name(field: str) -> str:
    """What people call a field."""
    return FIELD_NAMES.get(field, field.replace("_", " ").capitalize())


def record_changes(
    before: Struct, after: Struct, project: Project, skip: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, str, str]]:
    """The fields that differ: what they are called, their names, and their values in words."""
    for name in after.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if name not in skip and old != new:
            yield field_name(name), name, value_words(old, project), value_words(new, project)


def value_words(value: Any, project: Project) -> str:
    """A value as a person would say it; empty for none."""
    match value:
        case None | "" | () | False:
            return ""
        case True:
            return "yes"
        case TextValue(text):
            return text
        case WhenValue(when):
            return str(when)
        case When():
            return str(value)
        case PenceValue(pence):
            return f"£{pence / 100:,.2f}".removesuffix(".00")
        case PersonValue(person):
            return value_words(person, project)
        case str():
            return _named(value, project)
        case tuple():
            return ", ".join(filter(None, (value_words(each, project) for each in value)))
        case Struct():
            return ""
        case _:
            return str(value)


def _named(value: str, project: Project) -> str:
    """The name of the person, meeting or document with this id; else the words themselves."""
    person, meeting, document = project.person(value), project.meeting(value), project.document(value)
    if person is not None:
        return person.shown
    if meeting is not None:
        return f"{meeting.body}, {meeting.when}" if meeting.when else meeting.body
    return document.title if document is not None else value.replace("-", " ") if value.islower() else value
