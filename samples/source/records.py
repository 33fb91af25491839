"""``project.toml``: meetings, people by post, details used throughout, milestones, register, glossary."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from samples.source.names import Names
from samples.source.place import Place, SourceError
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import When, parse_when
from strategy_editor.model.facts import DERIVED
from strategy_editor.model.records import (
    Fact,
    FactKind,
    FactValue,
    Meeting,
    Milestone,
    MilestoneStatus,
    PenceValue,
    Person,
    PersonValue,
    RegisterEntry,
    RegisterStatus,
    Term,
    TextValue,
    WhenValue,
)


class _Table(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of the file; a key that is not known is an error."""


class ProjectTable(_Table, frozen=True):
    id: str
    title: str
    outline: str
    profile: str


class VersionTable(_Table, frozen=True):
    name: str
    at: datetime
    by: str
    reason: str


class MeetingTable(_Table, frozen=True):
    id: str
    body: str
    when: str
    time: str = ""
    place: str = ""
    item: str = ""
    decision: str = ""


class PersonTable(_Table, frozen=True):
    id: str
    post: str
    organisation: str = ""
    telephone: str = ""
    email: str = ""


class FactTable(_Table, frozen=True):
    key: str
    kind: FactKind
    label: str
    value: str | int


class MilestoneTable(_Table, frozen=True):
    id: str
    when: str
    title: str
    owner: str
    status: MilestoneStatus
    document: str = ""
    depends_on: tuple[str, ...] = ()


class RegisterTable(_Table, frozen=True):
    document: str
    role: Literal["main", "appendix", "separate", "in-production"]
    owner: str
    status: RegisterStatus
    due: str
    priority: Literal["high", "medium", "low", ""] = ""
    note: str = ""


class TermTable(_Table, frozen=True):
    term: str
    meaning: str
    expansion: str = ""


class ClearanceTable(_Table, frozen=True):
    document: str
    step: str
    by: str
    evidence: str


class ProjectFile(_Table, frozen=True):
    """The whole file."""

    project: ProjectTable
    version: VersionTable
    meetings: tuple[MeetingTable, ...]
    people: tuple[PersonTable, ...]
    facts: tuple[FactTable, ...]
    milestones: tuple[MilestoneTable, ...]
    register: tuple[RegisterTable, ...]
    glossary: tuple[TermTable, ...]
    clearances: tuple[ClearanceTable, ...] = ()


class Records(Struct, frozen=True):
    """The file as values of the model. ``titles`` of register entries are filled from the documents later."""

    meetings: tuple[Meeting, ...]
    people: tuple[Person, ...]
    facts: tuple[Fact, ...]
    milestones: tuple[Milestone, ...]
    register: tuple[RegisterEntry, ...]
    glossary: tuple[Term, ...]


class ProjectSource:
    """``project.toml`` as it stands, with the line of each of its tables."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        self.file = path.name
        self.lines = text.splitlines()
        try:
            self.tables = msgspec.convert(tomllib.loads(text), ProjectFile)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise SourceError(Place(self.file, int(line[1]) if line else 1), f"{error}.") from error
        except msgspec.ValidationError as error:
            where = re.search(r"\$\.(\w+)\[(\d+)\]", str(error))
            place = self.place(where[1], int(where[2])) if where else Place(self.file, 1)
            raise SourceError(place, f"{error}.") from error

    def place(self, table: str, index: int) -> Place:
        """Where the table ``[[table]]`` with this index (from 0) begins, or the only ``[table]``."""
        wanted = (f"[[{table}]]", f"[{table}]")
        starts = [number for number, line in enumerate(self.lines, start=1) if line.strip() in wanted]
        return Place(self.file, starts[index] if index < len(starts) else 1)


def read_records(source: ProjectSource, names: Names) -> Records:
    """The records; names of people, meetings and milestones are given, names of documents are used."""
    return Records(
        meetings=tuple(_meeting(source, names, index) for index in range(len(source.tables.meetings))),
        people=tuple(_person(source, names, index) for index in range(len(source.tables.people))),
        facts=tuple(_fact(source, names, index) for index in range(len(source.tables.facts))),
        milestones=tuple(_milestone(source, names, index) for index in range(len(source.tables.milestones))),
        register=tuple(_register_entry(source, names, index) for index in range(len(source.tables.register))),
        glossary=tuple(_term(source, names, index) for index in range(len(source.tables.glossary))),
    )


def _when(text: str, place: Place) -> When:
    try:
        return parse_when(text)
    except WrongUse as error:
        raise SourceError(place, error.message) from error


def _meeting(source: ProjectSource, names: Names, index: int) -> Meeting:
    place, table = source.place("meetings", index), source.tables.meetings[index]
    return Meeting(
        names.give(f"meeting/{table.id}", place),
        table.body,
        _when(table.when, place),
        time=table.time,
        place=table.place,
        item=table.item,
        decision=table.decision,
    )


def _person(source: ProjectSource, names: Names, index: int) -> Person:
    place, table = source.place("people", index), source.tables.people[index]
    return Person(
        names.give(f"person/{table.id}", place),
        post=table.post,
        organisation=table.organisation,
        telephone=table.telephone,
        email=table.email,
    )


def _fact(source: ProjectSource, names: Names, index: int) -> Fact:
    place, table = source.place("facts", index), source.tables.facts[index]
    if table.key in DERIVED:
        raise SourceError(place, f"“{table.key}” is held elsewhere: {DERIVED[table.key].source}.")
    id = names.give(f"fact/{table.key}", place)
    return Fact(id, table.key, table.label, table.kind, _fact_value(table, names, place))


def _fact_value(table: FactTable, names: Names, place: Place) -> FactValue:
    match table.kind, table.value:
        case "text", str(text):
            return TextValue(text)
        case (("day" | "month"), str(text)):
            when = _when(text, place)
            if when.is_day != (table.kind == "day"):
                raise SourceError(place, f"“{text}” is not a {table.kind}.")
            return WhenValue(when)
        case "pence", int(pounds):
            return PenceValue(pounds * 100)
        case "person", str(person):
            return PersonValue(names.use(f"person/{person}", place))
        case _:
            raise SourceError(place, f"“{table.value}” is not a {table.kind}.")


def _milestone(source: ProjectSource, names: Names, index: int) -> Milestone:
    place, table = source.place("milestones", index), source.tables.milestones[index]
    when = _when(table.when, place)
    return Milestone(
        names.give(f"milestone/{table.id}", place),
        table.title,
        when,
        table.status,
        owner=names.use(f"person/{table.owner}", place),
        agreed=when,
        depends_on=tuple(names.use(f"milestone/{each}", place) for each in table.depends_on),
        document=names.use(table.document, place) if table.document else "",
    )


def _register_entry(source: ProjectSource, names: Names, index: int) -> RegisterEntry:
    place, table = source.place("register", index), source.tables.register[index]
    return RegisterEntry(
        names.give(f"register/{table.document}", place),
        title="",
        role=table.role,
        status=table.status,
        owner=names.use(f"person/{table.owner}", place),
        due=_when(table.due, place),
        priority=table.priority,
        document=names.use(table.document, place),
        note=table.note,
    )


def _term(source: ProjectSource, names: Names, index: int) -> Term:
    place, table = source.place("glossary", index), source.tables.glossary[index]
    return Term(names.give(f"term/{table.term}", place), table.term, table.expansion, table.meaning)
