"""From the items of a manuscript to the body of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy_editor.manuscript.caption_lists import CaptionList
from strategy_editor.manuscript.items import (
    BoxItem,
    Caption,
    CellItem,
    ChartItem,
    ContentsItem,
    CoverItem,
    FigureItem,
    GapItem,
    HeadingItem,
    Inlines,
    Item,
    ListItems,
    PageBreakItem,
    Pair,
    PairsItem,
    ParagraphItem,
    Span,
    TableItem,
    TimelineItem,
    TitleItem,
)
from strategy_editor.manuscript.live_numbers import count_of
from strategy_editor.manuscript.plain import plain_text
from strategy_editor.odt import figures
from strategy_editor.odt.context import Context, bookmark
from strategy_editor.odt.tables import table
from strategy_editor.odt.xml import Words, element, escaped, length

_STYLES = {"body": "Text_20_body", "quote": "Quotations", "note": "Note"}
_LEVELS = 6


class Body:
    """Writes the items of one manuscript."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._turned = False

    def write(self, items: Sequence[Item]) -> Iterator[str]:
        """The body, piece by piece."""
        for item in items:
            lies = isinstance(item, TableItem) and item.landscape
            if lies or self._turned:
                self._context.turn(master="Landscape" if lies else "Standard")
                self._turned = lies
            yield self._item(item)

    def _item(self, item: Item) -> str:
        context = self._context
        match item:
            case HeadingItem():
                if item.page_break:
                    context.turn()
                return self._heading(item)
            case ParagraphItem():
                return self._paragraph(item, _STYLES[item.kind])
            case ListItems():
                return self._list(item, "List_20_item")
            case TableItem():
                return self._table(item)
            case FigureItem() | ChartItem():
                return self._figure(item)
            case TimelineItem():
                return context.paragraph("Figure", context.bookmarked(item.anchor, figures.timeline(context, item)))
            case BoxItem():
                return self._box(item)
            case PageBreakItem():
                context.turn()
                return ""
            case GapItem():
                return context.paragraph("Gap", context.bookmarked(item.anchor, escaped(item.text)))
            case _:
                return self._front(item)

    def _front(self, item: Item) -> str:
        context = self._context
        match item:
            case PairsItem():
                return "".join(self._pair(pair) for pair in item.pairs)
            case ContentsItem():
                return self._contents(item)
            case TitleItem():
                above = self._logo(item.logo)
                above += "".join(context.paragraph("Above_20_title", escaped(line)) for line in item.above)
                return above + (context.paragraph("Title", escaped(item.title)) if item.title else "")
            case CoverItem():
                return self._cover(item)
        return ""

    # ---- text

    def _heading(self, item: HeadingItem) -> str:
        context = self._context
        level = min(item.level, _LEVELS)
        inside = context.bookmarked(item.anchor, context.inline(item.inlines, bold=True))
        style = context.begin(f"Heading_20_{level}")
        written = element("text:h", {"text:style-name": style, "text:outline-level": str(level)}, inside)
        return context.numbering.outlined(item.label, item.scheme_level, written) if item.label else written

    def _paragraph(self, item: ParagraphItem, style: str, alignment: str = "") -> str:
        context = self._context
        inlines: Inlines = item.inlines
        if item.kind == "note":
            inlines = (Span(f"{context.wording.say('note')}: ", bold=True), *inlines)
        bold = style in ("Table_20_Heading", "Table_20_Total")
        inside = context.bookmarked(item.anchor, context.inline(inlines, bold=bold))
        written = context.paragraph(style, inside, alignment)
        return context.numbering.outlined(item.label, item.scheme_level, written) if item.label else written

    def _list(self, items: ListItems, style: str, *, inner: bool = False) -> str:
        context = self._context
        entries: list[str] = []
        expected = 1
        for entry in items.entries:
            number = count_of(items, entry) or expected
            start = number if number != expected else 0
            expected = number + 1
            inside = context.bookmarked(entry.anchor, context.inline(entry.inlines))
            written = context.paragraph(style, inside)
            if entry.children is not None:
                written += self._list(entry.children, style, inner=True)
            entries.append(element("text:list-item", {"text:start-value": str(start) if start else ""}, written))
        made = element("text:list", {"text:style-name": context.numbering.list_style(items)}, *entries)
        for _ in range(0 if inner else items.level - 1):
            made = element(
                "text:list",
                {"text:style-name": context.numbering.list_style(items)},
                element("text:list-item", None, made),
            )
        return made

    def _inner(self, items: Sequence[CellItem], style: str, alignment: str = "") -> str:
        """What stands in a cell or a box: paragraphs of one style."""
        context = self._context
        written: list[str] = []
        for item in items:
            match item:
                case ParagraphItem():
                    written.append(self._paragraph(item, style, alignment))
                case HeadingItem():
                    inside = context.bookmarked(item.anchor, context.inline(item.inlines))
                    written.append(context.paragraph("Box_20_title" if style == "Box" else "Table_20_Total", inside))
                case ListItems():
                    written.append(self._list(item, style))
        return "".join(written)

    def _box(self, item: BoxItem) -> str:
        context = self._context
        title: Inlines = item.title or (Span(context.wording.say(f"box.{item.kind}")),)
        head = context.paragraph("Box_20_title", context.bookmarked(item.anchor, context.inline(title, bold=True)))
        return head + self._inner(item.items, "Box") + context.paragraph("Box_20_end", "")

    def _pair(self, pair: Pair) -> str:
        context = self._context
        label = Span(f"{context.wording.say('pair', label=pair.label)}\t", bold=True)
        value: Inlines = pair.inlines
        if not pair.known:
            value = tuple(Span(each.text, gap=True) for each in pair.inlines if isinstance(each, Span))
        return context.paragraph("Pair", context.inline((label, *value)))

    # ---- tables and pictures

    def _table(self, item: TableItem) -> str:
        context = self._context
        page = context.page.turned() if item.landscape else context.page
        above = ""
        if item.caption is not None:
            inside = context.bookmarked(item.anchor, self._caption(item.caption))
            above = context.paragraph("Caption", inside)
        made = table(context, item, page.text_width, self._inner)
        below = ""
        if item.source:
            below = context.paragraph("Source", Words().write(context.wording.say("source", source=item.source)))
        return above + made + below

    def _figure(self, item: FigureItem | ChartItem) -> str:
        context = self._context
        drawn = figures.picture(context, item) if isinstance(item, FigureItem) else figures.chart(context, item)
        made = context.paragraph("Figure", context.bookmarked(item.anchor, drawn))
        if item.caption is not None:
            made += context.paragraph("Figure_20_caption", self._caption(item.caption))
        if isinstance(item, FigureItem):
            for key, value in (("source", item.source), ("credit", item.credit)):
                if value:
                    made += context.paragraph("Source", Words().write(context.wording.say(key, **{key: value})))
        return made

    def _caption(self, caption: Caption) -> str:
        context = self._context
        label = context.bookmarked(caption.anchor, escaped(caption.label))
        if not caption.inlines:
            return label
        before, after = context.wording.around("caption", "caption", label=caption.label)
        words = Words()
        start = words.write(before).replace(escaped(caption.label), label, 1)
        return start + context.inline(caption.inlines, bold=True) + words.write(after)

    # ---- front

    def _cover(self, item: CoverItem) -> str:
        context = self._context
        context.turn(master="Cover")
        made = [self._logo(item.logo), context.paragraph("Cover_20_council", escaped(item.council))]
        if item.picture:
            drawn = figures.cover_picture(context, item.picture, item.alternative)
            made.append(context.paragraph("Figure", drawn))
        made.append(context.paragraph("Cover_20_title", escaped(item.title)))
        if item.subtitle:
            made.append(context.paragraph("Subtitle", escaped(item.subtitle)))
        made += [context.paragraph("Cover_20_line", Words().write(line)) for line in item.lines]
        context.turn(master="Standard")
        return "".join(made)

    def _logo(self, digest: str) -> str:
        if not digest:
            return ""
        shown = FigureItem("", digest, "", decorative=True, width=0.3)
        return self._context.paragraph("Standard", figures.picture(self._context, shown, share_of_height=0.09))

    def _contents(self, item: ContentsItem) -> str:
        """The list of headings: each line a link, with a page number that the office program counts."""
        context = self._context
        head = element(
            "text:index-title",
            {"text:name": "Contents heading"},
            element("text:p", {"text:style-name": context.begin("Contents_20_Heading")}, escaped(item.title)),
        )
        lines = [
            self._contents_line(min(heading.level, _LEVELS), heading.anchor, heading.label, _title(heading))
            for heading in context.manuscript.items
            if isinstance(heading, HeadingItem) and heading.in_contents and heading.level <= item.depth
        ]
        source = element(
            "text:table-of-content-source",
            {"text:outline-level": str(item.depth), "text:use-index-marks": "false"},
            *(_template(level) for level in range(1, _LEVELS + 1)),
        )
        body = element("text:index-body", None, head, *lines)
        made = element("text:table-of-content", {"text:name": "Contents", "text:protected": "false"}, source, body)
        others = (
            context.paragraph("Contents_20_1", escaped(context.wording.say("caption", label=label, caption=title)))
            for label, title in item.others
        )
        lists = (self._captions(listed) for listed in context.caption_lists)
        return made + "".join((*others, *lists))

    def _captions(self, listed: CaptionList) -> str:
        """The list of tables or figures: our captions are words, from which an office program draws no index."""
        lines = (self._contents_line(2, line.anchor, "", line.text) for line in listed.lines)
        return self._context.paragraph("Contents_20_Heading", escaped(listed.title)) + "".join(lines)

    def _contents_line(self, level: int, anchor: str, before: str, title: str) -> str:
        words = Words()
        name = bookmark(anchor)
        label = escaped(before) + "<text:s/>" * 2 if before else ""
        number = element("text:bookmark-ref", {"text:reference-format": "page", "text:ref-name": name}, "1")
        given = {"xlink:type": "simple", "xlink:href": f"#{name}"}
        looks = {"text:style-name": "Index_20_Link", "text:visited-style-name": "Index_20_Link"}
        link = element("text:a", {**given, **looks}, label, words.write(title))
        tab = element(
            "style:paragraph-properties",
            None,
            element(
                "style:tab-stops",
                None,
                element(
                    "style:tab-stop",
                    {
                        "style:position": length(self._context.page.text_width),
                        "style:type": "right",
                        "style:leader-style": "dotted",
                        "style:leader-text": ".",
                    },
                ),
            ),
        )
        parent = {"style:parent-style-name": f"Contents_20_{level}"}
        style = self._context.styles.named("paragraph", tab, parent)
        return element("text:p", {"text:style-name": style}, link, "<text:tab/>", number)


def _title(heading: HeadingItem) -> str:
    return plain_text(heading.inlines).replace("\n", " ")


def _template(level: int) -> str:
    return element(
        "text:table-of-content-entry-template",
        {"text:outline-level": str(level), "text:style-name": f"Contents_20_{level}"},
        element("text:index-entry-link-start"),
        element("text:index-entry-chapter"),
        element("text:index-entry-span", None, "  "),
        element("text:index-entry-text"),
        element("text:index-entry-tab-stop", {"style:type": "right", "style:leader-char": "."}),
        element("text:index-entry-page-number"),
        element("text:index-entry-link-end"),
    )
