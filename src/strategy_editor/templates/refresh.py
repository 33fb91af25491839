"""Next year's strategy out of the last one: the text to revise, the old text to read beside it, what to look at named.

Ids of documents, sections and paragraphs stay, so that next year's can be compared with this year's when it is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id, new_id
from strategy_editor.model.blocks import Block
from strategy_editor.model.outline import Outline
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.records import FactValue, Milestone, ReferenceText, RegisterEntry, WhenValue
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import rejected, settled_document
from strategy_editor.model.text import Run, Runs, map_runs, plain
from strategy_editor.model.tree import (
    all_sections,
    copied,
    find_section,
    map_section_runs,
    section_hosts,
    section_of,
    with_children,
)
from strategy_editor.templates.fit import OutlineChange, fit
from strategy_editor.templates.plan import make, missing_sections

LOOK_AGAIN = "Look again"
"""The category of the comments that name old dates and names."""
_DONE = ("done", "dropped")
_MOST = 12
"""Old dates and names that one comment lists."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}} )?(?:{_MONTH}) (?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<from>(?:19|20)\d\d)(?:/\d\d(?:\d\d)?| to (?:19|20)\d\d|[–-](?:19|20)\d\d)?(?![\d,%]|\.\d)"
)
"""A day, a month, a year or a span of years, as councils write them."""


class Refreshed(Struct, frozen=True):
    """Next year's set, and what came of fitting it to its outline; ``flagged`` counts the sections to look at."""

    project: Project
    changes: tuple[OutlineChange, ...]
    flagged: int


def refresh(
    project: Project, source: str, today: date, at: datetime, *, title: str = "", outline: Outline | None = None
) -> Refreshed:
    """The set for next year. ``source`` says where the old text is from; ``outline`` is a newer one, if there is one.

    Statuses, ticks, dates and decisions start again; comments and suggestions of last year stay there; milestones that
    are not done come along with the date that was agreed; the text of each section is kept to read beside it.
    """
    settled = replace(project, documents=tuple(settled_document(each, rejected) for each in project.documents))
    changes = fit(project, outline) if outline is not None else ()
    fresh = replace(
        settled,
        id=new_id(),
        title=title or project.title,
        outline=outline or project.outline,
        documents=tuple(_document(each, project.title, title) for each in settled.documents),
        milestones=tuple(_milestone(each) for each in project.milestones if each.status not in _DONE),
        register=tuple(map(_register, project.register)),
        references=(*project.references, *_references(settled, source)),
        rounds=(),
        threads={},
        suggestions={},
        proposals={},
        copy="",
    )
    fitted = _fitted(_renamed(fresh, changes))
    flags = _flags(fitted, project, today, at)
    return Refreshed(replace(fitted, threads={each.id: each for each in flags}), changes, len(flags))


def _document(document: Document, old: str, new: str) -> Document:
    """A document that is called as the set was is called as the set is."""
    title = new if new and document.title == old else document.title
    return replace(document, title=title, meeting="", sections=tuple(map(_section, document.sections)))


def _section(section: Section) -> Section:
    stays = section.status == "not-applicable"
    bare = map_section_runs(section, _without_comments)
    return replace(
        bare,
        status="not-applicable" if stays else "not-started",
        reason=section.reason if stays else "",
        due=None,
        ticks=(),
        unplaced=(),
        children=tuple(map(_section, section.children)),
    )


def _without_comments(runs: Runs) -> Runs:
    if not any(run.marks.comments for run in runs):
        return runs
    return map_runs(runs, lambda run: Run(run.content, replace(run.marks, comments=())))


def _milestone(milestone: Milestone) -> Milestone:
    """What Cabinet last agreed is the date that it has now."""
    status = "planned" if milestone.status == "late" else milestone.status
    return replace(milestone, status=status, agreed=milestone.when or milestone.agreed)


def _register(entry: RegisterEntry) -> RegisterEntry:
    settled = entry.status in ("agreed", "published", "for-decision")
    return replace(entry, status="in-draft" if settled else entry.status, due=None)


def _references(project: Project, source: str) -> Iterator[ReferenceText]:
    for _, section in all_sections(project):
        if section.blocks:
            blocks: tuple[Block, ...] = copied(map_section_runs(section, _without_comments).blocks)
            yield ReferenceText(derived_id("last text", section.id), plain(section.title), source, section.id, blocks)


# ---- a newer outline


def _renamed(project: Project, changes: tuple[OutlineChange, ...]) -> Project:
    """Sections that are called as the older outline called them are called as the newer one does."""
    for change in changes:
        if change.kind != "renamed" or not change.section:
            continue
        for id in change.answered:
            found = find_section(project, id)
            if found is not None and plain(found.section.title) == change.before:
                section = replace(found.section, title=(Run(change.after),))
                siblings = (*found.siblings[: found.position], section, *found.siblings[found.position + 1 :])
                project = with_children(project, found.document, found.parents, siblings)
    return project


def _fitted(project: Project) -> Project:
    """The set with every section that the outline requires; what it no longer asks for stays."""
    for document in project.documents:
        added: set[str] = set()
        while True:
            current = project.document(document.id)
            assert current is not None
            offers = missing_sections(project, current)
            offer = next((o for o in offers if o.planned.required and o.planned.outline not in added), None)
            if offer is None:
                break
            added.add(offer.planned.outline)
            section = make(offer.planned)
            if not offer.parent:
                sections = (*current.sections[: offer.index], section, *current.sections[offer.index :])
                project = with_document(project, replace(current, sections=sections))
                continue
            around = section_of(project, offer.parent)
            children = around.section.children
            children = (*children[: offer.index], section, *children[offer.index :])
            project = with_children(project, current, (*around.parents, around.section), children)
    return project


# ---- what to look at again


def _flags(project: Project, before: Project, today: date, at: datetime) -> list[Thread]:
    """A comment for each section that names dates of the past, or people; one on the set for details that are dates."""
    names = [person.name for person in before.people if person.name]
    found: list[Thread] = []
    for _, section in all_sections(project):
        text = "\n".join(plain(host.runs) for host in section_hosts(section))
        said = [*_old_dates(text, today), *(name for name in names if name in text)]
        if said:
            listed = ", ".join(f"“{each}”" for each in said[:_MOST]) + (" and more" if len(said) > _MOST else "")
            found.append(_thread(Anchor("section", section.id), f"Still right? {listed}", at))
    facts = [fact.label for fact in project.facts if _is_past(fact.value, today)]
    if facts:
        listed = ", ".join(f"“{each}”" for each in facts)
        found.append(_thread(Anchor("project"), f"Details that name a date that has passed: {listed}", at))
    return found


def _thread(anchor: Anchor, text: str, at: datetime) -> Thread:
    id = derived_id(LOOK_AGAIN, anchor.target)
    return Thread(id, anchor, (Message(derived_id("message", id), "", at, text),), category=LOOK_AGAIN)


def _old_dates(text: str, today: date) -> list[str]:
    """Dates that have passed, each once, as they stand in the text."""
    found: dict[str, None] = {}
    for match in _DATE.finditer(text):
        if int(match["year"] or match["from"]) <= today.year:
            found[match[0]] = None
    return list(found)


def _is_past(value: FactValue | None, today: date) -> bool:
    return isinstance(value, WhenValue) and value.when.last < today
