"""The commands about copies for review: send them out, bring them in again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strategy_editor.cli.shell import As, File, app, out, working
from strategy_editor.session import opening
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
    acting: As = "",
) -> None:
    """Make a Word copy for each reviewer, with a number of its own, to be sent out and brought in again."""
    with opening.edit(file, acting) as opened:
        project = opened.session.project
        chosen = opening.document_id(project, document) if document else ""
        request = SendRequest(
            tuple(to),
            str(out_folder),
            chosen,
            tuple(opening.section_id(project, each, chosen) for each in section or ()),
            guidance,
            forced,
            exempt,
            since,
        )
        with working() as progress:
            paths = send_copies(opened.session, request, opened.project_of, progress)
    for path in paths:
        out.print(str(path), markup=False)
