"""A dialog that starts long work: what is asked, progress that can be stopped, then what was made and its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from strategy_editor.app.background import Background
from strategy_editor.app.dialogs.parts import PlaceChooser, Question, open_outside
from strategy_editor.app.jobs import Job


class LongWork(Question):
    """The one flow of all work that fills a folder. A dialog of its own adds its form and :meth:`begin`.

    ``begin`` starts the work and hands it to :meth:`follow`, or refuses; whoever hears its result calls
    :meth:`show_made`, or :meth:`stopped` with a sentence.
    """

    cancelled = "Cancelled. Nothing was changed."

    def __init__(self, title: str, words: str, yes: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(title, words, yes, parent)
        self._work: Job | Background | None = None
        self._done = False
        self.place = PlaceChooser("Folder", folder, folder=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName("Progress")
        self.doing = QLabel()
        self.doing.setWordWrap(True)
        self.open_folder = QPushButton("Open the folder")
        self.open_folder.setAutoDefault(False)
        self.open_folder.clicked.connect(lambda: open_outside(self.place.path))

    def add_progress(self, before: tuple[QWidget, ...] = (), after: tuple[QWidget, ...] = ()) -> None:
        """Ends the body with what the work will show, all of it hidden until there is something to say."""
        for widget in (*before, self.doing, self.progress, *after, self.open_folder):
            self.body.addWidget(widget)
            widget.hide()

    def begin(self) -> None:
        """Starts the work; each dialog does that for itself."""
        raise NotImplementedError

    def accept(self) -> None:
        """Starts the work; a second press, once it is done, closes."""
        if self._done:
            super().accept()
        elif self._work is None:
            self.begin()

    def reject(self) -> None:
        """Stops the work that is under way, or closes."""
        if self._work is not None and not self._done:
            self._work.cancel()
            self.stopped(self.cancelled)
        else:
            super().reject()

    def follow(self, work: Job | Background) -> None:
        """Shows how far the work is from now on."""
        self._work = work
        work.progressed.connect(self._show_progress)
        work.failed.connect(self.stopped)
        self.fault.hide()
        self.yes.setEnabled(False)
        self._show_progress(0, "Beginning")
        self.doing.show()
        self.progress.show()

    def _show_progress(self, share: float, what: str) -> None:
        self.progress.setValue(round(share * 1000))
        self.doing.setText(what)

    def stopped(self, sentence: str) -> None:
        """Says why nothing was made; it can be tried again."""
        self._work = None
        self.refuse(sentence)
        self.progress.hide()
        self.doing.hide()
        self.yes.setEnabled(True)

    def show_made(self, words: str) -> None:
        """Says what was made; only closing is left to do."""
        self._done = True
        self.progress.setValue(1000)
        self.doing.setText(words)
        self.open_folder.show()
        for button in self.buttons.buttons():
            button.setVisible(button is self.yes)
        self.yes.setText("Close")
        self.yes.setEnabled(True)
