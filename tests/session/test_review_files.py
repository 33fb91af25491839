"""Files for reviewers: what goes in and what stays at home; what a reviewer may do; and the way back."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Paragraph, TextBlock
from strategy_editor.model.ledger import Clearance, Receipt
from strategy_editor.model.project import Project
from strategy_editor.model.records import Exemption, Person
from strategy_editor.model.reviews import Anchor, Decision, Message, ReviewRound, Suggestion, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.text import Marks, Run, plain, runs_from
from strategy_editor.model.tree import section_of
from strategy_editor.review.commenting import withdrawn
from strategy_editor.review.items import items
from strategy_editor.review.rounds import standings
from strategy_editor.session import opening
from strategy_editor.session.commands import (
    ChangeProject,
    ChangeSection,
    Command,
    Decide,
    Put,
    Remove,
    ReplaceBlocks,
    Several,
)
from strategy_editor.session.registers import labels_of
from strategy_editor.session.review_files import ReviewFile, copy_to_review, finish, make_review_file, reduced
from strategy_editor.session.rounds import Asked, new_round
from strategy_editor.session.session import Session
from strategy_editor.session.tracking import tracked
from strategy_editor.storage.project_file import create, read
from tests.model.values import document, project, section
from tests.review.marked import NOW

SECRET, OTHER = "Contractor X wants nine million", "The mayor hates this"
LEE = Person("lee", "Lee Jones", telephone="01270 999999", email="lee@example.gov.uk")


def strategy() -> Project:
    exempt = (Run("Open words. "), Run(SECRET, Marks(exemption="e")), Run(" More open words.", Marks(comments=("t",))))
    first = section("One", Paragraph("p", exempt), Paragraph("p2", runs_from("A second paragraph.")))
    second = section("Two", Paragraph("q", runs_from("Text of two.")))
    third = section("Three", Paragraph("r", runs_from("Text of three.")), children=(section("Inner", Paragraph("s")),))
    thread = Thread("t", Anchor("text", "p", "More"), (Message("m", "ann", NOW, OTHER),))
    found = project(
        document(first, second, third, section("Last", Paragraph("u", runs_from("Last text.")))),
        people=(LEE, Person("ann", "Ann Fry")),
        exemptions=(Exemption("e", "3", "Money"),),
    )
    return replace(found, threads={"t": thread})


@pytest.fixture
def opened(tmp_path: Path, home: Path) -> opening.OpenStrategy:
    path = tmp_path / "home" / "strategy.strategy"
    path.parent.mkdir()
    create(path, strategy())
    made = opening.open_strategy(path, "Priya Kaur", "Policy Officer")
    made.session.record(Clearance("c", NOW, "me", made.session.project.documents[0].id, "s", "p", "d", "cleared"))
    made.name_version("0.1")
    return made


def first_of(found: Project) -> Section:
    return found.documents[0].sections[0]


def asked(found: Project, *numbers: int, **fields: bool) -> ReviewFile:
    whole = found.documents[0]
    return ReviewFile("lee", whole.id, tuple(whole.sections[number].id for number in numbers), **fields)


def everything(path: Path) -> str:
    """Every value of every table, packed or not, as text: what somebody could dig out of the file."""
    opened = read(path)
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    raw = path.read_bytes().decode("latin-1")
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [repr(row) for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]
    connection.close()
    return raw + "".join(rows) + repr(opened.project) + repr(opened.ledger)


def test_a_file_holds_only_what_was_asked_about(opened: opening.OpenStrategy, tmp_path: Path) -> None:
    path = make_review_file(opened, asked(opened.session.project, 0, 1), tmp_path)
    text = everything(path)
    for words in (SECRET, OTHER, "Text of three", "Ann Fry", "01270", "lee@example", "Clearance(", "Version("):
        assert words not in text, words
    found = read(path)
    assert [plain(block.runs) for block in first_of(found.project).blocks] == [  # type: ignore[union-attr]
        plain(block.runs)  # type: ignore[union-attr]
        for block in first_of(reduced(opened.session.project, asked(opened.session.project, 0), "x")).blocks
    ]
    assert "Open words." in text
    assert [entry.id for entry in found.ledger.entries] == [found.project.copy]
    labels = labels_of(found.project)(found.project.documents[0])
    home = labels_of(opened.session.project)(opened.session.project.documents[0])
    assert {id: labels[id] for id in labels if id in home} == home
    again = make_review_file(opened, asked(opened.session.project, 0, 1), tmp_path)
    assert again != path
    opened.leave()


def test_what_is_ticked_goes_along(opened: opening.OpenStrategy) -> None:
    found = reduced(opened.session.project, asked(opened.session.project, 0, exempt=True, others=True), "x")
    assert SECRET in repr(found)
    assert found.threads.keys() == {"t"}
    whole = opened.session.project
    secret = replace(whole, documents=(replace(whole.documents[0], exemption="e"),))
    with pytest.raises(Refused, match="not for publication as a whole"):
        reduced(secret, asked(secret, 0), "x")
    opened.leave()


def suggestion(session: Session, host: str, old: str, new: str) -> Command:
    """Typing in the reviewer's name, as the editor does it."""
    found = next(each for each in session.project.documents[0].sections for b in each.blocks if b.id == host)
    place = [block.id for block in found.blocks].index(host)
    block = found.blocks[place]
    assert isinstance(block, TextBlock)
    before, after = plain(block.runs).split(old)
    id = new_id()
    runs = (Run(before), Run(old, Marks(deletion=id)), Run(new, Marks(insertion=id)), Run(after))
    record = Suggestion(id, session.author, session.clock(), section=found.id)
    marked = replace(block, runs=tuple(run for run in runs if run.content))
    return Several((Put(record), ReplaceBlocks(found.id, place, place + 1, (marked,))), "Typing")


def comment(session: Session, text: str, target: str) -> Command:
    message = Message(new_id(), session.author, session.clock(), text)
    return Put(Thread(new_id(), Anchor("block", target), (message,)))


def test_a_reviewer_may_comment_and_suggest_and_nothing_else(opened: opening.OpenStrategy, tmp_path: Path) -> None:
    path = make_review_file(opened, asked(opened.session.project, 0, 1, others=True), tmp_path)
    opened.leave()
    reviewer = opening.open_strategy(path, "Lee Jones")
    session = reviewer.session
    home = first_of(session.project)
    others = session.project.threads["t"]
    answer = Message("n", "lee", NOW, "Why?")
    session.apply(suggestion(session, "p2", "second", "third"))
    session.apply(comment(session, "Is this so?", "p2"))
    session.apply(Put(replace(others, messages=(*others.messages, answer))))
    session.apply(tracked(session.project, ChangeSection((home.id,), title=runs_from("Uno")), "lee", NOW))
    own = next(each for each in session.project.threads.values() if each.messages[0].text == "Is this so?")
    session.apply(Put(withdrawn(own)))
    before = session.project
    some = next(iter(before.suggestions.values()))
    refused: tuple[Command, ...] = (
        ChangeProject(title="Mine"),
        ChangeSection((home.id,), status="cleared"),
        ChangeSection((home.id,), title=runs_from("Direct")),
        ReplaceBlocks(home.id, 0, 1, (Paragraph("p", runs_from("Direct")),)),
        ReplaceBlocks(home.id, 0, 1, ()),
        Decide((some.id,), "accepted", NOW, "lee"),
        Put(replace(some, author="ann")),
        Put(replace(some, decision=Decision("accepted", NOW))),
        Put(replace(others, state="resolved", decision=Decision("noted", NOW))),
        Put(replace(others, messages=(replace(others.messages[0], text="I love it"),))),
        Put(Person("x", "Somebody", email="x@example.org")),
        Put(ReviewRound("r", "Mine", NOW)),
        Remove("threads", "t"),
    )
    for command in refused:
        with pytest.raises(Refused):
            session.apply(command)
    assert session.project is before
    reviewer.leave()


def test_what_comes_back_lands_in_todays_text(opened: opening.OpenStrategy, tmp_path: Path) -> None:
    session = opened.session
    whole = session.project.documents[0]
    with_round, begun = new_round(session.project, Asked("First", ("Lee Jones",), whole.id, form="project-copy"), NOW)
    session.apply(Put(begun))
    assert with_round.people == session.project.people
    path = make_review_file(opened, replace(asked(session.project, 0, 1), round=begun.id), tmp_path)
    block = next(each for each in first_of(session.project).blocks if each.id == "p")
    meanwhile = replace(block, runs=(*block.runs, Run(" And more.")))  # type: ignore[type-var]
    session.apply(ReplaceBlocks(first_of(session.project).id, 0, 1, (meanwhile,)))
    reviewer = opening.open_strategy(path, "Lee Jones")
    reviewer.session.apply(suggestion(reviewer.session, "p2", "second", "third"))
    reviewer.session.apply(suggestion(reviewer.session, "q", "Text", "Words"))
    reviewer.session.apply(comment(reviewer.session, "Is this so?", "q"))
    assert finish(reviewer, "with-changes", "Good") == path
    reviewer.close()
    opened.prepare()
    opened.bring_in(opened.look_at_returned(path))
    after = session.project
    assert after.copy == ""
    assert SECRET in repr(after)
    assert after.threads["t"].messages[0].text == OTHER
    assert plain(section_of(after, after.documents[0].sections[2].id).section.blocks[0].runs) == "Text of three."  # type: ignore[union-attr]
    assert len(after.documents[0].sections[2].children) == 1
    said = {
        (item.kind, item.removed, item.added, item.text)
        for item in items(after, labels_of(after))
        if item.author == "lee"
    }
    assert said == {
        ("suggestion", "second", "third", ""),
        ("suggestion", "Text", "Words", ""),
        ("comment", "", "", "Is this so?"),
    }
    assert not [each for each in after.proposals.values() if each.decision is None]
    (standing,) = standings(after, session.ledger, NOW.date())
    assert (standing.state, standing.invitation.opinion) == ("finished", "with-changes")
    receipts = [entry for entry in session.ledger.entries if isinstance(entry, Receipt)]
    assert [(entry.opinion, entry.remark) for entry in receipts] == [("with-changes", "Good")]
    text = repr(after.documents)
    assert "not part of this copy" not in text
    assert "And more." in text
    person = after.person("lee")
    assert person is not None
    assert person.email == "lee@example.gov.uk"
    opened.leave()


def test_a_whole_strategy_is_reviewed_in_a_copy_without_a_lock(opened: opening.OpenStrategy) -> None:
    opened.save()
    copy = copy_to_review(opened.path, "Lee Jones")
    reviewer = opening.open_strategy(copy, "Lee Jones")
    reviewer.session.apply(suggestion(reviewer.session, "q", "Text", "Words"))
    with pytest.raises(Refused):
        reviewer.session.apply(ChangeProject(title="Mine"))
    with pytest.raises(WrongUse):
        finish(reviewer, "sleepy")  # type: ignore[arg-type]
    finish(reviewer, "content")
    reviewer.close()
    opened.prepare()
    opened.bring_in(opened.look_at_returned(copy))
    assert opened.session.project.copy == ""
    assert [each.author for each in opened.session.project.suggestions.values()] == ["lee"]
    with pytest.raises(WrongUse, match="not a copy"):
        finish(opened, "content")
    opened.leave()
