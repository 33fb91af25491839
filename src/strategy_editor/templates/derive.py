"""Makes an outline from a document that is there already: its titles, its lengths, how it is numbered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from strategy_editor.incoming.found import Findings, Piece
from strategy_editor.incoming.placing import appendix_in
from strategy_editor.model.blocks import Live, LiveKind, Paragraph
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection, WordTarget
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, DocumentKind, Section
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
    "decisions": "background",
    "timeline": "milestones",
    "register-timeline": "documents",
}
"""What a section that starts with a live block is for."""


LIVE_BY_TITLE: Mapping[str, LiveKind] = {
    "contents": "contents",
    "table of contents": "contents",
    "document control": "document-control",
    "version control": "document-control",
    "glossary": "glossary",
    "glossary of terms": "glossary",
}
"""Headings of old documents over what the program draws by itself."""


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


def outline_from_findings(found: Findings, name: str, *, source: str = "") -> Outline:
    """The outline that the old document ``name`` follows: its headings of the first two levels, with their lengths.

    Headings such as *Appendix B: Infrastructure* begin a document of their own, and what follows is part of it.
    """
    keys = _Ids()
    documents = tuple(_document_found(part, keys) for part in _parts(found.pieces, name))
    id = keys.take(slug(name) or "outline")
    return Outline(id, f"Outline of {clean_line(name) or 'an old document'}", documents, source)


class _Part(NamedTuple):
    """A document within an old file. ``top`` is the level of its own headings."""

    kind: DocumentKind
    title: str
    top: int
    pieces: list[Piece]


def _parts(pieces: Iterable[Piece], title: str) -> list[_Part]:
    out = [_Part("strategy", title, 1, [])]
    for piece in pieces:
        appendix = appendix_in(piece.name) if piece.level == 1 else None
        if appendix is not None:
            out.append(_Part("appendix", clean_line(appendix[1]) or piece.name, 2, []))
        elif piece.level:
            out[-1].pieces.append(piece)
    return [part for part in out if part.pieces or part.kind == "strategy"]


def _document_found(part: _Part, keys: _Ids) -> DocumentOutline:
    ids = _Ids()
    least = min((piece.level for piece in part.pieces), default=1)
    top = least if least < part.top or all(piece.level != part.top for piece in part.pieces) else part.top
    sections: list[list[Piece]] = []
    for piece in part.pieces:
        if piece.level <= top or not sections:
            sections.append([piece])
        else:
            sections[-1].append(piece)
    return DocumentOutline(
        key=keys.take(slug(part.title) or part.kind),
        name=part.title,
        kind=part.kind,
        sections=tuple(_section_found(each, top, ids) for each in sections),
        title="" if part.kind == "strategy" else part.title,
        target=_target(sum(piece.words for piece in part.pieces), 100),
    )


def _section_found(pieces: list[Piece], top: int, ids: _Ids) -> OutlineSection:
    """A section from its heading and all below it; the next level down makes its children."""
    first, *below = pieces
    children: list[list[Piece]] = []
    for piece in below:
        if piece.level == top + 1 or not children:
            children.append([piece])
        else:
            children[-1].append(piece)
    title = first.name
    live = LIVE_BY_TITLE.get(title.casefold())
    own = first.words + (0 if children and top == 1 else sum(piece.words for piece in below))
    return OutlineSection(
        id=ids.take(slug(title) or "section"),
        title=title,
        words=WordTarget() if live else _target(own, 10),
        role=ROLE_OF_LIVE[live] if live else "",
        scheme="paragraphs" if any(_is_numbered(piece) for piece in pieces) else "headings",
        live=(live,) if live else (),
        children=tuple(_section_found(each, top + 1, ids) for each in children) if top == 1 else (),
    )


def _is_numbered(piece: Piece) -> bool:
    return any(isinstance(block, Paragraph) and block.numbered for block in piece.blocks)


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
