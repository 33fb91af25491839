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
from strategy_editor.model.blocks import Change, Chart
from strategy_editor.model.project import Project
from strategy_editor.model.text import CrossReference, Run

S = TypeVar("S", bound=Struct)

COPIES = 3
"""How many suggested copies of one thing are told apart."""

MOVES = 2
"""How many times something may be suggested to move before one of the moves is decided."""

_PARTS = (
    "change",
    "ending",
    "title",
    "runs",
    "body",
    "columns",
    "rows",
    "cells",
    "caption",
    "blocks",
    "children",
    "sections",
)


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
    """For each id that has vanished and has a stand-in: stand-in -> id.

    Where what stood in was moved again, by somebody else, the stand-in of the stand-in takes the first id of all.
    """
    found: dict[str, tuple[int, str]] = {}
    for id in vanished:
        candidate, depth = _stand_in_that_is_there(id, present)
        if depth > found.get(candidate, (0, ""))[0]:
            found[candidate] = (depth, id)
    return {candidate: id for candidate, (_, id) in found.items()}


def _stand_in_that_is_there(id: str, present: Container[str]) -> tuple[str, int]:
    """The stand-in of an id, and after how many moves it was made; 0 where there is none."""
    generation = [id]
    for depth in range(1, MOVES + 1):
        generation = [stand_in(each, copy) for each in generation for copy in range(1, COPIES + 1)]
        for candidate in generation:
            if candidate in present:
                return candidate, depth
    return "", 0


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
        case Change(moved=moved) if moved in ids:
            return {"moved": ids[moved]}
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
