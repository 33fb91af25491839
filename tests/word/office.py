"""LibreOffice as an oracle: converts files, many in one start."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

needs_libreoffice = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]

TEXT = "txt:Text (encoded):UTF8"


def converted(files: list[Path], form: str, folder: Path) -> list[Path]:
    """The files in another form (``pdf``, :data:`TEXT`, ``docx:MS Word 2007 XML``), written to ``folder``/out."""
    out = folder / "out"
    profile = (folder / "profile").resolve().as_uri()
    command = [SOFFICE or "", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
    done = subprocess.run(
        [*command, "--outdir", str(out), *map(str, files)], capture_output=True, text=True, timeout=240, check=False
    )
    made = [out / file.with_suffix(f".{form.partition(':')[0]}").name for file in files]
    assert all(each.is_file() for each in made), done.stderr
    return made


def text_lines(path: Path) -> list[str]:
    """The lines of a text made by LibreOffice that say something, without indents."""
    text = path.read_text("utf-8-sig")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
