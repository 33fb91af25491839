"""After the meeting: what was resolved, approval, and corrections of what was published.

All of it as commands, so that it can be undone, merged and done from the command line; approval and correction end in a
named version.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from strategy_editor.deadlines.after_decision import CallIn, call_in
from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.model.carriers import suggestions_in
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger, Publication
from strategy_editor.model.numbering import is_present
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting
from strategy_editor.model.section import Correction, Document
from strategy_editor.model.text import clean, clean_line
from strategy_editor.model.tree import document_of, walk_sections
from strategy_editor.session.amending import documents_of
from strategy_editor.session.commands import ChangeDocument, ChangeSection, Command, Put, Several


def meeting_of(project: Project, wanted: str) -> Meeting:
    """The meeting with this id, or the one that the first report goes to. Raises :class:`WrongUse` if there is none."""
    if not wanted:
        going = sorted((each for each in project.documents if each.meeting), key=lambda each: each.kind != "report")
        wanted = going[0].meeting if going else ""
    meeting = project.meeting(wanted)
    if meeting is None:
        known = ", ".join(each.id for each in project.meetings) or "none"
        raise WrongUse(f"There is no meeting “{wanted}”.", advice=f"There are: {known}.")
    return meeting


# ---- the resolution


def call_in_of(project: Project, published: date) -> CallIn:
    """How long a decision that is published on this day can be called in, by the council's rules."""
    return call_in(published, project.profile.call_in_days, project.profile.nation)


def resolution(
    project: Project, meeting: Meeting, decision: str, minute: str = "", published: date | None = None
) -> Meeting:
    """The meeting with what was resolved; the end of call-in follows from the day on which that was published."""
    said = "\n".join(clean(decision)).strip()
    if not said:
        raise WrongUse("What did the meeting decide?", advice="Give the words of the resolution.")
    ends = When.of(call_in_of(project, published).last_day) if published is not None else meeting.call_in_ends
    return replace(meeting, decision=said, minute=clean_line(minute) or meeting.minute, call_in_ends=ends)


# ---- approval


def approval(project: Project, meeting: Meeting) -> Command:
    """The documents of the meeting as approved: its decision kept, all cleared and agreed, so that DRAFT goes.

    Raises :class:`Refused` while the decision is not recorded, or something in them waits to be decided.
    """
    documents = documents_of(project, meeting)
    if not documents:
        raise Refused("No document went to this meeting.", advice="Say on the page of each document where it goes.")
    if not meeting.decision:
        raise Refused("It is not recorded what the meeting decided.", advice="Record the resolution first.")
    waiting = sum(_undecided(project, document) for document in documents)
    if waiting:
        raise Refused(
            f"{waiting} change{'s wait' if waiting != 1 else ' waits'} to be decided in what went to this meeting.",
            advice="Decide amendments and suggestions first.",
        )
    sections = tuple(
        section.id
        for document in documents
        for section in walk_sections(document.sections)
        if is_present(project, document, section)
    )
    ids = {document.id for document in documents}
    entries = tuple(
        Put(replace(entry, status="agreed"))
        for entry in project.register
        if entry.document in ids and entry.status not in ("published", "withdrawn")
    )
    cleared = ChangeSection(sections, status="cleared")
    return Several((Put(meeting), cleared, *entries), f"Approval by {meeting.body}")


def approval_reason(meeting: Meeting) -> str:
    """What the version that was approved is called into being for."""
    parts = (
        f"Approved by {meeting.body}",
        str(meeting.when or ""),
        f"minute {meeting.minute}" if meeting.minute else "",
    )
    return ", ".join(filter(None, parts))


def _undecided(project: Project, document: Document) -> int:
    sections = list(walk_sections(document.sections))
    inside = {section.id for section in sections} | {document.id}
    suggested = {id for section in sections for id in suggestions_in(section)}
    proposed = sum(
        each.decision is None and (each.place.section in inside or each.place.owner in inside)
        for each in project.proposals.values()
    )
    return len(suggested) + proposed


# ---- corrections


def was_published(ledger: Ledger) -> bool:
    """Whether anything has been published."""
    return any(isinstance(entry, Publication) for entry in ledger.entries)


def correction(project: Project, ledger: Ledger, document: str, text: str, today: date) -> Command:
    """The dated note that a published document was corrected; the text itself is corrected as always.

    Raises :class:`Refused` where nothing was published yet: then there is nothing to correct.
    """
    found = document_of(project, document)
    said = clean_line(text)
    if not said:
        raise WrongUse("What was corrected?", advice="Say it in a sentence: every later paper shows it, with its date.")
    if not was_published(ledger):
        raise Refused("Nothing has been published yet.", advice="Simply change the text.")
    return ChangeDocument(found.id, corrections=(*found.corrections, Correction(When.of(today), said)))
