"""The day by which the report has to be in: worked back from its meeting by the council's rules."""

from __future__ import annotations

from datetime import date

from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting
from strategy_editor.model.section import Document


def report_deadline(project: Project, document: Document | None) -> date | None:
    """The day on which the report of the document's meeting is due; None while the day of the meeting is not known."""
    meeting = document_meeting(project, document)
    if meeting is None or meeting.when is None or not meeting.when.is_day:
        return None
    return meeting.when.first


def document_meeting(project: Project, document: Document | None) -> Meeting | None:
    """The meeting that the document goes to, or else the one that the report goes to."""
    if document is not None and document.meeting:
        return project.meeting(document.meeting)
    report = next((each for each in project.documents if each.kind == "report" and each.meeting), None)
    return project.meeting(report.meeting) if report else None
