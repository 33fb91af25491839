"""Clearances: which words someone cleared, so that a later change of the text opens the clearance again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.profile import ClearanceStep
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import rejected, settled_section
from strategy_editor.model.text import CrossReference, FactField, Runs, objects, plain
from strategy_editor.model.tree import is_empty, section_hosts, walk_sections


def words_digest(owner: Document | Section) -> str:
    """The SHA-256 of the words of a section with its children, or of a document, as they stand without suggestions.

    Details and cross-references count by what they name, since their words may change with the set.
    """
    sections = owner.sections if isinstance(owner, Document) else (owner,)
    text = "\x1e".join(said for section in sections for said in _words(section))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def owners(document: Document, step: ClearanceStep) -> tuple[Document | Section, ...]:
    """What a role clears: the sections that the council names for it, as far as they have text, or the document."""
    if not step.sections:
        return (document,)
    return tuple(
        section
        for section in walk_sections(document.sections)
        if section.outline in step.sections and not is_empty(section)
    )


def _words_of(section: Section) -> tuple[str, ...]:
    standing = settled_section(section, rejected)
    return tuple(_texts(standing)) if standing is not None else ()


_words: IdentityCache[Section, tuple[str, ...]] = IdentityCache(_words_of, 2000)
"""The words of a section with its children, worked out once for each state of it: a key changes only one."""


def _texts(standing: Section) -> Iterator[str]:
    for section in walk_sections((standing,)):
        for host in section_hosts(section):
            yield "\x1f".join((plain(host.runs), *named_in(host.runs)))


def named_in(runs: Runs) -> tuple[str, ...]:
    """Which details a text shows, and what it refers to: their keys and ids, in order."""
    return tuple(
        item.key if isinstance(item, FactField) else item.target
        for item in objects(runs)
        if isinstance(item, FactField | CrossReference)
    )
