"""The command line does what the window does, says it plainly, and ends with the right code."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.cli import COMMANDS, shell
from strategy_editor.foundation.resources import resource, sample_path
from strategy_editor.model.text import plain
from strategy_editor.session.opening import copy_of_sample, read

Output = pytest.CaptureFixture[str]


@pytest.fixture
def strategy(home: Path) -> Path:
    return copy_of_sample()


def test_the_sample_says_what_is_in_it(strategy: Path, capsys: Output) -> None:
    assert main(["info", str(strategy), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 1
    assert told["words"] >= 12_000
    assert [each["letter"] for each in told["documents"] if each["kind"] == "appendix"] == ["A", "B", "C", "D"]
    report = next(each for each in told["documents"] if each["kind"] == "report")
    assert [each["number"] for each in report["sections"] if each["number"]][:3] == ["1.0", "2.0", "3.0"]
    assert main(["info", str(strategy)]) == 0
    assert "words" in capsys.readouterr().out


def test_a_new_strategy_is_started_and_never_over_another(home: Path, tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "new.strategy"
    given = ["new", str(path), "--template", "ict-strategy", "--council", "Brindleford Borough Council"]
    assert main([*given, "--meeting", "March 2027"]) == 0
    project = read(path).project
    assert (project.profile.council, str(project.meetings[0].when)) == ("Brindleford Borough Council", "March 2027")
    before = path.read_bytes()
    assert main(given) == 1
    assert path.read_bytes() == before
    assert "new.strategy" in capsys.readouterr().err


def test_settings_of_a_newer_program_serve_and_say_what_they_hold_in_vain(
    home: Path, tmp_path: Path, capsys: Output
) -> None:
    settings = tmp_path / "ours.toml"
    shipped = (resource("profiles") / "english-council.toml").read_text("utf-8")
    settings.write_text(f'colours = "none"\n{shipped}\n[[checks]]\nrule = "C999"\nseverity = "off"\n', "utf-8")
    path = tmp_path / "new.strategy"
    assert main(["new", str(path), "--template", "general-strategy", "--profile", str(settings)]) == 0
    assert "“colours” in line 1 is not known" in capsys.readouterr().err
    main(["check", str(path)])
    told = capsys.readouterr().out
    assert "Warning P05: In the council's settings, “colours” in line 1 is not known to this program" in told
    assert "weigh a check “C999” that this program does not have" in told


def test_check_ends_with_one_where_something_stands_in_the_way(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["check", str(strategy), "--edition", "cabinet"]) == 0
    path = tmp_path / "new.strategy"
    assert main(["new", str(path), "--template", "general-strategy", "--meeting", "3 March 2027"]) == 0
    capsys.readouterr()
    assert main(["check", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {each["id"] for each in told["findings"] if each["severity"] == "stop"} >= {"C01"}
    assert main(["check", str(path)]) == 1
    assert "to put right before publication" in capsys.readouterr().out


@pytest.mark.parametrize(("ending", "sign"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")])
def test_check_writes_a_report(strategy: Path, tmp_path: Path, capsys: Output, ending: str, sign: bytes) -> None:
    path = tmp_path / f"ready.{ending}"
    assert main(["check", str(strategy), "--out", str(path)]) == 0
    assert path.read_bytes().startswith(sign)
    assert list(tmp_path.glob(".*")) == []
    assert "fills 2 sides of A4; the council allows 5." in capsys.readouterr().out


def test_check_refuses_what_it_cannot_write(strategy: Path, tmp_path: Path) -> None:
    assert main(["check", str(strategy), "--out", str(tmp_path / "ready.txt")]) == 2
    assert main(["check", str(strategy), "--out", str(tmp_path / "nowhere" / "ready.pdf")]) == 4


def test_the_text_for_the_agenda(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["agenda", str(strategy)]) == 0
    told = capsys.readouterr().out
    assert "Recommendations\n1. Endorse the ICT strategy, as drafted" in told
    assert "Key decision: No" in told
    assert "Appendix C: Finance" in told
    path = tmp_path / "new.strategy"
    assert main(["new", str(path), "--template", "ict-strategy"]) == 0
    commands = [
        json.dumps({"do": "change-document", "document": each.id, "meeting": ""})
        for each in read(path).project.documents
    ]
    (tmp_path / "commands.jsonl").write_text("\n".join(commands), encoding="utf-8")
    assert main(["apply", str(path), str(tmp_path / "commands.jsonl")]) == 0
    assert main(["agenda", str(path)]) == 1


def test_versions_are_named_listed_and_gone_back_to(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["versions", str(strategy), "--save", "v0.9", "--reason", "To Cabinet", "--as", "Priya Kaur"]) == 0
    title = read(strategy).project.title
    commands = tmp_path / "commands.jsonl"
    commands.write_text('{"do": "change-project", "title": "Another"}\n\n', encoding="utf-8")
    assert main(["apply", str(strategy), str(commands)]) == 0
    assert read(strategy).project.title == "Another"
    assert main(["versions", str(strategy), "--restore", "v0.9"]) == 0
    assert read(strategy).project.title == title
    capsys.readouterr()
    assert main(["versions", str(strategy), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["versions"]
    assert [each["by"] for each in listed if each["name"] == "v0.9"] == ["Priya Kaur"]


def test_one_section_is_followed_through_the_versions_and_brought_back(
    strategy: Path, tmp_path: Path, capsys: Output
) -> None:
    project = read(strategy).project
    book, section = project.documents[1], project.documents[1].sections[0]
    title = plain(section.title)
    commands = tmp_path / "commands.jsonl"
    for number, words in enumerate(("Two words", "Three more words")):
        command = {
            "do": "replace-blocks",
            "section": section.id,
            "start": 0,
            "stop": 0,
            "blocks": [{"type": "paragraph", "id": f"p{number:015d}", "runs": [{"content": words}]}],
        }
        commands.write_text(json.dumps(command), encoding="utf-8")
        assert main(["apply", str(strategy), str(commands)]) == 0
        assert main(["versions", str(strategy), "--save", words]) == 0
    capsys.readouterr()
    wanted = ["--section", title, "--document", book.title]
    assert main(["versions", str(strategy), *wanted, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["section"] == section.id
    assert [(each["added"], each["removed"]) for each in listed["versions"]][-2:] == [(2, 0), (3, 0)]
    assert main(["versions", str(strategy), *wanted]) == 0
    assert "(+3, −0)" in capsys.readouterr().out
    assert main(["versions", str(strategy), "--restore", "Two words", *wanted]) == 0
    assert len(read(strategy).project.documents[1].sections[0].blocks) == len(section.blocks) + 1
    assert main(["versions", str(strategy), "--save", "v3", *wanted]) == 2
    assert main(["versions", str(strategy), "--document", book.title]) == 2
    assert main(["versions", str(strategy), "--section", "Nowhere"]) == 2


def test_commands_are_carried_out_all_or_none(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    commands = tmp_path / "commands.jsonl"
    before = read(strategy).project
    for second in ('{"do": "remove", "collection": "people", "id": "nobody"}', '{"do": "dance"}', "not JSON"):
        commands.write_text(f'{{"do": "change-project", "title": "Another"}}\n{second}\n', encoding="utf-8")
        assert main(["apply", str(strategy), str(commands)]) == 2
        assert read(strategy).project == before
    assert "Line 2 is not a command" in capsys.readouterr().err


BAD = (
    (["info", "gone.strategy"], 2, "gone.strategy"),
    (["info", "empty.strategy"], 3, "empty.strategy"),
    (["info", "letter.strategy"], 3, "letter.strategy"),
    (["info", "cut.strategy"], 3, "cut.strategy"),
    (["new", "new.strategy", "--template", "no-such-outline"], 2, "no-such-outline"),
    (["new", "new.strategy", "--template", "broken.toml"], 3, "line 3"),
    (["new", "new.strategy", "--template", "ict-strategy", "--profile", "nowhere-council"], 2, "nowhere-council"),
    (["new", "new.strategy", "--template", "ict-strategy", "--meeting", "soon"], 2, "is not a date"),
    (["new", "no/such/folder/new.strategy", "--template", "ict-strategy"], 4, "folder"),
    (["check", "good.strategy", "--edition", "sunday"], 2, "sunday"),
    (["export", "good.strategy", "--edition", "sunday", "--out", "out"], 2, "sunday"),
    (["export", "good.strategy", "--edition", "draft", "--out", "out", "--document", "zz"], 2, "zz"),
    (["export", "good.strategy", "--edition", "draft", "--out", "out", "--format", "rtf"], 2, "rtf"),
    (["export", "good.strategy", "--edition", "draft", "--out", "out", "--version", "v9"], 2, "v9"),
    (["export", "good.strategy", "--edition", "draft", "--out", "letter.strategy"], 4, "letter.strategy"),
    (["versions", "good.strategy", "--restore", "v9"], 2, "v9"),
    (["apply", "good.strategy", "gone.jsonl"], 2, "gone.jsonl"),
    (["export", "good.strategy"], 2, "--edition"),
    (["dance"], 2, "dance"),
)


@pytest.fixture
def folder(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "good.strategy").write_bytes(sample_path().read_bytes())
    (place / "empty.strategy").touch()
    (place / "letter.strategy").write_text("Dear all,")
    (place / "cut.strategy").write_bytes(sample_path().read_bytes()[:50_000])
    (place / "broken.toml").write_text('id = "mine"\nname = "Mine"\nsource = = "x"\n')
    monkeypatch.chdir(place)
    return place


@pytest.mark.parametrize(("arguments", "code", "words"), BAD, ids=[" ".join(each[0]) for each in BAD])
def test_bad_input_gets_a_sentence_and_the_right_code(
    arguments: list[str], code: int, words: str, folder: Path, capsys: Output
) -> None:
    def content() -> dict[str, str]:
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = content()
    assert main(arguments) == code
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told
    assert content() == before


def test_version_and_help_are_said(capsys: Output) -> None:
    assert main(["--version"]) == 0
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for command in ("new", "info", "check", "export", "versions", "apply", "selftest"):
        assert command in told


def test_every_command_is_named_where_the_start_looks() -> None:
    """A start that opens the window loads no command, so their names stand apart."""
    assert tuple(map(shell.name_of, shell.app.registered_commands)) == COMMANDS
