"""Outlines: look at those there are, make one from this strategy or by changing another."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, words_label
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.outline import Outline
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
        self.setMinimumSize(600, 460)
        self._desk = desk
        self.outline: Outline | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Outlines")
        self.about = words_label("")
        for listing in outlines():
            own = " (your council’s)" if listing.own else ""
            shown = f"{listing.name}: cannot be read" if listing.problem else f"{listing.title}{own}"
            item = QListWidgetItem(shown)
            item.setData(0x0100, listing)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item, _: self._show(item))
        make = QPushButton("Make an outline from this strategy…")
        make.setAutoDefault(False)
        make.clicked.connect(self._make)
        folder = QPushButton("Open the folder")
        folder.setAutoDefault(False)
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(own_outlines_folder()))))
        row = QHBoxLayout()
        row.addWidget(make)
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

    def accept(self) -> None:
        listing = self.list.currentItem().data(0x0100)
        try:
            self.outline = load_outline(listing.path)
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()
