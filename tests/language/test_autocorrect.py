"""Typing aids: what people type becomes what printers set, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.language.autocorrect import ALL_AIDS, AidKind, autocorrect


def typed(keys: str, aids: frozenset[AidKind] = ALL_AIDS) -> str:
    """What stands in the paragraph after the keys."""
    text = ""
    for key in keys:
        found = autocorrect(text, key, aids)
        text = text[: len(text) - found.remove] + found.insert if found else text + key
    return text


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('He said "yes".', "He said “yes”."),
        ("'Yes', it's the members' view", "‘Yes’, it’s the members’ view"),
        ('"\'Yes\'" ("no") ["so"]', "“‘Yes’” (“no”) [“so”]"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("in '09 and the '90s.", "in ’09 and the ’90s."),
        ("'2009' was", "‘2009’ was"),
        ("ICT - the heart", "ICT – the heart"),
        ("ICT -- the heart", "ICT – the heart"),
        ("- an item", "- an item"),
        ("well-known", "well-known"),
        ("pages 10-12, then 5-7.", "pages 10–12, then 5–7."),
        ("(10-12) and £5-£10m and 10%-12% ", "(10–12) and £5–£10m and 10%–12% "),
        ("in 2009-10 and 1999-00 and 2009-2012.", "in 2009–10 and 1999–00 and 2009–2012."),
        ("9.30-11.00 am, 5:15-6:00 ", "9.30–11.00 am, 5:15–6:00 "),
        ("2009-03-03 and 01244-972520 and 12-10 ", "2009-03-03 and 01244-972520 and 12-10 "),
        ("COVID-19 and CE08/09-12 and 2009-08 ", "COVID-19 and CE08/09-12 and 2009-08 "),
        ("wait... then", "wait… then"),
        ("wait....", "wait…."),
        ("10-12", "10-12"),
    ],
)
def test_what_stands_after_typing(keys: str, expected: str) -> None:
    assert typed(keys) == expected


def test_a_quote_after_a_footnote_closes() -> None:
    found = autocorrect("“yes\ufffc", '"')
    assert found is not None
    assert found.insert == "”"


def test_far_back_text_does_not_look_like_the_start_of_a_paragraph() -> None:
    before = "x" * 100
    found = autocorrect(before, '"')
    assert found is not None
    assert found.insert == "”"
    assert autocorrect("1" * 60 + "-12", " ") is None


@pytest.mark.parametrize(
    ("aid", "keys", "expected"),
    [
        ("quotes", "\"a\" - 10-12 b...", "“a” - 10-12 b..."),
        ("dashes", "\"a\" - 10-12 b...", '"a" – 10–12 b...'),
        ("ellipsis", "\"a\" - 10-12 b...", '"a" - 10-12 b…'),
    ],
)  # fmt: skip
def test_each_aid_can_be_turned_off(aid: AidKind, keys: str, expected: str) -> None:
    assert typed(keys, frozenset((aid,))) == expected
    assert typed(keys, frozenset()) == keys


keys_people_type = st.text(alphabet="ab19 0-.,;:'\"()£%\u00a0\n‘“…–\ufffc")


@given(keys_people_type, keys_people_type)
def test_undoing_brings_back_exactly_what_was_typed(before: str, keys: str) -> None:
    for key in keys:
        found = autocorrect(before, key)
        if found is not None:
            plain = before + key
            assert plain.endswith(found.literal)
            assert len(found.literal) == found.remove + 1
            corrected = before[: len(before) - found.remove] + found.insert
            assert corrected == plain[: len(plain) - len(found.literal)] + found.insert
            assert corrected != plain
            before = corrected
        else:
            before += key


@given(st.text(alphabet="ab19 0-.,;:'\"()£%\n"))
def test_only_quotes_dashes_and_dots_change(keys: str) -> None:
    back = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "…": "..."})
    assert typed(keys).translate(back).replace("--", "-") == keys.replace("--", "-") or "--" in keys
    assert typed(keys, frozenset(("quotes", "ellipsis"))).translate(back) == keys


@given(st.text(), st.text(min_size=1, max_size=3))
def test_any_text_is_taken(before: str, key: str) -> None:
    found = autocorrect(before, key)
    assert found is None or 0 <= found.remove <= len(before)
