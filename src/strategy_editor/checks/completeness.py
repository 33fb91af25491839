"""Completeness: is everything there that the outline, the council and the text itself ask for?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from strategy_editor.checks.finding import Finding
from strategy_editor.checks.rules import DocumentContext, SectionContext, SetContext, rule
from strategy_editor.model.blocks import Live
from strategy_editor.model.carriers import carried
from strategy_editor.model.facts import fact_text
from strategy_editor.model.references import targets
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, FactField, objects, plain
from strategy_editor.model.tree import section_hosts, section_words, walk_sections
from strategy_editor.templates.plan import answers

_PLACEHOLDER = re.compile(
    r"\b(?:TBC|TBA|XXX+|lorem ipsum)\b|\[(?:insert|to be|add|name|date|xx)[^\]]*\]|\?\?+", re.IGNORECASE
)


def _is_empty(section: Section) -> bool:
    drawn = any(isinstance(block, Live) for each in walk_sections((section,)) for block in each.blocks)
    return not drawn and section_words(section, deep=True) == 0


@rule("C01", "A required section is missing or empty", "stop", "document")
def required_sections(context: DocumentContext) -> Iterator[Finding]:
    """Every section that the outline requires is there and has text, or is not applicable with a reason."""
    for answer in answers(context.project, context.document):
        if not answer.planned.required:
            continue
        section, title = answer.section, answer.planned.title
        if section is None:
            message = f"The section “{title}” is missing. The outline requires it."
            yield Finding("C01", "stop", message, context.document.id)
        elif section.status == "not-applicable":
            if not section.reason:
                message = f"“{title}” is marked as not applicable, but nobody has said why."
                yield Finding("C01", "stop", message, context.document.id, section.id)
        elif _is_empty(section):
            message = f"The section “{plain(section.title) or title}” has no text yet."
            yield Finding("C01", "stop", message, context.document.id, section.id)


@rule("C02", "A placeholder is left in the text", "stop", "section")
def placeholders(context: SectionContext) -> Iterator[Finding]:
    """TBC, XXX, [insert …] and the like."""
    for host in section_hosts(context.section):
        for match in _PLACEHOLDER.finditer(plain(host.runs)):
            block = host.block.id if host.block else ""
            message = f"“{match[0]}” looks like a placeholder. Write what belongs there."
            yield Finding("C02", "stop", message, context.document.id, context.section.id, block, match[0])


@rule("C03", "A section is far from its usual length", "note", "section", quiet=True)
def usual_length(context: SectionContext) -> Iterator[Finding]:
    """Under 40 or over 160 per cent of what is usual."""
    if context.wanted is None or not context.wanted.words.maximum:
        return
    words = section_words(context.section, deep=True)
    least, most = context.wanted.words.minimum, context.wanted.words.maximum
    if 0 < words < 0.4 * least:
        message = f"This section has {words:,} words; {least:,} to {most:,} are usual. Is anything missing?"
    elif words > 1.6 * most:
        message = f"This section has {words:,} words; {least:,} to {most:,} are usual. Could it be shorter?"
    else:
        return
    yield Finding("C03", "note", message, context.document.id, context.section.id)


@rule("C07", "A document in production has no date", "warn", "set")
def documents_in_production(context: SetContext) -> Iterator[Finding]:
    """Documents that the report lists as in production say when they are due."""
    for entry in context.project.register:
        if entry.role == "in-production" and entry.due is None and entry.status not in ("agreed", "published"):
            yield Finding("C07", "warn", f"“{entry.title}” is in production, but the register has no date for it.")


@rule("D01", "A detail used in the text is not known yet", "stop", "document")
def unknown_details(context: DocumentContext) -> Iterator[Finding]:
    """A field whose detail has no value shows a gap."""
    for section in walk_sections(context.document.sections):
        for host in section_hosts(section):
            for item in objects(host.runs):
                if isinstance(item, FactField):
                    shown = fact_text(context.project, context.document, item.key)
                    if not shown.known:
                        block = host.block.id if host.block else ""
                        message = f"“{shown.label}” is used here, but is not known yet. Fill it in under Details."
                        yield Finding("D01", "stop", message, context.document.id, section.id, block)


@rule("C90", "A cross-reference leads nowhere", "stop", "set")
def broken_references(context: SetContext) -> Iterator[Finding]:
    """What a cross-reference points at must still be there."""
    known = targets(context.project)
    for document in context.documents:
        for section in walk_sections(document.sections):
            for host in section_hosts(section):
                for item in objects(host.runs):
                    if isinstance(item, CrossReference) and item.target not in known:
                        block = host.block.id if host.block else ""
                        message = "A cross-reference here points at something that has been removed."
                        yield Finding("C90", "stop", message, document.id, section.id, block)


@rule("C40", "A comment is not resolved", "stop", "set")
def open_comments(context: SetContext) -> Iterator[Finding]:
    """Every comment ends with a decision before anything is published."""
    for thread in context.project.threads.values():
        if thread.state in ("open", "answered"):
            quote = thread.anchor.quote
            about = f" on “{quote[:40]}”" if quote else ""
            section = thread.anchor.target if thread.anchor.kind == "section" else ""
            yield Finding("C40", "stop", f"A comment{about} is waiting for an answer.", section=section, quote=quote)


@rule("C41", "A suggested change is not decided", "stop", "set")
def undecided_suggestions(context: SetContext) -> Iterator[Finding]:
    """Suggestions and proposals are decided before anything is published."""
    waiting = carried(context.project)
    rivals = [item for item in context.project.proposals.values() if item.decision is None]
    if waiting or rivals:
        count = len(waiting) + len(rivals)
        noun = "suggested change is" if count == 1 else "suggested changes are"
        yield Finding("C41", "stop", f"{count} {noun} waiting to be decided.")
