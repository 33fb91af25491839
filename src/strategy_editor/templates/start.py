"""Starts a document set from an outline and a council's settings, and adds documents to it.

"Don't know yet" is an answer to everything: a set without a date, a council or a title is a set all the same.
"""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.dates import When
from strategy_editor.model.facts import DERIVED
from strategy_editor.model.outline import DocumentOutline, Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, FactKind, Meeting
from strategy_editor.model.section import Document, DocumentKind
from strategy_editor.templates.plan import document_language, make, plan

ORDER: tuple[DocumentKind, ...] = ("report", "strategy", "appendix", "policy", "technical-strategy")
"""The order of the documents of a set, which is also that of the appendix letters among themselves."""

TO_THE_MEETING: frozenset[DocumentKind] = frozenset({"report", "strategy", "appendix"})
"""Kinds that go to the meeting of the set; a policy is for separate consideration."""

STARTING_FACTS: tuple[tuple[str, str, FactKind], ...] = (
    ("report.of", "Report of", "text"),
    ("portfolio.holder", "Portfolio holder", "person"),
    ("officer", "Officer", "person"),
    ("officer.telephone", "Telephone", "text"),
    ("officer.email", "Email", "text"),
    ("wards.affected", "Wards affected", "text"),
    ("key.decision", "Key decision", "text"),
    ("forward.plan.reference", "Forward Plan reference", "text"),
)
"""Key, label and kind of the details that every set starts with, all of them not known yet."""


def new_project(
    outline: Outline, profile: Profile, title: str = "", *, council: str = "", meeting: When | None = None
) -> Project:
    """A new set: every document of the outline that is made at the start, with its required sections, all empty.

    ``title`` is that of the strategy, ``council`` takes the place of the name in the settings, ``meeting`` is the day
    or month of the meeting that the set goes to; each may be left open.
    """
    held = replace(profile, council=council) if council else profile
    first = Meeting(new_id(), profile.meeting_body, meeting)
    project = Project(
        id=new_id(),
        title=title or outline.name,
        outline=outline,
        profile=held,
        meetings=(first,),
        facts=_facts(profile),
    )
    for each in outline.documents:
        if not each.repeatable:
            meeting_id = first.id if each.kind in TO_THE_MEETING else ""
            project = with_new_document(project, new_document(project, each.key, meeting=meeting_id))
    return project


def new_document(project: Project, key: str, title: str = "", *, meeting: str = "") -> Document:
    """An empty document by the outline with this key; raises :class:`WrongUse` for a key that is not there."""
    outline = project.outline.document(key)
    if outline is None:
        known = ", ".join(each.key for each in project.outline.documents)
        raise WrongUse(f"The outline has no document “{key}”.", advice=f"It has: {known}.")
    numbering = project.profile.numbering.get(outline.kind)
    return Document(
        id=new_id(),
        kind=outline.kind,
        title=title or _title(project, outline),
        sections=tuple(make(planned) for planned in plan(outline, project.profile) if planned.required),
        outline=key,
        meeting=meeting,
        number_format=numbering.number_format if numbering else "1",
        language=document_language(project.profile),
    )


def _title(project: Project, outline: DocumentOutline) -> str:
    """Of its own, so that two documents of a set are never mistaken for each other, nor their files."""
    if outline.title:
        return outline.title
    if outline.kind == "report":
        return f"{project.title}: report to {project.profile.meeting_body}"
    return project.title if outline.kind == "strategy" else outline.name


def place_for(project: Project, kind: DocumentKind) -> int:
    """Where a further document of this kind belongs among those of the set."""
    rank = ORDER.index(kind)
    before = [index for index, each in enumerate(project.documents) if ORDER.index(each.kind) <= rank]
    return before[-1] + 1 if before else 0


def with_new_document(project: Project, document: Document) -> Project:
    """The set with ``document`` in the place for its kind."""
    place = place_for(project, document.kind)
    return replace(project, documents=(*project.documents[:place], document, *project.documents[place:]))


def _facts(profile: Profile) -> tuple[Fact, ...]:
    """The starting details, and any that the council's header lines and contacts ask for besides."""
    rows = {key: (label, kind) for key, label, kind in STARTING_FACTS}
    asked = [(line.fact, line.label) for line in profile.header_lines]
    asked += [(contact.fact, contact.label) for contact in profile.contacts]
    for key, label in asked:
        if key not in DERIVED:
            rows.setdefault(key, (label, "text"))
    return tuple(Fact(new_id(), key, label, kind) for key, (label, kind) in rows.items())
