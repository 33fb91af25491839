"""On which page each heading comes to stand, as LibreOffice lays the document out.

Word has no way to be asked. LibreOffice, where it is installed, lays out closely enough for a contents list, and turns
every bookmark into a destination of the PDF that it makes, so that nothing needs to be searched for by its words.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import pikepdf
from msgspec import Struct

from strategy_editor.foundation.progress import Progress, silent

SECONDS = 120
"""How long LibreOffice may take; without an answer there are no page numbers."""

_COMMANDS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


def libreoffice() -> str | None:
    """The LibreOffice of this machine, or None."""
    found = next((path for command in _COMMANDS if (path := shutil.which(command))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


class Measured(Struct, frozen=True):
    """Pages from 1, by bookmark; how many there are in all."""

    places: Mapping[str, int]
    count: int = 0


NOTHING = Measured({})


def measured_pages(data: bytes, bookmarks: Iterable[str], progress: Progress = silent) -> Measured:
    """On which page each bookmark of a Word file stands.

    Nothing where LibreOffice is not installed or does not answer. Raises whatever ``progress`` raises to cancel.
    """
    program = libreoffice()
    if program is None:
        return NOTHING
    with tempfile.TemporaryDirectory(prefix="strategy-editor-pages-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(data)
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", _PDF]
        command += ["--outdir", str(folder), str(folder / "document.docx")]
        made = folder / "document.pdf"
        if not _run(command, progress) or not made.is_file():
            return NOTHING
        destinations, count = _destinations(made)
    return Measured({name: page for name in bookmarks if (page := destinations.get(_digits(name)))}, count)


def _run(command: list[str], progress: Progress) -> bool:
    """Whether the program ended well in time; it is stopped when the user cancels."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + SECONDS
            while process.poll() is None:
                progress(0.5, "Counting the pages")
                if time.monotonic() > until:
                    return False
                time.sleep(0.1)
        finally:
            if process.poll() is None:
                process.kill()
    return process.returncode == 0


def _destinations(path: Path) -> tuple[dict[str, int], int]:
    """Page by the digits of each bookmark (LibreOffice writes the rest of the name in its own way), and all pages."""
    with pikepdf.open(path) as document:
        pages: dict[object, int] = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        found = document.Root.get("/Dests")
        places = {} if found is None else dict(found.items())
        return {_digits(name): pages.get(place[0].objgen, 0) for name, place in places.items()}, len(pages)


def _digits(name: str) -> str:
    match = re.search(r"\d{9}$", name)
    return match[0] if match else ""
