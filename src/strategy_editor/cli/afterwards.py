"""The commands of the time after the meeting: its minutes, and corrections of what was published."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from strategy_editor.cli.shell import As, File, app, out, told
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import parse_when
from strategy_editor.session import afterwards, opening
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
        typer.Option("--amend", metavar="PARAGRAPH=WORDS", help="What the meeting made of a paragraph; to be decided"),
    ] = None,
    approve: Annotated[str, typer.Option(metavar="NAME", help="Name the approved version; DRAFT goes")] = "",
    name: As = "",
) -> None:
    """Record what a meeting decided, its amendments and its approval."""
    with opening.edit(file, name) as opened:
        session = opened.session
        held = afterwards.meeting_of(session.project, meeting)
        if decision:
            day = _day(published) if published else None
            session.apply(Put(afterwards.resolution(session.project, held, decision, minute, day)))
        for each in amend or []:
            paragraph, equals, words = each.partition("=")
            if not equals:
                raise WrongUse(f"“{each}” has no words.", advice="Write the number of the paragraph, =, and the words.")
            host = afterwards.paragraph_of(session.project, held, paragraph.strip())
            session.apply(afterwards.amendment(session.project, held, host, words, session.clock()))
        held = afterwards.meeting_of(session.project, held.id)
        if approve:
            session.apply(afterwards.approval(session.project, held))
            opened.name_version(approve, afterwards.approval_reason(held))
        out.print(f"{held.body}, {held.when or 'no date'}: {held.decision or 'no decision recorded'}", markup=False)
        if held.call_in_ends is not None:
            out.print(f"Call-in ends on {held.call_in_ends}.", markup=False)
        if amend:
            told.print(f"{len(amend)} to decide.", markup=False)


@app.command()
def correct(
    file: File,
    document: Annotated[str, typer.Option(help="Which document, by its id or title")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was corrected, in a sentence that every paper shows")],
    version: Annotated[str, typer.Option(metavar="NAME", help="The name of the corrected version")],
    name: As = "",
) -> None:
    """Say what was corrected after publication: a dated note in the document, and a version of its own."""
    with opening.edit(file, name) as opened:
        session = opened.session
        id = opening.document_id(session.project, document)
        today = london_day(session.clock())
        session.apply(afterwards.correction(session.project, session.ledger, id, note, today))
        opened.name_version(version, f"Correction: {note.strip()}")
    out.print(f"{version} says what was corrected.", markup=False)


def _day(text: str) -> date:
    when = parse_when(text)
    if when is None or not when.is_day:
        raise WrongUse(f"“{text}” is not a day.", advice="Write a day such as 5 March 2009.")
    return when.first
