"""Finding in an open project: one command for all, one undo; an expression without end is ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.text import plain
from strategy_editor.review.finding import Query
from strategy_editor.session.finding import Finder, replacement
from strategy_editor.session.session import Session
from tests.model.values import document, paragraph, project, section

NOW = datetime(2009, 1, 5, tzinfo=UTC)


@pytest.fixture
def finder() -> Iterator[Finder]:
    made = Finder()
    yield made
    made.close()


def test_replace_all_is_one_step_over_many_sections(finder: Finder) -> None:
    session = Session(
        project(document(section("old title", paragraph("an old word"))), document(section("b", paragraph("old"))))
    )
    found = finder.find(session.project, Query(r"o(l)d", expression=True, replacement=r"o\1der"), "set", "", "")
    command, count = replacement(session.project, found, suggesting=False, owns=lambda id: False, author="", at=NOW)
    assert command is not None
    session.apply(command)
    assert count == 3
    first, second = (each.sections[0] for each in session.project.documents)
    assert (plain(first.title), plain(first.blocks[0].runs)) == ("older title", "an older word")  # type: ignore[union-attr]
    assert plain(second.blocks[0].runs) == "older"  # type: ignore[union-attr]
    assert [step.name for step in session.history.done] == ["Replace all"]
    session.undo()
    assert plain(session.project.documents[0].sections[0].title) == "old title"


def test_suggested_replacements_have_their_records(finder: Finder) -> None:
    session = Session(project(document(section("old", paragraph("old")))))
    found = finder.find(session.project, Query("old", replacement="new"), "set", "", "")
    command, count = replacement(session.project, found, suggesting=True, owns=lambda id: False, author="me", at=NOW)
    assert command is not None
    session.apply(command)
    (suggestion,) = session.project.suggestions.values()
    assert (count, suggestion.author, suggestion.at) == (1, "me", NOW)
    assert replacement(session.project, [], suggesting=False, owns=lambda id: False, author="", at=NOW) == (None, 0)


def test_an_expression_that_would_never_end_is_ended_and_the_next_one_works() -> None:
    finder = Finder(patience=1.0)
    made = project(document(section("s", paragraph("a" * 60 + "b"))))
    with pytest.raises(WrongUse, match="too long"):
        finder.find(made, Query("(a+)+$", expression=True), "set", "", "")
    with pytest.raises(WrongUse, match="not complete"):
        finder.find(made, Query("(", expression=True), "set", "", "")
    assert finder.find(made, Query("", expression=True), "set", "", "") == []
    finder.close()
