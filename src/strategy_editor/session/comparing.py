"""Compares two states of a strategy: what differs, as Word files with tracked changes or as web pages too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from strategy_editor.foundation.clock import london, london_day
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.manuscript.comparing import comparison
from strategy_editor.manuscript.editions import Part
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.manuscript.naming import safe_name
from strategy_editor.model.ledger import Version
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.review.alignment import aligned
from strategy_editor.review.compare import Comparison, compare, summary

FORMATS = (".docx", ".html")
AUTHOR = "What has changed"
"""Who the tracked changes of a comparison are said to be by."""


class State(Struct, frozen=True):
    """One state of a strategy: what people call it, and what it holds."""

    name: str
    project: Project
    picture: PictureSource


class Compared(Struct, frozen=True):
    """Two states and all that differs."""

    before: State
    after: State
    comparison: Comparison

    @property
    def lines(self) -> tuple[str, ...]:
        """What has changed, in plain sentences."""
        return summary(self.comparison)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in which something differs, in order, those that were taken out at the end."""
        gone = [each for each in self.before.project.documents if self.after.project.document(each.id) is None]
        found = {each.document for each in self.comparison.differences}
        return tuple(each for each in (*self.after.project.documents, *gone) if each.id in found)


def compared(before: State, after: State) -> Compared:
    """What differs between two states; those of files that have nothing in common are aligned by what they say."""
    project = aligned(before.project, after.project)
    if project is not after.project:
        after = State(after.name, project, after.picture)
    return Compared(before, after, compare(before.project, project))


def version_name(version: Version) -> str:
    """What people call a version: its name, or when it was saved."""
    when = london(version.at)
    return version.name or f"{when.day} {when:%B %Y, %H:%M}"


def page_of(compared: Compared, document: Document, now: datetime, *, part: Part = "public") -> Manuscript:
    """One document with what differs marked, what has changed in it said at the beginning."""
    lines = summary(compared.comparison, document.id)
    title = f"What has changed from {compared.before.name} to {compared.after.name}"
    before, after = compared.before.project, compared.after.project
    return comparison(before, after, document, lines, part=part, title=title, today=london_day(now))


def written(compared: Compared, document: Document, kind: str, now: datetime, *, part: Part = "public") -> bytes:
    """A file of one document: Word with tracked changes, or one web page."""
    out = io.BytesIO()
    text = page_of(compared, document, now, part=part)
    if kind == ".html":
        from strategy_editor import web

        web.write(text, _pictures(compared), out)
    else:
        from strategy_editor import word
        from strategy_editor.word.review_copy import ReviewCopy

        reference = f"{compared.before.name} – {compared.after.name}"
        copy = ReviewCopy("", reference, now, forced=False, author=AUTHOR)
        word.write(text, _pictures(compared), out, page_numbers="none", review=copy)
    return out.getvalue()


def _pictures(compared: Compared) -> PictureSource:
    """Pictures of the later state, else of the earlier one."""

    def picture(digest: str) -> bytes:
        side = compared.after if digest in compared.after.project.pictures else compared.before
        return side.picture(digest)

    return picture


def files(
    compared: Compared, path: Path, now: datetime, *, document: str = "", part: Part = "public"
) -> Iterator[tuple[Path, bytes]]:
    """The files to write: one for each document that differs, the first (or only) one at ``path`` itself.

    Raises :class:`WrongUse` where the name of the file says no format that there is, or nothing differs.
    """
    if path.suffix.lower() not in FORMATS:
        raise WrongUse(f"“{path.name}” says no format.", advice=f"End the name with {' or '.join(FORMATS)}.")
    found = [each for each in compared.documents if document in ("", each.id)]
    if not found:
        raise WrongUse("The text of the documents does not differ.", advice="There is nothing to write.")
    for number, each in enumerate(found):
        name = path if not number else path.with_name(safe_name(f"{path.stem}, {each.title}", path.suffix[1:].lower()))
        yield name, written(compared, each, path.suffix.lower(), now, part=part)
