"""The commands about copies for review: send them out, bring them in again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.cli.shell import As, File, Json, WordTemplate, app, editing, out, print_json, working
from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.review.returning.matching import How
from strategy_editor.session import opening
from strategy_editor.session.receiving import LookedAt, Receiving, Wishes, copy_lines, look_at, new_items, take_in
from strategy_editor.session.sending import SendRequest
from strategy_editor.session.sending import send as send_copies


@app.command()
def send(
    file: File,
    to: Annotated[list[str], typer.Option("--to", metavar="NAME", help="Who is to read it; may be given again")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the copies")],
    document: Annotated[str, typer.Option(help="Only this document, by its id or title")] = "",
    section: Annotated[
        list[str] | None, typer.Option(help="Only this section, by its id or title; may be given again")
    ] = None,
    guidance: Annotated[bool, typer.Option("--guidance", help="What the outline asks goes along")] = False,
    forced: Annotated[
        bool, typer.Option("--track/--no-track", help="Whether the reader has to leave tracking of changes on")
    ] = True,
    exempt: Annotated[bool, typer.Option("--exempt", help="What is not for publication goes along")] = False,
    since: Annotated[
        bool, typer.Option("--since/--no-since", help="Whether changes since the reader’s last copy are marked")
    ] = True,
    word_template: WordTemplate = None,
    acting: As = "",
) -> None:
    """Make a Word copy for each reviewer, with a number of its own, to be sent out and brought in again."""
    with editing(file, acting) as opened:
        project = opened.session.project
        chosen = opening.only_document(project, document)
        request = SendRequest(
            tuple(to),
            str(out_folder),
            chosen,
            tuple(opening.section_id(project, each, chosen) for each in section or ()),
            guidance,
            forced,
            exempt,
            since,
            word_template=str(word_template or ""),
        )
        with working() as progress:
            paths = send_copies(opened.session, request, opened.project_of, progress)
    for path in paths:
        out.print(str(path), markup=False)


class ReceivedItem(Struct, frozen=True):
    """One thing that a copy brings.

    ``kind``: suggestion (a tracked change in the text), proposal (one that is disputed, beside the text), comment, or
    change (one that has no place, told in a comment). ``author`` is a person's id. ``placed``: it stands where it
    belongs; ``found`` says how its paragraph was found, ``confidence`` how surely (a share of 1).
    """

    id: str
    kind: Literal["suggestion", "proposal", "comment", "change"]
    author: str
    at: datetime
    document: str
    section: str
    block: str
    placed: bool
    found: How
    confidence: float
    removed: str
    added: str
    text: str
    news: bool


class ReceivedCopy(Struct, frozen=True):
    """One file: ``copy`` is the number of the copy (0: it cannot be told), ``error`` why nothing was taken from it.

    ``gone``: items of an earlier return that this one has no more; ``decided``: how many were decided before.
    """

    path: str
    copy: int
    reviewer: str
    error: str
    items: tuple[ReceivedItem, ...]
    gone: tuple[str, ...]
    decided: int


class Received(Struct, frozen=True):
    """What returned copies bring. ``changed``: whether the strategy has changed by it (never with ``--dry-run``)."""

    copies: tuple[ReceivedCopy, ...]
    changed: bool
    schema: Literal[1] = 1


@app.command()
def receive(
    file: File,
    copies: Annotated[list[Path], typer.Argument(metavar="COPY...", help="Returned copies, or archives of them")],
    who: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=PERSON", help="Who a name in the files is, such as “Author=Anna Reid”"),
    ] = None,
    number: Annotated[
        int, typer.Option("--copy", help="The number of the copy, where a single file does not say it")
    ] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be brought in")] = False,
    acting: As = "",
    as_json: Json = False,
) -> None:
    """Bring returned copies in: what readers changed and said becomes suggestions and comments, to be decided."""
    if number and len(copies) != 1:
        raise WrongUse("A number can be given for one copy only.", advice="Bring the others in by themselves.")
    wishes = Wishes({str(copies[0]): number} if number else {}, dict(_who(each) for each in who or ()))
    if dry_run:
        stored = opening.read(file)
        with working() as progress:
            found = look_at(
                stored.project,
                stored.ledger,
                stored.picture,
                stored.of_tree,
                copies,
                now=utc_now(),
                wishes=wishes,
                progress=progress,
            )
    else:
        with editing(file, acting) as opened, working() as progress:
            opened.prepare()
            session = opened.session
            found = look_at(
                session.project,
                session.ledger,
                session.picture,
                opened.project_of,
                copies,
                now=session.clock(),
                wishes=wishes,
                progress=progress,
            )
            take_in(session, found)
            found = replace(found, copies=(*found.copies, *(_joined(opened, path) for path in found.others)))
    if dry_run:
        found = replace(found, copies=(*found.copies, *(LookedAt(str(path), error=_LATER) for path in found.others)))
    _tell(found, dry_run, as_json)
    if any(each.error for each in found.copies):
        raise typer.Exit(1)


_LATER = "A copy of the strategy is compared when it is brought in."


def _joined(opened: opening.OpenStrategy, path: Path) -> LookedAt:
    """Brings a reader's copy of the strategy in."""
    before = opened.session.project
    try:
        joining = opened.bring_in(opened.look_at_returned(path))
    except StrategyError as error:
        return LookedAt(str(path), error=str(error))
    return LookedAt(str(path), reviewer=joining.theirs.author, items=tuple(new_items(before, opened.session.project)))


def _who(said: str) -> tuple[str, str]:
    name, equals, person = said.partition("=")
    if not equals or not person.strip():
        raise WrongUse(f"“{said}” does not say who somebody is.", advice="Write NAME=PERSON.")
    return name.strip(), person.strip()


def _tell(found: Receiving, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(received(found, dry_run))
        return
    for each in found.copies:
        out.print(Path(each.path).name, markup=False)
        for line in copy_lines(each):
            out.print(f"    {line}", markup=False)


def received(found: Receiving, dry_run: bool) -> Received:
    """What was found, as data."""
    return Received(tuple(map(_copy, found.copies)), found.brings_anything and not dry_run)


def _copy(each: LookedAt) -> ReceivedCopy:
    number = each.entry.number if each.entry is not None else 0
    listed = tuple(
        ReceivedItem(
            item.id,
            item.kind,  # type: ignore[arg-type]
            item.author,
            item.at,
            item.document,
            item.section,
            item.block,
            item.placed,
            item.how,
            item.confidence,
            item.removed,
            item.added,
            item.words,
            item.news,
        )
        for item in each.items
    )
    return ReceivedCopy(each.path, number, each.reviewer, each.error, listed, each.gone, each.decided)
