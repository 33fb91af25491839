"""What a meeting changed: words of every kind, paragraphs that came, blocks that went; each a proposal to decide."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import ListItem, Paragraph, Table
from strategy_editor.model.dates import When
from strategy_editor.model.grid import text_of
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, Meeting, WhenValue
from strategy_editor.model.text import FactField, Footnote, Marks, Run, clean, plain, runs_from
from strategy_editor.model.tree import section_hosts
from strategy_editor.review.items import items
from strategy_editor.review.reading_out import standing_text
from strategy_editor.session import amending
from strategy_editor.session.commands import Command, Decide, apply
from tests.model.values import document, item, project, section, table

NOW = datetime(2009, 3, 4, 9, 0, tzinfo=UTC)
MEETING = Meeting("m1", "Cabinet", When(2009, 3, 3))


@pytest.fixture
def whole() -> Project:
    runs = (
        Run("From "),
        Run(FactField("f", "start")),
        Run(" on, with "),
        Run("care", Marks(bold=True)),
        Run("."),
    )
    told = Paragraph(new_id(), runs)
    report = document(
        section("Decision", item("Endorse the strategy."), item("Note the costs."), scheme="paragraphs"),
        kind="report",
        title="Report",
        meeting="m1",
    )
    costs = table([["Item", "Cost"], ["Servers", "£10"]], header_rows=1)
    plan = document(section("Costs", told, costs), title="Plan", meeting="m1")
    start = Fact("s", "start", "Start", WhenValue(When(2009, 4, 1)))
    return project(report, plan, meetings=(MEETING,), facts=(start,))


def find(whole: Project, place: str) -> str:
    return amending.find_amendable(whole, MEETING, place).id


def carried_out(whole: Project, command: Command) -> Project:
    after = apply(command, whole)
    assert after.documents == whole.documents, "nothing changes before somebody decides"
    [proposal] = after.proposals.values()
    assert len(items(after, lambda _: {})) == 1
    return apply(Decide((proposal.id,), "accepted", NOW), after)


def test_everything_that_was_said_to_the_meeting_can_be_found(whole: Project) -> None:
    places = [each.place for each in amending.amendable(whole, MEETING)]
    assert places == [
        "title of the document",
        "title of 1",
        "in 1",
        "in 1",
        "title of the document",
        "title of 1",
        "in 1",
        "Table 1, row 1, column 1",
        "Table 1, row 1, column 2",
        "Table 1, row 2, column 1",
        "Table 1, row 2, column 2",
    ]


def test_a_title_a_cell_and_the_title_of_a_document_are_amended(whole: Project) -> None:
    titled = carried_out(
        whole, amending.amendment(whole, MEETING, find(whole, "Plan, Title of 1"), "What it costs", NOW)
    )
    assert plain(titled.documents[1].sections[0].title) == "What it costs"
    cell = find(whole, "table 1, row 2, column 2")
    costed = carried_out(whole, amending.amendment(whole, MEETING, cell, "£12", NOW))
    grid = costed.documents[1].sections[0].blocks[1]
    assert isinstance(grid, Table)
    assert [text_of(each) for each in grid.rows[1].cells] == ["Servers", "£12"]
    named = carried_out(whole, amending.amendment(whole, MEETING, whole.documents[1].id, "The Plan", NOW))
    assert named.documents[1].title == "The Plan"


def test_what_is_added_looks_like_what_it_follows(whole: Project) -> None:
    first = whole.documents[0].sections[0].blocks[0]
    after = carried_out(whole, amending.insertion(whole, MEETING, first.id, "Report back.\n\nPublish it.", NOW))
    blocks = after.documents[0].sections[0].blocks
    assert [plain(block.runs) for block in blocks if isinstance(block, ListItem)] == [
        "Endorse the strategy.",
        "Report back.",
        "Publish it.",
        "Note the costs.",
    ]
    title = find(whole, "plan, title of 1")
    above = carried_out(whole, amending.insertion(whole, MEETING, title, "All in pounds.", NOW))
    first = above.documents[1].sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.runs) == "All in pounds."


def test_a_recommendation_goes(whole: Project) -> None:
    blocks = whole.documents[0].sections[0].blocks
    after = carried_out(whole, amending.deletion(whole, MEETING, blocks[1].id, NOW))
    assert after.documents[0].sections[0].blocks == blocks[:1]


def test_what_cannot_be_done_is_refused(whole: Project) -> None:
    cell, title = find(whole, "table 1, row 2, column 2"), find(whole, "plan, title of 1")
    with pytest.raises(WrongUse, match="by itself"):
        amending.deletion(whole, MEETING, cell, NOW)
    with pytest.raises(WrongUse, match="by itself"):
        amending.deletion(whole, MEETING, title, NOW)
    with pytest.raises(WrongUse, match="Nothing can be added"):
        amending.insertion(whole, MEETING, cell, "More", NOW)
    for words in ("", " \n "):
        with pytest.raises(WrongUse, match="no words"):
            amending.insertion(whole, MEETING, title, words, NOW)
        with pytest.raises(WrongUse, match="no words"):
            amending.amendment(whole, MEETING, cell, words, NOW)
    with pytest.raises(WrongUse, match="the same"):
        amending.amendment(whole, MEETING, cell, " £10 ", NOW)
    with pytest.raises(WrongUse, match="not there any more"):
        amending.deletion(whole, MEETING, "nothing", NOW)


def test_details_and_looks_that_the_meeting_left_alone_stay(whole: Project) -> None:
    host = find(whole, "Plan, in 1")
    words = "From 1 April 2009 on, with great care."
    after = carried_out(whole, amending.amendment(whole, MEETING, host, words, NOW))
    block = after.documents[1].sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert [run.content for run in block.runs if isinstance(run.content, FactField)] == [FactField("f", "start")]
    assert [run.content for run in block.runs if run.marks.bold] == ["care"]
    assert standing_text(after, after.documents[1], block.runs) == words


@given(st.text("a bc12.", max_size=24), st.integers(0, 6))
def test_any_new_words_are_what_a_reader_sees_then(words: str, notes: int) -> None:
    said = [
        runs_from("On "),
        (Run(FactField("f", "start")),),
        runs_from(" a b", Marks(italic=True)),
        (Run(Footnote("n", runs_from("A note."))),),
        (Run(FactField("g", "start")),),
        runs_from("c."),
    ]
    made = Paragraph(new_id(), tuple(run for runs in said[: notes or None] for run in runs))
    start = Fact("s", "start", "Start", WhenValue(When(2009, 4, 1)))
    whole = project(document(section("One", made), meeting="m1"), meetings=(MEETING,), facts=(start,))
    wanted = "\n".join(clean(words)).strip()
    if not wanted or wanted == standing_text(whole, whole.documents[0], made.runs).strip():
        return
    after = apply(amending.amendment(whole, MEETING, made.id, words, NOW), whole)
    [proposal] = after.proposals
    decided = apply(Decide((proposal,), "accepted", NOW), after)
    [_, host, *_] = section_hosts(decided.documents[0].sections[0])
    assert standing_text(decided, decided.documents[0], host.runs) == wanted


def test_an_amendment_that_is_given_twice_is_one(whole: Project) -> None:
    once = apply(amending.deletion(whole, MEETING, whole.documents[0].sections[0].blocks[1].id, NOW), whole)
    later = replace(MEETING, minute="175")
    twice = apply(amending.deletion(once, later, whole.documents[0].sections[0].blocks[1].id, NOW), once)
    assert len(twice.proposals) == 1
