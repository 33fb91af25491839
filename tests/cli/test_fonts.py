"""The council's own type on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.session.opening import read
from tests.pdf.council_fonts import FAMILY, council_font
from tests.publishing import small_file

Output = pytest.CaptureFixture[str]


def test_type_is_carried_chosen_shown_and_taken_off(home: Path, tmp_path: Path, capsys: Output) -> None:
    strategy = small_file(tmp_path)
    for name in ("Inter-Regular.ttf", "Inter-Bold.ttf"):
        (tmp_path / name).write_bytes(council_font(name))
    added = [part for name in ("Inter-Regular.ttf", "Inter-Bold.ttf") for part in ("--add", str(tmp_path / name))]
    assert main(["fonts", str(strategy), *added, "--body", FAMILY]) == 0
    assert "Carried: Ember, bold" in capsys.readouterr().out
    assert main(["fonts", str(strategy), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["body"], told["headings"]) == (1, FAMILY, "Source Sans 3")
    assert [each["weight"] for each in told["files"]] == ["regular", "bold"]
    assert read(strategy).picture(told["files"][1]["sha256"]) == council_font("Inter-Bold.ttf")
    assert main(["fonts", str(strategy), "--remove", "ember", "--body", "Inter"]) == 0
    assert "Carried" not in capsys.readouterr().out
    assert read(strategy).project.profile.page.fonts == ()


@pytest.mark.parametrize(("terms", "said"), [(2, "licence"), (None, "not a TrueType font")])
def test_what_cannot_be_carried_changes_nothing(
    home: Path, tmp_path: Path, capsys: Output, terms: int | None, said: str
) -> None:
    strategy = small_file(tmp_path)
    before = strategy.read_bytes()
    (tmp_path / "x.ttf").write_bytes(b"no" if terms is None else council_font(terms=terms))
    assert main(["fonts", str(strategy), "--add", str(tmp_path / "x.ttf")]) == 2
    assert said in capsys.readouterr().err
    assert strategy.read_bytes() == before
