"""LibreOffice driven from outside: it opens a file, edits it, decides changes, and tells what it shows.

``jobs`` go to :mod:`tests.word.office_script`, which the Python that belongs to LibreOffice runs; one start for all.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import tool

SECONDS = 300
_SCRIPT = Path(__file__).with_name("office_script.py")
_PYTHONS = ("/usr/bin/python3", "/Applications/LibreOffice.app/Contents/Resources/python", "python3")


def drive(jobs: list[dict[str, Any]]) -> list[list[str]]:
    """Carries out each job and gives the paragraphs that LibreOffice shows at its end, cells and empty ones included.

    A job is ``{"source": path, "steps": [[name, ...], ...], "save": path or None}``; ``office_script`` lists the steps.
    The caller's test carries ``@pytest.mark.libreoffice``.
    """
    python = next(each for each in _PYTHONS if shutil.which(each))
    with tempfile.TemporaryDirectory(prefix="office-driver-") as profile:
        done = subprocess.run(
            [python, str(_SCRIPT), tool("libreoffice"), Path(profile).as_uri()],
            input=json.dumps(jobs, default=str),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            env={"PATH": "/usr/bin:/bin", "HOME": profile, "LANG": "C.UTF-8"},
        )
    assert done.returncode == 0, f"LibreOffice could not be driven: {done.stderr[-2000:]}"
    found: list[list[str]] = json.loads(done.stdout)
    return found
