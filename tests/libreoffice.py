"""LibreOffice as an oracle: it opens what we write and turns it into something that other tools can look at."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.bench import tool

SECONDS = 180


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Convert a file to ``kind`` ("pdf", "docx", "odt", "txt:Text", ...) and give the file that was made in ``folder``.

    The caller's test carries ``@pytest.mark.libreoffice``. Each test process has a LibreOffice profile of its own, so
    that tests can run side by side and nobody's open LibreOffice is disturbed.
    """
    return convert_all([source], kind, folder)[0]


def convert_all(sources: list[Path], kind: str, folder: Path) -> list[Path]:
    """Convert many files in one start, which is most of the time that it takes."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [tool("libreoffice"), f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    made = [folder / f"{source.stem}.{kind.partition(':')[0]}" for source in sources]
    for source, file in zip(sources, made, strict=True):
        assert file.is_file(), f"LibreOffice made nothing of {source.name}: {done.stdout} {done.stderr}"
    return made


@cache
def _profile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
