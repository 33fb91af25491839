"""Making one paper beside the window: where it goes, that it is being made, and a way to open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QLabel, QProgressBar, QPushButton, QWidget

from strategy_editor.app.aside import Aside
from strategy_editor.app.dialogs.parts import PlaceChooser, Question, open_outside

LISTS = "Word (*.docx);;PDF (*.pdf);;Web page (*.html);;Spreadsheet (*.csv)"
PAPERS = "Word (*.docx);;PDF (*.pdf)"


class PaperDialog(Question):
    """``work`` makes the file at a path and gives a sentence about it; it runs in a thread."""

    def __init__(
        self, title: str, words: str, yes: str, path: Path, files: str = LISTS, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, words, yes, parent)
        self.form = QFormLayout()
        self.place = PlaceChooser("File", path, files=files)
        self.body.addLayout(self.form)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setAccessibleName("Progress")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.open_button = QPushButton("Open it")
        self.open_button.clicked.connect(lambda: open_outside(self.place.path))
        for widget in (self.busy, self.said, self.open_button):
            self.body.addWidget(widget)
            widget.hide()
        self._aside = Aside(self)
        self._aside.done.connect(self._made)
        self._aside.failed.connect(self._failed)
        self._done = False

    def work(self) -> Callable[[Path], str]:
        """What makes the file, with everything that it needs of the window already in it."""
        raise NotImplementedError

    def made(self) -> None:
        """Called once the file is there."""

    def accept(self) -> None:
        """Makes the file; once it is made, closes."""
        if self._done:
            super().accept()
        elif not self._aside.busy:
            path, work = self.place.path, self.work()
            self.fault.hide()
            self.busy.show()
            self.yes.setEnabled(False)
            self._aside.start(lambda: work(path))

    def reject(self) -> None:
        """Closes; while something is being made, waits for that moment."""
        if not self._aside.busy:
            super().reject()

    def _made(self, sentence: object) -> None:
        self._done = True
        self.busy.hide()
        self.said.setText(str(sentence))
        self.said.show()
        self.open_button.show()
        self.yes.setText("Close")
        self.yes.setEnabled(True)
        self.made()

    def _failed(self, sentence: str) -> None:
        self.busy.hide()
        self.yes.setEnabled(True)
        self.refuse(sentence)
