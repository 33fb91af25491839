"""Next year's strategy: what starts again, what comes along, what is named; and the report on progress."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace
from tests.model import values

from strategy_editor.model.blocks import Block, Paragraph, Table
from strategy_editor.model.dates import When
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, Meeting, Milestone, Person, RegisterEntry, WhenValue
from strategy_editor.model.reviews import Anchor, Message, Suggestion, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Marks, Run, plain, runs_from
from strategy_editor.templates.progress import progress_report
from strategy_editor.templates.refresh import LOOK_AGAIN, refresh

TODAY = date(2010, 3, 1)
AT = datetime(2010, 3, 1, 9, tzinfo=UTC)
OLD = "By March 2009 Anne Wood replaces 120 servers at £40,000, and by June 2012 all."


def outline(*titles: str) -> Outline:
    sections = tuple(OutlineSection(title.split()[0].lower(), title) for title in titles)
    return Outline("o", "An outline", (DocumentOutline("s", "Strategy", "strategy", sections),))


def last_year() -> Project:
    runs = (Run(OLD, Marks(comments=("c",))), Run(" Suggested.", Marks(insertion="x")))
    first = Section("a", runs_from("Aims"), "aims", "cleared", blocks=(Paragraph("p", runs),), ticks=("t",))
    second = Section("b", runs_from("Costs"), "costs", "not-applicable", "Nothing to say", due=When(2009, 3))
    document = Document("d", "strategy", "ICT 2009", (first, second), outline="s", meeting="m")
    project = replace(values.project(document), title="ICT 2009", outline=outline("Aims", "Costs"))
    return replace(
        project,
        people=(Person("anne", "Anne Wood"),),
        meetings=(Meeting("m", "Cabinet", When(2009, 3, 3), decision="Agreed.", minute="114"),),
        facts=(Fact("f", "k", "Date of the meeting", "day", WhenValue(When(2009, 3, 3))),),
        milestones=(
            Milestone("1", "Agreed", When(2009, 3), "done", outcome="Agreed by all", done=When(2009, 3, 3)),
            Milestone("2", "Printed", When(2009, 4), "late", agreed=When(2009, 3)),
            Milestone("3", "Filmed", When(2009, 5), "dropped", outcome="No money"),
            Milestone("4", "Reviewed", When(2010, 3), "planned"),
        ),
        register=(RegisterEntry("r", "ICT 2009", status="published", due=When(2009, 3)),),
        threads={"c": Thread("c", Anchor("text", "p"), (Message("m", "anne", AT, "Sure?"),))},
        suggestions={"x": Suggestion("x", "anne", AT)},
    )


def test_what_starts_again_and_what_comes_along() -> None:
    before = last_year()
    fresh = refresh(before, "ICT 2009, v1.0", TODAY, AT, title="ICT 2010").project
    assert fresh.id != before.id
    (document,) = fresh.documents
    assert (fresh.title, document.title, document.meeting) == ("ICT 2010", "ICT 2010", "")
    first, second = document.sections
    assert (first.status, first.ticks) == ("not-started", ())
    assert (second.status, second.reason, second.due) == ("not-applicable", "Nothing to say", None)
    (block,) = first.blocks
    assert isinstance(block, Paragraph)
    assert block.runs == runs_from(OLD), "comments and suggestions stay with last year"
    assert fresh.suggestions == {}
    assert [(each.id, each.status, each.agreed) for each in fresh.milestones] == [
        ("2", "planned", When(2009, 4)),
        ("4", "planned", When(2010, 3)),
    ]
    assert (fresh.register[0].status, fresh.register[0].due) == ("in-draft", None)
    (reference,) = fresh.references
    assert (reference.section, reference.title, reference.source) == ("a", "Aims", "ICT 2009, v1.0")
    kept = reference.blocks[0]
    assert isinstance(kept, Paragraph)
    assert plain(kept.runs) == OLD


def test_old_dates_and_names_are_named_and_no_others() -> None:
    found = refresh(last_year(), "x", TODAY, AT)
    said = {thread.anchor.target: thread.messages[0].text for thread in found.project.threads.values()}
    assert said == {
        "a": "Still right? “March 2009”, “Anne Wood”",
        "": "Details that name a date that has passed: “Date of the meeting”",
    }
    assert found.flagged == 2
    assert {thread.category for thread in found.project.threads.values()} == {LOOK_AGAIN}


def test_a_changed_outline_is_fitted() -> None:
    newer = outline("Aims and hopes", "Risks", "Costs")
    found = refresh(last_year(), "x", TODAY, AT, outline=newer)
    (document,) = found.project.documents
    titles = [plain(section.title) for section in document.sections]
    assert titles == ["Aims and hopes", "Risks", "Costs"]
    assert [change.kind for change in found.changes] == ["renamed", "added"]


def cells(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[plain(cell.blocks[0].runs) for cell in row.cells] for row in block.rows]


def test_the_report_on_progress_sets_what_came_of_it_against_what_was_agreed() -> None:
    agreed = last_year()
    moved = replace(agreed.milestones[3], when=When(2010, 9))
    new = Milestone("5", "Audited", When(2010, 6))
    now = replace(agreed, milestones=(*agreed.milestones[:3], moved, new))
    report = progress_report(now, agreed, ("Aims: 1 paragraph changed.",))
    intro, done, ahead, dropped, changed = report.sections
    assert isinstance(intro.blocks[0], Paragraph)
    assert plain(intro.blocks[0].runs) == "Cabinet considered ICT 2009 on 3 March 2009 (minute 114): Agreed."
    assert cells(done.blocks[0])[1:] == [["Agreed", "March 2009", "3 March 2009", "Agreed by all"]]
    assert cells(ahead.blocks[0])[1:] == [
        ["Printed", "March 2009", "April 2009", "Late"],
        ["Reviewed", "March 2010", "September 2010", "Planned"],
        ["Audited", "Added since", "June 2010", "Planned"],
    ]
    assert cells(dropped.blocks[0])[1:] == [["Filmed", "May 2009", "No money"]]
    assert [plain(block.runs) for block in changed.blocks if hasattr(block, "runs")] == ["Aims: 1 paragraph changed."]
