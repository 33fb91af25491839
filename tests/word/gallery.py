"""A strategy that holds one of everything, to be written, validated, converted and looked at."""

from __future__ import annotations

import hashlib
import io

from msgspec.structs import replace
from PIL import Image, ImageDraw

from strategy_editor.foundation.ids import new_id
from strategy_editor.manuscript.items import PictureSource
from strategy_editor.model.blocks import (
    Box,
    Cell,
    Chart,
    Column,
    Figure,
    Heading,
    Limits,
    Live,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from strategy_editor.model.dates import When
from strategy_editor.model.outline import Outline
from strategy_editor.model.project import Project
from strategy_editor.model.records import Exemption, Meeting, Milestone, Person, RegisterEntry, Term
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, FactField, Footnote, Marks, Run, runs_from
from tests.manuscript.seed import PROFILE
from tests.model.values import heading, item, paragraph, section, table

FILLER = (
    "The council will work with its partners so that residents can do more for themselves, at a time and in a place "
    "that suits them, and so that staff have what they need to help those who cannot. "
)


def picture(width: int, height: int, colour: str = "#00594f", form: str = "PNG") -> bytes:
    """A picture of our own: a bar chart without words."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for index in range(5):
        left, top = width * (index * 2 + 1) // 11, height * (5 - index) // 7
        draw.rectangle((left, top, left + width // 11, height * 6 // 7), fill=colour)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


SMALL, LARGE, COVER = picture(300, 200), picture(4000, 1500, form="JPEG"), picture(1600, 900, "#1f4e79")
PICTURES = {hashlib.sha256(data).hexdigest(): data for data in (SMALL, LARGE, COVER)}
SMALL_ID, LARGE_ID, COVER_ID = PICTURES


def pictures() -> PictureSource:
    return PICTURES.__getitem__


def merged_table() -> Table:
    """Spans across and down, a row header, a total, alignment, lists in a cell."""

    def cell(*blocks: object, **fields: object) -> Cell:
        return Cell(new_id(), blocks, **fields)  # type: ignore[arg-type]

    columns = (Column(new_id(), 0.4), Column(new_id(), 0.3, "right"), Column(new_id(), 0.3, "right"))
    rows = (
        Row(new_id(), (cell(paragraph("Service"), row_span=2), cell(paragraph("Cost"), column_span=2))),
        Row(new_id(), (cell(paragraph("2009")), cell(paragraph("2010")))),
        Row(
            new_id(),
            (
                cell(paragraph("Networks"), item("links"), item("telephones", level=2, kind="number")),
                cell(paragraph("£1,250")),
                cell(paragraph("£900")),
            ),
        ),
        Row(
            new_id(), (cell(paragraph("All services")), cell(paragraph("£1,250")), cell(paragraph("£900"))), total=True
        ),
    )
    return Table(
        new_id(),
        columns,
        rows,
        paragraph("Costs by service"),
        header_rows=2,
        header_columns=1,
        source="Finance, February 2009",
        description="Each row is a service with its cost in two years; the last row adds them up.",
    )


def rich_section(target: str, figures: str, notes: int) -> Section:
    """Inline things of every kind."""
    words = (
        Run("Bold", Marks(bold=True)),
        Run(", "),
        Run("italic", Marks(italic=True)),
        Run(", CO"),
        Run("2", Marks(script="subscript")),
        Run(", "),
        Run("the council's website", Marks(link="https://www.example.gov.uk/a?b=c&d=e")),
        Run(", a file "),
        Run("not linked", Marks(link="file:///home/someone/secret.docx")),
        Run(", "),
        Run("yng Nghymru", Marks(language="cy")),
        Run(", for "),
        Run(FactField(new_id(), "meeting.body")),
        Run(" on "),
        Run(FactField(new_id(), "next.review")),
        Run("; see "),
        Run(CrossReference(new_id(), target, "number-and-title")),
        Run(" and "),
        Run(CrossReference(new_id(), figures)),
        Run(" and "),
        Run(CrossReference(new_id(), target, "title")),
        Run("."),
        *(Run(Footnote(new_id(), runs_from(f"Note {index} with “quotes” & <angles>."))) for index in range(notes)),
    )
    lists = (
        item("first point"),
        item("below it", level=2),
        item("counted", level=2, kind="number"),
        item("counted too", level=2, kind="number"),
        item("second point"),
        paragraph("Between the lists."),
        item("one", kind="number"),
        item("two", kind="number"),
        item("two a", level=2, kind="number"),
        item("two b", level=2, kind="number"),
        item("three", kind="number"),
        paragraph("Again."),
        item("one again", kind="number"),
        item("lettered", kind="letter"),
        item("lettered too", kind="letter"),
    )
    return section(
        "Text & <marks>",
        Paragraph(new_id(), words),
        *lists,
        paragraph("Numbered words.", numbered=True),
        Paragraph(new_id(), runs_from("Line one\nline two\tafter a tab")),
        paragraph("It was said that ICT is a key enabler.", kind="quote"),
        paragraph("This is worth knowing.", kind="note"),
    )


def gallery(*, exempt: bool = False, long: bool = False) -> Project:
    """The set: a strategy with everything, an appendix with its letter, a report."""
    limits = Limits(exemption="e1") if exempt else Limits()
    data = table([["Year", "Revenue", "Capital"], ["2009", "£1,250", "£300"], ["2010", "£900", "£450"]], "Spending")
    wide = replace(
        table([[f"Column {n}" for n in range(8)]] + [[FILLER[:40]] * 8 for _ in range(30)], "A wide plan"),
        landscape=True,
    )
    target = heading("Where we are going")
    figures = Figure(
        new_id(),
        LARGE_ID,
        paragraph("Homes connected"),
        alternative="Bars that fall from left to right.",
        description="Five bars.",
        source="Our survey",
        credit="The council",
        width=0.8,
    )
    body = [paragraph(FILLER * 3) for _ in range(40 if long else 2)]
    costs = merged_table()
    strategy = Document(
        new_id(),
        "strategy",
        "ICT Strategy",
        (
            section("Document control", Live(new_id(), "document-control"), scheme="none"),
            section("Business context", target, *body, heading("Deeper", 2), paragraph(FILLER), *body),
            rich_section(target.id, figures.id, 2),
            section(
                "Tables",
                replace(heading("Hidden part"), limits=limits),
                costs,
                data,
                heading("Shown part"),
                paragraph(f"Before the wide one. {FILLER}"),
                wide,
                paragraph("After the wide one."),
            ),
            section(
                "Pictures",
                figures,
                Figure(new_id(), SMALL_ID, paragraph(""), decorative=True),
                Chart(new_id(), data.id, paragraph("Spending drawn"), alternative="Revenue falls, capital rises."),
                Chart(new_id(), data.id, paragraph("As lines"), "line", alternative="Two lines.", width=0.6),
                Chart(new_id(), data.id, paragraph("As a pie"), "pie", alternative="A pie.", width=0.6),
                Chart(new_id(), data.id, paragraph("Stacked"), "stacked", alternative="A stack.", width=0.6),
            ),
            section(
                "Boxes",
                Box(
                    new_id(),
                    paragraph("A library that opened late"),
                    (paragraph(FILLER), item("a point"), item("another"), Heading(new_id(), runs_from("Inside"), 1)),
                ),
                Box(new_id(), paragraph(""), (paragraph("80,000 words"),), kind="key-facts"),
                PageBreak(new_id()),
                paragraph("On a new page."),
            ),
            section("Milestones", Live(new_id(), "milestones"), Live(new_id(), "register")),
            section("Glossary", Live(new_id(), "glossary"), scheme="none"),
        ),
        subtitle="Getting connected",
        period="2009 to 2012",
        meeting="m1",
        owner="p1",
        cover=COVER_ID,
        cover_alternative="Bars.",
    )
    appendix = Document(
        new_id(),
        "appendix",
        "Applications",
        (
            section(
                "Now", heading("Systems"), table([["a", "b"], ["c", "d"]], "Systems"), paragraph("x", numbered=True)
            ),
        ),
    )
    return Project(
        new_id(),
        "ICT Strategy",
        Outline("none", "None", ()),
        PROFILE,
        (strategy, appendix),
        meetings=(Meeting("m1", "Cabinet", When(2009, 3, 3)),),
        people=(Person("p1", "A. Name", "Head of ICT"),),
        milestones=(
            Milestone("ms1", "Publish", When(2009, 3), "done", outcome="On the website", done=When(2009, 4)),
            Milestone("ms2", "Review", When(2010, 3), "planned", owner="p1"),
        ),
        register=(RegisterEntry("r1", "Desktop Roadmap", due=When(2009, 7), priority="high"),),
        glossary=(Term("t1", "ICT", "information and communications technology"),),
        exemptions=(Exemption("e1", "3"),),
    )
