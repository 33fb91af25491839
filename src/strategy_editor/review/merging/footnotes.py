"""Footnotes that one side took out while the other moved them into another paragraph: they stay, and it is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from strategy_editor.model.encoding import encode
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Proposal
from strategy_editor.model.text import Footnote, Runs, map_runs, objects
from strategy_editor.model.tree import Host, all_sections, section_hosts, walk_sections
from strategy_editor.review.merging.texts import MergedText


def taken_out(
    merged: Project, base: Project, mine: Project, theirs: Project, made: Iterable[Proposal]
) -> Iterator[tuple[str, MergedText]]:
    """The hosts with such notes, and how the side that took them out would have their words.

    Where a proposal says already that the note goes, by itself or with all around it, there is nothing to add.
    """
    before = {note for _, _, note in _notes(base)}
    gone = tuple(before.difference(note for _, _, note in _notes(side)) for side in (mine, theirs))
    if not any(gone):
        return
    asked = tuple(made)
    going = set(_going(merged, asked))
    hosts: dict[str, Host] = {}
    notes: dict[str, list[str]] = {}
    for section, host, note in _notes(merged):
        if section not in going and any(note in each for each in gone) and not _is_asked(note, asked):
            hosts[host.id] = host
            notes.setdefault(host.id, []).append(note)
    for id, host in hosts.items():
        first, second = (without(host.runs, each.intersection(notes[id])) for each in gone)
        yield id, MergedText(host.runs, first, second)


def without(runs: Runs, notes: Collection[str]) -> Runs:
    """The words without the footnotes that have these ids."""
    return map_runs(runs, lambda run: None if isinstance(run.content, Footnote) and run.content.id in notes else run)


def _notes(project: Project) -> Iterator[tuple[str, Host, str]]:
    """Every footnote: the id of its section, its host, its own id."""
    for _, section in all_sections(project):
        for host in section_hosts(section):
            for item in objects(host.runs):
                if isinstance(item, Footnote):
                    yield section.id, host, item.id


def _going(project: Project, asked: Iterable[Proposal]) -> Iterator[str]:
    """The sections that a proposal would have go, with all below them."""
    owners = {each.place.owner for each in asked if each.place.kind == "field" and not each.place.field}
    for document in project.documents:
        for section in walk_sections(document.sections):
            if document.id in owners or section.id in owners:
                yield from (each.id for each in walk_sections((section,)))


def _is_asked(note: str, asked: Iterable[Proposal]) -> bool:
    wanted = encode(note)
    return any(wanted in encode(each.base) and wanted not in encode(each.proposed) for each in asked)
