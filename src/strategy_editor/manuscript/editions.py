"""The table of editions: what each one makes, of which documents, and how it is marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, DocumentKind
from strategy_editor.model.status import is_final

Format = Literal["docx", "pdf", "html", "odt", "zip", "pack"]
"""``zip`` is the web page with its pictures apart, and every section by itself; ``pack`` is for a designer."""

ENDINGS: Mapping[Format, str] = {"pack": "zip"}
"""What files of a format end in, where that is not its name."""

Marking = Literal["always", "until-final"]
Part = Literal["public", "exempt"]
PARTS: tuple[Part, ...] = ("public", "exempt")

ALL_KINDS: tuple[DocumentKind, ...] = ("report", "strategy", "appendix", "policy", "technical-strategy")
"""Every kind of document, in the order of a pack."""


class Edition(Struct, frozen=True):
    """One edition.

    ``kinds``: documents of which kinds; ``one_meeting``: only those that go to one meeting. ``gaps``: what is missing
    is said in brackets, and sections that are empty or not applicable are shown. ``body_size`` in points takes the
    place of the profile's (0: as the profile says). ``suffix`` ends the name of every file. ``on_demand``: formats that
    are made only when asked for. ``unchecked``: it says what nobody has checked. ``accessible``: what some people could
    not read is refused; other editions are made all the same. ``permissions``: it tells by what right a picture is
    used. ``one_book``: its PDF binds all documents together.
    ``own_page``: its page is not the council's usual one, so that the council's Word template does not fit.
    ``comes_back``: copies are changed and returned, so that comments and changes go along and empty cells are printed
    as places to write in. ``about``: at the end the public is told of other formats, licence and whom to ask.
    """

    id: str
    name: str
    formats: tuple[Format, ...]
    kinds: tuple[DocumentKind, ...] = ALL_KINDS
    one_meeting: bool = False
    marked: Marking = "until-final"
    gaps: bool = False
    body_size: float = 0.0
    suffix: str = ""
    on_demand: tuple[Format, ...] = ()
    unchecked: bool = False
    accessible: bool = False
    permissions: bool = False
    one_book: bool = False
    own_page: bool = False
    comes_back: bool = False
    about: bool = False


EDITIONS: Mapping[str, Edition] = {
    edition.id: edition
    for edition in (
        Edition(
            "draft",
            "Draft",
            ("docx", "pdf"),
            marked="always",
            gaps=True,
            suffix="DRAFT",
            on_demand=("odt",),
            unchecked=True,
        ),
        Edition("cabinet", "Cabinet pack", ("docx", "pdf"), one_meeting=True, accessible=True),
        Edition("print", "Printed version", ("pdf", "docx"), kinds=("strategy", "appendix"), one_book=True),
        Edition(
            "web",
            "Website",
            ("pdf", "html", "odt"),
            kinds=("strategy", "appendix", "policy", "technical-strategy"),
            on_demand=("zip",),
            accessible=True,
            about=True,
        ),
        Edition(
            "large-print", "Large print", ("pdf",), body_size=18.0, suffix="large print", accessible=True, own_page=True
        ),
        Edition(
            "designer",
            "Designer’s pack",
            ("pack",),
            kinds=("strategy", "appendix"),
            suffix="for the designer",
            permissions=True,
        ),
        Edition(
            "pen", "Copy to write on", ("pdf", "docx"), marked="always", gaps=True, suffix="to write on", own_page=True
        ),
        Edition("review", "For review", ("docx",), marked="always", gaps=True, suffix="for review", comes_back=True),
    )
}
"""All editions, by id."""


def edition_of(id: str) -> Edition:
    """The edition with this id; raises :class:`WrongUse` where there is none."""
    edition = EDITIONS.get(id)
    if edition is None:
        raise WrongUse(f"There is no edition “{id}”.", advice=f"There are: {', '.join(EDITIONS)}.")
    return edition


def is_marked_draft(project: Project, document: Document, edition: Edition) -> bool:
    """Whether every page says that this is a draft."""
    return edition.marked == "always" or not is_final(project, document)
