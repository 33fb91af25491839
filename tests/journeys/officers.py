"""Officers who work on one strategy in a simulated week: they write, move, add and take out, and save at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import TEXT_BLOCKS, Paragraph
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.text import length, runs_from, splice
from strategy_editor.model.tree import all_sections
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeSection, Command, MoveSection, Put, ReplaceBlocks
from tests.review.merging.drawn import words_in

MONDAY = datetime(2009, 2, 2, 9, 0, tzinfo=UTC)


class Officer:
    """Writes words that nobody else writes (``wa0001``), through the session, into his own file."""

    def __init__(self, name: str, letter: str, path: Path, seed: int) -> None:
        self.name, self.letter, self.path = name, letter, path
        self.random = Random(seed)
        self.now = MONDAY
        self.written: set[str] = set()
        self.taken_out: set[str] = set()
        self.count = 0

    def clock(self) -> datetime:
        self.now += timedelta(seconds=30)
        return self.now

    def word(self) -> str:
        self.count += 1
        word = f"w{self.letter}{self.count:04d}"
        self.written.add(word)
        return word

    def open(self) -> opening.OpenStrategy:
        return opening.open_strategy(self.path, self.name, clock=self.clock)

    def work(self, day: int, acts: int = 12) -> None:
        """A day's work, saved at its end."""
        self.now = max(self.now, MONDAY + timedelta(days=day, minutes=ord(self.letter)))
        opened = self.open()
        for _ in range(acts):
            before = words_in(opened.session.project)
            opened.session.apply(self.act(opened.session.project))
            self.taken_out |= before - words_in(opened.session.project)
        opened.close()

    def act(self, project: Project) -> Command:
        sections = [section for _, section in all_sections(project)]
        section = self.random.choice(sections)
        match self.random.randint(0, 9):
            case 0:
                return ChangeSection((section.id,), status=self.random.choice(["in-draft", "for-review"]))
            case 1:
                found = next(document for document, each in all_sections(project) if each is section)
                siblings = found.sections
                if section in siblings:
                    return MoveSection(section.id, found.id, index=self.random.randrange(len(siblings)))
                return self.paragraph(section)
            case 2:
                when = When(2010, self.random.randint(1, 12))
                known = self.random.choice(project.milestones) if project.milestones else None
                id = derived_id(self.letter, str(self.count))
                return Put(replace(known, when=when) if known else Milestone(id, self.word(), when))
            case 3:
                id = derived_id("thread", self.letter, str(self.count))
                said = Message(derived_id("message", id), self.name, self.clock(), self.word())
                return Put(Thread(id, Anchor("section", section.id), (said,)))
            case 4 if section.blocks:
                place = self.random.randrange(len(section.blocks))
                return ReplaceBlocks(section.id, place, place + 1, (), name="Removal")
            case 5 | 6:
                return self.paragraph(section)
            case _:
                return self.words(section)

    def paragraph(self, section: Section) -> Command:
        place = self.random.randint(0, len(section.blocks))
        id = derived_id("paragraph", self.letter, str(self.count))
        block = Paragraph(id, runs_from(" ".join(self.word() for _ in range(6)) + "."))
        return ReplaceBlocks(section.id, place, place, (block,))

    def words(self, section: Section) -> Command:
        """Something written into a paragraph, as often as not at the beginning, where others write too."""
        places = [n for n, block in enumerate(section.blocks) if isinstance(block, TEXT_BLOCKS)]
        if not places:
            return self.paragraph(section)
        place = self.random.choice(places)
        block = section.blocks[place]
        assert isinstance(block, TEXT_BLOCKS)
        at = 0 if self.random.random() < 0.5 else length(block.runs)
        runs = splice(block.runs, at, at, runs_from(f" {self.word()} "))
        return ReplaceBlocks(section.id, place, place + 1, (replace(block, runs=runs),))


def new_strategy(path: Path) -> None:
    """A strategy that both have been sent, with some words in every section."""
    opening.create(
        opening.NewStrategy(path, "ict-strategy", "cheshire-east-2009", "ICT Strategy", "", When(2009, 3, 3))
    )
    with opening.edit(path, "Chair") as opened:
        for number, (_, section) in enumerate(all_sections(opened.session.project)):
            words = " ".join(f"wb{number * 10 + n:04d}" for n in range(10))
            block = Paragraph(derived_id("b", str(number)), runs_from(f"{words}."))
            opened.session.apply(ReplaceBlocks(section.id, 0, 0, (block,)))


def check_nothing_missing(project: Project, *officers: Officer) -> None:
    """All that was written is in the text or waits for a decision, unless its writer, or another officer, took it out
    before it was brought together; what nobody took out is in the text."""
    everything = words_in(project)
    text = words_in(replace(project, proposals={}))
    gone = set().union(*(officer.taken_out for officer in officers))
    for officer in officers:
        assert officer.written - gone <= everything, f"of {officer.name}: {officer.written - gone - everything}"
    base = {word for word in everything if word.startswith("wb")}
    assert base - gone <= text
