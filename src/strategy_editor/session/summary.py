"""What a list of documents and sections shows: numbers, titles, status, words against their target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.manuscript.exempt import is_exempt
from strategy_editor.model.carriers import is_marked
from strategy_editor.model.numbering import Numbers, numbers
from strategy_editor.model.outline import Need, WordTarget
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import is_open
from strategy_editor.model.section import Document, DocumentKind, Section, Status
from strategy_editor.model.settling import accepted, settled_section
from strategy_editor.model.text import plain
from strategy_editor.model.tree import ids_in, section_words, walk_sections

STATUS_WORDS: dict[Status, str] = {
    "not-started": "Not started",
    "in-draft": "In draft",
    "for-review": "For review",
    "cleared": "Cleared",
    "not-applicable": "Not applicable",
}


class SectionSummary(Struct, frozen=True):
    """One line of the outline. ``words`` includes the children's; ``target`` is the outline's.

    ``comments``: those on the section and its own text that are not settled. ``exempt``: it is not for publication.
    ``suggested``: somebody suggests that it should come, or go.
    """

    id: str
    number: str
    title: str
    status: Status
    words: int
    target: WordTarget
    need: Need
    owner: str
    depth: int
    children: tuple[SectionSummary, ...]
    comments: int = 0
    exempt: bool = False
    suggested: Literal["", "to come", "to go"] = ""


class DocumentSummary(Struct, frozen=True):
    """One line of the list of documents. ``group`` is the heading that it stands under, empty for none."""

    id: str
    kind: DocumentKind
    title: str
    letter: str
    group: str
    words: int
    sections: int
    ready: int
    started: int
    exempt: bool = False
    suggested: Literal["", "to come", "to go"] = ""


_own_ids: IdentityCache[Section, frozenset[str]] = IdentityCache(
    lambda section: frozenset((section.id, *ids_in(section.blocks))), 4000
)
_own_words: IdentityCache[Section, int] = IdentityCache(section_words, 4000)


def words_of(section: Section, *, deep: bool = True) -> int:
    """Words of a section (with its children's), remembered as long as nothing changes."""
    own = _own_words(section)
    return own + sum(words_of(child) for child in section.children) if deep else own


def title_as_meant(section: Section) -> str:
    """The title of a section, with what is suggested of it, for whoever edits it; papers say the one that stands."""
    if not any(is_marked(run.marks) for run in section.title):
        return plain(section.title)
    bare = Section(section.id, section.title)
    settled = settled_section(bare, accepted)
    return plain(settled.title) if settled is not None else ""


def document_numbers(project: Project, document: Document) -> Numbers:
    """The numbers of a document, drawn anew only when it or the order of the set changed."""
    key = (project.letter(document), document)
    remembered = _numbers.get(document.id)
    if remembered is None or remembered[0][0] != key[0] or remembered[0][1] is not document:
        remembered = (key, numbers(project, document))
        _numbers[document.id] = remembered
    return remembered[1]


_numbers: dict[str, tuple[tuple[str, Document], Numbers]] = {}


def section_summaries(project: Project, document: Document) -> tuple[SectionSummary, ...]:
    """The outline of a document as it is shown."""
    drawn = document_numbers(project, document)
    waiting = Counter(thread.anchor.target for thread in project.threads.values() if is_open(thread))
    return tuple(_summary(project, document, section, drawn, waiting, 0) for section in document.sections)


def _summary(
    project: Project, document: Document, section: Section, drawn: Numbers, waiting: Mapping[str, int], depth: int
) -> SectionSummary:
    wanted = project.outline_section(document, section)
    children = tuple(_summary(project, document, child, drawn, waiting, depth + 1) for child in section.children)
    return SectionSummary(
        section.id,
        drawn.labels.get(section.id, ""),
        plain(section.title) or (wanted.title if wanted else "Untitled section"),
        section.status,
        words_of(section),
        wanted.words if wanted else WordTarget(),
        wanted.need if wanted else "optional",
        section.owner,
        depth,
        children,
        sum(waiting.get(id, 0) for id in _own_ids(section)) if waiting else 0,
        bool(section.limits.exemption) or is_exempt(document),
        "to go" if section.change.deletion else "to come" if section.change.insertion else "",
    )


_GROUPS = {
    "report": "",
    "strategy": "",
    "appendix": "Appendices",
    "policy": "Considered separately",
    "technical-strategy": "In production",
}


def document_summaries(project: Project) -> tuple[DocumentSummary, ...]:
    """The documents of the set in the order that people look for them: report, strategy, appendices, others."""
    order = list(_GROUPS)
    ranked = sorted(project.documents, key=lambda document: order.index(document.kind))
    return tuple(_document_summary(project, document) for document in ranked)


def _document_summary(project: Project, document: Document) -> DocumentSummary:
    sections = [section for section in walk_sections(document.sections) if section.status != "not-applicable"]
    return DocumentSummary(
        document.id,
        document.kind,
        document.title,
        project.letter(document),
        _GROUPS[document.kind],
        sum(words_of(section) for section in document.sections),
        len(sections),
        sum(section.status == "cleared" for section in sections),
        sum(section.status != "not-started" for section in sections),
        is_exempt(document),
    )
