"""The acts about copies for review: send them, and bring in what came back, also by dropping files on the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.receive import ReceiveDialog
from strategy_editor.app.dialogs.send import SendDialog
from strategy_editor.session.paths import documents_folder
from strategy_editor.session.receiving import WORD_FILES

RETURNED = frozenset({*WORD_FILES, ".zip", ".strategy"})


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    drops = Drops(bench)
    bench.window.setAcceptDrops(True)
    for target in (bench.window, bench.writing.editor.viewport()):
        target.installEventFilter(drops)
    return {"send-copies": partial(send, bench), "bring-in": partial(choose, bench)}


def send(bench: Bench) -> None:
    """Asks what goes to whom, and makes the copies."""
    path = bench.keeping.opened.path
    folder = path.parent / f"{path.stem} for review"
    SendDialog(bench.window.desk, folder, bench.keeping.opened.project_of, bench.window).exec()


def choose(bench: Bench) -> None:
    """Asks for returned copies, and brings them in."""
    patterns = " ".join(f"*{ending}" for ending in sorted(RETURNED))
    names, _ = QFileDialog.getOpenFileNames(
        bench.window, "Choose what came back", str(documents_folder()), f"Returned copies ({patterns});;All files (*)"
    )
    if names:
        bring_in(bench, [Path(name) for name in names])


def bring_in(bench: Bench, paths: list[Path]) -> None:
    """Shows what files bring, and brings it in if that is wanted."""
    window = bench.window
    dialog = ReceiveDialog(window.desk, bench.keeping.opened, paths, window)
    if not dialog.exec():
        return
    if dialog.taken:
        said = f"{dialog.taken} thing{'s' if dialog.taken != 1 else ''} more to decide."
        window.actions_by_id["to-decide"].trigger()
    else:
        said = "Nothing new came with it."
    window.desk.told.emit(said, False)


class Drops(QObject):
    """Files that are dropped on the window are copies that came back."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._bench = bench

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes drags of files that may be returned copies."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if dropped_files(event):
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            paths = dropped_files(event)
            if paths:
                event.acceptProposedAction()
                bring_in(self._bench, paths)
                return True
        return super().eventFilter(watched, event)


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files of a drag that may be returned copies; none where anything else is among them."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    fits = len(paths) == len(urls) and all(path.suffix.lower() in RETURNED for path in paths)
    return paths if paths and fits else []
