"""The commands of the time after the meeting: its minutes, and corrections of what was published."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from strategy_editor.cli.shell import As, File, app, editing, out, told
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import parse_when
from strategy_editor.review.wording import shortened
from strategy_editor.session import afterwards, amending, opening
from strategy_editor.session.commands import Put


@app.command()
def minutes(
    file: File,
    decision: Annotated[str, typer.Option(metavar="TEXT", help="What the meeting resolved")] = "",
    meeting: Annotated[str, typer.Option(metavar="ID", help="Which meeting; else that of the report")] = "",
    minute: Annotated[str, typer.Option(metavar="NUMBER", help="The number of the minute")] = "",
    published: Annotated[str, typer.Option(metavar="DAY", help="When the decision was published, for call-in")] = "",
    amend: Annotated[
        list[str] | None,
        typer.Option("--amend", metavar="PLACE=WORDS", help="What the meeting made of some words; to be decided"),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", metavar="PLACE=WORDS", help="A paragraph that it added behind a place; to be decided"),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="PLACE", help="A paragraph, table or figure that it took out; to be decided"),
    ] = None,
    places: Annotated[bool, typer.Option("--places", help="List what can be amended, by number or place")] = False,
    approve: Annotated[str, typer.Option(metavar="NAME", help="Name the approved version; DRAFT goes")] = "",
    name: As = "",
) -> None:
    """Record what a meeting decided, its amendments and its approval."""
    with editing(file, name) as opened:
        session = opened.session
        held = afterwards.meeting_of(session.project, meeting)
        if decision:
            day = _day(published) if published else None
            session.apply(Put(afterwards.resolution(session.project, held, decision, minute, day)))
        amendments = (
            *((amending.amendment, *_split(each)) for each in amend or []),
            *((amending.insertion, *_split(each)) for each in add or []),
        )
        for make, place, words in amendments:
            host = amending.find_amendable(session.project, held, place).id
            session.apply(make(session.project, held, host, words, session.clock()))
        for place in remove or []:
            host = amending.find_amendable(session.project, held, place).id
            session.apply(amending.deletion(session.project, held, host, session.clock()))
        held = afterwards.meeting_of(session.project, held.id)
        if approve:
            session.apply(afterwards.approval(session.project, held))
            opened.name_version(approve, afterwards.approval_reason(held))
        out.print(f"{held.body}, {held.when or 'no date'}: {held.decision or 'no decision recorded'}", markup=False)
        if held.call_in_ends is not None:
            out.print(f"Call-in ends on {held.call_in_ends}.", markup=False)
        for each in amending.amendable(session.project, held) if places else ():
            out.print(f"{each.document}, {each.place}: {shortened(each.words)}", markup=False)
        count = len(amendments) + len(remove or [])
        if count:
            told.print(f"{count} to decide.", markup=False)


@app.command()
def correct(
    file: File,
    document: Annotated[str, typer.Option(help="Which document, by its id or title")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was corrected, in a sentence that every paper shows")],
    version: Annotated[str, typer.Option(metavar="NAME", help="The name of the corrected version")],
    name: As = "",
) -> None:
    """Say what was corrected after publication: a dated note in the document, and a version of its own."""
    with editing(file, name) as opened:
        session = opened.session
        id = opening.document_id(session.project, document)
        today = london_day(session.clock())
        session.apply(afterwards.correction(session.project, session.ledger, id, note, today))
        opened.name_version(version, f"Correction: {note.strip()}")
    out.print(f"{version} says what was corrected.", markup=False)


def _split(given: str) -> tuple[str, str]:
    """The place and the words of an amendment."""
    place, equals, words = given.partition("=")
    if not equals:
        raise WrongUse(f"“{given}” has no words.", advice="Write the number of the paragraph, =, and the words.")
    return place.strip(), words


def _day(text: str) -> date:
    when = parse_when(text)
    if when is None or not when.is_day:
        raise WrongUse(f"“{text}” is not a day.", advice="Write a day such as 5 March 2009.")
    return when.first
