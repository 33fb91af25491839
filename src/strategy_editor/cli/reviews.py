"""The commands about what reviewers said: decide it, and write down what was said and what was done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.cli.shell import As, File, Json, app, editing, out, print_json
from strategy_editor.foundation.clock import london_day, utc_now
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import parse_when
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Outcome
from strategy_editor.model.tree import section_of
from strategy_editor.review.items import Item, Kind, items
from strategy_editor.review.register import Order
from strategy_editor.review.rounds import FORMS, OPINIONS, Standing, State, standings
from strategy_editor.review.wording import CHANNELS, KINDS, name_of, remarks_counted, said_in_words
from strategy_editor.session import opening
from strategy_editor.session.commands import Become, Decide
from strategy_editor.session.registers import labels_of, write_register
from strategy_editor.session.remarks import in_words, read_file, take
from strategy_editor.session.review_files import ReviewFile, finish, make_review_file
from strategy_editor.session.rounds import (
    Asked,
    Reminder,
    new_round,
    reminders,
    round_of,
    standing_words,
    write_matrix,
    write_reminders,
)

_ORDERS: dict[str, Order] = {"section": "section", "reviewer": "reviewer"}


@app.command()
def decide(
    file: File,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="What to decide; none: list what waits")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Accept it, and carry it out")] = False,
    changed: Annotated[bool, typer.Option("--with-change", help="Accept it; the text was or will be changed")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Reject it: the text stays as it was")] = False,
    note: Annotated[bool, typer.Option("--note", help="Note it: the text stays as it was")] = False,
    reason: Annotated[str, typer.Option(help="Why, kept in the record")] = "",
    acting: As = "",
    as_json: Json = False,
) -> None:
    """Decide comments, suggested changes and proposals; without an id, list those that wait."""
    if not ids:
        _list_waiting(file, as_json)
        return
    outcome = _outcome(accept, changed, reject, note)
    if outcome in ("rejected", "noted") and not reason.strip():
        raise WrongUse("A remark that changes nothing needs a reason.", advice="Say why with --reason.")
    with editing(file, acting) as opened:
        session = opened.session
        command = Decide(tuple(ids), outcome, session.clock(), session.author, reason.strip())
        session.apply(session.signed(command))
    out.print(f"Decided: {len(ids)}.")


def _outcome(accept: bool, changed: bool, reject: bool, note: bool) -> Outcome:
    choices: list[tuple[bool, Outcome]] = [
        (accept and not changed, "accepted"),
        (changed, "accepted-with-change"),
        (reject, "rejected"),
        (note, "noted"),
    ]
    chosen = [outcome for wanted, outcome in choices if wanted]
    if len(chosen) != 1:
        raise WrongUse("Say what becomes of it.", advice="Give one of --accept, --with-change, --reject, --note.")
    return chosen[0]


def _list_waiting(file: Path, as_json: bool) -> None:
    project = opening.read(file).project
    waiting = [item for item in items(project, labels_of(project)) if item.waits]
    if as_json:
        print_json(Waiting(tuple(map(_described, waiting))))
        return
    for item in waiting:
        place = f"{item.paragraph}  " if item.paragraph else ""
        who = name_of(project, item.author)
        out.print(f"{item.id}  {place}{KINDS[item.kind]} by {who}: {said_in_words(item, 200)}", markup=False)
    out.print(f"{len(waiting)} to decide.")


class WaitingItem(Struct, frozen=True):
    """One thing to decide. ``rivals`` counts other proposals for its words; ``placed``: these are still there."""

    id: str
    kind: Kind
    author: str
    at: datetime
    document: str
    section: str
    paragraph: str
    removed: str
    added: str
    text: str
    minor: bool
    rivals: int
    placed: bool


class Waiting(Struct, frozen=True):
    """Everything that waits for a decision, in reading order."""

    items: tuple[WaitingItem, ...]
    schema: Literal[1] = 1


def _described(item: Item) -> WaitingItem:
    return WaitingItem(
        item.id,
        item.kind,
        item.author,
        item.at,
        item.document,
        item.section,
        item.paragraph,
        item.removed,
        item.added,
        item.text,
        item.is_minor,
        item.rivals,
        not item.unplaced,
    )


@app.command("register")
def register_command(
    file: File,
    to: Annotated[Path, typer.Option("--out", metavar="FILE", help="A file that ends in .docx, .pdf, .html or .csv")],
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Leave out who said it")] = False,
    by: Annotated[str, typer.Option(help="In which order: section or reviewer")] = "section",
    version: Annotated[str, typer.Option(metavar="NAME", help="As it stood in a named version")] = "",
) -> None:
    """Write down what was said and what was done about it."""
    if by not in _ORDERS:
        raise WrongUse(f"“{by}” is not an order.", advice="There are: section, reviewer.")
    stored = opening.read(file)
    project = stored.project_of(version) if version else stored.project
    today = london_day(utc_now())
    count = write_register(project, to, today=today, by=_ORDERS[by], anonymous=anonymous, version=version)
    out.print(f"{to}: {remarks_counted(count)}", markup=False)


@app.command()
def ask(
    file: File,
    to: Annotated[list[str], typer.Option("--to", metavar="NAME", help="Who is asked; may be given again")],
    title: Annotated[str, typer.Option(help="What this review is called")] = "",
    by: Annotated[str, typer.Option(metavar="DAY", help="By when, such as 2009-02-20")] = "",
    document: Annotated[str, typer.Option(help="Only this document, by its id or title")] = "",
    section: Annotated[
        list[str] | None, typer.Option(help="Only this section, by its id or title; may be given again")
    ] = None,
    form: Annotated[str, typer.Option(help=f"One of: {', '.join(FORMS)}")] = "word",
    acting: As = "",
) -> None:
    """Begin a review: write down who is asked for remarks on what, by when."""
    with editing(file, acting) as opened:
        session = opened.session
        chosen = opening.only_document(session.project, document)
        sections = tuple(opening.section_id(session.project, each, chosen) for each in section or ())
        if sections and not chosen:
            chosen = section_of(session.project, sections[0]).document.id
        due = parse_when(by) if by else None
        asked = Asked(title, tuple(to), chosen, sections, due, form)
        project, begun = new_round(session.project, asked, session.clock())
        session.apply(session.signed(Become(replace(project, rounds=(*project.rounds, begun)), "New review")))
    out.print(f"{begun.title}: {len(begun.invitations)} asked.", markup=False)


@app.command()
def rounds(
    file: File,
    review: Annotated[str, typer.Argument(metavar="REVIEW", help="A review by its title; else the newest")] = "",
    to: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A file that ends in .docx, .pdf, .html or .csv")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say who was asked for remarks and how far each is; or write it down, sections by reviewers."""
    stored = opening.read(file)
    project, today = stored.project, london_day(utc_now())
    chosen = round_of(project, review)
    if to is not None:
        write_matrix(project, chosen, stored.ledger, to, today)
        out.print(str(to), markup=False)
        return
    found = standings(project, stored.ledger, today, chosen.id)
    if as_json:
        people = tuple(_asked(project, each) for each in found)
        print_json(Review(chosen.title, str(chosen.due or ""), people))
        return
    for each in found:
        out.print(f"{name_of(project, each.invitation.person)}: {standing_words(each)}", markup=False)


class AskedPerson(Struct, frozen=True):
    """How far one person of a review is."""

    person: str
    form: str
    state: State
    opinion: str
    sections: tuple[str, ...]
    sent: datetime | None
    returned: datetime | None


class Review(Struct, frozen=True):
    """Who was asked for remarks, by when (a date in words, or empty)."""

    review: str
    due: str
    people: tuple[AskedPerson, ...]
    schema: Literal[1] = 1


def _asked(project: Project, each: Standing) -> AskedPerson:
    invitation = each.invitation
    return AskedPerson(
        name_of(project, invitation.person),
        invitation.form,
        each.state,
        invitation.opinion,
        invitation.sections,
        each.sent,
        each.returned,
    )


@app.command()
def remind(
    file: File,
    review: Annotated[str, typer.Argument(metavar="REVIEW", help="A review by its title; else the newest")] = "",
    to: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A folder for text, e-mail and calendar files")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Also those whose day has not passed yet")] = False,
    acting: As = "",
    as_json: Json = False,
) -> None:
    """Write reminders to whoever is overdue: print the words, or make files that an e-mail program opens."""
    stored, at = opening.read(file), utc_now()
    chosen = round_of(stored.project, review)
    found = reminders(stored.project, chosen, stored.ledger, at, acting, everybody=everybody)
    files = write_reminders(found, to, at) if to is not None else tuple(() for _ in found)
    if as_json:
        people = tuple(_reminded(each, paths) for each, paths in zip(found, files, strict=True))
        print_json(Reminders(chosen.title, str(chosen.due or ""), people))
        return
    for each, paths in zip(found, files, strict=True):
        for path in paths:
            out.print(str(path), markup=False)
        if not paths:
            out.print(f"To: {each.letter.address or each.letter.to}\n{each.letter.subject}\n", markup=False)
            out.print(each.letter.text, markup=False)
    out.print(f"{chosen.title}: {len(found)} to remind.", markup=False)


class ReminderInfo(Struct, frozen=True):
    """One reminder: to whom, the words of the e-mail, and the files that were made."""

    person: str
    address: str
    state: State
    subject: str
    text: str
    files: tuple[str, ...]


class Reminders(Struct, frozen=True):
    """Reminders of one review, whose remarks are due by a date in words (or empty)."""

    review: str
    due: str
    people: tuple[ReminderInfo, ...]
    schema: Literal[1] = 1


def _reminded(each: Reminder, files: tuple[Path, ...]) -> ReminderInfo:
    letter = each.letter
    return ReminderInfo(
        letter.to, letter.address, each.standing.state, letter.subject, letter.text, tuple(map(str, files))
    )


class BroughtRemarks(Struct, frozen=True):
    """How many remarks were read, how many of them were new, and how many of those name no place."""

    read: int
    new: int
    unplaced: int
    schema: Literal[1] = 1


@app.command()
def remarks(
    file: File,
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="An e-mail (.eml, .txt), marked PDF or spreadsheet")],
    person: Annotated[str, typer.Option(help="Whose remarks they are, where it does not say so")] = "",
    how: Annotated[str, typer.Option(help="How they came, such as email, paper, conversation")] = "",
    document: Annotated[str, typer.Option(help="The document that they are about, by its id or title")] = "",
    acting: As = "",
    as_json: Json = False,
) -> None:
    """Bring in remarks that did not come in a Word copy; what they came in is kept as proof."""
    channel = next((key for key in CHANNELS if key == how), None)
    if how and channel is None:
        raise WrongUse(f"“{how}” is not a way in.", advice=f"There are: {', '.join(CHANNELS)}.")
    came = read_file(source, person, utc_now(), channel)
    with editing(file, acting) as opened:
        chosen = opening.only_document(opened.session.project, document)
        taken = take(opened.session, came, chosen)
    if as_json:
        print_json(BroughtRemarks(len(came.remarks), taken.new, taken.unplaced))
    else:
        unplaced = f" {taken.unplaced} could not be placed in the text." if taken.unplaced else ""
        out.print(f"{in_words(taken)}{unplaced}")


@app.command("review-copy")
def review_copy(
    file: File,
    to: Annotated[list[str], typer.Option("--to", metavar="NAME", help="Who is to review it; may be given again")],
    document: Annotated[str, typer.Option(help="The document, by its id or title")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the files")],
    section: Annotated[
        list[str] | None, typer.Option(help="Only this section, by its id or title; may be given again")
    ] = None,
    exempt: Annotated[bool, typer.Option("--exempt", help="What is not for publication goes along")] = False,
    others: Annotated[bool, typer.Option("--others", help="Open comments of others go along")] = False,
    acting: As = "",
) -> None:
    """Make a file for each reviewer who has the editor: the sections asked about, for comments and suggestions only."""
    with editing(file, acting) as opened:
        chosen = opening.document_id(opened.session.project, document)
        sections = tuple(opening.section_id(opened.session.project, each, chosen) for each in section or ())
        for name in to:
            asked = ReviewFile(name, chosen, sections, exempt, others)
            out.print(str(make_review_file(opened, asked, out_folder)), markup=False)


@app.command("finish")
def finish_command(
    file: File,
    opinion: Annotated[str, typer.Option(help=f"One of: {', '.join(OPINIONS)}")],
    remark: Annotated[str, typer.Option(help="Anything about the whole")] = "",
    acting: As = "",
) -> None:
    """Say that a review is finished; the file then goes back to the author."""
    chosen = next((key for key in OPINIONS if key == opinion), None)
    if chosen is None:
        raise WrongUse(f"“{opinion}” is not an opinion.", advice=f"There are: {', '.join(OPINIONS)}.")
    with editing(file, acting) as opened:
        finish(opened, chosen, remark)
    out.print(f"Finished: send {file} back.", markup=False)
