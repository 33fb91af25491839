"""Small values for tests: a project with one document of given sections, and strategies that draw whole projects."""

from __future__ import annotations

from hypothesis import strategies as st

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    Block,
    Box,
    Cell,
    Chart,
    Column,
    Figure,
    Heading,
    ListItem,
    Live,
    PageBreak,
    Paragraph,
    Row,
    Table,
    TextBlock,
)
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import (
    PLAIN,
    CrossReference,
    FactField,
    Footnote,
    Marks,
    Run,
    Runs,
    clean_line,
    join,
    runs_from,
)

ALPHABET = "aeinst AB19.,£é–’ŵ😀e\u0301&<>\"'"


def words(text: str) -> Runs:
    return runs_from(text)


def paragraph(text: str = "", **fields: object) -> Paragraph:
    return Paragraph(new_id(), runs_from(text), **fields)  # type: ignore[arg-type]


def heading(text: str, level: int = 1) -> Heading:
    return Heading(new_id(), runs_from(text), level)


def item(text: str, **fields: object) -> ListItem:
    return ListItem(new_id(), runs_from(text), **fields)  # type: ignore[arg-type]


def table(rows: list[list[str]], caption: str = "", **fields: object) -> Table:
    columns = tuple(Column(new_id()) for _ in rows[0])
    body = tuple(Row(new_id(), tuple(Cell(new_id(), (paragraph(text),)) for text in row)) for row in rows)
    return Table(new_id(), columns, body, paragraph(caption), **fields)  # type: ignore[arg-type]


def section(title: str, *blocks: Block, **fields: object) -> Section:
    return Section(new_id(), runs_from(title), blocks=blocks, **fields)  # type: ignore[arg-type]


def document(*sections: Section, kind: str = "strategy", **fields: object) -> Document:
    return Document(new_id(), kind, str(fields.pop("title", "A strategy")), sections, **fields)  # type: ignore[arg-type]


def project(*documents: Document, **fields: object) -> Project:
    outline, profile = Outline("test", "Test", ()), Profile("test", "Test", "Brindleford Borough Council")
    return Project(new_id(), "A strategy", outline, profile, documents, **fields)  # type: ignore[arg-type]


# ---- drawn values

marks = st.builds(
    Marks,
    bold=st.booleans(),
    italic=st.booleans(),
    script=st.sampled_from(["", "superscript", "subscript"]),
    link=st.sampled_from(["", "https://example.gov.uk/a?b=c&d"]),
    language=st.sampled_from(["", "cy"]),
)
texts = st.text(ALPHABET, max_size=30)


@st.composite
def inline_runs(draw: st.DrawFn, *, footnotes: bool = True) -> Runs:
    """Text with marks and objects, in normal form."""
    parts: list[Run] = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["text", "text", "text", "footnote", "reference", "fact"]))
        if kind == "text":
            parts.append(Run(draw(texts), draw(st.just(PLAIN) | marks)))
        elif kind == "footnote" and footnotes:
            parts.append(Run(Footnote(new_id(), draw(inline_runs(footnotes=False)))))
        elif kind == "reference":
            parts.append(Run(CrossReference(new_id(), "nowhere")))
        elif kind == "fact":
            parts.append(Run(FactField(new_id(), draw(st.sampled_from(["meeting.date", "council.name", "unknown"])))))
    return join(tuple(part for part in parts if len(part)))


@st.composite
def text_blocks(draw: st.DrawFn) -> TextBlock:
    runs = draw(inline_runs())
    match draw(st.sampled_from("phl")):
        case "h":
            return Heading(new_id(), runs, draw(st.integers(1, 3)))
        case "l":
            kind = draw(st.sampled_from(["bullet", "number", "letter"]))
            return ListItem(new_id(), runs, kind, draw(st.integers(1, 3)), draw(st.booleans()))
        case _:
            kind = draw(st.sampled_from(["body", "quote", "note"]))
            return Paragraph(new_id(), runs, kind, draw(st.booleans()))


@st.composite
def captions(draw: st.DrawFn) -> Paragraph:
    return Paragraph(new_id(), runs_from(clean_line(draw(texts))))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width, height = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cell = st.builds(lambda blocks: Cell(new_id(), tuple(blocks)), st.lists(text_blocks(), min_size=1, max_size=2))
    rows = tuple(Row(new_id(), tuple(draw(cell) for _ in range(width))) for _ in range(height))
    columns = tuple(
        Column(new_id(), alignment=draw(st.sampled_from(["left", "right", "centre"]))) for _ in range(width)
    )
    return Table(new_id(), columns, rows, draw(captions()), header_rows=draw(st.integers(0, 1)))


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    match draw(st.sampled_from(["text"] * 6 + ["table", "figure", "box", "break", "live", "chart"])):
        case "table":
            return draw(tables())
        case "figure":
            return Figure(new_id(), "0" * 64, draw(captions()), alternative=draw(texts))
        case "chart":
            return Chart(new_id(), "nowhere", draw(captions()))
        case "box":
            inner = draw(st.lists(text_blocks(), min_size=1, max_size=3))
            return Box(new_id(), draw(captions()), tuple(inner))
        case "break":
            return PageBreak(new_id())
        case "live":
            return Live(new_id(), draw(st.sampled_from(["milestones", "register", "glossary", "contents"])))
        case _:
            return draw(text_blocks())


@st.composite
def sections(draw: st.DrawFn, depth: int = 2) -> Section:
    children = draw(st.lists(sections(depth - 1), max_size=2)) if depth else []
    return Section(
        new_id(),
        runs_from(clean_line(draw(texts))),
        scheme=draw(st.sampled_from(["headings", "paragraphs", "none"])),
        blocks=tuple(draw(st.lists(blocks(), max_size=5))),
        children=tuple(children),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    kinds = st.sampled_from(["strategy", "appendix", "report", "policy"])
    documents = [
        Document(
            new_id(), draw(kinds), clean_line(draw(texts)) or "Untitled", tuple(draw(st.lists(sections(), max_size=3)))
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return project(*documents)
