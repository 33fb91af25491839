"""The command that publishes: checks, makes, opens again what was made, and enters it in the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strategy_editor.cli import reports
from strategy_editor.cli.shell import As, File, Json, WordTemplate, app, editing, out, print_json, told, working
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.session import opening, publishing
from strategy_editor.session.checking import check_edition
from strategy_editor.session.export import ExportRequest, export


@app.command()
def publish(
    file: File,
    edition: Annotated[str, typer.Option(help=f"One of: {', '.join(EDITIONS)}")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the papers")],
    version: Annotated[str, typer.Option(metavar="NAME", help="A named version, instead of today's text")] = "",
    meeting: Annotated[str, typer.Option(metavar="ID", help="The documents of this meeting")] = "",
    document: Annotated[str, typer.Option(help="Only this document, by its id or title")] = "",
    set_aside: Annotated[
        list[str] | None,
        typer.Option("--set-aside", metavar="RULE=REASON", help="Publish though this rule stops it; keeps the reason"),
    ] = None,
    word_template: WordTemplate = None,
    name: As = "",
    as_json: Json = False,
) -> None:
    """Check, make, open again what was made, and record it. Ends with 1, and makes nothing, if something stops it."""
    wanted = tuple(map(_set_aside, set_aside or []))
    with editing(file, name) as opened:
        session = opened.session
        if not version:
            opened.prepare()
        project = opened.project_of(opening.version_of(session.ledger, version).tree) if version else session.project
        now = session.clock()
        today = london_day(now)
        only = opening.only_document(project, document)
        findings = check_edition(project, edition, today, meeting, session.ledger, document=only)
        stops = publishing.remaining_stops(findings, wanted)
        if stops:
            for line in reports.check_lines(project, stops):
                told.print(line, markup=False)
            raise publishing.NotReady(stops)
        request = ExportRequest(
            edition, str(out_folder), only, meeting=meeting, version=version, word_template=str(word_template or "")
        )
        with working() as progress:
            manifest = export(
                project,
                session.ledger,
                session.picture,
                request,
                now=now,
                today=today,
                progress=progress,
                strict=True,
            )
        session.record(*publishing.entries(project, manifest, findings, wanted, by=session.signature, at=now))
    if as_json:
        print_json(manifest)
        return
    for made in manifest.files:
        pages = f", {made.pages} pages" if made.pages else ""
        out.print(f"{out_folder / made.path}{pages}, {len(made.checks)} checks passed", markup=False)
        for said in made.warnings:
            told.print(f"  {said}", markup=False)


def _set_aside(text: str) -> publishing.SetAside:
    rule, equals, reason = text.partition("=")
    if not equals:
        raise WrongUse(f"“{text}” does not say why.", advice="Write the rule, =, and the reason: C40='By phone'.")
    return publishing.SetAside(rule.strip().upper(), reason.strip())
