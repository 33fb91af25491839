"""The commands about what a strategy was: its versions, those of one section, what had a number in one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import typer
from msgspec import Struct

from strategy_editor.cli.reports import VersionInfo, version_info
from strategy_editor.cli.shell import As, File, Json, app, editing, out, print_json
from strategy_editor.foundation.clock import london
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.section import Status
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section, section_words
from strategy_editor.session import opening
from strategy_editor.session.restoring import Resolved, SectionVersion, numbered, versions_of_section


class Versions(Struct, frozen=True):
    """The versions of a strategy, oldest first."""

    versions: tuple[VersionInfo, ...]
    schema: Literal[1] = 1


class SectionVersionInfo(Struct, frozen=True):
    """A version in which the section is another than in the one before. ``id``, ``name``, ``by``, ``reason`` as in all.

    ``there``: False where it was taken out. ``words``: how many; ``added``, ``removed``: since the one before.
    """

    id: str
    name: str
    at: datetime
    by: str
    reason: str
    there: bool
    title: str
    status: Status | None
    words: int
    added: int
    removed: int


class SectionVersions(Struct, frozen=True):
    """The versions in which one section changed, oldest first. ``section`` is its id, ``title`` its title today."""

    section: str
    title: str
    versions: tuple[SectionVersionInfo, ...]
    schema: Literal[1] = 1


class Numbered(Struct, frozen=True):
    """What had a number in a version, in each document that had it."""

    number: str
    version: str
    found: tuple[Resolved, ...]
    schema: Literal[1] = 1


@app.command()
def versions(
    file: File,
    save: Annotated[str, typer.Option(metavar="NAME", help="Name the strategy as it is now")] = "",
    restore: Annotated[str, typer.Option(metavar="NAME", help="Go back to a version; nothing is lost")] = "",
    section: Annotated[str, typer.Option(help="Only this section, by its id or title: list it, or bring it back")] = "",
    document: Annotated[str, typer.Option(help="The document of the section, by id, title or letter")] = "",
    reason: Annotated[str, typer.Option(help="Why this version is named")] = "",
    acting: As = "",
    as_json: Json = False,
) -> None:
    """List the versions of a strategy or of one section, name one, or go back to one.

    One without a name is called by its id."""
    if save and (restore or section):
        raise WrongUse("A version is named as a whole.", advice="Leave --restore and --section out.")
    if document and not section:
        raise WrongUse("--document says where a section is.", advice="Give the section too: --section TITLE.")
    if save or restore:
        with editing(file, acting) as opened:
            if save:
                opened.name_version(save, reason)
                out.print(f"This version is now called {save}.", markup=False)
            elif section:
                opened.restore_section(restore, _section_then(opened, restore, section, document))
                out.print(f"The section is as it was in {restore}.", markup=False)
            else:
                opened.restore(restore)
                out.print(f"The strategy is as it was in {restore}.", markup=False)
    elif section:
        _list_section(opening.read(file), section, document, as_json)
    else:
        _list(opening.read(file), as_json)


def _section_then(opened: opening.OpenStrategy, version: str, section: str, document: str) -> str:
    """The id of a section by what it is called today, or was called in the version."""
    project = opened.session.project
    try:
        return opening.section_id(project, section, opening.only_document(project, document))
    except WrongUse:
        earlier = opened.project_of(opening.version_of(opened.session.ledger, version).tree)
        return opening.section_id(earlier, section, opening.only_document(earlier, document))


def _list(stored: opening.Stored, as_json: bool) -> None:
    if as_json:
        print_json(Versions(tuple(map(version_info, stored.ledger.versions))))
        return
    for version in stored.ledger.versions:
        when = london(version.at)
        name = version.name or "saved"
        out.print(f"{version.id}  {when:%d %B %Y %H:%M}  {name}  {version.reason}".rstrip(), markup=False)


def _list_section(stored: opening.Stored, wanted: str, document: str, as_json: bool) -> None:
    project = stored.project
    id = opening.section_id(project, wanted, opening.only_document(project, document))
    today = find_section(project, id)
    assert today is not None
    found = tuple(map(_section_version, versions_of_section(stored.ledger, stored.of_tree, id)))
    if as_json:
        print_json(SectionVersions(id, plain(today.section.title), found))
        return
    out.print(f"“{plain(today.section.title)}” changed in these versions:", markup=False)
    for each in found:
        what = f"{each.words:,} words (+{each.added:,}, −{each.removed:,})" if each.there else "taken out"
        out.print(f"{each.id}  {london(each.at):%d %B %Y %H:%M}  {each.name or 'saved'}  {what}", markup=False)


def _section_version(found: SectionVersion) -> SectionVersionInfo:
    version, section = found.version, found.section
    return SectionVersionInfo(
        version.id,
        version.name,
        version.at,
        version.by,
        version.reason,
        section is not None,
        plain(section.title) if section is not None else "",
        section.status if section is not None else None,
        section_words(section) if section is not None else 0,
        found.added,
        found.removed,
    )


@app.command()
def paragraph(
    file: File,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Such as 4.12")],
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version with a name, such as v0.3")],
    as_json: Json = False,
) -> None:
    """Find a paragraph by the number that it had in a version, and say where it stands today."""
    stored = opening.read(file)
    found = numbered(stored.project, stored.ledger, stored.of_tree, number, version)
    if as_json:
        print_json(Numbered(number, version, found))
        return
    for each in found:
        out.print(f"{number} of {version}, {each.document}: {each.words}", markup=False)
        out.print(f"Today: {each.today or 'no longer there'}", markup=False)
