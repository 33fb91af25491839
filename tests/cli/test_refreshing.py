"""``refresh`` and ``progress``: next year's file from the last approved version, and the report on progress."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.model.text import runs_from
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeSection

Output = pytest.CaptureFixture[str]


@pytest.fixture
def strategy(home: Path) -> Path:
    """The sample: version 0.9 is approved, and something was written since."""
    path = opening.copy_of_sample()
    with opening.edit(path) as opened:
        section = opened.session.project.documents[1].sections[3]
        opened.session.apply(ChangeSection((section.id,), title=runs_from("Written since")))
    return path


def test_next_year_starts_from_what_was_approved(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    new = tmp_path / "2010.strategy"
    assert main(["refresh", str(strategy), str(new), "--title", "ICT Strategy 2010 to 2013"]) == 0
    assert "from ICT Strategy 2009 to 2012, 0.9, 20 February 2009." in capsys.readouterr().out
    before, after = opening.read(strategy), opening.read(new)
    assert after.project.title == "ICT Strategy 2010 to 2013"
    assert "Written since" not in str(after.project)
    assert after.project.references
    for digest in after.project.pictures:
        assert after.picture(digest) == before.picture(digest)
    assert [version.reason for version in after.ledger.versions] == ["Started"]
    whole = new.read_bytes()
    assert main(["refresh", str(strategy), str(new)]) == 1
    assert new.read_bytes() == whole
    assert main(["compare", str(new), str(strategy)]) == 0
    assert main(["check", str(new), "--edition", "draft"]) in (0, 1)


def test_the_report_on_progress_is_added_and_can_be_made(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["progress", str(strategy)]) == 0
    assert "progress report" in capsys.readouterr().out
    document = next(each for each in opening.read(strategy).project.documents if "progress" in each.title)
    assert document.kind == "report"
    command = ["export", str(strategy), "--edition", "draft", "--document", document.id, "--format", "docx"]
    assert main([*command, "--out", str(tmp_path / "out")]) == 0
