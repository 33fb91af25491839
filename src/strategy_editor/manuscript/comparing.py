"""The manuscript of a comparison: a document as it is in the later of two states, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.manuscript.build import items_of, manuscript
from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.editions import Edition, Part
from strategy_editor.manuscript.items import Item, ListEntry, ListItems, Manuscript, PageBreakItem, ParagraphItem, Span
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.review.showing import compared, was_here

COMPARISON = Edition("comparison", "Comparison", ("docx", "html"), comes_back=True)
"""Not among the editions that people choose from: it is made of two states, by the act of comparing."""


def comparison(
    before: Project, after: Project, document: Document, lines: Sequence[str], *, part: Part, title: str, today: date
) -> Manuscript:
    """``document`` of ``after`` with what differs from ``before`` marked, and what has changed said at its beginning.

    A document that only one of the two has is marked as a whole. ``title`` heads the ``lines``.
    """
    earlier = before.document(document.id) or replace(document, sections=())
    later = after.document(document.id) or replace(document, sections=())
    project = after if after.document(document.id) else replace(after, documents=(*after.documents, later))
    base = before if before.document(document.id) else replace(before, documents=(*before.documents, earlier))
    text = manuscript(project, later, COMPARISON, part=part, today=today)
    drawing, old = (
        Drawing(each, found, COMPARISON, part, version="", versions=(), today=today)
        for each, found in ((project, later), (base, earlier))
    )
    drawing.document = compared(old.document, drawing.document)
    gone = {id: number for each, number in old.numbers.captions.items() for id in (each, was_here(each))}
    drawing.numbers = replace(drawing.numbers, captions={**gone, **drawing.numbers.captions})
    return replace(text, items=(*_summary(title, lines), *items_of(drawing)))


def _summary(title: str, lines: Sequence[str]) -> Iterator[Item]:
    if not lines:
        return
    yield ParagraphItem(derived_id("what has changed"), (Span(title, bold=True),))
    entries = tuple(ListEntry(derived_id("line", str(number)), (Span(line),)) for number, line in enumerate(lines))
    yield ListItems("bullet", entries)
    yield PageBreakItem()
