"""The project: one immutable value that holds the whole document set.

Editing makes the next value; everything else is a function of one, two or three of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from strategy_editor.model.outline import Outline, OutlineSection
from strategy_editor.model.profile import Profile
from strategy_editor.model.records import (
    Exemption,
    Fact,
    Meeting,
    Milestone,
    Person,
    Picture,
    ReferenceText,
    RegisterEntry,
    Term,
)
from strategy_editor.model.reviews import Proposal, ReviewRound, Suggestion, Thread
from strategy_editor.model.section import Document, Section


class Project(Struct, frozen=True, omit_defaults=True):
    """A document set. ``outline`` and ``profile`` are embedded: newer ones are offered, never applied silently.

    Records are tuples in the order that people gave them; review items and pictures are mappings by id. ``copy`` is the
    id of the sent copy that this is, in a file made for a reviewer; empty in the strategy itself.
    """

    id: str
    title: str
    outline: Outline
    profile: Profile
    documents: tuple[Document, ...] = ()
    people: tuple[Person, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    facts: tuple[Fact, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    register: tuple[RegisterEntry, ...] = ()
    glossary: tuple[Term, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    references: tuple[ReferenceText, ...] = ()
    rounds: tuple[ReviewRound, ...] = ()
    words: tuple[str, ...] = ()
    threads: Mapping[str, Thread] = field(default_factory=dict)
    suggestions: Mapping[str, Suggestion] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    copy: str = ""

    def document(self, id: str) -> Document | None:
        return next((document for document in self.documents if document.id == id), None)

    def person(self, id: str) -> Person | None:
        return next((person for person in self.people if person.id == id), None)

    def meeting(self, id: str) -> Meeting | None:
        return next((meeting for meeting in self.meetings if meeting.id == id), None)

    def exemption(self, id: str) -> Exemption | None:
        return next((exemption for exemption in self.exemptions if exemption.id == id), None)

    def outline_section(self, document: Document, section: Section) -> OutlineSection | None:
        """What the outline says of ``section``: guidance, prompts, word target."""
        return self.outline.section(document.outline, section.outline)

    def is_required(self, document: Document, section: Section) -> bool:
        """Whether ``section`` must be answered: by the outline, or in a report by the council's own headings."""
        wanted = self.outline_section(document, section)
        if wanted is None or wanted.need == "required":
            return True
        if document.kind != "report":
            return False
        return any(each.outline == section.outline and each.required for each in self.profile.report_headings) or any(
            each.outline == section.outline and each.required for each in self.profile.implications
        )

    def letter(self, document: Document) -> str:
        """The letter of an appendix by its order in the set (A to Z, then AA…); empty for other kinds."""
        if document.kind != "appendix":
            return ""
        before = 0
        for other in self.documents:
            if other.id == document.id:
                break
            before += other.kind == "appendix"
        return letters(before)


def letters(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    out = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        out = chr(ord("A") + digit) + out
    return out


T = TypeVar("T")


def put(records: tuple[T, ...], record: T, index: int | None = None) -> tuple[T, ...]:
    """``records`` with ``record`` in the place of the one with its id, or added (at ``index``, else at the end)."""
    wanted = record.id  # type: ignore[attr-defined]
    for position, old in enumerate(records):
        if old.id == wanted:  # type: ignore[attr-defined]
            return (*records[:position], record, *records[position + 1 :])
    place = len(records) if index is None else index
    return (*records[:place], record, *records[place:])


def without(records: tuple[T, ...], id: str) -> tuple[T, ...]:
    """``records`` without the one with this id."""
    return tuple(record for record in records if record.id != id)  # type: ignore[attr-defined]


def with_document(project: Project, document: Document) -> Project:
    """The project with ``document`` in the place of the one with its id, or added at the end."""
    return replace(project, documents=put(project.documents, document))
