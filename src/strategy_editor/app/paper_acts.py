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


class Preview(QObject):
    """Shows the pages beside the text or in a window of their own, and puts them away."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._bench = bench
        self._pane: PreviewPane | None = None
        self._floats = False

    @property
    def edition(self) -> str:
        """What the pages are shown as, or would be."""
        shown = self._pane is not None and self._pane.isVisible()
        return str(self._pane.edition.currentData()) if self._pane is not None and shown else "draft"

    def toggle(self) -> None:
        """Shows the pages, or puts them away."""
        if self._bench.window.actions_by_id["preview"].isChecked():
            self._show()
        elif self._pane is not None:
            self._pane.close()

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
        pane.floated.connect(self._float)
        window.dressed.connect(pane.dress)
        window.ended.connect(pane.end)
        return pane

    def _float(self) -> None:
        self._floats = not self._floats
        self._show()

    def _on_left(self) -> None:
        window = self._bench.window
        window.take_away()
        window.actions_by_id["preview"].setChecked(False)
        self._bench.writing.focus()
