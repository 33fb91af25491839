"""After the meeting: the resolution, amendments that are decided like any proposal, approval, corrections."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.manuscript.build import manuscript
from strategy_editor.model.blocks import Live
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger, Publication
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting, RegisterEntry
from strategy_editor.model.text import plain
from strategy_editor.session import afterwards, amending
from strategy_editor.session.commands import Decide, Put, apply
from tests.manuscript.reading import lines
from tests.model.values import document, paragraph, project, section

NOW = datetime(2009, 3, 4, 9, 0, tzinfo=UTC)
MEETING = Meeting("m1", "Cabinet", When(2009, 3, 3))


@pytest.fixture
def whole() -> Project:
    decided = paragraph("Endorse the strategy.", numbered=True)
    report = document(
        section("Decision", decided, Live("past", "decisions"), scheme="paragraphs"),
        kind="report",
        title="Report",
        meeting="m1",
    )
    plan = document(section("Vision", paragraph("We see far.")), title="Plan", meeting="m1")
    earlier = Meeting("m0", "Cabinet", When(2009, 2), decision="The outline was agreed.", minute="123")
    later = Meeting("m2", "Council", When(2009, 4, 23), decision="Adopted.")
    entry = RegisterEntry("r1", "Plan", "main", "for-decision", document=plan.id)
    return project(report, plan, meetings=(later, MEETING, earlier), register=(entry,))


def shown(of: Project, number: int = 0, edition: str = "cabinet") -> list[str]:
    return lines(manuscript(of, of.documents[number], edition, today=date(2009, 3, 4)))


def mark(of: Project, number: int = 1) -> str:
    return manuscript(of, of.documents[number], "cabinet", today=date(2009, 3, 4)).furniture.mark


def test_the_resolution_and_the_end_of_call_in_are_recorded(whole: Project) -> None:
    meeting = afterwards.resolution(whole, MEETING, " That the strategy be endorsed. ", "175", date(2009, 3, 5))
    assert (meeting.decision, meeting.minute) == ("That the strategy be endorsed.", "175")
    assert meeting.call_in_ends == When(2009, 3, 12)  # five clear working days after Thursday the 5th
    with pytest.raises(WrongUse):
        afterwards.resolution(whole, MEETING, "  ")


def test_earlier_decisions_are_quoted_in_the_report(whole: Project) -> None:
    assert "In February 2009 Cabinet decided: The outline was agreed. (Minute 123)" in "\n".join(shown(whole))
    assert "Adopted" not in "\n".join(shown(whole))


def test_an_amendment_is_decided_like_any_proposal(whole: Project) -> None:
    found = amending.find_amendable(whole, MEETING, "1.1")
    assert found.words == "Endorse the strategy."
    host = found.id
    after = apply(amending.amendment(whole, MEETING, host, "Endorse the strategy, with a yearly report.", NOW), whole)
    [proposal] = after.proposals.values()
    author = after.person(proposal.author)
    assert author is not None
    assert (author.name, proposal.note) == ("Cabinet", "Amendment by Cabinet, 3 March 2009")
    assert "yearly" not in "\n".join(shown(after))
    twice = apply(amending.amendment(after, MEETING, host, "Endorse the strategy, with a yearly report.", NOW), after)
    assert len(twice.proposals) == 1
    decided = apply(Decide((proposal.id,), "accepted", NOW), after)
    assert "1.1\tEndorse the strategy, with a yearly report." in shown(decided)
    with pytest.raises(WrongUse):
        amending.amendment(whole, MEETING, host, "Endorse the strategy.", NOW)
    with pytest.raises(WrongUse):
        amending.find_amendable(whole, MEETING, "9.9")


def test_approval_waits_for_the_resolution_and_for_amendments_and_then_draft_goes(whole: Project) -> None:
    assert mark(whole) == "DRAFT"
    with pytest.raises(Refused, match="what the meeting decided"):
        afterwards.approval(whole, MEETING)
    meeting = afterwards.resolution(whole, MEETING, "Endorsed.")
    resolved = apply(Put(meeting), whole)
    host = amending.find_amendable(whole, MEETING, "1.1").id
    amended = apply(amending.amendment(resolved, meeting, host, "Endorse it.", NOW), resolved)
    with pytest.raises(Refused, match="1 change waits"):
        afterwards.approval(amended, meeting)
    decided = apply(Decide(tuple(amended.proposals), "accepted", NOW), amended)
    approved = apply(afterwards.approval(decided, meeting), decided)
    assert (mark(approved, 0), mark(approved, 1)) == ("", "")
    assert [entry.status for entry in approved.register] == ["agreed"]
    assert afterwards.approval_reason(replace(meeting, minute="175")) == "Approved by Cabinet, 3 March 2009, minute 175"
    with pytest.raises(Refused):
        afterwards.approval(decided, Meeting("m9", "Council", decision="Yes"))


def test_a_correction_is_a_dated_note_on_every_later_paper(whole: Project) -> None:
    published = Ledger((Publication("p", NOW, "", "web", "0" * 64),))
    for number in (0, 1):
        id = whole.documents[number].id
        with pytest.raises(Refused):
            afterwards.correction(whole, Ledger(), id, "A date was wrong.", date(2009, 3, 12))
        after = apply(afterwards.correction(whole, published, id, "A date was wrong.", date(2009, 3, 12)), whole)
        for edition in ("cabinet", "draft"):
            assert "Corrected on 12 March 2009: A date was wrong." in shown(after, number, edition)
    assert "Corrected on 12 March 2009" in shown(after, 1)
    with pytest.raises(WrongUse):
        afterwards.correction(whole, published, id, " ", date(2009, 3, 12))


def test_the_meeting_is_that_of_the_report_unless_another_is_named(whole: Project) -> None:
    assert afterwards.meeting_of(whole, "") == MEETING
    assert afterwards.meeting_of(whole, "m0").body == "Cabinet"
    with pytest.raises(WrongUse):
        afterwards.meeting_of(whole, "m7")


def test_the_words_of_the_text_stay_until_an_amendment_is_accepted(whole: Project) -> None:
    host = amending.find_amendable(whole, MEETING, "1.1").id
    after = apply(amending.amendment(whole, MEETING, host, "Endorse it.", NOW), whole)
    assert plain(after.documents[0].sections[0].blocks[0].runs) == "Endorse the strategy."  # type: ignore[union-attr]
