"""What commands print, as data: described in ``docs/schemas``; and arguments that need reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from strategy_editor.checks.finding import Finding
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.manuscript.editions import Format
from strategy_editor.model.carriers import carried
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.model.text import plain
from strategy_editor.model.tree import document_words, find_section, section_words, walk_sections
from strategy_editor.session.summary import document_numbers

FORMATS: tuple[Format, ...] = ("docx", "pdf", "html", "odt", "zip")
_GRAVITY = {"stop": "STOP", "warn": "Warning", "note": "Note"}


def info(project: Project, ledger: Ledger) -> dict[str, Any]:
    """What is in the strategy."""
    threads = project.threads.values()
    return {
        "schema": 1,
        "project": project.title,
        "documents": [_document(project, document) for document in project.documents],
        "words": sum(document_words(document) for document in project.documents),
        "comments": {
            "open": sum(thread.state in ("open", "answered") for thread in threads),
            "total": len(project.threads),
        },
        "suggestions": len(carried(project)) + sum(each.decision is None for each in project.proposals.values()),
        "versions": versions(ledger),
    }


def _document(project: Project, document: Document) -> dict[str, Any]:
    drawn = document_numbers(project, document)
    return {
        "id": document.id,
        "kind": document.kind,
        "letter": project.letter(document),
        "title": document.title,
        "status": _status(document),
        "sections": [
            {
                "id": section.id,
                "outline": section.outline,
                "number": drawn.labels.get(section.id, ""),
                "title": plain(section.title),
                "status": section.status,
                "words": section_words(section),
            }
            for section in walk_sections(document.sections)
        ],
        "words": document_words(document),
    }


def _status(document: Document) -> str:
    """That of the section that is furthest behind, not applicable ones left aside."""
    order = ("not-started", "in-draft", "for-review", "cleared")
    found = [section.status for section in walk_sections(document.sections) if section.status in order]
    return min(found, key=order.index, default="not-started")


def versions(ledger: Ledger) -> list[dict[str, Any]]:
    """The versions, oldest first."""
    return [
        {"id": each.id, "name": each.name, "at": each.at, "by": each.by, "reason": each.reason}
        for each in ledger.versions
    ]


def check(project: Project, edition: str, findings: Iterable[Finding]) -> dict[str, Any]:
    """The findings of a check."""
    return {
        "schema": 1,
        "edition": edition,
        "findings": [
            {
                "id": finding.rule,
                "severity": finding.severity,
                "message": finding.message,
                "document": finding.document,
                "section": finding.section,
                "block": finding.block,
                "fix": finding.fix.words if finding.fix else None,
            }
            for finding in findings
        ],
    }


def check_lines(project: Project, findings: tuple[Finding, ...]) -> Iterator[str]:
    """The findings in words, each with its place."""
    for finding in findings:
        yield f"{_GRAVITY[finding.severity]} {finding.rule}: {_place(project, finding)}{finding.message}"
    stops = sum(finding.severity == "stop" for finding in findings)
    if stops:
        yield f"{stops} to put right before publication."
    else:
        yield "Nothing stands in the way of publication."


def _place(project: Project, finding: Finding) -> str:
    document = project.document(finding.document)
    found = find_section(project, finding.section) if finding.section else None
    parts = [document.title if document else "", plain(found.section.title) if found else ""]
    place = " / ".join(part for part in parts if part)
    return f"{place}: " if place else ""


def formats(wanted: Iterable[str]) -> tuple[Format, ...]:
    """Formats by name."""
    for each in wanted:
        if each not in FORMATS:
            raise WrongUse(f"“{each}” is not a format.", advice=f"There are: {', '.join(FORMATS)}.")
    return tuple(known for known in FORMATS if known in set(wanted))


def part(wanted: str) -> Literal["", "public", "exempt"]:
    """A part by name."""
    match wanted:
        case "" | "public" | "exempt":
            return wanted
        case _:
            raise WrongUse(f"“{wanted}” is not a part.", advice="There are: public, exempt.")
