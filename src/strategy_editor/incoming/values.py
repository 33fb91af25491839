"""A document from outside as a value: what is said in it, how it looks, who changed what, and what was remarked.

It keeps everything that a returned copy or an old strategy may hold, and nothing of the file format it came in. Offsets
count Python characters over *all* runs of a paragraph, inserted and deleted ones alike; an object counts as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct, field

OBJECT = "\ufffc"
"""The text of a run that holds an object."""
PAGE_BREAK = "\f"
"""Stands in the text where a page or column is broken by hand."""

RevisionKind = Literal["insertion", "deletion", "moved-to", "moved-from", "looks", "shape", "other"]


class Revision(Struct, frozen=True, omit_defaults=True):
    """One tracked change of the file. ``number`` tells it from every other; ``id`` is the file's own and may repeat.

    ``looks`` changed characters, ``shape`` a paragraph; ``other`` is a change of tables, pages or numbering that
    touches no words, whose sort ``what`` says (``tblPrChange``). ``at`` is in UTC, None where the file does not say.
    ``move`` names what was moved: both ends of a move carry the same name, where the file gives one.
    """

    number: int
    kind: RevisionKind
    author: str = ""
    at: datetime | None = None
    id: str = ""
    move: str = ""
    what: str = ""


class Looks(Struct, frozen=True, omit_defaults=True):
    """How characters look. ``bold`` and ``italic`` are the characters' own (set on them or by a character style).

    ``strong`` is whether they are seen as bold, the style of the paragraph included; ``size`` is in points as seen, 0
    unknown. ``language`` is a tag only where the characters say one.
    """

    bold: bool = False
    italic: bool = False
    script: Literal["", "superscript", "subscript"] = ""
    link: str = ""
    language: str = ""
    underlined: bool = False
    struck: bool = False
    capitals: bool = False
    hidden: bool = False
    highlight: str = ""
    strong: bool = False
    size: float = 0.0


PLAIN = Looks()


class FormerLooks(Struct, frozen=True):
    """A tracked change of looks: what they were before."""

    revision: Revision
    looks: Looks


class NoteCall(Struct, frozen=True):
    """The call of a footnote or endnote; its text is in :attr:`Incoming.notes` under ``key``."""

    key: str


class Picture(Struct, frozen=True, omit_defaults=True):
    """A picture, or what a chart, diagram or embedded object shows. ``media`` is a key of :attr:`Incoming.media`.

    ``media`` is empty where the file holds no picture of it (one that is linked to). For a chart, which every program
    draws anew on opening, it leads to the XML that it is drawn from.
    Width and height are in millimetres, 0 unknown. ``floating``: it does not stand in the line of text.
    """

    media: str = ""
    alternative: str = ""
    name: str = ""
    decorative: bool = False
    kind: Literal["picture", "chart", "diagram", "object", "shape"] = "picture"
    width: float = 0.0
    height: float = 0.0
    floating: bool = False
    chart: ChartData | None = None


class ChartData(Struct, frozen=True, omit_defaults=True):
    """The figures that a chart shows, as the file remembers them. ``kind`` is the file's own word (``barChart``).

    ``mixed``: charts of several kinds lie over one another, of which that is the first.
    """

    kind: str
    title: str = ""
    names: tuple[str, ...] = ()
    series: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stacked: bool = False
    mixed: bool = False


class TextBox(Struct, frozen=True, omit_defaults=True):
    """Text in a frame of its own, held where the paragraph anchors it."""

    blocks: tuple[Block, ...]
    alternative: str = ""


class Formula(Struct, frozen=True):
    """A formula, as the letters and signs that it is written with."""

    text: str


Thing = NoteCall | Picture | TextBox | Formula


class Field(Struct, frozen=True):
    """A field of Word: ``kind`` is its first word in capitals (REF, PAGEREF, TOC, SEQ), ``instruction`` all of it."""

    kind: str
    instruction: str


class Run(Struct, frozen=True, omit_defaults=True):
    """A stretch of equal looks and equal changes: characters, or one object (``text`` is then :data:`OBJECT`).

    Text that was inserted and deleted again carries both. ``field``: the text is the result of that field.
    """

    text: str
    looks: Looks = PLAIN
    insertion: Revision | None = None
    deletion: Revision | None = None
    former: FormerLooks | None = None
    thing: Thing | None = None
    field: Field | None = None


class Listing(Struct, frozen=True, omit_defaults=True):
    """A place in a list: its number as Word draws it (``label``), the level from 1, and what kind of sign that is."""

    list: str
    level: int = 1
    kind: Literal["bullet", "number", "letter", "roman"] = "bullet"
    label: str = ""
    of_style: bool = False


class Bookmark(Struct, frozen=True, omit_defaults=True):
    """A bookmark that starts in the paragraph. ``copied``: a program renamed it on pasting (its ``_Copy_1`` is off)."""

    name: str
    offset: int = 0
    copied: bool = False


class Shape(Struct, frozen=True, omit_defaults=True):
    """What a paragraph is. ``style`` is the name of its style in English where Word has one (``heading 1``).

    ``level`` is the outline level, 1 to 9, 0 for text; ``level_of`` says what gave it. ``list_style`` is the list level
    hidden in the name of a style (``List Bullet 2``). ``indent`` is in millimetres.
    """

    style: str = ""
    level: int = 0
    level_of: Literal["", "style", "paragraph"] = ""
    listing: Listing | None = None
    alignment: str = ""
    indent: float = 0.0
    new_page: bool = False


TEXT = Shape()


class FormerShape(Struct, frozen=True):
    """A tracked change of a paragraph: what it was before."""

    revision: Revision
    shape: Shape


class Paragraph(Struct, frozen=True, omit_defaults=True):
    """A paragraph. ``numbers`` tells it from every other: one number as read, several where a view joined paragraphs.

    ``insertion`` and ``deletion`` are those of the mark that ends it: without the mark, what follows joins on.
    ``contents``: it belongs to a table of contents. ``new_section``: a section of pages ends with it.
    """

    numbers: tuple[int, ...]
    runs: tuple[Run, ...] = ()
    shape: Shape = TEXT
    bookmarks: tuple[Bookmark, ...] = ()
    insertion: Revision | None = None
    deletion: Revision | None = None
    former: FormerShape | None = None
    contents: bool = False
    new_section: bool = False

    @property
    def text(self) -> str:
        """All characters, inserted and deleted ones alike: offsets count in it."""
        return "".join(run.text for run in self.runs)


class Cell(Struct, frozen=True, omit_defaults=True):
    """A cell, from ``column`` (0 is the first). ``continued``: a cell above reaches over it, so it shows nothing.

    ``row_span`` is 0 for a continued cell.
    """

    blocks: tuple[Block, ...]
    column: int = 0
    column_span: int = 1
    row_span: int = 1
    continued: bool = False
    insertion: Revision | None = None
    deletion: Revision | None = None


class Row(Struct, frozen=True, omit_defaults=True):
    """A row; ``header`` rows are drawn again on each page."""

    cells: tuple[Cell, ...]
    header: bool = False
    insertion: Revision | None = None
    deletion: Revision | None = None


class Table(Struct, frozen=True, omit_defaults=True):
    """A table. ``widths`` are the columns' in millimetres. ``first_row``: its style marks the first row as its head."""

    rows: tuple[Row, ...]
    columns: int
    widths: tuple[float, ...] = ()
    style: str = ""
    bordered: bool = False
    first_row: bool = False
    title: str = ""
    description: str = ""


Block = Paragraph | Table


class Place(Struct, frozen=True, order=True):
    """A place between characters: the number of a paragraph as read, and an offset in it."""

    paragraph: int
    offset: int


class Comment(Struct, frozen=True, omit_defaults=True):
    """A comment. ``parent`` is the id of the one that it answers; ``guessed``: only their equal ranges say so.

    ``start`` and ``end`` are None where the file anchors it nowhere; ``quote`` is what stands between them now.
    ``text`` holds its paragraphs, one a line.
    """

    id: str
    author: str = ""
    initials: str = ""
    at: datetime | None = None
    text: str = ""
    parent: str = ""
    guessed: bool = False
    resolved: bool = False
    start: Place | None = None
    end: Place | None = None
    quote: str = ""


class Note(Struct, frozen=True):
    """A footnote or endnote."""

    kind: Literal["footnote", "endnote"]
    blocks: tuple[Block, ...]


class Story(Struct, frozen=True):
    """A header or footer of the pages."""

    kind: Literal["header", "footer"]
    blocks: tuple[Block, ...]


class Properties(Struct, frozen=True, omit_defaults=True):
    """What the file says of itself; ``custom`` are properties that a program or a person added."""

    title: str = ""
    subject: str = ""
    author: str = ""
    last_saved_by: str = ""
    identifier: str = ""
    language: str = ""
    created: str = ""
    modified: str = ""
    application: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)


class Incoming(Struct, frozen=True, omit_defaults=True):
    """A whole file. ``remarks`` are sentences for the user on what was left out or mended while reading.

    ``revisions`` holds every tracked change, also those that stand on nothing; ``people`` the names that the file
    lists. ``tracking``: changes are recorded. ``damaged``: it was not well formed, and what could be read was read.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[str, Note] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()
    comments: tuple[Comment, ...] = ()
    revisions: tuple[Revision, ...] = ()
    people: tuple[str, ...] = ()
    properties: Properties = Properties()
    media: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    tracking: bool = False
    damaged: bool = False
