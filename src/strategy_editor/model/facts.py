"""Details used throughout: what a fact key says in a given document.

Some keys are *derived* from what is held elsewhere (the meeting, the council, the document itself) and are edited
there; all others are stored as facts. A key without a value is a gap that every edition shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from strategy_editor.model.project import Project
from strategy_editor.model.records import (
    Fact,
    FactValue,
    Meeting,
    PenceValue,
    PersonValue,
    TextValue,
    WhenValue,
)
from strategy_editor.model.section import Document


class FactText(Struct, frozen=True):
    """What a field shows: its words, or the label to put in brackets where nothing is known yet."""

    text: str
    known: bool
    label: str


def money(pence: int) -> str:
    """``£1,250``, or ``£1,250.50`` where there are pence."""
    sign = "-" if pence < 0 else ""
    pounds, rest = divmod(abs(pence), 100)
    return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")


def value_text(project: Project, value: FactValue) -> str:
    """A fact's value in words; empty for a person who is no longer there."""
    match value:
        case TextValue(text):
            return text
        case WhenValue(when):
            return str(when)
        case PenceValue(pence):
            return money(pence)
        case PersonValue(person):
            found = project.person(person)
            return found.shown if found else ""


def _meeting(project: Project, document: Document | None) -> Meeting | None:
    """The document's meeting; for a document without one, that of the first report in the set."""
    if document is not None and document.meeting:
        return project.meeting(document.meeting)
    report = next((each for each in project.documents if each.kind == "report" and each.meeting), None)
    return project.meeting(report.meeting) if report else None


def _of_meeting(pick: Callable[[Meeting], object]) -> Callable[[Project, Document | None], str]:
    def text(project: Project, document: Document | None) -> str:
        meeting = _meeting(project, document)
        return str(pick(meeting) or "") if meeting else ""

    return text


class DerivedFact(Struct, frozen=True):
    """A key whose value is held elsewhere; ``source`` says in words where it is edited."""

    label: str
    source: str
    text: Callable[[Project, Document | None], str]


DERIVED: Mapping[str, DerivedFact] = {
    "council.name": DerivedFact("Council", "Council settings", lambda project, _: project.profile.council),
    "meeting.body": DerivedFact("Meeting", "Meetings and deadlines", _of_meeting(lambda each: each.body)),
    "meeting.date": DerivedFact("Date of meeting", "Meetings and deadlines", _of_meeting(lambda each: each.when)),
    "meeting.time": DerivedFact("Time of meeting", "Meetings and deadlines", _of_meeting(lambda each: each.time)),
    "meeting.place": DerivedFact("Place of meeting", "Meetings and deadlines", _of_meeting(lambda each: each.place)),
    "meeting.item": DerivedFact("Agenda item", "Meetings and deadlines", _of_meeting(lambda each: each.item)),
    "document.title": DerivedFact("Title", "Documents", lambda _, document: document.title if document else ""),
    "document.period": DerivedFact(
        "Period covered", "Documents", lambda _, document: document.period if document else ""
    ),
    "strategy.title": DerivedFact("Title of the strategy", "Documents", lambda project, _: _strategy_title(project)),
    "document.owner": DerivedFact(
        "Owner of the document", "Documents", lambda project, document: _owner(project, document)
    ),
}
"""The derived keys."""


def _strategy_title(project: Project) -> str:
    strategy = next((document for document in project.documents if document.kind == "strategy"), None)
    return strategy.title if strategy else project.title


def _owner(project: Project, document: Document | None) -> str:
    person = project.person(document.owner) if document else None
    return person.shown if person else ""


def stored_fact(project: Project, key: str) -> Fact | None:
    """The stored fact with this key."""
    return next((fact for fact in project.facts if fact.key == key), None)


def fact_text(project: Project, document: Document | None, key: str) -> FactText:
    """What the field ``key`` shows in ``document``."""
    derived = DERIVED.get(key)
    if derived is not None:
        text = derived.text(project, document)
        return FactText(text, bool(text), derived.label)
    fact = stored_fact(project, key)
    if fact is None:
        return FactText("", False, key)
    text = value_text(project, fact.value) if fact.value is not None else ""
    return FactText(text, bool(text), fact.label)


def fact_keys(project: Project) -> dict[str, str]:
    """Every key that can be inserted, with its label: derived ones first."""
    return {key: fact.label for key, fact in DERIVED.items()} | {fact.key: fact.label for fact in project.facts}
