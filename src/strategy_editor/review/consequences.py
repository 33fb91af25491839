"""Carries a verdict out on a whole project, with what follows from it: ids, references, comments.

A copy takes the id of what it stood for as soon as that is free; references follow. A comment whose words are gone goes
to the tray of its section (of the nearest section that is left), and never disappears.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.carriers import changes_in, comments_in, own_ids
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import Settled, Verdict, settled_document
from strategy_editor.model.tree import section_hosts, walk_sections
from strategy_editor.review.stand_ins import redirected_records, renamed, successors


def settled_project(project: Project, verdict: Verdict) -> Project:
    """The project with the verdict carried out; the same object where nothing changes."""
    notes = Settled()
    documents = tuple(settled_document(document, verdict, notes) for document in project.documents)
    if all(a is b for a, b in zip(documents, project.documents, strict=True)):
        return project
    after = _with_ids(project, replace(project, documents=documents), notes)
    return with_comments_kept(project, after)


# ---- ids


def _moves(section: Section) -> dict[str, str]:
    """The suggested copies in the section: their ids, and the ids of what they stand for."""
    found = {section.id: section.change.moved} if section.change.moved else {}
    for block in section.blocks:
        found |= {id: change.moved for id, change in changes_in(block) if change.moved}
    return found


_pending_moves: IdentityCache[Section, dict[str, str]] = IdentityCache(_moves, 4000)


def _with_ids(before: Project, after: Project, notes: Settled) -> Project:
    present = _ids(after)
    vanished = _ids(before) - present
    pending = {id: old for section in _sections(after) for id, old in _pending_moves(section).items()}
    ids = successors(sorted(vanished), present)
    for copy, original in (*notes.arrived.items(), *pending.items()):
        free = original not in present and (copy in notes.arrived or original in vanished)
        if free and copy in present and copy not in ids and original not in ids.values():
            ids[copy] = original
    references = notes.dismissed | ids
    if not references:
        return after
    documents = tuple(renamed(document, ids, references) for document in after.documents)
    return redirected_records(replace(after, documents=documents), references)


def _sections(project: Project) -> Iterator[Section]:
    for document in project.documents:
        yield from walk_sections(document.sections)


def _ids(project: Project) -> frozenset[str]:
    return frozenset().union(*map(own_ids, _sections(project)))


# ---- comments


def with_comments_kept(before: Project, after: Project) -> Project:
    """``after`` with every comment that had a place in ``before`` and has none any more in the tray of its section.

    Comments on words whose host has a new id are anchored to it.
    """
    unchanged = {id(section) for section in _sections(after)}
    changed = [section for section in _sections(before) if id(section) not in unchanged]
    vanished = _ids(before) - _ids(after)
    placed: set[str] = set()
    for section in _sections(after):
        placed |= comments_in(section)
        placed.update(section.unplaced)
    lost = _lost(before, changed, vanished, placed)
    trays: dict[str, set[str]] = {}
    for document in before.documents:
        _collect(document, after, lost, trays)
    if trays:
        after = replace(after, documents=tuple(_with_trays(document, trays) for document in after.documents))
    return _anchored(after, vanished)


def _lost(before: Project, changed: list[Section], vanished: frozenset[str], placed: set[str]) -> dict[str, set[str]]:
    """By section: the threads that were there and have no place any more."""
    by_home: dict[str, set[str]] = {}
    for thread in before.threads.values():
        anchor = thread.anchor
        if anchor.kind in ("block", "cell", "section") and anchor.target in vanished and thread.id not in placed:
            by_home.setdefault(anchor.target, set()).add(thread.id)
    found: dict[str, set[str]] = {}
    for section in changed:
        gone = (comments_in(section) | set(section.unplaced)) - placed
        for id in own_ids(section) & by_home.keys():
            gone |= by_home[id]
        if gone:
            found[section.id] = set(gone)
    return found


def _collect(document: Document, after: Project, lost: dict[str, set[str]], trays: dict[str, set[str]]) -> None:
    left = {section.id for section in _sections(after)}
    now = after.document(document.id)
    fallback = next((section.id for section in now.sections), "") if now else ""

    def visit(sections: Iterable[Section], home: str) -> None:
        for section in sections:
            own = section.id if section.id in left else home
            if own and section.id in lost:
                trays.setdefault(own, set()).update(lost[section.id])
            visit(section.children, own)

    visit(document.sections, fallback)


def _with_trays(document: Document, trays: dict[str, set[str]]) -> Document:
    def filled(sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(one(section) for section in sections)

    def one(section: Section) -> Section:
        children = filled(section.children)
        unplaced = section.unplaced
        if section.id in trays:
            unplaced = tuple(sorted({*unplaced, *trays[section.id]}))
        same = unplaced == section.unplaced and all(a is b for a, b in zip(children, section.children, strict=True))
        return section if same else replace(section, children=children, unplaced=unplaced)

    sections = filled(document.sections)
    same = all(a is b for a, b in zip(sections, document.sections, strict=True))
    return document if same else replace(document, sections=sections)


def _anchored(project: Project, vanished: frozenset[str]) -> Project:
    adrift = {
        thread.id: thread
        for thread in project.threads.values()
        if thread.anchor.kind == "text" and thread.anchor.target in vanished
    }
    if not adrift:
        return project
    threads: dict[str, Thread] = dict(project.threads)
    for section in _sections(project):
        if comments_in(section).isdisjoint(adrift):
            continue
        for host in section_hosts(section):
            for id in {id for run in host.runs for id in run.marks.comments} & adrift.keys():
                thread = adrift.pop(id)
                threads[id] = replace(thread, anchor=replace(thread.anchor, target=host.id))
    return replace(project, threads=threads)
