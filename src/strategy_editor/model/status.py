"""Whether a document still counts as a draft."""

from __future__ import annotations

from strategy_editor.model.numbering import is_present
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.model.tree import walk_sections


def is_cleared(project: Project, document: Document) -> bool:
    """Whether every section that is part of the document has been cleared, and there is one."""
    present = [each for each in walk_sections(document.sections) if is_present(project, document, each)]
    return bool(present) and all(section.status == "cleared" for section in present)


def is_agreed(project: Project, document: Document) -> bool:
    """Whether the meeting that decides on the document has agreed it."""
    entries = [entry for entry in project.register if entry.document == document.id]
    if any(entry.status in ("agreed", "published") for entry in entries):
        return True
    meeting = project.meeting(document.meeting)
    return meeting is not None and bool(meeting.decision)


def is_final(project: Project, document: Document) -> bool:
    """A report is final once it is cleared; any other document once it is cleared *and* agreed."""
    return is_cleared(project, document) and (document.kind == "report" or is_agreed(project, document))
