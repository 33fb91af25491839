"""The text for the agenda sheet: what a committee system asks for beside the report, as plain lines to paste there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from strategy_editor.checks.decision import recommendations
from strategy_editor.checks.exempt import is_exempt
from strategy_editor.checks.rules import with_role
from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.manuscript.exempt import has_exempt
from strategy_editor.manuscript.pack import documents_in
from strategy_editor.model.blocks import TEXT_BLOCKS
from strategy_editor.model.facts import fact_text
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document

_DETAILS = (
    ("Report of", "report.of"),
    ("Portfolio holder", "portfolio.holder"),
    ("Wards affected", "wards.affected"),
    ("Key decision", "key.decision"),
    ("Forward Plan reference", "forward.plan.reference"),
    ("Contact", "officer"),
    ("Telephone", "officer.telephone"),
    ("E-mail", "officer.email"),
)


def agenda_text(project: Project, report: Document, today: date) -> str:
    """Title, purpose, recommendations, who and where, and what is attached, of the public part of a report."""
    return "\n".join(_lines(project, report, today)).strip() + "\n"


def _lines(project: Project, report: Document, today: date) -> Iterator[str]:
    drawing = Drawing(project, report, EDITIONS["cabinet"], "public", version="", versions=(), today=today)
    meeting = project.meeting(report.meeting)
    item = meeting.item if meeting else ""
    yield f"{item}  {report.title}".strip() if item and item != report.title else report.title
    if meeting is not None:
        yield f"{meeting.body}, {meeting.when or 'date not known yet'}"
    purpose = [
        words
        for section in with_role(drawing.project, drawing.document, "purpose")
        for block in section.blocks
        if isinstance(block, TEXT_BLOCKS) and (words := drawing.plain(block.runs).strip())
    ]
    if purpose:
        yield from ("", "Purpose", *purpose)
    asked = [drawing.plain(each.passage.runs).strip() for each in recommendations(drawing.project, drawing.document)]
    if asked:
        yield from ("", "Recommendations", *(f"{number}. {words}" for number, words in enumerate(asked, 1)))
    known = [(label, fact_text(project, report, key)) for label, key in _DETAILS]
    if any(shown.known for _, shown in known):
        yield from ("", *(f"{label}: {shown.text}" for label, shown in known if shown.known))
    attached = list(_attached(project, report))
    if attached:
        yield from ("", "Attached", *attached)
    reasons = [exemption.paragraph for exemption in project.exemptions if exemption.paragraph]
    if has_exempt(report) or is_exempt(report):
        yield from ("", f"Part of this item is not for publication: paragraph {', '.join(reasons) or 'not known yet'}.")


def _attached(project: Project, report: Document) -> Iterator[str]:
    for document in documents_in(project, EDITIONS["cabinet"], report.meeting):
        if document.id == report.id:
            continue
        letter = project.letter(document)
        name = f"Appendix {letter}: {document.title}" if letter else document.title
        yield f"{name} (not for publication)" if is_exempt(document) else name
