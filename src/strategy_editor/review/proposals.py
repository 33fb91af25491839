"""Carries proposals out: contested changes that stand beside the text. What the author wrote meanwhile stays.

Where words were written since the proposal was made, both changes are kept if they lie apart; else the proposal, which
somebody has just looked at and accepted, takes the place of what stands there. Accepting one closes its rivals.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import structs
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Block
from strategy_editor.model.hosts import with_hosts
from strategy_editor.model.project import Project, put, with_document
from strategy_editor.model.reviews import BlockContent, Content, Decision, FieldContent, Place, Proposal, TextContent
from strategy_editor.model.section import Section
from strategy_editor.model.text import Runs, atoms, plain, runs_of
from strategy_editor.model.tree import all_sections, block_hosts, find_host, find_section, walk_blocks, with_section
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.marking import tokens_of
from strategy_editor.review.suggesting import as_suggestion
from strategy_editor.review.words import Hunk, cut_words, hunks, readable_hunks

RIVAL_ACCEPTED = "Another proposal for the same words was accepted."
SAME_ACCEPTED = "The same change was proposed by somebody else, and accepted."

_RECORDS = ("people", "meetings", "facts", "milestones", "register", "glossary", "exemptions", "references", "rounds")


def place_key(proposal: Proposal) -> Hashable:
    """Equal for rivals: proposals for the same words, block or field."""
    place = proposal.place
    kind = "after" if place.kind == "after" else "at"
    return (kind, place.owner, place.field) if kind == "at" else (kind, place.owner, proposal.id)


def rivals_of(project: Project, id: str) -> tuple[Proposal, ...]:
    """The undecided proposals for the same words as this one, itself included, oldest first."""
    wanted = project.proposals.get(id)
    if wanted is None:
        return ()
    found = [
        each for each in project.proposals.values() if each.decision is None and place_key(each) == place_key(wanted)
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


def words_of_content(content: Content) -> str:
    """The words of what a proposal is about."""
    match content:
        case TextContent(runs):
            return plain(runs)
        case BlockContent(blocks):
            return "\n".join(text for block in blocks for host in block_hosts(block) if (text := plain(host.runs)))
        case FieldContent(json):
            value = msgspec.json.decode(json)
            return value if isinstance(value, str) else json
    raise AssertionError(content)


def _differing(proposal: Proposal) -> tuple[str, str]:
    before, after = cut_words(words_of_content(proposal.base)), cut_words(words_of_content(proposal.proposed))
    found = readable_hunks(before, after)
    gone = ("".join(before[hunk.start : hunk.stop]).strip() for hunk in found)
    come = ("".join(after[hunk.new_start : hunk.new_stop]).strip() for hunk in found)
    return " … ".join(filter(None, gone)), " … ".join(filter(None, come))


differing_words: IdentityCache[Proposal, tuple[str, str]] = IdentityCache(_differing, 4000)
"""The words of a proposal that differ from what stood there: those that go, and those that come."""


def decide_proposal(project: Project, id: str, *, accepts: bool, decision: Decision) -> Project:
    """The project with the decision on one proposal, carried out where it is accepted, and on its rivals."""
    proposal = project.proposals[id]
    if proposal.decision is not None:
        return project
    decided = {id: replace(proposal, decision=decision)}
    if accepts:
        for rival in rivals_of(project, id):
            if rival.id != id:
                same = words_of_content(rival.proposed) == words_of_content(proposal.proposed)
                closed = replace(decision, outcome="noted" if same else "rejected")
                reason = SAME_ACCEPTED if same else RIVAL_ACCEPTED
                decided[rival.id] = replace(rival, decision=replace(closed, reason=reason))
        project = carried_out(project, proposal)
    return replace(project, proposals={**project.proposals, **decided})


def carried_out(project: Project, proposal: Proposal) -> Project:
    """The project with the change made that a proposal asks for. Raises Refused where its place is gone."""
    place = proposal.place
    match proposal.proposed:
        case TextContent(runs):
            base = proposal.base.runs if isinstance(proposal.base, TextContent) else ()
            return _with_text(project, place, base, runs, proposal.id)
        case BlockContent(blocks):
            return _with_blocks(project, place, blocks, proposal.id)
        case FieldContent(json):
            return _with_field(project, place, json)
    raise AssertionError(proposal.proposed)


def _gone() -> Refused:
    return Refused("What this proposal is about is no longer there.", advice="Reject it, or note it with a reason.")


# ---- words


def _with_text(project: Project, place: Place, base: Runs, proposed: Runs, id: str) -> Project:
    found = find_host(project, place.owner)
    if found is None:
        raise _gone()
    section, host = found
    runs = merged(base, host.runs, proposed) if host.runs != base else proposed
    runs = proposed if runs is None else runs
    if host.id == section.id:
        changed = replace(section, title=runs)
    else:
        changed = with_hosts(section, {host.id: lambda block: replace(block, runs=runs)})
    return _with_kept_comments(project, section, changed, id)


def _with_kept_comments(project: Project, before: Section, after: Section, id: str) -> Project:
    """The change made by way of a suggestion that is accepted at once, so that ids and comments come to no harm."""
    suggestion = derived_id("carries out", id)
    marked = as_suggestion(before, after, suggestion)
    return settled_project(with_section(project, marked), {suggestion: True}.get)


def merged(base: Runs, mine: Runs, theirs: Runs) -> Runs | None:
    """The text with the changes of both; None where they touch each other."""
    old, first, second = tokens_of(base), tokens_of(mine), tokens_of(theirs)
    here = hunks([token.key for token in old], [token.key for token in first])
    there = hunks([token.key for token in old], [token.key for token in second])
    changes = [(hunk, first, mine) for hunk in here] + [(hunk, second, theirs) for hunk in there]
    changes.sort(key=lambda change: change[0])
    if any(left[0].stop >= right[0].start for left, right in pairwise(changes)):
        return None
    units, out, position = list(atoms(mine)), [], 0
    # What neither changed is taken from mine, which has the newer looks and comments.
    for hunk, tokens, runs in changes:
        if runs is mine:
            continue
        start, stop = _in_mine(hunk.start, here), _in_mine(hunk.stop, here)
        first_character = first[start].start if start < len(first) else len(units)
        last_character = first[stop - 1].stop if stop > start else first_character
        source = list(atoms(theirs))
        added = tokens[hunk.new_start : hunk.new_stop]
        out += units[position:first_character]
        out += source[added[0].start : added[-1].stop] if added else []
        position = last_character
    return runs_of([*out, *units[position:]])


def _in_mine(place: int, here: Sequence[Hunk]) -> int:
    """Where a token of the base, which lies outside all changes, stands in the text that has them."""
    shift = sum((hunk.new_stop - hunk.new_start) - (hunk.stop - hunk.start) for hunk in here if hunk.stop <= place)
    return place + shift


# ---- blocks


def _with_blocks(project: Project, place: Place, blocks: tuple[Block, ...], id: str) -> Project:
    for _, section in all_sections(project):
        index = next((index for index, block in enumerate(section.blocks) if block.id == place.owner), None)
        if index is None and place.kind == "after" and section.id == place.owner:
            return _with_kept_comments(project, section, replace(section, blocks=(*blocks, *section.blocks)), id)
        if index is not None:
            start = index + 1 if place.kind == "after" else index
            around = (*section.blocks[:start], *blocks, *section.blocks[index + 1 :])
            return _with_kept_comments(project, section, replace(section, blocks=around), id)
        if any(block.id == place.owner for block in walk_blocks(section.blocks)):
            raise Refused(
                "A proposal inside a table or box cannot be carried out as a whole.",
                advice="Change the words there yourself, and accept it with change.",
            )
    raise _gone()


# ---- fields of records


def _with_field(project: Project, place: Place, json: str) -> Project:
    if place.owner == project.id:
        changed: Project = _with_value(project, place.field, json)
        return changed
    document = project.document(place.owner)
    if document is not None:
        return with_document(project, _with_value(document, place.field, json))
    found = find_section(project, place.owner)
    if found is not None:
        return with_section(project, _with_value(found.section, place.field, json))
    for name in _RECORDS:
        for record in getattr(project, name):
            if record.id == place.owner:
                records = put(getattr(project, name), _with_value(record, place.field, json))
                return replace(project, **{name: records})
    raise _gone()


def _with_value(record: Any, name: str, json: str) -> Any:
    kind = next((field.type for field in structs.fields(record) if field.name == name), None)
    if kind is None:
        raise _gone()
    try:
        value = msgspec.json.decode(json, type=kind)
    except msgspec.ValidationError as error:
        raise Refused("This proposal does not fit the field that it is about.", advice="Reject it.") from error
    return replace(record, **{name: value})
