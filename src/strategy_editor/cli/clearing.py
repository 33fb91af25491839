"""The commands about clearance: how far each role is, ask, record an answer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct

from strategy_editor.cli.shell import As, File, Json, app, editing, out, print_json
from strategy_editor.foundation.clock import london_day, utc_now
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.profile import ClearanceStep
from strategy_editor.model.project import Project
from strategy_editor.review.clearing import STATES, Link, State, chain, link, owner_of
from strategy_editor.session import opening
from strategy_editor.session.clearing import (
    Answer,
    answer,
    ask,
    clearance_letter,
    in_words,
    step_of,
    title_of,
    write_words,
)

Document = Annotated[str, typer.Option(help="The document, by its id or title; else the first report")]
Section = Annotated[str, typer.Option(help="The section, by its id or title, where a role clears one")]
Role = Annotated[str, typer.Argument(metavar="ROLE", help="A role of the council's chain, by its id")]
Who = Annotated[str, typer.Option("--person", metavar="NAME", help="Who clears")]


@app.command("clearances")
def clearances(file: File, document: Document = "", as_json: Json = False) -> None:
    """Say who has cleared what, and whose clearance later changes have opened again. Ends with 1 if any is open."""
    stored = opening.read(file)
    project = stored.project
    chosen = project.document(_document(project, document))
    assert chosen is not None
    links = chain(project, stored.ledger, chosen)
    if as_json:
        print_json(Clearances(chosen.id, tuple(map(_described, links))))
    else:
        for each in links:
            said = in_words(project, each)
            state = f"{STATES[each.state]}: {said}" if said else STATES[each.state]
            out.print(f"{each.step.id}  {each.step.role}, {title_of(project, each.owner)}: {state}", markup=False)
    if any(each.state != "cleared" and each.step.required for each in links):
        raise typer.Exit(1)


class ClearanceState(Struct, frozen=True):
    """How far one role is with what it clears: ``owner`` is a section or the document, by id."""

    role: str
    owner: str
    required: bool
    state: State
    person: str
    at: datetime | None
    reason: str


class Clearances(Struct, frozen=True):
    """The council's chain for one document."""

    document: str
    clearances: tuple[ClearanceState, ...]
    schema: Literal[1] = 1


def _described(each: Link) -> ClearanceState:
    entry = each.question if each.state == "asked" else each.answer
    who, at, reason = (entry.person, entry.at, entry.reason) if entry is not None else ("", None, "")
    return ClearanceState(each.step.id, each.owner, each.step.required, each.state, who, at, reason)


@app.command("ask-clearance")
def ask_clearance(
    file: File,
    role: Role,
    to: Annotated[Path, typer.Option("--out", metavar="FILE", help="A file that ends in .docx or .pdf")],
    document: Document = "",
    section: Section = "",
    person: Who = "",
    acting: As = "",
) -> None:
    """Make a paper of exactly the words to be cleared, print the e-mail's text, and remember that it was asked."""
    with editing(file, acting) as opened:
        session = opened.session
        each = _link(session.project, session.ledger, step_of(session.project, role), document, section)
        write_words(session.project, session.picture, each.owner, to, london_day(utc_now()))
        ask(session, each.step, each.owner, person)
        letter = clearance_letter(session.project, each.step, each.owner, person, acting)
    out.print(f"{letter.subject}\n\n{letter.text}", markup=False)


@app.command()
def clear(
    file: File,
    role: Role,
    evidence: Annotated[Path, typer.Option(metavar="FILE", help="A text file with their reply")],
    document: Document = "",
    section: Section = "",
    person: Who = "",
    refused: Annotated[bool, typer.Option("--refused", help="They do not agree yet")] = False,
    reason: Annotated[str, typer.Option(help="What must change")] = "",
    acting: As = "",
) -> None:
    """Record an answer with its proof; silence is never consent."""
    text = opening.text_of(evidence)
    with editing(file, acting) as opened:
        session = opened.session
        each = _link(session.project, session.ledger, step_of(session.project, role), document, section)
        entry = answer(session, each, Answer(person, text, "refused" if refused else "cleared", reason))
    out.print(f"{each.step.role}: {'not agreed' if entry.outcome == 'refused' else 'cleared'}.", markup=False)


def _document(project: Project, wanted: str) -> str:
    if wanted:
        return opening.document_id(project, wanted)
    report = next((each for each in project.documents if each.kind == "report"), None)
    chosen = report or next(iter(project.documents), None)
    if chosen is None:
        raise WrongUse("There is no document in this strategy yet.")
    return chosen.id


def _link(project: Project, ledger: Ledger, step: ClearanceStep, document: str, section: str) -> Link:
    """What a role clears in a document; a section that is named is cleared by itself, whatever the chain says."""
    chosen = _document(project, document)
    if section:
        owner = owner_of(project, opening.section_id(project, section, chosen))
        assert owner is not None
        return link(ledger, step, owner)
    whole = project.document(chosen)
    assert whole is not None
    found = [each for each in chain(project, ledger, whole) if each.step.id == step.id]
    if len(found) == 1:
        return found[0]
    names = "; ".join(title_of(project, each.owner) for each in found) or "none that has text"
    raise WrongUse(f"Say which section {step.role} clears.", advice=f"Give it with --section: {names}.")
