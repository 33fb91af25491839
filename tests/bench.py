"""What tests may ask of the bench: how many rounds to run, and where the heavy tools are.

A long test says its full count once, ``examples(2000)``: it gets all of it with ``--full``, and a repeatable sample
otherwise. A test that needs a tool carries its mark (``@pytest.mark.libreoffice``) and takes ``tool("libreoffice")``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

FULL = "STRATEGY_EDITOR_FULL_TESTS"


class Tool(NamedTuple):
    """A program that some tests need: what it is called, and where it may lie when it is not on the search path."""

    title: str
    commands: tuple[str, ...]
    places: tuple[str, ...] = ()


TOOLS = {
    "libreoffice": Tool(
        "LibreOffice",
        ("soffice", "libreoffice"),
        ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe"),
    ),
    "chromium": Tool("Chromium", ("chromium", "chromium-browser", "google-chrome")),
    "java": Tool("Java with its compiler", ("javac",)),
    "node": Tool("Node.js", ("node",)),
    "poppler": Tool("the Poppler tools", ("pdftotext",)),
    "syncthing": Tool("Syncthing", ("syncthing",)),
    "display": Tool("an X server (Xvfb)", ("Xvfb",)),
}


def is_full() -> bool:
    """True when ``--full`` was given."""
    return os.environ.get(FULL) == "1"


def examples(full: int) -> int:
    """How many rounds a long test runs now: the stated count with ``--full``, else a twentieth of it, at least 5."""
    return full if is_full() else min(full, max(5, full // 20))


def found(name: str) -> Path | None:
    """Where a tool of the table is, or None."""
    tool = TOOLS[name]
    paths = [path for command in tool.commands if (path := shutil.which(command))]
    paths += [place for place in tool.places if Path(place).is_file()]
    return Path(paths[0]) if paths else None


def tool(name: str) -> str:
    """The program to call, in a test that carries the mark of the same name."""
    path = found(name)
    assert path is not None, f"mark this test with pytest.mark.{name}"
    return str(path)


def fetched(name: str, fetch: Callable[[Path], None]) -> Path:
    """The folder of a tool that no package of the system brings, fetched once into the untracked ``.tools``.

    ``fetch`` fills an empty folder, or skips the test. Tests run side by side: the folder appears whole or not at all.
    """
    folder = ROOT / ".tools" / name
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetching-") as place:
            made = Path(place) / "tool"
            made.mkdir()
            fetch(made)
            with suppress(OSError):  # another test process was first
                made.rename(folder)
    return folder
