"""Words to avoid: the shipped table is sound, and hints fit where they are put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.language.speller import Speller
from strategy_editor.language.style import KINDS, StyleHint, shipped_table, style_hints, word_table
from strategy_editor.language.tables import read_table, terms
from strategy_editor.language.words import words


def hint(text: str) -> StyleHint:
    (found,) = style_hints(text)
    return found


@pytest.mark.parametrize(
    ("text", "found", "suggestion"),
    [
        ("We will utilise it", "utilise", "use"),
        ("Utilising it", "Utilising", "Using"),
        ("UTILISE IT", "UTILISE", "USE"),
        ("In order to win", "In order to", "To"),
        ("a pen, e.g. this one", "e.g.", "for example"),
        ("Pens, etc. are here", "etc.", "and so on"),
        ("the chairman’s view", "chairman", "chair"),
        ("He/she votes", "He/she", "They"),
        ("It demonstrated that", "demonstrated", "showed"),
        ("It has demonstrated that", "has demonstrated", "has shown"),
        ("funds were allocated to it", "were allocated", "were given"),
        ("It may be required to act", "be required to", "have to"),
        ("It enables staff to act", "enables", "allows"),
        ("at a cost not exceeding £5", "not exceeding", "up to"),
        ("with a view to saving", "with a view to", "for"),
        ("a state\u00a0of the art plan", "state\u00a0of the art", "newest"),
        ("in\norder to", "in\norder to", "to"),
        ("with regard to pay", "with regard to", "about"),
        ("It should be noted that pay rose", "It should be noted that", ""),
    ],
)
def test_what_to_say_instead(text: str, found: str, suggestion: str) -> None:
    given_hint = hint(text)
    assert (given_hint.text, given_hint.suggestions[0]) == (found, suggestion)
    assert text[given_hint.start : given_hint.end] == found


@pytest.mark.parametrize("text", ["reutilise", "utilise-d", "utilisers", "the Prior Toll", "uponaxe", "robustly", ""])
def test_parts_of_other_words_are_left_alone(text: str) -> None:
    assert style_hints(text) == ()


def test_the_longest_phrase_wins_and_hints_do_not_overlap() -> None:
    assert [each.text for each in style_hints("In addition to that, in addition, additional")] == [
        "In addition to",
        "in addition",
        "additional",
    ]


def test_where_nothing_can_simply_be_put_instead_there_is_advice() -> None:
    vague, ownerless = style_hints("In due course steps will be taken.")
    assert (vague.kind, vague.suggestions, vague.advice) == ("vague", (), "by a date")
    assert (ownerless.kind, ownerless.advice) == ("ownerless", "say who will take them")


def test_kinds_can_be_chosen() -> None:
    text = "Utilise it going forward, chairman, in due course, e.g. soon. It is hoped that it helps."
    assert {each.kind for each in style_hints(text)} == set(KINDS)
    assert [each.text for each in style_hints(text, kinds=["inclusive"])] == ["chairman"]
    assert [each.text for each in style_hints("in due course", kinds=["plain"])] == []


def test_a_council_may_bring_its_own_table() -> None:
    own = word_table({"jargon": {"wibble, wibbles": "wobble, wobbles | shake, shakes", "Town Hall": "town hall"}})
    (first, second) = style_hints("He wibbles at the town hall", table=own)
    assert first.suggestions == ("wobbles", "shakes")
    assert second.text == "town hall"
    assert style_hints("utilise", table=own) == ()
    assert style_hints("utilise", table=word_table({})) == ()


@pytest.mark.parametrize("row", [("a, b, c", "x, y"), ("a, b", "x, y | z, z, z"), ("a", ""), ("", "x"), ("a, ,b", "x")])
def test_a_row_that_does_not_fit_together_is_refused(row: tuple[str, str]) -> None:
    with pytest.raises(WrongUse, match="does not fit"):
        word_table({"plain": {row[0]: row[1]}})


def test_the_shipped_table_is_large_and_every_form_of_it_is_found() -> None:
    rows = read_table("plain-english.toml", dict[str, dict[str, str]])
    assert sum(map(len, rows.values())) > 250
    said = {form.strip(): say for table in rows.values() for row, say in table.items() for form in row.split(",")}
    assert sum(len(row.split(",")) for table in rows.values() for row in table) == len(said) == len(shipped_table())
    for form, say in said.items():
        if say == "=":
            assert style_hints(f"so {form} so") == (), "right as it is"
            continue
        (found,) = style_hints(f"so {form} so")
        assert found.text == form
        assert found.advice or found.suggestions


def test_the_shipped_suggestions_are_spelt_right_and_are_not_hints_themselves() -> None:
    speller = Speller()
    rows = read_table("plain-english.toml", dict[str, dict[str, str]])
    for kind, table in rows.items():
        for say in table.values():
            assert speller.misspellings(say) == []
            if kind in ("plain", "latin"):
                again = [each.text for each in style_hints(say) if each.kind in ("plain", "latin")]
                assert again == [], say


def test_the_verbs_of_decisions_are_words() -> None:
    speller = Speller()
    verbs = terms().decision_verbs
    assert {"approve", "endorse", "note", "delegate"} <= set(verbs)
    assert [verb for verb in verbs if speller.misspellings(verb) or not list(words(verb))] == []
    assert list(verbs) == sorted(verbs)


@given(st.text())
def test_hints_hold_what_they_say_in_order(text: str) -> None:
    reached = 0
    for found in style_hints(text):
        assert reached <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        reached = found.end


@given(st.text(alphabet="aİßutilse ’.\n"), st.sampled_from(["utilise", "in order to", "e.g."]))
def test_a_phrase_is_found_wherever_it_stands(around: str, phrase: str) -> None:
    text = f"{around} {phrase} {around}"
    assert (len(around) + 1, len(around) + 1 + len(phrase)) in [(each.start, each.end) for each in style_hints(text)]
