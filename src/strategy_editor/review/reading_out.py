"""Reads a text out for people, as it is printed: with what its details and cross-references say, and without notes.

Every quote of the strategy's own words is made here: the response register, proposals, clearance, amendments. Quotes
travel further than the text does, so a reference to what is not for publication never says its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.facts import fact_text
from strategy_editor.model.project import Project
from strategy_editor.model.references import Target, reference_text, targets
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, FactField, Run, Runs, plain
from strategy_editor.model.tree import block_hosts, walk_blocks

NOT_PUBLIC = "[not for publication]"
"""What a reference says that leads to something without a number that is not for publication."""


def standing_text(project: Project, document: Document, runs: Runs) -> str:
    """The text without suggestions, with the details and the numbers of references as they are in ``project``."""
    return "".join(_said(project, document, run) for run in runs if not run.marks.insertion)


def text_without_references(project: Project, document: Document, runs: Runs) -> str:
    """The same text without its references, whose numbers change with what is written elsewhere."""
    return standing_text(project, document, tuple(run for run in runs if not isinstance(run.content, CrossReference)))


def _said(project: Project, document: Document, run: Run) -> str:
    match run.content:
        case FactField(key=key):
            return fact_text(project, document, key).text
        case CrossReference() as reference:
            return _reference(project, document, reference)
    return plain((run,))


def _reference(project: Project, document: Document, reference: CrossReference) -> str:
    places = _places(project)
    found = places.targets.get(reference.target)
    if found is None or reference.target not in places.hidden:
        return reference_text(project, document, reference, found)
    if not found.number:
        return NOT_PUBLIC
    return reference_text(project, document, CrossReference(reference.id, reference.target), found)


class _Places(NamedTuple):
    """What can be referred to, and which of it may not be called by its title."""

    targets: Mapping[str, Target]
    hidden: frozenset[str]


def _find_places(project: Project) -> _Places:
    return _Places(targets(project), frozenset(id for each in project.documents for id in _hidden_in(each)))


_places: IdentityCache[Project, _Places] = IdentityCache(_find_places, 4)


def _hidden_in(document: Document) -> Iterator[str]:
    whole = bool(document.exemption) or document.classification == "exempt"
    if whole:
        yield document.id
    for section in document.sections:
        yield from _hidden_in_section(section, exempt=whole)


def _hidden_in_section(section: Section, *, exempt: bool) -> Iterator[str]:
    exempt = exempt or bool(section.limits.exemption)
    if exempt or _has_exempt_words(section.title):
        yield section.id
    for block in walk_blocks(section.blocks):
        limits = getattr(block, "limits", None)
        is_limited = limits is not None and bool(limits.exemption)
        if exempt or is_limited or any(_has_exempt_words(host.runs) for host in block_hosts(block)):
            yield block.id
    for child in section.children:
        yield from _hidden_in_section(child, exempt=exempt)


def _has_exempt_words(runs: Runs) -> bool:
    return any(run.marks.exemption for run in runs)
