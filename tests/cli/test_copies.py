"""Copies for review by the command line: out, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.session.opening import copy_of_sample, read
from tests.readers import PaperReader
from tests.test_schemas import judged

Output = pytest.CaptureFixture[str]


@pytest.fixture
def strategy(home: Path) -> Path:
    return copy_of_sample()


def sent(strategy: Path, folder: Path, *more: str) -> list[Path]:
    assert main(["send", str(strategy), "--document", "C", "--out", str(folder), *more]) == 0
    return sorted(folder.iterdir())


def test_copies_go_out_and_come_back(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    first, second = sent(strategy, tmp_path / "out", "--to", "Anna Reid", "--to", "Ben Okafor")
    assert "copy 1 for Anna Reid" in first.name
    reader = PaperReader(first.read_bytes(), 3)
    reader.work(3, tracked=True, acts=("replace",))
    back = tmp_path / "back.docx"
    back.write_bytes(reader.file())
    capsys.readouterr()
    assert main(["receive", str(strategy), str(back), str(second), "--dry-run", "--json"]) == 0
    told = judged("receive", json.loads(capsys.readouterr().out))
    assert [(copy["copy"], copy["reviewer"], copy["error"]) for copy in told["copies"]] == [
        (1, "Anna Reid", ""),
        (2, "Ben Okafor", ""),
    ]
    assert not told["changed"]
    items = told["copies"][0]["items"]
    assert items
    assert all(item["placed"] and item["found"] == "bookmark" for item in items)
    assert read(strategy).project.suggestions == {}
    assert main(["receive", str(strategy), str(back)]) == 0
    stored = read(strategy)
    assert stored.project.suggestions.keys() == {item["id"] for item in items if item["kind"] == "suggestion"}
    assert "Copy 1, Anna Reid" in capsys.readouterr().out
    assert main(["receive", str(strategy), str(back), "--json"]) == 0
    assert not json.loads(capsys.readouterr().out)["changed"]


def test_what_is_no_copy_is_said_and_the_answer_is_no(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    fake = tmp_path / "letter.docx"
    fake.write_bytes(b"hello")
    assert main(["receive", str(strategy), str(fake), "--json"]) == 1
    told = judged("receive", json.loads(capsys.readouterr().out))
    assert told["copies"][0]["error"]
    assert told["copies"][0]["copy"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["receive", "FILE", "a.docx", "b.docx", "--copy", "1"],
        ["receive", "FILE", "a.docx", "--who", "Anna"],
        ["send", "FILE", "--to", "Anna", "--out", "OUT", "--document", "Z"],
        ["send", "FILE", "--to", "Anna", "--out", "OUT", "--section", "No such section"],
        ["send", "FILE", "--to", "", "--out", "OUT"],
    ],
)
def test_wrong_use_changes_nothing(strategy: Path, tmp_path: Path, arguments: list[str]) -> None:
    out = tmp_path / "out"
    before = strategy.read_bytes()
    said = [{"FILE": str(strategy), "OUT": str(out)}.get(each, each) for each in arguments]
    assert main(said) == 2
    assert not out.exists()
    assert strategy.read_bytes() == before
