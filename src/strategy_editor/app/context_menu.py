"""The menu of the right mouse button (or the menu key) in the text: whatever can be done where the caret is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.editor.state import object_at
from strategy_editor.app.spelling import SWITCHES, SpellingHelp
from strategy_editor.model.blocks import Block, Chart, Figure, Live
from strategy_editor.model.text import CrossReference, FactField, Footnote, InlineObject

_EDITING = ("cut", "copy", "paste", "paste-plain", "select-all")
_MARKS = ("bold", "italic", "superscript", "subscript", "welsh", "clear-format")
_STYLES = ("body", "numbered", "heading-1", "heading-2", "heading-3", "bullets", "numbers", "letters", "quote", "note")
_ROWS = ("row-above", "row-below", "row-up", "row-down", "remove-rows")
_COLUMNS = ("column-before", "column-behind", "column-left", "column-right", "remove-columns")
_TABLE = (
    "table-properties",
    "header-row",
    "header-column",
    "total-row",
    "update-totals",
    "sort-up",
    "sort-down",
    "landscape",
)
_CELLS = ("merge-cells", "split-cell", "align-left", "align-centre", "align-right")
_INSERT = ("insert-footnote", "insert-reference", "insert-detail", "insert-table", "insert-figure")

_CHANGES: dict[type, str] = {
    Figure: "&Words, caption and width of the picture…",
    Chart: "Table, &kind and words of the chart…",
    Live: "&Edit at its source",
    FactField: "&Edit where it is held",
    Footnote: "Go to the &note",
    CrossReference: "C&hange the cross-reference…",
}


class ContextMenu(QObject):
    """Builds the menu for a place and shows it."""

    def __init__(self, bench: Bench, spelling: SpellingHelp) -> None:
        super().__init__(bench.window)
        self._window = bench.window
        self._writing = bench.writing
        self._editor = bench.writing.editor
        self._actions = bench.window.actions_by_id
        self._spelling = spelling
        self._editor.menu_wanted.connect(self.show)

    def show(self, place: QPoint) -> None:
        """Shows the menu at a place of the screen."""
        menu = self.build()
        menu.exec(place)
        self._spelling.forget_menu()
        menu.deleteLater()

    def build(self) -> QMenu:
        """The menu for where the caret is."""
        menu = QMenu(self._window)
        word = self._editor.spelling.at(self._editor.selection().head)
        if word is not None and not self._editor.textCursor().hasSelection():
            self._spelling.add_to(menu, word)
        found = object_at(self._editor)
        if found is not None:
            self._object(menu, found)
        link = self._editor.state.link
        if link:
            menu.addAction("&Open the link", lambda: QDesktopServices.openUrl(QUrl(link)))
            self._add(menu, ("link",))
            menu.addAction("&Remove the link", lambda: self._writing.unlink())
            menu.addSeparator()
        self._add(menu, _EDITING)
        menu.addSeparator()
        state = self._editor.state
        if state.in_table:
            for title, acts in (("&Rows", _ROWS), ("&Columns", _COLUMNS), ("C&ells", _CELLS), ("&Table", _TABLE)):
                self._add(menu.addMenu(title), acts)
            self._add(menu, ("remove-table",))
            menu.addSeparator()
        self._add(menu.addMenu("&Style"), _STYLES)
        marks = menu.addMenu("&Format")
        self._add(marks, _MARKS)
        self._add(marks, ("link",))
        self._add(menu.addMenu("&Insert"), _INSERT)
        return menu

    def _object(self, menu: QMenu, found: InlineObject | Block) -> None:
        words = _CHANGES.get(type(found))
        if words is None:
            return
        if isinstance(found, CrossReference):
            menu.addAction("&Go there", lambda: self._writing.attempt(lambda: self._writing.follow(found)))
        menu.addAction(words, lambda: self._writing.attempt(self._writing.edit_object))
        menu.addSeparator()

    def _add(self, menu: QMenu, acts: tuple[str, ...]) -> None:
        for id in acts:
            menu.addAction(self._actions[id])


def bindings(bench: Bench) -> Bindings:
    """What the acts of spelling do; the menu of the text comes with them."""
    spelling = SpellingHelp(bench)
    ContextMenu(bench, spelling)
    bench.writing.place_wanted.connect(bench.window.open_place)
    switches = {id: partial(spelling.switch, id) for id in SWITCHES}
    return {**switches, "next-misspelt": spelling.go_to_next}
