"""Manuscripts made by hand, with everything that a writer must know how to set."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageDraw

from strategy_editor.manuscript.items import (
    BoxItem,
    Caption,
    ChartItem,
    ContentsItem,
    CoverItem,
    FigureItem,
    Furniture,
    GapItem,
    HeadingItem,
    Inline,
    Item,
    ListEntry,
    ListItems,
    Manuscript,
    Note,
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
    TitleItem,
)
from strategy_editor.model.profile import PageLook

_PROSE = (
    "the council will work with residents partners and businesses to improve homes streets parks and services across "
    "every ward so that people can live well and stay safe while public money is spent with care and progress is "
    "reported each year"
)
WORDS = _PROSE.split()


class Shelf:
    """A picture source: pictures by their SHA-256."""

    def __init__(self) -> None:
        self._pictures: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        key = hashlib.sha256(data).hexdigest()
        self._pictures[key] = data
        return key

    def __call__(self, key: str) -> bytes:
        return self._pictures[key]


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (640, 320)) -> bytes:
    """A small drawing as a file of the given kind."""
    image = Image.new("RGB", size, "#dfe9f3")
    draw = ImageDraw.Draw(image)
    for step in range(8):
        left = size[0] * step // 8
        draw.rectangle([left, size[1] - (step + 2) * size[1] // 12, left + size[0] // 11, size[1]], fill="#1f4e79")
    if mode in ("RGBA", "LA"):
        image = image.convert(mode)
        image.putalpha(Image.linear_gradient("L").resize(size))
    image = image.convert(mode) if image.mode != mode else image
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def sentence(start: int, count: int) -> str:
    """``count`` words from the ``start``th on, as a sentence."""
    return " ".join(WORDS[(start * 7 + step * 5) % len(WORDS)] for step in range(count)).capitalize() + "."


def prose(start: int, sentences: int = 4) -> str:
    """Several sentences."""
    return " ".join(sentence(start + step, 9 + (start + step) % 11) for step in range(sentences))


def heading(label: str, title: str, level: int = 1, *, page_break: bool = False) -> HeadingItem:
    return HeadingItem(
        anchor=f"h-{label or title}".replace(" ", "-"),
        level=level,
        inlines=(Span(title),),
        label=label,
        scheme_level=label.count(".") + 1 if label else 0,
        page_break=page_break,
    )


def paragraph(text: str | tuple[Inline, ...], label: str = "", anchor: str = "") -> ParagraphItem:
    inlines = (Span(text),) if isinstance(text, str) else text
    return ParagraphItem(anchor=anchor or f"p-{label or abs(hash(str(inlines))) % 10**9}", inlines=inlines, label=label)


def cell(text: str, header: str = "", column_span: int = 1, row_span: int = 1) -> TableCell:
    items = tuple(ParagraphItem(anchor="", inlines=(Span(part),)) for part in text.split("\n"))
    return TableCell(items=items, header=header, column_span=column_span, row_span=row_span)  # type: ignore[arg-type]


def caption(label: str, text: str) -> Caption:
    return Caption(
        anchor=f"c-{label}".replace(" ", "-"), label=label, number=label.split(" ")[-1], inlines=(Span(text),)
    )


def spend_table(number: int, rows: int, *, landscape: bool = False) -> TableItem:
    """Spend by ward: a header row, a header column, right-aligned figures, a total."""
    header = TableRow(
        cells=tuple(cell(text, "column") for text in ("Ward", "2024/25", "2025/26", "2026/27", "What it is for")),
        header=True,
    )
    body = tuple(
        TableRow(
            cells=(
                cell(f"{('Castle', 'Mill', 'Park')[row % 3]} ward {row + 1}", "row"),
                *(cell(f"£{(row * 37 + year * 411) % 9000 + 100:,}") for year in range(3)),
                cell(sentence(row, 6 + row % 5)),
            )
        )
        for row in range(rows)
    )
    total = TableRow(cells=(cell("Total", "row"), *(cell("£99,000") for _ in range(3)), cell("")), total=True)
    return TableItem(
        anchor=f"t-{number}",
        columns=(TableColumn(), *(TableColumn(alignment="right") for _ in range(3)), TableColumn()),
        rows=(header, *body, total),
        caption=caption(f"Table {number}", "Spend by ward and year"),
        landscape=landscape,
        source="the council’s budget book, February 2026",
        description="Spend rises in every ward.",
    )


def spanned_table() -> TableItem:
    """Two header rows and cells over rows and columns."""
    return TableItem(
        anchor="t-span",
        columns=tuple(TableColumn(width=share) for share in (0.25, 0.25, 0.25, 0.25)),
        rows=(
            TableRow(
                cells=(cell("Theme", "column", row_span=2), cell("Now", "column", 2), cell("Later", "column")),
                header=True,
            ),
            TableRow(cells=(cell("Cost", "column"), cell("Staff", "column"), cell("Cost", "column")), header=True),
            TableRow(cells=(cell("Networks\n" + prose(1, 2), "row", row_span=2), cell("£1"), cell("2"), cell("£3"))),
            TableRow(cells=(cell("Over two columns: " + sentence(4, 14), column_span=2), cell("£4"))),
            TableRow(cells=(cell("Data", "row"), cell("£5"), cell("6"), cell("£7"))),
        ),
        caption=caption("Table 9", "Cells over rows and columns"),
    )


def charts() -> tuple[ChartItem, ...]:
    years = ("2023", "2024", "2025", "2026")
    return (
        ChartItem(
            anchor="ch-1", kind="bar", categories=years, unit="£",
            series=(Series("Castle ward", (1200, 1500, 900, None)), Series("Mill ward", (700, 1100, 1300, 1250.5))),
            alternative="Spend by ward in four years.", caption=caption("Figure 2", "Spend by ward"),
        ),
        ChartItem(
            anchor="ch-2", kind="stacked", categories=("North", "South and the villages by the river", "West"),
            series=(Series("Homes", (40, 30, 50)), Series("Roads", (25, 35, 20)), Series("Parks", (10, 20, 15))),
            unit="%", alternative="Shares of spend.", caption=caption("Figure 3", "Shares of spend"),
        ),
        ChartItem(
            anchor="ch-3", kind="line", categories=years,
            series=(Series("Target", (60, 65, 70, 75)), Series("Actual", (58, None, 66, 71))),
            unit="%", alternative="Actual stays below target.", caption=caption("Figure 4", "Against the target"),
        ),
        ChartItem(
            anchor="ch-4", kind="pie", categories=("Hardware", "Software", "People", "Training"),
            series=(Series("Spend", (30, 20, 45, 5)),), alternative="People cost most.",
            caption=caption("Figure 5", "Where the money goes"),
        ),
    )  # fmt: skip


def note(number: int, text: str) -> Note:
    return Note(anchor=f"n-{number}", number=number, body=(Span(text),))


def everything(shelf: Shelf, mark: str = "DRAFT") -> Manuscript:
    """One document with every kind of item."""
    plain, glass = shelf.put(picture()), shelf.put(picture(mode="RGBA"))
    nested = ListItems(
        kind="letter",
        level=2,
        entries=(
            ListEntry("l-2a", (Span("broadband in every village;"),), "(a)"),
            ListEntry("l-2b", (Span("mobile signal " + sentence(3, 20)),), "(b)"),
        ),
    )
    items: tuple[Item, ...] = (
        CoverItem(
            council="Cheshire East Council",
            title="Information and Communication Technology Strategy",
            subtitle="Demand, control and supply",
            lines=("2009 to 2013", "For decision by Cabinet, 3 March 2009", "Version 0.9"),
            picture=plain,
            alternative="Bars that grow from left to right.",
        ),
        ContentsItem(title="Contents", others=(("Appendix A", "Applications"), ("Appendix B", "Infrastructure"))),
        heading("1", "Introduction to our strategy", page_break=True),
        paragraph(prose(0, 5), "1.1"),
        paragraph(
            (
                Span("This paragraph has "), Span("a bold claim", bold=True), Span(", "), Span("emphasis", italic=True),
                Span(", a footnote"), note(1, "Office for National Statistics, population estimates. " + prose(4, 2)),
                Span(", H"), Span("2", script="subscript"), Span("O and 10"), Span("3", script="superscript"),
                Span(", a link to "), Span("the statistics for our area", link="https://www.ons.gov.uk/"),
                Span(" and a look at "), Span("Table 1", target="t-1", reference="number"), Span(". "),
                Span("Mae’r cyngor yn croesawu gohebiaeth yn Gymraeg. Ŵyn, tŷ a dŵr.", language="cy"),
                Span(" Ticks ✓ and arrows → and Ελληνικά work; "), Span("[date: not known yet]", gap=True),
                Span(" does too. " + prose(2, 3)),
            ),
            "1.2",
        ),
        heading("", "People and places", 2),
        paragraph("We will do these things:", "1.3"),
        ListItems(
            kind="bullet",
            entries=(
                ListEntry("l-1", (Span(sentence(5, 22)),)),
                ListEntry("l-2", (Span("connect people:"),), children=nested),
                ListEntry("l-3", (Span(sentence(9, 8)),)),
            ),
        ),
        ParagraphItem(anchor="q-1", kind="quote", inlines=(Span("Nothing about us without us. " + prose(3, 2)),)),
        ParagraphItem(anchor="q-2", kind="note", inlines=(Span("Figures are rounded. " + sentence(8, 20)),)),
        spend_table(1, 6),
        heading("1.4", "Numbers in order", 2),
        ListItems(
            kind="number",
            entries=tuple(ListEntry(f"o-{n}", (Span(sentence(n, 6)),), f"{n}.") for n in range(1, 12)),
        ),
        FigureItem(
            anchor="f-1", picture=glass, alternative="Bars that fade towards the top.", description="Longer words.",
            caption=caption("Figure 1", "A picture with glass in it"), source="our own", credit="A. Photographer",
            width=0.6,
        ),
        BoxItem(
            anchor="b-1", kind="case-study", title=(Span("How Crewe did it"),),
            items=(
                ParagraphItem(anchor="b-2", inlines=(Span(prose(6, 3)),)),
                ListItems(kind="bullet", entries=(ListEntry("b-3", (Span(sentence(2, 7)),)),)),
            ),
        ),
        BoxItem(
            anchor="b-4", kind="key-facts", title=(),
            items=(ParagraphItem(anchor="b-5", inlines=(Span("375,000 people"),)),),
        ),
        heading("2", "Money", page_break=True),
        paragraph((Span(prose(11, 3)), note(2, "Council constitution, part 3."), Span(" " + prose(1, 2))), "2.1"),
        spanned_table(),
        *charts(),
        spend_table(2, 45),
        spend_table(3, 5, landscape=True),
        heading("3", "Contacts"),
        PairsItem(
            anchor="pairs", kind="contacts",
            pairs=(
                Pair("Name", (Span("Head of ICT"),)),
                Pair("Telephone number of the department", (Span("01270 000000"),)),
                Pair("Date", (Span("not known yet"),), known=False),
            ),
        ),
        GapItem(anchor="gap", text="[Nothing is written here yet.]"),
        paragraph(prose(20, 12)),
    )  # fmt: skip
    return Manuscript(
        document="d1",
        properties=Properties(
            title="Information and Communication Technology Strategy",
            creator="Cheshire East Council",
            subject="How the council will use technology, 2009 to 2013",
            keywords=("strategy", "technology"),
            created="2009-02-20T09:00:00+00:00",
        ),
        items=items,
        page=PageLook(),
        furniture=Furniture(
            header_left="Cheshire East Council",
            header_right="ICT Strategy 2009 to 2013",
            footer_left="Version 0.9",
            mark=mark,
        ),
    )


def report() -> Manuscript:
    """A short report without a cover."""
    title = "Information and Communication Technology Strategy"
    items: tuple[Item, ...] = (
        TitleItem(above=("Cheshire East Council", "Cabinet"), title=title),
        PairsItem(
            anchor="head", kind="report-header",
            pairs=(Pair("Date of meeting", (Span("3 March 2009"),)), Pair("Report of", (Span("Head of ICT"),))),
        ),
        heading("1.0", "Report summary"),
        paragraph(prose(1, 3), "1.1"),
        paragraph(prose(2, 2), "1.2"),
        heading("2.0", "Decision requested"),
        paragraph("Cabinet is asked to approve the strategy.", "2.1"),
    )  # fmt: skip
    return Manuscript(
        document="r1",
        properties=Properties(title="Report to Cabinet", creator="Cheshire East Council"),
        items=items,
        page=PageLook(capitals=True),
        furniture=Furniture(header_right="Cabinet, 3 March 2009", classification="Public"),
    )
