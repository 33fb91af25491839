"""Accepts and rejects suggestions: carries the decision out in the text and writes it down, for the register.

Rejecting all gives the text as it was, accepting all the text as it was meant to be, blocks and ids alike; any order of
single decisions ends in the same text. What is decided already stays as it was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from strategy_editor.model.blocks import TEXT_BLOCKS, Block
from strategy_editor.model.carriers import carried, changes_in, suggestions_in
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Decision, Suggestion
from strategy_editor.model.section import Section
from strategy_editor.model.text import Runs
from strategy_editor.model.tree import all_sections, block_hosts, section_hosts, walk_blocks
from strategy_editor.review.consequences import settled_project

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
        words = words_about(project, concerned)
        project = settled_project(project, concerned.get)
    for id in outcomes:
        record = records.get(id)
        if record is not None and (record.decision is None or id in concerned):
            removed, added = words[id] if id in concerned else (record.removed, record.added)
            records[id] = replace(record, removed=removed, added=added, decision=decision)
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
            for id, is_added, text in _words_in(section):
                if id in wanted:
                    (added if is_added else removed)[id].append(text)
    return {id: (_quote(removed[id]), _quote(added[id])) for id in wanted}


def _quote(parts: list[str]) -> str:
    text = "\n".join(part.strip() for part in parts if part.strip())
    return text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"


def _words_in(section: Section) -> Iterator[tuple[str, bool, str]]:
    if section.change.insertion or section.change.deletion:
        text = "\n".join(_text(host.runs) for host in section_hosts(section))
        yield section.change.insertion, True, text
        yield section.change.deletion, False, text
    for host in section_hosts(section):
        yield from _marked_words(host.runs)
    for block in walk_blocks(section.blocks):
        if not isinstance(block, TEXT_BLOCKS):
            yield from _unit_words(block)


def _marked_words(runs: Runs) -> Iterator[tuple[str, bool, str]]:
    """Stretches of marked characters; neighbours with the same mark, whatever their looks, are one."""
    for is_added in (False, True):
        current, text = "", ""
        for run in runs:
            mark = run.marks.insertion if is_added else run.marks.deletion
            if mark != current:
                if current:
                    yield current, is_added, text
                current, text = mark, ""
            text += run.content if isinstance(run.content, str) else ""
        if current:
            yield current, is_added, text


def _unit_words(block: Block) -> Iterator[tuple[str, bool, str]]:
    parts = {part.id: part for part in getattr(block, "rows", ())}
    for id, change in changes_in(block):
        if not change.insertion and not change.deletion:
            continue
        if id == block.id:
            text = "\n".join(_text(host.runs) for host in block_hosts(block))
        elif id in parts:
            text = " | ".join(_text(inner.runs) for cell in parts[id].cells for inner in cell.blocks)
        else:
            continue
        yield change.insertion, True, text
        yield change.deletion, False, text


def _text(runs: Runs) -> str:
    return "".join(run.content for run in runs if isinstance(run.content, str))
