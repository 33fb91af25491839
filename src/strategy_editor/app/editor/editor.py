"""The section editor: a QTextEdit that is a view of one section.

Let Qt edit, whatever the way in (keys, input method, paste, drop, assistive technology); then compare the changed lines
with the model, make one change of it, and draw only what differs. Refusing is drawing the old lines again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QToolTip, QWidget

from strategy_editor.app.editor import clipboard, keys, margin, pasting, review_margin
from strategy_editor.app.editor.carets import Places, Selection, caret_of, selection_of
from strategy_editor.app.editor.commands import change_unit
from strategy_editor.app.editor.grouping import Grouping
from strategy_editor.app.editor.host import EditorHost, Labels, Replacement
from strategy_editor.app.editor.looks import MARKS, OBJECT_ID, Looks
from strategy_editor.app.editor.spelling import Spelling
from strategy_editor.app.editor.state import State, state_of
from strategy_editor.app.editor.units import offset_of
from strategy_editor.app.editor.view import KEEP, View
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.errors import Refused, StrategyError
from strategy_editor.language.autocorrect import AidKind, autocorrect
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Figure
from strategy_editor.model.section import Section
from strategy_editor.model.text import OBJECT, PLAIN, InlineObject, Marks, Run
from strategy_editor.review.editing.diffing import Change, edits
from strategy_editor.review.editing.formatting import marks_in
from strategy_editor.review.editing.lines import Layout, Line, Projector, Spot, changed_blocks, differing, layout_of
from strategy_editor.review.editing.marking import Writer
from strategy_editor.review.editing.pieces import Text
from strategy_editor.review.editing.replacing import Edit, Outcome, Point, replaced
from strategy_editor.session.history import Caret

MANY_CELLS = "This would change more than one cell of the table. Nothing was changed."
BEYOND = "This would replace text beyond the paragraph. Nothing was changed."
_EMPTY = Section("")
_LINE = 46
"""The longest line, in heights of a letter, where lines are as long as on the page."""

_MOST_MARKED = 500
"""Places found that are marked at once."""

Copies = tuple[tuple[str, str], ...]


class SectionEditor(QTextEdit):
    """Shows and edits the section that its host has in hand.

    ``refused`` and ``told`` carry a sentence for the writer; ``edited`` is sent after each change made here;
    ``state_changed`` carries a :class:`State` when the caret comes into something else. ``describe`` asks what a
    picture shows that has arrived without such words. ``comments_chosen`` carries the ids of comments whose marker
    beside the text was clicked, ``opened`` an object or unit that the writer wants to change, ``menu_wanted`` a point
    of the screen.
    """

    refused = Signal(str)
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    told = Signal(str)
    edited = Signal()
    state_changed = Signal(object)
    comments_chosen = Signal(tuple)

    def __init__(self, host: EditorHost, theme: Theme, zoom: int = 100, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sectionEditor")
        self.setAccessibleName("Text of the section")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.host = host
        self.describe: Callable[[Figure], Figure | None] = lambda figure: None
        self.looks = Looks(theme, zoom)
        self.view = View(self.document(), self.looks, self)
        self.view.drawer.host = host
        self.places = Places(self.document())
        self.grouping = Grouping()
        self.spelling = Spelling(self)
        self.aids: frozenset[AidKind] = frozenset()
        self._projector = Projector()
        self.section = _EMPTY
        self.layout_: Layout = layout_of(_EMPTY)
        self._busy = self._depth = 0
        self._page_width = True
        self._is_applying = False
        self._dirty: tuple[int, int, tuple[int, int]] | None = None
        self._before: Selection | None = None
        self._start = -1
        self._forward = self._dropping = False
        self._drop_position = -1
        self._carried: tuple[Spot, tuple[str, ...]] | None = None
        self._written: Spot | None = None
        self._fit()
        self._state = State()
        self.document().contentsChange.connect(self._on_contents_change)
        self.cursorPositionChanged.connect(self.tell_state)
        self.show_section()

    # ---- showing

    def show_section(self, caret: Caret | None = None) -> None:
        """Shows the section in hand as it is now: after opening one, and after every change from elsewhere."""
        if self._is_applying:
            return
        self.reconcile()
        section = self.host.section
        self.setReadOnly(section is None or not self.host.writable)
        section = section or _EMPTY
        self.grouping.close()
        self._carried = None
        selection = self.selection()
        if self.looks.settle_comments(self.host.settled_comments()) or section.id != self.section.id:
            self._show_another(section)
        elif section is not self.section:
            self._become(section, self.layout_.lines)
        self.show_labels(self.host.labels())
        if caret is not None and caret.section == section.id:
            self.select(selection_of(caret))
        elif section.id == self.section.id:
            self.select(selection)
        self.tell_state()

    def _show_another(self, section: Section) -> None:
        """Draws a section from nothing."""
        self._busy += 1
        self.document().clear()
        self._fit()
        self._busy -= 1
        self._dirty = None
        self.section = section
        self._projector = Projector()
        self.layout_ = self._projector.layout(section)
        self.view.learn(section)
        self._draw([Line(replace(self.layout_.lines[0].head, id="", role="filler"), stale=True)], self.layout_.lines)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_labels(self, labels: Labels) -> None:
        """Draws numbers, references and details as they are now."""
        drawer = self.view.drawer
        if drawer.labels != labels:
            drawer.labels = labels
            self._busy += 1
            self.view.remeasure()
            self._busy -= 1
        self.viewport().update()

    def dress(self, theme: Theme, zoom: int) -> None:
        """Puts the editor into another theme or size."""
        self.reconcile()
        selection = self.selection()
        self.looks.dress(theme, zoom)
        self._show_another(self.section)
        self.select(selection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        self._busy += 1
        self.view.remeasure()
        self._busy -= 1

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        lines = list(margin.visible_lines(self, event.rect()))
        margin.paint(painter, self, lines)
        self.spelling.paint(painter, lines)
        review_margin.paint(painter, self, lines)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """Says who suggested or said what where somebody points."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hint = review_margin.hint_at(self, event.pos())
            QToolTip.showText(event.globalPos(), hint, self.viewport()) if hint else QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A marker beside the text leads to its comments."""
        found = review_margin.marked_at(self, event.position().toPoint())
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.comments_chosen.emit(found)
            event.accept()
        else:
            super().mousePressEvent(event)

    def set_page_width(self, *, on: bool) -> None:
        """Lines no longer than is good to read, or as wide as the window."""
        if on != self._page_width:
            self._page_width = on
            self._fit()
            self._busy += 1
            self.view.remeasure()
            self._busy -= 1

    def _fit(self) -> None:
        """Margins: room for numbers on the left, and lines that are not too long to read."""
        self._busy += 1
        width = self.viewport().width()
        room = width - self.looks.gutter - _LINE * self.looks.em if self._page_width else 0.0
        right = max(1.2 * self.looks.em, room)
        frame = self.document().rootFrame()
        format = frame.frameFormat()
        format.setLeftMargin(self.looks.gutter)
        format.setRightMargin(right)
        format.setTopMargin(0.8 * self.looks.em)
        format.setBottomMargin(3 * self.looks.em)
        self.view.drawer.width = max(120.0, width - self.looks.gutter - right - 8)
        frame.setFrameFormat(format)
        self.document().setDefaultFont(self.looks.font)
        self._busy -= 1

    # ---- every native way in

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.handled(self, event):
            event.accept()
        else:
            self.guard(super().keyPressEvent, event, forward=event.key() in keys.FORWARD)
            self._correct(event.text())

    def _correct(self, typed: str) -> None:
        """Puts quotes and dashes right behind what was just typed, as an act of its own: one undo takes it back."""
        spot = self.selection().head
        if not self.aids or self._written != spot or not typed:
            return
        number = self.textCursor().blockNumber()
        before = self.layout_.lines[number].text[: spot.offset - 1]
        found = autocorrect(before, typed, self.aids)
        if found is None:
            return
        start, end = Point(number, spot.offset - 1 - found.remove), Point(number, spot.offset)
        self.grouping.close()
        view = self.looks.marks.value(self.currentCharFormat().property(MARKS)) or PLAIN
        self.edit([Edit(start, end, (Text(Run(found.insert, view)),))], "Quotes and dashes")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.replacementLength() and self._leaves_block(event.replacementStart(), event.replacementLength()):
            self.refused.emit(BEYOND)
            event = QInputMethodEvent("", [])
        self.guard(super().inputMethodEvent, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On an object or a picture: what it is can be changed. Anywhere else a word is selected."""
        found = self.object_under(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(found)
        else:
            super().mouseDoubleClickEvent(event)

    def object_under(self, place: QPointF) -> InlineObject | Block | None:
        """The object or unit that is drawn at a place of the viewport."""
        position = (
            self.document()
            .documentLayout()
            .hitTest(
                place + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value()),
                Qt.HitTestAccuracy.ExactHit,
            )
        )
        if position < 0:
            return None
        for at in (position, position + 1):  # a format belongs to the character before a cursor
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            found = self.view.drawer.known(cursor.charFormat().property(OBJECT_ID))
            if found is not None and self.document().characterAt(cursor.position() - 1) == OBJECT:
                return found
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Goes to where the mouse is, unless that is selected; whoever listens shows the menu."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
            return
        cursor, there = self.textCursor(), self.cursorForPosition(event.pos())
        if not cursor.selectionStart() <= there.position() <= cursor.selectionEnd() or not cursor.hasSelection():
            self.setTextCursor(there)
        self.menu_wanted.emit(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """Lets Qt find the place and tidy up, takes back what it did to the text, and does it in the model."""
        self.reconcile()
        moving = event.source() in (self, self.viewport()) and event.dropAction() == Qt.DropAction.MoveAction
        cursor = self.textCursor()
        moved = (cursor.selectionStart(), cursor.selectionEnd()) if moving and cursor.hasSelection() else None
        before, target = self.selection(), self.cursorForPosition(event.position().toPoint()).position()
        self._dropping, self._drop_position = True, -1
        self._depth += 1
        super().dropEvent(event)
        self._depth -= 1
        self._dropping = False
        self._take_back()
        self.select(before)
        if self._drop_position >= 0:
            pasting.drop(self, event.mimeData(), target, moved)

    def _take_back(self) -> None:
        """Draws again what Qt has changed and the model has not."""
        if self._dirty is None:
            return
        (first, tail, _), self._dirty = self._dirty, None
        lines, blocks = self.layout_.lines, self.document().blockCount()
        first, tail = self._bounded(first, tail)
        self._draw([*lines[:first], *self.view.read(first, blocks - 1 - tail), *lines[len(lines) - tail :]], lines)

    def _bounded(self, first: int, tail: int) -> tuple[int, int]:
        """The first line that changed and the number of lines after the last, within both texts."""
        least = min(len(self.layout_.lines), self.document().blockCount()) - 1
        first = min(first, least)
        return first, min(tail, least - first)

    def cut(self) -> None:
        """Copies and removes what is selected."""
        self.guard(super().cut)

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.copied(self)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return pasting.can_paste(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pastes; while something is being dropped, only says where."""
        if self._dropping:
            self._drop_position = self.textCursor().position()
        else:
            pasting.paste(self, source)

    def paste_plain(self) -> None:
        """Pastes the words of the clipboard, without any looks."""
        source = QApplication.clipboard().mimeData()
        if source is not None:  # where nothing was ever copied, there is nothing at all
            pasting.paste(self, source, plain=True)

    def describe_pictures(self, blocks: Sequence[Block]) -> None:
        """Asks for words for the pictures among ``blocks`` that have none, and puts them in."""
        wanted = {block.id for block in blocks if isinstance(block, Figure)}
        for block in self.section.blocks:
            if block.id in wanted and isinstance(block, Figure) and not block.alternative and not block.decorative:
                described = self.describe(block)
                if described is None:
                    return
                change_unit(self, described, "Words for a picture")

    def guard(self, native: Callable[..., Any], *arguments: Any, forward: bool = False) -> None:
        """Lets Qt do something natively, then reconciles. ``forward``: what it removes lies behind the caret."""
        if self._depth == 0:
            self.reconcile()
            cursor = self.textCursor()
            self._before, self._forward = self.selection(), forward
            self._start = cursor.selectionStart() if cursor.hasSelection() else -1
        self._depth += 1
        try:
            native(*arguments)
        finally:
            self._depth -= 1
        if self._depth == 0:
            self.reconcile(guarded=True)

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        """Notes the first line that changed, and how many lines after the last are as they were."""
        if self._busy:
            return
        document = self.document()
        end = document.characterCount() - 1
        block = document.findBlock(min(position, end))
        tail = document.blockCount() - 1 - document.findBlock(min(position + added, end)).blockNumber()
        hint = (block.blockNumber(), position - block.position())
        if self._dirty is None:
            self._dirty = (block.blockNumber(), tail, hint)
        else:
            first, least, earliest = self._dirty
            self._dirty = (min(first, block.blockNumber()), min(least, tail), min(earliest, hint))
        if not self._depth:
            QTimer.singleShot(0, self, self.reconcile)  # assistive technology: no event of ours around it

    # ---- reconciling

    def reconcile(self, guarded: bool = False) -> None:
        """Makes one change of what Qt has done since the last time."""
        if self._dirty is None:
            return
        (first, tail, hint), self._dirty = self._dirty, None
        lines = self.layout_.lines
        blocks = self.document().blockCount()
        first, tail = self._bounded(first, tail)
        read = self.view.read(first, blocks - 1 - tail)
        shown = [*lines[:first], *read, *lines[len(lines) - tail :]]
        caret = self._before if guarded and self._before else None
        try:
            wanted = self._what_changed(first, lines[first : len(lines) - tail], read, hint, caret)
            outcome = self.outcome_of(wanted)
        except Refused as reason:
            self._refuse(str(reason), shown, caret)
            return
        self._commit(outcome, shown, caret, wanted)

    def _what_changed(
        self, first: int, old: Sequence[Line], read: Sequence[Line], hint: tuple[int, int], caret: Selection | None
    ) -> list[Edit]:
        lines = self.layout_.lines
        offset = offset_of(lines[hint[0]], hint[1]) if hint[0] < len(lines) else 0
        selected = caret is not None and not caret.is_empty
        began_there = self.document().findBlockByNumber(hint[0]).position() + hint[1] == self._start
        ended = self._end_of_typing(first, read) if selected and began_there else None
        wanted = edits(old, read, first, Change(Point(hint[0] - first, offset), ended, selected))
        if caret is not None and not selected and len({lines[e.start.line].head.container for e in wanted}) > 1:
            raise Refused(MANY_CELLS)
        return wanted

    def _end_of_typing(self, first: int, read: Sequence[Line]) -> Point | None:
        """Where the added text ends: after typing over a selection the caret stands there."""
        cursor = self.textCursor()
        number = cursor.block().blockNumber() - first
        if cursor.hasSelection() or not 0 <= number < len(read):
            return None
        return Point(number, offset_of(read[number], cursor.positionInBlock()))

    def outcome_of(self, wanted: Sequence[Edit]) -> Outcome:
        """What some edits make of the section, last one in the text first."""
        layout = self.layout_
        outcome = Outcome(self.section, Spot(""), Spot(""))
        place: Spot | None = None
        suggestion = ""
        for number, edit in enumerate(wanted):
            if number:
                layout = layout_of(outcome.section)
            spot = Spot(layout.lines[edit.start.line].head.id, max(0, edit.start.offset))
            carried = self._carried[1] if self._carried is not None and self._carried[0] == spot else ()
            outcome = replaced(layout, edit, self.writer(suggestion), carried)
            suggestion = suggestion or outcome.suggestion
            if place is None or edit.added or not any(each.added for each in wanted):
                place = outcome.after if edit.added or self._forward else outcome.before
        place = place or Spot("")
        return replace(outcome, before=place, suggestion=suggestion)

    def writer(self, suggestion: str = "") -> Writer:
        """How the writer writes now; ``suggestion`` counts as the writer's own."""
        return Writer(self.host.suggesting, lambda id: bool(id) and (id == suggestion or self.host.owns(id)))

    def _commit(self, outcome: Outcome, shown: Sequence[Line], caret: Selection | None, wanted: list[Edit]) -> None:
        """Hands the change to the host and draws what follows from it."""
        before = caret or self.selection()
        place = outcome.before if outcome.before.line else before.head
        after = Selection(place, place)
        if outcome.section == self.section:
            self._become(self.section, shown)
            self._carried = None
        else:
            group, name = self.grouping.of(wanted, before, after)
            if not self._change(outcome.section, name, shown, before, after, outcome.suggestion, group):
                return
            self._carried = (outcome.after, outcome.carried) if wanted[-1].added else None
            self._written = place
            self.spelling.note_written(place)
        if caret is not None or not shown:
            self.select(after)
            self.ensureCursorVisible()

    def _change(
        self,
        section: Section,
        name: str,
        shown: Sequence[Line],
        before: Selection,
        after: Selection,
        suggestion: str = "",
        group: str = "",
        copies: Copies = (),
    ) -> bool:
        start, stop, blocks = changed_blocks(self.section, section)
        carets = caret_of(section.id, before), caret_of(section.id, after)
        change = Replacement(start, stop, blocks, section.unplaced, name, group, *carets, suggestion, copies)
        self._is_applying = True
        try:
            self.host.replace(change)
        except StrategyError as error:
            self._refuse(str(error), shown, before)
            return False
        finally:
            self._is_applying = False
        self._become(self.host.section or section, shown)
        self.edited.emit()
        self.tell_state()
        return True

    def edit(self, wanted: Sequence[Edit], name: str, copies: Copies = ()) -> bool:
        """Some edits, the last one in the text first, as one act called ``name``. Refusals are told."""
        try:
            outcome = self.outcome_of(wanted)
        except Refused as reason:
            self.refused.emit(str(reason))
            return False
        selection = Selection(outcome.before, outcome.before)
        return self.apply(outcome.section, name, selection, outcome.suggestion, copies)

    def apply(
        self,
        outcome: Section,
        name: str,
        selection: Selection | None = None,
        suggestion: str = "",
        copies: Copies = (),
    ) -> bool:
        """A command on the section: ``outcome`` takes its place, as one act called ``name``."""
        self.reconcile()
        before = self.selection()
        self.grouping.close()
        self._carried = None
        if outcome == self.section:
            return False
        done = self._change(outcome, name, self.layout_.lines, before, selection or before, suggestion, copies=copies)
        if done:
            self.select(selection or before)
            self.ensureCursorVisible()
        return done

    def _refuse(self, reason: str, shown: Sequence[Line], caret: Selection | None) -> None:
        self._draw(shown, self.layout_.lines)
        if caret is not None:
            self.select(caret)
        self.refused.emit(reason)

    def _become(self, section: Section, shown: Sequence[Line]) -> None:
        """The section is now ``section``; the document, which shows ``shown``, follows."""
        old = self.layout_
        self.section = section
        self.layout_ = self._projector.layout(section) if section is not old.section else old
        start, stop, blocks = changed_blocks(old.section, section)
        if not all(isinstance(block, TEXT_BLOCKS) for block in (*old.section.blocks[start:stop], *blocks)):
            self.view.learn_units(section)
        self._draw(shown, self.layout_.lines)
        if _numbers_may_differ(old.lines, self.layout_.lines):
            self.show_labels(self.host.labels())

    def _draw(self, shown: Sequence[Line], target: Sequence[Line]) -> None:
        self._busy += 1
        try:
            self.view.patch(shown, target)
            self.view.settle(target)
        finally:
            self._busy -= 1

    # ---- state

    def tell_state(self) -> None:
        """Says what the caret is in, where that has changed."""
        if self._busy or self._depth or self._dirty is not None:
            return
        state = state_of(self)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    @property
    def state(self) -> State:
        """What the caret is in."""
        return self._state

    # ---- undo: the session's, over all sections

    def undo(self) -> None:
        """Takes the newest act back."""
        self.reconcile()
        self.host.undo()

    def redo(self) -> None:
        """Does the last undone act again."""
        self.reconcile()
        self.host.redo()

    # ---- carets

    def selection(self) -> Selection:
        """What is selected, in the words of the model."""
        return self.places.selection(self.layout_, self.textCursor())

    def marks_at(self, point: Point) -> Marks:
        """The marks of the character behind a point."""
        found = marks_in(self.layout_, [(point, Point(point.line, point.offset + 1))])
        return found[0] if found else PLAIN

    def select(self, selection: Selection) -> None:
        """Selects; a spot whose line is gone leaves the caret where it is."""
        cursor = self.textCursor()
        near = cursor.blockNumber()
        head = self.places.position_of(self.layout_, selection.head, near)
        anchor = self.places.position_of(self.layout_, selection.anchor, near)
        if head is None:
            return
        cursor.setPosition(head if anchor is None else anchor)
        if anchor is not None and anchor != head:
            cursor.setPosition(head, KEEP)
        self.setTextCursor(cursor)

    def show_found(self, places: Sequence[tuple[str, int, int]]) -> None:
        """Marks places that were found: line, start and end, in characters. They go with the text that they are on."""
        marks = [self._mark(*place) for place in places[:_MOST_MARKED]]
        self.setExtraSelections([mark for mark in marks if mark is not None])

    def _mark(self, line: str, start: int, end: int) -> QTextEdit.ExtraSelection | None:
        first = self.places.position_of(self.layout_, Spot(line, start))
        last = self.places.position_of(self.layout_, Spot(line, end))
        if first is None or last is None:
            return None
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(self.document())
        made.cursor.setPosition(first)
        made.cursor.setPosition(last, KEEP)
        made.format.setBackground(QColor(self.looks.theme.accent_soft))
        made.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.format.setUnderlineColor(QColor(self.looks.theme.accent))
        return made

    def _leaves_block(self, start: int, length: int) -> bool:
        cursor = self.textCursor()
        block, low = cursor.block(), cursor.selectionStart() + start
        return low < block.position() or low + length >= block.position() + block.length()

    def mismatch(self) -> str:
        """Where the document does not show what the model says; empty if it does. For tests."""
        shown = self.view.read(0, self.document().blockCount() - 1)
        for number, (a, b) in enumerate(zip(shown, self.layout_.lines, strict=False)):
            if a != b:
                return f"line {number}: shown {a}, but it is {b}"
        lines = len(self.layout_.lines)
        return "" if len(shown) == lines else f"{len(shown)} lines shown, {lines} in the section"


def _numbers_may_differ(old: Sequence[Line], new: Sequence[Line]) -> bool:
    """Whether lines came, went or changed shape, or objects moved: what numbers depend on."""
    if len(old) != len(new):
        return True
    low, high = differing(old, new)
    changed = zip(old[low : len(old) - high], new[low : len(new) - high], strict=True)
    return any(a is not b and (a.head != b.head or _objects(a) != _objects(b)) for a, b in changed)


def _objects(line: Line) -> list[Any]:
    return [run for run in line.runs if not isinstance(getattr(run, "content", None), str)]
