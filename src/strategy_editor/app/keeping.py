"""Keeping the work safe, as the window shows it: saving, saving by itself, closing without losing anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from strategy_editor.app.dialogs.parts import STRATEGY_FILES
from strategy_editor.app.window import Window
from strategy_editor.foundation.clock import london
from strategy_editor.foundation.errors import DiskRefused, OpenElsewhere, StrategyError
from strategy_editor.session.opening import OpenStrategy, Safety
from strategy_editor.storage.saving import ChangedOutside

_LOOK = 500
_BEAT = 60_000


class Keeping(QObject):
    """Watches one open strategy; its saves run beside the window, which goes on."""

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, opened: OpenStrategy, window: Window, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opened = opened
        self._window = window
        self._saving = False
        self.was_asked = False
        self._told: tuple[str, bool] | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.saved.connect(self._on_saved, Qt.ConnectionType.QueuedConnection)
        self.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self.show)
        self._look.start()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(lambda: self.save(asked=False))
        self._beating = QTimer(self)
        self._beating.setInterval(_BEAT)
        self._beating.timeout.connect(self._beat)
        self._beating.start()
        window.desk.changed.connect(lambda _: self._changed())
        self.show()

    # ---- what is seen

    def show(self) -> None:
        """Shows how safe the work is, if that has changed."""
        told = safety_words(self.opened.safety, self.opened.path)
        if told != self._told:
            self._told = told
            self._window.status.show_safety(told[0], safe=told[1])

    def _changed(self) -> None:
        minutes = self._window.desk.settings.save_after_minutes
        if minutes and not self._idle.isActive():
            self._idle.start(minutes * 60_000)
        self.show()

    def _beat(self) -> None:
        if not self.opened.beat():
            self._beating.stop()
            sentence = "Somebody has taken this file over. Save your work under another name; nothing is lost."
            self._window.desk.told.emit(sentence, True)

    # ---- saving

    def save(self, *, asked: bool = True) -> None:
        """Saves beside the window; ``asked``: because somebody wants it now, and may be asked back."""
        if self._saving:
            return
        self._saving = True
        self.was_asked = asked
        self._idle.stop()
        self.opened.prepare()
        self._pool.start(self._beside(self.opened.write))

    def _beside(self, act: Callable[[], object]) -> Callable[[], None]:
        def work() -> None:
            try:
                act()
            except StrategyError as error:
                self.failed.emit(error)
            except Exception as error:  # it must be known as failed, or nothing would ever be saved again
                words = f"“{self.opened.path.name}” could not be saved ({type(error).__name__})."
                self.failed.emit(DiskRefused(words, advice="Your work is kept on this PC. Save it in another place."))
                raise
            else:
                self.saved.emit(self.opened.path)

        return work

    def _on_saved(self, _path: Path) -> None:
        self._saving = False
        self.show()
        self._window.desk.told.emit(safety_words(self.opened.safety, self.opened.path)[0], False)

    def _on_failed(self, error: StrategyError) -> None:
        self._saving = False
        self.show()
        self._window.desk.told.emit(str(error), True)

    def save_as(self) -> None:
        """Asks for another place and goes on there."""
        path = self._ask("Save as")
        if path is None:
            return
        try:
            self.opened.save_as(path)
        except StrategyError as error:
            self._window.desk.told.emit(str(error), True)
            return
        self._window.setProperty("path", str(path.resolve()))
        self._on_saved(path)

    def save_copy(self) -> None:
        """Asks for a place for a copy, and goes on here."""
        path = self._ask("Save a copy")
        if path is None:
            return
        try:
            self.opened.save_copy(path)
        except StrategyError as error:
            self._window.desk.told.emit(str(error), True)
        else:
            self._window.desk.told.emit(f"A copy is in {path}.", False)

    def _ask(self, title: str) -> Path | None:
        start = str(self.opened.path)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, start, STRATEGY_FILES)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == ".strategy" else path.with_name(f"{path.name}.strategy")

    # ---- the end

    def close(self) -> bool:
        """Saves and lets go; false where the user would rather stay. What cannot be saved is kept on this computer."""
        self._idle.stop()
        self._pool.waitForDone()
        try:
            self.opened.close()
        except (StrategyError, OpenElsewhere) as error:
            return self._leave_anyway(error)
        self._look.stop()
        self._beating.stop()
        return True

    def _leave_anyway(self, error: StrategyError) -> bool:
        box = QMessageBox(self._window)
        box.setWindowTitle("Not saved to its file")
        box.setText(str(error))
        box.setInformativeText("Your work is kept safe on this computer and will be offered when you open it again.")
        changed = isinstance(error, ChangedOutside)
        stay = box.addButton(
            "Stay and bring both together" if changed else "Stay here", QMessageBox.ButtonRole.RejectRole
        )
        elsewhere = box.addButton("Save somewhere else…", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Close, keep it on this computer", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.exec()
        if box.clickedButton() is elsewhere:
            self.save_as()
            return self.opened.safety.saved and self.close()
        if box.clickedButton() is stay:
            if changed:
                self.was_asked = True
                self.failed.emit(error)
            return False
        self.opened.leave()
        self._look.stop()
        self._beating.stop()
        return True


def safety_words(safety: Safety, path: Path) -> tuple[str, bool]:
    """What the status bar says of the safety of the work, and whether it is in its file."""
    if safety.problem:
        return safety.problem, False
    if safety.saved and safety.at is not None:
        return f"Saved to {path.parent.name or path.parent} {london(safety.at):%H:%M}", True
    if safety.saved:
        return f"As in {path.name}", True
    return "Kept on this PC only" if safety.kept else "Keeping…", False
