"""What each kind of record has, as tables of fields: name, label, sort of control, help. Pages are drawn from these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.project import Project
from strategy_editor.model.records import Exemption, Fact, Meeting, Milestone, Person, RegisterEntry, Term
from strategy_editor.session.commands import Collection

FieldKind = Literal["line", "lines", "when", "choice", "person", "document", "list", "milestones", "value", "schedule"]


class Field(Struct, frozen=True):
    """A field of a record. ``choices`` maps stored values to words; ``column``: shown in the list too."""

    name: str
    label: str
    kind: FieldKind = "line"
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    column: bool = False


class RecordKind(Struct, frozen=True):
    """A kind of record: its collection, what people call it, its fields, and how a new one begins."""

    collection: Collection
    title: str
    intro: str
    one: str
    fields: tuple[Field, ...]
    make: Callable[[Project], Any]


MILESTONE_STATUS = (
    ("planned", "Planned"),
    ("under-way", "Under way"),
    ("done", "Done"),
    ("late", "Late"),
    ("dropped", "Dropped"),
)
REGISTER_STATUS = (
    ("not-started", "Not started"),
    ("in-production", "In production"),
    ("in-draft", "In draft"),
    ("for-decision", "For decision"),
    ("agreed", "Agreed"),
    ("published", "Published"),
    ("withdrawn", "Withdrawn"),
)
REGISTER_ROLE = (
    ("main", "The strategy itself"),
    ("appendix", "Appendix to the strategy"),
    ("separate", "Considered separately"),
    ("in-production", "In production"),
)
PRIORITY = (("", "Not set"), ("high", "High"), ("medium", "Medium"), ("low", "Low"))

PEOPLE = RecordKind(
    "people",
    "People",
    "Everyone with a part in the strategy. A post may stand without a name.",
    "person",
    (
        Field("name", "Name", column=True),
        Field("post", "Post", column=True),
        Field("organisation", "Organisation"),
        Field("telephone", "Telephone"),
        Field("email", "E-mail", column=True),
        Field("aliases", "Names used in Word", "list", "Names that this person’s copies carry, one on each line."),
    ),
    lambda _: Person(new_id(), post="New post"),
)
MEETINGS = RecordKind(
    "meetings",
    "Meetings and deadlines",
    "Meetings that documents go to, and earlier ones whose decisions are quoted. “Don’t know yet” is an answer: "
    "leave a field empty.",
    "meeting",
    (
        Field("body", "Body", help="For example Cabinet.", column=True),
        Field("when", "Date", "when", "A day such as 3 March 2009, or a month such as March 2009.", column=True),
        Field("time", "Time", help="For example 2.00 pm."),
        Field("place", "Place"),
        Field("item", "Agenda item", column=True),
        Field("decision", "Decision", "lines", "What was resolved, once the meeting has been held."),
        Field("minute", "Minute number"),
        Field("call_in_ends", "Call-in ends", "when"),
    ),
    lambda project: Meeting(new_id(), project.profile.meeting_body),
)
MILESTONES = RecordKind(
    "milestones",
    "Milestones",
    "Held once, shown wherever a document lists them. A month is enough where the day is not known.",
    "milestone",
    (
        Field("when", "Date", "when", "A day such as 3 March 2009, or a month such as March 2009.", column=True),
        Field("title", "Milestone", column=True),
        Field("status", "Status", "choice", choices=MILESTONE_STATUS, column=True),
        Field("owner", "Owner", "person", column=True),
        Field("agreed", "Date that Cabinet saw", "when", "To show how far it has slipped."),
        Field("outcome", "Outcome", "lines", "What came of it, once it is done."),
        Field("done", "Done on", "when"),
        Field("evidence", "Evidence", help="A report, a minute, an address on the website."),
        Field("document", "Document", "document", "The document that it is about, if there is one."),
        Field("depends_on", "Depends on", "milestones", "Milestones that must be reached before."),
    ),
    lambda _: Milestone(new_id(), "New milestone"),
)
REGISTER = RecordKind(
    "register",
    "Register of documents",
    "Every document of the strategy and where it stands. Reports draw their lists of appendices and documents in "
    "production from here.",
    "document",
    (
        Field("title", "Title", column=True),
        Field("role", "Part", "choice", choices=REGISTER_ROLE, column=True),
        Field("status", "Status", "choice", choices=REGISTER_STATUS, column=True),
        Field("priority", "Priority", "choice", choices=PRIORITY, column=True),
        Field("owner", "Owner", "person"),
        Field("due", "Due", "when", column=True),
        Field("document", "Document here", "document", "The document that it is, if it is written here."),
        Field("note", "Note", "lines"),
    ),
    lambda _: RegisterEntry(new_id(), "New document"),
)
GLOSSARY = RecordKind(
    "glossary",
    "Glossary",
    "Terms and acronyms. The glossary of each document lists those that it uses.",
    "term",
    (
        Field("term", "Term or acronym", column=True),
        Field("expansion", "In full", column=True),
        Field("meaning", "What it means", "lines", column=True),
    ),
    lambda _: Term(new_id(), "New term"),
)
EXEMPTIONS = RecordKind(
    "exemptions",
    "Not for publication (Part 2)",
    "The reasons why something is kept out of public papers: the paragraph of the law, why it applies, and why keeping "
    "it back serves the public better. Mark words, rows, sections or whole documents under Format.",
    "reason",
    (
        Field("paragraph", "Paragraph", "schedule", "Of the schedule that says what may be exempt.", column=True),
        Field("reason", "Why it applies", "lines", "For the record, and for the report’s own statement.", column=True),
        Field("public_interest", "Public interest", "lines", "Why keeping it back serves the public better."),
    ),
    lambda project: Exemption(new_id(), next((each.number for each in project.profile.exemptions), "")),
)
DETAILS = RecordKind(
    "facts",
    "Details used throughout",
    "Held once and inserted wherever a document says them: change one here, and it changes everywhere.",
    "detail",
    (
        Field("label", "Detail", column=True),
        Field("value", "What it says", "value", "Leave it empty until it is known.", column=True),
    ),
    lambda _: Fact(new_id(), f"own.{new_id()}", "New detail"),
)
"""Kinds of record, by the place where they are kept."""
