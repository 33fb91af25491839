"""The commands about a strategy and its file: start one, say what is in it, carry out commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table

from strategy_editor.cli import reports
from strategy_editor.cli.shell import As, File, Json, app, editing, out, print_json, told
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import parse_when
from strategy_editor.session import opening
from strategy_editor.session.commands import Command, Several


@app.command()
def new(
    file: File,
    template: Annotated[str, typer.Option(help="An outline, by name or path")],
    council: Annotated[str, typer.Option(help="The name of the council")] = "",
    profile: Annotated[str, typer.Option(help="Council settings, by name or path")] = "english-council",
    title: Annotated[str, typer.Option(help="The title of the strategy")] = "",
    meeting: Annotated[str, typer.Option(help="The day or month of the meeting, such as 2009-03-03")] = "",
) -> None:
    """Start a strategy by an outline."""
    wanted = opening.NewStrategy(
        file,
        template,
        profile,
        title,
        council,
        parse_when(meeting) if meeting else None,
    )
    started = opening.read(opening.create(wanted))
    for sentence in started.project.profile.left_out:
        told.print(f"In the council settings, {sentence}", markup=False)
    out.print(f"Started {file}.", markup=False)


@app.command()
def info(file: File, as_json: Json = False) -> None:
    """Say what is in a strategy: documents, sections, words, comments, versions."""
    stored = opening.read(file)
    found = reports.info(stored.project, stored.ledger)
    if as_json:
        print_json(found)
        return
    out.print(f"{found.project}: {found.words:,} words", markup=False)
    table = Table(box=None, pad_edge=False)
    for heading, justify in (("Id", "left"), ("Document", "left"), ("Sections", "right"), ("Words", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for document in found.documents:
        shown = f"{document.letter}  {document.title}".strip()
        table.add_row(document.id, shown, str(len(document.sections)), f"{document.words:,}")
    out.print(table)
    comments = found.comments
    out.print(f"{comments.open} of {comments.total} comments open, {found.suggestions} suggestions to decide")
    out.print(f"{len(found.versions)} version{'s' if len(found.versions) != 1 else ''}")


@app.command("apply")
def apply_command(
    file: File,
    source: Annotated[Path, typer.Argument(metavar="COMMANDS.jsonl", help="One command on each line; - for input")],
    acting: As = "",
) -> None:
    """Carry out commands of the session, one on each line: all of them, or none."""
    lines = sys.stdin.read() if str(source) == "-" else opening.text_of(source)
    with editing(file, acting) as opened:
        commands = [_command(line, number) for number, line in enumerate(lines.splitlines(), 1) if line.strip()]
        opened.session.apply(Several(tuple(commands), "Commands"))
    out.print(f"{len(commands)} command{'s' if len(commands) != 1 else ''} carried out.")


def _command(line: str, number: int) -> Command:
    try:
        command: Command = msgspec.json.decode(line, type=Command)
    except msgspec.DecodeError as error:
        raise WrongUse(f"Line {number} is not a command: {error}.", advice="Nothing was changed.") from error
    return command
