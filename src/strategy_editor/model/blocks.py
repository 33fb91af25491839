"""Blocks: what a section is made of, in reading order.

Suggestions on text live in the marks of its characters; suggestions on everything that is not a character live in a
:class:`Change`: of the break that ends a text block, of a table, a row, a column, a figure and so on. A suggested move
is a deletion at the old place and an insertion at the new one, whose ``moved`` names the block that it stands for;
accepting gives the copy the old id. The characters of a moved text block carry the deletion and the insertion too.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.text import Runs


class Change(Struct, frozen=True, omit_defaults=True):
    """The suggested state of something that is not a character; fields hold suggestion ids.

    ``moved``: on an insertion, the id of the block that moved here.

    On the break that ends a text block, ``identity`` says whose id the joined text takes when the break goes: this
    block's (``stays``), the next one's (``goes``), or, unsaid, this one's where it has words that are not just
    suggested. The shape is always the next one's. ``loose``: the break has gone already, but nothing that it could be
    joined to follows yet, and what is suggested may still take away the text or what follows it.
    """

    insertion: str = ""
    deletion: str = ""
    moved: str = ""
    identity: Literal["", "stays", "goes"] = ""
    loose: bool = False


UNCHANGED = Change()


class Limits(Struct, frozen=True, omit_defaults=True):
    """Where a block or section may appear: in the named editions only (none named: all); ``exemption`` is an id."""

    editions: tuple[str, ...] = ()
    exemption: str = ""


EVERYWHERE = Limits()

ParagraphKind = Literal["body", "quote", "note"]
ListKind = Literal["bullet", "number", "letter"]
Alignment = Literal["left", "right", "centre"]
ChartKind = Literal["bar", "stacked", "line", "pie"]
BoxKind = Literal["case-study", "key-facts"]
LiveKind = Literal[
    "milestones",
    "register",
    "document-control",
    "glossary",
    "appendices",
    "recommendations",
    "contents",
    "contacts",
    "report-header",
    "decisions",
    "timeline",
    "register-timeline",
]


class ParagraphShape(Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    """Running text. ``numbered`` paragraphs take the next number of their section's scheme (the seed's 1.1)."""

    kind: ParagraphKind = "body"
    numbered: bool = False


class HeadingShape(Struct, frozen=True, omit_defaults=True, tag="heading"):
    """A heading inside a section; level 1 is the first below the section's title."""

    level: int = 1


class ListShape(Struct, frozen=True, omit_defaults=True, tag="list"):
    """An item of a list; level counts from 1; ``restart`` begins a new count."""

    kind: ListKind = "bullet"
    level: int = 1
    restart: bool = False


Shape = ParagraphShape | HeadingShape | ListShape
BODY = ParagraphShape()


class FormerShape(Struct, frozen=True, omit_defaults=True):
    """A suggested change of shape: what the block was before. Rejecting restores it."""

    suggestion: str
    shape: Shape


class Paragraph(Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    """A paragraph; also every caption and every paragraph of a cell. ``ending`` is the break that ends it."""

    id: str
    runs: Runs = ()
    kind: ParagraphKind = "body"
    numbered: bool = False
    ending: Change = UNCHANGED
    former: FormerShape | None = None
    limits: Limits = EVERYWHERE


class Heading(Struct, frozen=True, omit_defaults=True, tag="heading"):
    """A sub-heading in the text of a section."""

    id: str
    runs: Runs = ()
    level: int = 1
    ending: Change = UNCHANGED
    former: FormerShape | None = None
    limits: Limits = EVERYWHERE


class ListItem(Struct, frozen=True, omit_defaults=True, tag="item"):
    """An item of a bullet or numbered list."""

    id: str
    runs: Runs = ()
    kind: ListKind = "bullet"
    level: int = 1
    restart: bool = False
    ending: Change = UNCHANGED
    former: FormerShape | None = None
    limits: Limits = EVERYWHERE


TextBlock = Paragraph | Heading | ListItem
TEXT_BLOCKS = (Paragraph, Heading, ListItem)


def shape_of(block: TextBlock) -> Shape:
    """What sort of text block it is."""
    match block:
        case Paragraph():
            return ParagraphShape(block.kind, block.numbered)
        case Heading():
            return HeadingShape(block.level)
        case ListItem():
            return ListShape(block.kind, block.level, block.restart)


def text_block(
    id: str,
    shape: Shape,
    runs: Runs = (),
    *,
    ending: Change = UNCHANGED,
    former: FormerShape | None = None,
    limits: Limits = EVERYWHERE,
) -> TextBlock:
    """A text block of the given shape."""
    match shape:
        case ParagraphShape():
            return Paragraph(id, runs, shape.kind, shape.numbered, ending, former, limits)
        case HeadingShape():
            return Heading(id, runs, shape.level, ending, former, limits)
        case ListShape():
            return ListItem(id, runs, shape.kind, shape.level, shape.restart, ending, former, limits)


def reshaped(block: TextBlock, shape: Shape) -> TextBlock:
    """The same text, id and marks in another shape."""
    return text_block(block.id, shape, block.runs, ending=block.ending, former=block.former, limits=block.limits)


class Column(Struct, frozen=True, omit_defaults=True):
    """A column of a table. ``width`` is its share of the table (0: by content); all shares need not add to 1."""

    id: str
    width: float = 0.0
    alignment: Alignment = "left"
    change: Change = UNCHANGED


class Cell(Struct, frozen=True, omit_defaults=True):
    """A cell and its text blocks, never none. A spanned place has no cell of its own, as in HTML."""

    id: str
    blocks: tuple[TextBlock, ...]
    column_span: int = 1
    row_span: int = 1
    change: Change = UNCHANGED


class Row(Struct, frozen=True, omit_defaults=True):
    """A row of a table. ``total`` rows add up the figures above them and are drawn as such."""

    id: str
    cells: tuple[Cell, ...]
    total: bool = False
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


class Table(Struct, frozen=True, omit_defaults=True, tag="table"):
    """A table: the first ``header_rows`` rows and ``header_columns`` columns name the others."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Paragraph
    header_rows: int = 1
    header_columns: int = 0
    landscape: bool = False
    source: str = ""
    description: str = ""
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


class Figure(Struct, frozen=True, omit_defaults=True, tag="figure"):
    """A picture, by the SHA-256 of its original. ``width`` is a share of the text width (0: its own size, at most 1).

    Either ``alternative`` says what it shows, or it is ``decorative``.
    """

    id: str
    picture: str
    caption: Paragraph
    alternative: str = ""
    decorative: bool = False
    description: str = ""
    source: str = ""
    credit: str = ""
    permission: str = ""
    width: float = 0.0
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


class Chart(Struct, frozen=True, omit_defaults=True, tag="chart"):
    """A chart drawn from the table with id ``table``: its first column names, its other columns are series."""

    id: str
    table: str
    caption: Paragraph
    kind: ChartKind = "bar"
    alternative: str = ""
    description: str = ""
    width: float = 0.0
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


class Box(Struct, frozen=True, omit_defaults=True, tag="box"):
    """A case study or key facts, set apart from the text; ``title`` is a text host."""

    id: str
    title: Paragraph
    blocks: tuple[TextBlock, ...]
    kind: BoxKind = "case-study"
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


class PageBreak(Struct, frozen=True, omit_defaults=True, tag="page-break"):
    """What follows starts on a new page."""

    id: str
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


class Live(Struct, frozen=True, omit_defaults=True, tag="live"):
    """Draws details that are held once (milestones, register, glossary…) and are edited only at their source."""

    id: str
    kind: LiveKind
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


Block = Paragraph | Heading | ListItem | Table | Figure | Chart | Box | PageBreak | Live
UnitBlock = Table | Figure | Chart | Box | PageBreak | Live
"""Blocks that go or stay as a whole."""


def caption_of(block: Block) -> Paragraph | None:
    """The caption (of a box: its title), a text host of its own; None where the kind has none."""
    match block:
        case Table() | Figure() | Chart():
            return block.caption
        case Box():
            return block.title
        case _:
            return None


def with_caption(unit: Block, caption: Paragraph) -> Block:
    """The unit with another caption (a box: title)."""
    return replace(unit, title=caption) if isinstance(unit, Box) else replace(unit, caption=caption)


def with_change(block: UnitBlock, change: Change) -> UnitBlock:
    """The same block in another suggested state."""
    return replace(block, change=change)
