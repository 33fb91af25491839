"""Makes an outline from a document that is there already: its titles, its lengths, how it is numbered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from strategy_editor.model.blocks import Live, LiveKind
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection, WordTarget
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import clean_line, plain
from strategy_editor.model.tree import document_words, section_words

ROLE_OF_LIVE: Mapping[LiveKind, str] = {
    "contents": "contents",
    "document-control": "document-control",
    "glossary": "glossary",
    "milestones": "milestones",
    "register": "documents",
    "recommendations": "recommendations",
    "appendices": "appendices",
    "contacts": "contacts",
    "report-header": "report-header",
}
"""What a section that starts with a live block is for."""


def outline_from_document(
    document: Document, known: DocumentOutline | None = None, *, key: str = "", name: str = ""
) -> DocumentOutline:
    """The outline that ``document`` follows.

    Word targets are a fifth below and above its own length. Guidance is empty, unless ``known`` (the outline that it
    was written by) has some for a section. Suggested sections that nobody has accepted are left out.
    """
    ids = _Ids()
    guidance = {section.id: section for section in _every(known.sections)} if known else {}
    return DocumentOutline(
        key=key or document.outline or document.kind,
        name=name or clean_line(document.title) or document.kind,
        kind=document.kind,
        sections=_sections(document.sections, guidance, ids),
        title="" if document.kind in ("strategy", "report") else clean_line(document.title),
        target=_target(document_words(document), 100),
        reader=known.reader if known else "",
    )


def outline_from_project(project: Project, name: str, *, source: str = "", agreed: str = "") -> Outline:
    """The outline that all documents of the set follow, guidance included; each document stands in it once."""
    keys = _Ids()
    documents = tuple(
        outline_from_document(
            document, project.outline.document(document.outline), key=keys.take(document.outline or document.kind)
        )
        for document in project.documents
    )
    return Outline(keys.take(slug(name) or "outline"), clean_line(name) or "Outline", documents, source, agreed)


def slug(text: str) -> str:
    """``text`` as lower-case letters, digits and hyphens, at most 60; empty where nothing of it can be kept."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text)[:60].strip("-")


class _Ids:
    """Gives each name once: ``background``, ``background-2``…"""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def take(self, wanted: str) -> str:
        candidate, count = wanted, 1
        while candidate in self.taken:
            count += 1
            candidate = f"{wanted}-{count}"
        self.taken.add(candidate)
        return candidate


def _every(sections: tuple[OutlineSection, ...]) -> Iterator[OutlineSection]:
    for section in sections:
        yield section
        yield from _every(section.children)


def _sections(
    sections: tuple[Section, ...], guidance: Mapping[str, OutlineSection], ids: _Ids
) -> tuple[OutlineSection, ...]:
    return tuple(_section(section, guidance, ids) for section in sections if not section.change.insertion)


def _section(section: Section, guidance: Mapping[str, OutlineSection], ids: _Ids) -> OutlineSection:
    title = clean_line(plain(section.title)) or "Section"
    known = guidance.get(section.outline)
    live = tuple(dict.fromkeys(block.kind for block in section.blocks if isinstance(block, Live)))
    return OutlineSection(
        id=ids.take(section.outline or slug(title) or "section"),
        title=title,
        words=_target(section_words(section), 10),
        need=known.need if known else "required",
        condition=known.condition if known else "",
        guidance=known.guidance if known else "",
        prompts=known.prompts if known else (),
        figure=known.figure if known else "",
        term=known.term if known else "",
        group=known.group if known else "",
        role=known.role if known else next((ROLE_OF_LIVE[kind] for kind in live), ""),
        scheme=section.scheme,
        live=live,
        children=_sections(section.children, guidance, ids),
    )


def _target(words: int, step: int) -> WordTarget:
    """A fifth below and above, to the nearest ``step``; nothing for what is empty or drawn."""
    if not words:
        return WordTarget()
    return WordTarget(words * 8 // (10 * step) * step, -(-words * 12 // (10 * step)) * step)
