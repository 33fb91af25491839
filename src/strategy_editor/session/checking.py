"""Checks of a whole edition: the documents that belong to it, by all rules; and the stops that somebody sets aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from strategy_editor.checks.finding import Finding
from strategy_editor.checks.register import RULES
from strategy_editor.checks.rules import Situation
from strategy_editor.checks.run import Checker
from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.manuscript.editions import edition_of
from strategy_editor.manuscript.pack import documents_in
from strategy_editor.model.ledger import Ledger, Override
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.section import Document
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import document_of
from strategy_editor.review.suggesting import as_suggestion
from strategy_editor.session.commands import Become, Command
from strategy_editor.session.session import Session

_FEWEST_LETTERS = 10


def check_edition(
    project: Project,
    edition: str,
    today: date,
    meeting: str = "",
    ledger: Ledger | None = None,
    *,
    document: str = "",
    sides: Mapping[str, int] | None = None,
    checker: Checker | None = None,
) -> tuple[Finding, ...]:
    """What stands in the way of ``edition`` (for one meeting: of what goes there), the gravest first.

    ``document``: of this one alone, so that it can be published while others are still being written.
    ``ledger`` knows clearances, versions and what has been set aside. ``sides``: those that documents fill,
    by id, for the limit on reports. ``checker`` remembers what has not changed since the last time. Raises
    :class:`WrongUse` for an unknown edition.
    """
    wanted = edition_of(edition)
    try:
        documents = [document_of(project, document)] if document else documents_in(project, wanted, meeting)
    except Refused as refused:
        return (Finding("C18", "stop", str(refused)),)
    situation = Situation(edition, today, ledger=ledger or Ledger(), sides=sides or {})
    return (checker or Checker()).findings(project, documents, situation)


def set_aside(session: Session, finding: Finding, reason: str) -> Override:
    """Enters into the ledger why a stop is no reason not to publish.

    Raises :class:`WrongUse` for a reason that says nothing, and :class:`Refused` for what guards against leaks or is
    no stop.
    """
    said = clean_line(reason)
    if RULES[finding.rule].leak:
        raise Refused("This cannot be set aside: something would get out that must not.", advice="Put it right.")
    if finding.severity != "stop":
        raise Refused("This does not stand in the way of publication.", advice="There is nothing to set aside.")
    if len(said) < _FEWEST_LETTERS:
        raise WrongUse("The reason is kept with the strategy.", advice="Say in a few words why it may be published.")
    entry = Override(new_id(), session.clock(), session.signature, finding.rule, finding.place, said)
    session.record(entry)
    return entry


def mending(session: Session, findings: Iterable[Finding], name: str, *, suggesting: bool = False) -> Command:
    """What carries out the fixes of these findings, as one step called ``name``; ``suggesting``: as suggestions."""
    before = session.project
    after = put_right(before, findings)
    if not suggesting:
        return Become(after, name)
    suggestion = new_id()
    documents = tuple(_suggested(before, document, suggestion) for document in after.documents)
    record = Suggestion(suggestion, session.author, session.clock())
    marked = replace(after, documents=documents, suggestions={**after.suggestions, suggestion: record})
    is_text = any(old.sections != new.sections for old, new in zip(before.documents, documents, strict=True))
    return session.signed(Become(marked, name)) if is_text else Become(after, name)


def _suggested(before: Project, after: Document, suggestion: str) -> Document:
    old = before.document(after.id)
    if old is None or old.sections is after.sections:
        return after
    return replace(after, sections=as_suggestion(old, after, suggestion).sections)


def put_right(project: Project, findings: Iterable[Finding]) -> Project:
    """The project with the fixes of all these findings.

    From the last to the first, so that places in a text hold until their turn has come.
    """
    for finding in reversed(tuple(findings)):
        if finding.fix is not None:
            project = finding.fix.apply(project)
    return project
