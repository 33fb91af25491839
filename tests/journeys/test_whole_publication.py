"""A set that is finished is published for every use without setting anything aside; an unfinished one part by part."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.checks.finding import Finding
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.model.ledger import Override, Publication
from strategy_editor.session.checking import check_edition
from strategy_editor.session.commands import ChangeSection, ReplaceBlocks
from strategy_editor.session.opening import copy_of_sample, edit, read
from tests.model.values import paragraph

WRITTEN = (
    "The council compared three ways forward with officers, partners and suppliers in January 2009, and chose the one "
    "that costs least over five years. The ICT Manager reports progress to Cabinet each March."
)


@pytest.fixture
def strategy(home: Path) -> Path:
    return copy_of_sample()


def finish(strategy: Path) -> None:
    """Writes what the technical strategies still lack: every section that a check names gets its text."""
    with edit(strategy, "Priya Kaur") as opened:
        session = opened.session
        for stop in stops(strategy):
            assert stop.rule == "C01", stop.message
            session.apply(ReplaceBlocks(stop.section, 0, 0, (paragraph(WRITTEN),)))
            session.apply(ChangeSection((stop.section,), status="cleared"))


def stops(strategy: Path) -> list[Finding]:
    stored = read(strategy)
    found = check_edition(stored.project, "large-print", date(2009, 3, 3), ledger=stored.ledger)
    return [each for each in found if each.stops]


@pytest.mark.long
def test_a_finished_set_is_published_for_every_use(
    strategy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finish(strategy)
    given = [each for each in EDITIONS if each not in ("review", "pen")]  # those go to single readers
    for edition in given:
        out = tmp_path / edition
        assert main(["publish", str(strategy), "--edition", edition, "--out", str(out)]) == 0, capsys.readouterr().err
        files = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
        assert files
        assert [check for made in files for check in made["checks"] if not check["passed"]] == []
    kept = read(strategy).ledger.entries
    assert [each.edition for each in kept if isinstance(each, Publication)] == given
    assert not [each for each in kept if isinstance(each, Override)], "nothing was set aside"


def test_one_document_is_published_while_others_are_being_written(
    strategy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["publish", str(strategy), "--edition", "large-print", "--out", str(tmp_path / "out")]
    assert main([*given, "--document", "Digital connectivity"]) == 1
    assert "has no text yet" in capsys.readouterr().err
    assert main([*given, "--document", "The Development of an ICT Strategy"]) == 0
    [made] = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert made["role"] == "report"
