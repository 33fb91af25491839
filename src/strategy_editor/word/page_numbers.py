"""On which page each heading comes to stand, as LibreOffice lays the document out.

Word has no way to be asked. LibreOffice, where it is installed, lays out closely enough for a contents list, and turns
every bookmark into a destination of the PDF that it makes, so that nothing needs to be searched for by its words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping

import pikepdf
from msgspec import Struct

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.word.office import converted

_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


class Measured(Struct, frozen=True):
    """Pages from 1, by bookmark; how many there are in all."""

    places: Mapping[str, int]
    count: int = 0


NOTHING = Measured({})


def measured_pages(data: bytes, bookmarks: Iterable[str], progress: Progress = silent) -> Measured:
    """On which page each bookmark of a Word file stands.

    Nothing where LibreOffice is not installed or does not answer. Raises whatever ``progress`` raises to cancel.
    """
    made = converted(data, "document.docx", _PDF, progress, "Counting the pages")
    if made is None:
        return NOTHING
    destinations, count = _destinations(made)
    return Measured({name: page for name in bookmarks if (page := destinations.get(_digits(name)))}, count)


def _destinations(made: bytes) -> tuple[dict[str, int], int]:
    """Page by the digits of each bookmark (LibreOffice writes the rest of the name in its own way), and all pages."""
    with pikepdf.open(io.BytesIO(made)) as document:
        pages: dict[object, int] = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        found = document.Root.get("/Dests")
        places = {} if found is None else dict(found.items())
        return {_digits(name): pages.get(place[0].objgen, 0) for name, place in places.items()}, len(pages)


def _digits(name: str) -> str:
    match = re.search(r"\d{9}$", name)
    return match[0] if match else ""
