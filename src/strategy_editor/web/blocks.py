"""Items as elements: headings, paragraphs, lists, boxes, pairs, contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from strategy_editor.manuscript.items import (
    BoxItem,
    CellItem,
    ChartItem,
    ContentsItem,
    CoverItem,
    FigureItem,
    GapItem,
    HeadingItem,
    Item,
    ListEntry,
    ListItems,
    PageBreakItem,
    PairsItem,
    ParagraphItem,
    TableItem,
    TimelineItem,
    TitleItem,
)
from strategy_editor.web.context import Context
from strategy_editor.web.figures import chart, figure, timeline
from strategy_editor.web.inline import inline, labelled, without_links
from strategy_editor.web.markup import Child, Element, element
from strategy_editor.web.tables import table

_NATIVE_LABELS = {"1": r"(\d{1,6})\.", "a": r"\(([a-z]{1,3})\)", "i": r"\(([ivxlcdm]{1,8})\)"}


def block(context: Context, item: Item) -> Iterator[Element]:
    """The elements of an item of the manuscript."""
    match item:
        case HeadingItem():
            yield heading(context, item)
        case ParagraphItem() | ListItems():
            yield inner_block(context, item)
        case TableItem():
            yield from table(context, item, inner_block)
        case FigureItem():
            yield figure(context, item)
        case ChartItem():
            yield chart(context, item)
        case TimelineItem():
            yield timeline(context, item)
        case BoxItem():
            yield _box(context, item)
        case PageBreakItem():
            yield element("div", class_="page-break")
        case PairsItem():
            yield _pairs(context, item)
        case GapItem():
            gap = element("mark", item.text, class_="gap")
            yield element("p", gap, id=context.id(item.anchor))
        case CoverItem() | TitleItem() | ContentsItem():
            yield from _further_front(context, item)


def _further_front(context: Context, item: CoverItem | TitleItem | ContentsItem) -> Iterator[Element]:
    """A second title or cover in the flow of the text; what the page begins with is written by ``page``."""
    if isinstance(item, ContentsItem):
        return
    lines = (*item.above, item.title) if isinstance(item, TitleItem) else (item.council, item.title, item.subtitle)
    more = item.lines if isinstance(item, CoverItem) else ()
    yield from (element("p", line, class_="title-line") for line in (*lines, *more) if line)


def inner_block(context: Context, item: CellItem) -> Element:
    """A paragraph, list or heading; headings of cells stay out of the page's levels."""
    match item:
        case HeadingItem():
            text = labelled(context, item.label, item.inlines)
            return element("p", element("strong", text), id=context.id(item.anchor), class_="cell-heading")
        case ParagraphItem():
            return _paragraph(context, item)
        case ListItems():
            return list_element(context, item)


def heading(context: Context, item: HeadingItem) -> Element:
    """A heading with its label."""
    text = labelled(context, item.label, item.inlines)
    return element(context.heading_tag(item.level), text, id=context.id(item.anchor))


def _paragraph(context: Context, item: ParagraphItem) -> Element:
    text = labelled(context, item.label, item.inlines)
    id, numbered = context.id(item.anchor), "numbered" if item.label else ""
    if item.kind == "quote":
        return element("blockquote", element("p", text, class_=numbered), id=id)
    if item.kind == "note":
        said = context.words("pair", label=context.words("note"))
        return element("p", element("strong", said), " ", text, id=id, class_="note")
    return element("p", text, id=id, class_=numbered)


# ---- lists


def list_element(context: Context, items: ListItems) -> Element:
    """A list. Its labels are text, since they are what others cite; a plain page has those of the browser."""
    entries = [_entry(context, entry) for entry in items.entries]
    if items.kind == "bullet" and not any(entry.label for entry in items.entries):
        return element("ul", entries)
    if context.plain:
        kind, start = _native(items)
        if kind:
            return element("ol", entries, type=kind, start=start)
    for entry, made in zip(items.entries, entries, strict=True):
        if entry.label:
            made.insert(0, element("span", entry.label, class_="label"))
            made[0].tail, made.text = f" {made.text or ''}", None
    return element("ol" if items.kind != "bullet" else "ul", entries, role="list", class_="labelled")


def _entry(context: Context, entry: ListEntry) -> Element:
    children: list[Child] = list(inline(context, entry.inlines))
    if entry.children is not None:
        children.append(list_element(context, entry.children))
    return element("li", children, id=context.id(entry.anchor))


def _native(items: ListItems) -> tuple[str, str]:
    """The kind and start of an HTML list that counts as the labels do; empty where none does."""
    labels = [entry.label for entry in items.entries]
    for kind, pattern in _NATIVE_LABELS.items():
        counts = [_count(kind, match[1]) if (match := re.fullmatch(pattern, label)) else 0 for label in labels]
        if counts and counts[0] and counts == list(range(counts[0], counts[0] + len(counts))):
            return kind, str(counts[0])
    return "", ""


def _count(kind: str, letters: str) -> int:
    if kind == "1":
        return int(letters)
    if kind == "a":
        total = 0
        for letter in letters:
            total = total * 26 + ord(letter) - ord("a") + 1
        return total
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


# ---- boxes and pairs


def _box(context: Context, item: BoxItem) -> Element:
    title_id = context.id(f"{item.anchor}-title")
    title = inline(context, item.title) or [context.words(f"box.{item.kind}")]
    head = element(context.box_heading_tag, title, id=title_id, class_="box-title")
    body = [inner_block(context, inner) for inner in item.items]
    return element(
        "aside",
        head,
        body,
        id=context.id(item.anchor),
        role="note",
        class_=f"box {item.kind}",
        aria_labelledby=title_id,
    )


def _pairs(context: Context, item: PairsItem) -> Element:
    lines = []
    for pair in item.pairs:
        label = pair.label if item.kind == "glossary" else context.words("pair", label=pair.label)
        value: list[Child] = inline(context, pair.inlines)
        if not pair.known and not any(getattr(each, "gap", False) for each in pair.inlines):
            value = [element("mark", value, class_="gap")]
        lines.append(element("div", element("dt", label), element("dd", value)))
    return element("dl", lines, id=context.id(item.anchor), class_=f"pairs {item.kind}")


# ---- contents


def contents(context: Context, item: ContentsItem, headings: Sequence[HeadingItem]) -> Element:
    """The contents list: links to the headings, nested by level, and then the further documents."""
    outer = element("ol", role="list")
    lists: list[tuple[int, Element]] = []
    for each in headings:
        if not each.in_contents or each.level > item.depth:
            continue
        while lists and lists[-1][0] > each.level:
            lists.pop()
        if not lists:
            lists.append((each.level, outer))
        elif lists[-1][0] < each.level:
            nested = element("ol", role="list")
            lists[-1][1][-1].append(nested)
            lists.append((each.level, nested))
        text = labelled(context, each.label, without_links(each.inlines))
        link = element("a", text, href=context.leads_to(each.anchor))
        lists[-1][1].append(element("li", link))
    for label, title in item.others:
        outer.append(element("li", context.words("caption", label=label, caption=title), class_="other"))
    return outer
