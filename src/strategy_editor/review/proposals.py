"""Carries proposals out: contested changes that stand beside the text. What the author wrote meanwhile stays.

Where words were written since the proposal was made, both changes are kept if they lie apart; else the proposal, which
somebody has just looked at and accepted, takes the place of what stands there. Accepting one closes its rivals, or
leaves of them what lies apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Block, Box, Cell, Figure, Paragraph, Table
from strategy_editor.model.carriers import own_ids
from strategy_editor.model.dates import When
from strategy_editor.model.hosts import with_hosts
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import BlockContent, Content, Decision, FieldContent, Place, Proposal, TextContent
from strategy_editor.model.section import Section
from strategy_editor.model.text import Runs, plain
from strategy_editor.model.tree import all_sections, block_hosts, find_host, ids_in, walk_blocks, with_section
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.merging.fields import gone, with_field
from strategy_editor.review.merging.texts import merge_text, rebased
from strategy_editor.review.stand_ins import renamed
from strategy_editor.review.suggesting import as_suggestion
from strategy_editor.review.words import cut_words, readable_hunks

RIVAL_ACCEPTED = "Another proposal for the same words was accepted."
SAME_ACCEPTED = "The same change was proposed by somebody else, and accepted."

B = TypeVar("B", bound=Block)


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


def words_of_content(content: Content, read: Callable[[Runs], str] = plain) -> str:
    """The words of what a proposal is about; ``read`` gives those of a text, such as with the details in it."""
    match content:
        case TextContent(runs):
            return read(runs)
        case BlockContent(blocks):
            return "\n".join(text for block in blocks for host in block_hosts(block) if (text := read(host.runs)))
        case FieldContent(json):
            return _value_words(msgspec.json.decode(json))
    raise AssertionError(content)


def _differing(proposal: Proposal) -> tuple[str, str]:
    before, after = cut_words(words_of_content(proposal.base)), cut_words(words_of_content(proposal.proposed))
    found = readable_hunks(before, after)
    gone = ("".join(before[hunk.start : hunk.stop]).strip() for hunk in found)
    come = ("".join(after[hunk.new_start : hunk.new_stop]).strip() for hunk in found)
    return " … ".join(filter(None, gone)), " … ".join(filter(None, come))


differing_words: IdentityCache[Proposal, tuple[str, str]] = IdentityCache(_differing, 4000)
"""The words of a proposal that differ from what stood there: those that go, and those that come."""


_VALUES = ("text", "title", "name", "label", "term", "body", "outcome", "when", "pence", "person")
"""What says most of a value that has parts."""


def _value_words(value: object) -> str:
    """A value of a field as a person would say it."""
    match value:
        case None | True | False:
            return ""
        case {"year": int(year), "month": int(month), **rest} if 1 <= month <= 12:
            day = rest.get("day")
            return str(When(year, month, day if isinstance(day, int) else 0))
        case dict():
            found = next((value[name] for name in _VALUES if name in value), None)
            return "" if found is None else _value_words(found)
        case list():
            return ", ".join(said for each in value if (said := _value_words(each)))
        case _:
            return str(value)


def decide_proposal(project: Project, id: str, *, accepts: bool, decision: Decision) -> Project:
    """The project with the decision on one proposal, carried out where it is accepted, and on its rivals."""
    proposal = project.proposals[id]
    if proposal.decision is not None:
        return project
    decided = {id: replace(proposal, decision=decision)}
    if accepts:
        project = carried_out(project, proposal)
        for rival in rivals_of(project, id):
            if rival.id != id:
                decided[rival.id] = _after(rival, proposal, project, decision)
    return replace(project, proposals={**project.proposals, **decided})


def _after(rival: Proposal, accepted: Proposal, project: Project, decision: Decision) -> Proposal:
    """What becomes of a rival: what it would change elsewhere in the text stays to be decided, else it is closed."""
    same_words = words_of_content(rival.proposed) == words_of_content(accepted.proposed)
    if rival.proposed == accepted.proposed or (same_words and isinstance(rival.proposed, TextContent)):
        return replace(rival, decision=replace(decision, outcome="noted", reason=SAME_ACCEPTED))
    if isinstance(rival.proposed, TextContent) and isinstance(rival.base, TextContent):
        found = find_host(project, rival.place.owner)
        if found is not None:
            now = found[1].runs
            left = rebased(rival.base.runs, rival.proposed.runs, now)
            if plain(left) != plain(now):
                return replace(rival, base=TextContent(now), proposed=TextContent(left))
    return replace(rival, decision=replace(decision, outcome="rejected", reason=RIVAL_ACCEPTED))


def carried_out(project: Project, proposal: Proposal) -> Project:
    """The project with the change made that a proposal asks for. Raises Refused where its place is gone."""
    place = proposal.place
    match proposal.proposed:
        case TextContent(runs):
            base = proposal.base.runs if isinstance(proposal.base, TextContent) else ()
            return _with_text(project, place, base, runs, proposal.id)
        case BlockContent(blocks):
            return _with_blocks(project, proposal, _as_today(project, proposal, blocks))
        case FieldContent(json):
            return with_field(project, place.owner, place.field, json)
    raise AssertionError(proposal.proposed)


# ---- words


def _with_text(project: Project, place: Place, base: Runs, proposed: Runs, id: str) -> Project:
    found = find_host(project, place.owner)
    if found is None:
        raise gone()
    section, host = found
    runs = merge_text(base, host.runs, proposed).theirs
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


# ---- blocks


def _as_today(project: Project, proposal: Proposal, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; a figure of which a proposal changes the picture alone keeps what else it has by now."""
    match proposal.base, blocks:
        case BlockContent((Figure() as base,)), (Figure() as wanted,) if wanted == replace(
            base, picture=wanted.picture
        ):
            standing = (block for _, section in all_sections(project) for block in section.blocks)
            return tuple(
                replace(block, picture=wanted.picture)
                for block in standing
                if isinstance(block, Figure) and block.id == base.id
            )
    return blocks


def _with_blocks(project: Project, proposal: Proposal, blocks: tuple[Block, ...]) -> Project:
    """What stands in the place of the blocks that the proposal was made for; in cells and boxes too."""
    place = proposal.place
    going: set[str] = set()
    if place.kind == "block":
        old = proposal.base.blocks if isinstance(proposal.base, BlockContent) else ()
        going = {place.owner, *(block.id for block in old)}
    for _, section in all_sections(project):
        if place.kind == "after" and section.id == place.owner:
            changed = replace(section, blocks=(*_fresh(project, going, blocks, proposal.id), *section.blocks))
        elif any(block.id == place.owner for block in walk_blocks(section.blocks)):
            fresh = _fresh(project, going, blocks, proposal.id)
            changed = replace(section, blocks=_replaced(section.blocks, place, going, fresh))
        else:
            continue
        return _with_kept_comments(project, section, changed, proposal.id)
    raise gone()


def _fresh(project: Project, going: set[str], blocks: tuple[Block, ...], id: str) -> tuple[Block, ...]:
    """The blocks; parts of them that stand elsewhere in the set by now come as copies."""
    leaving = {
        inner
        for _, section in all_sections(project)
        for block in walk_blocks(section.blocks)
        if block.id in going
        for inner in ids_in(block)
    }
    there = {inner for _, section in all_sections(project) for inner in own_ids(section)} - leaving
    ids = {inner: derived_id("copy", id, inner) for block in blocks for inner in ids_in(block) if inner in there}
    return tuple(renamed(block, ids, ids) for block in blocks) if ids else blocks


def _replaced(blocks: tuple[B, ...], place: Place, going: set[str], new: tuple[Any, ...]) -> tuple[B, ...]:
    """The blocks with the place filled anew, wherever in them it is."""
    index = next((index for index, block in enumerate(blocks) if block.id == place.owner), None)
    if index is not None:
        start = index + 1 if place.kind == "after" else index
        before, after = ((each for each in part if each.id not in going) for part in (blocks[:start], blocks[start:]))
        return (*before, *new, *after)
    return tuple(_replaced_inside(block, place, going, new) for block in blocks)


def _replaced_inside(block: Any, place: Place, going: set[str], new: tuple[Any, ...]) -> Any:
    def cell(inner: Cell) -> Cell:
        blocks = _replaced(inner.blocks, place, going, new) or (Paragraph(derived_id("emptied", inner.id)),)
        return inner if blocks == inner.blocks else replace(inner, blocks=blocks)

    match block:
        case Table():
            rows = tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in block.rows)
            return block if rows == block.rows else replace(block, rows=rows)
        case Box():
            return replace(block, blocks=_replaced(block.blocks, place, going, new))
        case _:
            return block
