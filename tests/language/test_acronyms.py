"""Acronyms: found, explained in either order, and proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.language.acronyms import Acronym, acronyms, unexplained
from strategy_editor.language.initials import spells
from strategy_editor.language.places import Place

SEED = (
    "The Development of an ICT Strategy",
    "In February Cabinet agreed a general approach and timetable for the production of an ICT Strategy.",
    "Cheshire East has the opportunity to break new ground in using Information & Communications Technology to "
    "improve processes. It used to be said that ICT is a key enabler of local authority services.",
)


def only(*paragraphs: str) -> Acronym:
    (found,) = acronyms(paragraphs)
    return found


def text_at(place: Place, paragraphs: tuple[str, ...]) -> str:
    return paragraphs[place.paragraph][place.start : place.end]


def test_the_report_of_march_2009_uses_ict_before_it_says_what_it_is() -> None:
    found = only(*SEED)
    assert found.letters == "ICT"
    assert found.uses[0] == Place(0, 22, 25)
    assert [place.paragraph for place in found.uses] == [0, 1, 2]
    assert not found.explained_at_first_use
    assert not found.well_known
    assert found.explanations == ()
    assert found.proposal == "Information & Communications Technology"
    assert text_at(found.full_forms[0].place, SEED) == found.proposal
    assert unexplained(SEED) == (found,)
    assert unexplained(SEED, known=["ICT"]) == ()


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("A Tree Preservation Order (TPO) was made.", "Tree Preservation Order"),
        ("A TPO (Tree Preservation Order) was made.", "Tree Preservation Order"),
        ("TPOs (tree preservation orders) were made.", "tree preservation orders"),
        ("the Information & Communications Technology (ICT) team", "Information & Communications Technology"),
        ("ICT (Information and Communications Technology) is key", "Information and Communications Technology"),
        ("Freedom of Information (FOI)", "Freedom of Information"),
        ("the Department for Transport (DfT)", "Department for Transport"),
        ("Voice over Internet Protocol (VoIP)", "Voice over Internet Protocol"),
        ("a Wide-Area Network (WAN)", "Wide-Area Network"),
        ("our Senior Information Risk Owner (the “SIRO”)", "Senior Information Risk Owner"),
        ("extensible markup language (XML)", "extensible markup language"),
        ("R&D (research and development)", "research and development"),
        ("the Driver and Vehicle Licensing Agency (DVLA)", "Driver and Vehicle Licensing Agency"),
        ("a Memorandum of Understanding (M.O.U.) exists", "Memorandum of Understanding"),
        ("face to face (F2F)", "face to face"),
        ("a systems integrator (or SI)", "systems integrator"),
        ("small and medium-sized enterprises (SMEs)", "small and medium-sized enterprises"),
        ("Small and Medium Sized Enterprises (or SMEs)", "Small and Medium Sized Enterprises"),
        ("World of Computer Science and Information Technology Journal (WCSIT)",
         "World of Computer Science and Information Technology Journal"),
        ("CIPFA (Chartered Institute of Public Finance and Accountancy; a body)",
         "Chartered Institute of Public Finance and Accountancy"),
    ],
)  # fmt: skip
def test_explanations_in_either_order(text: str, full: str) -> None:
    found = only(text)
    assert found.explained_at_first_use
    assert found.meanings == (full,)
    assert found.proposal == full
    assert text_at(found.explanations[0].place, (text,)) == full
    assert text_at(found.explanations[0].acronym, (text,)).replace(".", "") == found.letters
    assert unexplained([text]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "the Cabinet Member (ICT) said",
        "the Tree Order (TPO)",
        "TPO (see Appendix B)",
        "TPO (Tree Preservation Order of 2009)",
        "Tree Preservation Order. (TPO)",
        "small firms may enter (SME)",
        "Free to Find (F4F)",
    ],
)
def test_brackets_whose_letters_do_not_fit_explain_nothing(text: str) -> None:
    assert only(text).explanations == ()


@pytest.mark.parametrize(
    "text",
    [
        "Option IV, Part II and Louis XIV",
        "Macclesfield CW1 2BJ and SK10 1EA",
        "Reference CE08/09-12, £5M and A4",
        "NOT FOR PUBLICATION UNDER PART TWO",
        "CABINET",
        "It is NOT final and MUST change. DRAFT",
        "see GOV.UK",
        "Cabinet of the Council; McDonald",
        "I am A. Smith",
    ],
)
def test_what_is_no_acronym(text: str) -> None:
    assert acronyms([text]) == ()


def test_a_later_explanation_comes_too_late() -> None:
    found = only("The TPO stands.", "A Tree Preservation Order (TPO) was made.")
    assert not found.explained_at_first_use
    assert found.proposal == "Tree Preservation Order"


def test_well_known_acronyms_need_no_explanation() -> None:
    assert unexplained(["The NHS in the UK pays VAT. The MPs agree."]) == ()


def test_two_meanings_are_both_told_and_ways_of_writing_one_are_not() -> None:
    found = only("A Public Service Network (PSN). A Public Sector Network (PSN). A public-service network (PSN).")
    assert found.meanings == ("Public Service Network", "Public Sector Network")


def test_letters_with_and_without_full_stops_and_plurals_are_one() -> None:
    assert [each.letters for each in acronyms(["The I.C.T. team, the ICT team and all ICTs"])] == ["ICT"]
    assert len(only("The I.C.T. team, the ICT team and all ICTs").uses) == 3


def test_nothing_is_proposed_for_what_fits_too_much_or_stands_apart() -> None:
    assert only("The CA met. Children. Anna").proposal == ""
    assert only("The CDA met. Children. Drama Access").proposal == ""
    assert only("The F2F met. First Friday").proposal == ""


@pytest.mark.parametrize(
    ("letters", "words", "expected"),
    [
        ("TPO", "Tree Preservation Order", True),
        ("FOI", "Freedom of Information", True),
        ("FI", "Freedom of Information", True),
        ("ICT", "Information & Communications Technology", True),
        ("LAA", "Local Area Agreement", True),
        ("OFSTED", "Office for Standards in Education", True),
        ("TPO", "Tree Planting", False),
        ("TO", "Tree Preservation Order", False),
        ("ICT", "Information", False),
        ("ICT", "", False),
    ],
)
def test_which_words_spell_which_letters(letters: str, words: str, expected: bool) -> None:
    assert spells(letters, words.split()) is expected


words = st.text(alphabet="bcdfghjklmnpqrtuvw", min_size=2, max_size=8).map(str.capitalize)


@given(st.lists(words, min_size=3, max_size=6))
def test_any_name_with_its_initials_in_brackets_is_an_explanation(name: list[str]) -> None:
    full, letters = " ".join(name), "".join(word[0] for word in name)
    found = {each.letters: each for each in acronyms([f"said that the {full} ({letters}) met"])}
    if letters in found:  # some spell a roman number or a word for emphasis
        assert found[letters].explained_at_first_use
        (meaning,) = found[letters].meanings
        assert full.endswith(meaning)
        assert spells(letters, meaning.split())


@given(st.lists(st.text(alphabet="aA BC(T)P&O.’s,;-“”I1\n"), max_size=4))
def test_places_hold_what_they_say(paragraphs: list[str]) -> None:
    for found in acronyms(paragraphs):
        assert list(found.uses) == sorted(found.uses)
        for place in found.uses:
            assert text_at(place, tuple(paragraphs)).replace(".", "") == found.letters
        for each in (*found.explanations, *found.full_forms):
            assert text_at(each.place, tuple(paragraphs)) == each.full


@pytest.mark.parametrize("piece", ["A", "A.", "AB ", "Ab ", "(AB", "AB (", "A&", "a "])
def test_long_repetitions_are_worked_through(piece: str) -> None:
    found = acronyms([piece * (20_000 // len(piece))])
    assert all(each.uses for each in found)
