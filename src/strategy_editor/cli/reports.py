"""What commands print, as data: described in ``docs/schemas``; and arguments that need reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from strategy_editor.checks.finding import Finding, Severity
from strategy_editor.checks.register import RULES
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.manuscript.editions import Format
from strategy_editor.model.carriers import carried
from strategy_editor.model.ledger import Ledger, Version
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, DocumentKind, Status
from strategy_editor.model.text import plain
from strategy_editor.model.tree import document_words, section_words, walk_sections
from strategy_editor.session.publishing import place_words
from strategy_editor.session.summary import document_numbers

FORMATS: tuple[Format, ...] = ("docx", "pdf", "html", "odt", "zip", "pack")
_GRAVITY = {"stop": "STOP", "warn": "Warning", "note": "Note"}


class SectionInfo(Struct, frozen=True):
    """A section: ``number`` as the papers print it, ``words`` its own and not those of its children."""

    id: str
    outline: str
    number: str
    title: str
    status: Status
    words: int


class DocumentInfo(Struct, frozen=True):
    """A document of the set; ``status`` is that of the section that is furthest behind."""

    id: str
    kind: DocumentKind
    letter: str
    title: str
    status: Status
    sections: tuple[SectionInfo, ...]
    words: int


class Comments(Struct, frozen=True):
    """How many comments there are, and how many of them wait for an answer."""

    open: int
    total: int


class VersionInfo(Struct, frozen=True):
    """A version; one that was saved by itself has no name. ``by`` is the id of a person, or a name."""

    id: str
    name: str
    at: datetime
    by: str
    reason: str


def version_info(version: Version) -> VersionInfo:
    """What is told of a version."""
    return VersionInfo(version.id, version.name, version.at, version.by, version.reason)


class Info(Struct, frozen=True):
    """What is in a strategy. ``suggestions``: those that wait for a decision."""

    project: str
    documents: tuple[DocumentInfo, ...]
    words: int
    comments: Comments
    suggestions: int
    versions: tuple[VersionInfo, ...]
    schema: Literal[1] = 1


def info(project: Project, ledger: Ledger) -> Info:
    """What is in the strategy."""
    threads = project.threads.values()
    comments = Comments(sum(thread.state in ("open", "answered") for thread in threads), len(threads))
    return Info(
        project.title,
        tuple(_document(project, document) for document in project.documents),
        sum(document_words(document) for document in project.documents),
        comments,
        len(carried(project)) + sum(each.decision is None for each in project.proposals.values()),
        tuple(map(version_info, ledger.versions)),
    )


def _document(project: Project, document: Document) -> DocumentInfo:
    labels = document_numbers(project, document).labels
    sections = tuple(
        SectionInfo(
            section.id,
            section.outline,
            labels.get(section.id, ""),
            plain(section.title),
            section.status,
            section_words(section),
        )
        for section in walk_sections(document.sections)
    )
    letter, words = project.letter(document), document_words(document)
    return DocumentInfo(document.id, document.kind, letter, document.title, _status(document), sections, words)


def _status(document: Document) -> Status:
    """That of the section that is furthest behind, not applicable ones left aside."""
    order: tuple[Status, ...] = ("not-started", "in-draft", "for-review", "cleared")
    found = [section.status for section in walk_sections(document.sections) if section.status in order]
    return min(found, key=order.index, default="not-started")


class FindingInfo(Struct, frozen=True):
    """What a check found. ``id`` is that of the rule; ``document``, ``section``, ``block`` are ids or empty.

    ``quote``: the words that it is about. ``fix``: what the window offers to put it right, or null. ``set_aside``: the
    reason for publishing all the same, empty where nobody has given one.
    """

    id: str
    title: str
    severity: Severity
    document: str
    section: str
    block: str
    message: str
    quote: str
    fix: str | None
    set_aside: str


class Check(Struct, frozen=True):
    """What stands in the way of an edition. ``sides``: how many sides of A4 each report fills, by document."""

    edition: str
    ready: bool
    findings: tuple[FindingInfo, ...]
    sides: dict[str, int]
    schema: Literal[1] = 1


def check(edition: str, findings: Iterable[Finding], sides: Mapping[str, int]) -> Check:
    """The findings of a check."""
    found = tuple(findings)
    return Check(edition, not any(each.stops for each in found), tuple(map(_finding, found)), dict(sides))


def _finding(finding: Finding) -> FindingInfo:
    return FindingInfo(
        finding.rule,
        RULES[finding.rule].title,
        finding.severity,
        finding.document,
        finding.section,
        finding.block,
        finding.message,
        finding.quote,
        finding.fix.words if finding.fix else None,
        finding.set_aside,
    )


def check_lines(project: Project, findings: tuple[Finding, ...]) -> Iterator[str]:
    """The findings in words, each with its place."""
    for finding in findings:
        gravity = "Set aside" if finding.set_aside else _GRAVITY[finding.severity]
        yield f"{gravity} {finding.rule}: {place_words(project, finding)}{finding.message}"
    stops = sum(finding.stops for finding in findings)
    if stops:
        yield f"{stops} to put right before publication."
    else:
        yield "Nothing stands in the way of publication."


def formats(wanted: Iterable[str]) -> tuple[Format, ...]:
    """Formats by name."""
    for each in wanted:
        if each not in FORMATS:
            raise WrongUse(f"“{each}” is not a format.", advice=f"There are: {', '.join(FORMATS)}.")
    return tuple(known for known in FORMATS if known in set(wanted))


def day(wanted: str) -> date | None:
    """A day as ``2026-03-01``; None where none is asked for."""
    try:
        return date.fromisoformat(wanted) if wanted else None
    except ValueError:
        raise WrongUse(f"“{wanted}” is not a day.", advice="Write it as 2026-03-01.") from None


def part(wanted: str) -> Literal["", "public", "exempt"]:
    """A part by name."""
    match wanted:
        case "" | "public" | "exempt":
            return wanted
        case _:
            raise WrongUse(f"“{wanted}” is not a part.", advice="There are: public, exempt.")
