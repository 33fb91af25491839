"""Breaking words at the ends of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.language.hyphenation import hyphenate


@pytest.mark.parametrize(
    ("word", "language", "parts"),
    [
        ("government", "en-GB", "gov-ern-ment"),
        ("Council", "en", "Coun-cil"),
        ("gwasanaethau", "cy", "gwas-an-aethau"),
        ("strategaeth", "cy-GB", "strat-eg-aeth"),
        ("ICT", "en-GB", "ICT"),
        ("ICTSTRATEGY", "en-GB", "ICTSTRATEGY"),
        ("the", "en-GB", "the"),
        ("Gouvernement", "fr", "Gouvernement"),
        ("2009/10", "en-GB", "2009/10"),
    ],
)
def test_where_words_break(word: str, language: str, parts: str) -> None:
    assert hyphenate(word, language) == tuple(parts.split("-"))


@given(st.text(), st.sampled_from(["en-GB", "cy-GB", "fr"]))
def test_the_parts_joined_are_the_word(word: str, language: str) -> None:
    assert "".join(hyphenate(word, language)) == word


@given(st.text(alphabet="abcdefghilmnoprstwyABŵŷİß", min_size=1), st.sampled_from(["en-GB", "cy-GB"]))
def test_no_part_is_too_short_to_stand_alone(word: str, language: str) -> None:
    parts = hyphenate(word, language)
    assert "".join(parts) == word
    if len(parts) > 1:
        assert len(parts[0]) >= 2
        assert len(parts[-1]) >= 3
