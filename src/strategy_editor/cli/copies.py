"""The commands about copies of a strategy: bring two together, find what was never saved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from strategy_editor.cli.shell import As, File, Json, app, out, print_json
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.session import opening
from strategy_editor.session.changes import changes_between, lines_of
from strategy_editor.session.joining import Joining


@app.command()
def merge(
    file: File,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="Another copy of the same strategy")],
    acting: As = "",
    as_json: Json = False,
) -> None:
    """Bring another copy of a strategy in: a colleague's, or one that a synchronised folder left beside the file.

    What both changed in different places goes together; the same words changed twice wait for a decision.
    """
    if file.exists() and other.exists() and file.samefile(other):
        raise WrongUse("Both are the same file.", advice="Name the copy that is to be brought in.")
    with opening.edit(file, acting) as opened:
        opened.prepare()
        joining = opened.bring_in(opened.look_at(other))
    if as_json:
        print_json(_brought(joining, other))
        return
    for line in _lines(joining, other):
        out.print(line, markup=False)


def _brought(joining: Joining, other: Path) -> dict[str, Any]:
    proposals = joining.merged.project.proposals
    return {
        "schema": 1,
        "copy": str(other),
        "changed": joining.brings_anything,
        "base": joining.base,
        "changes": changes_between(joining.mine.project, joining.merged.project),
        "proposals": [
            {
                "id": id,
                "section": proposals[id].place.section,
                "owner": proposals[id].place.owner,
                "field": proposals[id].place.field,
                "author": proposals[id].author,
                "note": proposals[id].note,
            }
            for id in joining.merged.proposals
        ],
    }


def _lines(joining: Joining, other: Path) -> list[str]:
    if not joining.brings_anything:
        return [f"{other.name} holds nothing that is not here already."]
    waiting = len(joining.merged.proposals)
    lines = [f"Brought in {other.name}.", *lines_of(joining.mine.project, joining.merged.project)]
    if waiting:
        lines.append(f"{waiting} to decide, as both copies changed the same.")
    return lines
