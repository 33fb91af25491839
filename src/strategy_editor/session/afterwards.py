"""After the meeting: what was resolved, amendments to decide, approval, and corrections of what was published.

All of it as commands, so that it can be undone, merged and done from the command line; approval and correction end in a
named version.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from strategy_editor.deadlines.after_decision import CallIn, call_in
from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.carriers import suggestions_in
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger, Publication
from strategy_editor.model.numbering import is_present
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting, Person
from strategy_editor.model.reviews import Place, Proposal, TextContent
from strategy_editor.model.section import Correction, Document
from strategy_editor.model.text import clean, clean_line, plain, runs_from
from strategy_editor.model.tree import document_of, find_host, walk_sections
from strategy_editor.review.suggestions import quoted
from strategy_editor.session.commands import ChangeDocument, ChangeSection, Command, Put, Several
from strategy_editor.session.summary import document_numbers


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


def documents_of(project: Project, meeting: Meeting) -> tuple[Document, ...]:
    """The documents that went to the meeting."""
    return tuple(document for document in project.documents if document.meeting == meeting.id)


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


# ---- amendments


def amendment(project: Project, meeting: Meeting, host: str, words: str, at: datetime) -> Command:
    """What the meeting made of a paragraph, as a proposal in its name: it is decided like any other.

    ``host`` is the id of a paragraph, heading, list item or title; ``words`` are those that the meeting wants.
    """
    found = find_host(project, host)
    if found is None:
        raise WrongUse("That paragraph is not there any more.", advice="Choose another.")
    section, text = found
    wanted = runs_from("\n".join(clean(words)).strip())
    if plain(wanted) == plain(text.runs):
        raise WrongUse("The words are the same.", advice="Write what the meeting wants to be said.")
    author = Person(derived_id("body", meeting.body), meeting.body)
    note = ", ".join(filter(None, (f"Amendment by {meeting.body}", str(meeting.when or ""), meeting.minute)))
    id = derived_id("amendment", meeting.id, host, plain(wanted))
    proposal = Proposal(
        id, Place("text", host, section.id), TextContent(text.runs), TextContent(wanted), author.id, at, note=note
    )
    known = project.person(author.id) is not None
    return Several((*(() if known else (Put(author),)), Put(proposal)), "Amendment")


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


# ---- what can be amended


def amendable(project: Project, meeting: Meeting) -> list[tuple[str, str]]:
    """Every paragraph of what went to the meeting, in reading order: its id, and words to know it by."""
    out: list[tuple[str, str]] = []
    for document in documents_of(project, meeting):
        labels = document_numbers(project, document).labels
        for section in walk_sections(document.sections):
            title = plain(section.title)
            for block in section.blocks:
                runs = getattr(block, "runs", ())
                if plain(runs).strip():
                    number = labels.get(block.id, "")
                    place = " ".join(filter(None, (number or labels.get(section.id, ""), "" if number else title)))
                    out.append((block.id, f"{document.title}, {place}: {quoted((plain(runs),))}"))
    return out


def paragraph_of(project: Project, meeting: Meeting, wanted: str) -> str:
    """The id of the paragraph with this id or number in what went to the meeting, the report first."""
    documents = sorted(documents_of(project, meeting), key=lambda each: each.kind != "report")
    for document in documents:
        labels = document_numbers(project, document).labels
        for id, label in labels.items():
            if wanted in (id, label) and find_host(project, id) is not None:
                return id
    if find_host(project, wanted) is not None:
        return wanted
    raise WrongUse(f"There is no paragraph “{wanted}” in what went to the meeting.", advice="Give its number.")


def words_of(project: Project, host: str) -> str:
    """The words of a paragraph today."""
    found = find_host(project, host)
    return plain(found[1].runs) if found is not None else ""
