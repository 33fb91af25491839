"""Syllables against words counted by ear; reading level against the published formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.language.reading import is_hard, reading
from strategy_editor.language.syllables import syllables
from tests.language.syllable_counts import counted_by_ear

SEED = (
    "In February Cabinet agreed a general approach and timetable for the production of an ICT Strategy. The purpose of "
    "this report is to consider the draft ICT Strategy. Publication of the strategy will not of itself have any "
    "immediate financial implications, although obviously it will result ultimately in opportunities for investment "
    "and savings."
)


@pytest.mark.parametrize(("word", "count"), sorted(counted_by_ear().items()))
def test_syllables_as_they_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("ICT", 3), ("WWW", 9), ("2009", 1), ("council’s", 2), ("multi-agency", 5), ("Council,", 2), ("–", 1), ("", 1)],
)
def test_syllables_of_what_is_no_plain_word(word: str, count: int) -> None:
    assert syllables(word) == count


@given(st.text())
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


def test_the_first_paragraph_of_the_report_of_march_2009() -> None:
    found = reading([SEED])
    assert (found.words, found.sentences, found.syllables) == (53, 3, 108)  # counted by hand
    assert found.grade == pytest.approx(0.39 * 53 / 3 + 11.8 * 108 / 53 - 15.59)
    assert found.ease == pytest.approx(206.835 - 1.015 * 53 / 3 - 84.6 * 108 / 53)
    assert found.mean_sentence == pytest.approx(53 / 3)
    assert found.age == round(found.grade) + 5
    assert found.long_sentences == ()
    assert "implications" in {each.word for each in found.hard_words}


def test_simple_words_read_easily_and_long_ones_do_not() -> None:
    easy = reading(["The cat sat on the mat. It was a big cat. We all saw it."])
    hard = reading(["Organisational transformation necessitates comprehensive interoperability considerations."])
    assert easy.grade < 3 < 12 < hard.grade
    assert easy.ease > 90 > 10 > hard.ease
    assert easy.age == 5


def test_nothing_to_read() -> None:
    for nothing in ([], ["", " – ", "…"]):
        found = reading(nothing)
        assert (found.words, found.sentences, found.grade, found.ease, found.mean_sentence) == (0, 0, 0, 100, 0)


def test_long_sentences_are_found_where_they_stand() -> None:
    long, very_long = "Word " * 25 + "end.", "Word " * 35 + "end."
    text = f"Short! {long} Short? {very_long}"
    found = reading(["Short.", text, "Word " * 24 + "end."]).long_sentences
    assert [(each.words, each.very_long) for each in found] == [(26, False), (36, True)]
    assert [each.place.paragraph for each in found] == [1, 1]
    assert [text[each.place.start : each.place.end] for each in found] == [long, very_long]


@pytest.mark.parametrize(
    "word", ["implications", "connectivity", "interoperability", "procurement", "Organisational", "enablement"]
)
def test_hard_words(word: str) -> None:
    assert is_hard(word)


@pytest.mark.parametrize(
    "word",
    ["council", "councillors", "community", "Cabinet", "ICT", "strategies", "developing", "services", "improvement",
     "created", "expected", "differently", "organisations"],
)  # fmt: skip
def test_words_that_are_not_hard(word: str) -> None:
    assert not is_hard(word)


def test_hard_words_are_counted_with_their_places_and_names_are_left_out() -> None:
    text = "Connectivity matters. We need connectivity in Alderney Macclesfield."
    (word,) = reading(["x", text]).hard_words
    assert (word.word, word.syllables) == ("connectivity", 5)
    assert [text[each.start : each.end] for each in word.places] == ["Connectivity", "connectivity"]
    assert {each.paragraph for each in word.places} == {1}


@given(st.lists(st.text(max_size=80), max_size=4), st.lists(st.text(max_size=80), max_size=4))
def test_two_texts_together_add_up(one: list[str], two: list[str]) -> None:
    first, second, both = reading(one), reading(two), reading([*one, *two])
    assert both.words == first.words + second.words
    assert both.sentences == first.sentences + second.sentences
    assert both.syllables == first.syllables + second.syllables
    assert len(both.long_sentences) == len(first.long_sentences) + len(second.long_sentences)
    assert both.syllables >= both.words >= both.sentences
    for word in both.hard_words:
        for place in word.places:
            assert [*one, *two][place.paragraph][place.start : place.end].lower() == word.word
