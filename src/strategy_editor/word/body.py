"""The items of a manuscript as the body of a Word document."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from msgspec.structs import replace

from strategy_editor.foundation.progress import Progress
from strategy_editor.manuscript.items import (
    Alteration,
    BoxItem,
    Caption,
    ChartItem,
    ContentsItem,
    CoverItem,
    FigureItem,
    GapItem,
    GuidanceItem,
    HeadingItem,
    Inlines,
    Item,
    ListItems,
    PageBreakItem,
    PairsItem,
    ParagraphItem,
    Span,
    TableItem,
    TimelineItem,
    TitleItem,
)
from strategy_editor.word import contents, drawings, inline, tables
from strategy_editor.word.charts import chart_run
from strategy_editor.word.context import Context
from strategy_editor.word.measure import text_width
from strategy_editor.word.numbering import UNNUMBERED, Number, outline_role
from strategy_editor.word.xml import field, run

PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_SPACE_AFTER_LIST = '<w:spacing w:after="160"/>'
_SPACE_AFTER_TABLE = 160
_REPORT_EVERY = 50
_LINE = 1.35
_COVER_TOP = 164
_COVER_SPARE = 60
"""Of a cover: the height of a line by its type, points around the council's name, and points that stay free."""


class Body:
    """Writes items one after the other. ``parts`` holds paragraphs and tables as text, in order."""

    def __init__(self, context: Context, section: Callable[[bool, bool], str]) -> None:
        """``section(landscape, first)`` gives the properties of a section."""
        self.context = context
        self.section = section
        self.parts: list[str] = []
        self._break_pending = False
        self._after_table = False
        self._landscape = False
        self._sections = 0
        self._counts = {"Table": 0, "Figure": 0}

    def write(self, items: tuple[Item, ...], progress: Progress) -> str:
        """The whole body."""
        for index, item in enumerate(items):
            if index % _REPORT_EVERY == 0:
                progress(index / len(items), "Writing the Word file")
            self._turn(isinstance(item, TableItem) and item.landscape)
            if self._would_join(item, items[index - 1] if index else None):
                self.paragraph("table-end", "")
            self._after_table = isinstance(item, ParagraphItem | ListItems) and self._ends_bare(index, items)
            self._item(item)
        if not self.parts or self._ends_with_table():
            self.paragraph("table-end", "")
        return "".join(self.parts) + self._section_properties()

    # ---- sections and pages

    def _turn(self, landscape: bool) -> None:
        """Ends the section where the page turns: its properties stand in its last paragraph."""
        if landscape == self._landscape:
            return
        if self.parts:
            if self._ends_with_table():
                self.paragraph("table-end", "")
            self.parts[-1] = self.parts[-1].replace("</w:pPr>", f"{self._section_properties()}</w:pPr>", 1)
            self._break_pending = False
        self._landscape = landscape

    def _section_properties(self) -> str:
        self._sections += 1
        return self.section(self._landscape, self._sections == 1)

    def _ends_with_table(self) -> bool:
        return self.parts[-1].endswith("</w:tbl>")

    def _would_join(self, item: Item, before: Item | None) -> bool:
        """Two tables, or two boxes, without a paragraph between them would become one."""
        if isinstance(item, BoxItem):
            return isinstance(before, BoxItem)
        return bool(self.parts) and self._ends_with_table() and isinstance(item, TableItem) and item.caption is None

    def _ends_bare(self, index: int, items: tuple[Item, ...]) -> bool:
        """Whether the item before is a table with nothing below it: text needs room then."""
        before = items[index - 1] if index else None
        return isinstance(before, TableItem) and not before.source

    # ---- paragraphs

    def paragraph(
        self,
        role: str,
        inside: str,
        properties: str = "",
        *,
        number: str = "",
        keep: str = "",
        change: Alteration = "",
    ) -> None:
        """A paragraph in the style of ``role``. ``keep``, ``number`` and ``properties`` follow the schema's order.

        ``change``: the whole of it came or went since the reader's last copy.
        """
        if change and self.context.review is not None:
            properties += self.context.review.ending(change)
        broken = "<w:pageBreakBefore/>" if self._break_pending else ""
        if self._after_table:
            properties = properties or "<w:spacing/>"
            properties = properties.replace("<w:spacing", f'<w:spacing w:before="{_SPACE_AFTER_TABLE}"', 1)
        self._break_pending = self._after_table = False
        style = f'<w:pStyle w:val="{self.context.style(role)}"/>'
        self.parts.append(f"<w:p><w:pPr>{style}{keep}{broken}{number}{properties}</w:pPr>{inside}</w:p>")

    def _item(self, item: Item) -> None:
        match item:
            case ParagraphItem():
                self._paragraph_item(item)
            case HeadingItem():
                self._heading(item)
            case ListItems():
                self.list_items(item, None)
            case TableItem():
                self._table(item)
            case FigureItem() | ChartItem():
                self._figure(item)
            case TimelineItem():
                self.paragraph("figure", self._anchored(item.anchor, drawings.timeline_run(self.context, item)))
            case BoxItem():
                self._box(item)
            case _:
                self._front_item(item)

    def _front_item(self, item: Item) -> None:
        match item:
            case PairsItem():
                self._pairs(item)
            case ContentsItem():
                self._contents(item)
            case CoverItem():
                self._cover(item)
            case TitleItem():
                self._title(item)
            case GapItem():
                self.paragraph("gap-paragraph", run(item.text))
            case GuidanceItem():
                for line in item.lines:
                    self.paragraph("guidance", run(line))
            case PageBreakItem():
                self._break_pending = bool(self.parts)

    def _anchored(self, anchor: str, inside: str, *, always: bool = False) -> str:
        context = self.context
        return context.bookmarked(anchor, inside) if always or anchor in context.referenced else inside

    def _heading(self, item: HeadingItem) -> None:
        context = self.context
        self._break_pending = self._break_pending or (item.page_break and bool(self.parts))
        role = outline_role(item)
        inside = self._anchored(item.anchor, inline.host_runs(context, item.anchor, item.inlines), always=True)
        self.paragraph(role, inside, number=self._outline_number(item, role), change=item.change)

    def _paragraph_item(self, item: ParagraphItem) -> None:
        context = self.context
        role = {"quote": "quote", "note": "note"}.get(item.kind, "body")
        if item.label and item.kind == "body":
            role = "numbered"
        words = inline.paragraph_runs(context, item)
        number = self._outline_number(item, role)
        self.paragraph(role, self._anchored(item.anchor, words), number=number, change=item.change)

    def _outline_number(self, item: HeadingItem | ParagraphItem, role: str) -> str:
        """Always said in the paragraph itself, so that a council's own numbering in the style cannot interfere."""
        if item.label:
            return self.context.numbering.outline(item.label, item.scheme_level).xml()
        return UNNUMBERED if self.context.styles.has_numbering(role) else ""

    def list_items(self, item: ListItems, within: Number | None) -> None:
        """A list and the lists inside it."""
        number = self.context.numbering.begin(item, within)
        role = f"{'bullet' if item.kind == 'bullet' else 'number'}{min(item.level, 3)}"
        for entry in item.entries:
            words = self._anchored(entry.anchor, inline.host_runs(self.context, entry.anchor, entry.inlines))
            ends = within is None and entry is item.entries[-1] and entry.children is None
            space = _SPACE_AFTER_LIST if ends else ""
            self.paragraph(role, words, space, number=number.xml(), change=entry.change)
            if entry.children is not None:
                self.list_items(entry.children, number)

    # ---- tables, figures, boxes

    def _table(self, item: TableItem) -> None:
        if item.caption is not None:
            self._caption(item.caption, "Table", "<w:keepNext/>", item.anchor)
        elif self._break_pending:
            self.parts.append(PAGE_BREAK)
            self._break_pending = False
        width = self.context.page.turned().text_width if item.landscape else self.context.page.text_width
        self.parts.append(tables.table(self.context, item, width))
        if item.source:
            self.paragraph("source", run(self.context.words("source", source=item.source)))

    def _caption(self, caption: Caption, kind: str, keep: str, anchor: str) -> None:
        """``Table 2: words``, the number a field that counts."""
        context = self.context
        self._counts[kind] += 1
        digits = caption.number.removeprefix(context.manuscript.number_prefix)
        before = caption.label.removesuffix(digits)
        count = int(digits) if digits.isdecimal() else self._counts[kind]
        restart = f" \\r {count}" if count != self._counts[kind] else ""
        self._counts[kind] = count
        label = run(before) + field(f"SEQ {kind} \\* ARABIC{restart}", digits)
        if anchor in context.referenced:
            label = context.bookmarked(f"{anchor}#label", label)
        pattern = context.manuscript.wording["caption"]
        between = pattern.partition("{label}")[2].partition("{caption}")[0]
        said = inline.host_runs(context, caption.anchor, caption.inlines)
        words = run(between) + said if caption.inlines else said
        anchor = anchor or caption.anchor
        inside = self._anchored(anchor, label + words, always=anchor in context.listed)
        self.paragraph("caption", inside, keep=keep)

    def _figure(self, item: FigureItem | ChartItem) -> None:
        context = self.context
        drawn = chart_run(context, item) if isinstance(item, ChartItem) else drawings.picture_run(context, item)
        self.paragraph("figure", drawn)
        if item.caption is not None:
            self._caption(item.caption, "Figure", "", item.anchor)
        source = getattr(item, "source", "")
        credit = getattr(item, "credit", "")
        lines = [context.words(key, **{key: text}) for key, text in (("source", source), ("credit", credit)) if text]
        if lines:
            self.paragraph("source", run("\n".join(lines)))

    def _box(self, item: BoxItem) -> None:
        """Paragraphs in one frame: a table would be read out as one."""
        title = inline.host_runs(self.context, item.title_anchor, item.title)
        self.paragraph("box-title", self._anchored(item.anchor, title))
        for inner in item.items:
            match inner:
                case ListItems():
                    self._box_list(inner, None)
                case HeadingItem():
                    words = inline.host_runs(self.context, inner.anchor, bold(inner.inlines))
                    self.paragraph("box", words, keep="<w:keepNext/>")
                case ParagraphItem():
                    self.paragraph("box", inline.paragraph_runs(self.context, inner))

    def _box_list(self, item: ListItems, within: Number | None) -> None:
        number = self.context.numbering.begin(item, within)
        for entry in item.entries:
            left = 227 + 397 * item.level
            indent = f'<w:ind w:left="{left}" w:right="227" w:hanging="397"/>'
            words = inline.host_runs(self.context, entry.anchor, entry.inlines)
            self.paragraph("box-list", words, indent, number=number.xml())
            if entry.children is not None:
                self._box_list(entry.children, number)

    # ---- front matter

    def _pairs(self, item: PairsItem) -> None:
        """Labels and values: a hanging indent and a tab, never a table."""
        context = self.context
        labels = [context.words("pair", label=pair.label) for pair in item.pairs]
        longest = max(len(label) for label in labels)
        size = context.manuscript.page.body_size
        column = min(round(longest * size * 20 * 0.56) + 240, context.page.text_width * 2 // 5)
        shape = f'<w:tabs><w:tab w:val="left" w:pos="{column}"/></w:tabs>'
        indent = f'<w:ind w:left="{column}" w:hanging="{column}"/>'
        for index, (label, pair) in enumerate(zip(labels, item.pairs, strict=True), start=1):
            keep = "<w:keepNext/>" if item.kind != "glossary" and index < len(labels) else ""
            inside = run(label, "<w:b/><w:bCs/>") + "<w:r><w:tab/></w:r>" + inline.runs(context, pair.inlines)
            self.paragraph("details", inside, shape + indent, keep=keep)

    def _logo(self, digest: str) -> None:
        """The council's logo, which says nothing to those who cannot see it that its name does not."""
        if digest:
            figure = FigureItem("logo", digest, "", decorative=True, width=0.3)
            self.paragraph("figure", drawings.picture_run(self.context, figure, share_of_height=0.09))

    def _cover(self, item: CoverItem) -> None:
        context = self.context
        self._logo(item.logo)
        self.paragraph("cover-council", run(item.council))
        self.paragraph("title", run(item.title))
        if item.subtitle:
            self.paragraph("subtitle", run(item.subtitle))
        if item.picture:
            figure = FigureItem("cover", item.picture, item.alternative, decorative=not item.alternative, width=1.0)
            share = self._cover_share(item)
            self.paragraph("figure", drawings.picture_run(context, figure, share_of_height=share))
        for line in item.lines:
            self.paragraph("cover-line", run(line))
        self._break_pending = True

    def _cover_share(self, item: CoverItem) -> float:
        """How much of the height of the text the picture may take, so that all else on the cover stays below it."""
        page, size = self.context.page, self.context.manuscript.page.body_size
        rows = sum(
            ceil(text_width(text, size * scale, bold=True) / page.text_width) * size * scale * _LINE + space
            for text, scale, space in (
                (item.council, 1.35, _COVER_TOP),
                (item.title, 2.2, 12),
                (item.subtitle, 1.5, 12),
                *((line, 1.2, 6) for line in item.lines),
            )
            if text
        )
        free = 1 - (rows + _COVER_SPARE) * 20 / page.text_height
        return max(0.15, min(0.45, free))

    def _title(self, item: TitleItem) -> None:
        self._logo(item.logo)
        for line in item.above:
            self.paragraph("report-head", run(line))
        if item.title:
            self.paragraph("title", run(item.title))

    def _contents(self, item: ContentsItem) -> None:
        context = self.context
        self.paragraph("contents-heading", run(item.title), number=self._unnumbered("contents-heading"))
        for role, inside in contents.entries(context, item):
            self.paragraph(role, inside)
        for listed in context.caption_lists:
            self.paragraph("captions-heading", run(listed.title), number=self._unnumbered("captions-heading"))
            for role, inside in contents.captions(context, listed):
                self.paragraph(role, inside)

    def _unnumbered(self, role: str) -> str:
        return UNNUMBERED if self.context.styles.has_numbering(role) else ""


def bold(inlines: Inlines) -> Inlines:
    """The same words, all bold."""
    return tuple(replace(each, bold=True) if isinstance(each, Span) else each for each in inlines)
