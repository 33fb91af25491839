"""Deadlines of a document's meeting, by the council's rules."""

from __future__ import annotations

from datetime import datetime, time

from strategy_editor.deadlines.calendar_file import MeetingEntry, calendar_file
from strategy_editor.deadlines.table import Deadline, deadlines_for
from strategy_editor.deadlines.times import parse_time
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting
from strategy_editor.model.section import Document

_REPORT_IN = ("final", "report", "publish")
"""The step by which the author has to hand the report in: the first of these ids that the council has."""


def meeting_deadlines(project: Project, meeting: Meeting | None) -> tuple[Deadline, ...]:
    """Every step before ``meeting``, the earliest first; none while its day is not known."""
    if meeting is None or meeting.when is None or not meeting.when.is_day:
        return ()
    return deadlines_for(meeting.when.first, project.profile.deadlines, project.profile.nation)


def report_deadline(project: Project, document: Document | None) -> Deadline | None:
    """The step by which the report of the document's meeting has to be in; None while that is not known."""
    steps = {step.id: step for step in meeting_deadlines(project, document_meeting(project, document))}
    for id in _REPORT_IN:
        if id in steps:
            return steps[id]
    return next(iter(reversed(steps.values())), None)


def document_meeting(project: Project, document: Document | None) -> Meeting | None:
    """The meeting that the document goes to, or else the one that the report goes to."""
    if document is not None and document.meeting:
        return project.meeting(document.meeting)
    report = next((each for each in project.documents if each.kind == "report" and each.meeting), None)
    return project.meeting(report.meeting) if report else None


def meeting_calendar(project: Project, meeting: Meeting, now: datetime) -> bytes:
    """The meeting and its deadlines as an ``.ics`` file; the day of the meeting must be known."""
    if meeting.when is None or not meeting.when.is_day:
        raise WrongUse("The day of the meeting is not known yet.", advice="Fill it in first.")
    title = f"{meeting.body}, {project.profile.council}"
    entry = MeetingEntry(title, meeting.when.first, _clock_time(meeting.time), meeting.place)
    return calendar_file(entry, meeting_deadlines(project, meeting), seed=meeting.id, made_at=now)


def _clock_time(text: str) -> time | None:
    """The time of a meeting as people wrote it; None where it cannot be read."""
    try:
        return parse_time(text)
    except WrongUse:
        return None
