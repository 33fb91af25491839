"""Two officers on one synchronised folder: both save at once, cut off and together again; nothing is ever missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.session import opening
from strategy_editor.session.paths import backups_folder
from strategy_editor.session.surroundings import put_away
from strategy_editor.storage.tree import tree_of
from tests.bench import is_full
from tests.journeys.officers import Officer, check_nothing_missing, new_strategy
from tests.syncthing import Pair, sharing

NAME = "ICT.strategy"


@pytest.mark.syncthing
@pytest.mark.long
@pytest.mark.timeout(1800)
def test_both_save_while_cut_off(home: Path, tmp_path: Path) -> None:
    with sharing(tmp_path) as pair:
        first, second = (each.folder / NAME for each in pair.instances)
        new_strategy(first)
        pair.settle()
        assert second.exists()
        anne, theo = Officer("Anne Wood", "a", first, 1), Officer("Theo Lane", "t", second, 2)
        noticed = 0
        for day in range(8 if is_full() else 3):
            pair.cut_off()
            for officer in (anne, theo):
                officer.work(day, acts=6)
            pair.together()
            noticed += _bring_together(pair, anne, theo, both_at_once=day % 2 == 0)
            texts = [opening.read(path).project for path in (first, second)]
            assert tree_of(texts[0]) == tree_of(texts[1]), "both have the same text"
            check_nothing_missing(texts[0], anne, theo)
            assert not _conflicts(first)
        assert noticed >= (8 if is_full() else 3), "each time that both saved, a conflict copy was noticed"


def _conflicts(path: Path) -> list[Path]:
    opened = opening.open_strategy(path)
    try:
        return [each.path for each in opened.look_around().conflicts]
    finally:
        opened.leave()


def _bring_together(pair: Pair, anne: Officer, theo: Officer, *, both_at_once: bool) -> int:
    """One of them, or both at once while the line is down, bring every conflict copy in and put it away."""
    noticed = 0
    if both_at_once:
        pair.cut_off()
    for officer in (anne, theo) if both_at_once else (anne,):
        found = _conflicts(officer.path)
        noticed += len(found)
        for each in found:
            opened = officer.open()
            joining = opened.bring_in(opened.look_at(each))
            opened.close()
            put_away(joining, backups_folder())
    if both_at_once:
        pair.together()
        for each in _conflicts(theo.path):  # both saved at once again: what is left is the same text twice
            assert main(["merge", str(theo.path), str(each), "--as", theo.name]) == 0
            each.unlink()
    pair.settle()
    return noticed
