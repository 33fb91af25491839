"""Outlines: look at those there are, make one from this strategy or by changing another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QPushButton, QWidget

from strategy_editor.app.background import Background
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, choice_list, chosen_word_file, open_outside, words_label
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.outline import Outline
from strategy_editor.session.importing import outline_of
from strategy_editor.session.shelves import outlines, own_outlines_folder
from strategy_editor.templates.derive import outline_from_project
from strategy_editor.templates.outlines import load_outline


class OutlinesDialog(Question):
    """``outline`` is the one to change, once it is accepted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            "Outlines",
            "An outline says what each document should cover. Those of your council are files in one folder: "
            "share one by copying its file.",
            "Change this outline…",
            parent,
        )
        self.prefer(600, 460)
        self._desk = desk
        self.outline: Outline | None = None
        self._work: Background | None = None
        self.list = choice_list("Outlines")
        self.about = words_label("")
        for listing in outlines():
            own = " (your council’s)" if listing.own else ""
            shown = f"{listing.name}: cannot be read" if listing.problem else f"{listing.title}{own}"
            item = QListWidgetItem(shown)
            item.setData(0x0100, listing)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item, _: self._show(item))
        make = QPushButton("Make one from this strategy…")
        make.setAutoDefault(False)
        make.clicked.connect(self._make)
        self.from_word = QPushButton("Make one from a Word file…")
        self.from_word.setAutoDefault(False)
        self.from_word.clicked.connect(self._choose_word)
        folder = QPushButton("Open the folder")
        folder.setAutoDefault(False)
        folder.clicked.connect(lambda: open_outside(own_outlines_folder()))
        row = QHBoxLayout()
        row.addWidget(make)
        row.addWidget(self.from_word)
        row.addWidget(folder)
        row.addStretch(1)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.about)
        self.body.addLayout(row)
        self.list.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        listing = item.data(0x0100) if item else None
        self.yes.setEnabled(listing is not None and not listing.problem)
        self.about.setText((listing.problem or listing.description) if listing else "")

    def _make(self) -> None:
        self.outline = outline_from_project(self._desk.project, f"Outline of {self._desk.project.title}")
        super().accept()

    def _choose_word(self) -> None:
        path = chosen_word_file(self)
        if path is not None:
            self.read_word(path)

    def read_word(self, path: Path) -> None:
        """Makes an outline of the headings of a Word file, which is read beside the window."""
        self.about.setText(f"Reading {path.name}")
        self.from_word.setEnabled(False)
        self._work = Background(lambda progress: outline_of(path, progress), self)
        self._work.done.connect(self._made)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _made(self, outline: Outline) -> None:
        self.outline = outline
        super().accept()

    def _failed(self, sentence: str) -> None:
        self.from_word.setEnabled(True)
        self._show(self.list.currentItem())
        self.refuse(sentence)

    def reject(self) -> None:
        """Stops reading, if a file is being read, and closes."""
        if self._work is not None:
            self._work.cancel()
        super().reject()

    def accept(self) -> None:
        listing = self.list.currentItem().data(0x0100)
        try:
            self.outline = load_outline(listing.path)
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()
