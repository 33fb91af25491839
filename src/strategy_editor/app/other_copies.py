"""Other copies of the open strategy: a colleague's, one beside the file, the file as it is by now; all brought in here.

The folder is looked at when the strategy is opened, after each save and every minute, beside the window.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog

from strategy_editor.app.background import Background
from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.bring_together import BringTogetherDialog
from strategy_editor.app.dialogs.parts import STRATEGY_FILES
from strategy_editor.foundation.errors import DiskRefused, StrategyError
from strategy_editor.session.joining import Joining
from strategy_editor.session.paths import backups_folder
from strategy_editor.session.surroundings import Surroundings, put_away
from strategy_editor.storage.saving import ChangedOutside

_FIRST_LOOK = 1_500
_EVERY = 60_000


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    return {
        "bring-copy": OtherCopies(bench).choose,
        "recover": lambda: bench.application.recover(bench.window),
    }


class OtherCopies(QObject):
    """One window's view of what lies around its file."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._bench = bench
        self._desk = bench.window.desk
        self._keeping = bench.keeping
        self._notice = bench.window.notice
        self._refused: set[str] = set()
        self._looking: Background | None = None
        self._reading: Background | None = None
        self._waiting: Joining | None = None
        self._every = QTimer(self)
        self._every.setInterval(_EVERY)
        self._every.timeout.connect(self.look)
        self._every.start()
        QTimer.singleShot(_FIRST_LOOK, self, self.look)
        self._keeping.saved.connect(self._on_saved)
        self._keeping.failed.connect(self._on_failed)
        bench.window.ended.connect(self._end)

    def _end(self) -> None:
        self._every.stop()
        for each in (self._looking, self._reading):
            if each is not None:
                each.cancel()
                each.wait()

    # ---- looking around

    def look(self) -> None:
        """Looks at the file and its folder, beside the window."""
        if self._looking is not None:
            return
        self._looking = Background(lambda _: self._keeping.opened.look_around(), self)
        self._looking.done.connect(self._seen)
        self._looking.failed.connect(lambda _: self._seen(Surroundings()))
        self._looking.start()

    def _seen(self, found: Surroundings) -> None:
        self._looking = None
        name = self._keeping.opened.path.name
        if found.place == "changed":
            self._offer_file()
        elif found.place in ("gone", "refused"):
            said = "is no longer in its place" if found.place == "gone" else "cannot be got at"
            sentence = f"“{name}” {said}. Go on writing: everything is kept on this computer."
            self._notice.say("place", sentence, (("Save as…", self._keeping.save_as),))
        else:
            self._notice.forget("place")
            self._notice.forget("changed")
            self._offer_conflict(found)

    def _offer_file(self) -> None:
        path = self._keeping.opened.path
        sentence = f"“{path.name}” was changed by somebody else. Bring both together: nothing is lost."
        self._notice.say("changed", sentence, (("Bring both together…", lambda: self.bring(path)),))

    def _offer_conflict(self, found: Surroundings) -> None:
        offered = next((each for each in found.conflicts if each.digest not in self._refused), None)
        if offered is None:
            self._notice.forget("conflict")
            return
        sentence = f"Beside your file lies another copy with changes of its own: “{offered.path.name}”."
        self._notice.say("conflict", sentence, (("Bring both together…", lambda: self.bring(offered.path)),))
        self._refused.add(offered.digest)  # offered once; it can always be brought in from the menu

    # ---- saving

    def _on_saved(self, _path: Path) -> None:
        self._notice.forget("place")
        self._notice.forget("changed")
        joining, self._waiting = self._waiting, None
        if joining is not None:
            try:
                put_away(joining, backups_folder())
            except StrategyError as error:
                self._desk.told.emit(str(error), True)
        self.look()

    def _on_failed(self, error: StrategyError) -> None:
        if isinstance(error, ChangedOutside):
            self._offer_file()
            if self._keeping.was_asked:
                self.bring(self._keeping.opened.path)
        elif isinstance(error, DiskRefused):
            self._notice.say("place", str(error), (("Save as…", self._keeping.save_as),))

    # ---- bringing in

    def choose(self) -> None:
        """Asks for a copy, and brings it in."""
        start = str(self._keeping.opened.path.parent)
        path, _ = QFileDialog.getOpenFileName(
            self._bench.window, "Choose another copy of this strategy", start, STRATEGY_FILES
        )
        if path:
            self.bring(Path(path))

    def bring(self, path: Path) -> None:
        """Reads a copy beside the window, then asks."""
        if self._reading is not None:
            return
        opened = self._keeping.opened
        opened.prepare()
        self._desk.told.emit(f"Reading {path.name}…", False)
        self._reading = Background(lambda _: opened.look_at(path), self)
        self._reading.done.connect(self._ask)
        self._reading.failed.connect(self._could_not)
        self._reading.start()

    def _could_not(self, sentence: str) -> None:
        self._reading = None
        self._desk.told.emit(sentence, True)

    def _ask(self, joining: Joining) -> None:
        self._reading = None
        opened = self._keeping.opened
        ours = joining.other.path.resolve() == opened.path.resolve()
        person = joining.other.project.person(joining.theirs.author)
        writer = person.shown if person else joining.theirs.author
        dialog = BringTogetherDialog(joining, writer, ours=ours, parent=self._bench.window)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        try:
            done = opened.bring_in(joining)
        except StrategyError as error:
            self._desk.told.emit(str(error), True)
            return
        self._notice.put_away()
        self._waiting = done if dialog.put_away else None
        count = len(done.merged.proposals)
        self._desk.told.emit(f"Both are together. {count} to decide." if count else "Both are together.", False)
        self._keeping.save()
