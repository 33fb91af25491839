"""Tools from npm, for tests that are marked ``node``: fetched once into the untracked folder ``.tools``."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.bench import ROOT


@cache
def package(name: str, version: str) -> Path:
    """The folder of a package at exactly this version, none of whose scripts is run. Skips the test without it."""
    home = ROOT / ".tools" / f"{name.replace('/', '-')}-{version}"
    folder = home / "node_modules" / name
    if (folder / "package.json").is_file():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm, which is not installed")
    home.mkdir(parents=True, exist_ok=True)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(home)]
    command = [npm, "install", *options, f"{name}@{version}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    if not (folder / "package.json").is_file():
        pytest.skip(f"needs {name} {version}, and npm cannot fetch it here: {done.stderr[-200:]}")
    return folder
