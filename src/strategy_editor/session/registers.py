"""Writes the response register, and other lists, as Word, PDF, a web page or a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.manuscript.items import Manuscript
from strategy_editor.manuscript.listing import Listing, ListTable, list_manuscript
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.review.register import Group, Line, Order, register
from strategy_editor.review.wording import CATEGORIES, day_of, remarks_counted
from strategy_editor.session.summary import document_numbers

FORMATS = (".docx", ".pdf", ".html", ".csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def labels_of(project: Project) -> Callable[[Document], Mapping[str, str]]:
    """The numbers of a document, by id."""
    return lambda document: document_numbers(project, document).labels


# ---- the response register


def register_listing(project: Project, groups: Sequence[Group], today: date, version: str = "") -> Listing:
    """The register as it is printed."""
    lines = [line for group in groups for line in group.lines]
    undecided = sum(line.decided_at is None for line in lines)
    of = f"version {version}" if version else "today’s text"
    notes = [f"What was said about {project.title}, and what was done about it. {of.capitalize()}, {_day(today)}."]
    state = f", {undecided} not decided yet" if undecided else ", all decided" if lines else ""
    notes.append(f"{remarks_counted(len(lines))}{state}.")
    tables = tuple(
        ListTable(
            group.heading,
            ("No.", "What was said", "About these words", "What we did"),
            (0.07, 0.34, 0.31, 0.28),
            tuple(_row(line) for line in group.lines),
        )
        for group in groups
    )
    return Listing("register", "Responses to comments", tuple(notes), tables)


def _row(line: Line) -> tuple[str, ...]:
    where = f"Paragraph {line.paragraph}" if line.paragraph else line.section or line.document
    category = CATEGORIES.get(line.category, line.category)
    who = ", ".join(part for part in (line.reviewer, day_of(line.at), line.way, category) if part)
    done = [line.outcome]
    if line.reason:
        done.append(line.reason)
    if line.decided_at is not None:
        done.append(", ".join(part for part in (line.decided_by, day_of(line.decided_at)) if part))
    return (
        str(line.number),
        f"{line.said}\n{who}",
        "\n".join(each for each in (where, line.original) if each),
        "\n".join(done),
    )


_COLUMNS: tuple[tuple[str, Callable[[Line], str]], ...] = (
    ("Number", lambda line: str(line.number)),
    ("Document", lambda line: line.document),
    ("Section", lambda line: line.section),
    ("Paragraph", lambda line: line.paragraph),
    ("Kind", lambda line: line.kind),
    ("Category", lambda line: CATEGORIES.get(line.category, line.category)),
    ("Reviewer", lambda line: line.reviewer),
    ("Date", lambda line: day_of(line.at)),
    ("How received", lambda line: line.way),
    ("Original words", lambda line: line.original),
    ("What was said", lambda line: line.said),
    ("What we did", lambda line: line.outcome),
    ("Reason", lambda line: line.reason),
    ("Decided by", lambda line: line.decided_by),
    ("Decided on", lambda line: day_of(line.decided_at) if line.decided_at else ""),
)


def write_register(
    project: Project,
    out: Path,
    *,
    today: date,
    by: Order = "section",
    anonymous: bool = False,
    version: str = "",
) -> int:
    """Writes the register; the ending says as what. Returns how many remarks it holds."""
    groups = register(project, labels_of(project), by=by, anonymous=anonymous)
    lines = [line for group in groups for line in group.lines]
    rows = [[read(line) for _, read in _COLUMNS] for line in lines]
    listing = register_listing(project, groups, today, version)
    write_listing(project, listing, out, today, ([name for name, _ in _COLUMNS], *rows))
    return len(lines)


# ---- any list


def write_listing(project: Project, listing: Listing, out: Path, today: date, cells: Iterable[Sequence[str]]) -> None:
    """Writes a list as its ending says; ``cells`` are its rows for a spreadsheet, the names of the columns first."""
    if out.suffix.lower() not in FORMATS:
        raise WrongUse(f"“{out.name}” does not say what to make.", advice=f"End its name in {', '.join(FORMATS)}.")
    if out.suffix.lower() == ".csv":
        put_file(out, csv_bytes(cells))
    else:
        put_file(out, _written(list_manuscript(project, listing, today), out.suffix.lower()))


def _written(manuscript: Manuscript, ending: str) -> bytes:
    holder = io.BytesIO()
    if ending == ".docx":
        from strategy_editor import word  # the writers take a third of a second to load

        word.write(manuscript, _no_picture, holder)
    elif ending == ".pdf":
        from strategy_editor import pdf

        pdf.write(manuscript, _no_picture, holder)
    else:
        from strategy_editor import web

        web.write(manuscript, _no_picture, holder)
    return holder.getvalue()


def _no_picture(_digest: str) -> bytes:
    return b""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A table that Excel opens with the right letters, and in which no cell is taken for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def put_file(out: Path, data: bytes) -> None:
    """Writes a file whole: what was there stays where the disk refuses."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
        making = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(making, out)
        finally:
            making.unlink(missing_ok=True)
    except OSError as error:
        raise DiskRefused(
            f"{out.name} cannot be written to {out.parent} ({error.strerror}).",
            advice="Close it where it is open, or choose another folder. Nothing was changed.",
        ) from error


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
