"""A small section with one of everything, for random events."""

from __future__ import annotations

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Box, Chart, Figure, Live, PageBreak, Paragraph
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, FactField, Footnote, Marks, Run, join
from tests.model.values import heading, item, paragraph, section, table, words


def _footnote(text: str) -> Run:
    return Run(Footnote(new_id(), words(text)))


def small() -> Section:
    """Text, lists, a table, a figure, a box and all inline objects, with comments and marks."""
    commented = Run("receive", Marks(comments=("k1",)))
    long = Paragraph(
        new_id(),
        join(
            (Run("The council will "), commented, Run(" the ")),
            (Run("bold 😀 words", Marks(bold=True)), Run(" of e\u0301te")),
            (_footnote("A note 😀 here."), Run(" and a "), Run("link", Marks(link="https://example.gov.uk"))),
        ),
        numbered=True,
    )
    fields = Paragraph(
        new_id(),
        join(
            (Run("On "), Run(FactField(new_id(), "meeting.date")), Run(" see ")),
            (Run(CrossReference(new_id(), "nowhere")), Run(" again", Marks(italic=True))),
        ),
    )
    grid = table([["Head", "Cost"], ["c 😀 d", ""], ["e", "12"]], "What it costs")
    cell = grid.rows[1].cells[0]
    marked = Paragraph(
        cell.blocks[0].id, join((Run("c 😀"), Run(" d", Marks(comments=("k2",))), _footnote("In a cell")))
    )
    grid = _with_cell(grid, marked)
    return section(
        "Sample",
        heading("Housing need"),
        long,
        item("one apple"),
        item("two pears", level=2),
        paragraph(),
        grid,
        fields,
        Figure(new_id(), "0" * 64, paragraph("A picture"), alternative="Something"),
        Paragraph(new_id(), words("A quotation"), "quote"),
        PageBreak(new_id()),
        heading("Second", 2),
        Box(new_id(), paragraph("A box"), (paragraph("inside it"), item("an item"))),
        Chart(new_id(), grid.id, paragraph("A chart")),
        Live(new_id(), "milestones"),
        paragraph("The last words"),
    )


def _with_cell(grid, block):
    from msgspec.structs import replace

    row = grid.rows[1]
    cells = (replace(row.cells[0], blocks=(block, item("in a list"))), *row.cells[1:])
    return replace(grid, rows=(grid.rows[0], replace(row, cells=cells), *grid.rows[2:]))
