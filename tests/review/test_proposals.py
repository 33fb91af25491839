"""Proposals: accepting one changes the text and keeps what was written since; rivals are closed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone
from strategy_editor.model.reviews import (
    Anchor,
    BlockContent,
    Content,
    Decision,
    FieldContent,
    Message,
    Place,
    Proposal,
    TextContent,
    Thread,
)
from strategy_editor.model.text import Marks, Run, plain, runs_from
from strategy_editor.review.deciding import decide
from strategy_editor.review.proposals import RIVAL_ACCEPTED, SAME_ACCEPTED, rivals_of
from tests.model.values import document, project, section
from tests.review.marked import NOW

ACCEPT = Decision("accepted", NOW, "chair", "Clearer")
BASE = "The council will replace its servers by March."


def words(text: str) -> TextContent:
    return TextContent(runs_from(text))


def proposal(id: str, text: str, owner: str = "p", base: str = BASE, **fields: object) -> Proposal:
    return Proposal(id, Place("text", owner), words(base), words(text), "lee", NOW, **fields)  # type: ignore[arg-type]


def of(text: str, *proposals: Proposal, **fields: object) -> Project:
    found = project(document(section("One", Paragraph("p", runs_from(text)))), **fields)
    return replace(found, proposals={each.id: each for each in proposals})


def text(found: Project) -> list[str]:
    return [plain(block.runs) for block in found.documents[0].sections[0].blocks]  # type: ignore[union-attr]


def test_accepting_one_changes_the_text_and_closes_its_rivals() -> None:
    first = proposal("a", BASE.replace("March", "May"))
    second = proposal("b", BASE.replace("March", "June"))
    same = proposal("c", BASE.replace("March", "May"))
    before = of(BASE, first, second, same)
    assert [each.id for each in rivals_of(before, "b")] == ["a", "b", "c"]
    after = decide(before, ["a"], ACCEPT)
    assert text(after) == [BASE.replace("March", "May")]
    reasons = {id: each.decision.reason for id, each in after.proposals.items() if each.decision}
    assert reasons == {"a": "Clearer", "b": RIVAL_ACCEPTED, "c": SAME_ACCEPTED}
    assert rivals_of(after, "a") == ()
    assert decide(after, ["a"], replace(ACCEPT, reason="Again")) == after


def test_rejecting_one_leaves_the_text_and_its_rivals() -> None:
    before = of(BASE, proposal("a", "X"), proposal("b", "Y"))
    after = decide(before, ["a"], replace(ACCEPT, outcome="rejected"))
    assert text(after) == [BASE]
    assert [each.id for each in rivals_of(after, "b")] == ["b"]


@pytest.mark.parametrize(
    ("now", "proposed", "expected"),
    [
        (
            BASE.replace("council", "Council"),
            BASE.replace("March", "May"),
            "The Council will replace its servers by May.",
        ),
        (BASE.replace("March", "June"), BASE.replace("The", "This"), "This council will replace its servers by June."),
        (f"{BASE} Fully.", BASE.replace("its ", ""), "The council will replace servers by March. Fully."),
        (BASE.replace("March", "June"), BASE.replace("March", "May"), BASE.replace("March", "May")),
    ],
)
def test_what_was_written_since_stays_where_it_lies_apart(now: str, proposed: str, expected: str) -> None:
    assert text(decide(of(now, proposal("a", proposed)), ["a"], ACCEPT)) == [expected]


def test_comments_stay_on_words_that_stay_and_others_go_to_the_tray() -> None:
    runs = (
        Run("The "),
        Run("council", Marks(comments=("kept",))),
        Run(" acts by "),
        Run("May", Marks(comments=("t",))),
    )
    threads = {id: Thread(id, Anchor("text", "p"), (Message("m", "lee", NOW, "?"),)) for id in ("kept", "t")}
    before = replace(project(document(section("One", Paragraph("p", runs)))), threads=threads)
    proposed = Proposal("a", Place("text", "p"), TextContent(runs), words("The council acts by June"), "lee", NOW)
    after = decide(replace(before, proposals={"a": proposed}), ["a"], ACCEPT)
    block = after.documents[0].sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.id == "p"
    assert plain(block.runs) == "The council acts by June"
    assert [run.marks.comments for run in block.runs if run.content == "council"] == [("kept",)]
    assert after.documents[0].sections[0].unplaced == ("t",)


def test_titles_blocks_and_fields() -> None:
    found = of(BASE, milestones=(Milestone("m", "Servers replaced", status="planned"),))
    home = found.documents[0].sections[0]
    block = Paragraph("new", runs_from("Added"))

    def done(place: Place, content: Content, base: Content) -> Project:
        one = Proposal("a", place, base, content, "lee", NOW)
        return decide(replace(found, proposals={"a": one}), ["a"], ACCEPT)

    titled = done(Place("text", home.id), words("Two"), words("One"))
    assert plain(titled.documents[0].sections[0].title) == "Two"
    assert text(done(Place("after", "p"), BlockContent((block,)), BlockContent(()))) == [BASE, "Added"]
    assert text(done(Place("after", home.id), BlockContent((block,)), BlockContent(()))) == ["Added", BASE]
    assert text(done(Place("block", "p"), BlockContent(()), BlockContent(home.blocks))) == []
    late = done(Place("field", "m", field="status"), FieldContent('"late"'), FieldContent('"planned"'))
    assert late.milestones[0].status == "late"
    for place, content in (
        (Place("text", "gone"), words("x")),
        (Place("block", "gone"), BlockContent(())),
        (Place("field", "m", field="status"), FieldContent('"tomorrow"')),
        (Place("field", "m", field="colour"), FieldContent('"red"')),
        (Place("field", "gone", field="title"), FieldContent('"x"')),
    ):
        with pytest.raises(Refused):
            done(place, content, content)


def test_a_section_and_a_document_are_records_too() -> None:
    found = of(BASE)
    home, whole = found.documents[0].sections[0], found.documents[0]
    for owner, name, value in (
        (home.id, "status", "for-review"),
        (whole.id, "title", "New"),
        (found.id, "title", "Set"),
    ):
        content = FieldContent(f'"{value}"')
        one = Proposal("a", Place("field", owner, field=name), content, content, "lee", NOW)
        after = decide(replace(found, proposals={"a": one}), ["a"], ACCEPT)
        known = {home.id: after.documents[0].sections[0], whole.id: after.documents[0], found.id: after}
        assert getattr(known[owner], name) == value
