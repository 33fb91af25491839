"""The desk as the section editor sees it: the section in hand, how to change it, what is held elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from strategy_editor.app.desk import Desk
from strategy_editor.app.editor.host import Labels, LiveRows, Replacement
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.blocks import Live, Table
from strategy_editor.model.facts import FactText, fact_text
from strategy_editor.model.records import Picture
from strategy_editor.model.references import Target, document_targets, reference_text
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import CrossReference, FactField
from strategy_editor.model.tree import find_block, ids_in
from strategy_editor.session.commands import Command, Put, ReplaceBlocks, Several
from strategy_editor.session.live import SOURCES, live_rows
from strategy_editor.session.pictures import take_in
from strategy_editor.session.summary import document_numbers


class _Targets(Struct, frozen=True):
    """The targets of one document as long as it and its letter stay the same."""

    document: Document
    letter: str
    found: dict[str, Target]


class DeskHost:
    """What :class:`~strategy_editor.app.editor.host.EditorHost` asks for, from the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._targets: dict[str, _Targets] = {}
        self._brought: dict[str, Picture] = {}
        self.suggesting = False

    @property
    def section(self) -> Section | None:
        return self._desk.section

    def owns(self, suggestion: str) -> bool:
        found = self._desk.project.suggestions.get(suggestion)
        return found is not None and found.author == self._desk.session.author

    def replace(self, change: Replacement) -> None:
        """Applies the change; a suggestion that is new is recorded with its author and time in the same step."""
        section = self._desk.section_id
        command: Command = ReplaceBlocks(
            section, change.start, change.stop, change.blocks, change.unplaced, change.name
        )
        session = self._desk.session
        records: list[Command] = [
            Put(picture) for id, picture in self._brought.items() if id not in session.project.pictures
        ]
        if change.suggestion and change.suggestion not in session.project.suggestions:
            suggestion = Suggestion(change.suggestion, session.author, session.clock(), section=section)
            records.append(Put(suggestion))
        if records:
            command = session.signed(Several((*records, command), change.name))
            self._brought.clear()
        session.apply(command, origin=self, group=change.group, caret_before=change.before, caret_after=change.after)

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
        return (
            reference_text(self._desk.project, document, reference, self.target(reference.target)) if document else ""
        )

    def target(self, id: str) -> Target | None:
        """What a cross-reference to ``id`` points at."""
        return self.targets().get(id)

    def targets(self) -> dict[str, Target]:
        """Everything that can be referred to, in reading order; worked out anew only for documents that changed."""
        project = self._desk.project
        everything: dict[str, Target] = {}
        for document in project.documents:
            known = self._targets.get(document.id)
            letter = project.letter(document)
            if known is None or known.document is not document or known.letter != letter:
                drawn = document_numbers(project, document)
                found = {each.id: each for each in document_targets(project, document, drawn)}
                known = self._targets[document.id] = _Targets(document, letter, found)
            everything |= known.found
        return everything

    def fact(self, field: FactField) -> FactText:
        return fact_text(self._desk.project, self._desk.document, field.key)

    def live(self, block: Live) -> LiveRows:
        source, document = SOURCES[block.kind], self._desk.document
        if document is None:
            return LiveRows(source.title, source.place)
        today = london_day(self._desk.session.clock())
        rows = live_rows(self._desk.project, document, self._desk.session.ledger, block, today)
        return LiveRows(source.title, source.place, tuple(rows))

    def picture(self, digest: str) -> bytes:
        try:
            return self._desk.session.picture(digest)
        except (StrategyError, KeyError):
            return b""

    def add_picture(self, data: bytes) -> str:
        picture, kept = take_in(data)
        self._desk.session.add_picture(picture.id, kept)
        self._brought[picture.id] = picture
        return picture.id

    def table(self, id: str) -> Table | None:
        found = find_block(self._desk.project, id)
        return found[1] if found and isinstance(found[1], Table) else None

    def known_ids(self) -> Sequence[str]:
        return [id for document in self._desk.project.documents for id in ids_in(document.sections)]
