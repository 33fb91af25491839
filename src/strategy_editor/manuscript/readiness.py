"""“Ready for Cabinet?” as a paper of its own: what the checks found, the gravest first, for whoever sees to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from strategy_editor.checks.finding import SEVERITIES, Finding, Severity
from strategy_editor.checks.register import RULES
from strategy_editor.manuscript.editions import edition_of
from strategy_editor.manuscript.items import (
    Furniture,
    HeadingItem,
    Item,
    Manuscript,
    ParagraphItem,
    Properties,
    Span,
    TableCell,
    TableColumn,
    TableItem,
    TableRow,
    TitleItem,
)
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section
from strategy_editor.templates.wording import Wording

HEADINGS: Mapping[Severity, str] = {
    "stop": "Must be put right before publication",
    "warn": "Worth putting right",
    "note": "For your information",
}
"""What each severity is called, wherever findings are listed."""

_COLUMNS = (("Where", 0.27), ("What to do", 0.63), ("Check", 0.10))


def readiness_title(project: Project, edition: str) -> str:
    """“Ready for Cabinet?”, or for what else is made."""
    if edition == "cabinet":
        return f"Ready for {project.profile.meeting_body or 'the meeting'}?"
    name = edition_of(edition).name
    return f"Ready for the {name[:1].lower()}{name[1:]}?"


def readiness(
    project: Project, edition: str, findings: Iterable[Finding], sides: Mapping[str, int], today: date
) -> Manuscript:
    """The findings as a manuscript, which any writer can lay out. ``sides``: those that documents fill, by id."""
    found = tuple(findings)
    title = readiness_title(project, edition)
    wording = Wording(project.profile)
    return Manuscript(
        "readiness",
        Properties(title, project.profile.council, subject=project.title, created=today.isoformat()),
        tuple(_items(project, edition, found, sides, today)),
        replace(project.profile.page, capitals=False),
        Furniture(
            header_left=project.profile.council,
            header_right=title,
            footer_left=f"{project.title}, {When.of(today)}",
            page_of=wording("page.of"),
        ),
        number_format="none",
        wording=wording.words,
    )


def summary_sentences(project: Project, findings: Iterable[Finding], sides: Mapping[str, int]) -> tuple[str, ...]:
    """How things stand, in a few sentences: what stops, what else there is, how long the report is."""
    found = tuple(findings)
    stops = sum(each.stops for each in found)
    aside = sum(bool(each.set_aside) for each in found)
    warns, notes = (sum(each.severity == severity for each in found) for severity in ("warn", "note"))
    first = (
        f"{_things(stops)} must be put right before publication."
        if stops
        else "Nothing stands in the way of publication."
    )
    rest = (
        f"{_things(warns)} {'is' if warns == 1 else 'are'} worth putting right; {_remarks(notes)} for your information."
    )
    told = [first, rest]
    if aside:
        told.append(f"{_things(aside)} {'was' if aside == 1 else 'were'} set aside, with a reason.")
    told += sides_sentences(project, sides)
    return tuple(told)


def sides_sentences(project: Project, sides: Mapping[str, int]) -> Iterator[str]:
    """How many sides of A4 each report fills, and how many the council allows."""
    limit = project.profile.report_side_limit
    for document in project.documents:
        count = sides.get(document.id, 0)
        if document.kind == "report" and count:
            noun = "side" if count == 1 else "sides"
            allowed = f"; the council allows {limit}" if limit else ""
            yield f"“{document.title}” fills {count} {noun} of A4{allowed}."


def _things(count: int) -> str:
    return f"{count} thing{'' if count == 1 else 's'}"


def _remarks(count: int) -> str:
    return "nothing is" if not count else f"{count} remark{' is' if count == 1 else 's are'}"


def _items(
    project: Project, edition: str, findings: tuple[Finding, ...], sides: Mapping[str, int], today: date
) -> Iterator[Item]:
    yield TitleItem((project.profile.council,) if project.profile.council else (), readiness_title(project, edition))
    made = f"{project.title}, as it stood on {When.of(today)}, checked for: {edition_of(edition).name}."
    yield ParagraphItem("about", (Span(made),))
    for number, sentence in enumerate(summary_sentences(project, findings, sides)):
        yield ParagraphItem(f"summary-{number}", (Span(sentence, bold=number == 0),))
    for severity in SEVERITIES:
        chosen = [each for each in findings if each.severity == severity and not each.set_aside]
        if chosen:
            yield HeadingItem(f"severity-{severity}", 1, (Span(HEADINGS[severity]),))
            yield from _by_subject(project, severity, chosen)
    aside = [each for each in findings if each.set_aside]
    if aside:
        yield HeadingItem("aside", 1, (Span("Set aside"),))
        yield _table(project, "aside-table", aside)
    silent = [
        RULES[each.rule].title
        for each in project.profile.checks
        if each.severity == "off" and each.rule in RULES and not RULES[each.rule].leak
    ]
    if silent:
        yield HeadingItem("off", 1, (Span("Not checked"),))
        yield ParagraphItem("off-rules", (Span(f"The council has switched off: {'; '.join(silent)}."),))


def _by_subject(project: Project, severity: str, findings: list[Finding]) -> Iterator[Item]:
    subjects = dict.fromkeys(RULES[each.rule].subject for each in findings)
    for number, subject in enumerate(sorted(subjects)):
        chosen = [each for each in findings if RULES[each.rule].subject == subject]
        anchor = f"{severity}-{number}"
        yield HeadingItem(anchor, 2, (Span(subject),))
        yield _table(project, f"{anchor}-table", chosen)


def _table(project: Project, anchor: str, findings: list[Finding]) -> TableItem:
    header = TableRow(tuple(_cell(f"{anchor}-{name}", name, header="column") for name, _ in _COLUMNS), header=True)
    rows = []
    for number, finding in enumerate(findings):
        what = f"{finding.message} Set aside because: {finding.set_aside}" if finding.set_aside else finding.message
        texts = (place_of(project, finding), what, finding.rule)
        rows.append(TableRow(tuple(_cell(f"{anchor}-{number}-{at}", text) for at, text in enumerate(texts))))
    columns = tuple(TableColumn(width) for _, width in _COLUMNS)
    return TableItem(
        anchor, columns, (header, *rows), description="Each row is a finding: where, what to do, which check."
    )


def _cell(anchor: str, text: str, **fields: object) -> TableCell:
    return TableCell((ParagraphItem(anchor, (Span(text),)),), **fields)  # type: ignore[arg-type]


def place_of(project: Project, finding: Finding) -> str:
    """Where a finding is, in words: the document and the section, or the strategy as a whole."""
    document = project.document(finding.document)
    found = find_section(project, finding.section) if finding.section else None
    parts = [document.title if document else "", plain(found.section.title) if found else ""]
    return " / ".join(part for part in parts if part) or "The strategy as a whole"
