"""The response register: every remark once, with its decision; without names when asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from msgspec.structs import replace

from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, Person, TextValue
from strategy_editor.model.reviews import (
    Anchor,
    Decision,
    Message,
    Place,
    Proposal,
    Suggestion,
    TextContent,
    Thread,
)
from strategy_editor.model.section import Document
from strategy_editor.model.text import CrossReference, FactField, Marks, Run, runs_from
from strategy_editor.review.deciding import decide
from strategy_editor.review.register import UNDECIDED, Line, Order, register
from strategy_editor.review.wording import remarks_counted
from tests.bench import examples
from tests.model.values import document, project, section
from tests.review.marked import DECIDED, NOW, Maker

LEE = Person("lee", "Lee Jones", "Finance Business Partner", email="lee@example.gov.uk")
ANN = Person("ann", "Ann Fry", "Solicitor", aliases=("Fry, Ann",))
CHAIR = Person("chair", "Priya Kaur", "Policy Officer")


def lines(found: Project, by: Order = "section", *, anonymous: bool = False) -> list[Line]:
    def labels(each: Document) -> Mapping[str, str]:
        return numbers(found, each).labels

    return [line for group in register(found, labels, by=by, anonymous=anonymous) for line in group.lines]


def whole() -> Project:
    words = (Run("We "), Run("buy", Marks(deletion="s")), Run("lease", Marks(insertion="s")), Run(" servers."))
    first = section("One", Paragraph("p", words, numbered=True), scheme="paragraphs")
    second = section("Two", Paragraph("q", runs_from("By May."), numbered=True), scheme="paragraphs")
    said = (
        Message("m1", "lee", NOW, "Ask Ann Fry."),
        Message("m2", "ann", NOW + timedelta(days=1), "Lee Jones is right."),
    )
    why = Thread("why", Anchor("section", first.id), (Message("m3", "lee", NOW, "Cheaper."),))
    thread = Thread("t", Anchor("text", "q", "May"), said, channel="email", paragraph="4.2", original="By June.")
    taken_back = Thread("w", Anchor("text", "q"), (Message("m4", "lee", NOW, "Never mind"),), state="withdrawn")
    base, proposed = TextContent(runs_from("By May.")), TextContent(runs_from("By July."))
    proposal = Proposal("r", Place("text", "q"), base, proposed, "ann", NOW)
    return replace(
        project(document(first, second), people=(LEE, ANN, CHAIR)),
        threads={"t": thread, "why": why, "w": taken_back},
        suggestions={"s": Suggestion("s", "lee", NOW, section=first.id, thread="why")},
        proposals={"r": proposal},
    )


def test_what_was_said_and_what_was_done() -> None:
    found = decide(whole(), ["s"], Decision("accepted", NOW, "chair", "Agreed"))
    found = decide(found, ["t"], Decision("rejected", NOW, "chair", "Lee Jones said June"))
    by_id = {line.item: line for line in lines(found)}
    assert by_id.keys() == {"s", "t", "r"}
    change, comment, proposal = by_id["s"], by_id["t"], by_id["r"]
    assert (change.said, change.original) == ("Replace “buy” with “lease”\nLee Jones: Cheaper.", "We buy servers.")
    assert (change.outcome, change.reason, change.decided_by) == ("Accepted", "Agreed", "Priya Kaur")
    assert found.threads["why"].decision is not None
    assert (comment.paragraph, comment.original, comment.way) == ("4.2", "By June.", "E-mail")
    assert comment.said == "Ask Ann Fry.\nAnn Fry: Lee Jones is right."
    assert (proposal.said, proposal.outcome) == ("Replace “May” with “July”", UNDECIDED)
    assert [line.number for line in lines(found)] == [1, 2, 3]


def test_without_names() -> None:
    found = decide(whole(), ["t"], Decision("rejected", NOW, "chair", "As Fry, Ann wrote to lee@example.gov.uk"))
    text = repr(lines(found, anonymous=True))
    for name in ("Lee", "Jones", "Ann", "Fry", "Priya", "Kaur", "example.gov.uk"):
        assert name not in text
    assert "Reviewer 1" in text
    assert "Reviewer 2" in text
    assert "Policy Officer" in text


def test_by_reviewer() -> None:
    assert [line.reviewer for line in lines(whole(), "reviewer")] == ["Ann Fry", "Lee Jones", "Lee Jones"]


def test_original_words_have_the_details_in_them() -> None:
    runs = (Run("By "), Run(FactField("f", "start")), Run("."))
    found = whole()
    proposal = replace(found.proposals["r"], base=TextContent(runs), proposed=TextContent(runs_from("By July.")))
    start = Fact("s", "start", "Start", "text", TextValue("May"))
    found = replace(found, proposals={"r": proposal}, facts=(start,))
    assert next(line for line in lines(found) if line.item == "r").original == "By May."


def test_original_words_have_the_references_in_them_as_printed() -> None:
    found = whole()
    label = numbers(found, found.documents[0]).labels["p"]
    runs = (Run("See "), Run(CrossReference("x", "p")), Run("."))
    proposal = replace(found.proposals["r"], base=TextContent(runs), proposed=TextContent(runs_from("See above.")))
    found = replace(found, proposals={"r": proposal})
    assert next(line for line in lines(found) if line.item == "r").original == f"See paragraph {label}."


def test_undecided_suggestions_have_their_original_words() -> None:
    assert next(line for line in lines(whole()) if line.item == "s").original == "We buy servers."


def test_one_remark_is_not_called_remarks() -> None:
    assert [remarks_counted(count) for count in (0, 1, 2)] == ["No remarks", "1 remark", "2 remarks"]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(examples(400)))
def test_every_remark_stands_there_once(seed: int) -> None:
    found = Maker(seed).project()
    some = [id for number, id in enumerate(sorted(found.suggestions)) if number % 2]
    found = decide(found, some, DECIDED)
    listed = [line.item for line in lines(found)]
    assert len(listed) == len(set(listed))
    assert set(listed) >= found.threads.keys()
    decided = {id for id, each in found.suggestions.items() if each.decision is not None}
    assert decided <= set(listed)
    for line in lines(found):
        assert (line.outcome == UNDECIDED) == (line.decided_at is None)
