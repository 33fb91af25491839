"""Words as a spelling check wants them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.language.words import LONGEST_WORD, has_own_spelling, parts, plain, words


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council’s ICT strategy.", ["The", "council’s", "ICT", "strategy"]),
        ("members' views, 'quoted' and ‘quoted’", ["members", "views", "quoted", "and", "quoted"]),
        ("well-known multi‑agency work – mostly", ["well-known", "multi‑agency", "work", "mostly"]),
        ("See https://www.example.org/a_b?c=d, please", ["See", "please"]),
        ("Mail John.Barrett@cheshire.gov.uk now", ["Mail", "now"]),
        ("on cheshireeast.gov.uk/ict or www.bbc.co.uk.", ["on", "or"]),
        ("open C:\\Users\\me\\x.docx or \\\\server\\share and report.docx", ["open", "or", "and"]),
        ("@council #digital news", ["news"]),
        ("Ynys Môn, cafe\u0301 and so\u00adlu\u00adtion", ["Ynys", "Môn", "cafe\u0301", "and", "so\u00adlu\u00adtion"]),
        ("Mae’r cyngor i’w weld", ["Mae’r", "cyngor", "i’w", "weld"]),
        ("end.Next", ["end", "Next"]),
        ("before\ufffcafter", ["before", "after"]),
        ("", []),
    ],
)
def test_the_words_of_a_line(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text())
def test_words_lie_in_the_text_in_order_and_hold_no_white_space(text: str) -> None:
    reached = 0
    for start, end in words(text):
        assert reached <= start < end <= len(text)
        assert not any(map(str.isspace, text[start:end]))
        reached = end


@given(st.text(alphabet="aé1 -’.,_\u0301\u00ad\n"))
def test_an_address_elsewhere_changes_nothing(text: str) -> None:
    assert list(words(f"{text} a@b.uk")) == list(words(text))


@pytest.mark.parametrize("piece", ["a.", "a@", "-", "a-", "http:", "a’", "\\\\", "a_", "www."])
def test_long_repetitions_are_worked_through(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    assert sum(end - start for start, end in words(text)) <= len(text)


@given(st.text(alphabet="ab-‑’", min_size=1))
def test_parts_and_hyphens_make_the_word(word: str) -> None:
    pieces = parts(word)
    assert "?".join(word[start:end] for start, end in pieces) == word.replace("-", "?").replace("‑", "?")


def test_a_word_as_the_dictionary_has_it() -> None:
    assert plain("council’s") == "council's"
    assert plain("cafe\u0301") == "café"
    assert plain("multi‑agency") == "multi-agency"
    assert plain("so\u00adlution") == "solution"


@pytest.mark.parametrize(
    "word", ["A", "ICT", "TPOs", "NHS's", "COVID19", "10am", "3rd", "file_name", "SharePoint", "iPhone", "DfT"]
)
def test_what_no_dictionary_can_judge(word: str) -> None:
    assert has_own_spelling(word)


@pytest.mark.parametrize("word", ["council", "Council", "STRATEGY", "THe", "aa"])
def test_what_a_dictionary_can_judge(word: str) -> None:
    assert not has_own_spelling(word)


def test_very_long_words_are_left_alone() -> None:
    assert has_own_spelling("a" * (LONGEST_WORD + 1))
    assert not has_own_spelling("a" * LONGEST_WORD)
