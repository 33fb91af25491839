"""Checks of a whole edition: the documents that belong to it, by all rules."""

from __future__ import annotations

from datetime import date

from strategy_editor.checks.finding import Finding
from strategy_editor.checks.run import Checker
from strategy_editor.foundation.errors import Refused
from strategy_editor.manuscript.editions import edition_of
from strategy_editor.manuscript.pack import documents_in
from strategy_editor.model.project import Project


def check_edition(project: Project, edition: str, today: date, meeting: str = "") -> tuple[Finding, ...]:
    """What stands in the way of ``edition`` (for one meeting: of what goes there), the gravest first.

    Raises :class:`WrongUse` for an unknown edition.
    """
    wanted = edition_of(edition)
    try:
        documents = documents_in(project, wanted, meeting)
    except Refused as refused:
        return (Finding("C18", "stop", str(refused)),)
    return Checker().findings(project, documents, edition, today)
