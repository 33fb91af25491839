"""What the rest of the program knows a section as, whatever it is called and in whichever outline it stands."""

from __future__ import annotations

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "cover": "the cover: title, council, period, status; its heading is not printed",
    "document-control": "versions, owner and approvals",
    "contents": "the contents list",
    "foreword": "the personal message at the front",
    "summary": "what stands alone for the reader of one page",
    "context": "where the council is now",
    "money": "what it costs and how it is paid for; figures must agree across the set",
    "measures": "how success is known",
    "risks": "risks and issues",
    "milestones": "what happens when",
    "documents": "the supporting documents, with their status",
    "consultation": "who was asked and what changed",
    "review": "how progress is reported and when the document is reviewed",
    "glossary": "terms and acronyms",
    "access-and-contact": "other formats, languages, licence and contact",
    "report-header": "the lines at the head of a report; its heading is not printed",
    "purpose": "why the report is here; reused on the agenda sheet",
    "recommendations": "the exact words to be resolved",
    "background": "what was agreed before, what is attached, what is still to come",
    "reasons": "why this and why now",
    "options": "other choices and why they were rejected",
    "wards": "the wards affected",
    "implications": "an implication that the council requires an answer to",
    "next-steps": "what happens after the decision",
    "appendices": "the list of appendices",
    "background-papers": "unpublished papers relied on",
    "exempt-information": "why a part is not for publication",
    "urgency": "lateness, urgency and call-in",
    "contacts": "whom to ask",
    "clearance": "who cleared what: kept by the program for officers, never printed for the public",
}
"""Role: what it means."""

UNPRINTED_HEADINGS = frozenset({"cover", "report-header"})
"""Roles of sections whose title is shown in the window alone."""

KEPT_BY_THE_PROGRAM = frozenset({"clearance"})
"""Roles of sections that are drawn from the ledger and that nobody writes."""
