"""What was found in an old document: its pieces with the reasons for their headings, and what was repaired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from strategy_editor.incoming.extras import FoundChange, FoundThread
from strategy_editor.model.blocks import Block
from strategy_editor.model.text import Runs, plain

RepairKind = Literal[
    "heading",
    "typed-number",
    "typed-bullet",
    "header-row",
    "no-header-row",
    "alternative-from-caption",
    "no-alternative",
    "broken-line",
    "empty-paragraph",
    "contents",
    "layout-table",
    "picture-in-table",
    "text-box",
    "chart",
    "no-picture",
    "page-break",
    "hidden-text",
    "highlight",
    "reference",
    "cross-reference",
    "decoration",
]


class RepairWords(Struct, frozen=True):
    """How a repair is told: of one, and of several (``{n}``). ``asks``: something is left for the author to do."""

    one: str
    several: str
    asks: bool = False


REPAIRS: Mapping[RepairKind, RepairWords] = {
    "heading": RepairWords(
        "1 heading was only made to look like one; it is a real heading now.",
        "{n} headings were only made to look like headings; they are real headings now.",
    ),
    "typed-number": RepairWords(
        "1 number typed by hand was taken off; the program numbers instead.",
        "{n} numbers typed by hand were taken off; the program numbers instead.",
    ),
    "typed-bullet": RepairWords(
        "1 line with a typed bullet or letter is an item of a list now.",
        "{n} lines with typed bullets or letters are items of lists now.",
    ),
    "header-row": RepairWords(
        "1 table had no marked header row; its first row is one now. Please check it.",
        "{n} tables had no marked header row; their first rows are header rows now. Please check them.",
        asks=True,
    ),
    "no-header-row": RepairWords(
        "1 table has no row that names its columns. Please give it one.",
        "{n} tables have no row that names their columns. Please give them one.",
        asks=True,
    ),
    "alternative-from-caption": RepairWords(
        "1 picture had no description; its caption stands in. Please say what the picture shows.",
        "{n} pictures had no description; their captions stand in. Please say what the pictures show.",
        asks=True,
    ),
    "no-alternative": RepairWords(
        "1 picture has no description. Please say what it shows.",
        "{n} pictures have no description. Please say what they show.",
        asks=True,
    ),
    "broken-line": RepairWords(
        "1 line that broke off in the middle was joined to its paragraph.",
        "{n} lines that broke off in the middle, as in files made from PDF, were joined to their paragraphs.",
    ),
    "empty-paragraph": RepairWords(
        "1 empty paragraph was left out.", "{n} empty paragraphs were left out; the layout makes the space."
    ),
    "contents": RepairWords(
        "1 line of the old contents list was left out.",
        "{n} lines of the old contents list were left out; the program makes the contents.",
    ),
    "layout-table": RepairWords(
        "1 table only arranged the page; its text was taken out of it.",
        "{n} tables only arranged the page; their text was taken out of them.",
    ),
    "picture-in-table": RepairWords(
        "1 picture stood in a table; it follows the table now.",
        "{n} pictures stood in tables; they follow their tables now.",
    ),
    "text-box": RepairWords("1 text box is a box in the text now.", "{n} text boxes are boxes in the text now."),
    "chart": RepairWords(
        "1 chart is drawn from its figures now, which stand in a table before it. Please check both.",
        "{n} charts are drawn from their figures now, which stand in tables before them. Please check them.",
        asks=True,
    ),
    "no-picture": RepairWords(
        "1 drawing or embedded object could not be turned into a picture. A note stands in its place.",
        "{n} drawings or embedded objects could not be turned into pictures. Notes stand in their place.",
        asks=True,
    ),
    "page-break": RepairWords("1 page break was left out.", "{n} page breaks were left out."),
    "hidden-text": RepairWords(
        "1 stretch of hidden text was left out.", "{n} stretches of hidden text were left out.", asks=True
    ),
    "highlight": RepairWords(
        "1 passage was highlighted; the text is here, the colour is not.",
        "{n} passages were highlighted; the text is here, the colour is not.",
        asks=True,
    ),
    "reference": RepairWords(
        "1 place refers to a number of the old file. Numbers may differ now; please check it.",
        "{n} places refer to numbers of the old file. Numbers may differ now; please check them.",
        asks=True,
    ),
    "cross-reference": RepairWords(
        "1 cross-reference of the old file is one here too, and will always say the number of today.",
        "{n} cross-references of the old file are such here too, and will always say the numbers of today.",
    ),
    "decoration": RepairWords("1 line or shape without words was left out.", "{n} lines or shapes were left out."),
}
"""Every repair, in the order in which they are told."""


class Repair(Struct, frozen=True):
    """How often something was repaired, and the first few places, in the words that stand there."""

    kind: RepairKind
    count: int
    places: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        words = REPAIRS[self.kind]
        return words.one if self.count == 1 else words.several.format(n=self.count)


class Piece(Struct, frozen=True):
    """A heading of the old document and what stands below it, up to the next one. ``level`` 0: before the first.

    ``title`` has the marks of the old heading, without its number. ``blocks`` are ready for a section, with new ids;
    references to the heading are to ``id``.
    """

    number: int
    level: int
    title: Runs
    reasons: tuple[str, ...]
    blocks: tuple[Block, ...]
    words: int
    old_number: str = ""
    id: str = ""

    @property
    def name(self) -> str:
        """The title in words."""
        return " ".join(plain(self.title).split()) or "Before the first heading"


class Counts(Struct, frozen=True):
    """How many of each were found."""

    headings: int = 0
    paragraphs: int = 0
    items: int = 0
    tables: int = 0
    header_rows: int = 0
    pictures: int = 0
    charts: int = 0
    boxes: int = 0
    footnotes: int = 0


class Findings(Struct, frozen=True):
    """All that an old document holds, in pieces. ``title`` is what it calls itself, as far as that can be told."""

    title: str
    pieces: tuple[Piece, ...]
    counts: Counts
    repairs: tuple[Repair, ...] = ()
    remarks: tuple[str, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    """For each picture that a figure shows, by its digest: the name that it has in the old file."""
    references: Mapping[str, Runs] = field(default_factory=dict)
    """For each cross-reference, by its id: what the old file said there."""
    threads: tuple[FoundThread, ...] = ()
    """The comments of the old file, whose marks the blocks carry."""
    places: Mapping[str, int] = field(default_factory=dict)
    """For each comment, by its id: the piece that it is about."""
    changes: Mapping[str, FoundChange] = field(default_factory=dict)
    """The tracked changes that were kept, whose marks the blocks carry."""
