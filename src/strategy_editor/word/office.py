"""LibreOffice, where it is installed: found, started with a profile of its own, given a time, and stopped whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from strategy_editor.foundation.progress import Progress, silent

SECONDS = 120
"""How long it may take for one file."""

_COMMANDS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


def libreoffice() -> str | None:
    """The LibreOffice of this machine, or None."""
    found = next((path for command in _COMMANDS if (path := shutil.which(command))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def converted(data: bytes, name: str, kind: str, progress: Progress = silent, what: str = "") -> bytes | None:
    """What LibreOffice makes of a file called ``name`` when it converts it to ``kind`` (``docx``, ``pdf:filter``).

    None where it is not installed, does not answer in time or makes nothing. Its profile is a new one, so that nobody's
    open LibreOffice is disturbed and no macro is trusted. Raises whatever ``progress`` raises to cancel.
    """
    program = libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="strategy-editor-office-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source = folder / "from" / name
        source.parent.mkdir()
        source.write_bytes(data)
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind]
        command += ["--outdir", str(folder / "to"), str(source)]
        made = folder / "to" / f"{source.stem}.{kind.partition(':')[0]}"
        if not _run(command, progress, what) or not made.is_file():
            return None
        return made.read_bytes()


def _run(command: list[str], progress: Progress, what: str) -> bool:
    """Whether the program ended well in time; it is stopped, with what it started, when the user cancels."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            until = time.monotonic() + SECONDS
            while process.poll() is None:
                progress(0.5, what)
                if time.monotonic() > until:
                    return False
                time.sleep(0.1)
        finally:
            if process.poll() is None:
                _stop(process)
    return process.returncode == 0


def _stop(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
