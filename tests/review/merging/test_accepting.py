"""Deciding what a merge proposed: one side's proposals, accepted one by one, bring all that the side wrote."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Decision
from strategy_editor.review.deciding import decide
from strategy_editor.review.merging.joining import merge
from tests.bench import examples
from tests.review.merging.drawn import NOW, Drawn, drawn, text_of, words_in
from tests.review.merging.test_joining import check_ids

ACCEPT = Decision("accepted", NOW, "chair")


def test_a_few_rounds() -> None:
    for seed in range(2000, 2040):
        _check(drawn(seed))


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_many_rounds() -> None:
    for seed in range(20_000, 20_000 + examples(4000)):
        _check(drawn(seed, edits=12))


def _check(found: Drawn) -> None:
    base, mine, theirs = found
    merged = merge(base, mine, theirs).project
    assert accepted(merged, "nobody") == merged
    for side in (mine, theirs):
        after = accepted(merged, side.author)
        check_ids(after)
        wrote = words_in(side.project) - words_in(base)
        assert wrote <= words_in(text_of(after)), f"what {side.author} wrote is not all there"
        ids = [each.id for each in after.proposals.values() if each.decision is None]
        rejected = decide(after, ids, replace(ACCEPT, outcome="rejected"))
        assert text_of(rejected) == text_of(after)
        assert all(each.decision for each in rejected.proposals.values())


def accepted(project: Project, author: str) -> Project:
    """The project with every proposal of one author accepted, in any order, but that whole sections go.

    The other side may have put something into those.
    """
    for id in sorted(project.proposals):
        proposal = project.proposals[id]
        takes_out = proposal.place.kind == "field" and not proposal.place.field
        if proposal.author == author and proposal.decision is None and not takes_out:
            try:
                project = decide(project, [id], ACCEPT)
            except Refused:  # it went with something else that the same author took out
                project = decide(project, [id], replace(ACCEPT, outcome="noted"))
    return project
