"""The command that finds what was never saved, and saves what can be saved of a damaged file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct

from strategy_editor.cli.shell import Json, app, out, print_json
from strategy_editor.foundation.clock import london
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.session.recovering import Rescued, differences, found, put_away, rescue, save_to, unsaved


class UnsavedInfo(Struct, frozen=True):
    """Work that is not in its file. ``file`` is empty where there never was one, ``problem`` where it can be read."""

    id: str
    title: str
    file: str
    edited_at: str
    sections: int
    problem: str


class Unsaved(Struct, frozen=True):
    """All work on this computer that is not in its file, newest first."""

    unsaved: tuple[UnsavedInfo, ...]
    schema: Literal[1] = 1


@app.command()
def recover(
    what: Annotated[str, typer.Argument(metavar="[ID or FILE]", help="From the list, or a damaged file")] = "",
    to: Annotated[Path | None, typer.Option(metavar="NEW-FILE", help="Save it to a new file")] = None,
    away: Annotated[bool, typer.Option("--put-away", help="Put it among the backups; it is not offered again")] = False,
    as_json: Json = False,
) -> None:
    """List work that was never saved in its file, show how one differs, save it to a new file.

    Nothing is overwritten."""
    if not what:
        _list(as_json)
    elif Path(what).is_file():
        if to is None:
            raise WrongUse("That is a file.", advice="Say where to save what can be saved: --to NEW-FILE.")
        _tell(rescue(Path(what), to))
    elif to is not None:
        _tell(save_to(found(what), to))
    elif away:
        out.print(f"Put among the backups: {put_away(found(what))}", markup=False)
    else:
        compared = differences(found(what))
        out.print(f"From {compared.before.name} to {compared.after.name}:", markup=False)
        for line in compared.lines:
            out.print(line, markup=False)


def _list(as_json: bool) -> None:
    pending = unsaved()
    if as_json:
        infos = tuple(
            UnsavedInfo(
                each.folder.name,
                each.title,
                str(each.path or ""),
                each.edited_at.isoformat(),
                each.sections,
                each.problem,
            )
            for each in pending
        )
        print_json(Unsaved(infos))
        return
    for each in pending:
        when = london(each.edited_at)
        state = each.problem or each.words
        file = each.path or "never saved in a file"
        out.print(f"{each.folder.name}  {each.title}  {when:%d %B %Y %H:%M}  {state}  {file}", markup=False)
    if not pending:
        out.print("Everything is saved in its file.")


def _tell(rescued: Rescued) -> None:
    out.print(f"Saved to {rescued.path}.", markup=False)
    for sentence in rescued.lost:
        out.print(sentence, markup=False)
