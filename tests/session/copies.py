"""What tests of returned copies share: a strategy to send, a session that has sent it, files that came back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from strategy_editor.model.blocks import Block
from strategy_editor.model.ledger import SentCopy
from strategy_editor.model.project import Project
from strategy_editor.model.section import Section
from strategy_editor.model.settling import accepted, rejected
from strategy_editor.model.tree import all_sections, map_section_runs
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.returning.weaving import without_comments
from strategy_editor.session.receiving import LookedAt, Receiving, Wishes, look_at, take_in
from strategy_editor.session.sending import SendRequest, send, written
from strategy_editor.session.session import MemoryKeeper, Session
from tests.model.values import document, heading, item, paragraph, project, section, table
from tests.readers import seen

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=60)
PROSE = (
    "The council will work with partners so that residents can do more for themselves. Staff have what they need to "
    "help those who cannot. Every ward gets a plan, and every plan gets a budget. Rents are low in the north. Buses "
    "stop in every town on weekdays only."
)
WORDS = PROSE.split()


def drawn(seed: int) -> Project:
    """A strategy of three sections with text, headings, lists and tables."""
    chance = random.Random(seed)

    def words(count: int) -> str:
        start = chance.randrange(len(WORDS) - count)
        return " ".join(WORDS[start : start + count]).capitalize()

    def block(name: str) -> Block:
        kind, text = chance.random(), f"{words(chance.randrange(6, 20))} number {name}."
        if kind < 0.6:
            return paragraph(text)
        if kind < 0.7:
            return heading(f"{words(4)} {name}")
        if kind < 0.85:
            return item(text)
        return table([["Area", "Cost"], [f"Cell A of {name}", "Some words in it"]], f"Costs of {name}")

    def part(number: int) -> Section:
        blocks = [block(f"{number}{place}") for place in range(chance.randrange(3, 7))]
        return section(f"Part about {words(2)} {number}", *blocks)

    return project(document(*map(part, range(3))))


class Office:
    """A session that sends copies and takes them in; every tree that was sent is kept."""

    def __init__(self, value: Project, folder: Path) -> None:
        self.folder = folder
        self.now = AT
        self.session = Session(value, keeper=MemoryKeeper(), clock=lambda: self.now)
        self.trees: dict[str, Project] = {}
        self._count = 0

    @property
    def project(self) -> Project:
        return self.session.project

    def send(self, *people: str, **wishes: object) -> list[Path]:
        """Sends copies; the files."""
        request = SendRequest(people or ("Anna Reid",), str(self.folder / f"out{self._count}"), **wishes)  # type: ignore[arg-type]
        self._count += 1
        paths = send(self.session, request, self.trees.__getitem__)
        for entry in self.session.ledger.sent_copies:
            self.trees.setdefault(entry.tree, self.session.project)
        return list(paths)

    def entry(self, number: int = 1) -> SentCopy:
        return next(each for each in self.session.ledger.sent_copies if each.number == number)

    def file(self, data: bytes, name: str = "returned.docx") -> Path:
        self._count += 1
        path = self.folder / f"{self._count}-{name}"
        path.write_bytes(data)
        return path

    def look(self, *files: Path, wishes: Wishes | None = None) -> Receiving:
        self.now = max(self.now, LATER)
        return look_at(
            self.project,
            self.session.ledger,
            self.session.picture,
            self.trees.__getitem__,
            files,
            now=self.now,
            wishes=wishes,
        )

    def receive(self, *files: Path, wishes: Wishes | None = None) -> Sequence[LookedAt]:
        found = self.look(*files, wishes=wishes)
        take_in(self.session, found)
        return found.copies

    def printed(self, value: Project, number: int = 1) -> list[str]:
        """The paragraphs that a copy of another state of the project would have."""
        data = written(value, self.session.ledger, self.session.picture, self.entry(number), bare=True)
        return seen(data, "accepted")


def undone(value: Project) -> Project:
    """The project with everything rejected."""
    return settled_project(value, rejected)


def done(value: Project) -> Project:
    """The project with everything accepted."""
    return settled_project(value, accepted)


def text_of(value: Project) -> list[Section]:
    """All sections without comments."""
    return [
        replace(map_section_runs(each, without_comments), unplaced=(), children=()) for _, each in all_sections(value)
    ]
