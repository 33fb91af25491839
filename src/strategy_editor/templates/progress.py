"""Drafts the report on progress: what was achieved, what is still to come, against what Cabinet agreed.

The founding outline ends with it: "review of Strategy and achievements".
"""

from __future__ import annotations

from collections.abc import Sequence

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block, Cell, Column, ListItem, Paragraph, Row, Table
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import runs_from

_STATUS = {
    "planned": "Planned",
    "under-way": "Under way",
    "late": "Late",
}


def progress_report(project: Project, agreed: Project | None, lines: Sequence[str]) -> Document:
    """A report with the milestones as they stand today. ``agreed`` is the set as it was approved, where that is known.

    ``lines`` say in plain sentences what has changed in the strategy since.
    """
    dates = {each.id: each.when for each in agreed.milestones} if agreed is not None else {}
    done = [each for each in project.milestones if each.status == "done"]
    ahead = [each for each in project.milestones if each.status in _STATUS]
    dropped = [each for each in project.milestones if each.status == "dropped"]
    sections = (
        _section("What was agreed", _agreed_words(project)),
        _section(
            "Achievements",
            *_table(
                "What has been done",
                ("Milestone", "Agreed for", "Done", "What came of it"),
                [(each.title, _agreed(each, dates), _day(each.done or each.when), each.outcome) for each in done],
                "Nothing is recorded as done yet.",
            ),
        ),
        _section(
            "Still to come",
            *_table(
                "What is still to come",
                ("Milestone", "Agreed for", "Now", "State"),
                [(each.title, _agreed(each, dates), _day(each.when), _STATUS[each.status]) for each in ahead],
                "Nothing is left to do.",
            ),
        ),
        _section(
            "Not going ahead",
            *_table(
                "What is not going ahead",
                ("Milestone", "Agreed for", "Why"),
                [(each.title, _agreed(each, dates), each.outcome) for each in dropped],
                "Nothing was given up.",
            ),
        ),
        _section("What has changed in the strategy", *_list(lines)),
    )
    return Document(new_id(), "report", f"{project.title}: progress report", sections)


def _section(title: str, *blocks: Block) -> Section:
    return Section(new_id(), runs_from(title), status="in-draft", blocks=blocks)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(new_id(), runs_from(text))


def _agreed_words(project: Project) -> Paragraph:
    """The decision, as the meeting that made it recorded it."""
    strategy = next((each for each in project.documents if each.kind == "strategy"), None)
    meeting = project.meeting(strategy.meeting) if strategy is not None else None
    if meeting is None or not meeting.decision:
        decided = next((each for each in reversed(project.meetings) if each.decision), None)
        meeting = decided or meeting
    title = strategy.title if strategy is not None else project.title
    if meeting is None:
        return _paragraph(f"{title} was agreed.")
    when = f" on {meeting.when}" if meeting.when else ""
    minute = f" (minute {meeting.minute})" if meeting.minute else ""
    decision = f": {meeting.decision}" if meeting.decision else "."
    return _paragraph(f"{meeting.body} considered {title}{when}{minute}{decision}")


def _agreed(milestone: Milestone, dates: dict[str, When | None]) -> str:
    """The date that was agreed; a milestone that came later says so."""
    agreed = milestone.agreed or dates.get(milestone.id)
    if agreed is None and dates and milestone.id not in dates:
        return "Added since"
    return _day(agreed)


def _day(when: When | None) -> str:
    return str(when) if when else "No date"


def _table(caption: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], empty: str) -> tuple[Block, ...]:
    if not rows:
        return (_paragraph(empty),)

    def row(cells: Sequence[str]) -> Row:
        return Row(new_id(), tuple(Cell(new_id(), (_paragraph(text),)) for text in cells))

    columns = tuple(Column(new_id()) for _ in headings)
    title = Paragraph(new_id(), runs_from(caption))
    return (Table(new_id(), columns, (row(headings), *map(row, rows)), title),)


def _list(lines: Sequence[str]) -> tuple[Block, ...]:
    if not lines:
        return (_paragraph("No earlier version that was agreed is known."),)
    return tuple(ListItem(new_id(), runs_from(line)) for line in lines)
