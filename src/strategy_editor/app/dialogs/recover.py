"""Work that was not saved in its file: what it is, how it differs, go on with it, save it elsewhere, put it away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QListWidgetItem, QPushButton, QWidget

from strategy_editor.app.background import Background
from strategy_editor.app.dialogs.parts import STRATEGY_FILES, Question, choice_list
from strategy_editor.foundation.clock import london
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.session import recovering
from strategy_editor.session.comparing import Compared
from strategy_editor.session.paths import documents_folder
from strategy_editor.storage.recovery import Pending


class RecoverDialog(Question):
    """``wanted`` carries the path of a file to open: that of the work, or the new one that it was saved in."""

    wanted = Signal(object)

    def __init__(self, pending: tuple[Pending, ...], parent: QWidget | None = None) -> None:
        super().__init__(
            "Work that was not saved",
            "The program ended before this was in its file. It is whole on this computer, and nothing is overwritten.",
            "Go on with it",
            parent,
        )
        self.prefer(640, 420)
        self._pending = pending
        self._reading: Background | None = None
        self.list = choice_list("Work that was not saved")
        for each in pending:
            self.list.addItem(QListWidgetItem(_words(each)))
        self.list.currentRowChanged.connect(self._show)
        self.lines = choice_list("How it differs from its file")
        self.save_button = QPushButton("Save to a new file…")
        self.save_button.clicked.connect(self._save)
        self.away_button = QPushButton("Put among the backups")
        self.away_button.clicked.connect(self._put_away)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(QLabel("How it differs from its file"))
        self.body.addWidget(self.lines, 2)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.away_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.buttons.accepted.disconnect()
        self.buttons.accepted.connect(self._go_on)
        self.list.setCurrentRow(0)

    @property
    def chosen(self) -> Pending | None:
        """What is selected."""
        row = self.list.currentRow()
        return self._pending[row] if 0 <= row < len(self._pending) else None

    def _show(self) -> None:
        self.lines.clear()
        self.fault.hide()
        chosen = self.chosen
        self.yes.setEnabled(chosen is not None and chosen.path is not None and not chosen.problem)
        self.away_button.setEnabled(chosen is not None and not chosen.problem)
        self.save_button.setEnabled(chosen is not None)
        if chosen is None or chosen.problem:
            self.lines.addItem(chosen.problem if chosen else "")
            return
        self._end()
        self._reading = Background(lambda _: recovering.differences(chosen), self)
        self._reading.done.connect(self._fill)
        self._reading.failed.connect(self.lines.addItem)
        self._reading.start()

    def _fill(self, compared: Compared) -> None:
        self.lines.addItems(list(compared.lines))

    def _end(self) -> None:
        """The work is let go of before anybody takes it up."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading.wait()
            self._reading = None

    def done(self, result: int) -> None:
        self._end()
        super().done(result)

    def _go_on(self) -> None:
        chosen = self.chosen
        if chosen is not None and chosen.path is not None:
            self.accept()
            self.wanted.emit(chosen.path)

    def _save(self) -> None:
        chosen = self.chosen
        start = documents_folder() / f"{chosen.title}.strategy" if chosen else documents_folder()
        path, _ = QFileDialog.getSaveFileName(self, "Save to a new file", str(start), STRATEGY_FILES)
        if chosen is None or not path:
            return
        self._end()
        try:
            rescued = recovering.save_to(chosen, Path(path).with_suffix(".strategy"))
        except StrategyError as error:
            self.refuse(str(error))
            return
        self.refuse(" ".join((f"Saved to {rescued.path}.", *rescued.lost)))

    def _put_away(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        self._end()
        try:
            backup = recovering.put_away(chosen)
        except StrategyError as error:
            self.refuse(str(error))
            return
        row = self.list.currentRow()
        self._pending = (*self._pending[:row], *self._pending[row + 1 :])
        self.list.takeItem(row)
        self.refuse(f"It is in {backup}.")


def _words(pending: Pending) -> str:
    when = london(pending.edited_at)
    place = pending.path.name if pending.path else "never saved in a file"
    return f"{pending.title}, {when.day} {when:%B %Y, %H:%M}: {pending.words} ({place})"
