"""Bringing two lines of work together: both ways the same, twice nothing more, nothing lost. Over generated edits."""

from __future__ import annotations

import pytest

from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Proposal
from strategy_editor.model.text import flat
from strategy_editor.model.tree import Host, all_sections, ids_in, section_hosts
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
    taken_out = {word for side in (mine, theirs) for word in before - words_in(side) if word not in run_on(side)}
    for word in taken_out & text:
        told = _is_proposed_to_go(word, proposals, merged) or _stands_alone(word, base, merged)
        assert told, f"{word} is there, and nobody is asked"


def _stands_alone(word: str, base: Project, merged: Project) -> bool:
    """Whether the word is only in paragraphs that are new, with no other word of those that it stood in.

    One word of a paragraph that its writer took out cannot be told from the same word written anew.
    """
    known = {id for document in base.documents for id in ids_in(document.sections)}
    origin = {each for host in _hosts_of(word, base) for each in words_in(host.runs)}
    return all(host.id not in known and words_in(host.runs) & origin == {word} for host in _hosts_of(word, merged))


def _hosts_of(word: str, project: Project) -> list[Host]:
    hosts = (host for _, section in all_sections(project) for host in section_hosts(section))
    return [host for host in hosts if word in words_in(host.runs)]


def times(word: str, value: object) -> int:
    """How often a word stands there: one that was moved may be there twice until that is decided."""
    return WORD.findall(letters_of(value)).count(word)


def run_on(project: Project) -> str:
    """All text in reading order, without breaks: a word through which a paragraph was split is still there."""
    return "".join(flat(host.runs) for _, section in all_sections(project) for host in section_hosts(section))


def _is_proposed_to_go(word: str, proposals: list[Proposal], merged: Project) -> bool:
    if any(times(word, each.base) > times(word, each.proposed) for each in proposals):
        return True
    going = {each.place.owner for each in proposals if each.place.kind == "field" and not each.place.field}
    return any(
        section.id in going and word in words_in(section)
        for document in merged.documents
        for section in _all(document.sections)
    )


def _all(sections: tuple[object, ...]) -> list[object]:
    return [each for section in sections for each in (section, *_all(section.children))]  # type: ignore[attr-defined]
