"""``recover``: what was never saved is listed, compared, saved elsewhere; nothing is overwritten, nothing removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeProject
from strategy_editor.session.paths import backups_folder

Output = pytest.CaptureFixture[str]


@pytest.fixture
def left(home: Path) -> Path:
    """A strategy whose newest work was left unsaved."""
    path = opening.copy_of_sample()
    opened = opening.open_strategy(path)
    opened.session.apply(ChangeProject(title="Not saved"))
    opened.flush()
    opened.leave()
    return path


def listed(capsys: Output) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["recover", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["unsaved"]
    return found


def test_listed_compared_saved_elsewhere_put_away(left: Path, tmp_path: Path, capsys: Output) -> None:
    before = left.read_bytes()
    (one,) = listed(capsys)
    assert one["file"] == str(left.resolve())
    id = str(one["id"])
    assert main(["recover"]) == 0
    assert id in capsys.readouterr().out
    assert main(["recover", id]) == 0
    assert f"From {left.name} to your unsaved work:" in capsys.readouterr().out
    new = tmp_path / "rescued.strategy"
    assert main(["recover", id[:6], "--to", str(new)]) == 0
    assert opening.read(new).project.title == "Not saved"
    rescued = new.read_bytes()
    assert main(["recover", id, "--to", str(new)]) == 1
    assert new.read_bytes() == rescued
    assert len(listed(capsys)) == 1, "it stays until it is put away"
    assert main(["recover", id, "--put-away"]) == 0
    assert listed(capsys) == []
    assert [opening.read(each).project.title for each in backups_folder().iterdir()] == ["Not saved"]
    assert left.read_bytes() == before
    assert main(["recover", "nothing"]) == 2


def test_nothing_to_recover(home: Path, capsys: Output) -> None:
    assert main(["recover"]) == 0
    assert "Everything is saved" in capsys.readouterr().out


def test_a_damaged_file_is_saved_as_far_as_can_be(home: Path, tmp_path: Path, capsys: Output) -> None:
    path = opening.copy_of_sample()
    data = path.read_bytes()
    data = data[: len(data) * 4 // 5]
    path.write_bytes(data)
    assert main(["info", str(path)]) == 3
    assert main(["recover", str(path)]) == 2
    new = tmp_path / "rescued.strategy"
    assert main(["recover", str(path), "--to", str(new)]) == 0
    assert opening.read(new).project.title
    assert path.read_bytes() == data
