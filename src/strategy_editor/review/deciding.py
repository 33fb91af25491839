"""One door for decisions: on suggestions, proposals and comments alike, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.carriers import carried
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Decision, is_open
from strategy_editor.review import suggestions
from strategy_editor.review.proposals import decide_proposal

ACCEPTING = ("accepted", "accepted-with-change")


def decide(project: Project, ids: Sequence[str], decision: Decision) -> Project:
    """The project with ``decision`` on each of these items, and carried out where it changes the text.

    The comment that a suggestion carries is decided with it. ``noted`` leaves the text as it was, like ``rejected``.
    Raises :class:`WrongUse` for an id that is no item.
    """
    known = carried(project) | project.suggestions.keys()
    unknown = [id for id in ids if id not in known and id not in project.threads and id not in project.proposals]
    if unknown:
        raise WrongUse(
            f"There is no comment or suggestion “{unknown[0]}” in this strategy.", advice="It may have been removed."
        )
    accepts = decision.outcome in ACCEPTING
    for id in ids:
        if id in project.proposals:
            project = decide_proposal(project, id, accepts=accepts, decision=decision)
    project = suggestions.decide(project, {id: accepts for id in ids if id in known}, decision)
    linked = (project.suggestions[id].thread for id in ids if id in project.suggestions)
    carried_along = (id for id in linked if id in project.threads and is_open(project.threads[id]))
    threads = {
        id: replace(project.threads[id], state="resolved", decision=decision)
        for id in (*ids, *carried_along)
        if id in project.threads
    }
    return replace(project, threads={**project.threads, **threads}) if threads else project
