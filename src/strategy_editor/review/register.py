"""The response register: what was said, and what was done about it. Every remark once, with its decision.

A comment that a suggestion carries is part of that suggestion's line. Withdrawn comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.carriers import carried
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import TextContent, Thread
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section
from strategy_editor.review.items import Item, Labels, items
from strategy_editor.review.proposals import words_of_content
from strategy_editor.review.reading_out import standing_text
from strategy_editor.review.suggestions import originals_of
from strategy_editor.review.wording import CHANNELS, KINDS, OUTCOMES, change_in_words, name_of

Order = Literal["section", "reviewer"]

UNDECIDED = "Not decided yet"
_SHORTEST_NAME = 4
"""Letters of a name that is looked for in what people wrote."""


class Line(Struct, frozen=True):
    """One remark. ``said`` includes the answers; ``original`` are the words that it was about."""

    number: int
    item: str
    kind: str
    document: str
    section: str
    paragraph: str
    reviewer: str
    at: datetime
    way: str
    category: str
    original: str
    said: str
    outcome: str
    reason: str
    decided_by: str
    decided_at: datetime | None


class Group(Struct, frozen=True):
    """The lines of one section or one reviewer, under its heading."""

    heading: str
    lines: tuple[Line, ...]


def register(project: Project, labels: Labels, *, by: Order = "section", anonymous: bool = False) -> tuple[Group, ...]:
    """All remarks in groups: sections in reading order, or reviewers by name; numbered through."""
    names = _Names(project, anonymous=anonymous)
    waiting = originals_of(project, carried(project))
    found = list(_lines(project, labels, names, waiting))
    if by == "reviewer":
        found.sort(key=lambda line: line.reviewer.casefold())
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in found:
        key: tuple[str, ...] = (line.reviewer,) if by == "reviewer" else (line.document, line.section)
        groups.setdefault(key, []).append(line)
    number = 0
    out: list[Group] = []
    for key, lines in groups.items():
        numbered = []
        for line in lines:
            number += 1
            numbered.append(replace(line, number=number))
        out.append(Group(" – ".join(part for part in key if part) or "The whole strategy", tuple(numbered)))
    return tuple(out)


class _Names:
    """Who people are; in an anonymous register Reviewer 1, Reviewer 2… in the order of what they said."""

    def __init__(self, project: Project, *, anonymous: bool) -> None:
        self._project = project
        self._anonymous = anonymous
        self._given: dict[str, str] = {}

    def reviewer(self, person: str) -> str:
        if not self._anonymous:
            return name_of(self._project, person)
        return self._given.setdefault(person, f"Reviewer {len(self._given) + 1}")

    def decider(self, person: str) -> str:
        if not self._anonymous:
            return name_of(self._project, person) if person else ""
        found = self._project.person(person)
        return found.post if found is not None and found.post else "The author"

    def hidden(self, text: str) -> str:
        """The text without the names of people of the project, in an anonymous register."""
        if not self._anonymous:
            return text
        for person in self._project.people:
            for name in (person.name, *person.aliases, person.email, person.telephone):
                if len(name) >= _SHORTEST_NAME:
                    text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", self._stand_in(person.id), text, flags=re.I)
        return text

    def _stand_in(self, person: str) -> str:
        return self._given.get(person, "a colleague")


def _lines(project: Project, labels: Labels, names: _Names, originals: Mapping[str, str]) -> Iterator[Line]:
    linked = {record.thread for record in project.suggestions.values() if record.thread}
    chosen = [item for item in items(project, labels) if item.id not in linked and item.state != "withdrawn"]
    for item in chosen:
        names.reviewer(item.author)
    for item in chosen:
        yield _line(project, item, names, originals.get(item.id, ""))


def _line(project: Project, item: Item, names: _Names, waiting: str) -> Line:
    thread = project.threads.get(item.thread or item.id)
    decision = item.decision
    found = find_section(project, item.section) if item.section else None
    document = project.document(item.document)
    return Line(
        0,
        item.id,
        KINDS[item.kind],
        document.title if document else "",
        (plain(found.section.title) if found else "") or ("" if document else "The whole strategy"),
        _paragraph(project, item, thread),
        names.reviewer(item.author),
        item.at,
        _way(project, item, thread),
        item.category or (thread.category if thread else ""),
        names.hidden(waiting or _original(project, item, thread)),
        names.hidden(_said(item, thread, names)),
        OUTCOMES[decision.outcome] if decision else UNDECIDED,
        names.hidden(decision.reason) if decision else "",
        names.decider(decision.by) if decision else "",
        decision.at if decision else None,
    )


def _paragraph(project: Project, item: Item, thread: Thread | None) -> str:
    """The number in the version that the remark was about, where it was written down."""
    record = project.suggestions.get(item.id)
    known = record.paragraph if record is not None else thread.paragraph if thread is not None else ""
    return known or item.paragraph


def _way(project: Project, item: Item, thread: Thread | None) -> str:
    if thread is not None and item.kind == "comment":
        return CHANNELS[thread.channel]
    return CHANNELS["word"] if item.source else CHANNELS["here"]


def _original(project: Project, item: Item, thread: Thread | None) -> str:
    record = project.suggestions.get(item.id)
    proposal = project.proposals.get(item.id)
    if record is not None:
        return record.original or item.removed
    if proposal is not None:
        is_text = isinstance(proposal.base, TextContent)
        document = project.document(item.document)
        read = partial(standing_text, project, document) if document is not None else plain
        return words_of_content(proposal.base, read) if is_text else item.removed
    return (thread.original or thread.anchor.quote) if thread is not None else ""


def _said(item: Item, thread: Thread | None, names: _Names) -> str:
    parts = [change_in_words(item)] if item.kind != "comment" else []
    if item.kind == "proposal" and item.text:
        parts.append(item.text)
    for number, message in enumerate(thread.messages if thread is not None else ()):
        is_first = not number and item.kind == "comment"
        parts.append(message.text if is_first else f"{names.reviewer(message.author)}: {message.text}")
    return "\n".join(parts)
