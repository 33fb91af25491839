"""What an import may add to a strategy: sections that the outline offers, and appendices that the old file has.

They are added before the plan is drawn, so that text can be sent to them, and taken away again where nothing was.
"""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.incoming.found import Findings
from strategy_editor.incoming.placing import SURE, appendix_in, document_meant, likeness_of, targets
from strategy_editor.model.outline import DocumentOutline
from strategy_editor.model.project import Project
from strategy_editor.model.section import Section
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import find_section, walk_sections, with_siblings
from strategy_editor.session.commands import AddSection, apply
from strategy_editor.templates.plan import Offer, make, missing_sections
from strategy_editor.templates.start import new_document, with_new_document

_MOST = 40
"""How many sections are added at most."""


def prepared(project: Project, found: Findings) -> Project:
    """The project with an appendix for each that the file names, and the optional sections that its titles ask for."""
    project = _with_appendices(project, found)
    titles = [piece.name for piece in found.pieces if 0 < piece.level <= 2]
    for _ in range(_MOST):
        asked = _asked_for(project, titles)
        if asked is None:
            break
        document, offer = asked
        project = apply(AddSection(make(offer.planned), document, offer.parent, offer.index), project)
    return project


def without_unused(before: Project, start: Project, after: Project) -> Project:
    """``after`` without what :func:`prepared` added to ``before`` (giving ``start``) and nothing was put into."""
    kept = {each.section for each in after.references}
    for document in start.documents:
        if before.document(document.id) is None:
            now = after.document(document.id)
            if now is not None and now.sections == document.sections and not _ids(now.sections) & kept:
                after = replace(after, documents=tuple(each for each in after.documents if each.id != document.id))
            continue
        for section in tuple(walk_sections(document.sections)):
            if find_section(before, section.id) is None:
                after = _without_unused_section(after, section, kept)
    return after


def _without_unused_section(project: Project, made: Section, kept: set[str]) -> Project:
    found = find_section(project, made.id)
    if found is None or found.section != made or _ids((made,)) & kept:
        return project
    return with_siblings(project, found, tuple(each for each in found.siblings if each.id != made.id))


def _ids(sections: tuple[Section, ...]) -> set[str]:
    return {section.id for section in walk_sections(sections)}


def _asked_for(project: Project, titles: list[str]) -> tuple[str, Offer] | None:
    """The first section that the outline offers and a title asks for, more surely than for any that is there."""
    there = targets(project)
    for document in project.documents:
        if document.kind == "report":
            continue
        for offer in missing_sections(project, document):
            for title in titles:
                likeness = likeness_of(title, offer.planned.title)
                if likeness >= SURE and all(likeness_of(title, each.title) < likeness for each in there):
                    return document.id, offer
    return None


def _with_appendices(project: Project, found: Findings) -> Project:
    outline = _appendix_outline(project)
    for piece in found.pieces:
        named = appendix_in(piece.name) if piece.level == 1 else None
        title = clean_line(named[1]) if named else ""
        if outline is not None and title and not document_meant(project, piece.name, targets(project)):
            project = with_new_document(project, new_document(project, outline.key, title))
    return project


def _appendix_outline(project: Project) -> DocumentOutline | None:
    return next((each for each in project.outline.documents if each.kind == "appendix" and each.repeatable), None)
