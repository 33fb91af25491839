"""Text keeps its characters: cutting, splicing and cleaning lose and invent nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from strategy_editor.model import text
from tests.model import values


@given(values.inline_runs(), values.inline_runs(), st.data())
def test_a_splice_replaces_exactly_its_range(runs: text.Runs, added: text.Runs, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, text.length(runs)))
    stop = data.draw(st.integers(start, text.length(runs)))
    expected = [*[*text.atoms(runs)][:start], *text.atoms(added), *[*text.atoms(runs)][stop:]]
    assert [*text.atoms(text.splice(runs, start, stop, added))] == expected


@given(values.inline_runs())
def test_normal_form_is_what_atoms_give_back(runs: text.Runs) -> None:
    assert text.runs_of(text.atoms(runs)) == runs
    assert text.normal(runs) == runs
    assert len(text.flat(runs)) == text.length(runs)


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaned_text_fits_into_xml(raw: str) -> None:
    for part in text.clean(raw):
        element = etree.Element("t")
        element.text = part
        assert etree.fromstring(etree.tostring(element)).text in (part, None)
        assert text.OBJECT not in part


def test_line_ends_part_paragraphs_and_line_separators_break_lines() -> None:
    assert text.clean("one\r\ntwo\u2028three\u2029four\x0bfive") == ["one", "two\nthree", "four\nfive"]


def test_a_paired_surrogate_becomes_its_character_and_a_lone_one_goes() -> None:
    assert text.clean("\ud83d\ude00 \ud83d") == ["😀 "]


def test_words_need_a_letter_or_digit() -> None:
    assert text.words("We – all of us – agreed 12 things.") == 7
