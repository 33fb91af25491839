"""Standing words: said once, in the council's own words, in its languages, and filled in safely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.templates.profiles import load_profile, parse_profile, write_profile
from strategy_editor.templates.wording import DEFAULTS, STANDING, Wording, fill, places


def test_every_standing_text_is_there_once_and_says_where_it_is_used() -> None:
    assert len(DEFAULTS) == len(STANDING)
    assert all(each.used for each in STANDING)


def test_the_councils_words_come_before_ours() -> None:
    own = {"contents": "In this paper", "source": "", "header.left": "{council}, {date}"}
    said = Wording(replace(load_profile("english-council"), wording=own))
    assert said("contents") == "In this paper"
    assert said("source", source="Census") == ""
    assert said("header.left", council="Us", date="today") == "Us, today"
    assert said("page.of", page=2, pages=9) == "Page 2 of 9"


def test_a_document_in_welsh_speaks_welsh_and_falls_back_to_english() -> None:
    profile = load_profile("welsh-council")
    assert Wording(profile, "cy")("page.of", page=1, pages=3) == "Tudalen 1 o 3"
    assert Wording(profile, "cy-GB")("page.of", page=1, pages=3) == "Tudalen 1 o 3"
    assert Wording(profile)("page.of", page=1, pages=3) == "Page 1 of 3"
    assert Wording(profile)("exempt.schedule").startswith("Part 4")
    assert Wording(profile, "cy")("control.detail") == "Detail"


def test_welsh_fills_in_what_english_does() -> None:
    profile = load_profile("welsh-council")
    welsh, english = Wording(profile, "cy").words, Wording(profile).words
    assert set(welsh) == set(DEFAULTS)
    assert {key: places(text) for key, text in welsh.items()} == {key: places(text) for key, text in english.items()}


def test_settings_may_fill_the_head_of_a_page_with_more_than_ours_do() -> None:
    settings = write_profile(load_profile("english-council"))
    wider = settings + '\n[wording]\n"header.left" = "{council}, {body}, {date}"\nversion.draft = "Working copy"\n'
    assert parse_profile(wider.encode(), "ours.toml").wording == {
        "header.left": "{council}, {body}, {date}",
        "version.draft": "Working copy",
    }


def test_words_in_the_language_that_need_not_be_named_are_known() -> None:
    settings = write_profile(load_profile("english-council")) + '\n[wording.en]\npage.of = "Side {page} of {pages}"\n'
    read = parse_profile(settings.encode(), "ours.toml")
    assert "languages =" not in settings
    assert read.left_out == ()
    assert Wording(read)("page.of", page=2, pages=9) == "Side 2 of 9"


def test_unknown_words_are_refused() -> None:
    with pytest.raises(WrongUse, match="no standing text"):
        Wording(load_profile("english-council"))("page.off")


@given(st.text(), st.text())
def test_a_value_is_never_filled_in_itself(before: str, value: str) -> None:
    assert fill("{one}|{two}", one=value, two="x") == f"{value}|x"
    assert fill("{one.__class__} {0} {}", one=before) == "{one.__class__} {0} {}"
