"""Reviewing in the text: tracking of changes, views, going from change to change, deciding here, comments on words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from strategy_editor.app.desk import Desk
from strategy_editor.app.editor import commands
from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.clipboard import selected_ranges
from strategy_editor.app.editor.desk_host import Shown
from strategy_editor.app.editor.pointing import point_to
from strategy_editor.app.editor.review_margin import suggestions_between
from strategy_editor.app.editor.state import current_line
from strategy_editor.app.remarks import Remarks, Target
from strategy_editor.app.writing import Writing
from strategy_editor.model.blocks import Box, Chart, Figure, Table
from strategy_editor.model.reviews import Anchor, Outcome, Thread
from strategy_editor.model.text import OBJECT, plain
from strategy_editor.model.tree import all_sections, find_block, find_host, walk_sections
from strategy_editor.review.commenting import message, new_thread, text_anchor
from strategy_editor.review.editing.lines import UNIT, Spot
from strategy_editor.review.items import Order, host_order
from strategy_editor.review.reading_out import standing_text
from strategy_editor.session.commands import Command, Put, ReplaceBlocks
from strategy_editor.session.tracking import tracked

_NOTHING_HERE = "There is no suggested change here. Put the caret into one, or select several."


_UNITS = {Table: "This table", Figure: "This picture", Chart: "This chart", Box: "This box"}


class Reviewing(QObject):
    """``changed_state`` is sent when tracking or the view changes; ``comment_wanted`` when one is to be written;
    ``comments_chosen`` carries the ids of comments to show.
    """

    changed_state = Signal()
    comment_wanted = Signal()
    comments_chosen = Signal(tuple)

    def __init__(self, desk: Desk, writing: Writing, remarks: Remarks) -> None:
        super().__init__(desk)
        self._desk = desk
        self._writing = writing
        self._remarks = remarks
        self._editor = writing.editor
        self.targets: tuple[Target, ...] = ()
        self._editor.comments_chosen.connect(self.comments_chosen)
        desk.pointed.connect(lambda host, wanted: point_to(self._editor, host, wanted))

    # ---- tracking and views

    @property
    def tracking(self) -> bool:
        """Whether changes are made as suggestions."""
        return self._writing.host.suggesting

    def track(self, on: bool) -> None:
        """Turns tracking of changes on or off."""
        self._writing.host.suggesting = on
        self._desk.translate = self._tracked if on else None
        if on:
            self.show_as("marked")
        said = "Track changes is on: what you change is suggested." if on else "Track changes is off."
        self._desk.told.emit(said, False)
        self.changed_state.emit()

    def _tracked(self, command: Command) -> Command:
        session = self._desk.session
        made = tracked(session.project, command, session.author, session.clock())
        return made if made is command else session.signed(made)

    @property
    def shown(self) -> Shown:
        """The view of the text."""
        return self._writing.host.shown

    def show_as(self, shown: Shown) -> None:
        """Shows the text marked, final or original."""
        if shown != self.shown:
            self._writing.host.show_as(shown)
            self.changed_state.emit()

    # ---- from change to change

    def step(self, step: int) -> None:
        """Goes to the next or the previous change or comment that waits, from where the writer is."""
        here = self._here()
        waiting = [item for item in self._remarks.items() if item.waits and item.section]
        if step > 0:
            found = next((item for item in waiting if item.order > here), None)
        else:
            found = next((item for item in reversed(waiting) if item.order < here), None)
        if found is None:
            self._desk.told.emit("There are no further changes or comments in this direction.", False)
            return
        self._remarks.show(found)

    def _here(self) -> Order:
        spot, project = self._start(), self._desk.project
        for number, document in enumerate(project.documents):
            for place, section in enumerate(walk_sections(document.sections)):
                if section.id == self._desk.section_id:
                    return (number, place, host_order(section).get(spot.line, 0), spot.offset)
        return (0, 0, 0, 0)

    def _start(self) -> Spot:
        selection = self._editor.selection()
        cursor = self._editor.textCursor()
        return selection.head if cursor.position() <= cursor.anchor() else selection.anchor

    # ---- decisions

    def decide_here(self, outcome: Outcome) -> None:
        """Decides the suggestions that are selected, or the one at the caret."""
        ids = self.suggestions_here()
        if not ids:
            self._desk.told.emit(_NOTHING_HERE, True)
            return
        self._remarks.decide(ids, outcome)

    def suggestions_here(self) -> tuple[str, ...]:
        """The suggestions that the selection touches, or those at the caret."""
        editor = self._editor
        editor.reconcile()
        cursor = editor.textCursor()
        if not cursor.hasSelection():
            return self._at_caret()
        found: dict[str, None] = {}
        for start, end in selected_ranges(editor, cursor):
            for number in range(start.line, end.line + 1):
                line = editor.layout_.lines[number]
                first = max(0, start.offset) if number == start.line else 0
                last = max(0, end.offset) if number == end.line else line.size + 1
                found.update(dict.fromkeys(suggestions_between(line, first, last)))
        return tuple(found)

    def _at_caret(self) -> tuple[str, ...]:
        line, offset = current_line(self._editor), self._editor.selection().head.offset
        inside = suggestions_between(line, max(0, offset - 1), offset + 1)
        return inside[:1]

    # ---- comments

    def want_comment(self) -> None:
        """Works out what a comment can be about here, and asks for its words."""
        self.targets = tuple(self._targets())
        self.comment_wanted.emit()

    def _targets(self) -> Iterator[Target]:
        editor = self._editor
        editor.reconcile()
        line = current_line(editor)
        if self.shown == "marked" and self._desk.section is not None:
            anchor = self._words_anchor()
            if anchor is not None:
                yield Target(f"“{anchor.quote}”", anchor, editor.selection())
        if line.head.owner and (named := self._unit(line.head.owner)):
            yield Target(named, Anchor("block", line.head.owner))
        if line.head.place is not None and line.head.grid is not None and line.head.grid.frame == "table":
            yield Target("This cell", Anchor("cell", line.head.place.id))
        if line.head.role == "text" and not line.head.owner:
            yield Target("This paragraph", Anchor("block", line.head.id, line.text[:200]))
        section, document = self._desk.section, self._desk.document
        if section is not None:
            yield Target(f"This section: {plain(section.title)}", Anchor("section", section.id))
        if document is not None:
            yield Target(f"The whole document: {document.title}", Anchor("document", document.id))

    def _unit(self, id: str) -> str:
        found = find_block(self._desk.project, id)
        if found is None:
            return ""
        return _UNITS.get(type(found[1]), "This list")

    def _words_anchor(self) -> Anchor | None:
        parts: list[str] = []
        host, before, after = "", "", ""
        for start, end in commands.ranges_for_comment(self._editor):
            for number in range(start.line, end.line + 1):
                line = self._editor.layout_.lines[number]
                first = max(0, start.offset) if number == start.line else 0
                last = max(0, end.offset) if number == end.line else line.size
                if first < last:
                    host = host or line.head.id
                    before = before or (line.text[:first] if not parts else "")
                    parts.append(line.text[first:last])
                    after = line.text[last:]
        has_words = any(part.strip(f"{OBJECT}{UNIT} ") for part in parts)
        return text_anchor(host, parts, before, after) if has_words else None

    def add_comment(self, target: Target, text: str, category: str = "") -> str:
        """Puts a comment on a target; the id of the comment, or nothing where it was refused."""
        if target.anchor.kind != "text" or not isinstance(target.selection, Selection):
            return self._remarks.add(target.anchor, text, category)
        session, document = self._desk.session, self._desk.document
        first = message(self._desk.project, session.author, session.clock(), text)
        if first is None or document is None:
            return ""
        labels = self._remarks.labels(document)
        number = labels.get(target.anchor.target) or labels.get(self._desk.section_id, "")
        thread = replace(
            new_thread(target.anchor, first, category),
            paragraph=number,
            original=self._original(target.anchor.target),
        )
        return thread.id if self._mark(target.selection, thread) else ""

    def _mark(self, selection: Selection, thread: Thread, *others: Command) -> bool:
        host = self._writing.host
        self._editor.select(selection)
        suggestion = next(iter(self.suggestions_here()), "")
        record = self._desk.project.suggestions.get(suggestion)
        linked = [Put(replace(record, thread=thread.id))] if record is not None and not record.thread else []
        host.together_with(Put(thread), *linked, *others)
        try:
            return commands.add_comment(self._editor, thread.id)
        finally:
            host.together_with()

    def place_again(self, id: str) -> bool:
        """Puts a comment whose words are gone on the words that are selected."""
        thread = self._desk.project.threads[id]
        anchor = self._words_anchor()
        if anchor is None or self.shown != "marked":
            self._desk.told.emit("Select the words that the comment belongs to first.", True)
            return False
        elsewhere = [
            ReplaceBlocks(section.id, 0, 0, (), tuple(each for each in section.unplaced if each != id))
            for _, section in all_sections(self._desk.project)
            if id in section.unplaced and section.id != self._desk.section_id
        ]
        moved = replace(thread, anchor=replace(anchor, quote=thread.anchor.quote or anchor.quote))
        return self._mark(self._editor.selection(), moved, *elsewhere)

    def _original(self, host: str) -> str:
        """The words of a text host as they stand, for the register."""
        document, found = self._desk.document, find_host(self._desk.project, host)
        return standing_text(self._desk.project, document, found[1].runs) if document and found else ""
