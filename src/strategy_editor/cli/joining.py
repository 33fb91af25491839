"""The commands about copies of a strategy: bring two together, find what was never saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct

from strategy_editor.cli.shell import As, File, Json, app, editing, out, print_json
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.review.compare import Difference, compare, summary
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
    with editing(file, acting) as opened:
        opened.prepare()
        joining = opened.bring_in(opened.look_at(other))
    if as_json:
        print_json(_brought(joining, other))
        return
    for line in _lines(joining, other):
        out.print(line, markup=False)


class Asked(Struct, frozen=True):
    """Something that both copies changed: what one of them proposes, and of what."""

    id: str
    author: str
    section: str
    owner: str
    field: str
    note: str


class Brought(Struct, frozen=True):
    """What bringing another copy in has done: what is different in our text now, and what waits for a decision."""

    copy: str
    changed: bool
    differences: tuple[Difference, ...]
    proposals: tuple[Asked, ...]
    schema: Literal[1] = 1


def _brought(joining: Joining, other: Path) -> Brought:
    made = [joining.merged.project.proposals[id] for id in joining.merged.proposals]
    return Brought(
        str(other),
        joining.brings_anything,
        compare(joining.mine.project, joining.merged.project).differences,
        tuple(
            Asked(each.id, each.author, each.place.section, each.place.owner, each.place.field, each.note)
            for each in made
        ),
    )


def _lines(joining: Joining, other: Path) -> Iterator[str]:
    if not joining.brings_anything:
        yield f"{other.name} holds nothing that is not here already."
        return
    yield f"Brought in {other.name}."
    yield from summary(compare(joining.mine.project, joining.merged.project))
    if joining.merged.proposals:
        yield f"{len(joining.merged.proposals)} to decide, as both copies changed the same."
