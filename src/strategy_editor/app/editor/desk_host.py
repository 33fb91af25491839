"""The editor's host in the window: the section on the desk, changed through the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject

from strategy_editor.app.desk import Desk
from strategy_editor.app.editor.host import Labels, LiveRows, Replacement
from strategy_editor.app.pictures import drawn, is_svg
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import Refused, StrategyError
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.apart import narrowed
from strategy_editor.model.blocks import Block, Chart, Figure, Live, Table
from strategy_editor.model.carriers import suggestions_in, suggestions_of
from strategy_editor.model.facts import FactText, fact_text
from strategy_editor.model.records import Picture
from strategy_editor.model.references import Target, document_targets, reference_text
from strategy_editor.model.reviews import Suggestion, is_open
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import Verdict, accepted, rejected, settled_section
from strategy_editor.model.text import CrossReference, FactField
from strategy_editor.model.tree import all_sections, find_block, ids_in
from strategy_editor.review.wording import hint
from strategy_editor.session.charts import DrawnChart, drawn_chart
from strategy_editor.session.commands import Command, Put, Remove, ReplaceBlocks, Several
from strategy_editor.session.drawings import closed, kept_with
from strategy_editor.session.history import Caret
from strategy_editor.session.live import SOURCES, live_rows
from strategy_editor.session.pictures import take_in
from strategy_editor.session.session import Changed
from strategy_editor.session.summary import document_numbers


class _Targets(Struct, frozen=True):
    """The targets of one document, as long as it and its letter stay the same."""

    document: Document
    letter: str
    found: dict[str, Target]


Shown = Literal["marked", "final", "original"]

Shower = Callable[[Caret | None], None]


class DeskHost(QObject):
    """Gives the editor the section on the desk.

    ``suggesting`` is set by whoever offers tracking of changes.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.suggesting = False
        self.shown: Shown = "marked"
        self._along: tuple[Command, ...] = ()
        self._beside: tuple[object, dict[str, tuple[str, ...]]] | None = None
        self._shower: Shower | None = None
        self._live: dict[str, LiveRows] = {}
        self._charts: dict[str, tuple[Table | None, str, DrawnChart | None]] = {}
        self._targets: dict[str, _Targets] = {}
        self._arrived: dict[str, Picture] = {}
        desk.changed.connect(self._on_changed)
        desk.opened.connect(lambda *_: self._show(None))

    def attach(self, shower: Shower) -> None:
        """Tells ``shower`` (the editor's ``show_section``) of every change that the editor did not make."""
        self._shower = shower

    def _on_changed(self, changed: Changed) -> None:
        if changed.origin is not self:
            self._show(changed.caret if changed.kind != "apply" else None)

    def _show(self, caret: Caret | None) -> None:
        self._live.clear()
        if self._shower is not None:
            self._shower(caret)

    # ---- the section

    @property
    def section(self) -> Section | None:
        section = self._desk.section
        if section is None or self.shown == "marked":
            return section
        return _settled(section, accepted if self.shown == "final" else rejected)

    @property
    def writable(self) -> bool:
        return self.shown == "marked"

    def show_as(self, shown: Shown) -> None:
        """Shows the text with its suggestions, or as it would be with all of them accepted or rejected: to read."""
        self.shown = shown
        self._show(None)

    def together_with(self, *commands: Command) -> None:
        """The next change of the editor takes these along, as one step; called with none, it takes nothing."""
        self._along = commands

    def owns(self, suggestion: str) -> bool:
        found = self._desk.project.suggestions.get(suggestion)
        return found is not None and found.author == self._desk.session.author

    def replace(self, change: Replacement) -> None:
        if not self.writable:
            raise Refused("This view is for reading.", advice="Choose Review, Text with changes marked, to write.")
        section, session = self._desk.section_id, self._desk.session
        start, stop, blocks = change.start, change.stop, change.blocks
        command: Command = ReplaceBlocks(section, start, stop, blocks, change.unplaced, change.name)
        records = [*self._records(change), *self._along]
        gone = self._gone(change)
        if records or gone:
            command = session.signed(Several((*records, command, *gone), change.name))
        session.apply(command, origin=self, group=change.group, caret_before=change.before, caret_after=change.after)

    def _records(self, change: Replacement) -> Iterator[Command]:
        """What a change needs beside the text: copies of comments, a new suggestion, pictures that were taken in."""
        project = self._desk.project
        for old, new in change.copies:
            yield Put(replace(project.threads[old], id=new))
        is_new = change.suggestion and change.suggestion not in project.suggestions
        if is_new and any(change.suggestion in suggestions_of(block) for block in change.blocks):
            yield Put(self._new_suggestion(change))
        for picture in _pictures(change.blocks):
            arrived, known = self._arrived.get(picture), project.pictures.get(picture)
            if arrived is None or arrived == known or (known is not None and known.original):
                continue
            yield Put(arrived)
            if arrived.original:
                yield Put(self._arrived[arrived.original])

    def _new_suggestion(self, change: Replacement) -> Suggestion:
        session, section = self._desk.session, self._desk.section_id
        labels = self.labels().labels
        number = labels.get(change.after.host if change.after else "") or labels.get(section, "")
        return Suggestion(change.suggestion, session.author, session.clock(), section=section, paragraph=number)

    def _gone(self, change: Replacement) -> list[Command]:
        """The writer's own suggestions that the change takes back: nobody has anything to decide about them."""
        section, project = self._desk.section, self._desk.project
        if section is None:
            return []
        was, now = narrowed(section.blocks[change.start : change.stop], change.blocks)
        old = {id for block in was for id in suggestions_of(block)}
        old -= {id for block in now for id in suggestions_of(block)}
        mine = [id for id in sorted(old) if self.owns(id) and project.suggestions[id].decision is None]
        if not mine:
            return []
        blocks = (*section.blocks[: change.start], *change.blocks, *section.blocks[change.stop :])
        others = (suggestions_in(each) for _, each in all_sections(project) if each is not section)
        kept = suggestions_in(replace(section, blocks=blocks)).union(*others)
        return [Remove("suggestions", id) for id in mine if id not in kept and not project.suggestions[id].thread]

    # ---- what reviewers said

    def settled_comments(self) -> frozenset[str]:
        threads = self._desk.project.threads
        return frozenset(id for id, thread in threads.items() if not is_open(thread))

    def comments_beside(self) -> dict[str, tuple[str, ...]]:
        threads = self._desk.project.threads
        if self._beside is None or self._beside[0] is not threads:
            found: dict[str, tuple[str, ...]] = {}
            for thread in threads.values():
                if thread.anchor.kind in ("block", "cell") and is_open(thread):
                    found[thread.anchor.target] = (*found.get(thread.anchor.target, ()), thread.id)
            self._beside = (threads, found)
        return self._beside[1]

    def hint(self, suggestions: Sequence[str], comments: Sequence[str]) -> str:
        return hint(self._desk.project, suggestions, comments)

    def undo(self) -> None:
        self._desk.undo()

    def redo(self) -> None:
        self._desk.redo()

    # ---- what is held elsewhere

    def labels(self) -> Labels:
        document = self._desk.document
        if document is None:
            return Labels({}, {}, {})
        drawn = document_numbers(self._desk.project, document)
        return Labels(drawn.labels, drawn.captions, drawn.footnotes)

    def reference(self, reference: CrossReference) -> str:
        document = self._desk.document
        if document is None:
            return ""
        return reference_text(self._desk.project, document, reference, self._target(reference.target))

    def _target(self, id: str) -> Target | None:
        return next((found.found[id] for found in self._all_targets() if id in found.found), None)

    def targets(self) -> list[Target]:
        """Everything that a cross-reference can point at, in reading order."""
        return [target for found in self._all_targets() for target in found.found.values()]

    def _all_targets(self) -> Iterator[_Targets]:
        """The targets document by document, worked out anew only where something changed."""
        project = self._desk.project
        for document in project.documents:
            known, letter = self._targets.get(document.id), project.letter(document)
            if known is None or known.document is not document or known.letter != letter:
                drawn = document_numbers(project, document)
                found = {each.id: each for each in document_targets(project, document, drawn)}
                known = self._targets[document.id] = _Targets(document, letter, found)
            yield known

    def fact(self, field: FactField) -> FactText:
        return fact_text(self._desk.project, self._desk.document, field.key)

    def live(self, block: Live) -> LiveRows:
        if block.id not in self._live:
            self._live[block.id] = self._live_rows(block)
        return self._live[block.id]

    def _live_rows(self, block: Live) -> LiveRows:
        source, document, session = SOURCES[block.kind], self._desk.document, self._desk.session
        if document is None:
            return LiveRows(source.title, source.place)
        today = london_day(session.clock())
        rows = live_rows(self._desk.project, document, session.ledger, block, today)
        return LiveRows(source.title, source.place, tuple(rows))

    def picture(self, digest: str) -> bytes:
        try:
            return self._desk.session.picture(digest)
        except (StrategyError, LookupError):
            return b""

    def add_picture(self, data: bytes, name: str = "") -> str:
        """Keeps a picture, freed of private details, and gives its digest; its record comes with the change it is in.

        Raises WrongUse for what is no picture.
        """
        original = closed(data) if is_svg(data) else b""
        picture, kept = take_in(drawn(original) if original else data, name)
        if original:
            picture, drawing = kept_with(picture, original, name)
            self._desk.session.add_picture(drawing.id, original)
            self._arrived[drawing.id] = drawing
        self._desk.session.add_picture(picture.id, kept)
        self._arrived[picture.id] = picture
        return picture.id

    def original(self, digest: str) -> bytes:
        picture = self._desk.project.pictures.get(digest)
        return self.picture(picture.original) if picture is not None and picture.original else b""

    def table(self, id: str) -> Table | None:
        found = find_block(self._desk.project, id)
        return found[1] if found is not None and isinstance(found[1], Table) else None

    def chart(self, chart: Chart) -> DrawnChart | None:
        table = self.table(chart.table)
        known = self._charts.get(chart.id)
        if known is None or known[0] is not table or known[1] != chart.kind:
            drawn = drawn_chart(chart, table, self._desk.project.profile.page) if table is not None else None
            known = self._charts[chart.id] = (table, chart.kind, drawn)
        return known[2]

    def has_comment(self, id: str) -> bool:
        return id in self._desk.project.threads

    def known_ids(self) -> Sequence[str]:
        return [id for _, section in all_sections(self._desk.project) for id in ids_in(section.blocks)]


def _settling(verdict: Verdict) -> IdentityCache[Section, Section | None]:
    return IdentityCache(lambda section: settled_section(replace(section, children=()), verdict), 50)


_SETTLED: dict[Verdict, IdentityCache[Section, Section | None]] = {
    verdict: _settling(verdict) for verdict in (accepted, rejected)
}


def _settled(section: Section, verdict: Verdict) -> Section:
    """The section as it would be; empty where it would not be there."""
    return _SETTLED[verdict](section) or Section(section.id)


def _pictures(blocks: Sequence[Block]) -> list[str]:
    return [block.picture for block in blocks if isinstance(block, Figure)]
