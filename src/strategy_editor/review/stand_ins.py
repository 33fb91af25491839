"""Stand-ins: what is suggested to move stands twice for a while, and ids must not.

The copy gets the id :func:`stand_in` makes of the original's; as soon as the original is gone, whoever removed it, the
copy takes its id (see :mod:`strategy_editor.model.settling`). So the order of decisions makes no difference.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Chart
from strategy_editor.model.project import Project
from strategy_editor.model.text import CrossReference, Run

S = TypeVar("S", bound=Struct)

COPIES = 3
"""How many suggested copies of one thing are told apart."""

_PARTS = ("title", "runs", "body", "columns", "rows", "cells", "caption", "blocks", "children", "sections")


def stand_in(id: str, copy: int = 1) -> str:
    """The id of the first, second… suggested copy of ``id``."""
    return derived_id("stands in for", id, str(copy))


def free_stand_in(id: str, taken: Container[str]) -> str:
    """The id of the first copy that is not there yet."""
    copy = 1
    while (found := stand_in(id, copy)) in taken:
        copy += 1
    return found


def successors(vanished: Iterable[str], present: Container[str]) -> dict[str, str]:
    """For each id that has vanished and has a stand-in: stand-in -> id."""
    found: dict[str, str] = {}
    for id in vanished:
        for copy in range(1, COPIES + 1):
            candidate = stand_in(id, copy)
            if candidate in present:
                found[candidate] = id
                break
    return found


def renamed(value: S, ids: Mapping[str, str], references: Mapping[str, str]) -> S:
    """The value with ids renamed and references redirected throughout; the same object where nothing changes."""
    changes: dict[str, object] = {}
    id: str = getattr(value, "id", "")
    if id in ids:
        changes["id"] = ids[id]
    for name in _PARTS:
        part = getattr(value, name, None)
        if isinstance(part, tuple):
            new = tuple(renamed(each, ids, references) for each in part)
            if any(a is not b for a, b in zip(new, part, strict=True)):
                changes[name] = new
        elif isinstance(part, Struct) and (changed := renamed(part, ids, references)) is not part:
            changes[name] = changed
    changes |= _redirections(value, ids, references)
    return replace(value, **changes) if changes else value


def _redirections(value: Struct, ids: Mapping[str, str], references: Mapping[str, str]) -> dict[str, object]:
    match value:
        case Run(content=content) if not isinstance(content, str):
            new = renamed(content, ids, references)
            return {} if new is content else {"content": new}
        case CrossReference(target=target) if target in references:
            return {"target": references[target]}
        case Chart(table=table) if table in references:
            return {"table": references[table]}
        case _:
            return {}


def redirected_records(project: Project, references: Mapping[str, str]) -> Project:
    """Threads, proposals and suggestions that name a renamed part name it anew."""
    threads = {
        id: replace(thread, anchor=replace(thread.anchor, target=references[thread.anchor.target]))
        if thread.anchor.target in references
        else thread
        for id, thread in project.threads.items()
    }
    proposals = {
        id: replace(
            proposal,
            place=replace(
                proposal.place,
                owner=references.get(proposal.place.owner, proposal.place.owner),
                section=references.get(proposal.place.section, proposal.place.section),
            ),
        )
        if proposal.place.owner in references or proposal.place.section in references
        else proposal
        for id, proposal in project.proposals.items()
    }
    suggestions = {
        id: replace(suggestion, section=references[suggestion.section])
        if suggestion.section in references
        else suggestion
        for id, suggestion in project.suggestions.items()
    }
    return replace(project, threads=threads, proposals=proposals, suggestions=suggestions)
