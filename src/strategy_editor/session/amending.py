"""What a meeting changed in the papers that went to it, as proposals in its name: decided like any other.

Words of every kind can be amended (paragraphs, recommendations, headings, titles, cells, captions), paragraphs can be
added, and whole blocks can go. Details and notes in words that stay are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec import Struct

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Block, Box, ListItem, Paragraph, Table, TextBlock
from strategy_editor.model.grid import placed
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting, Person
from strategy_editor.model.reviews import BlockContent, Content, FieldContent, Place, Proposal, TextContent
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import PLAIN, Marks, Run, Runs, atoms, clean, clean_line, join, plain, runs_from
from strategy_editor.model.tree import Host, find_host, section_hosts, section_of, walk_sections
from strategy_editor.review.reading_out import standing_text
from strategy_editor.review.words import cut_words, readable_hunks
from strategy_editor.session.commands import Command, Put, Several
from strategy_editor.session.summary import document_numbers


class Amendable(Struct, frozen=True):
    """Something that a meeting may have changed. ``place`` is what a person calls it, ``words`` what it says today.

    ``can_go``: it can be taken out as a whole. ``can_be_followed``: paragraphs can be added behind it.
    """

    id: str
    document: str
    place: str
    words: str
    can_go: bool
    can_be_followed: bool


def documents_of(project: Project, meeting: Meeting) -> tuple[Document, ...]:
    """The documents that went to the meeting."""
    return tuple(document for document in project.documents if document.meeting == meeting.id)


def amendable(project: Project, meeting: Meeting) -> list[Amendable]:
    """All that can be amended of what went to the meeting, in reading order, the report first."""
    documents = sorted(documents_of(project, meeting), key=lambda each: each.kind != "report")
    return [each for document in documents for each in _in_document(project, document)]


def find_amendable(project: Project, meeting: Meeting, wanted: str) -> Amendable:
    """What is called so: by its id, its number, or its place such as “Table 2, row 3, column 1”.

    The title of the document may stand before it; without one, the first that is called so is meant.
    """
    known = amendable(project, meeting)
    folded = clean_line(wanted).casefold()
    for each in known:
        if folded in (each.id, each.place.casefold(), f"{each.document}, {each.place}".casefold()):
            return each
    raise WrongUse(
        f"There is no paragraph “{wanted}” in what went to the meeting.",
        advice="Give its number, or its place: title of 3.0, or Table 2, row 3, column 1. “--places” lists them.",
    )


# ---- where things are


def _in_document(project: Project, document: Document) -> Iterator[Amendable]:
    yield Amendable(document.id, document.title, "title of the document", document.title, False, False)
    labels = document_numbers(project, document).labels
    for section in walk_sections(document.sections):
        number = labels.get(section.id, "") or plain(section.title)
        for host in section_hosts(section):
            words = standing_text(project, document, host.runs)
            if words.strip() or host.kind == "cell":
                place = _place(project, document, host, labels.get(host.id, ""), number)
                yield Amendable(host.id, document.title, place, words, _can_go(host), _can_be_followed(host))


def _place(project: Project, document: Document, host: Host, label: str, section: str) -> str:
    match host.kind:
        case "title":
            return f"title of {section}"
        case "caption":
            return f"caption of {_called(project, document, host.block)}"
        case "cell" if isinstance(host.block, Table):
            row, column = _cells(host.block).get(host.cell, (0, 0))
            return f"{_called(project, document, host.block)}, row {row}, column {column}"
        case "footnote":
            return f"note in {section}"
        case _:
            return label or f"in {section}"


_cells: IdentityCache[Table, dict[str, tuple[int, int]]] = IdentityCache(
    lambda table: {each.cell.id: (each.row + 1, each.column + 1) for each in placed(table)}
)
"""The row and column of every cell of a table, counted from 1."""


def _called(project: Project, document: Document, block: Block | None) -> str:
    """“Table 2”, “Figure A3”, “the box Key facts”."""
    if block is None or isinstance(block, Box):
        return f"the box {plain(block.title.runs)}" if block is not None else "the text"
    number = document_numbers(project, document).captions.get(block.id, "")
    return f"{'Table' if isinstance(block, Table) else 'Figure'} {number}".strip()


def _can_go(host: Host) -> bool:
    return host.kind == "caption" or (host.kind == "text" and host.block is not None)


def _can_be_followed(host: Host) -> bool:
    return host.kind == "title" or _can_go(host)


# ---- amendments


def amendment(project: Project, meeting: Meeting, wanted: str, words: str, at: datetime) -> Command:
    """What the meeting made of some words. ``wanted`` is the id of a text host, or of a document for its title."""
    said = "\n".join(clean(words)).strip()
    document = project.document(wanted)
    if document is not None:
        title = clean_line(words)
        if not title or title == document.title:
            raise WrongUse("The words are the same.", advice="Write what the meeting wants to be said.")
        return _proposed(
            project,
            meeting,
            Place("field", document.id, field="title"),
            FieldContent(_json(document.title)),
            FieldContent(_json(title)),
            at,
        )
    section, host, owner = _standing(project, wanted)
    today = standing_text(project, owner, host.runs)
    if said == today.strip():
        raise WrongUse("The words are the same.", advice="Write what the meeting wants to be said.")
    if not said:
        raise WrongUse("There are no words.", advice="Write what the meeting wants, or choose to take it out.")
    runs = _reworded(project, owner, host.runs, said)
    place = Place("text", host.id, section.id)
    return _proposed(project, meeting, place, TextContent(host.runs), TextContent(runs), at)


def insertion(project: Project, meeting: Meeting, after: str, words: str, at: datetime) -> Command:
    """Paragraphs that the meeting added, one for each line, behind a paragraph, a table or a title of a section."""
    section, host, _ = _standing(project, after)
    if not _can_be_followed(host):
        raise WrongUse("Nothing can be added there.", advice="Choose the paragraph, table or title that it follows.")
    lines = [line for line in (clean_line(each) for each in clean(words)) if line]
    if not lines:
        raise WrongUse("There are no words.", advice="Write what the meeting added.")
    owner = host.block.id if host.block is not None else section.id
    neighbour = host.block if host.block is not None else next(iter(section.blocks), None)
    blocks = tuple(
        _like(neighbour, derived_id("added", meeting.id, owner, str(number), line), line)
        for number, line in enumerate(lines)
    )
    place = Place("after", owner, section.id)
    return _proposed(project, meeting, place, BlockContent(()), BlockContent(blocks), at)


def deletion(project: Project, meeting: Meeting, wanted: str, at: datetime) -> Command:
    """The meeting took a paragraph, or a whole table, figure or box, out."""
    section, host, _ = _standing(project, wanted)
    block = host.block
    if block is None or not _can_go(host):
        raise WrongUse("That cannot be taken out by itself.", advice="Amend its words instead.")
    going = block if host.kind == "caption" else _innermost(block, host.id)
    place = Place("block", going.id, section.id)
    return _proposed(project, meeting, place, BlockContent((going,)), BlockContent(()), at)


def _innermost(block: Block, id: str) -> Block:
    inside = block.blocks if isinstance(block, Box) else ()
    return next((each for each in inside if each.id == id), block)


def _standing(project: Project, id: str) -> tuple[Section, Host, Document]:
    found = find_host(project, id)
    if found is None:
        raise WrongUse("That paragraph is not there any more.", advice="Choose another.")
    section, host = found
    return section, host, section_of(project, section.id).document


def _like(neighbour: Block | None, id: str, words: str) -> TextBlock:
    """A block of the same shape as the one that it follows."""
    runs = (Run(words),)
    match neighbour:
        case ListItem():
            return ListItem(id, runs, kind=neighbour.kind, level=neighbour.level)
        case Paragraph():
            return Paragraph(id, runs, kind=neighbour.kind, numbered=neighbour.numbered)
        case _:
            return Paragraph(id, runs)


def _proposed(
    project: Project, meeting: Meeting, place: Place, base: Content, wanted: Content, at: datetime
) -> Command:
    author = Person(derived_id("body", meeting.body), meeting.body)
    note = ", ".join(filter(None, (f"Amendment by {meeting.body}", str(meeting.when or ""), meeting.minute)))
    id = derived_id("amendment", meeting.id, place.kind, place.owner, _json(msgspec.to_builtins(wanted)))
    proposal = Proposal(id, place, base, wanted, author.id, at, note=note)
    known = project.person(author.id) is not None
    return Several((*(() if known else (Put(author),)), Put(proposal)), "Amendment")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


# ---- new words around what stays


class _Piece(Struct, frozen=True):
    """A character or an object: what a reader sees of it (nothing, of a note), and what it is."""

    seen: str
    run: Run


def _reworded(project: Project, document: Document, runs: Runs, wanted: str) -> Runs:
    """The runs with the wanted words: what stays keeps its look, its details and its notes; new words look alike."""
    pieces = [
        _Piece(standing_text(project, document, (Run(unit, marks),)), Run(unit, marks)) for unit, marks in atoms(runs)
    ]
    before, after = cut_words("".join(each.seen for each in pieces)), cut_words(wanted)
    out: list[Run] = []
    at = position = 0  # in pieces, and in the characters that a reader sees
    starts = _starts(before)
    for hunk in readable_hunks(before, after):
        start, stop = starts[hunk.start], starts[hunk.stop]
        while at < len(pieces) and position + len(pieces[at].seen) <= start:
            position += len(pieces[at].seen)
            out.append(pieces[at].run)
            at += 1
        marks = _marks_at(pieces, at)
        lead = "".join(each.seen for each in pieces[at : at + 1])[: max(0, start - position)]
        out.append(Run(lead + "".join(after[hunk.new_start : hunk.new_stop]), marks))
        while at < len(pieces) and position < stop:
            position += len(pieces[at].seen)
            at += 1
        if position > stop:  # half of a detail goes: the other half stays as words
            out.append(Run(pieces[at - 1].seen[len(pieces[at - 1].seen) - (position - stop) :], marks))
    made = join(tuple(out), tuple(each.run for each in pieces[at:]))
    is_right = standing_text(project, document, made) == wanted  # else two changes met within one detail
    return made if is_right else runs_from(wanted, _marks_at(pieces, 0))


def _starts(words: list[str]) -> list[int]:
    """Where each word starts, and where the last ends."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _marks_at(pieces: list[_Piece], at: int) -> Marks:
    """The look of the words at a place, without what belongs to a reviewer; at the end, that of the last."""
    if not pieces:
        return PLAIN
    marks = pieces[min(at, len(pieces) - 1)].run.marks
    return Marks(bold=marks.bold, italic=marks.italic, language=marks.language, exemption=marks.exemption)
