"""The command about the council's own type: what travels with a strategy, adding to it, choosing it, taking it off."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.cli.shell import As, File, Json, app, editing, out, print_json
from strategy_editor.model.profile import FontWeight, PageLook
from strategy_editor.session import opening
from strategy_editor.session.council_type import Held, change_type, read_type, with_type, without_family


class CarriedType(Struct, frozen=True):
    """A file of type that travels with the strategy."""

    family: str
    weight: FontWeight
    file: str
    sha256: str


class CouncilType(Struct, frozen=True):
    """The type of the text and of headings in PDF, and the files that travel with the strategy."""

    body: str
    headings: str
    files: tuple[CarriedType, ...]
    schema: Literal[1] = 1


@app.command()
def fonts(
    file: File,
    add: Annotated[
        list[Path] | None, typer.Option("--add", metavar="TTF", help="A TrueType file to carry; may be given again")
    ] = None,
    remove: Annotated[str, typer.Option(metavar="FAMILY", help="Carry a family no more")] = "",
    body: Annotated[str, typer.Option(metavar="FAMILY", help="Set the text of PDFs in it")] = "",
    headings: Annotated[str, typer.Option(metavar="FAMILY", help="Set the headings of PDFs in it")] = "",
    acting: As = "",
    as_json: Json = False,
) -> None:
    """Say which type the strategy carries and is set in; add the council's own, choose it, or take it off."""
    if add or remove or body or headings:
        with editing(file, acting) as opened:
            page, held = _changed(opened.session.project.profile.page, add or [], remove, body, headings)
            change_type(opened.session, page, held)
    else:
        page = opening.read(file).project.profile.page
    if as_json:
        carried = tuple(CarriedType(each.family, each.weight, each.file, each.id) for each in page.fonts)
        print_json(CouncilType(page.body_font, page.heading_font, carried))
        return
    out.print(f"Text in {page.body_font}, headings in {page.heading_font}.", markup=False)
    for each in page.fonts:
        out.print(f"Carried: {each.family}, {each.weight.replace('-', ' ')}", markup=False)


def _changed(
    page: PageLook, add: list[Path], remove: str, body: str, headings: str
) -> tuple[PageLook, tuple[Held, ...]]:
    taken = [read_type(path) for path in add]
    if remove:
        page = without_family(page, remove)
    page = with_type(page, (font for font, _ in taken))
    page = replace(page, body_font=body or page.body_font, heading_font=headings or page.heading_font)
    return page, tuple(held for _, held in taken)
