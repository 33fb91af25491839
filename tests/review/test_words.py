"""How text is cut, and where two texts differ."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.review import words
from strategy_editor.review.words import Hunk, cut_words, hunks, in_order, readable_hunks, woven

letters = st.lists(st.sampled_from("abcd"), max_size=12)
orders = st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True)


@given(st.text())
def test_cutting_leaves_nothing_out(text: str) -> None:
    assert "".join(cut_words(text)) == text


def test_numbers_and_joined_words_stay_whole() -> None:
    assert cut_words("£1,200.50 isn’t co-operative.") == ["£", "1,200.50", " ", "isn’t", " ", "co-operative", "."]
    assert cut_words("e\u0301te\u0301") == ["e\u0301te\u0301"]


@given(letters, letters)
def test_hunks_lead_from_one_to_the_other_and_are_as_few_as_can_be(before: list[str], after: list[str]) -> None:
    made: list[str] = []
    position = changed = 0
    for hunk in hunks(before, after):
        assert hunk.start >= position
        made += [*before[position : hunk.start], *after[hunk.new_start : hunk.new_stop]]
        position = hunk.stop
        changed += hunk.stop - hunk.start + hunk.new_stop - hunk.new_start
    assert [*made, *before[position:]] == after
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    assert changed <= len(before) + len(after) - 2 * sum(block.size for block in matcher.get_matching_blocks())


def test_a_huge_difference_is_one(monkeypatch: object) -> None:
    before, after = ["x", *"abcd" * 20, "y"], ["x", *"badc" * 20, "y"]
    assert len(hunks(before, after)) > 1
    monkeypatch.setattr(words, "LARGEST", 100)  # type: ignore[attr-defined]
    assert hunks(before, after) == [Hunk(1, 81, 1, 81)]


def test_differences_that_only_a_space_parts_are_one() -> None:
    before, after = cut_words("We will buy new servers in May."), cut_words("We will rent old servers in May.")
    assert readable_hunks(before, after) == [Hunk(4, 7, 4, 7)]
    apart = cut_words("They will buy new servers in June.")
    assert len(readable_hunks(before, apart)) == 2


@given(orders, orders)
def test_what_keeps_its_order_is_in_order_in_both_and_as_much_as_can_be(before: list[str], after: list[str]) -> None:
    kept = in_order(before, after)
    assert [id for id in before if id in kept] == [id for id in after if id in kept]
    best = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, old in enumerate(before):
        for j, new in enumerate(after):
            best[i + 1][j + 1] = best[i][j] + 1 if old == new else max(best[i][j + 1], best[i + 1][j])
    assert len(kept) == best[-1][-1]


@given(orders, orders)
def test_weaving_holds_each_member_of_each_list_once_and_in_order(before: list[str], after: list[str]) -> None:
    lines = list(woven(before, after))
    assert [line.old for line in lines if line.old is not None] == list(range(len(before)))
    assert [line.new for line in lines if line.new is not None] == list(range(len(after)))
    for old, new in lines:
        assert old is None or new is None or before[old] == after[new]
