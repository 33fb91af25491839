"""Clearance: the words that were asked about, proof for every answer, and what may stand after a change of spelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.model.blocks import Limits, Paragraph
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.profile import ClearanceStep, ImplicationField
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.section import Section
from strategy_editor.model.text import Marks, Run, runs_from
from strategy_editor.model.tree import with_section
from strategy_editor.review.clearing import (
    Link,
    chain,
    differences,
    is_spelling,
    why_it_cannot_stand,
)
from strategy_editor.review.finding import Query, found_at, matches_of, texts_in
from strategy_editor.session.clearing import (
    Answer,
    answer,
    ask,
    clearance_letter,
    in_words,
    stands,
    step_of,
    write_words,
)
from strategy_editor.session.commands import (
    Become,
    ChangeSection,
    Command,
    Decide,
    RemoveSection,
    ReplaceBlocks,
    Several,
)
from strategy_editor.session.finding import replacement
from strategy_editor.session.session import Session
from strategy_editor.storage.tree import tree_of
from tests.model.values import document, project, section
from tests.review.marked import NOW
from tests.session.test_registers import words_of

STEPS = (
    ClearanceStep("finance", "Section 151 officer", ("R10",)),
    ClearanceStep("member", "Portfolio holder"),
)
YES = Answer("Lee Jones", "Happy with this. Lee")


def paper(text: str = "The council will recieve new desks.", outline: str = "R10", **fields: object) -> Project:
    one = section("Finance", Paragraph("p", runs_from(text), **fields), outline=outline)  # type: ignore[arg-type]
    found = project(document(one, section("Other", Paragraph("q", runs_from("Text"))), kind="report", outline="report"))
    return replace(found, profile=replace(found.profile, clearances=STEPS))


class Room:
    """A session whose every state can be had again by its tree; the clock goes on by itself."""

    def __init__(self, found: Project) -> None:
        self.now = NOW
        self.session = Session(found, clock=self.tick)
        self.known: dict[str, Project] = {}

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def of_tree(self, tree: str) -> Project:
        return self.known[tree]

    def write(self, text: str) -> None:
        self.known[tree_of(self.session.project)] = self.session.project
        home = self.session.project.documents[0].sections[0]
        self.session.apply(ReplaceBlocks(home.id, 0, 1, (replace(home.blocks[0], runs=runs_from(text)),)))

    def link(self, step: str = "finance"):
        whole = self.session.project.documents[0]
        return next(each for each in chain(self.session.project, self.session.ledger, whole) if each.step.id == step)

    @property
    def home(self) -> Section:
        return self.session.project.documents[0].sections[0]


def test_the_chain_names_sections_and_documents() -> None:
    room = Room(paper())
    whole = room.session.project.documents[0]
    links = chain(room.session.project, room.session.ledger, whole)
    assert [(each.step.id, each.owner, each.state) for each in links] == [
        ("finance", room.home.id, "to-ask"),
        ("member", whole.id, "to-ask"),
    ]
    assert step_of(room.session.project, "portfolio holder") == STEPS[1]
    with pytest.raises(WrongUse, match="finance, member"):
        step_of(room.session.project, "mayor")


def test_an_answer_is_about_the_words_that_were_asked_about() -> None:
    room = Room(paper())
    ask(room.session, STEPS[0], room.home.id, "Lee Jones")
    assert room.link().state == "asked"
    room.write("The council will buy new desks.")
    entry = answer(room.session, room.link(), YES)
    assert room.link().state == "changed"
    assert room.session.project.person(entry.person).name == "Lee Jones"  # type: ignore[union-attr]
    assert room.session.picture(entry.evidence) == b"Happy with this. Lee"
    before = room.of_tree(entry.tree)
    (change,) = differences(before, room.session.project, room.home.id)
    assert (change.before, change.after) == ("The council will recieve new desks.", "The council will buy new desks.")
    again = answer(room.session, room.link(), YES)
    assert (room.link().state, again.tree) == ("cleared", tree_of(room.session.project))
    assert "Lee Jones, 3 February 2009" in in_words(room.session.project, room.link())


def test_silence_is_never_consent() -> None:
    room = Room(paper())
    ask(room.session, STEPS[0], room.home.id, "Lee Jones")
    with pytest.raises(Refused, match="silence is not consent"):
        answer(room.session, room.link(), Answer("Lee Jones", "  \n"))
    with pytest.raises(Refused, match="what must change"):
        answer(room.session, room.link(), Answer("Lee Jones", "No", "refused"))
    assert room.link().state == "asked"
    answer(room.session, room.link(), Answer("Lee Jones", "No", "refused", "The figures"))
    assert room.link().state == "refused"
    assert "may not take silence" in clearance_letter(room.session.project, STEPS[0], room.home.id, "Lee", "Me").text


def test_an_edit_opens_a_clearance_and_taking_it_back_closes_it() -> None:
    room = Room(paper())
    answer(room.session, room.link(), YES)
    answer(room.session, room.link("member"), YES)
    room.write("Other words.")
    assert (room.link().state, room.link("member").state) == ("changed", "changed")
    room.session.undo()
    assert room.link().state == "cleared"
    suggestion = replace(room.home.blocks[0], runs=(Run("new ", Marks(insertion="s")), *room.home.blocks[0].runs))
    room.session.apply(ReplaceBlocks(room.home.id, 0, 1, (suggestion,)))
    assert room.link().state == "cleared"


def suggested_words() -> Paragraph:
    return Paragraph(
        "p", (Run("The council will ", Marks()), Run("never ", Marks(insertion="s")), Run("pay.", Marks()))
    )


DOORS: dict[str, Callable[[Room], object]] = {
    "typing": lambda room: room.write("Other words."),
    "accepting": lambda room: room.session.apply(Decide(("s",), "accepted", NOW, "ann")),
    "deciding many": lambda room: room.session.apply(Several((Decide(("s",), "accepted", NOW, "ann"),), "All")),
    "a title": lambda room: room.session.apply(ChangeSection((room.home.id,), title=runs_from("Money"))),
    "removing": lambda room: room.session.apply(RemoveSection(room.home.id)),
    "an earlier version": lambda room: room.session.apply(
        Become(with_section(room.session.project, replace(room.home, blocks=())), "Return")
    ),
    "pasting": lambda room: room.session.apply(
        ReplaceBlocks(room.home.id, 1, 1, (Paragraph("new", runs_from("Pasted")),), name="Paste")
    ),
    "replacing everywhere": lambda room: room.session.apply(replaced_everywhere(room)),
}


def replaced_everywhere(room: Room) -> Command:
    query = Query("council", replacement="borough")
    texts = texts_in(room.session.project, "set", "", "")
    command, _ = replacement(
        room.session.project,
        found_at(texts, matches_of(query, texts)),
        suggesting=False,
        owns=lambda _: True,
        author="ann",
        at=NOW,
        name="Replace all",
    )
    assert command is not None
    return command


SILENT: dict[str, Callable[[Room], object]] = {
    "rejecting": lambda room: room.session.apply(Decide(("s",), "rejected", NOW, "ann", "No")),
    "a status": lambda room: room.session.apply(ChangeSection((room.home.id,), status="in-draft")),
    "bold": lambda room: room.session.apply(
        ReplaceBlocks(
            room.home.id,
            0,
            1,
            (Paragraph("p", (Run("The council will ", Marks(bold=True)), *suggested_words().runs[1:])),),
        )
    ),
    "another section": lambda room: room.session.apply(
        ReplaceBlocks(room.session.project.documents[0].sections[1].id, 0, 0, (Paragraph("new", runs_from("More")),))
    ),
}


def cleared_room() -> tuple[Room, list[tuple[Link, ...]]]:
    """A section that finance has cleared, with a suggestion in it; what is asked is written down, and not agreed to."""
    found = paper()
    home = replace(found.documents[0].sections[0], blocks=(suggested_words(),), status="cleared")
    found = with_section(found, home)
    room = Room(replace(found, suggestions={"s": Suggestion("s", "lee", NOW, section=home.id)}))
    answer(room.session, room.link(), YES)
    asked: list[tuple[Link, ...]] = []

    def leave(links: tuple[Link, ...]) -> bool:
        asked.append(links)
        return False

    room.session.consent = leave
    return room, asked


@pytest.mark.parametrize("door", DOORS)
def test_every_way_of_changing_cleared_words_asks_first(door: str) -> None:
    room, asked = cleared_room()
    before, step = room.session.project, len(room.session.history.done)
    with pytest.raises(Refused, match="these words have been cleared"):
        DOORS[door](room)
    assert room.session.project is before
    assert len(room.session.history.done) == step
    assert [[each.step.id for each in links] for links in asked] == [["finance"]]
    room.session.consent = lambda _: True
    DOORS[door](room)
    after = room.session.project.documents[0].sections[0]
    if door == "removing":
        assert room.session.project.documents[0].sections[0].id != before.documents[0].sections[0].id
    else:
        assert after.status == "for-review"
        assert after.blocks == () or room.link().state == "changed"
        room.session.undo()
        assert room.home.status == "cleared"
        assert room.link().state == "cleared"


@pytest.mark.parametrize("act", SILENT)
def test_what_leaves_cleared_words_as_they_are_asks_nothing(act: str) -> None:
    room, asked = cleared_room()
    SILENT[act](room)
    assert asked == []
    assert room.link().state == "cleared"


def test_undo_and_redo_ask_like_everything_else() -> None:
    room = Room(paper())
    answer(room.session, room.link(), YES)  # from now on she is known
    room.write("Other words.")
    answer(room.session, room.link(), YES)
    room.session.consent = lambda _: False
    for travel in (room.session.undo, room.session.redo):
        before, history = room.session.project, room.session.history
        with pytest.raises(Refused, match="cleared"):
            travel()
        assert room.session.project is before
        assert room.session.history is history
        room.session.consent = lambda _: True
        assert travel() is not None
        answer(room.session, room.link(), YES)
        room.session.consent = lambda _: False


def test_a_change_of_spelling_may_stand_with_a_reason() -> None:
    room = Room(paper())
    answer(room.session, room.link(), YES)
    room.write("The council will receive new desks.")
    with pytest.raises(Refused, match="Say why"):
        stands(room.session, room.link(), " ", room.of_tree)
    entry = stands(room.session, room.link(), "A slip of the pen", room.of_tree)
    assert (room.link().state, entry.outcome) == ("cleared", "stands")
    assert entry.reason.startswith("A slip of the pen (“The council will recieve")
    assert "stands after a change of spelling" in in_words(room.session.project, room.link())
    room.write("The council will receive no desks.")
    with pytest.raises(Refused, match="More than spelling"):
        stands(room.session, room.link(), "It does", room.of_tree)


@pytest.mark.parametrize(
    ("before", "after", "fields", "said"),
    [
        ("It will recieve £5.", "It will receive £5.", {}, "money"),
        ("The budgit is fixed, the budget recieved.", "The budgit is fixed, the budget received.", {}, "money"),
        ("Under the Act we recieve it.", "Under the Act we receive it.", {}, "law"),
        ("We recieve it.", "We receive it.", {"limits": Limits(exemption="x")}, "not for publication"),
        ("We do it.", "We do not it.", {}, "More than spelling"),
        ("Now 12 desks.", "Now 13 desks.", {}, "More than spelling"),
    ],
)
def test_what_can_never_stand(before: str, after: str, fields: dict[str, object], said: str) -> None:
    room = Room(paper(before, **fields))
    answer(room.session, room.link("member"), YES)
    room.write(after)
    with pytest.raises(Refused, match=said):
        stands(room.session, room.link("member"), "It does", room.of_tree)


def test_recommendations_and_implications_of_money_and_law_never_stand() -> None:
    wanted = OutlineSection("R04", "Recommendations", role="recommendations")
    outline = Outline("o", "O", (DocumentOutline("report", "Report", "report", (wanted,)),))
    found = replace(paper("We recieve it.", "R04"), outline=outline)
    room = Room(found)
    before = room.session.project
    room.write("We receive it.")
    assert "recommendations have changed" in why_it_cannot_stand(before, room.session.project, before.documents[0].id)
    fields = (ImplicationField("legal", "Legal implications", "R10"),)
    found = paper("We recieve it.")
    room = Room(replace(found, profile=replace(found.profile, implications=fields)))
    before = room.session.project
    room.write("We receive it.")
    assert "Legal implications" in why_it_cannot_stand(before, room.session.project, room.home.id)


def test_nothing_stands_that_was_not_cleared() -> None:
    room = Room(paper())
    with pytest.raises(Refused, match="no clearance"):
        stands(room.session, room.link(), "x", room.of_tree)
    paragraphs = why_it_cannot_stand(paper(), paper(), "gone")
    assert paragraphs


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_paper_holds_exactly_these_words(tmp_path: Path, ending: str) -> None:
    found = paper()
    out = tmp_path / f"words.{ending}"
    write_words(found, lambda _: b"", found.documents[0].sections[0].id, out, date(2009, 2, 3))
    text = words_of(out)
    assert "recieve new desks" in text
    assert "Other" not in text
    with pytest.raises(WrongUse):
        write_words(found, lambda _: b"", found.documents[0].sections[0].id, tmp_path / "words.txt", date(2009, 2, 3))


def test_spelling() -> None:
    assert is_spelling("We recieve it , now", "We receive it, now")
    assert not is_spelling("We do it", "We do it twice")
