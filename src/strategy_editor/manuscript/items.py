"""What every writer reads: a manuscript is one document of an edition, as a flat stream of render items.

All decisions that the model leaves open are taken before: numbers are drawn, references and details resolved, live
blocks turned into tables and lists, undecided suggestions rendered as rejected, exempt text left out. A writer knows
nothing of projects; it lays out items and adds no words of its own.

Labels (``3.1``, ``(a)``, ``Table 2``) are given as text *and* by structure, so that Word can number live and PDF can
print. Anchors are ids: a writer makes each item with an anchor a destination, and links spans whose ``target`` is in
the same document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from strategy_editor.model.blocks import Alignment, BoxKind, ChartKind, ListKind, ParagraphKind
from strategy_editor.model.profile import PageLook
from strategy_editor.model.text import Script

# ---- text

Alteration = Literal["", "inserted", "deleted"]
"""What happened to words, or to a whole paragraph, since the reader's last copy."""


class Span(Struct, frozen=True, omit_defaults=True):
    """Characters of one look; ``\\n`` breaks the line.

    ``link`` is a web or mail address; ``target`` the anchor that a cross-reference leads to (``reference`` says which
    kind of number it shows, so that Word can make it a live field; ``number`` is just that number within ``text``).
    ``gap`` marks a detail that is not known yet, drawn as such in every edition. ``language`` is a BCP 47 tag.
    ``comments`` (thread ids) and ``change`` (since an earlier copy) are there in copies for review only.
    """

    text: str
    bold: bool = False
    italic: bool = False
    script: Script = ""
    link: str = ""
    target: str = ""
    reference: Literal["", "number", "caption", "title"] = ""
    number: str = ""
    language: str = ""
    gap: bool = False
    comments: tuple[str, ...] = ()
    change: Alteration = ""


class Note(Struct, frozen=True, omit_defaults=True):
    """A footnote: its call stands here, its body at the foot. ``number`` counts through the document."""

    anchor: str
    number: int
    body: tuple[Span, ...]
    change: Alteration = ""


Inline = Span | Note
Inlines = tuple[Inline, ...]

# ---- items


class HeadingItem(Struct, frozen=True, omit_defaults=True, tag="heading"):
    """A section title or sub-heading. ``level`` 1 is a section of the document; ``label`` is empty if unnumbered.

    ``scheme_level`` counts label parts (``3`` and ``3.0``: 1, ``3.1``: 2) and is 0 where there is no label.
    """

    anchor: str
    level: int
    inlines: Inlines
    label: str = ""
    scheme_level: int = 0
    in_contents: bool = True
    page_break: bool = False
    change: Alteration = ""


class ParagraphItem(Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    """A paragraph; ``label`` is its number where it has one (``scheme_level`` as for headings)."""

    anchor: str
    inlines: Inlines
    kind: ParagraphKind = "body"
    label: str = ""
    scheme_level: int = 0
    change: Alteration = ""


class ListEntry(Struct, frozen=True, omit_defaults=True):
    """An item of a list, with what is nested below it."""

    anchor: str
    inlines: Inlines
    label: str = ""
    children: ListItems | None = None
    change: Alteration = ""


class ListItems(Struct, frozen=True, omit_defaults=True, tag="list"):
    """A whole list, nested lists inside their entries. ``level`` 1 is an outer list; ``restart`` begins a count."""

    kind: ListKind
    entries: tuple[ListEntry, ...]
    level: int = 1
    restart: bool = True


class Caption(Struct, frozen=True, omit_defaults=True):
    """``label`` is ``Table 2`` or ``Figure A1``, ``number`` the bare number; the text may be empty."""

    anchor: str
    label: str
    number: str
    inlines: Inlines


class TableColumn(Struct, frozen=True, omit_defaults=True):
    """``width`` is a share; shares of a table add up to 1, or are all 0 (by content)."""

    width: float = 0.0
    alignment: Alignment = "left"


CellItem = ParagraphItem | ListItems | HeadingItem


class TableCell(Struct, frozen=True, omit_defaults=True):
    """A cell; spanned places have none. ``header`` says what it names: its column, its row, or nothing."""

    items: tuple[CellItem, ...]
    header: Literal["", "column", "row"] = ""
    column_span: int = 1
    row_span: int = 1


class TableRow(Struct, frozen=True, omit_defaults=True):
    """A row; ``header`` rows come first and repeat on each page; ``total`` rows look so; ``change`` as in a span."""

    cells: tuple[TableCell, ...]
    header: bool = False
    total: bool = False
    change: Alteration = ""


class TableItem(Struct, frozen=True, omit_defaults=True, tag="table"):
    """A table. ``description`` is for those who cannot see it; ``live`` ones are drawn from details held elsewhere."""

    anchor: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    caption: Caption | None = None
    landscape: bool = False
    source: str = ""
    description: str = ""
    live: bool = False


class FigureItem(Struct, frozen=True, omit_defaults=True, tag="figure"):
    """A picture by SHA-256. ``width`` is a share of the text width, 0 its own size; ``permission`` is never printed.

    ``original`` is the SHA-256 of the drawing in SVG that the picture was drawn from, for a designer.
    """

    anchor: str
    picture: str
    alternative: str
    decorative: bool = False
    description: str = ""
    caption: Caption | None = None
    source: str = ""
    credit: str = ""
    width: float = 0.0
    permission: str = ""
    original: str = ""


class Series(Struct, frozen=True):
    """A named line of figures; None where the cell holds no number."""

    name: str
    values: tuple[float | None, ...]


class ChartItem(Struct, frozen=True, omit_defaults=True, tag="chart"):
    """A chart with its figures; ``unit`` is what they have in common (``£``, ``%``), if anything."""

    anchor: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str
    description: str = ""
    caption: Caption | None = None
    unit: str = ""
    width: float = 0.0


class TimelineRow(Struct, frozen=True, omit_defaults=True):
    """A milestone or document of a picture: a day, or a month from its ``first`` to its ``last`` day; or no date yet.

    ``agreed_first`` and ``agreed_last`` are the date that Cabinet saw, where it was another one. ``after``: the rows,
    by index, that must be reached before. ``when`` and ``status`` say in words what is drawn.
    """

    title: str
    when: str
    first: date | None
    last: date | None
    status: str = ""
    done: bool = False
    agreed_first: date | None = None
    agreed_last: date | None = None
    after: tuple[int, ...] = ()


class TimelineItem(Struct, frozen=True, omit_defaults=True, tag="timeline"):
    """Milestones or documents as a picture, drawn from the same details as their table: ``manuscript.timelines``."""

    anchor: str
    rows: tuple[TimelineRow, ...]
    alternative: str
    description: str = ""
    legend: tuple[tuple[Literal["planned", "done", "agreed"], str], ...] = ()


class BoxItem(Struct, frozen=True, omit_defaults=True, tag="box"):
    """A case study or key facts: a title and what stands in the box.

    ``title_anchor`` is that of the title where the author has written one, empty where the council's word stands.
    """

    anchor: str
    kind: BoxKind
    title: Inlines
    items: tuple[CellItem, ...]
    title_anchor: str = ""


class PageBreakItem(Struct, frozen=True, tag="page-break"):
    """What follows starts on a new page."""


class Pair(Struct, frozen=True, omit_defaults=True):
    """A label and what it says; ``known`` is false for a gap."""

    label: str
    inlines: Inlines
    known: bool = True


class PairsItem(Struct, frozen=True, omit_defaults=True, tag="pairs"):
    """Labels with values (report header, contacts, glossary): a description list, never a layout table."""

    anchor: str
    pairs: tuple[Pair, ...]
    kind: Literal["report-header", "contacts", "glossary"]


class ContentsItem(Struct, frozen=True, omit_defaults=True, tag="contents"):
    """The contents list stands here, headed ``title``; a writer fills it.

    Its lines are the headings with ``in_contents``, down to ``depth``, and then the ``others``:
    further documents by label and title (the appendices of a strategy: ``Appendix A``).
    """

    title: str
    depth: int = 2
    others: tuple[tuple[str, str], ...] = ()


class CoverItem(Struct, frozen=True, omit_defaults=True, tag="cover"):
    """The cover page: council, title, subtitle, lines such as the period, status and version.

    ``logo`` is a picture that says nothing which the name of the council does not.
    """

    council: str
    title: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    picture: str = ""
    alternative: str = ""
    logo: str = ""


class TitleItem(Struct, frozen=True, omit_defaults=True, tag="title"):
    """The title at the top of the first page where there is no cover: lines above (council, body), the title.

    The title is empty where a line of the report's header says it (in bold).
    """

    above: tuple[str, ...]
    title: str
    logo: str = ""


class GapItem(Struct, frozen=True, omit_defaults=True, tag="gap"):
    """Something that is still missing, as a sentence in brackets.

    Only drafts show them; other editions where leaving it out would hide a fault (a chart without its table).
    """

    anchor: str
    text: str


class GuidanceItem(Struct, frozen=True, omit_defaults=True, tag="guidance"):
    """What the outline asks of a section, for a reviewer who wants to see it; never part of the text."""

    anchor: str
    lines: tuple[str, ...]


Item = (
    HeadingItem
    | ParagraphItem
    | ListItems
    | TableItem
    | FigureItem
    | ChartItem
    | TimelineItem
    | BoxItem
    | PageBreakItem
    | PairsItem
    | ContentsItem
    | CoverItem
    | TitleItem
    | GapItem
    | GuidanceItem
)

# ---- the whole


class Furniture(Struct, frozen=True, omit_defaults=True):
    """What stands on every page. ``page_of`` has places for ``{page}`` and ``{pages}``; ``mark`` is DRAFT or empty."""

    header_left: str = ""
    header_right: str = ""
    footer_left: str = ""
    page_of: str = "Page {page} of {pages}"
    mark: str = ""
    classification: str = ""


class Properties(Struct, frozen=True, omit_defaults=True):
    """What the file says of itself. ``creator`` is the council, never a person or a machine."""

    title: str
    creator: str
    subject: str = ""
    language: str = "en-GB"
    keywords: tuple[str, ...] = ()
    identifier: str = ""
    created: str = ""


class Manuscript(Struct, frozen=True, omit_defaults=True):
    """One document, ready for any writer.

    ``wording`` holds the standing words that a writer may print (``table.continued``, ``source``…), by key.
    ``number_format`` and ``number_prefix`` (an appendix letter) say how labels are written, for live numbering in Word.
    Pictures are named by SHA-256 only; a writer is handed a way to get their bytes.
    """

    document: str
    properties: Properties
    items: tuple[Item, ...]
    page: PageLook
    furniture: Furniture = Furniture()
    number_format: Literal["1", "1.0", "none"] = "1"
    number_prefix: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)
    edition: str = "draft"


PictureSource = Callable[[str], bytes]
"""The bytes of an original picture, by its SHA-256."""
