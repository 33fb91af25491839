"""Whole reviews at random: several authors suggest, propose and comment; decisions in any order, with undo in between.

Rejecting everything gives the first text, accepting everything the last; no comment disappears; no state contradicts
another; what waits is what the list shows.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import TEXT_BLOCKS
from strategy_editor.model.carriers import carried, comments_in
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import (
    Anchor,
    Message,
    Outcome,
    Place,
    Proposal,
    TextContent,
    Thread,
    is_open,
)
from strategy_editor.model.settling import accepted
from strategy_editor.model.text import Marks, Run, flat, length, runs_from, splice
from strategy_editor.model.tree import all_sections, section_hosts, walk_blocks, with_section
from strategy_editor.review.commenting import message, reopened, replied, withdrawn
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.items import count_waiting, items
from strategy_editor.review.register import register
from strategy_editor.review.suggesting import suggested
from strategy_editor.session.commands import Decide, Put
from strategy_editor.session.session import Session
from tests.bench import examples
from tests.review.edits import Editor
from tests.review.marked import NOW, Maker

AUTHORS = ("ann", "lee", "joe")
OUTCOMES: tuple[Outcome, ...] = ("accepted", "accepted-with-change", "rejected", "noted")


def reviewed(seed: int) -> tuple[Project, Project, Project]:
    """The text before, after, and with everything tracked, proposed and commented on in between.

    Of two authors the second works on the text with the changes of the first tracked in it; then nobody has written the
    last text down, and it is what accepting everything at once gives.
    """
    random = Random(seed)
    before = replace(Maker(seed, marked=False).project(), threads={}, suggestions={})
    first, second = random.sample(AUTHORS, 2)
    after = Editor(seed * 7, properties=False).project(before, 2)
    marked = suggested(before, after, first, NOW)
    if seed % 2:
        changed = Editor(seed * 7 + 1, structure=False, properties=False).project(marked, 2)
        marked = suggested(marked, changed, second, NOW + timedelta(hours=1))
        after = settled_project(marked, accepted)
    return before, after, commented(proposed(marked, random), random)


def proposed(project: Project, random: Random) -> Project:
    """Rival proposals beside some texts that nobody else has touched."""
    found: dict[str, Proposal] = {}
    for _, section in all_sections(project):
        for host in section_hosts(section):
            plain = all(run.marks == Marks() and isinstance(run.content, str) for run in host.runs)
            if plain and host.kind == "text" and len(flat(host.runs)) > 8 and random.random() < 0.3:
                for author in AUTHORS[:2]:
                    id = derived_id("proposal", host.id, author)
                    wanted = splice(host.runs, 0, 3, runs_from(author))
                    place = Place("text", host.id, section.id)
                    found[id] = Proposal(id, place, TextContent(host.runs), TextContent(wanted), author, NOW)
    return replace(project, proposals=found)


def commented(project: Project, random: Random) -> Project:
    """Comments on words, on sections and on the whole."""
    for document, section in list(all_sections(project)):
        for number, block in enumerate(section.blocks):
            runs = getattr(block, "runs", ())
            if length(runs) < 3 or random.random() > 0.3:
                continue
            id = derived_id("comment", block.id)
            marked = tuple(
                Run(run.content, replace(run.marks, comments=tuple(sorted({*run.marks.comments, id})))) for run in runs
            )
            blocks = (*section.blocks[:number], replace(block, runs=marked), *section.blocks[number + 1 :])  # type: ignore[arg-type]
            section = replace(section, blocks=blocks)
            thread = Thread(id, Anchor("text", block.id, flat(runs)), (Message(f"{id}m", "joe", NOW, "Why?"),))
            project = replace(with_section(project, section), threads={**project.threads, id: thread})
        if random.random() < 0.2:
            id = derived_id("whole", document.id)
            thread = Thread(id, Anchor("document", document.id), (Message(f"{id}m", "ann", NOW, "Good"),))
            project = replace(project, threads={**project.threads, id: thread})
    return project


def texts(project: Project) -> list[tuple[str, str]]:
    return [(host.id, flat(host.runs)) for _, section in all_sections(project) for host in section_hosts(section)]


def is_crossed(project: Project) -> bool:
    """Whether somebody would take a break away that somebody else only suggests: then the words are known, but whose id
    they get is said once for both, since the first decision must not wait for the second.
    """
    return any(
        block.ending.insertion and block.ending.deletion
        for _, section in all_sections(project)
        for block in walk_blocks(section.blocks)
        if isinstance(block, TEXT_BLOCKS)
    )


def decide(session: Session, ids: tuple[str, ...], outcome: Outcome) -> None:
    """Decides; a proposal whose place is gone cannot be accepted: then nothing changes, and it is noted instead."""
    before = session.project
    try:
        session.apply(Decide(ids, outcome, NOW, "ann", "Because"))
    except Refused:
        assert session.project is before
        session.apply(Decide(ids, "noted", NOW, "ann", "Its place is gone"))


def sound(project: Project, known: set[str]) -> None:
    """Nothing is lost and nothing contradicts: every state says what its decision says, every comment has a place."""
    assert project.threads.keys() == known
    placed = {id for _, each in all_sections(project) for id in (*comments_in(each), *each.unplaced)}
    left = {section.id for _, section in all_sections(project)}
    for thread in project.threads.values():
        if thread.anchor.kind == "text" and left:
            assert thread.id in placed
        if thread.decision is not None:
            assert thread.state == "resolved"
        if is_open(thread):
            assert thread.decision is None
    standing = carried(project)
    for id, record in project.suggestions.items():
        if id in standing:
            assert record.decision is None
    shown = items(project, lambda document: numbers(project, document).labels)
    assert sum(item.waits for item in shown) == count_waiting(project)
    assert {item.id for item in shown if item.waits and item.kind == "suggestion"} == standing
    assert {item.id for item in shown if item.kind == "comment"} == known


@pytest.mark.long
@pytest.mark.parametrize("seed", range(examples(600)))
def test_any_review_keeps_everything_and_contradicts_nothing(seed: int) -> None:
    random = Random(seed)
    _, _, marked = reviewed(seed)
    known = set(marked.threads)
    session = Session(marked, clock=lambda: NOW)
    session.author = "ann"
    for _ in range(12):
        waiting = [
            item.id
            for item in items(session.project, lambda document: numbers(session.project, document).labels)
            if item.waits
        ]
        act = random.random()
        if act < 0.55 and waiting:
            chosen = tuple(random.sample(waiting, random.randint(1, min(3, len(waiting)))))
            decide(session, chosen, random.choice(OUTCOMES))
        elif act < 0.7:
            session.undo()
        elif act < 0.8:
            session.redo()
        elif session.project.threads:
            thread = random.choice(list(session.project.threads.values()))
            said = message(session.project, "lee", NOW, "And why not?")
            assert said is not None
            change = random.choice((replied(thread, said), withdrawn(thread), reopened(thread)))
            session.apply(Put(change))
        sound(session.project, known)
    while session.undo() is not None:
        pass
    assert session.project == marked


@pytest.mark.long
@pytest.mark.parametrize("seed", range(examples(600)))
def test_rejecting_all_gives_the_first_text_and_accepting_all_the_last(seed: int) -> None:
    random = Random(seed)
    before, after, marked = reviewed(seed)
    ids = sorted(carried(marked))
    random.shuffle(ids)
    for outcome, wanted in (("rejected", before), ("accepted", after)):
        found = Session(marked, clock=lambda: NOW)
        for id in ids:
            if id in carried(found.project):
                found.apply(Decide((id,), outcome, NOW, "ann"))  # type: ignore[arg-type]
                if random.random() < 0.3:
                    found.undo()
                    found.redo()
        there, meant = texts(found.project), texts(wanted)
        if is_crossed(marked):
            there, meant = [("", words) for _, words in there], [("", words) for _, words in meant]
        assert there == meant
        sound(found.project, set(marked.threads))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(examples(200)))
def test_the_register_holds_each_decision_once(seed: int) -> None:
    _, _, marked = reviewed(seed)
    session = Session(marked, clock=lambda: NOW)
    random = Random(seed)

    def waiting() -> list[str]:
        shown = items(session.project, lambda document: numbers(session.project, document).labels)
        return [item.id for item in shown if item.waits]

    decided = 0
    while found := waiting():
        decide(session, (random.choice(found),), random.choice(OUTCOMES))
        decided += 1
        assert decided < 500
    project = session.project
    groups = register(project, lambda document: numbers(project, document).labels)
    lines = [line for group in groups for line in group.lines]
    assert len({line.item for line in lines}) == len(lines)
    assert {line.item for line in lines} == {*project.threads, *project.suggestions, *project.proposals}
    assert all(line.decided_at is not None for line in lines)
