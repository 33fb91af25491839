"""Cross-references: what can be referred to, and what a reference to it says. Always drawn from today's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from strategy_editor.model.blocks import Block, Chart, Figure, Heading, Paragraph, Table
from strategy_editor.model.numbering import Numbers, numbers
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, plain
from strategy_editor.model.tree import walk_sections

TargetKind = Literal["document", "section", "heading", "paragraph", "table", "figure"]


class Target(Struct, frozen=True):
    """Something that a cross-reference can point at. ``number`` is empty where it has none."""

    id: str
    kind: TargetKind
    document: str
    section: str
    number: str
    title: str


def targets(project: Project) -> dict[str, Target]:
    """All targets of the set by id, in reading order."""
    out: dict[str, Target] = {}
    for document in project.documents:
        for target in document_targets(project, document, numbers(project, document)):
            out[target.id] = target
    return out


def document_targets(project: Project, document: Document, drawn: Numbers) -> Iterator[Target]:
    """The targets of one document, from its numbers."""
    letter = project.letter(document)
    yield Target(document.id, "document", document.id, "", letter, document.title)
    for section in walk_sections(document.sections):
        title = plain(section.title)
        yield Target(section.id, "section", document.id, section.id, drawn.labels.get(section.id, ""), title)
        for block in section.blocks:
            target = _block_target(document, section, block, drawn)
            if target is not None:
                yield target


def _block_target(document: Document, section: Section, block: Block, drawn: Numbers) -> Target | None:
    match block:
        case Heading():
            kind: TargetKind = "heading"
            number, title = drawn.labels.get(block.id, ""), plain(block.runs)
        case Paragraph(numbered=True):
            kind = "paragraph"
            number, title = drawn.labels.get(block.id, ""), plain(block.runs)[:80]
        case Table():
            kind = "table"
            number, title = drawn.captions[block.id], plain(block.caption.runs)
        case Figure() | Chart():
            kind = "figure"
            number, title = drawn.captions[block.id], plain(block.caption.runs)
        case _:
            return None
    return Target(block.id, kind, document.id, section.id, number, title)


_WORDS: Mapping[TargetKind, str] = {
    "document": "Appendix",
    "section": "section",
    "heading": "section",
    "paragraph": "paragraph",
    "table": "Table",
    "figure": "Figure",
}


def reference_text(project: Project, document: Document, reference: CrossReference, found: Target | None) -> str:
    """What ``reference`` says in ``document``; a missing target is said so, plainly, for checks to find.

    ``section 3.1``, ``Table 2``, ``Appendix A``; with its title, or the title alone; where the target is in another
    document, followed by which.
    """
    if found is None:
        return "[missing reference]"
    number = f"{_words(project, found.kind)} {found.number}" if found.number else ""
    if reference.form == "title" or not number:
        text = found.title
    elif reference.form == "number-and-title":
        text = f"{number}, {found.title}"
    else:
        text = number
    if found.document == document.id or found.kind == "document":
        return text
    other = project.document(found.document)
    return f"{text} of {_document_name(project, other)}" if other else text


def _words(project: Project, kind: TargetKind) -> str:
    return project.profile.wording.get(f"reference.{kind}", _WORDS[kind])


def _document_name(project: Project, document: Document) -> str:
    letter = project.letter(document)
    return f"{_words(project, 'document')} {letter}" if letter else f"the {document.title}"
