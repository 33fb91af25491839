"""Find and replace in the window: the bar, the search (off the window's thread where it may take long), the act."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.panels.find_bar import FindBar
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section
from strategy_editor.review.editing.lines import Spot
from strategy_editor.review.finding import Found, Query
from strategy_editor.session.finding import NAME, Finder, replacement

if TYPE_CHECKING:
    from strategy_editor.app.bench import Bench, Bindings

_LONGEST_SEED = 100


class Finding(QObject):
    """What the bar does. ``_answered`` brings what a thread found: the project, the places, or a sentence."""

    _answered = Signal(object, object, str)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._desk = bench.window.desk
        self._writing = bench.writing
        self._window = bench.window
        self._page = bench.window.section_page
        self.bar = FindBar(bench.application.theme, bench.window)
        self.bar.hide()
        self._finder = Finder()
        self._project: Project | None = None
        self._query = Query("")
        self._found: Sequence[Found] = ()
        self._page.add_bar(self.bar)
        bench.window.dressed.connect(lambda theme, _: self.bar.dress(theme))
        self.bar.asked.connect(self._search)
        self.bar.chosen.connect(self._go)
        self.bar.replace_one.connect(self._replace_one)
        self.bar.replace_all.connect(self._replace_all)
        self.bar.closed.connect(self._close)
        self._answered.connect(self._show)
        self._desk.settled.connect(lambda _: self._search_again())
        self._desk.opened.connect(lambda *_: self._search_again())
        bench.window.destroyed.connect(self._finder.close)

    # ---- acts

    def find(self) -> None:
        """Opens the bar with what is selected."""
        self._begin(replacing=False)

    def replace(self) -> None:
        """Opens the bar to replace."""
        self._begin(replacing=True)

    def step(self, by: int) -> None:
        """To the next or the previous place; opens the bar where nothing was looked for yet."""
        if self.bar.isVisible() and self.bar.words.text():
            self.bar.step(by)
        else:
            self.find()

    def _begin(self, *, replacing: bool) -> None:
        cursor = self._writing.editor.textCursor()
        words = cursor.selectedText() if cursor.hasSelection() else ""
        fits = 0 < len(words) <= _LONGEST_SEED and "\u2029" not in words and "\ufffc" not in words
        self._window.show_section()
        self.bar.begin(words if fits else "", replacing=replacing)

    def _close(self) -> None:
        self.bar.hide()
        self._writing.editor.show_found(())
        self._writing.focus()

    # ---- looking

    def _search_again(self) -> None:
        if self.bar.isVisible() and self._desk.project is not self._project:
            self._search()
        elif self.bar.isVisible():
            self._mark()

    def _search(self) -> None:
        query, project, where = self.bar.query, self._desk.project, self.bar.where
        place = (self._desk.document_id, self._desk.section_id)
        self._query = query
        if not query.words or not self._desk.section_id:
            self._show(project, [], "")
        elif query.expression:
            self.bar.tell("Searching…")
            Thread(target=self._look, args=(project, query, where, place), daemon=True).start()
        else:
            self._show(project, self._finder.find(project, query, where, *place), "")

    def _look(self, project: Project, query: Query, where, place: tuple[str, str]) -> None:
        """In a thread of its own: an expression may take its time."""
        try:
            self._answered.emit(project, (query, self._finder.find(project, query, where, *place)), "")
        except StrategyError as error:
            self._answered.emit(project, (query, []), str(error))

    def _show(self, project: Project, found: object, problem: str) -> None:
        if isinstance(found, tuple):
            query, found = found
            if query != self._query:
                return  # an answer to what was asked before
        assert isinstance(found, list)
        self._project, self._found = project, found
        self.bar.show_found([(each, self._name_of(each)) for each in found], self._at_caret())
        if problem:
            self.bar.tell(problem)
        self._mark()

    def _mark(self) -> None:
        here = [each for each in self._found if each.section == self._desk.section_id and not each.in_title]
        self._writing.editor.show_found([(each.host, each.start, each.end) for each in here])

    def _name_of(self, found: Found) -> str:
        where = find_section(self._desk.project, found.section)
        if where is None:
            return ""
        title = plain(where.section.title)
        return title if found.document == self._desk.document_id else f"{where.document.title}, {title}"

    def _at_caret(self) -> int:
        """The first place at the caret or behind it in the section in hand; the first one of all otherwise."""
        editor = self._writing.editor
        selection = editor.selection()
        order = {line.head.id: number for number, line in enumerate(editor.layout_.lines)}
        here = (order.get(selection.anchor.line, 0), selection.anchor.offset)
        for row, each in enumerate(self._found):
            if each.section == self._desk.section_id and (order.get(each.host, 0), each.start) >= here:
                return row
        return 0 if self._found else -1

    # ---- going there

    def _go(self, found: Found) -> None:
        self._desk.open_section(found.section)
        if found.in_title:
            self._page.title.setSelection(found.start, found.end - found.start)
        else:
            self._writing.editor.select(Selection(Spot(found.host, found.start), Spot(found.host, found.end)))
            self._writing.editor.ensureCursorVisible()

    # ---- replacing

    def _replace_one(self) -> None:
        found = self.bar.current
        if found is not None and self._is_current():
            row = self.bar.list.currentRow()
            if self._apply([found], "Replace"):
                self.bar.list.setCurrentRow(min(row, self.bar.list.count() - 1))
                if self.bar.current is not None:
                    self._go(self.bar.current)

    def _replace_all(self) -> None:
        if self._is_current() and self._found:
            self._apply(self._found, NAME)

    def _is_current(self) -> bool:
        """Whether what is listed is what stands in the text now; if not, it is looked for again."""
        self._writing.editor.reconcile()
        if self._desk.project is self._project and self.bar.query == self._query and not self.bar.waiting:
            return True
        self._search()
        return not self._query.expression

    def _apply(self, found: Sequence[Found], name: str) -> bool:
        session, host = self._desk.session, self._writing.host
        command, count = replacement(
            self._desk.project,
            found,
            suggesting=host.suggesting,
            owns=host.owns,
            author=session.author,
            at=session.clock(),
            name=name,
        )
        if command is None:
            self._desk.told.emit("Titles are not changed while changes are tracked.", True)
            return False
        if not self._desk.do(session.signed(command)):
            return False
        left = len(found) - count
        kept = f" {left} in titles were left, since changes are tracked." if left else ""
        self._desk.told.emit(f"{count:,} replaced.{kept}", False)
        return True


def bindings(bench: Bench) -> Bindings:
    """What the acts of finding do."""
    finding = Finding(bench)
    return {
        "find": finding.find,
        "replace": finding.replace,
        "find-next": lambda: finding.step(1),
        "find-previous": lambda: finding.step(-1),
    }
