"""Spelling with the shipped dictionaries, in English and Welsh."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.foundation.resources import ResourceMissing
from strategy_editor.language import speller as speller_module
from strategy_editor.language.known_words import NOTHING_KNOWN, known_words
from strategy_editor.language.speller import Speller, Spellers, SpellingUnavailable, load_dictionary

ENGLISH = Speller()
WELSH = Speller("cy-GB")


def wrong(text: str, speller: Speller = ENGLISH, *known: str) -> list[str]:
    return [text[start:end] for start, end in speller.misspellings(text, known_words(known))]


def test_the_words_of_the_report_of_march_2009_are_known() -> None:
    text = (
        "In February Cabinet agreed a general approach and timetable for the production of an ICT Strategy. "
        "Flexible & Mobile Working Strategy; Digital connectivity – including a policy on the enablement of local "
        "communities. Portfolio Holder: Councillor Keegan. Email: John.Barrett@cheshire.gov.uk. Tel No: 01244 972520"
    )
    assert wrong(text) == []


def test_slips_are_found_where_they_stand() -> None:
    text = "The stratergy, the councill’s aims and a goverment’s view; “recieved” in COUNCILL. Colour, not color."
    expected = ["stratergy", "councill’s", "goverment’s", "recieved", "COUNCILL", "color"]
    assert wrong(text) == expected
    assert ENGLISH.misspellings(text)[0] == (4, 13)


def test_positions_are_python_characters() -> None:
    assert ENGLISH.misspellings("😀😀 stratergy") == [(3, 12)]


def test_in_a_compound_only_the_wrong_part_is_marked() -> None:
    assert wrong("a multi-agancy, co-ordinated, colour-codeed, pre-application, 19-year-olds plan") == [
        "agancy",
        "codeed",
    ]


def test_numbers_codes_and_names_of_products_pass() -> None:
    assert wrong("2009/10, £5m, 3rd, A4, COVID-19, CE08/09-12, SharePoint, iPad, the DfT, TPOs, i.e. J. Barrett") == []


def test_words_of_local_government_pass() -> None:
    assert wrong("wellbeing, Wellbeing and WELLBEING in Abertawe’s masterplan") == []


def test_welsh() -> None:
    text = "Mae’r cyngor yn gwario i’w gwasanaethau, a’r strategaeth ddigidol. Gyda’n gilydd, stratergaeth."
    assert wrong(text, WELSH) == ["stratergaeth"]


def test_known_words_are_laid_over_the_dictionary() -> None:
    text = "Zorbline and zorbline’s zorblines, Gandlake and gandlake, QWRTYZ"
    assert wrong(text) == ["Zorbline", "zorbline’s", "zorblines", "Gandlake", "gandlake", "QWRTYZ"]
    assert wrong(text, ENGLISH, "zorbline", "Gandlake Computer", "QWRTYZ") == ["zorblines", "gandlake"]
    assert wrong(text) == ["Zorbline", "zorbline’s", "zorblines", "Gandlake", "gandlake", "QWRTYZ"]


def test_a_list_knows_possessives_plurals_of_acronyms_and_compounds() -> None:
    known = known_words(["Knutsvord", "SIROXX", "Castell-nedx"], ("wellbe",))
    assert all(
        map(known.knows, ["Knutsvord’s", "KNUTSVORD", "SIROXXs", "Castell-nedx", "Wellbe", "WELLBE", "wellbe's"])
    )
    assert not any(map(known.knows, ["knutsvord", "wellbes", "siroxx", "Castell", ""]))
    assert not NOTHING_KNOWN.knows("council")


def test_a_word_alone() -> None:
    assert ENGLISH.check("organisation")
    assert not ENGLISH.check("organistion")
    assert ENGLISH.check("organistion", known_words(["organistion"]))


@given(st.text())
def test_any_text_is_checked_and_every_mark_is_a_wrong_word(text: str) -> None:
    reached = 0
    for start, end in ENGLISH.misspellings(text):
        assert reached <= start < end <= len(text)
        assert not ENGLISH.check(text[start:end])
        reached = end


@given(st.lists(st.sampled_from(["council", "stratergy", "the", "co-ordinate", "multi-agancy", "ICT"])))
def test_a_word_is_judged_alike_wherever_it_stands(tokens: list[str]) -> None:
    alone = [each for token in tokens for each in wrong(token)]
    assert wrong(" ".join(tokens)) == alone


def test_half_a_surrogate_pair_is_no_word() -> None:
    assert wrong("a\ud83d stratergy") == ["stratergy"]
    assert ENGLISH.check("ab\ud83d")


def test_a_language_without_a_dictionary_passes_and_says_so() -> None:
    french = Spellers().for_language("fr-FR")
    assert french.misspellings("Bonjourr le mondee") == []
    assert french.check("mondee")
    assert "no dictionary for the language “fr-FR”" in french.problem


def test_there_is_one_speller_for_each_language() -> None:
    spellers = Spellers()
    assert spellers.for_language("en") is spellers.for_language("en-GB")
    assert spellers.for_language("cy").language == "cy-GB"
    assert ENGLISH.problem == ""


def test_a_library_that_does_not_load_leaves_everything_unmarked_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", None)
    speller = Speller()
    assert speller.misspellings("stratergy") == []
    assert speller.check("stratergy")
    assert not speller.load()
    assert speller.problem.startswith("Spelling cannot be checked")


def test_a_missing_dictionary_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_parts: str) -> Path:
        raise ResourceMissing("A file that belongs to the program is missing: en_GB.aff.")

    monkeypatch.setattr(speller_module, "resource", missing)
    with pytest.raises(SpellingUnavailable, match=r"en_GB\.aff"):
        load_dictionary("en-GB")


def test_a_full_store_of_answers_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speller_module, "_KEPT_ANSWERS", 2)
    assert wrong("one two three stratergy four stratergy", Speller()) == ["stratergy", "stratergy"]
