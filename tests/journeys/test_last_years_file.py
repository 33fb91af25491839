"""An officer starts from last year's Word file: everything is brought in, and the next Word file has it all."""

from __future__ import annotations

import json
import random
import re
import zipfile
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.session import opening
from tests.incoming.legacy import legacy_file
from tests.word.office import read_by_libreoffice

Output = pytest.CaptureFixture[str]


@pytest.mark.libreoffice
@pytest.mark.parametrize("way", ["typed", "sizes"])
def test_what_was_in_the_old_file_is_in_the_new_one(tmp_path: Path, home: Path, capsys: Output, way: str) -> None:
    """LibreOffice reads the draft, and finds every heading, paragraph, item, caption and cell of the old file in it."""
    data, truth = legacy_file(random.Random(f"journey {way}"), way)
    old, strategy = tmp_path / "Strategy 2018.docx", tmp_path / "Strategy 2025.strategy"
    old.write_bytes(data)
    assert main(["new", str(strategy), "--template", "general-strategy", "--title", "Transport Strategy"]) == 0
    document = next(each for each in opening.read(strategy).project.documents if each.kind == "strategy")
    capsys.readouterr()
    assert main(["import", str(strategy), str(old), "--plan", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    into = f"new:{document.id}"
    places = [f"--place={line['line']}={into if line['level'] == 1 else 'above'}" for line in lines if line["level"]]
    assert main(["import", str(strategy), str(old), *places]) == 0
    out = tmp_path / "papers"
    command = ["export", str(strategy), "--edition", "draft", "--document", document.id, "--format", "docx"]
    assert main([*command, "--out", str(out)]) == 0
    (made,) = out.rglob("*.docx")
    (shown,) = read_by_libreoffice([made], tmp_path)
    text = "\n".join(shown)
    said = [title for title, _ in truth.headings] + [words for words, _, _ in truth.items] + truth.boxes
    said += [words for words in truth.paragraphs if words != "Transport Strategy 2018 to 2024"]
    said += [caption for *_, caption in truth.tables] + [caption for _, caption in truth.figures]
    for words in said:
        assert " ".join(words.split()) in text, words
    with zipfile.ZipFile(made) as archive:
        notes = re.sub("<[^>]+>", "", archive.read("word/footnotes.xml").decode()) if truth.footnotes else ""
    assert all(words in notes for words in truth.footnotes)
    left = [each.title for each in opening.read(strategy).project.references]
    assert left == ["Before the first heading"]
