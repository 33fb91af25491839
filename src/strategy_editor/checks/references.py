"""References: details that are known, references that lead somewhere, tables that the text leads up to, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from strategy_editor.checks.completeness import referred
from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import drawn, in_host
from strategy_editor.checks.prose import TELLING, Passage, by_section, clip, passages
from strategy_editor.checks.rules import DocumentContext, SectionContext, SetContext, applicable, rule
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block, Chart, Figure, ListItem, Paragraph, Table
from strategy_editor.model.facts import fact_text
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import (
    CrossReference,
    FactField,
    Footnote,
    Run,
    map_runs,
    objects,
    plain,
)
from strategy_editor.model.tree import RunsChange, section_hosts, walk_sections

_WORD_ERROR = re.compile(r"Error! (?:Reference source|Bookmark) not (?:found|defined)\.?", re.IGNORECASE)
_TYPED = re.compile(r"\b(?P<kind>Table|Figure)\s+(?P<number>[A-Z]?\d{1,3})\b(?!\s+of\s+the\b)")
_CLAIM = re.compile(
    r"\b(?:research (?:shows|has shown|suggests|found)|stud(?:y|ies) (?:shows?|suggests?|found)|"
    r"according to (?:the |an? )?(?:figures|research|surveys?|data|reports?|stud(?:y|ies)|estimates)|"
    r"evidence (?:shows|suggests)|statistics (?:show|suggest)|national figures|a survey (?:by|of the|carried)|"
    r"estimates? (?:suggest|show|put))\b",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d")


# ---- details


@rule("D01", "A detail used in the text is not known yet", "stop", "document", "Details, figures and references")
def unknown_details(context: DocumentContext) -> Iterator[Remark]:
    """A field whose detail has no value shows a gap."""
    for section in context.sections:
        for key, block in _fields(section):
            shown = fact_text(context.project, context.document, key)
            if not shown.known:
                said = f"“{shown.label}” is used here, but is not known yet. Fill it in under Details and people."
                yield Remark(said, section=section.id, block=block)


def _fields_of(section: Section) -> tuple[tuple[str, str], ...]:
    return tuple(
        (item.key, host.block.id if host.block else "")
        for host in section_hosts(section)
        for item in objects(host.runs)
        if isinstance(item, FactField)
    )


_fields: IdentityCache[Section, tuple[tuple[str, str], ...]] = by_section(_fields_of)


# ---- cross-references


def _known_ids(document: Document) -> frozenset[str]:
    sections = tuple(walk_sections(document.sections))
    blocks = (block.id for section in sections for block in section.blocks)
    return frozenset((document.id, *(section.id for section in sections), *blocks))


_ids_of: IdentityCache[Document, frozenset[str]] = IdentityCache(_known_ids, 200)
"""What a reference can lead to in a document."""


def _leads_of(section: Section) -> tuple[tuple[str, str, str, str], ...]:
    """Every cross-reference: its id, where it leads, and the host and block that it stands in."""
    return tuple(
        (item.id, item.target, host.id, host.block.id if host.block else "")
        for host in section_hosts(section)
        for item in objects(host.runs)
        if isinstance(item, CrossReference)
    )


_leads: IdentityCache[Section, tuple[tuple[str, str, str, str], ...]] = by_section(_leads_of)


@rule("C90", "A cross-reference leads nowhere", "stop", "set", "Details, figures and references")
def broken_references(context: SetContext) -> Iterator[Remark]:
    """What a cross-reference points at must still be there; what a word processor left of one is mended."""
    known = frozenset().union(*(_ids_of(document) for document in context.project.documents))
    for document in context.documents:
        for section in applicable(document):
            for id, target, host, block in _leads(section):
                if target not in known:
                    fix = Fix("Delete the reference", in_host(section.id, host, _without(id)))
                    said = "A cross-reference here points at something that has been removed."
                    yield Remark(said, document.id, section.id, block, fix=fix)
            for chart in _charts(section):
                if chart.table not in known:
                    said = "The table that this chart is drawn from has been removed."
                    yield Remark(said, document.id, section.id, chart.id)
            for passage, words in _remains(section):
                found = passage.remark(f"“{words}” is what is left of a reference in Word.", words)
                yield replace(found, document=document.id)


def _charts(section: Section) -> Iterator[Chart]:
    return (block for block in section.blocks if isinstance(block, Chart))


def _remains_of(section: Section) -> tuple[tuple[Passage, str], ...]:
    return tuple((each, match[0]) for each in passages(section) for match in _WORD_ERROR.finditer(each.text))


_remains: IdentityCache[Section, tuple[tuple[Passage, str], ...]] = by_section(_remains_of)


def _without(id: str) -> RunsChange:
    def keep(run: Run) -> Run | None:
        return None if isinstance(run.content, CrossReference) and run.content.id == id else run

    return lambda runs: map_runs(runs, keep)


@rule("C91", "The text does not lead up to a table or picture", "warn", "document", "Details, figures and references")
def uncited(context: DocumentContext) -> Iterator[Remark]:
    """Each table and figure is referred to, or follows the text that it belongs to; a figure has a caption."""
    sections = tuple(context.sections)
    cited = frozenset().union(*(referred(section) for section in sections))
    for section in sections:
        for place, block in enumerate(section.blocks):
            if not isinstance(block, Table | Figure | Chart) or (isinstance(block, Figure) and block.decorative):
                continue
            caption = plain(block.caption.runs).strip()
            if not isinstance(block, Table) and not caption:
                what = "chart" if isinstance(block, Chart) else "picture"
                yield Remark(f"A {what} here has no caption.", section=section.id, block=block.id)
            if block.id not in cited and not _is_led_up_to(section.blocks, place):
                name = f"“{clip(caption, 40)}”" if caption else "A table or picture here"
                said = f"{name} stands there unannounced: no text before it, and no reference to it."
                yield Remark(said, section=section.id, block=block.id)


def _is_led_up_to(blocks: tuple[Block, ...], place: int) -> bool:
    """Whether running text stands before it, other tables and pictures aside."""
    for block in reversed(blocks[:place]):
        if isinstance(block, Paragraph | ListItem):
            return bool(plain(block.runs).strip()) or any(True for _ in objects(block.runs))
        if not isinstance(block, Table | Figure | Chart):
            return False
    return False


@rule("D02", "A table or figure is named by a typed number", "warn", "document", "Details, figures and references")
def typed_references(context: DocumentContext) -> Iterator[Remark]:
    """A typed “Table 2” stays when the table becomes the third; a cross-reference follows."""
    typed = [(each, match) for section in context.sections for each, match in _typed_in(section)]
    if not typed:
        return
    captions = _captions(context.project, context.document)
    for passage, match in typed:
        target = captions.get((match["kind"], match["number"]), "")
        if target:
            fix = Fix(
                "Let it follow its number",
                in_host(passage.section, passage.host, drawn(match[0], match.start(), partial(_reference, target))),
            )
            yield passage.remark(
                f"“{match[0]}” is typed, and will not follow when the number changes.", match[0], fix=fix
            )
        else:
            said = f"“{match[0]}” is named here, but this document has no {match[0]}."
            yield passage.remark(said, match[0], severity="stop")


def _typed_of(section: Section) -> tuple[tuple[Passage, re.Match[str]], ...]:
    found = ((each, match) for each in passages(section) for match in _TYPED.finditer(each.text))
    return tuple((each, match) for each, match in found if each.kind in TELLING)


_typed_in: IdentityCache[Section, tuple[tuple[Passage, re.Match[str]], ...]] = by_section(_typed_of)


def _captions(project: Project, document: Document) -> dict[tuple[str, str], str]:
    drawn = numbers(project, document)
    out = {}
    for section in walk_sections(document.sections):
        for block in section.blocks:
            if block.id in drawn.captions:
                kind = "Table" if isinstance(block, Table) else "Figure"
                out[kind, drawn.captions[block.id]] = block.id
    return out


def _reference(target: str) -> CrossReference:
    return CrossReference(new_id(), target)


@rule("C92", "A claim has no source", "note", "section", "Details, figures and references", quiet=True)
def sources(context: SectionContext) -> Iterator[Remark]:
    """“Research shows” with a number, and neither a footnote nor a reference beside it."""
    if not context.is_english:
        return
    for passage in context.passages:
        claim = _CLAIM.search(passage.text)
        if claim is None or not _NUMERAL.search(passage.text) or passage.kind not in ("paragraph", "item"):
            continue
        sourced = any(isinstance(item, Footnote | CrossReference) for item in objects(passage.runs))
        if not sourced and not any(run.marks.link for run in passage.runs):
            yield passage.remark(f"“{claim[0]}”: say where that is from, in a footnote.", claim[0])
