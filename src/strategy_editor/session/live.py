"""What lists drawn from details show while one writes: the words that the papers will show, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.manuscript.items import (
    Inlines,
    Item,
    ListItems,
    Note,
    PairsItem,
    ParagraphItem,
    TableItem,
    TimelineItem,
)
from strategy_editor.manuscript.live import live_items
from strategy_editor.model.blocks import Live, LiveKind
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document


class LiveSource(Struct, frozen=True):
    """What a live block is called, and the place of the window where it is edited (empty: it follows by itself)."""

    title: str
    place: str


SOURCES: dict[LiveKind, LiveSource] = {
    "milestones": LiveSource("Milestones", "milestones"),
    "register": LiveSource("Documents of the strategy", "register"),
    "document-control": LiveSource("Document control", ""),
    "glossary": LiveSource("Glossary", "glossary"),
    "appendices": LiveSource("Appendices", "register"),
    "recommendations": LiveSource("Recommendations", ""),
    "contents": LiveSource("Contents", ""),
    "contacts": LiveSource("Contacts", "details"),
    "report-header": LiveSource("Head of the report", "details"),
    "timeline": LiveSource("Milestones as a picture", "milestones"),
    "register-timeline": LiveSource("Documents of the strategy as a picture", "register"),
    "decisions": LiveSource("Earlier decisions", "meetings"),
}
"""Titles and places, by kind."""


def live_rows(project: Project, document: Document, ledger: Ledger, block: Live, today: date) -> list[tuple[str, ...]]:
    """The rows of words that ``block`` shows in ``document`` today."""
    drawing = Drawing(project, document, EDITIONS["draft"], "exempt", version="", versions=ledger.versions, today=today)
    return [row for item in live_items(drawing, block) for row in _rows(item)]


def _rows(item: Item) -> Iterator[tuple[str, ...]]:
    match item:
        case TableItem():
            for row in item.rows:
                yield tuple(" ".join(_words(each) for each in cell.items) for cell in row.cells)
        case TimelineItem():
            for milestone in item.rows:
                yield milestone.when, milestone.title, milestone.status
        case PairsItem():
            for pair in item.pairs:
                yield pair.label, _text(pair.inlines)
        case ListItems():
            for entry in item.entries:
                yield (f"{entry.label} {_text(entry.inlines)}".strip(),)
        case ParagraphItem():
            yield (f"{item.label} {_text(item.inlines)}".strip(),)


def _words(item: object) -> str:
    return _text(item.inlines) if isinstance(item, ParagraphItem) else ""


def _text(inlines: Inlines) -> str:
    return "".join(each.text for each in inlines if not isinstance(each, Note))
