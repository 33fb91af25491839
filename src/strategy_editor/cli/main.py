"""The commands. Each reads its arguments, calls the session, and prints what came of it; errors become exit codes.

0 done, 1 the answer is no, 2 wrong use, 3 the file is damaged or not ours, 4 the disk said no, 5 open elsewhere.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from strategy_editor.cli import reports
from strategy_editor.foundation.clock import london, london_day, utc_now
from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.model.dates import parse_when
from strategy_editor.model.encoding import encode
from strategy_editor.session import opening
from strategy_editor.session.checking import check_edition
from strategy_editor.session.commands import Command, Several
from strategy_editor.session.export import ExportRequest, export

COMMANDS = ("new", "info", "check", "export", "versions", "apply", "selftest")

app = typer.Typer(
    name="strategy-editor",
    help="Draft, review and publish a council's strategy. With a file and no command, the window opens.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
told = Console(stderr=True, highlight=False, soft_wrap=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A strategy: a file that ends in .strategy")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of words")]
As = Annotated[str, typer.Option("--as", metavar="NAME", help="Who acts")]


def run(arguments: list[str], selftest: Callable[[], int]) -> int:
    """Carries out a command line; returns the exit code. ``selftest`` opens a window, which this room cannot."""
    try:
        code = app(args=arguments, standalone_mode=False, obj=selftest)
    except StrategyError as error:
        told.print(str(error), markup=False)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        told.print("Cancelled. Nothing was changed.")
        return 1
    except Exception as error:
        return _wrong_use(error)
    return code if isinstance(code, int) else 0


def _wrong_use(error: Exception) -> int:
    """Mistakes in the arguments, as the argument parser found them; anything else is a fault of ours."""
    words = getattr(error, "format_message", None)
    if words is None:
        raise error
    told.print(f"{words()} Try: strategy-editor --help", markup=False)
    return WrongUse.exit_code


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
    opening.create(wanted)
    out.print(f"Started {file}.", markup=False)


@app.command()
def info(file: File, as_json: Json = False) -> None:
    """Say what is in a strategy: documents, sections, words, comments, versions."""
    stored = opening.read(file)
    found = reports.info(stored.project, stored.ledger)
    if as_json:
        _print_json(found)
        return
    out.print(f"{found['project']}: {found['words']:,} words", markup=False)
    table = Table(box=None, pad_edge=False)
    for heading, justify in (("Id", "left"), ("Document", "left"), ("Sections", "right"), ("Words", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for document in found["documents"]:
        shown = f"{document['letter']}  {document['title']}".strip()
        table.add_row(document["id"], shown, str(len(document["sections"])), f"{document['words']:,}")
    out.print(table)
    comments = found["comments"]
    out.print(f"{comments['open']} of {comments['total']} comments open, {found['suggestions']} suggestions to decide")
    out.print(f"{len(found['versions'])} versions")


@app.command()
def check(
    file: File,
    edition: Annotated[str, typer.Option(help=f"One of: {', '.join(EDITIONS)}")] = "cabinet",
    as_json: Json = False,
) -> None:
    """Say what stands in the way of publication. Ends with 0 if nothing does, with 1 if something does."""
    stored = opening.read(file)
    findings = check_edition(stored.project, edition, london_day(utc_now()))
    if as_json:
        _print_json(reports.check(stored.project, edition, findings))
    else:
        for line in reports.check_lines(stored.project, findings):
            out.print(line, markup=False)
    if any(finding.severity == "stop" for finding in findings):
        raise typer.Exit(1)


@app.command("export")
def export_command(
    file: File,
    edition: Annotated[str, typer.Option(help=f"One of: {', '.join(EDITIONS)}")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the papers")],
    document: Annotated[str, typer.Option(help="Only this document, by its id or title")] = "",
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", help="docx, pdf, html, odt or zip; may be given again"),
    ] = None,
    part: Annotated[str, typer.Option(help="public or exempt; both where there are both")] = "",
    version: Annotated[str, typer.Option(metavar="NAME", help="A named version, instead of today's text")] = "",
) -> None:
    """Make the documents that belong to an edition, in its formats."""
    stored = opening.read(file)
    project = stored.project_of(version) if version else stored.project
    request = ExportRequest(
        edition,
        str(out_folder),
        opening.document_id(project, document) if document else "",
        reports.formats(formats or []),
        reports.part(part),
        version=version,
    )
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=told, transient=True
    ) as bar:
        task = bar.add_task("Beginning", total=1.0)
        manifest = export(
            project,
            stored.ledger,
            stored.picture,
            request,
            now=utc_now(),
            today=london_day(utc_now()),
            progress=lambda share, what: bar.update(task, completed=share, description=what),
        )
    for made in manifest.files:
        pages = f", {made.pages} pages" if made.pages else ""
        out.print(f"{out_folder / made.path}{pages}", markup=False)


@app.command()
def versions(
    file: File,
    save: Annotated[str, typer.Option(metavar="NAME", help="Name the strategy as it is now")] = "",
    restore: Annotated[str, typer.Option(metavar="NAME", help="Go back to a version; nothing is lost")] = "",
    reason: Annotated[str, typer.Option(help="Why this version is named")] = "",
    acting: As = "",
    as_json: Json = False,
) -> None:
    """List the versions of a strategy, name one, or go back to one."""
    if save or restore:
        with opening.edit(file, acting) as opened:
            if save:
                opened.name_version(save, reason)
                out.print(f"This version is now called {save}.", markup=False)
            else:
                opened.restore(restore)
                out.print(f"The strategy is as it was in {restore}.", markup=False)
        return
    stored = opening.read(file)
    if as_json:
        _print_json({"schema": 1, "versions": reports.versions(stored.ledger)})
        return
    for version in stored.ledger.versions:
        when = london(version.at)
        name = version.name or "saved"
        out.print(f"{version.id}  {when:%d %B %Y %H:%M}  {name}  {version.reason}".rstrip(), markup=False)


@app.command("apply")
def apply_command(
    file: File,
    source: Annotated[Path, typer.Argument(metavar="COMMANDS.jsonl", help="One command on each line; - for input")],
    acting: As = "",
) -> None:
    """Carry out commands of the session, one on each line: all of them, or none."""
    lines = sys.stdin.read() if str(source) == "-" else opening.text_of(source)
    with opening.edit(file, acting) as opened:
        commands = [_command(line, number) for number, line in enumerate(lines.splitlines(), 1) if line.strip()]
        opened.session.apply(Several(tuple(commands), "Commands"))
    out.print(f"{len(commands)} command{'s' if len(commands) != 1 else ''} carried out.")


def _command(line: str, number: int) -> Command:
    try:
        command: Command = msgspec.json.decode(line, type=Command)
    except msgspec.DecodeError as error:
        raise WrongUse(f"Line {number} is not a command: {error}.", advice="Nothing was changed.") from error
    return command


@app.command()
def selftest(context: typer.Context) -> None:
    """Open the window off screen, draw the sample, export it, and say ok."""
    raise typer.Exit(context.obj())


def _print_json(value: object) -> None:
    out.print(json.dumps(msgspec.json.decode(encode(value)), indent=2, ensure_ascii=False), markup=False)
