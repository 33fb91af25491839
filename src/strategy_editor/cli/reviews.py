"""The commands about what reviewers said: decide it, and write down what was said and what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strategy_editor.cli.shell import As, File, Json, app, out, print_json
from strategy_editor.foundation.clock import london_day, utc_now
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.reviews import Outcome
from strategy_editor.review.items import Item, items
from strategy_editor.review.register import Order
from strategy_editor.review.wording import KINDS, name_of, said_in_words
from strategy_editor.session import opening
from strategy_editor.session.commands import Decide
from strategy_editor.session.registers import labels_of, write_register

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
    with opening.edit(file, acting) as opened:
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
        print_json({"schema": 1, "items": [_described(item) for item in waiting]})
        return
    for item in waiting:
        place = f"{item.paragraph}  " if item.paragraph else ""
        who = name_of(project, item.author)
        out.print(f"{item.id}  {place}{KINDS[item.kind]} by {who}: {said_in_words(item, 200)}", markup=False)
    out.print(f"{len(waiting)} to decide.")


def _described(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "kind": item.kind,
        "author": item.author,
        "at": item.at,
        "document": item.document,
        "section": item.section,
        "paragraph": item.paragraph,
        "removed": item.removed,
        "added": item.added,
        "text": item.text,
        "minor": item.is_minor,
        "rivals": item.rivals,
        "placed": not item.unplaced,
    }


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
    out.print(f"{to}: {count} remarks", markup=False)
