"""What the command line prints is as ``docs/schemas`` say: judged by a validator that is not ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from docs import build_schemas

from strategy_editor.__main__ import main
from strategy_editor.model.text import plain
from strategy_editor.session.opening import copy_of_sample, read

Output = pytest.CaptureFixture[str]
FOLDER = build_schemas.FOLDER


def judged(name: str, value: Any) -> Any:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)
    return value


@pytest.fixture
def strategy(home: Path) -> Path:
    return copy_of_sample()


@pytest.mark.parametrize("name", build_schemas.SCHEMAS)
def test_the_pages_are_those_of_the_program(name: str) -> None:
    """If this fails: python -m docs.build_schemas, and say in CHANGELOG.md what changed."""
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == build_schemas.text_of(name)


@pytest.mark.parametrize("name", ["info", "versions"])
def test_what_is_printed_fits(strategy: Path, name: str, capsys: Output) -> None:
    assert main(["versions", str(strategy), "--save", "v0.1"]) == 0
    capsys.readouterr()
    assert main([name, str(strategy), "--json"]) == 0
    told = judged(name, json.loads(capsys.readouterr().out))
    assert "v0.1" in [each["name"] for each in told["versions"]]
    del told["versions"][0]["at"]
    with pytest.raises(jsonschema.ValidationError):
        judged(name, told)


def test_what_is_told_of_a_section_and_a_number_fits(strategy: Path, capsys: Output) -> None:
    assert main(["versions", str(strategy), "--save", "v0.1"]) == 0
    capsys.readouterr()
    title = plain(read(strategy).project.documents[0].sections[0].title)
    assert main(["versions", str(strategy), "--section", title, "--json"]) == 0
    assert judged("versions-of-section", json.loads(capsys.readouterr().out))["versions"]
    assert main(["paragraph", str(strategy), "1.1", "v0.1", "--json"]) == 0
    found = judged("paragraph", json.loads(capsys.readouterr().out))["found"]
    assert len({each["document"] for each in found}) == len(found)


def test_the_findings_of_a_check_fit(strategy: Path, capsys: Output) -> None:
    main(["check", str(strategy), "--json"])
    told = judged("check", json.loads(capsys.readouterr().out))
    assert told["findings"]
    assert len(told["sides"]) == 1
    told["findings"][0]["severity"] = "grave"
    with pytest.raises(jsonschema.ValidationError):
        judged("check", told)


def test_the_record_of_an_export_fits(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "out"
    command = ["export", str(strategy), "--edition", "draft", "--document", "C", "--format", "docx", "--out", str(out)]
    assert main(command) == 0
    told = judged("manifest", json.loads((out / "manifest.json").read_text(encoding="utf-8")))
    assert len(told["files"]) == 1


def test_a_command_that_fits_is_carried_out(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    command = judged("command", {"do": "change-project", "title": "Another title"})
    file = tmp_path / "commands.jsonl"
    file.write_text(json.dumps(command), encoding="utf-8")
    assert main(["apply", str(strategy), str(file)]) == 0
    with pytest.raises(jsonschema.ValidationError):
        judged("command", {"do": "change-project", "title": 5})
