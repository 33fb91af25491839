"""Asking for remarks: the words of invitations and reminders, as text, as an e-mail to send, as a calendar entry.

Also who has been asked for what, as a paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from math import ceil
from pathlib import Path

from msgspec import Struct

from strategy_editor.deadlines.calendar_file import single_entry
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.manuscript.listing import Listing, ListTable
from strategy_editor.manuscript.naming import distinct, safe_name
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Invitation, ReviewRound
from strategy_editor.model.text import clean_line, plain
from strategy_editor.model.tree import find_section, walk_sections
from strategy_editor.review.items import items
from strategy_editor.review.rounds import FORMS, OPINIONS, STATES, Cell, Matrix, Row, Standing, matrix, standings
from strategy_editor.review.wording import day_of, name_of, remarks_counted
from strategy_editor.session.registers import labels_of, put_file, write_listing
from strategy_editor.session.sending import with_people

_ACROSS = 4
"""People beside each other in a printed table, at most."""


class Asked(Struct, frozen=True):
    """What is asked of whom: names of people, sections of one document (none: all), a day, a form."""

    title: str
    people: tuple[str, ...]
    document: str = ""
    sections: tuple[str, ...] = ()
    due: When | None = None
    form: str = "word"


def new_round(project: Project, asked: Asked, at: datetime) -> tuple[Project, ReviewRound]:
    """The round, and the project in which everybody asked is known. Raises WrongUse where nobody is asked."""
    if not asked.people:
        raise WrongUse("Nobody is asked yet.", advice="Choose at least one person.")
    if asked.form not in FORMS:
        raise WrongUse(f"“{asked.form}” is not a form.", advice=f"There are: {', '.join(FORMS)}.")
    project, people = with_people(project, asked.people)
    invitations = tuple(
        Invitation(new_id(), person.id, asked.sections, asked.form)  # type: ignore[arg-type]
        for person in people
    )
    documents = (asked.document,) if asked.document else ()
    title = clean_line(asked.title) or f"Review of {day_of(at)}"
    return project, ReviewRound(new_id(), title, at, asked.due, documents, invitations)


def round_of(project: Project, wanted: str) -> ReviewRound:
    """The round with this id or title; without a name, the newest open one."""
    for each in reversed(project.rounds):
        if wanted.casefold() in (each.id, each.title.casefold()) or (not wanted and each.closed is None):
            return each
    known = ", ".join(each.title for each in project.rounds) or "none has been started yet"
    raise WrongUse(
        f"There is no review “{wanted}”." if wanted else "There is no open review.", advice=f"There are: {known}."
    )


# ---- what is written to people


class Letter(Struct, frozen=True):
    """An e-mail that has not been sent: to whom, about what, its words."""

    to: str
    address: str
    subject: str
    text: str


def invitation_letter(project: Project, standing: Standing, sender: str) -> Letter:
    """Asks somebody for remarks."""
    by = f" by {standing.round.due}" if standing.round.due else ""
    attached = {
        "word": "A Word copy is attached. Please type into it and comment beside it as you like; changes are tracked.",
        "project-copy": "A copy of the strategy is attached. It opens in the Strategy Editor for your remarks only.",
        "at-this-desk": "Please come by, or let us find a time to go through it together.",
    }[standing.invitation.form]
    body = f"Please let me have your remarks on {_what(project, standing)}{by}.\n\n{attached}"
    return _letter(project, standing, sender, f"Your remarks on {_subject(project, standing)}", body)


def reminder_letter(project: Project, standing: Standing, sender: str) -> Letter:
    """Reminds somebody, kindly."""
    due = standing.round.due
    when = f"were due by {due}" if standing.state == "overdue" else f"are due by {due}" if due else "would help me soon"
    body = (
        f"A reminder: your remarks on {_what(project, standing)} {when}. "
        "If you have none, a line saying so is all I need. Silence is not taken as agreement."
    )
    return _letter(project, standing, sender, f"Reminder: your remarks on {_subject(project, standing)}", body)


def _letter(project: Project, standing: Standing, sender: str, subject: str, body: str) -> Letter:
    person = project.person(standing.invitation.person)
    name = name_of(project, standing.invitation.person)
    text = f"Dear {name},\n\n{body}\n\nThank you.\n{sender}".strip() + "\n"
    return Letter(name, person.email if person else "", subject, text)


def _subject(project: Project, standing: Standing) -> str:
    titles = [each.title for each in project.documents if each.id in standing.round.documents]
    return titles[0] if len(titles) == 1 else project.title


def _what(project: Project, standing: Standing) -> str:
    sections = [found for id in standing.invitation.sections if (found := find_section(project, id))]
    outer = [
        each for each in sections if not {parent.id for parent in each.parents} & set(standing.invitation.sections)
    ]
    if not outer:
        return f"“{_subject(project, standing)}”"
    labels = labels_of(project)
    named = []
    for each in outer:
        number = labels(each.document).get(each.section.id, "")
        named.append(f"{number} {plain(each.section.title)}".strip())
    return f"these sections of “{_subject(project, standing)}”: {'; '.join(named)}"


def mail_file(letter: Letter, at: datetime) -> bytes:
    """The e-mail as a file that Outlook and others open ready to be sent."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = clean_line(letter.subject)
    if letter.address and "@" in letter.address:
        made["To"] = clean_line(letter.address)
    made["X-Unsent"] = "1"
    made["Date"] = at
    made.set_content(letter.text)
    return made.as_bytes()


def calendar_entry(project: Project, standing: Standing, at: datetime) -> bytes:
    """The day by which remarks are due, for a calendar. Raises WrongUse where no day was named."""
    due = standing.round.due
    if due is None:
        raise WrongUse("No day was named for this review.", advice="Say by when first.")
    name = name_of(project, standing.invitation.person)
    title = f"Remarks of {name} on {_subject(project, standing)}"
    return single_entry(
        title, due.last, f"Asked for {_what(project, standing)}.", seed=standing.invitation.id, made_at=at
    )


class Reminder(Struct, frozen=True):
    """What one person is reminded with: how far he is, the letter, and a calendar entry where a day was named."""

    standing: Standing
    letter: Letter
    entry: bytes = b""


def reminders(
    project: Project, round: ReviewRound, ledger: Ledger, at: datetime, sender: str, *, everybody: bool = False
) -> tuple[Reminder, ...]:
    """Reminders for whoever is overdue; ``everybody``: for all whose remarks have not come back, late or not."""
    out = []
    for each in standings(project, ledger, london_day(at), round.id):
        if each.state == "overdue" or (everybody and each.state in ("to-send", "with-reviewer")):
            entry = calendar_entry(project, each, at) if round.due is not None else b""
            out.append(Reminder(each, reminder_letter(project, each, sender), entry))
    return tuple(out)


def write_reminders(found: Sequence[Reminder], folder: Path, at: datetime) -> tuple[tuple[Path, ...], ...]:
    """Writes each reminder as text, as an e-mail and as a calendar entry; gives the files of each."""
    names = distinct(safe_name(f"Reminder to {each.letter.to}", "txt") for each in found)
    out = []
    for each, name in zip(found, names, strict=True):
        path = folder / name
        made = {path: f"{each.letter.subject}\n\n{each.letter.text}".encode()}
        made[path.with_suffix(".eml")] = mail_file(each.letter, at)
        if each.entry:
            made[path.with_suffix(".ics")] = each.entry
        for file, data in made.items():
            put_file(file, data)
        out.append(tuple(made))
    return tuple(out)


# ---- who has been asked, as a paper


def section_titles(project: Project) -> dict[str, str]:
    """By section: its number and title."""
    labels = labels_of(project)
    found: dict[str, str] = {}
    for document in project.documents:
        drawn = labels(document)
        for section in walk_sections(document.sections):
            wanted = project.outline_section(document, section)
            title = plain(section.title) or (wanted.title if wanted else "Untitled section")
            found[section.id] = f"{drawn.get(section.id, '')}  {title}".strip()
    return found


def matrix_of(project: Project, round: ReviewRound, ledger: Ledger, today: date) -> Matrix:
    """Sections by reviewers."""
    return matrix(project, round, ledger, today, items(project, labels_of(project)), section_titles(project))


def standing_words(standing: Standing) -> str:
    """How far somebody is, in words."""
    words = STATES[standing.state]
    opinion = OPINIONS.get(standing.invitation.opinion, standing.invitation.opinion)  # type: ignore[call-overload]
    came = standing.invitation.finished or standing.returned
    day = day_of(came) if came else f"sent {day_of(standing.sent)}" if standing.sent else ""
    return ", ".join(part for part in (words, opinion, day) if part)


def cell_words(cell: Cell) -> str:
    """What stands in a cell, in words; empty where nothing was asked and nothing said."""
    said = remarks_counted(cell.remarks) if cell.remarks else ""
    left = f"{cell.waiting} to decide" if cell.waiting else ""
    state = STATES[cell.state] if cell.state else ""
    return "\n".join(part for part in (state, said, left) if part)


def write_matrix(project: Project, round: ReviewRound, ledger: Ledger, out: Path, today: date) -> None:
    """Writes who has been asked for what as Word, PDF, web page or spreadsheet."""
    found = matrix_of(project, round, ledger, today)
    names = [name_of(project, person) for person in found.people]
    listing = _matrix_listing(project, round, found, names, today)
    rows = [["Section", *names], ["", *(standing_words(each) for each in found.standings)]]
    rows += [[row.label, *(cell_words(cell).replace("\n", ", ") for cell in row.cells)] for row in found.rows]
    write_listing(project, listing, out, today, rows)


def _matrix_listing(project: Project, round: ReviewRound, found: Matrix, names: Sequence[str], today: date) -> Listing:
    due = f" Remarks are due by {round.due}." if round.due else ""
    notes = (f"{round.title}, begun on {day_of(round.opened)}.{due} As at {When.of(today)}.",)
    people = ListTable(
        "Who was asked",
        ("Person", "Form", "How far"),
        (0.34, 0.26, 0.4),
        tuple(
            (name, FORMS[each.invitation.form], standing_words(each))
            for name, each in zip(names, found.standings, strict=True)
        ),
    )
    tables = [people]
    beside = ceil(len(names) / ceil(len(names) / _ACROSS)) if names else 1
    for start in range(0, len(names), beside):
        across = range(start, min(start + beside, len(names)))
        share = 0.64 / len(across)
        tables.append(
            ListTable(
                "Sections by reviewers",
                ("Section", *(names[place] for place in across)),
                (0.36, *(share for _ in across)),
                tuple(_printed(row.label, [row.cells[place] for place in across]) for row in found.rows if _says(row)),
            )
        )
    return Listing("matrix", "Who has been asked", notes, tuple(tables))


def _says(row: Row) -> bool:
    """Whether anything was asked or said of a row: the others would only fill pages."""
    return any(cell.state or cell.remarks for cell in row.cells)


def _printed(label: str, cells: Sequence[Cell]) -> tuple[str, ...]:
    return (label, *(cell_words(cell) for cell in cells))
