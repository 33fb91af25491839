"""Accepts and rejects suggestions: carries the decision out in the text and writes it down, for the register.

Rejecting all gives the text as it was, accepting all the text as it was meant to be, blocks and ids alike; any order of
single decisions ends in the same text. What is decided already stays as it was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from strategy_editor.model.carriers import carried, suggestions_in
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Decision, Suggestion
from strategy_editor.model.tree import all_sections, section_hosts
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.reading_out import standing_text
from strategy_editor.review.touches import touches

QUOTE = 2000
"""How many characters of the words that a suggestion was about are written down with its decision."""

NOTHING_LEFT = "What it was about is no longer there."


def accept(project: Project, ids: Iterable[str], decision: Decision) -> Project:
    """The project with these suggestions carried out, and ``decision`` written on each."""
    return decide(project, dict.fromkeys(ids, True), decision)


def reject(project: Project, ids: Iterable[str], decision: Decision) -> Project:
    """The project with these suggestions taken back, and ``decision`` written on each."""
    return decide(project, dict.fromkeys(ids, False), decision)


def accept_all(project: Project, decision: Decision, *, author: str = "", source: str = "") -> Project:
    """Accepts what is undecided: everything, or all of one author (a person id), or all that came with one copy."""
    return accept(project, undecided(project, author=author, source=source), decision)


def reject_all(project: Project, decision: Decision, *, author: str = "", source: str = "") -> Project:
    """Rejects what is undecided: everything, or all of one author (a person id), or all that came with one copy."""
    return reject(project, undecided(project, author=author, source=source), decision)


def undecided(project: Project, *, author: str = "", source: str = "", minor: bool | None = None) -> tuple[str, ...]:
    """The ids of suggestions in the text that wait for a decision, oldest first; narrowed to an author, a copy, size.

    Without narrowing, marks whose record is missing count too.
    """
    waiting = carried(project)
    known = [suggestion for suggestion in project.suggestions.values() if suggestion.id in waiting]
    if not author and not source and minor is None:
        unknown = sorted(waiting - project.suggestions.keys())
    else:
        unknown = []
        known = [
            each
            for each in known
            if (not author or each.author == author)
            and (not source or each.source == source)
            and (minor is None or each.minor == minor)
        ]
    return (*(each.id for each in sorted(known, key=lambda each: (each.at, each.id))), *unknown)


def decide(project: Project, outcomes: Mapping[str, bool], decision: Decision) -> Project:
    """Carries ``outcomes`` (suggestion id: accepted?) out, and writes ``decision`` on each record."""
    before = carried(project)
    concerned = {id: outcome for id, outcome in outcomes.items() if id in before}
    records = dict(project.suggestions)
    if concerned:
        words, originals = words_about(project, concerned), originals_of(project, concerned)
        project = settled_project(project, concerned.get)
    for id in outcomes:
        record = records.get(id)
        if record is not None and (record.decision is None or id in concerned):
            if id in concerned:
                removed, added = words[id]
                record = replace(
                    record, removed=removed, added=added, original=record.original or originals.get(id, "")
                )
            records[id] = replace(record, decision=decision)
    if concerned:
        records |= _closed(records, before - carried(project) - concerned.keys(), decision)
    return replace(project, suggestions=records)


def _closed(
    records: Mapping[str, Suggestion], gone: Iterable[str], decision: Decision
) -> Iterator[tuple[str, Suggestion]]:
    """Suggestions that went with what others were decided about: noted, so that none waits for ever."""
    for id in gone:
        record = records.get(id)
        if record is not None and record.decision is None:
            noted = Decision("noted", decision.at, decision.by, NOTHING_LEFT)
            yield id, replace(record, decision=noted)


# ---- the words that suggestions are about


def words_about(project: Project, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By suggestion: the words that it removes, and the words that it adds."""
    wanted = frozenset(ids)
    removed: dict[str, list[str]] = {id: [] for id in wanted}
    added: dict[str, list[str]] = {id: [] for id in wanted}
    for _, section in all_sections(project):
        if not wanted.isdisjoint(suggestions_in(section)):
            for touch in touches(section):
                if touch.suggestion in wanted and touch.has_words:
                    (added if touch.comes else removed)[touch.suggestion].append(touch.text)
    return {id: (quoted(removed[id]), quoted(added[id])) for id in wanted}


def quoted(parts: Iterable[str]) -> str:
    """The words of several places as they are written down: no longer than :data:`QUOTE`."""
    text = "\n".join(part.strip() for part in parts if part.strip())
    return text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"


def originals_of(project: Project, ids: Iterable[str]) -> dict[str, str]:
    """By suggestion: the text that it first touches, as it stands without any suggestion."""
    wanted = set(ids)
    found: dict[str, str] = {}
    for document, section in all_sections(project):
        here = [touch for touch in touches(section) if touch.suggestion in wanted and touch.suggestion not in found]
        if here:
            hosts = {host.id: host.runs for host in section_hosts(section)}
            for touch in here:
                text = standing_text(project, document, hosts.get(touch.host, ()))
                found.setdefault(touch.suggestion, quoted([text]))
    return found
