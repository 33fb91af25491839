"""The commands that look at what goes out: check it, make it; and the test of the program itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from strategy_editor.cli import reports
from strategy_editor.cli.shell import As, File, Json, WordTemplate, app, editing, out, print_json, told, working
from strategy_editor.foundation.clock import london_day, utc_now
from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.manuscript.agenda import agenda_text
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.manuscript.items import PictureSource
from strategy_editor.manuscript.pen import PenCopy
from strategy_editor.manuscript.readiness import sides_sentences
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.session import opening
from strategy_editor.session.checking import check_edition
from strategy_editor.session.export import ExportRequest, Manifest, PressWishes, Setting, export
from strategy_editor.session.pen_copies import next_copy_number, remember_pen_copy
from strategy_editor.session.readiness import count_sides, save_readiness


@app.command()
def check(
    file: File,
    edition: Annotated[str, typer.Option(help=f"One of: {', '.join(EDITIONS)}")] = "cabinet",
    meeting: Annotated[str, typer.Option(metavar="ID", help="The documents of this meeting")] = "",
    as_json: Json = False,
    report: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it as a paper: .docx, .pdf or .html")
    ] = None,
) -> None:
    """Say what stands in the way of publication. Ends with 0 if nothing does, with 1 if something does."""
    stored = opening.read(file)
    project, today = stored.project, london_day(utc_now())
    sides = count_sides(project, stored.ledger, stored.picture, edition, today, meeting)
    findings = check_edition(project, edition, today, meeting, stored.ledger, sides=sides)
    if report is not None:
        save_readiness(report, project, edition, findings, sides, today)
    if as_json:
        print_json(reports.check(edition, findings, sides))
    else:
        for line in (*sides_sentences(project, sides), *reports.check_lines(project, findings)):
            out.print(line, markup=False)
        if report is not None:
            out.print(f"Written to {report}.", markup=False)
    if any(finding.stops for finding in findings):
        raise typer.Exit(1)


@app.command()
def agenda(file: File) -> None:
    """Print the text for the agenda sheet: title, purpose, recommendations, contacts, what is attached."""
    stored = opening.read(file)
    reports = [each for each in stored.project.documents if each.kind == "report" and each.meeting]
    if not reports:
        raise Refused("No report goes to a meeting yet.", advice="Say under Meetings and deadlines which one.")
    for place, report in enumerate(reports):
        parting = "\n" if place else ""
        out.print(parting + agenda_text(stored.project, report, london_day(utc_now())), markup=False, end="")


@app.command("export")
def export_command(
    file: File,
    edition: Annotated[str, typer.Option(help=f"One of: {', '.join(EDITIONS)}")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the papers")],
    document: Annotated[str, typer.Option(help="Only this document, by its id or title")] = "",
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", help="docx, pdf, html, odt, zip or pack; may be given again"),
    ] = None,
    part: Annotated[str, typer.Option(help="public or exempt; both where there are both")] = "",
    version: Annotated[str, typer.Option(metavar="NAME", help="A named version, instead of today's text")] = "",
    justified: Annotated[bool, typer.Option("--justify", help="PDF: an even right edge")] = False,
    hyphenated: Annotated[bool, typer.Option("--hyphenate", help="PDF: words are divided at ends of lines")] = False,
    multiple: Annotated[
        int, typer.Option("--pages-multiple", min=1, max=64, help="Printed version: blank pages fill up to this")
    ] = 1,
    profile: Annotated[
        Path | None,
        typer.Option("--printer-profile", metavar="ICC-FILE", help="Printed version: its colours"),
    ] = None,
    copy: Annotated[int, typer.Option(min=0, max=9999, help="The number of a copy to write on")] = 0,
    reader: Annotated[str, typer.Option("--for", metavar="NAME", help="Who writes on it")] = "",
    return_by: Annotated[str, typer.Option(metavar="DAY", help="When it should be back: 2026-03-01")] = "",
    word_template: WordTemplate = None,
    unpacked: Annotated[
        bool, typer.Option("--unpacked", help="Designer's pack, web pages with pictures apart: a folder, no archive")
    ] = False,
    acting: As = "",
) -> None:
    """Make the documents that belong to an edition, in its formats."""
    stored = opening.read(file)
    project = stored.project_of(version) if version else stored.project
    request = ExportRequest(
        edition,
        str(out_folder),
        opening.only_document(project, document),
        reports.formats(formats or []),
        reports.part(part),
        version=version,
        setting=Setting(justified, hyphenated, PressWishes(str(profile or ""), "", multiple)),
        pen=PenCopy(copy, reader, reports.day(return_by)),
        unpacked=unpacked,
        word_template=str(word_template or ""),
    )
    if edition == "pen" and reader:
        manifest = _made_for_reader(file, acting, request)
    else:
        manifest = _made(project, stored.ledger, stored.picture, request)
    for made in manifest.files:
        pages = f", {made.pages} pages" if made.pages else ""
        out.print(f"{out_folder / made.path}{pages}", markup=False)
        for said in (*made.warnings, *(fault.sentence for fault in made.faults)):
            told.print(f"  {said}", markup=False)


def _made(project: Project, ledger: Ledger, picture: PictureSource, request: ExportRequest) -> Manifest:
    now = utc_now()
    with working() as progress:
        return export(project, ledger, picture, request, now=now, today=london_day(now), progress=progress)


def _made_for_reader(file: Path, acting: str, request: ExportRequest) -> Manifest:
    """A copy to write on is entered among the copies that went out, as the window does it."""
    if request.version:
        raise WrongUse("A copy for a reader is made of today's text.", advice="Leave out --version, or --for.")
    with editing(file, acting) as opened:
        session = opened.session
        copy = replace(request.pen, number=request.pen.number or next_copy_number(session.ledger))
        manifest = _made(session.project, session.ledger, session.picture, replace(request, pen=copy))
        remember_pen_copy(session, manifest.files, copy)
    out.print(f"Copy {copy.number}, for {copy.reader}.", markup=False)
    return manifest


@app.command()
def selftest(context: typer.Context) -> None:
    """Open the window off screen, draw the sample, export it, and say ok."""
    raise typer.Exit(context.obj())
