"""The editor's host in the window: the section on the desk, changed through the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject

from strategy_editor.app.desk import Desk
from strategy_editor.app.editor.host import Labels, LiveRows, Replacement
from strategy_editor.foundation.clock import london_day
from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.editions import edition_of
from strategy_editor.manuscript.items import Inlines, Item, ListItems, PairsItem, ParagraphItem, Span, TableItem
from strategy_editor.manuscript.live import live_items
from strategy_editor.model.blocks import Live, LiveKind, Table
from strategy_editor.model.facts import FactText, fact_text
from strategy_editor.model.project import Project
from strategy_editor.model.references import Target, document_targets, reference_text
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, FactField
from strategy_editor.model.tree import all_sections, ids_in
from strategy_editor.session.commands import Command, Put, ReplaceBlocks, Several
from strategy_editor.session.history import Caret
from strategy_editor.session.session import Changed
from strategy_editor.session.summary import document_numbers

LIVE_NAMES: dict[LiveKind, tuple[str, str]] = {
    "milestones": ("Milestones", "Milestones"),
    "register": ("Documents in production", "In production"),
    "document-control": ("Document control", "Documents and versions"),
    "glossary": ("Glossary", "Glossary"),
    "appendices": ("Appendices", "Documents"),
    "recommendations": ("Recommendations", "the report"),
    "contents": ("Contents", "the headings"),
    "contacts": ("Contacts", "Details and people"),
    "report-header": ("Heading of the report", "Meetings and deadlines"),
}
"""What a list drawn from details is called, and where it is edited."""

Shower = Callable[[Caret | None], None]


class DeskHost(QObject):
    """Gives the editor the section on the desk. ``suggesting`` is set by whoever offers tracking of changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.suggesting = False
        self._shower: Shower | None = None
        self._live: dict[str, LiveRows] = {}
        self._targets: dict[str, Target] = {}
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
        return self._desk.section

    def owns(self, suggestion: str) -> bool:
        found = self._desk.project.suggestions.get(suggestion)
        return found is not None and found.author == self._desk.session.author

    def replace(self, change: Replacement) -> None:
        section, session, project = self._desk.section_id, self._desk.session, self._desk.project
        command: Command = ReplaceBlocks(
            section, change.start, change.stop, change.blocks, change.unplaced, change.name
        )
        records: list[Command] = [Put(replace(project.threads[old], id=new)) for old, new in change.copies]
        if change.suggestion and change.suggestion not in project.suggestions:
            records.append(Put(Suggestion(change.suggestion, session.author, session.clock(), section=section)))
        if records:
            command = Several((*records, command), change.name)
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
        self._targets.clear()
        return Labels(drawn.labels, drawn.captions, drawn.footnotes)

    def reference(self, reference: CrossReference) -> str:
        project, document = self._desk.project, self._desk.document
        if document is None:
            return ""
        if not self._targets:
            self._targets = {each.id: each for each in _all_targets(project)}
        return reference_text(project, document, reference, self._targets.get(reference.target))

    def targets(self) -> list[Target]:
        """Everything that a cross-reference can point at."""
        return list(_all_targets(self._desk.project))

    def fact(self, field: FactField) -> FactText:
        return fact_text(self._desk.project, self._desk.document, field.key)

    def live(self, block: Live) -> LiveRows:
        if block.id not in self._live:
            title, source = LIVE_NAMES[block.kind]
            self._live[block.id] = LiveRows(title, source, tuple(_rows(self._items(block))))
        return self._live[block.id]

    def _items(self, block: Live) -> Iterable[Item]:
        project, document, session = self._desk.project, self._desk.document, self._desk.session
        if document is None:
            return ()
        versions = tuple(session.ledger.versions)
        today = london_day(session.clock())
        drawing = Drawing(project, document, edition_of("draft"), "exempt", version="", versions=versions, today=today)
        return live_items(drawing, block)

    def picture(self, digest: str) -> bytes:
        try:
            return self._desk.session.picture(digest)
        except LookupError:
            return b""

    def table(self, id: str) -> Table | None:
        for _, section in all_sections(self._desk.project):
            for block in section.blocks:
                if isinstance(block, Table) and block.id == id:
                    return block
        return None

    def has_comment(self, id: str) -> bool:
        return id in self._desk.project.threads

    def known_ids(self) -> Sequence[str]:
        return [id for _, section in all_sections(self._desk.project) for id in ids_in(section.blocks)]


def _all_targets(project: Project) -> Iterator[Target]:
    for document in project.documents:
        yield from document_targets(project, document, document_numbers(project, document))


def _rows(items: Iterable[Item]) -> Iterator[tuple[str, ...]]:
    """Items as rows of words."""
    for item in items:
        match item:
            case TableItem():
                for row in item.rows:
                    yield tuple(
                        " ".join(_words(each.inlines) for each in cell.items if isinstance(each, ParagraphItem))
                        for cell in row.cells
                    )
            case PairsItem():
                yield from ((pair.label, _words(pair.inlines)) for pair in item.pairs)
            case ListItems():
                for entry in item.entries:
                    yield (entry.label, _words(entry.inlines))
            case ParagraphItem():
                yield (item.label, _words(item.inlines))


def _words(inlines: Inlines) -> str:
    return "".join(each.text for each in inlines if isinstance(each, Span))
