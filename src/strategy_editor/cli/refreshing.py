"""The commands for the year after: start the next strategy from the last, draft the report on progress."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strategy_editor.cli.shell import As, File, app, editing, out
from strategy_editor.session import opening
from strategy_editor.session.refreshing import NextYear, add_progress_report, approved, start_next_year


@app.command()
def refresh(
    file: File,
    new_file: Annotated[Path, typer.Argument(metavar="NEW-FILE", help="The file of next year's strategy")],
    title: Annotated[str, typer.Option(help="The title of next year's strategy")] = "",
    version: Annotated[str, typer.Option(metavar="NAME", help="From this version; else the last approved one")] = "",
    template: Annotated[str, typer.Option(help="A newer outline, by name or path")] = "",
) -> None:
    """Start next year's strategy from the last approved version, with the old text beside each section."""
    started = start_next_year(NextYear(file, new_file, title, version, template))
    out.print(f"Started {started.path} from {started.source}.", markup=False)
    out.print(f"{started.milestones} milestones came along; {started.flagged} comments say what to look at again.")
    for change in started.changes:
        what = {"added": "New", "removed": "No longer asked for", "renamed": "Renamed", "advice": "New advice for"}
        name = change.after or change.before
        was = f" (was {change.before})" if change.kind == "renamed" else ""
        out.print(f"{what[change.kind]}: {name}{was}", markup=False)


@app.command()
def progress(
    file: File,
    version: Annotated[str, typer.Option(metavar="NAME", help="What was agreed; else the last approved version")] = "",
    acting: As = "",
) -> None:
    """Add a report on progress to the strategy: what was achieved against what Cabinet agreed."""
    stored = opening.read(file)
    found = opening.version_of(stored.ledger, version) if version else approved(stored.ledger)
    agreed = stored.of_tree(found.tree) if found else None
    with editing(file, acting) as opened:
        document = add_progress_report(opened.session, agreed)
    out.print(f"Added: {document.title}.", markup=False)
