"""Publication: what the public needs to find, reuse and ask, and what an archive needs to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from strategy_editor.checks.completeness import is_blank
from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import in_document
from strategy_editor.checks.prose import passages
from strategy_editor.checks.rules import READY, DocumentContext, rule
from strategy_editor.model.facts import fact_text, stored_fact
from strategy_editor.model.text import FactField, objects

_FORMATS = re.compile(
    r"\b(?:large print|braille|audio|other formats?|another language|easy read|fformat)\b", re.IGNORECASE
)
_LICENCE = re.compile(r"\b(?:copyright|licen[cs]e|licensed|reuse|re-use|hawlfraint|trwydded)\b", re.IGNORECASE)
_CONTACT = re.compile(r"@|\b0\d{2,4}[ -]?\d{3}|\+44")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:yearly|annually|each year|every year|every \w+ months)\b", re.IGNORECASE)


@rule("P01", "Licence, other formats or contact are missing", "warn", "document", "Publication", quiet=True)
def access(context: DocumentContext) -> Iterator[Remark]:
    """A strategy says how it may be used, in which other forms it can be had, and whom to ask."""
    if context.document.kind != "strategy":
        return
    sections = [each for each in context.with_role("access-and-contact") if not is_blank(each)]
    if not sections:
        if not context.situation.live:
            yield Remark(
                "The strategy does not say how it may be used, in which other forms it exists, or whom to ask."
            )
        return
    if context.situation.live and any(section.status not in READY for section in sections):
        return
    read = [passage for section in sections for passage in passages(section)]
    words = " ".join(passage.text for passage in read)
    keys = {item.key for passage in read for item in objects(passage.runs) if isinstance(item, FactField)}
    shown = " ".join(fact_text(context.project, context.document, key).text for key in keys)
    wanted = (
        (_FORMATS.search(words), "in which other formats it can be had"),
        (_LICENCE.search(words), "under which licence or copyright it may be used"),
        (_CONTACT.search(f"{words} {shown}"), "whom to ask, by telephone or e-mail"),
    )
    for found, what in wanted:
        if not found:
            yield Remark(f"The strategy does not say {what}.", section=sections[0].id)


@rule("P02", "A document lacks what catalogues ask for", "warn", "document", "Publication", quiet=True)
def metadata(context: DocumentContext) -> Iterator[Remark]:
    """Title, creator, date and subject, by which others find it."""
    document, project = context.document, context.project
    if context.situation.leaves_in_peace(document):
        return
    if not project.profile.council.strip():
        yield Remark("The name of the council is missing from the council settings.")
    if not document.subtitle.strip():
        subject = project.title if project.title.strip() != document.title.strip() else project.outline.name
        fix = Fix(f"Use “{subject}”", in_document(document.id, lambda found: replace(found, subtitle=subject)))
        said = f"“{document.title}” has no subject, by which catalogues find it. It is the line below the title."
        yield Remark(said, fix=fix if subject.strip() else None)
    meeting = project.meeting(document.meeting) if document.meeting else None
    dated = (meeting is not None and meeting.when is not None) or document.period.strip() or document.kind != "report"
    if not dated:
        yield Remark(f"“{document.title}” has no date: neither a meeting nor a period.")


@rule(
    "P03",
    "Nothing says when the strategy is reviewed or how long it is kept",
    "note",
    "document",
    "Publication",
    quiet=True,
)
def review_date(context: DocumentContext) -> Iterator[Remark]:
    """A date of review in the details or the text; and, where the council holds one, how long it is kept."""
    if context.document.kind not in ("strategy", "policy") or _in_peace(context):
        return
    held = fact_text(context.project, context.document, "strategy.review").known
    written = any(
        _DATE.search(passage.text) or any(isinstance(item, FactField) for item in objects(passage.runs))
        for section in context.with_role("review")
        for passage in passages(section)
    )
    if not held and not written:
        yield Remark("The document does not say when it will be reviewed.")
    retention = stored_fact(context.project, "record.retention")
    if retention is not None and retention.value is None:
        yield Remark("The details do not say how long the document is kept.")


def _in_peace(context: DocumentContext) -> bool:
    return context.situation.live and any(section.status not in READY for section in context.with_role("review"))
