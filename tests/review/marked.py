"""Values full of suggestions by several people, nested in each other where that can be; drawn from a seed.

A seed and a size make one value, so that many can be made quickly and a failing one can be made again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from msgspec.structs import replace

from strategy_editor.foundation.ids import ALPHABET
from strategy_editor.model.blocks import (
    TEXT_BLOCKS,
    UNCHANGED,
    Block,
    Box,
    Cell,
    Change,
    Column,
    Figure,
    FormerShape,
    HeadingShape,
    ListShape,
    PageBreak,
    Paragraph,
    ParagraphShape,
    Row,
    Shape,
    Table,
    TextBlock,
    text_block,
)
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Anchor, Decision, Message, Suggestion, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, FactField, Footnote, FormerMarks, Marks, Run, Runs, join
from strategy_editor.model.tree import all_sections, section_hosts
from strategy_editor.review.stand_ins import stand_in
from tests.model import values

NOW = datetime(2009, 2, 3, 9, 0, tzinfo=UTC)
DECIDED = Decision("accepted", NOW, "chair")
NAMES = ("s1", "s2", "s3", "s4", "s5")
SHAPES: tuple[Shape, ...] = (
    ParagraphShape(),
    ParagraphShape(numbered=True),
    ParagraphShape("quote"),
    HeadingShape(2),
    ListShape("number", 2),
    ListShape(),
)
_SENTENCE = "the council plans servers and networks for all users, sites. savings of £1,200 by March é 😀"
WORDS = tuple(_SENTENCE.split())


class Maker:
    """Draws values; ``marked`` says whether they carry suggestions and comments.

    ``closed``: the last text block, and each that a table, figure or the like follows, ends for good.
    """

    def __init__(self, seed: int, *, marked: bool = True, closed: bool = True) -> None:
        self.random = Random(seed)
        self.marked = marked
        self.closed = closed

    def id(self) -> str:
        return "".join(self.random.choices(ALPHABET, k=16))

    def some(self, low: int, high: int) -> range:
        return range(self.random.randint(low, high))

    def name(self) -> str:
        return self.random.choice(NAMES)

    def perhaps(self) -> str:
        return self.name() if self.marked and self.random.random() < 0.4 else ""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # ---- text

    def marks(self) -> Marks:
        looks = Marks(bold=self.chance(0.2), italic=self.chance(0.2))
        if not self.marked:
            return looks
        former = FormerMarks(self.name(), italic=self.chance(0.5)) if self.chance(0.2) else None
        comments = tuple(sorted(self.id() for _ in self.some(0, 2))) if self.chance(0.3) else ()
        return replace(looks, insertion=self.perhaps(), deletion=self.perhaps(), former=former, comments=comments)

    def words(self, low: int = 1, high: int = 5) -> str:
        return "".join(self.random.choice(WORDS) + " " for _ in self.some(low, high))

    def runs(self, most: int = 4, *, footnotes: bool = True) -> Runs:
        parts = []
        for _ in self.some(0, most):
            if self.chance(0.85):
                parts.append(Run(self.words(), self.marks()))
            else:
                parts.append(Run(self.object(footnotes=footnotes), self.marks()))
        return join(tuple(parts))

    def object(self, *, footnotes: bool) -> Footnote | CrossReference | FactField:
        match self.random.randint(0, 2):
            case 0 if footnotes:
                return Footnote(self.id(), self.runs(2, footnotes=False))
            case 1:
                return FactField(self.id(), "meeting.date")
            case _:
                return CrossReference(self.id(), "nowhere")

    # ---- blocks

    def change(self, *, ending: bool = False) -> Change:
        insertion, deletion = self.perhaps(), self.perhaps()
        if not insertion and not deletion:
            return UNCHANGED
        return Change(insertion, deletion, identity=self.random.choice(["stays", "goes"]) if ending else "")

    def text(self) -> TextBlock:
        former = FormerShape(self.name(), self.random.choice(SHAPES)) if self.marked and self.chance(0.2) else None
        shape = self.random.choice(SHAPES)
        return text_block(self.id(), shape, self.runs(), ending=self.change(ending=True), former=former)

    def caption(self) -> Paragraph:
        return Paragraph(self.id(), self.runs(1))

    def texts(self, low: int, high: int) -> tuple[TextBlock, ...]:
        found = [self.text() for _ in self.some(low, high)]
        if self.closed:
            found[-1] = replace(found[-1], ending=UNCHANGED)
        return tuple(found)

    def table(self) -> Table:
        columns = tuple(Column(self.id(), change=self.change()) for _ in self.some(1, 3))
        rows = tuple(
            Row(self.id(), tuple(Cell(self.id(), self.texts(1, 2)) for _ in columns), change=self.change())
            for _ in self.some(1, 4)
        )
        headers = self.random.randint(0, 1)
        return Table(self.id(), columns, rows, self.caption(), header_rows=headers, change=self.change())

    def block(self) -> Block:
        match self.random.randint(0, 9):
            case 0:
                return self.table()
            case 1:
                return Box(self.id(), self.caption(), self.texts(1, 3), change=self.change())
            case 2:
                return PageBreak(self.id(), change=self.change())
            case 3:
                return Figure(self.id(), "0" * 64, self.caption(), alternative=self.words(), change=self.change())
            case _:
                return self.text()

    def blocks(self, most: int = 6) -> tuple[Block, ...]:
        found = [self.block() for _ in self.some(0, most)]
        if self.marked and found and self.chance(0.5):
            found = with_move(found, self.random.choice(range(len(found))), self.random.randint(0, len(found)))
        return tuple(with_closed_ends(found) if self.closed else found)

    # ---- sections

    def section(self, depth: int = 1) -> Section:
        children = tuple(self.section(depth - 1) for _ in self.some(0, 2)) if depth else ()
        return Section(self.id(), self.runs(1), blocks=self.blocks(), children=children, change=self.change())

    def document(self) -> Document:
        return Document(self.id(), "strategy", "A strategy", tuple(self.section() for _ in self.some(1, 3)))

    def project(self) -> Project:
        found = values.project(*(self.document() for _ in self.some(1, 2)))
        return with_records(found) if self.marked else found


def with_closed_ends(blocks: list[Block]) -> list[Block]:
    """The blocks where nothing that is no text follows a break that is only suggested."""
    followers = [*blocks[1:], None][: len(blocks)]
    return [
        replace(block, ending=UNCHANGED)
        if isinstance(block, TEXT_BLOCKS) and not isinstance(follower, TEXT_BLOCKS)
        else block
        for block, follower in zip(blocks, followers, strict=True)
    ]


def with_move(blocks: list[Block], source: int, target: int, suggestion: str = "s1") -> list[Block]:
    """The blocks with the one at ``source`` suggested to stand at ``target``, where it can be."""
    block = blocks[source]
    if not isinstance(block, Paragraph) or block.ending != UNCHANGED:
        return blocks
    gone = replace(
        block,
        runs=join(tuple(Run(run.content, replace(run.marks, deletion=suggestion)) for run in block.runs)),
        ending=Change(deletion=suggestion, identity="goes"),
    )
    words = (run for run in block.runs if isinstance(run.content, str))
    copy = Paragraph(
        stand_in(block.id),
        join(tuple(Run(run.content, replace(run.marks, insertion=suggestion)) for run in words)),
        ending=Change(insertion=suggestion, moved=block.id, identity="goes"),
        former=block.former,
    )
    out = list(blocks)
    out[source] = gone
    out.insert(target, copy)
    return out


def with_records(project: Project) -> Project:
    """A record for each suggestion, and a thread for each comment."""
    suggestions = {name: Suggestion(name, f"author-{int(name[1:]) % 2}", NOW) for name in NAMES}
    threads: dict[str, Thread] = {}
    for _, section in all_sections(project):
        for host in section_hosts(section):
            for run in host.runs:
                for id in run.marks.comments:
                    threads.setdefault(id, Thread(id, Anchor("text", host.id), (Message(id, "p", NOW, "Why?"),)))
    return replace(project, suggestions=suggestions, threads=threads)
