"""Completeness: is everything there that the outline, the council and the text itself ask for?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from strategy_editor.checks.finding import Remark
from strategy_editor.checks.prose import all_words, by_section, clip, matches, own_words, passages
from strategy_editor.checks.rules import (
    READY,
    DocumentContext,
    SectionContext,
    SetContext,
    applicable,
    rule,
)
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import Live
from strategy_editor.model.records import RegisterEntry
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, objects, plain
from strategy_editor.model.tree import section_hosts, walk_sections
from strategy_editor.templates.plan import answers

_PLACEHOLDER = re.compile(
    r"\b(?:TBC|TBA|TBD|XXX+|lorem ipsum)\b|\[(?:insert|to be|add|name|date|number|amount|xx)[^\]]*\]|\?\?+|<<[^>]*>>",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"(?:there (?:are|is) )?(?:none|nil|no|n/?a|not applicable)(?: (?:implications?|direct|arising|identified|at "
    r"this (?:time|stage)|known|specific|significant|financial|legal|risks?|equality|from this report))*[.!]?",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"\b(?:Appendix|Annex|Annexe)\s+(?P<letter>[A-Z]{1,2})\b(?!\s+(?:to|of)\s+the\b)")
_FEWEST_WORDS_TO_BALANCE = 500
_SMALLEST_SHARE = 0.15
_GROUPS = {"demand": "what the council needs", "control": "how choices are made", "supply": "what will be supplied"}


def is_blank(section: Section) -> bool:
    """Whether the section and its children have no words and draw nothing."""
    drawn = any(isinstance(block, Live) for each in walk_sections((section,)) for block in each.blocks)
    return not drawn and all_words(section) == 0


@rule("C01", "A required section is missing or empty", "stop", "document", "Completeness", quiet=True)
def required_sections(context: DocumentContext) -> Iterator[Remark]:
    """Every section that the outline requires is there and has text, or is not applicable with a reason."""
    for answer in answers(context.project, context.document):
        planned, section = answer.planned, answer.section
        if not planned.required or planned.role == "implications" or planned.children:
            continue
        title = plain(section.title) if section and section.title else planned.title
        if section is None:
            if not context.situation.leaves_in_peace(context.document):
                yield Remark(f"The section “{title}” is missing. The outline requires it.")
        elif section.status == "not-applicable":
            if not section.reason:
                yield Remark(f"“{title}” is marked as not applicable. Say why.", section=section.id)
        elif is_blank(section) and not _in_peace(context, section):
            yield Remark(f"The section “{title}” has no text yet.", section=section.id)


def _in_peace(context: DocumentContext, section: Section) -> bool:
    return context.situation.live and section.status not in READY


@rule("C02", "A placeholder is left in the text", "stop", "section", "Completeness")
def placeholders(context: SectionContext) -> Iterator[Remark]:
    """TBC, XXX, [insert …] and the like."""
    for passage, match in matches(context.passages, _PLACEHOLDER):
        yield passage.remark(f"“{match[0]}” looks like a placeholder. Write what belongs there.", match[0])


@rule("C03", "A section is far from its usual length", "note", "section", "Completeness", quiet=True)
def usual_length(context: SectionContext) -> Iterator[Remark]:
    """Under 40 or over 160 per cent of what is usual."""
    if context.wanted is None or not context.wanted.words.maximum:
        return
    words = all_words(context.section)
    least, most = context.wanted.words.minimum, context.wanted.words.maximum
    usual = f"{least:,} to {most:,} are usual"
    if 0 < words < 0.4 * least:
        yield Remark(f"This section has {words:,} words; {usual}. Is anything missing?")
    elif words > 1.6 * most:
        yield Remark(f"This section has {words:,} words; {usual}. Could it be shorter?")


@rule("C04", "The report is longer than the council allows", "warn", "document", "Completeness")
def report_too_long(context: DocumentContext) -> Iterator[Remark]:
    """The council's limit in sides of A4, without appendices. Counted by laying the report out."""
    limit = context.project.profile.report_side_limit
    sides = context.situation.sides.get(context.document.id, 0)
    if context.document.kind == "report" and 0 < limit < sides:
        yield Remark(f"The report fills {sides} sides of A4. The council allows {limit}, without appendices.")


@rule("C05", "An implication is not answered", "stop", "document", "Completeness", quiet=True)
def implications(context: DocumentContext) -> Iterator[Remark]:
    """Every implication that the council asks for is answered, and “none” says why."""
    if context.document.kind != "report":
        return
    for answer in answers(context.project, context.document):
        planned, section = answer.planned, answer.section
        if planned.role != "implications" or not planned.required:
            continue
        if section is None:
            if not context.situation.leaves_in_peace(context.document):
                yield Remark(
                    f"“{planned.title}” is missing. The council asks for an answer, if only why there is none."
                )
        elif not _in_peace(context, section):
            yield from _answered(section, planned.title)


def _answered(section: Section, title: str) -> Iterator[Remark]:
    if section.status == "not-applicable":
        if not section.reason:
            yield Remark(f"“{title}” is marked as not applicable. Say why.", section=section.id)
    elif is_blank(section):
        yield Remark(f"“{title}” is blank. Write the answer, if only why there is none.", section=section.id)
    else:
        texts = [each.text.strip() for each in passages(section) if each.block and each.text.strip()]
        if texts and all(_NO_ANSWER.fullmatch(text) for text in texts):
            yield Remark(f"“{title}” says “{clip(texts[0])}”. Say why there are none.", section=section.id)


# ---- appendices


def _appendices_named(section: Section) -> tuple[tuple[str, str, str], ...]:
    """Letters of the appendices that the words name, with the block and the words."""
    found = matches(passages(section), _APPENDIX)
    return tuple((match["letter"], passage.block, match[0]) for passage, match in found if passage.block)


_named: IdentityCache[Section, tuple[tuple[str, str, str], ...]] = by_section(_appendices_named)


def _referred(section: Section) -> frozenset[str]:
    return frozenset(
        item.target
        for host in section_hosts(section)
        for item in objects(host.runs)
        if isinstance(item, CrossReference)
    )


referred: IdentityCache[Section, frozenset[str]] = by_section(_referred)
"""The ids that the cross-references of a section lead to."""


@rule("C06", "An appendix is named and not attached, or attached and not named", "stop", "set", "Completeness")
def appendices(context: SetContext) -> Iterator[Remark]:
    """Every “Appendix X” is in the set; what the register attaches is there; and what is there is named somewhere."""
    letters = {context.project.letter(each): each for each in context.project.documents if each.kind == "appendix"}
    for document in context.documents:
        for section in applicable(document):
            for letter, block, words in _named(section):
                if letter not in letters:
                    said = f"{words} is named here, but the strategy has no {words}. Add it, or take it out."
                    yield Remark(said, document.id, section.id, block, words)
    for entry in context.project.register:
        if entry.role == "appendix" and context.project.document(entry.document) is None:
            yield Remark(f"The register says that “{entry.title}” is an appendix, but it is not attached.")
    yield from _unnamed(context, letters)


def _unnamed(context: SetContext, letters: dict[str, Document]) -> Iterator[Remark]:
    """Appendices of this edition that neither report nor strategy mentions."""
    hosts = [each for each in context.documents if each.kind in ("report", "strategy")]
    if not hosts:
        return
    sections = [section for document in hosts for section in applicable(document)]
    if any(isinstance(block, Live) and block.kind == "appendices" for each in sections for block in each.blocks):
        return
    typed = {letter for section in sections for letter, _, _ in _named(section)}
    targets_named = frozenset().union(*(referred(section) for section in sections))
    for letter, document in letters.items():
        inside = {document.id, *(section.id for section in walk_sections(document.sections))}
        if document in context.documents and letter not in typed and not inside & targets_named:
            said = f"Appendix {letter}, “{document.title}”, is attached, but neither report nor strategy names it."
            yield Remark(said, document.id, severity="warn")


@rule("C07", "A document in production has no date", "warn", "set", "Completeness")
def documents_in_production(context: SetContext) -> Iterator[Remark]:
    """Documents that the report lists as in production say when they are due, and which of them come first."""
    making = [each for each in context.project.register if each.role == "in-production" and not _is_finished(each)]
    for entry in making:
        if entry.due is None:
            yield Remark(f"“{entry.title}” is in production, but the register has no date for it.")
    for milestone in context.project.milestones:
        speaks = re.search(r"\bhigh[ -]priority\b", milestone.title, re.IGNORECASE)
        if speaks and making and not any(entry.priority == "high" for entry in making):
            said = f"The milestone “{milestone.title}” does not say which they are: no document has high priority."
            yield Remark(f"{said} Set the priority in the register.")


def _is_finished(entry: RegisterEntry) -> bool:
    return entry.status in ("agreed", "published", "withdrawn")


@rule("C08", "One part of the strategy outweighs the others", "note", "document", "Completeness", quiet=True)
def balance(context: DocumentContext) -> Iterator[Remark]:
    """What is needed, how it is controlled, what is supplied: none under 15 per cent of the words."""
    if context.document.kind != "strategy" or context.situation.leaves_in_peace(context.document):
        return
    words: Counter[str] = Counter()
    for section in context.sections:
        wanted = context.project.outline_section(context.document, section)
        if wanted is not None and wanted.group:
            words[wanted.group] += own_words(section)
    total = words.total()
    if total < _FEWEST_WORDS_TO_BALANCE:
        return
    for group, meaning in _GROUPS.items():
        if words[group] < _SMALLEST_SHARE * total:
            share = round(100 * words[group] / total)
            yield Remark(f"Only {share}% of the strategy says {meaning}. Readers may miss it.")
