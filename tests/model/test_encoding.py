"""Equal values have equal bytes, however they were made, and are read back equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.model.blocks import Change, Column, Figure, Limits, Paragraph
from strategy_editor.model.dates import When
from strategy_editor.model.encoding import canonical, decode, digest, encode
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import PLAIN, CrossReference, FormerMarks, Marks, Run


def built(text: str) -> str:
    """The same letters as another object, as they come out of a file or a text box."""
    return "".join(list(text))


PAIRS: list[tuple[Struct, Struct]] = [
    (Run("a"), Run("a", Marks())),
    (Run("a"), Run("a", replace(Marks(bold=True), bold=False))),
    (Paragraph("p"), Paragraph("p", kind=built("body"), ending=Change(), limits=Limits())),  # type: ignore[arg-type]
    (Column("c"), Column("c", float("0"), built("left"))),  # type: ignore[arg-type]
    (Column("c", 1.0), Column("c", 1)),
    (CrossReference("a", "b"), CrossReference("a", "b", built("number"))),  # type: ignore[arg-type]
    (Document("d", "policy", "T"), Document("d", "policy", "T", language=built("en-GB"))),
    (Figure("f", "x", Paragraph("c")), Figure("f", "x", Paragraph("c", former=None, limits=Limits()), width=-0.0)),
    (
        Section("s", (Run("a"),), blocks=(Paragraph("p"),)),
        Section("s", (Run("a", Marks()),), blocks=(Paragraph("p", (), built("body")),), due=None),  # type: ignore[arg-type]
    ),
]


@pytest.mark.parametrize(("plain", "other"), PAIRS)
def test_equal_values_have_equal_bytes(plain: Struct, other: Struct) -> None:
    assert plain == other
    assert encode(plain) == encode(other)
    assert digest([plain]) == digest([other])
    assert digest({"k": (plain,)}) == digest({"k": (other,)})


@pytest.mark.parametrize(("plain", "other"), PAIRS)
def test_what_is_read_back_is_written_the_same_again(plain: Struct, other: Struct) -> None:
    for value in (plain, other):
        back = decode(encode(value), type(value))
        assert back == value
        assert encode(back) == encode(value)


def test_a_value_that_is_canonical_is_left_as_it_is() -> None:
    section = Section("s", (Run("a", Marks(bold=True)),), due=When(2009, 3), blocks=(Paragraph("p"),))
    assert canonical(section) is section
    assert canonical((section, 1, "x", None)) == (section, 1, "x", None)


MARKS = st.builds(
    Marks,
    bold=st.booleans(),
    script=st.sampled_from(["", "superscript"]).map(built),
    link=st.text(max_size=2),
    comments=st.lists(st.text("ab", max_size=2), max_size=2).map(tuple),
    former=st.none() | st.builds(FormerMarks, st.just("s"), language=st.sampled_from(["", "cy"]).map(built)),
)


@given(st.text(max_size=3), MARKS, MARKS)
def test_equality_and_bytes_always_agree(text: str, one: Marks, other: Marks) -> None:
    first, second = Run(text, one), Run(built(text), other)
    assert (first == second) == (encode(first) == encode(second))
    assert decode(encode(first), Run) == first


def test_different_values_have_different_bytes() -> None:
    assert encode(Run("a")) != encode(Run("a", Marks(bold=True)))
    assert encode(Run("a", PLAIN)) == b'{"content":"a"}'


def test_what_is_not_a_value_is_refused_in_words() -> None:
    with pytest.raises(NotAStrategy, match="The project cannot be read"):
        decode(b'{"content":1}', Run)
