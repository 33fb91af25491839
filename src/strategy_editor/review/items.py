"""Everything that gets a decision, as one list in reading order: comments, suggestions, proposals.

What is undecided is what stands in the text, or a comment that nobody has settled; what is decided stays in the list,
for the register. Only sections that changed are looked through again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.carriers import comments_in, own_ids
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Decision, Proposal, Suggestion, Thread, is_open
from strategy_editor.model.section import Document, Section
from strategy_editor.model.tree import section_hosts, walk_blocks, walk_sections
from strategy_editor.review.minor import is_minor
from strategy_editor.review.proposals import differing_words, place_key
from strategy_editor.review.suggestions import quoted
from strategy_editor.review.touches import Touch, touches

Kind = Literal["comment", "suggestion", "proposal"]

Order = tuple[int, int, int, int]
"""Place in reading order: of the document, of the section in it, of the host in that, of the character in the host."""

Labels = Callable[[Document], Mapping[str, str]]
"""The numbers of a document, by the id of what carries them."""


class Item(Struct, frozen=True, omit_defaults=True):
    """One thing to decide. ``host`` is the id of the text host, block or part that it is about (empty: the section).

    ``removed`` and ``added`` are words that go and come; ``text`` is what was said (of a comment), or what is done
    where no words change. ``rivals`` counts other undecided proposals for the same words; ``unplaced``: its words are
    gone. ``order`` is its place in reading order.
    """

    id: str
    kind: Kind
    author: str
    at: datetime
    document: str = ""
    section: str = ""
    host: str = ""
    paragraph: str = ""
    quote: str = ""
    removed: str = ""
    added: str = ""
    text: str = ""
    decision: Decision | None = None
    is_minor: bool = False
    category: str = ""
    priority: str = ""
    assigned: str = ""
    state: str = ""
    source: str = ""
    thread: str = ""
    rivals: int = 0
    unplaced: bool = False
    waits: bool = True
    order: Order = (0, 0, 0, 0)


class Wanted(Struct, frozen=True):
    """Which items to show; empty fields let everything through."""

    kind: str = ""
    author: str = ""
    section: str = ""
    document: str = ""
    category: str = ""
    assigned: str = ""
    source: str = ""
    minor_only: bool = False
    decided: bool = False
    words: str = ""
    unplaced_only: bool = False

    def lets(self, item: Item) -> bool:
        """Whether an item is to be shown."""
        return (
            item.waits != self.decided
            and self.kind in ("", item.kind)
            and self.author in ("", item.author)
            and self.section in ("", item.section)
            and self.document in ("", item.document)
            and self.category in ("", item.category)
            and self.assigned in ("", item.assigned)
            and self.source in ("", item.source)
            and (item.is_minor or not self.minor_only)
            and (item.unplaced or not self.unplaced_only)
            and (not self.words or self.words.casefold() in _searched(item))
        )


def _searched(item: Item) -> str:
    reason = item.decision.reason if item.decision else ""
    return "\n".join((item.text, item.quote, item.removed, item.added, item.paragraph, reason)).casefold()


# ---- where things are


class _Spot(NamedTuple):
    document: str
    section: str
    host: str
    label: str
    order: Order


def _hosts(section: Section) -> dict[str, int]:
    """The ids of a section in reading order: text hosts, blocks, parts of tables."""
    found: dict[str, int] = {section.id: 0}
    for host in section_hosts(section):
        if host.block is not None:
            found.setdefault(host.block.id, len(found))
        if host.cell:
            found.setdefault(host.cell, len(found))
        found.setdefault(host.id, len(found))
    for block in walk_blocks(section.blocks):
        found.setdefault(block.id, len(found))
        for column in getattr(block, "columns", ()):
            found.setdefault(column.id, found[block.id])
        for row in getattr(block, "rows", ()):
            found.setdefault(row.id, found[row.cells[0].id] if row.cells else found[block.id])
    return found


host_order: IdentityCache[Section, dict[str, int]] = IdentityCache(_hosts, 4000)
"""By id of a text host, block or part: its place in the reading order of its section."""


def _comment_places(section: Section) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for host in section_hosts(section):
        position = 0
        for run in host.runs:
            for id in run.marks.comments:
                found.setdefault(id, (host.id, position))
            position += len(run)
    return found


comment_places: IdentityCache[Section, dict[str, tuple[str, int]]] = IdentityCache(_comment_places, 4000)
"""By comment: the text host in which its words begin, and the character there."""


def place_labels(section: Section, labels: Mapping[str, str]) -> dict[str, str]:
    """By id: the number of the paragraph, or the nearest one before it, else that of the section."""
    current = labels.get(section.id, "")
    found: dict[str, str] = {}
    for id in host_order(section):
        label = labels.get(id, "")
        if label and label[-1].isdigit():  # not that of an item of a list, which says nothing by itself: 6. or (a)
            current = label
        found[id] = current
    return found


class _Index:
    """The places of one project."""

    def __init__(self, project: Project, labels: Labels) -> None:
        self.labels = labels
        self.project = project
        self._drawn: dict[str, dict[str, str]] = {}
        self.sections: dict[str, tuple[int, int, Document, Section]] = {}
        for number, document in enumerate(project.documents):
            for place, section in enumerate(walk_sections(document.sections)):
                self.sections[section.id] = (number, place, document, section)

    def spot(self, section: str, host: str = "", offset: int = 0) -> _Spot | None:
        found = self.sections.get(section)
        if found is None:
            return None
        number, place, document, value = found
        order = host_order(value)
        inside = host if host in order else ""
        if section not in self._drawn:
            self._drawn[section] = place_labels(value, self.labels(document))
        label = self._drawn[section].get(inside or section, "")
        return _Spot(document.id, section, inside, label, (number, place, order.get(inside, 0), offset))

    def document_spot(self, document: str) -> _Spot | None:
        for number, each in enumerate(self.project.documents):
            if each.id == document:
                return _Spot(document, "", "", "", (number, -1, 0, 0))
        return None


# ---- the list


def items(project: Project, labels: Labels) -> tuple[Item, ...]:
    """All items of the project, undecided and decided, in reading order."""
    index = _Index(project, labels)
    found = [*_suggestions(project, index), *_comments(project, index), *_proposals(project, index)]
    return tuple(sorted(found, key=lambda item: (item.order, item.at, item.id)))


def _suggestions(project: Project, index: _Index) -> Iterator[Item]:
    standing: dict[str, list[tuple[str, Touch]]] = {}
    for id, (_, _, _, section) in index.sections.items():
        for touch in touches(section):
            standing.setdefault(touch.suggestion, []).append((id, touch))
    for id, found in standing.items():
        record = project.suggestions.get(id) or Suggestion(id, "", _LONG_AGO)
        home, first = found[0]
        spot = index.spot(home, first.host, min(touch.offset for _, touch in found if touch.host == first.host))
        yield _suggested(record, [touch for _, touch in found], spot)
    for id, record in project.suggestions.items():
        if id not in standing and record.decision is not None:
            yield _decided(record, index)


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _suggested(record: Suggestion, found: list[Touch], spot: _Spot | None) -> Item:
    removed = quoted(touch.text for touch in found if touch.has_words and not touch.comes)
    added = quoted(touch.text for touch in found if touch.comes)
    item = Item(
        record.id,
        "suggestion",
        record.author,
        record.at,
        removed=removed,
        added=added,
        text=done_words(found),
        is_minor=record.minor or is_minor(found),
        source=record.source,
        thread=record.thread,
    )
    return _at(item, spot)


def _decided(record: Suggestion, index: _Index) -> Item:
    item = Item(
        record.id,
        "suggestion",
        record.author,
        record.at,
        removed=record.removed,
        added=record.added,
        decision=record.decision,
        is_minor=record.minor,
        source=record.source,
        thread=record.thread,
        waits=False,
        section=record.section,
    )
    placed = _at(item, index.spot(record.section))
    return replace(placed, paragraph=record.paragraph or placed.paragraph)


def _at(item: Item, spot: _Spot | None) -> Item:
    if spot is None:
        return item
    return replace(
        item,
        document=spot.document,
        section=spot.section,
        host=spot.host,
        paragraph=spot.label,
        order=spot.order,
    )


_DONE = {
    "looks": "Formatting of “{text}”",
    "shape": "Style of the paragraph",
    "split": "A new paragraph begins",
    "joined": "Paragraphs joined",
    "moved-here": "{part} moved here",
    "part-added": "{part} inserted",
    "part-removed": "{part} removed",
}


def done_words(found: Iterable[Touch]) -> str:
    """What a suggestion does beside replacing words, in words; empty where it does nothing else."""
    every = tuple(found)
    moved = any(touch.what == "moved-here" for touch in every)
    said: dict[str, None] = {}
    for touch in every:
        if touch.what in _DONE and not (moved and touch.what == "part-removed"):
            part = touch.part.capitalize()
            said[_DONE[touch.what].format(text=touch.text[:60], part=part)] = None
    return "; ".join(said)


# ---- comments


def _comments(project: Project, index: _Index) -> Iterator[Item]:
    if not project.threads:
        return
    homes = _comment_homes(index)
    targets = {thread.anchor.target for thread in project.threads.values()}
    owners = {id: section.id for _, _, _, section in index.sections.values() for id in own_ids(section) & targets}
    for thread in project.threads.values():
        home = homes.get(thread.id)
        if home is None:
            section = owners.get(thread.anchor.target, "")
            is_whole = thread.anchor.kind in ("document", "project")
            home = _Home(section, thread.anchor.target, unplaced=not section and not is_whole)
        if home.section:
            spot = index.spot(home.section, home.host, home.offset)
        else:
            spot = index.document_spot(thread.anchor.target)
        yield _at(_comment(thread, unplaced=home.unplaced), spot)


class _Home(NamedTuple):
    """Where a comment is; ``unplaced``: its words are gone."""

    section: str
    host: str = ""
    offset: int = 0
    unplaced: bool = False


def _comment_homes(index: _Index) -> dict[str, _Home]:
    """The homes of comments on words, and of those in trays."""
    found: dict[str, _Home] = {}
    for id, (_, _, _, section) in index.sections.items():
        for thread in section.unplaced:
            found.setdefault(thread, _Home(id, unplaced=True))
        if comments_in(section):
            found.update({thread: _Home(id, *place) for thread, place in comment_places(section).items()})
    return found


def _comment(thread: Thread, *, unplaced: bool) -> Item:
    first = thread.messages[0] if thread.messages else None
    return Item(
        thread.id,
        "comment",
        first.author if first else "",
        first.at if first else _LONG_AGO,
        quote=thread.anchor.quote,
        text=first.text if first else "",
        decision=thread.decision,
        category=thread.category,
        priority=thread.priority,
        assigned=thread.assigned,
        state=thread.state,
        source=thread.source,
        paragraph=thread.paragraph,
        unplaced=unplaced,
        waits=is_open(thread),
    )


# ---- proposals


def _proposals(project: Project, index: _Index) -> Iterator[Item]:
    waiting: dict[object, int] = {}
    for proposal in project.proposals.values():
        if proposal.decision is None:
            waiting[place_key(proposal)] = waiting.get(place_key(proposal), 0) + 1
    for proposal in project.proposals.values():
        item = _proposed(proposal, waiting.get(place_key(proposal), 0))
        yield _at(item, index.spot(proposal.place.section or _section_of(proposal, index), proposal.place.owner))


def _section_of(proposal: Proposal, index: _Index) -> str:
    owner = proposal.place.owner
    return next((id for id, (*_, section) in index.sections.items() if owner in own_ids(section)), "")


def _proposed(proposal: Proposal, waiting: int) -> Item:
    is_open = proposal.decision is None
    removed, added = differing_words(proposal)
    return Item(
        proposal.id,
        "proposal",
        proposal.author,
        proposal.at,
        removed=removed,
        added=added,
        text=proposal.note,
        decision=proposal.decision,
        is_minor=False,
        source=proposal.source,
        rivals=max(0, waiting - 1) if is_open else 0,
        waits=is_open,
    )


def count_waiting(project: Project) -> int:
    """How many comments, suggestions and proposals wait for a decision."""
    standing = {
        touch.suggestion
        for document in project.documents
        for section in walk_sections(document.sections)
        for touch in touches(section)
    }
    comments = sum(map(is_open, project.threads.values()))
    return len(standing) + comments + sum(each.decision is None for each in project.proposals.values())
