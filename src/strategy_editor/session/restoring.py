"""One section brought back as it was in a version, the versions in which a section changed, and numbers of then."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.carriers import own_ids
from strategy_editor.model.ledger import Ledger, Version
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Runs, flat, plain
from strategy_editor.model.tree import (
    all_sections,
    block_hosts,
    find_section,
    section_hosts,
    walk_blocks,
    with_children,
    with_section,
)
from strategy_editor.review.consequences import with_comments_kept
from strategy_editor.review.reading_out import standing_text
from strategy_editor.review.stand_ins import renamed
from strategy_editor.review.words import cut_words, hunks


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


class SectionVersion(Struct, frozen=True):
    """A version in which a section is another than in the one before; ``section`` is None where it was taken out.

    ``added`` and ``removed`` count words, captions and notes among them; where both are 0, it is looks or status.
    """

    version: Version
    section: Section | None
    added: int
    removed: int


def versions_of_section(ledger: Ledger, of_tree: Callable[[str], Project], id: str) -> Iterator[SectionVersion]:
    """The versions in which the section is another than in the one before, oldest first, and what it was there."""
    last: Section | None = None
    for version in ledger.versions:
        found = find_section(of_tree(version.tree), id)
        section = found.section if found is not None else None
        if _shown(section) != _shown(last):
            yield SectionVersion(version, section, *_changed_words(last, section))
        last = section


def _shown(section: Section | None) -> object:
    return (plain(section.title), section.blocks, section.status) if section is not None else None


def _changed_words(before: Section | None, after: Section | None) -> tuple[int, int]:
    """How many words came and went."""
    old, new = (_words(section) if section is not None else [] for section in (before, after))
    found = hunks(old, new)
    return sum(each.new_stop - each.new_start for each in found), sum(each.stop - each.start for each in found)


def _words(section: Section) -> list[str]:
    return [
        word for host in section_hosts(section) for word in cut_words(flat(host.runs)) if any(map(str.isalnum, word))
    ]


class Resolved(Struct, frozen=True):
    """What had a number in a version: its id, the title of its document, its words then, where it stands ``today``.

    ``today`` is such as “5.2 of ICT Strategy”, and empty where it is gone.
    """

    id: str
    document: str
    words: str
    today: str


def numbered(
    project: Project, ledger: Ledger, of_tree: Callable[[str], Project], number: str, version: str
) -> tuple[Resolved, ...]:
    """“Paragraph 4.12 of v0.3”: what had that number in the version; several documents may have one each.

    ``project`` is today's. Raises :class:`WrongUse` where there is no such version or number.
    """
    named = ledger.version(version)
    if named is None or not named.numbers:
        known = ", ".join(each.name for each in ledger.versions if each.numbers) or "none yet"
        raise WrongUse(f"No numbers were kept with “{version}”.", advice=f"Versions with numbers: {known}.")
    wanted = number.strip().rstrip(".")
    ids = {id for id, label in named.numbers.items() if label.rstrip(".") == wanted}
    if not ids:
        raise WrongUse(f"There was no “{number}” in {version}.", advice="Check the number.")
    then = of_tree(named.tree)
    return tuple(
        Resolved(id, document.title, standing_text(then, document, runs), place_today(project, id))
        for document, id, runs in _hosts(then)
        if id in ids
    )


def place_today(project: Project, id: str) -> str:
    """Where something stands today: “5.2 of ICT Strategy”; empty where it is gone."""
    for document, section in all_sections(project):
        if id == section.id or any(block.id == id for block in walk_blocks(section.blocks)):
            label = numbers(project, document).labels.get(id) or plain(section.title)
            return f"{label} of {document.title}"
    return ""


def _hosts(project: Project) -> Iterator[tuple[Document, str, Runs]]:
    """Whatever may have a number: its document, its id, its words."""
    for document, section in all_sections(project):
        yield document, section.id, section.title
        for block in walk_blocks(section.blocks):
            yield document, block.id, next((host.runs for host in block_hosts(block)), ())
