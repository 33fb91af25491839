"""What would change for a set if it took a newer outline: offered to people, never done by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.project import Project
from strategy_editor.model.tree import walk_sections


class OutlineChange(Struct, frozen=True):
    """A difference between the outline that a set holds and a newer one.

    ``document`` is the key of a document of the outline, ``section`` the id of a section of it (empty: the document
    itself). ``before`` and ``after`` are titles. ``advice``: the title stands, but guidance, prompts, targets or need
    differ. ``answered`` holds the ids of the sections (or documents) of the set that it concerns: none of their text
    changes, but what is removed loses its guidance.
    """

    kind: Literal["added", "removed", "renamed", "advice"]
    document: str
    section: str
    before: str
    after: str
    answered: tuple[str, ...] = ()


def fit(project: Project, newer: Outline) -> tuple[OutlineChange, ...]:
    """Every difference, document by document in the order of the newer outline, what it no longer has at the end."""
    out: list[OutlineChange] = []
    for document in newer.documents:
        older = project.outline.document(document.key)
        if older is None:
            out.append(OutlineChange("added", document.key, "", "", document.name))
        else:
            out.extend(_document_changes(project, older, document))
    kept = {document.key for document in newer.documents}
    for older in project.outline.documents:
        if older.key not in kept:
            concerned = tuple(each.id for each in project.documents if each.outline == older.key)
            out.append(OutlineChange("removed", older.key, "", older.name, "", concerned))
    return tuple(out)


def _document_changes(project: Project, older: DocumentOutline, newer: DocumentOutline) -> Iterator[OutlineChange]:
    if older.name != newer.name:
        concerned = tuple(each.id for each in project.documents if each.outline == older.key)
        yield OutlineChange("renamed", older.key, "", older.name, newer.name, concerned)
    before, after = _by_id(older.sections), _by_id(newer.sections)
    for id, section in after.items():
        answered = _answered(project, newer.key, id)
        if id not in before:
            yield OutlineChange("added", newer.key, id, "", section.title, answered)
        elif before[id].title != section.title:
            yield OutlineChange("renamed", newer.key, id, before[id].title, section.title, answered)
        elif before[id] != section:
            yield OutlineChange("advice", newer.key, id, section.title, section.title, answered)
    for id, section in before.items():
        if id not in after:
            yield OutlineChange("removed", newer.key, id, section.title, "", _answered(project, newer.key, id))


def _by_id(sections: tuple[OutlineSection, ...]) -> dict[str, OutlineSection]:
    """Every section by id, without its children: they are compared for themselves."""
    out: dict[str, OutlineSection] = {}
    for section in sections:
        out[section.id] = replace(section, children=())
        out.update(_by_id(section.children))
    return out


def _answered(project: Project, key: str, outline: str) -> tuple[str, ...]:
    return tuple(
        section.id
        for document in project.documents
        if document.outline == key
        for section in walk_sections(document.sections)
        if section.outline == outline
    )
