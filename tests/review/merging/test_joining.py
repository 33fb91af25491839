"""Bringing two lines of work together: both ways the same, twice nothing more, nothing lost. Over generated edits."""

from __future__ import annotations

import pytest

from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Proposal
from strategy_editor.model.text import flat
from strategy_editor.model.tree import all_sections, ids_in, section_hosts
from strategy_editor.review.merging.contests import Side
from strategy_editor.review.merging.joining import merge
from tests.bench import examples
from tests.review.merging.drawn import WORD, Drawn, drawn, letters_of, text_of, words_in


@pytest.mark.parametrize("start", range(4))
def test_a_few_rounds(start: int) -> None:
    for seed in range(start * 10, start * 10 + 10):
        _check(drawn(seed))


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_many_rounds() -> None:
    for seed in range(1000, 1000 + examples(6000)):
        _check(drawn(seed, edits=12))


def _check(found: Drawn) -> None:
    base, mine, theirs = found
    merged = merge(base, mine, theirs)
    assert merge(base, theirs, mine) == merged, "the other way round"
    assert merge(base, mine, mine).project == mine.project
    assert merge(base, mine, Side(base, "anne", mine.at)).project == mine.project
    result = Side(merged.project, "anne", theirs.at)
    assert merge(theirs.project, result, theirs).project == merged.project, "the same copy again"
    assert merge(mine.project, mine, result).project == merged.project
    check_ids(merged.project)
    _check_words(base, mine.project, theirs.project, merged.project)
    assert set(merged.project.proposals) == {*merged.proposals}
    for proposal in merged.project.proposals.values():
        assert proposal.author in ("anne", "theo")
        assert proposal.base != proposal.proposed


def check_ids(project: Project) -> None:
    ids = [id for document in project.documents for id in ids_in(document.sections)]
    assert len(ids) == len(set(ids))


def _check_words(base: Project, mine: Project, theirs: Project, merged: Project) -> None:
    """Each word by itself, whoever wrote it or took it out."""
    before, first, second = words_in(base), words_in(mine), words_in(theirs)
    text, proposals = words_in(text_of(merged)), list(merged.proposals.values())
    proposed = words_in(tuple(each.proposed for each in proposals))
    assert text | proposed <= before | first | second, "words out of nowhere"
    assert (first | second) - before <= text | proposed, "words that were written are lost"
    # One side may join a paragraph to words that the other side put at its end, with no space between.
    letters = letters_of(text_of(merged))
    assert all(word in letters for word in before & first & second - text), "words that nobody touched are gone"
    kept = (before - first - second) & text
    for word in ((before - first) | (before - second)) & text:
        assert _is_proposed_to_go(word, proposals, base, merged), f"{word} is there, and nobody is asked ({kept})"


def _is_proposed_to_go(word: str, proposals: list[Proposal], base: Project, merged: Project) -> bool:
    if any(word in words_in(each.base) - words_in(each.proposed) for each in proposals):
        return True
    if any(_is_beside(word, each, merged) for each in proposals):
        return True
    going = {each.place.owner for each in proposals if each.place.kind == "field" and not each.place.field}
    if _has_moved_away(word, base, merged):
        return True
    return any(
        section.id in going and word in words_in(section)
        for document in merged.documents
        for section in _all(document.sections)
    )


def _is_beside(word: str, proposal: Proposal, merged: Project) -> bool:
    """Whether the word stands in a paragraph that has taken in another, moved since, which is asked about."""
    asked = words_in(proposal.base)
    return any(
        word in words_in(host.runs) and asked & words_in(host.runs)
        for _, section in all_sections(merged)
        for host in section_hosts(section)
    )


def _has_moved_away(word: str, base: Project, merged: Project) -> bool:
    """Whether the word stands only in paragraphs that one side made of others, which the other side never saw.

    Or in a note: one that went along into another paragraph stays there, though the other side took its own out.
    """
    known = {id for document in base.documents for id in ids_in(document.sections)}
    return all(
        host.id not in known or host.kind == "footnote"
        for _, section in all_sections(merged)
        for host in section_hosts(section)
        if word in words_in(host.runs) and (host.kind == "footnote" or word in WORD.findall(flat(host.runs)))
    )


def _all(sections: tuple[object, ...]) -> list[object]:
    return [each for section in sections for each in (section, *_all(section.children))]  # type: ignore[attr-defined]
