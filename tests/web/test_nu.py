"""The pages are valid HTML, by the Nu checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from strategy_editor import web
from tests.bench import tool
from tests.npm import package
from tests.pdf.manuscripts import everything, report
from tests.web.making import SHELF, made, sample_manuscripts, sample_picture

CHECKER = ("vnu-jar", "26.9.27")


def errors(*files: Path) -> list[str]:
    """What the checker calls errors, in the pages and their styles."""
    jar = package(*CHECKER) / "build" / "dist" / "vnu.jar"
    command = [
        str(Path(tool("java")).with_name("java")),
        "-jar",
        str(jar),
        "--errors-only",
        "--format",
        "json",
        *map(str, files),
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    messages = json.loads(run.stderr)["messages"]
    return [f"{Path(each['url']).name}: {each['message']} {each.get('extract', '')}" for each in messages]


@pytest.mark.java
@pytest.mark.node
def test_every_page_is_valid(tmp_path: Path) -> None:
    pages = {title: made(manuscript, sample_picture) for title, manuscript in sample_manuscripts().items()}
    pages |= {"everything": made(everything(SHELF)), "report": made(report())}
    paths = [tmp_path / f"{number}.html" for number in range(len(pages))]
    for path, data in zip(paths, pages.values(), strict=True):
        path.write_bytes(data)
    folder = tmp_path / "folder"
    web.write_folder(everything(SHELF), SHELF, folder)
    pieces = []
    for number, path in enumerate((folder / "sections").iterdir()):
        around = ('<!DOCTYPE html><html lang="en"><title>Any</title><h1>Any</h1>', path.read_text(encoding="ascii"))
        pieces.append(tmp_path / f"piece-{number}.html")
        pieces[-1].write_text("".join(around), encoding="ascii")
    assert len(pieces) == 4
    assert errors(*paths, folder / "index.html", *pieces) == []


@pytest.mark.java
@pytest.mark.node
def test_the_checker_would_notice(tmp_path: Path) -> None:
    path = tmp_path / "spoiled.html"
    path.write_bytes(made(report()).replace(b"</h1>", b"</h1></section><p><div>"))
    assert errors(path)
