"""A host for tests: one section, kept in memory, with its own undo."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from strategy_editor.app.editor.host import Labels, LiveRows, Replacement
from strategy_editor.foundation.errors import Refused
from strategy_editor.model.blocks import Chart, Live, Table
from strategy_editor.model.facts import FactText
from strategy_editor.model.numbering import numbers
from strategy_editor.model.profile import PageLook
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, FactField
from strategy_editor.model.tree import ids_in
from strategy_editor.session.charts import DrawnChart, drawn_chart
from strategy_editor.session.history import Caret
from tests.model.values import document, project


class MemoryHost:
    """Keeps a section, and every section before it."""

    def __init__(self, section: Section, *, suggesting: bool = False, author: str = "me") -> None:
        self.section: Section = section
        self.suggesting = suggesting
        self.author = author
        self.authors: dict[str, str] = {}
        self.done: list[tuple[Section, Section, Replacement]] = []
        self.undone: list[tuple[Section, Section, Replacement]] = []
        self.pictures: dict[str, bytes] = {}
        self.show: Callable[[Caret | None], None] = lambda caret: None
        self.refusing = ""
        self.writable = True
        self.settled: frozenset[str] = frozenset()
        self.beside: dict[str, tuple[str, ...]] = {}

    def owns(self, suggestion: str) -> bool:
        return self.authors.get(suggestion) == self.author

    def settled_comments(self) -> frozenset[str]:
        return self.settled

    def comments_beside(self) -> dict[str, tuple[str, ...]]:
        return self.beside

    def hint(self, suggestions: Sequence[str], comments: Sequence[str]) -> str:
        return " ".join((*(f"{self.authors.get(each)} suggested {each}" for each in suggestions), *comments))

    def replace(self, change: Replacement) -> None:
        if self.refusing:
            raise Refused(self.refusing)
        before = self.section
        if change.suggestion:
            self.authors.setdefault(change.suggestion, self.author)
        blocks = (*before.blocks[: change.start], *change.blocks, *before.blocks[change.stop :])
        self.section = replace(before, blocks=blocks, unplaced=change.unplaced)
        last = self.done[-1] if self.done else None
        if last is not None and change.group and last[2].group == change.group and not self.undone:
            self.done[-1] = (last[0], self.section, replace(last[2], after=change.after))
        else:
            self.done.append((before, self.section, change))
        self.undone.clear()

    def undo(self) -> None:
        if self.done:
            self.undone.append(self.done.pop())
            self.section = self.undone[-1][0]
            self.show(self.undone[-1][2].before)

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.undone.pop())
            self.section = self.done[-1][1]
            self.show(self.done[-1][2].after)

    def labels(self) -> Labels:
        drawn = numbers(project(document(self.section)), document(self.section))
        return Labels(drawn.labels, drawn.captions, drawn.footnotes)

    def reference(self, reference: CrossReference) -> str:
        return f"see {reference.target}"

    def fact(self, field: FactField) -> FactText:
        return FactText("3 March 2009", True, "Date")

    def live(self, block: Live) -> LiveRows:
        return LiveRows("Milestones", "Milestones", (("March 2009", "Cabinet"),))

    def picture(self, digest: str) -> bytes:
        return self.pictures.get(digest, b"")

    def original(self, digest: str) -> bytes:
        return b""

    def add_picture(self, data: bytes, name: str = "") -> str:
        digest = hashlib.sha256(data).hexdigest()
        self.pictures[digest] = data
        return digest

    def table(self, id: str) -> Table | None:
        return next((each for each in self.section.blocks if isinstance(each, Table) and each.id == id), None)

    def chart(self, chart: Chart) -> DrawnChart | None:
        table = self.table(chart.table)
        return drawn_chart(chart, table, PageLook()) if table is not None else None

    def has_comment(self, id: str) -> bool:
        return True

    def known_ids(self) -> list[str]:
        return list(ids_in(self.section.blocks))
