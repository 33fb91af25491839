"""The command that compares two states of a strategy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct

from strategy_editor.cli.reports import part as part_named
from strategy_editor.cli.shell import File, Json, app, out, print_json
from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.review.compare import Difference
from strategy_editor.session import opening
from strategy_editor.session.comparing import Compared, State, compared, files, version_name
from strategy_editor.storage.disk import write_whole


class ComparisonInfo(Struct, frozen=True):
    """What differs between two states: ``summary`` in plain sentences, ``differences`` place by place."""

    before: str
    after: str
    summary: tuple[str, ...]
    differences: tuple[Difference, ...]
    schema: Literal[1] = 1


@app.command()
def compare(
    file: File,
    before: Annotated[str, typer.Argument(metavar="[BEFORE]", help="A version, or another file")] = "",
    after: Annotated[
        str, typer.Argument(metavar="[AFTER]", help="A version, or another file; else FILE as it is")
    ] = "",
    out_file: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Ends in .docx or .html")] = None,
    document: Annotated[str, typer.Option(help="Only this document, by its id or title")] = "",
    part: Annotated[str, typer.Option(help="public, or exempt with what is not for publication")] = "public",
    as_json: Json = False,
) -> None:
    """Say what differs between two versions, or two files; with --out also as a marked Word file or web page.

    Without versions: what has changed since the newest version that has a name.
    """
    found = compared(*_states(file, before, after))
    if as_json:
        print_json(ComparisonInfo(found.before.name, found.after.name, found.lines, found.comparison.differences))
    else:
        out.print(f"From {found.before.name} to {found.after.name}:", markup=False)
        for line in found.lines:
            out.print(line, markup=False)
    if out_file is not None:
        _write(found, out_file, document, part)


def _write(found: Compared, path: Path, document: str, part: str) -> None:
    wanted = opening.only_document(found.after.project, document)
    made = files(found, path, utc_now(), document=wanted, part=part_named(part) or "public")
    for path, data in tuple(made):
        write_whole(path, data)
        out.print(f"Written: {path}", markup=False)


def _states(file: Path, before: str, after: str) -> tuple[State, State]:
    stored = opening.read(file)
    later = _state(stored, after) if after else State(f"{file.name} as it is", stored.project, stored.picture)
    if before:
        return _state(stored, before), later
    named = [version for version in stored.ledger.versions if version.name]
    if not named:
        raise WrongUse("No version has a name yet.", advice="Say what to compare with: a version or a file.")
    return State(named[-1].name, stored.project_of(named[-1].id), stored.picture), later


def _state(stored: opening.Stored, name: str) -> State:
    """A version by name or id, or else a file."""
    version = stored.ledger.version(name)
    if version is not None:
        return State(version_name(version), stored.project_of(name), stored.picture)
    if Path(name).exists():
        other = opening.read(Path(name))
        return State(Path(name).name, other.project, other.picture)
    opening.version_of(stored.ledger, name)
    raise AssertionError(name)
