"""Two officers edit copies of one strategy for a week, and bring both together: the same text, and nothing missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.session import opening
from strategy_editor.storage.tree import tree_of
from tests.bench import examples
from tests.journeys.officers import Officer, check_nothing_missing, new_strategy


@pytest.mark.long
@pytest.mark.parametrize("seed", range(examples(60)))
def test_a_week_apart(home: Path, tmp_path: Path, seed: int) -> None:
    ours, theirs = tmp_path / "anne" / "ICT.strategy", tmp_path / "theo" / "ICT.strategy"
    ours.parent.mkdir()
    theirs.parent.mkdir()
    new_strategy(ours)
    shutil.copyfile(ours, theirs)
    anne, theo = Officer("Anne Wood", "a", ours, seed), Officer("Theo Lane", "t", theirs, seed + 1000)
    for day in range(5):
        anne.work(day)
        theo.work(day)
        if day == 2:  # Theo takes Anne's copy in on Wednesday, and works on
            assert main(["merge", str(theirs), str(ours), "--as", "Theo Lane"]) == 0
    before = shutil.copyfile(ours, tmp_path / "before.strategy")
    assert main(["merge", str(ours), str(theirs), "--as", "Anne Wood"]) == 0
    assert main(["merge", str(theirs), str(before), "--as", "Theo Lane"]) == 0
    first, second = opening.read(ours).project, opening.read(theirs).project
    assert tree_of(first) == tree_of(second), "both ways end in the same text"
    check_nothing_missing(first, anne, theo)
    assert main(["merge", str(ours), str(theirs), "--as", "Anne Wood"]) == 0
    assert tree_of(opening.read(ours).project) == tree_of(first), "again adds nothing"


def test_the_same_words(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both change one status: the command line says that it is to be decided, as words and as data."""
    ours, theirs = tmp_path / "ICT.strategy", tmp_path / "ICT (Theo).strategy"
    new_strategy(ours)
    shutil.copyfile(ours, theirs)
    for path, status in ((ours, "for-review"), (theirs, "cleared")):
        commands = tmp_path / "commands.jsonl"
        section = opening.read(path).project.documents[1].sections[1].id
        commands.write_text(f'{{"do": "change-section", "sections": ["{section}"], "status": "{status}"}}', "utf-8")
        assert main(["apply", str(path), str(commands)]) == 0
    capsys.readouterr()
    assert main(["merge", str(ours), str(theirs)]) == 0
    told = capsys.readouterr().out
    assert "2 to decide, as both copies changed the same." in told
    assert main(["merge", str(ours), str(theirs)]) == 0
    assert "holds nothing that is not here already" in capsys.readouterr().out
    assert main(["merge", str(ours), str(ours)]) == 2
    other = tmp_path / "Other.strategy"
    new_strategy(other)
    assert main(["merge", str(ours), str(other)]) == 2
    assert main(["merge", str(ours), str(tmp_path / "none.strategy")]) == 2
