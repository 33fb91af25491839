"""Live blocks as items: what is held once in the set, drawn where a document asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from strategy_editor.foundation.clock import london_day
from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.exempt import is_exempt
from strategy_editor.manuscript.items import (
    ContentsItem,
    GapItem,
    Item,
    ListEntry,
    ListItems,
    Pair,
    PairsItem,
    ParagraphItem,
    Span,
    TableCell,
    TableColumn,
    TableItem,
    TableRow,
)
from strategy_editor.manuscript.timelines import register_items, register_title, timeline_items
from strategy_editor.model.blocks import TEXT_BLOCKS, Live, LiveKind
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Version
from strategy_editor.model.numbering import list_label
from strategy_editor.model.records import Milestone, RegisterEntry
from strategy_editor.model.section import Section
from strategy_editor.model.text import plain
from strategy_editor.model.tree import section_hosts, walk_sections

CONTENTS_DEPTH = 2
_LONG, _MARGIN = 30, 5
"""Letters: more in a column do not make it wider; and what a column needs besides."""
_SHORT, _SHORT_MARGIN, _MOST_SHORT = 18, 3, 0.7
"""Letters of a column that stays on one line, such as a date; what it needs besides; the share that such may take."""

_LINE = 90
_NARROW = {"large-print": 60, "pen": 62}
"""Letters of a whole line of a table, and of the editions in which it has fewer."""


def live_items(drawing: Drawing, block: Live) -> Iterator[Item]:
    """The items that a live block stands for; where there is nothing to draw, drafts say so."""
    items = list(_DRAWN[block.kind](drawing, block.id))
    if items:
        yield from items
    elif drawing.edition.gaps:
        yield GapItem(block.id, drawing.wording("gap.records", name=block.kind.replace("-", " ")))


# ---- tables


T = TypeVar("T")


class _Column(Struct, Generic[T], frozen=True):
    """A column of a table of records: its heading, what it says of one record. An empty one is left out."""

    heading: str
    says: Callable[[T], str]
    always: bool = False


def _table(
    drawing: Drawing, anchor: str, name: str, columns: Sequence[_Column[T]], records: Sequence[T]
) -> Iterator[TableItem]:
    """A row for each record; columns in which no record says anything are left out."""
    if not records:
        return
    texts = [[column.says(record) for record in records] for column in columns]
    kept = [index for index, column in enumerate(columns) if column.always or any(texts[index])]
    heading = TableRow(
        tuple(_cell(f"{anchor}-{index}", columns[index].heading, "column") for index in kept), header=True
    )
    rows = (
        TableRow(tuple(_cell(f"{anchor}-{row}-{index}", texts[index][row], "") for index in kept))
        for row in range(len(records))
    )
    yield TableItem(
        anchor,
        tuple(
            TableColumn(share) for share in _shares([[columns[i].heading, *texts[i]] for i in kept], drawing.edition.id)
        ),
        (heading, *rows),
        description=drawing.wording(f"{name}.description"),
        live=True,
    )


def _shares(columns: Sequence[Sequence[str]], edition: str) -> list[float]:
    """Widths by what stands in the columns: dates and states on one line, longer words in the room that is left."""
    lengths = [max(map(len, texts)) for texts in columns]
    weights = [min(length, _LONG) + _MARGIN for length in lengths]
    short = {place for place, length in enumerate(lengths) if length <= _SHORT}
    line = _NARROW.get(edition, _LINE)
    shares = {place: (lengths[place] + _SHORT_MARGIN) / line for place in short}
    taken = sum(shares.values())
    if taken > _MOST_SHORT or len(short) == len(lengths):
        return [weight / sum(weights) for weight in weights]
    left = (1 - taken) / sum(weight for place, weight in enumerate(weights) if place not in short)
    return [shares.get(place, weight * left) for place, weight in enumerate(weights)]


def _cell(anchor: str, text: str, header: Literal["", "column"]) -> TableCell:
    items = (ParagraphItem(anchor, (Span(text),)),) if text else ()
    return TableCell(items, header)


def _milestones(drawing: Drawing, anchor: str) -> Iterator[Item]:
    wording, project = drawing.wording, drawing.project
    milestones = [each for each in project.milestones if each.status != "dropped"]

    def owner(each: Milestone) -> str:
        person = project.person(each.owner)
        return (person.post or person.name) if person else ""

    def status(each: Milestone) -> str:
        if each.status == "done" and each.done is not None:
            return wording("status.done.when", when=str(each.done))
        return wording(f"status.{each.status}")

    begun = any(each.status != "planned" for each in milestones)
    columns = (
        _Column[Milestone](
            wording("milestones.when"),
            lambda each: str(each.when or wording("milestones.unknown")),
            always=True,
        ),
        _Column[Milestone](wording("milestones.title"), lambda each: each.title, always=True),
        _Column[Milestone](
            wording("milestones.agreed"),
            lambda each: str(each.agreed) if each.agreed and each.agreed != each.when else "",
        ),
        _Column[Milestone](wording("milestones.owner"), owner),
        _Column[Milestone](wording("milestones.status"), lambda each: status(each) if begun else ""),
        _Column[Milestone](wording("milestones.outcome"), lambda each: each.outcome),
    )
    yield from _table(drawing, anchor, "milestones", columns, milestones)


def _register(drawing: Drawing, anchor: str) -> Iterator[Item]:
    wording, project = drawing.wording, drawing.project

    def owner(each: RegisterEntry) -> str:
        person = project.person(each.owner)
        return (person.post or person.name) if person else ""

    columns = (
        _Column[RegisterEntry](wording("register.title"), partial(register_title, drawing), always=True),
        _Column[RegisterEntry](
            wording("register.status"),
            lambda each: wording(f"register.{each.status}"),
            always=True,
        ),
        _Column[RegisterEntry](wording("register.due"), lambda each: str(each.due or "")),
        _Column[RegisterEntry](wording("register.owner"), owner),
        _Column[RegisterEntry](
            wording("register.priority"),
            lambda each: wording(f"priority.{each.priority}") if each.priority else "",
        ),
        _Column[RegisterEntry](wording("register.note"), lambda each: each.note),
    )
    entries = [each for each in project.register if each.status != "withdrawn"]
    yield from _table(drawing, anchor, "register", columns, entries)


def _document_control(drawing: Drawing, anchor: str) -> Iterator[Item]:
    wording, project, document = drawing.wording, drawing.project, drawing.document
    owner = project.person(document.owner)
    meeting = project.meeting(document.meeting)
    details = (
        ("control.title", document.title),
        ("control.owner", (owner.post or owner.name) if owner else ""),
        ("control.version", drawing.version),
        ("control.period", document.period),
        ("control.meeting", ", ".join(str(each) for each in (meeting.body, meeting.when) if each) if meeting else ""),
    )
    known = [(wording(key), text) for key, text in details if text]
    columns = (
        _Column[tuple[str, str]](wording("control.detail"), lambda each: each[0], always=True),
        _Column[tuple[str, str]](wording("control.value"), lambda each: each[1], always=True),
    )
    yield from _table(drawing, f"{anchor}-about", "control.about", columns, known)

    def by(person_id: str) -> str:
        person = project.person(person_id)
        return person.post if person else ""

    history = (
        _Column[Version](wording("control.version"), lambda each: each.name, always=True),
        _Column[Version](
            wording("control.date"),
            lambda each: str(When.of(london_day(each.at))),
            always=True,
        ),
        _Column[Version](wording("control.reason"), lambda each: each.reason),
        _Column[Version](wording("control.by"), lambda each: by(each.by)),
    )
    named = [version for version in drawing.versions if version.name]
    yield from _table(drawing, f"{anchor}-history", "control.history", history, named)


# ---- labels and values


def report_header(drawing: Drawing, anchor: str) -> Iterator[Item]:
    """The lines at the head of a report, in the council's order; the title stands out."""
    yield from _pairs(
        drawing, anchor, "report-header", [(line.label, line.fact) for line in drawing.project.profile.header_lines]
    )


def _contacts(drawing: Drawing, anchor: str) -> Iterator[Item]:
    yield from _pairs(
        drawing, anchor, "contacts", [(line.label, line.fact) for line in drawing.project.profile.contacts]
    )


def _pairs(
    drawing: Drawing, anchor: str, kind: Literal["report-header", "contacts"], lines: Iterable[tuple[str, str]]
) -> Iterator[Item]:
    pairs: list[Pair] = []
    for label, key in lines:
        inlines, known = drawing.value(key, bold=key == "document.title")
        pairs.append(Pair(label, inlines, known))
    if pairs:
        yield PairsItem(anchor, tuple(pairs), kind)


def _glossary(drawing: Drawing, anchor: str) -> Iterator[Item]:
    """The terms that the document uses, by alphabet."""
    text = "\n".join(_words(drawing))
    used = [
        term
        for term in drawing.project.glossary
        if term.term and re.search(rf"(?<!\w){re.escape(term.term)}(?!\w)", text, re.IGNORECASE)
    ]
    pairs = []
    for term in sorted(used, key=lambda each: each.term.casefold()):
        said = (
            drawing.wording("glossary.entry", expansion=term.expansion, meaning=term.meaning)
            if term.expansion and term.meaning
            else term.expansion or term.meaning
        )
        pairs.append(Pair(term.term, (Span(said or drawing.wording("gap.value"), gap=not said),), bool(said)))
    if pairs:
        yield PairsItem(anchor, tuple(pairs), "glossary")


def _words(drawing: Drawing) -> Iterator[str]:
    for section in walk_sections(drawing.document.sections):
        for host in section_hosts(section):
            yield plain(host.runs)


# ---- lists


def _appendices(drawing: Drawing, anchor: str) -> Iterator[Item]:
    wording, project = drawing.wording, drawing.project
    entries = []
    for document in project.documents:
        letter = project.letter(document)
        if letter:
            text = wording("appendices.entry", title=document.title, letter=letter)
            if is_exempt(document):
                text = wording("appendices.exempt", entry=text)
            entries.append(ListEntry(f"{anchor}-{letter}", (Span(text),)))
    if entries:
        yield ListItems("bullet", tuple(entries))


def _decisions(drawing: Drawing, anchor: str) -> Iterator[Item]:
    """What earlier meetings decided, the earliest first, in the words of their minutes."""
    meeting = drawing.project.meeting(drawing.document.meeting)
    before = meeting.when.last if meeting and meeting.when else None
    earlier = [
        each
        for each in drawing.project.meetings
        if each.decision and each.id != drawing.document.meeting and each.when is not None
    ]
    entries = []
    for each in sorted(earlier, key=lambda each: each.when.first if each.when else date.min):
        assert each.when is not None
        if before is not None and each.when.first > before:
            continue
        key = "decisions.day" if each.when.is_day else "decisions.month"
        said = drawing.wording(key, date=str(each.when), body=each.body, decision=each.decision.strip())
        minute = drawing.wording("decisions.minute", minute=each.minute) if each.minute else ""
        entries.append(ListEntry(f"{anchor}-{each.id}", (Span(" ".join(filter(None, (said, minute)))),)))
    if entries:
        yield ListItems("bullet", tuple(entries))


def _recommendations(drawing: Drawing, anchor: str) -> Iterator[Item]:
    """The words to be resolved, from the report's section for them, as a numbered list of their own."""
    texts = [
        drawing.inlines(block.runs)
        for section in _sections_with_role(drawing, "recommendations")
        for block in section.blocks
        if isinstance(block, TEXT_BLOCKS)
    ]
    entries = tuple(
        ListEntry(f"{anchor}-{index}", inlines, list_label("number", 1, index))
        for index, inlines in enumerate(texts, start=1)
        if inlines
    )
    if entries:
        yield ListItems("number", entries)


def _sections_with_role(drawing: Drawing, role: str) -> Iterator[Section]:
    for document in drawing.project.documents:
        if document.kind != "report" or document.id == drawing.document.id:
            continue
        for section in walk_sections(document.sections):
            wanted = drawing.project.outline_section(document, section)
            if wanted is not None and wanted.role == role:
                yield section


def _contents(drawing: Drawing, anchor: str) -> Iterator[Item]:
    yield contents(drawing, drawing.wording("contents"))


def contents(drawing: Drawing, title: str) -> ContentsItem:
    """The contents list; that of a strategy names the appendices too."""
    others: tuple[tuple[str, str], ...] = ()
    if drawing.document.kind == "strategy":
        others = tuple(
            (drawing.wording("contents.appendix", letter=letter), document.title)
            for document in drawing.project.documents
            if (letter := drawing.project.letter(document))
        )
    return ContentsItem(title, CONTENTS_DEPTH, others)


_DRAWN: Mapping[LiveKind, Callable[[Drawing, str], Iterator[Item]]] = {
    "milestones": _milestones,
    "register": _register,
    "document-control": _document_control,
    "glossary": _glossary,
    "appendices": _appendices,
    "recommendations": _recommendations,
    "contents": _contents,
    "contacts": _contacts,
    "report-header": report_header,
    "decisions": _decisions,
    "timeline": timeline_items,
    "register-timeline": register_items,
}
