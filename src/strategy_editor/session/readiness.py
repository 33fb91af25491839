"""Ready for Cabinet? The checks of an edition with the sides of its reports counted, and the answer as a file."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO

from strategy_editor.checks.finding import Finding
from strategy_editor.foundation.errors import DiskRefused, Refused, WrongUse
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.editions import edition_of
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.manuscript.pack import documents_in, parts
from strategy_editor.manuscript.readiness import readiness
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project


def count_sides(
    project: Project, ledger: Ledger, pictures: PictureSource, edition: str, today: date, meeting: str = ""
) -> dict[str, int]:
    """How many sides of A4 each report of the edition fills, by laying it out. Takes a while for a long report."""
    from strategy_editor import pdf  # laying out takes a third of a second to load

    wanted = edition_of(edition)
    try:
        documents = documents_in(project, wanted, meeting)
    except Refused:
        return {}
    out = {}
    for document in documents:
        if document.kind == "report":
            part = parts(document)[-1]
            written = manuscript(project, document, wanted, part=part, versions=ledger.versions, today=today)
            out[document.id] = pdf.write(written, pictures, io.BytesIO()).pages
    return out


def save_readiness(
    path: Path,
    project: Project,
    edition: str,
    findings: tuple[Finding, ...],
    sides: Mapping[str, int],
    today: date,
) -> None:
    """Writes the report “Ready for Cabinet?” as Word, PDF or a web page, by the ending of ``path``.

    Raises :class:`WrongUse` for another ending and :class:`DiskRefused` where the disk says no.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise WrongUse(f"“{path.name}” does not say what to make.", advice=f"End it in {', '.join(_WRITERS)}.")
    holder = io.BytesIO()
    writer(readiness(project, edition, findings, sides, today), holder)
    temporary = path.with_name(f".{path.name}.making")
    try:
        temporary.write_bytes(holder.getvalue())
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        advice = "Close it where it is open in another program, or choose another place."
        raise DiskRefused(f"{path.name} cannot be written ({error.strerror}).", advice=advice) from error


def _no_pictures(_digest: str) -> bytes:
    raise KeyError("the report has no pictures")


def _word(written: Manuscript, out: BinaryIO) -> None:
    from strategy_editor import word

    word.write(written, _no_pictures, out)


def _pdf(written: Manuscript, out: BinaryIO) -> None:
    from strategy_editor import pdf

    pdf.write(written, _no_pictures, out)


def _web(written: Manuscript, out: BinaryIO) -> None:
    from strategy_editor import web

    web.write(written, _no_pictures, out)


_WRITERS: Mapping[str, Callable[[Manuscript, BinaryIO], None]] = {".docx": _word, ".pdf": _pdf, ".html": _web}
