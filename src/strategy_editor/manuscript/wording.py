"""Standing words that a made document may contain. A council's profile says any of them in its own way, by key.

Places such as ``{title}`` are filled by plain replacement: a profile may come from a stranger.
"""

from __future__ import annotations

from collections.abc import Mapping

from strategy_editor.model.profile import Profile

STANDING: Mapping[str, str] = {
    # references; a document in the set is named by its letter
    "reference.document": "Appendix",
    "reference.section": "section",
    "reference.heading": "section",
    "reference.paragraph": "paragraph",
    "reference.table": "Table",
    "reference.figure": "Figure",
    # gaps
    "gap.detail": "[{label}: not known yet]",
    "gap.value": "[not known yet]",
    "gap.section": "[This section has not been written yet]",
    "gap.not-applicable": "[Not applicable: {reason}]",
    "gap.not-applicable.bare": "[Not applicable]",
    "gap.chart": "[There is no table to draw this chart from: {caption}]",
    "gap.records": "[Nothing has been entered yet: {name}]",
    # what is kept back
    "exempt.inline": "[Not for publication]",
    "exempt.block": "[Not for publication by virtue of paragraph {paragraph} of {schedule}]",
    "exempt.title": "[Not for publication]",
    "exempt.document": "This document is not for publication by virtue of paragraph {paragraph} of {schedule}.",
    "exempt.schedule": "Schedule 12A of the Local Government Act 1972",
    # furniture; places: council, title, subtitle, period, appendix, body, date, version, today
    "header.left": "{council}",
    "header.right": "{title}",
    "header.right.appendix": "{appendix}: {title}",
    "footer.left": "{version}",
    "page.of": "Page {page} of {pages}",
    "version": "Version {version}",
    "version.draft": "Draft of {today}",
    "mark.draft": "DRAFT",
    "classification.public": "",
    "classification.exempt": "NOT FOR PUBLICATION",
    # front matter
    "appendix": "Appendix {letter}",
    "contents": "Contents",
    "contents.appendix": "Appendix {letter}",
    "cover.meeting": "For {body}, {date}",
    "footnote.return": "Back to the text",
    # tables and figures
    "table.continued": "continued",
    "source": "Source: {source}",
    "credit": "Credit: {credit}",
    "description": "Description",
    # milestones
    "milestones": "Milestones",
    "milestones.description": "Each row is a milestone with its date.",
    "milestones.when": "When",
    "milestones.title": "Milestone",
    "milestones.status": "Status",
    "milestones.owner": "Who leads",
    "milestones.agreed": "First agreed for",
    "milestones.outcome": "Outcome",
    "milestones.unknown": "Not known yet",
    "status.planned": "Planned",
    "status.under-way": "Under way",
    "status.done": "Done",
    "status.done.when": "Done, {when}",
    "status.late": "Late",
    "status.dropped": "Dropped",
    # register of documents
    "register": "Documents",
    "register.description": "Each row is a document with its status.",
    "register.title": "Document",
    "register.status": "Status",
    "register.due": "Due",
    "register.owner": "Who leads",
    "register.priority": "Priority",
    "register.note": "Note",
    "register.not-started": "Not started",
    "register.in-production": "In production",
    "register.in-draft": "In draft",
    "register.for-decision": "For decision",
    "register.agreed": "Agreed",
    "register.published": "Published",
    "priority.high": "High",
    "priority.medium": "Medium",
    "priority.low": "Low",
    # document control
    "control.about": "About this document",
    "control.about.description": "Each row is a detail of this document.",
    "control.detail": "Detail",
    "control.value": "What it is",
    "control.title": "Title",
    "control.owner": "Owner",
    "control.version": "Version",
    "control.period": "Period covered",
    "control.meeting": "For decision by",
    "control.history": "Versions",
    "control.history.description": "Each row is a version, the latest last.",
    "control.date": "Date",
    "control.reason": "What changed",
    "control.by": "Made by",
    # lists drawn from the set
    "appendices.entry": "{title} – Appendix {letter}",
    "appendices.exempt": "{entry} (not for publication)",
    "glossary.entry": "{expansion}: {meaning}",
    # file names
    "file.appendix": "Appendix {letter}",
    "file.exempt": "NOT FOR PUBLICATION",
}
"""Every key, and what it says where a profile says nothing."""


class Wording:
    """The standing words of one council."""

    def __init__(self, profile: Profile) -> None:
        self.words: Mapping[str, str] = {**STANDING, **profile.wording}

    def __call__(self, key: str, **places: str) -> str:
        """The words with this key, its places filled."""
        return fill(self.words[key], **places)


def fill(pattern: str, **places: str) -> str:
    """``pattern`` with each ``{name}`` replaced, in one pass, so that what is filled in is never filled again."""
    out: list[str] = []
    rest = pattern
    while rest:
        before, brace, after = rest.partition("{")
        out.append(before)
        if not brace:
            break
        name, closing, rest = after.partition("}")
        if closing and name in places:
            out.append(places[name])
        else:
            out.append("{")
            rest = after
    return "".join(out)
