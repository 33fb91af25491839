"""Manuscripts of any shape, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from strategy_editor.manuscript.items import (
    BoxItem,
    Caption,
    CellItem,
    ChartItem,
    ContentsItem,
    FigureItem,
    Furniture,
    HeadingItem,
    Inline,
    Inlines,
    Item,
    ListEntry,
    ListItems,
    Manuscript,
    Note,
    PageBreakItem,
    Pair,
    PairsItem,
    ParagraphItem,
    Properties,
    Series,
    Span,
    TableCell,
    TableColumn,
    TableItem,
    TableRow,
)
from strategy_editor.model.profile import PageLook
from tests.pdf.making import SHELF
from tests.pdf.manuscripts import picture

WORDS = (
    "council", "homes", "a", "the", "ŵyn", "tŷ", "Ελλάδα", "→", "✓", "😀", "£1,250.50", "re-use", "well-being",
    "and/or",
    "co\u00adoper\u00adation", "AVATAR", "office", "fi", "2009–2013", "x" * 70, "https://www.example.gov.uk/a/b?c=d&e=f",
    "non\u00a0breaking", "“quoted”", "end.", "naïve", "Łódź", "№", "½", "m²", "e\u0301tude",
)  # fmt: skip


class Numbers:
    """Numbers notes through a document, and gives anchors that are never twice the same."""

    def __init__(self) -> None:
        self.notes = 0
        self.anchors = 0

    def note(self) -> int:
        self.notes += 1
        return self.notes

    def anchor(self) -> str:
        self.anchors += 1
        return f"a{self.anchors}"


text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
short_text = st.lists(st.sampled_from(WORDS[:14]), min_size=1, max_size=6).map(" ".join)


@st.composite
def inlines(draw: st.DrawFn, numbers: Numbers, notes: bool = True, content: st.SearchStrategy[str] = text) -> Inlines:
    parts: list[Inline] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("plain", "bold", "italic", "link", "welsh", "gap", "script", "break", "note")))
        said = draw(content)
        match kind:
            case "note" if notes:
                parts.append(Span(said))
                parts.append(Note(numbers.anchor(), numbers.note(), (Span(draw(text)),)))
            case "link":
                parts.append(Span(said, link="https://www.example.gov.uk/"))
            case "welsh":
                parts.append(Span(said, language="cy"))
            case "script":
                parts.append(Span(said, script="superscript"))
            case "break":
                parts.append(Span(said + "\nafter the break"))
            case _:
                parts.append(Span(said, bold=kind == "bold", italic=kind == "italic", gap=kind == "gap"))
        parts.append(Span(" "))
    return tuple(parts[:-1])


@st.composite
def lists(draw: st.DrawFn, numbers: Numbers, level: int = 1) -> ListItems:
    kind = draw(st.sampled_from(("bullet", "number", "letter")))
    entries = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        nested = level < 3 and draw(st.integers(0, 3)) == 0
        entries.append(
            ListEntry(
                numbers.anchor(),
                draw(inlines(numbers)),
                "" if kind == "bullet" else f"{number}." if kind == "number" else f"({chr(96 + number)})",
                draw(lists(numbers, level + 1)) if nested else None,
            )
        )
    return ListItems(kind=kind, entries=tuple(entries), level=level)  # type: ignore[arg-type]


@st.composite
def cell_items(draw: st.DrawFn, numbers: Numbers, notes: bool) -> tuple[CellItem, ...]:
    found: list[CellItem] = []
    for _ in range(draw(st.sampled_from((1, 1, 1, 0, 2)))):
        if notes and draw(st.integers(0, 5)) == 0:
            found.append(draw(lists(numbers, 3)))
        else:
            content = draw(st.sampled_from((short_text, short_text, text)))
            found.append(ParagraphItem(numbers.anchor(), draw(inlines(numbers, notes, content))))
    return tuple(found)


@st.composite
def tables(draw: st.DrawFn, numbers: Numbers) -> TableItem:
    width, header_rows = draw(st.integers(1, 6)), draw(st.integers(0, 2))
    height = header_rows + draw(st.integers(0 if header_rows else 1, 7))
    taken: set[tuple[int, int]] = set()
    rows = []
    tall = draw(st.integers(0, 9)) == 0
    for row in range(height):
        cells = []
        limit = header_rows if row < header_rows else height
        for column in range(width):
            if (row, column) in taken:
                continue
            across = draw(st.sampled_from((1, 1, 1, 2)))
            while across > 1 and (column + across > width or (row, column + across - 1) in taken):
                across -= 1
            down = min(draw(st.sampled_from((1, 1, 1, 2, 3))), limit - row)
            taken.update((row + i, column + j) for i in range(down) for j in range(across))
            items = draw(cell_items(numbers, notes=row >= header_rows))
            if tall and column == 0 and row == height - 1:
                items = (ParagraphItem(numbers.anchor(), (Span("tall cell " * 400),)), *items)
            header = "column" if row < header_rows else "row" if column == 0 else ""
            cells.append(TableCell(items, header, across, down))  # type: ignore[arg-type]
        rows.append(TableRow(tuple(cells), header=row < header_rows, total=row == height - 1 and height > 3))
    return TableItem(
        numbers.anchor(),
        tuple(TableColumn(alignment=draw(st.sampled_from(("left", "right", "centre")))) for _ in range(width)),
        tuple(rows),
        Caption(numbers.anchor(), "Table 1", "1", draw(inlines(numbers))) if draw(st.booleans()) else None,
        landscape=draw(st.integers(0, 4)) == 0,
        source=draw(st.sampled_from(("", "the council’s own figures"))),
    )


def captions(numbers: Numbers, label: str) -> st.SearchStrategy[Caption | None]:
    return st.none() | st.builds(Caption, st.builds(numbers.anchor), st.just(label), st.just("1"), inlines(numbers))


@st.composite
def figures(draw: st.DrawFn, numbers: Numbers) -> FigureItem:
    shape = draw(st.sampled_from(((400, 100), (300, 300), (100, 600))))
    return FigureItem(
        numbers.anchor(),
        SHELF.put(picture(draw(st.sampled_from(("PNG", "JPEG"))), size=shape)),
        alternative="A picture.",
        decorative=draw(st.integers(0, 4)) == 0,
        caption=draw(captions(numbers, "Figure 1")),
        source=draw(st.sampled_from(("", "a source"))),
        width=draw(st.sampled_from((0.0, 0.4, 1.0))),
    )


@st.composite
def charts(draw: st.DrawFn, numbers: Numbers) -> ChartItem:
    count = draw(st.integers(1, 6))
    value = (
        st.none() | st.integers(-50, 5000).map(float) | st.floats(-10, 10, allow_nan=False).map(lambda v: round(v, 2))
    )
    series = [
        Series(draw(short_text), tuple(draw(value) for _ in range(count))) for _ in range(draw(st.integers(1, 3)))
    ]
    return ChartItem(
        numbers.anchor(),
        draw(st.sampled_from(("bar", "stacked", "line", "pie"))),
        tuple(draw(short_text) for _ in range(count)),
        tuple(series),
        alternative="A chart.",
        caption=draw(captions(numbers, "Figure 2")),
        unit=draw(st.sampled_from(("", "£", "%"))),
        width=draw(st.sampled_from((0.0, 0.5))),
    )


@st.composite
def items(draw: st.DrawFn, numbers: Numbers) -> Item:
    kind = draw(
        st.sampled_from(
            (
                "paragraph",
                "paragraph",
                "numbered",
                "heading",
                "list",
                "table",
                "box",
                "pairs",
                "figure",
                "chart",
                "break",
            )
        )
    )
    match kind:
        case "heading":
            level = draw(st.integers(1, 4))
            label = draw(st.sampled_from(("", "1", "2.10", "3.1.4")))
            return HeadingItem(numbers.anchor(), level, draw(inlines(numbers, content=short_text)), label)
        case "list":
            return draw(lists(numbers))
        case "table":
            return draw(tables(numbers))
        case "box":
            inside = tuple(
                ParagraphItem(numbers.anchor(), draw(inlines(numbers))) for _ in range(draw(st.integers(1, 4)))
            )
            return BoxItem(numbers.anchor(), "case-study", draw(inlines(numbers, content=short_text)), inside)
        case "pairs":
            pairs = tuple(Pair(draw(short_text), draw(inlines(numbers))) for _ in range(draw(st.integers(1, 4))))
            return PairsItem(numbers.anchor(), pairs, "contacts")
        case "figure":
            return draw(figures(numbers))
        case "chart":
            return draw(charts(numbers))
        case "break":
            return PageBreakItem()
        case _:
            shape = draw(st.sampled_from(("body", "quote", "note")))
            label = draw(st.sampled_from(("1.1", "12.34"))) if kind == "numbered" else ""
            return ParagraphItem(numbers.anchor(), draw(inlines(numbers)), shape, label)  # type: ignore[arg-type]


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    numbers = Numbers()
    found: list[Item] = [draw(items(numbers)) for _ in range(draw(st.integers(1, 9)))]
    if draw(st.booleans()):
        found.insert(0, ContentsItem("Contents", 3))
    return Manuscript(
        document="d",
        properties=Properties(title="Any", creator="A council", created="2026-01-01T00:00:00+00:00"),
        items=tuple(found),
        page=PageLook(
            paper=draw(st.sampled_from(("A4", "A5"))), body_font=draw(st.sampled_from(("Source Sans 3", "Inter")))
        ),
        furniture=Furniture(page_of=""),
    )
