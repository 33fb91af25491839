"""One section brought back as it was in a version, and the versions in which a section changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.carriers import own_ids
from strategy_editor.model.ledger import Ledger, Version
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.section import Section
from strategy_editor.model.text import plain
from strategy_editor.model.tree import all_sections, find_section, walk_sections, with_children, with_section
from strategy_editor.review.consequences import with_comments_kept
from strategy_editor.review.stand_ins import renamed


def with_earlier_section(project: Project, earlier: Project, id: str) -> Project:
    """The project with the section as it was in ``earlier``: title and text; what stands below it stays as it is.

    One that was taken out since comes back where it was, or at the end. What of it stands in other sections by now
    comes as a copy. Comments on words that go stay with the section. Raises :class:`WrongUse` where it was not there.
    """
    found, now = find_section(earlier, id), find_section(project, id)
    if found is None:
        raise WrongUse("The section was not there in that version.", advice="Choose a later one.")
    old = _with_own_ids(project, replace(found.section, children=()), id)
    if now is not None:
        section = replace(now.section, title=old.title, blocks=old.blocks)
        return with_comments_kept(project, with_section(project, section))
    document = project.document(found.document.id)
    if document is None:
        raise WrongUse("The document of the section is no longer there.", advice="Go back to the whole version.")
    parent = find_section(project, found.parents[-1].id) if found.parents else None
    around = (*parent.parents, parent.section) if parent is not None else ()
    siblings = parent.section.children if parent is not None else document.sections
    place = min(found.position, len(siblings))
    return with_children(project, document, around, (*siblings[:place], old, *siblings[place:]))


def _with_own_ids(project: Project, section: Section, id: str) -> Section:
    there = {each for _, other in all_sections(project) if other.id != id for each in own_ids(other)}
    ids = {each: derived_id("brought back", section.id, each) for each in own_ids(section) & there}
    return renamed(section, ids, ids) if ids else section


def versions_of_section(
    ledger: Ledger, of_tree: Callable[[str], Project], id: str
) -> Iterator[tuple[Version, Section | None]]:
    """The versions in which the section is another than in the one before, oldest first, and what it was there."""
    last: object = ()
    for version in ledger.versions:
        found = find_section(of_tree(version.tree), id)
        section = found.section if found is not None else None
        shown = (plain(section.title), section.blocks, section.status) if section is not None else None
        if shown != last and (section is not None or last != ()):
            yield version, section
        last = shown if section is not None or last != () else last


def paragraph_of(ledger: Ledger, of_tree: Callable[[str], Project], number: str, version: str) -> tuple[str, str]:
    """“Paragraph 4.12 of v0.3”: the id of what had that number in the version, and its words then.

    Raises :class:`WrongUse` where there is no such version or number.
    """
    named = ledger.version(version)
    if named is None or not named.numbers:
        known = ", ".join(each.name for each in ledger.versions if each.numbers) or "none yet"
        raise WrongUse(f"No numbers were kept with “{version}”.", advice=f"Versions with numbers: {known}.")
    wanted = number.strip().rstrip(".")
    fitting = [id for id, label in named.numbers.items() if label.rstrip(".") == wanted]
    if not fitting:
        raise WrongUse(f"There was no “{number}” in {version}.", advice="Check the number.")
    return fitting[0], _words(of_tree(named.tree), fitting[0])


def place_today(project: Project, id: str) -> str:
    """Where something stands today: “5.2 of ICT Strategy”; empty where it is gone."""
    for document in project.documents:
        for section in walk_sections(document.sections):
            if id == section.id or any(block.id == id for block in section.blocks):
                label = numbers(project, document).labels.get(id) or plain(section.title)
                return f"{label} of {document.title}"
    return ""


def _words(project: Project, id: str) -> str:
    for _, section in all_sections(project):
        if section.id == id:
            return plain(section.title)
        for block in section.blocks:
            if block.id == id:
                return plain(block.runs) if hasattr(block, "runs") else ""
    return ""
