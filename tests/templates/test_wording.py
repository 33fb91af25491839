"""Standing words: said once, in the council's own words, in its languages, and filled in safely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.templates.profiles import load_profile
from strategy_editor.templates.wording import DEFAULTS, STANDING, fill, places, say, wording


def test_every_standing_text_is_there_once_and_says_where_it_is_used() -> None:
    assert len(DEFAULTS) == len(STANDING)
    assert all(each.text and each.used for each in STANDING)


def test_no_key_is_the_beginning_of_another() -> None:
    """Else a settings file could not hold both: ``page = …`` and ``page.of = …``."""
    assert not [one for one in DEFAULTS for other in DEFAULTS if other.startswith(f"{one}.")]


def test_the_councils_words_come_before_ours() -> None:
    profile = replace(load_profile("english-council"), wording={"contents.title": "In this paper", "note.label": ""})
    assert say(profile, "contents.title") == "In this paper"
    assert say(profile, "note.label") == ""
    assert say(profile, "page.of", page=2, pages=9) == "Page 2 of 9"


def test_a_document_in_welsh_speaks_welsh_and_falls_back_to_english() -> None:
    profile = load_profile("welsh-council")
    assert say(profile, "page.of", "cy", page=1, pages=3) == "Tudalen 1 o 3"
    assert say(profile, "page.of", "cy-GB", page=1, pages=3) == "Tudalen 1 o 3"
    assert say(profile, "page.of", page=1, pages=3) == "Page 1 of 3"
    assert say(profile, "exempt.schedule").startswith("Part 4")
    assert wording(profile, "cy")["priority.high"] == "high"


def test_welsh_fills_in_what_english_does() -> None:
    profile = load_profile("welsh-council")
    welsh, english = wording(profile, "cy"), wording(profile)
    assert set(welsh) == set(DEFAULTS)
    assert {key: places(text) for key, text in welsh.items()} == {key: places(text) for key, text in english.items()}


def test_unknown_words_are_refused() -> None:
    with pytest.raises(WrongUse, match="no standing text"):
        say(load_profile("english-council"), "page.off")


@given(st.text(), st.text())
def test_a_value_is_never_filled_in_itself(before: str, value: str) -> None:
    assert fill("{one}|{two}", one=value, two="x") == f"{value}|x"
    assert fill("{one.__class__} {0} {}", one=before) == "{one.__class__} {0} {}"
