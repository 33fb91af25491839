"""What LibreOffice reads in Word files."""

from __future__ import annotations

from pathlib import Path

from tests.libreoffice import convert_all

TEXT = "txt:Text (encoded):UTF8"


def read_by_libreoffice(files: list[Path], folder: Path) -> list[list[str]]:
    """The lines that say something in each file, labels included, without indents."""
    return [_lines(made.read_text("utf-8-sig")) for made in convert_all(files, TEXT, folder / "text")]


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
