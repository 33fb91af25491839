"""Versions: name this one, look at what there are, go back to one."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, words_label
from strategy_editor.foundation.clock import london
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.text import clean_line
from strategy_editor.session.opening import OpenStrategy

_HEADINGS = ("When", "Name", "Reason", "By")


class VersionsDialog(Question):
    """Every version that is kept, newest first."""

    def __init__(self, desk: Desk, opened: OpenStrategy, parent: QWidget | None = None) -> None:
        super().__init__(
            "Versions",
            "Every save is a version. Name those that matter, such as “v0.3, to Cabinet”.",
            "Close",
            parent,
        )
        self.setMinimumSize(680, 460)
        self._desk = desk
        self._opened = opened
        self.name = QLineEdit()
        self.name.setPlaceholderText("v0.3")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("To Cabinet")
        self.name_button = QPushButton("Name this version")
        self.name_button.clicked.connect(self._name_it)
        self.table = QTableWidget(0, len(_HEADINGS))
        self.table.setAccessibleName("Versions")
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.restore_button = QPushButton("Go back to this version")
        self.restore_button.setToolTip("Nothing is lost: it can be undone, and today’s text stays a version")
        self.restore_button.clicked.connect(self._restore)
        self.table.itemSelectionChanged.connect(
            lambda: self.restore_button.setEnabled(bool(self.table.selectedItems()))
        )
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Name", self.name)
        form.addRow("Reason", self.reason)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.name_button)
        form.addRow(row)
        self.body.addLayout(form)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(words_label("Going back can be undone, and today’s text stays a version."))
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.restore_button)
        self.body.addLayout(below)

    def refresh(self) -> None:
        """Lists the versions as they are now."""
        versions = tuple(reversed(self._desk.session.ledger.versions))
        self.table.setRowCount(len(versions))
        for row, version in enumerate(versions):
            when = london(version.at)
            person = self._desk.project.person(version.by)
            shown = (
                f"{when.day} {when:%B %Y, %H:%M}",
                version.name or "Saved",
                version.reason,
                person.shown if person else version.by,
            )
            for column, text in enumerate(shown):
                item = QTableWidgetItem(text)
                item.setData(0x0100, version.id)
                self.table.setItem(row, column, item)
        self.restore_button.setEnabled(bool(self.table.selectedItems()))

    def _name_it(self) -> None:
        name = clean_line(self.name.text())
        if not name:
            self.refuse("Give the version a name first, such as v0.3.")
            return
        try:
            self._opened.name_version(name, clean_line(self.reason.text()))
        except StrategyError as error:
            self.refuse(str(error))
            return
        self.fault.hide()
        self.name.clear()
        self.reason.clear()
        self.refresh()
        self._desk.told.emit(f"This version is now called {name}.", False)

    def _restore(self) -> None:
        item = self.table.item(self.table.currentRow(), 0)
        if item is None:
            return
        try:
            self._opened.restore(item.data(0x0100))
        except StrategyError as error:
            self.refuse(str(error))
            return
        self._desk.told.emit("The strategy is as it was then. Undo brings today’s text back.", False)
        self.accept()
