"""Finding and replacing, against Python's own strings; suggested, rejecting everything gives the original."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.language.expressions import MOST_MATCHES, answer
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.section import Section
from strategy_editor.model.settling import rejected, settled_blocks
from strategy_editor.model.text import CrossReference, Footnote, Marks, Run, flat, plain
from strategy_editor.review.editing.marking import Writer
from strategy_editor.review.finding import Found, Query, found_at, matches_of, replaced_in, request_for, texts_in
from tests.bench import examples
from tests.model.values import document, heading, paragraph, project, section, sections, table, words


def find(section_: Section, query: Query) -> list[Found]:
    made = project(document(section_))
    texts = texts_in(made, "section", made.documents[0].id, section_.id)
    if query.expression:
        return found_at(texts, answer(request_for(query, texts)).matches)
    return found_at(texts, matches_of(query, texts))


def test_everything_that_holds_text_is_searched_in_order() -> None:
    note = Run(Footnote("n" * 16, words("cat in a note")))
    made = section("A cat", heading("cat"), Paragraph("p" * 16, (*words("a cat"), note)), table([["cat"]], "cat cap"))
    found = find(made, Query("CAT"))
    assert [(each.words, each.behind) for each in found] == [
        ("cat", ""),
        ("cat", ""),
        ("cat", "…"),
        ("cat", " in a note"),
        ("cat", " cap"),
        ("cat", ""),
    ]
    assert [each.in_title for each in found] == [True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (Query("art"), 4),
        (Query("art", case=True), 3),
        (Query("art", whole=True), 2),
        (Query("Art", case=True, whole=True), 1),
        (Query(r"\bar(?=t)", expression=True), 3),
        (Query("a.t", whole=True, expression=True), 2),
        (Query("("), 0),
        (Query(""), 0),
        (Query("x*", expression=True), 0),
    ],
)
def test_ways_to_look(query: Query, count: int) -> None:
    assert len(find(section("", paragraph("art Art party artful")), query)) == count


def test_scopes() -> None:
    first, second = section("one", paragraph("x")), section("two", paragraph("x"))
    made = project(document(first), document(second))
    for scope, count in (("section", 1), ("document", 1), ("set", 2)):
        texts = texts_in(made, scope, made.documents[0].id, first.id)  # type: ignore[arg-type]
        assert len(matches_of(Query("x"), texts)) == count


def test_what_is_struck_out_is_passed_over_and_objects_are_not_crossed() -> None:
    struck = Run("not ", Marks(deletion="s1"))
    runs = (Run("We do "), struck, Run("agree"), Run(CrossReference("r" * 16, "x")), Run("d"))
    made = section("", Paragraph("p" * 16, runs))
    (found,) = find(made, Query("do agree", replacement="agreed"))
    assert (found.start, found.end) == (3, 15)
    assert flat(replaced_in(made, [found]).section.blocks[0].runs) == "We not agreed\ufffcd"  # type: ignore[union-attr]
    assert find(made, Query("agree.d", expression=True)) == []


def test_new_words_look_like_the_old_ones_and_keep_comments_on_all_of_them() -> None:
    runs = (Run("big ", Marks(bold=True, comments=("k1", "k2"))), Run("dog", Marks(comments=("k2",))))
    made = section("", Paragraph("p" * 16, runs))
    done = replaced_in(made, find(made, Query("big dog", replacement="cat")))
    assert done.section.blocks[0].runs == (Run("cat", Marks(bold=True, comments=("k2",))),)  # type: ignore[union-attr]
    assert done.section.unplaced == ("k1",)


def test_groups_of_an_expression() -> None:
    made = section("", paragraph("2009-10 and 2010-11"))
    query = Query(r"(\d{4})-(\d\d)", expression=True, replacement=r"\1–\2")
    done = replaced_in(made, find(made, query))
    assert plain(done.section.blocks[0].runs) == "2009–10 and 2010–11"  # type: ignore[union-attr]
    assert done.count == 2


def test_a_wrong_expression_is_told() -> None:
    assert "not complete" in answer(request_for(Query("(", expression=True), [])).problem
    made = [text for text in texts_in(project(document(section("x"))), "set", "", "")]
    assert "not complete" in answer(request_for(Query("x", expression=True, replacement=r"\9"), made)).problem
    with pytest.raises(WrongUse):
        matches_of(Query("x", expression=True), [])


def test_there_is_an_end_to_what_is_found() -> None:
    assert len(find(section("", paragraph("a" * (MOST_MATCHES + 10))), Query("a"))) == MOST_MATCHES


def test_suggesting_leaves_titles_and_takes_ones_own_insertions_back() -> None:
    runs = (Run("old "), Run("old", Marks(insertion="mine")))
    made = section("old", Paragraph("p" * 16, runs))
    done = replaced_in(made, find(made, Query("old", replacement="new")), Writer(True, lambda id: id == "mine"))
    new = Marks(insertion=done.suggestion)
    assert done.section.title == made.title
    assert done.section.blocks[0].runs == (  # type: ignore[union-attr]
        Run("old", Marks(deletion=done.suggestion)),
        Run("new", new),
        Run(" "),
        Run("new", new),
    )
    assert done.count == 2


@pytest.mark.long
def test_replacing_is_what_strings_do_and_rejecting_undoes_it() -> None:
    @settings(max_examples=examples(2000), deadline=None)
    @given(sections(depth=0), st.sampled_from(["a", "e", "in", "the", " ", "😀"]), st.sampled_from(["", "X", "yz "]))
    def check(made: Section, old: str, new: str) -> None:
        made = Section(made.id, made.title, blocks=settled_blocks(made.blocks, rejected))
        found = find(made, Query(old, case=True, replacement=new))
        done = replaced_in(made, found)
        after = _texts(done.section)
        assert {id: after.get(id, "") for id in _texts(made)} == {
            id: re.sub(re.escape(old), new, text) for id, text in _texts(made).items()
        }
        suggested = replaced_in(made, found, Writer(True))
        assert settled_blocks(suggested.section.blocks, rejected) == made.blocks
        assert suggested.section.title == made.title

    check()


def _texts(section_: Section) -> dict[str, str]:
    return {each.host: each.text for each in texts_in(project(document(section_)), "set", "", "")}
