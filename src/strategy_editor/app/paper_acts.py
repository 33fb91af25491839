"""The acts about paper: the preview, printing, copies to write on, packs for designers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.making import DesignerDialog, PenDialog
from strategy_editor.app.preview.pane import PreviewPane
from strategy_editor.app.printing import Printing


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    preview = Preview(bench)
    return {
        "preview": preview.toggle,
        "read-whole": preview.read,
        "print": lambda: _print(bench, preview.edition),
        "export-designer": lambda: DesignerDialog(bench.window.desk, _papers_folder(bench), bench.window).exec(),
        "export-pen": lambda: PenDialog(bench.window.desk, _papers_folder(bench), bench.window).exec(),
    }


def _papers_folder(bench: Bench) -> Path:
    path = bench.keeping.opened.path
    return path.parent / f"{path.stem} papers"


def _print(bench: Bench, edition: str) -> None:
    """Prints the document in hand, as the preview shows it or else as a draft."""
    desk = bench.window.desk
    if desk.document is None:
        desk.told.emit("There is no document to print yet.", True)
        return
    printing = Printing(desk, edition, bench.window)
    printing.ended.connect(lambda sentence: desk.told.emit(sentence, False) if sentence else None)
    printing.begin()


_NOT_WHILE_READING = ("focus", "show-outline", "show-side", "show-guidance", "preview")
"""Acts on panels that are out of view while the document is read through."""


class Preview(QObject):
    """Shows the pages beside the text or in a window of their own, or alone, and puts them away."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._bench = bench
        self._actions = bench.window.actions_by_id
        self._pane: PreviewPane | None = None
        self._floats = False
        self._stays = False

    @property
    def edition(self) -> str:
        """What the pages are shown as, or would be."""
        shown = self._pane is not None and self._pane.isVisible()
        return str(self._pane.edition.currentData()) if self._pane is not None and shown else "draft"

    def toggle(self) -> None:
        """Shows the pages, or puts them away."""
        if self._actions["preview"].isChecked():
            self._show()
        elif self._pane is not None:
            self._pane.close()

    def read(self) -> None:
        """Shows the pages of the document alone, to read it through; or goes back to the text."""
        if self._actions["read-whole"].isChecked():
            self._begin_reading()
        else:
            self._end_reading()

    def _begin_reading(self) -> None:
        window = self._bench.window
        window.show_section()
        self._stays, self._floats = self._actions["preview"].isChecked(), False
        self._actions["preview"].setChecked(True)
        self._show()
        window.show_alone(on=True)
        for id in _NOT_WHILE_READING:
            self._actions[id].setEnabled(False)
        assert self._pane is not None
        self._pane.read_through()
        window.desk.told.emit("The whole document. A click or Enter goes to the text there; Esc goes back.", False)

    def _end_reading(self) -> None:
        """Goes back to the text; the pages stay beside it where they were before."""
        window = self._bench.window
        self._actions["read-whole"].setChecked(False)
        for id in _NOT_WHILE_READING:
            self._actions[id].setEnabled(True)
        window.show_alone(on=False)
        if self._pane is not None and self._pane.isVisible() and not self._stays:
            self._pane.close()
        elif self._pane is not None and self._pane.isVisible():
            window.put_beside(self._pane)
        self._bench.writing.focus()
        self._bench.writing.editor.ensureCursorVisible()

    def _leave_pages(self) -> None:
        if self._actions["read-whole"].isChecked():
            self._end_reading()

    def _show(self) -> None:
        window = self._bench.window
        if self._pane is None:
            self._pane = self._make()
        if self._floats:
            window.take_away()
            self._pane.setParent(window, Qt.WindowType.Window)
            self._pane.resize(860, 940)
            self._pane.show()
        else:
            self._pane.setParent(window)
            window.put_beside(self._pane)

    def _make(self) -> PreviewPane:
        window = self._bench.window
        theme = self._bench.application.theme
        pane = PreviewPane(window.desk, theme, lambda: self._bench.writing.line_in_hand, window)
        pane.left.connect(self._on_left)
        pane.back.connect(self._leave_pages)
        pane.link.standing.connect(lambda _: self._leave_pages())
        pane.floated.connect(self._float)
        window.dressed.connect(pane.dress)
        window.ended.connect(pane.end)
        return pane

    def _float(self) -> None:
        self._leave_pages()
        self._actions["preview"].setChecked(True)
        self._floats = not self._floats
        self._show()

    def _on_left(self) -> None:
        self._bench.window.take_away()
        self._actions["preview"].setChecked(False)
        self._leave_pages()
        self._bench.writing.focus()
