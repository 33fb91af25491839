"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.language.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "One. Two. Three.",
        "Is it so? | Yes! | It is.",
        "He said “no.” | She left. | (It was late.) | Done",
        "Use plain words, e.g. “buy” and not i.e. Procure.",
        "See Agenda Item No. 5 and Nos. 6 to 8. | Then vote.",
        "Do we? | No. | We do not.",
        "Cllr. Keegan and Mr. J. R. Barrett met Dr. Smith. | They agreed.",
        "It rose by 3.5 to £1.25m. | It fell later.",
        "1. Purpose of the report. | Then more.",
        "2.1 Endorse the strategy. | (a) Approve it.",
        "See Appendix A. | The rest is in Part B. | It is long.",
        "We met in 2009. | In 2010 we met again.",
        "Buy pens, paper, etc. and go. | Then stop.",
        "It opens at 10 a.m. and shuts at 5 p.m. on weekdays.",
        "Wait… | Then go... and go on.",
        "So do I. | We all do.",
        "The U.K. council met on 3 Mar. 2009 in St. Helens.",
        "First line\nSecond line. | Third",
        "What?! | Really.",
        "See www.example.org. | Then write to a.b@c.uk. | End",
        "The vote (see para. 3) was lost. | Next.",
    ],
)
def test_sentences_end_at_the_bars(text: str) -> None:
    expected = [part.strip() for part in text.replace("\n", "|").split("|")]
    if "One. Two" in text:
        expected = ["One.", "Two.", "Three."]
    assert cut(text.replace("| ", "")) == expected


def test_nothing_has_no_sentences() -> None:
    assert cut("") == []
    assert cut(" \n \n") == []


@given(st.text())
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    reached = 0
    for start, end in spans:
        assert reached <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        reached = end


@given(st.text(alphabet="aA .!?)”Mr1No\n"))
def test_two_paragraphs_never_share_a_sentence(text: str) -> None:
    assert cut(f"{text}\n{text}") == cut(text) * 2


@pytest.mark.parametrize("piece", ["e.g. ", "1.", ". ", "A. ", "?! ", "”)”) ", "x"])
def test_long_repetitions_are_worked_through(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    assert "".join("".join(text[start:end].split()) for start, end in sentences(text)) == "".join(text.split())
