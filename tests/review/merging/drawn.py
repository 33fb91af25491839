"""Three values for a merge, drawn from a seed. No word comes twice anywhere, so that each can be followed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.model.dates import When
from strategy_editor.model.encoding import encode
from strategy_editor.model.project import Project, put, without
from strategy_editor.model.records import Fact, Meeting, Milestone, Person, TextValue
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.review.merging.contests import Side
from tests.review.edits import Editor
from tests.review.marked import Maker

NOW = datetime(2009, 2, 3, 9, 0, tzinfo=UTC)
BETWEEN_RUNS = re.compile(r'"(,"marks":\{[^{}]*\})?\},\{"content":"')
WORD = re.compile(r"\bw[abt]\d{4}\b")


class Numbered(Maker):
    """Draws words that nobody else draws: ``wa0017``."""

    def __init__(self, seed: int, letter: str) -> None:
        super().__init__(seed, marked=False)
        self.letter = letter
        self.count = 0

    def words(self, low: int = 1, high: int = 5) -> str:
        return "".join(self.word() + " " for _ in self.some(low, high))

    def word(self) -> str:
        self.count += 1
        return f"w{self.letter}{self.count:04d}"


class Officer:
    """Somebody who edits at random: text and structure by the editor, records here."""

    def __init__(self, seed: int, letter: str) -> None:
        self.random = Random(seed)
        self.editor = Editor(seed)
        self.maker = self.editor.maker = Numbered(seed + 1, letter)

    def work(self, project: Project, edits: int) -> Project:
        for _ in range(edits):
            project = self.records(project) if self.random.random() < 0.3 else self.editor.project(project, 1)
        return project

    def records(self, project: Project) -> Project:
        word = self.maker.word()
        match self.random.randint(0, 8):
            case 0:
                return replace(project, people=put(project.people, Person(self.maker.id(), word)))
            case 1 if project.people:
                person = self.random.choice(project.people)
                return replace(project, people=put(project.people, replace(person, telephone=word)))
            case 2 if project.people:
                return replace(project, people=without(project.people, self.random.choice(project.people).id))
            case 3 if project.facts:
                fact = self.random.choice(project.facts)
                return replace(project, facts=put(project.facts, replace(fact, value=TextValue(word))))
            case 4 if project.milestones:
                milestone = self.random.choice(project.milestones)
                when = When(2010, self.random.randint(1, 12))
                return replace(project, milestones=put(project.milestones, replace(milestone, when=when)))
            case 5 if project.threads:
                thread = project.threads[self.random.choice(sorted(project.threads))]
                said = (*thread.messages, Message(self.maker.id(), "p", NOW, word))
                return replace(project, threads={**project.threads, thread.id: replace(thread, messages=said)})
            case 6:
                thread = Thread(self.maker.id(), Anchor("project"), (Message(self.maker.id(), "p", NOW, word),))
                return replace(project, threads={**project.threads, thread.id: thread})
            case 7:
                return replace(project, words=(*project.words, word))
            case _:
                profile = replace(project.profile, wording={**project.profile.wording, word: word})
                return replace(project, profile=profile)


class Drawn(NamedTuple):
    base: Project
    mine: Side
    theirs: Side


def drawn(seed: int, edits: int = 6) -> Drawn:
    """A base, and what two officers made of it."""
    random = Random(seed)
    maker = Numbered(seed, "b")
    base = maker.project()
    base = replace(
        base,
        people=tuple(Person(maker.id(), maker.word()) for _ in range(3)),
        meetings=(Meeting(maker.id(), "Cabinet"),),
        facts=tuple(Fact(maker.id(), f"key.{n}", "Label", value=TextValue(maker.word())) for n in range(2)),
        milestones=tuple(Milestone(maker.id(), maker.word()) for _ in range(3)),
    )
    thread = Thread(maker.id(), Anchor("project"), (Message(maker.id(), "p", NOW, maker.word()),))
    base = replace(base, threads={thread.id: thread})
    mine = Officer(seed * 2 + 1, "a").work(base, random.randint(1, edits))
    theirs = Officer(seed * 2 + 2, "t").work(base, random.randint(1, edits))
    return Drawn(base, Side(mine, "anne", NOW), Side(theirs, "theo", NOW.replace(hour=10)))


def words_in(value: object) -> set[str]:
    """The numbered words anywhere in a value, records and properties included; looks do not part a word."""
    return set(WORD.findall(letters_of(value)))


def letters_of(value: object) -> str:
    """A value as JSON, in which looks do not part a word."""
    return BETWEEN_RUNS.sub("", encode(value).decode())


def text_of(project: Project) -> Project:
    """The project without its proposals."""
    return replace(project, proposals={})
