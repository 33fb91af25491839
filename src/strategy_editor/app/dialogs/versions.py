"""Versions: name this one, look at what there are, go back to one."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from strategy_editor.app.background import Background
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.pages import PagesDialog
from strategy_editor.app.dialogs.parts import Question, words_label
from strategy_editor.foundation.clock import london
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.text import clean_line
from strategy_editor.session.comparing import State, compared, version_name
from strategy_editor.session.opening import OpenStrategy, version_of
from strategy_editor.session.publishing import published_as
from strategy_editor.session.restoring import versions_of_section

_HEADINGS = ("When", "Name", "Reason", "By")


class VersionsDialog(Question):
    """Every version that is kept, newest first."""

    def __init__(self, desk: Desk, opened: OpenStrategy, parent: QWidget | None = None) -> None:
        super().__init__(
            "Versions",
            "Every save is a version. Name those that matter, such as “v0.3, to Cabinet”.",
            "Close",
            parent,
            cancel=False,
        )
        self.prefer(760, 480)
        self._desk = desk
        self._opened = opened
        self.name = QLineEdit()
        self.name.setPlaceholderText("v0.3")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("To Cabinet")
        self.name_button = QPushButton("Name this version")
        self.name_button.clicked.connect(self._name_it)
        for line in (self.name, self.reason):
            line.textChanged.connect(lambda _: self._choose_default())
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
        self.section_only = QCheckBox("Only those in which this section changed")
        self.section_only.setEnabled(desk.section is not None)
        self.section_only.toggled.connect(self._narrow)
        self._narrowed: frozenset[str] | None = None
        self._reading: Background | None = None
        self.look_button = QPushButton("Look at it")
        self.look_button.clicked.connect(lambda: self._show_pages(against_today=False))
        self.compare_button = QPushButton("Compare with today")
        self.compare_button.clicked.connect(lambda: self._show_pages(against_today=True))
        self.section_button = QPushButton("Bring back this section")
        self.section_button.setToolTip("The section in hand as it was then; all others stay")
        self.section_button.clicked.connect(self._restore_section)
        self.restore_button = QPushButton("Go back to this version")
        self.restore_button.setToolTip("Nothing is lost: it can be undone, and today’s text stays a version")
        self.restore_button.clicked.connect(self._restore)
        self.table.itemSelectionChanged.connect(self._enable)
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
        self.body.addWidget(self.section_only)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(words_label("Going back can be undone, and today’s text stays a version."))
        below = QHBoxLayout()
        for button in (self.look_button, self.compare_button):
            below.addWidget(button)
        below.addStretch(1)
        for button in (self.section_button, self.restore_button):
            below.addWidget(button)
        self.body.addLayout(below)

    def refresh(self) -> None:
        """Lists the versions as they are now."""
        kept = self._narrowed
        versions = tuple(
            each for each in reversed(self._desk.session.ledger.versions) if kept is None or each.id in kept
        )
        published = published_as(self._desk.session.ledger)
        self.table.setRowCount(len(versions))
        for row, version in enumerate(versions):
            when = london(version.at)
            person = self._desk.project.person(version.by)
            shown = (
                f"{when.day} {when:%B %Y, %H:%M}",
                version.name or "Saved",
                "; ".join(filter(None, (version.reason, *published.get(version.tree, ())))),
                person.shown if person else version.by,
            )
            for column, text in enumerate(shown):
                item = QTableWidgetItem(text)
                item.setData(0x0100, version.id)
                self.table.setItem(row, column, item)
        self._enable()

    def _enable(self) -> None:
        chosen = bool(self.table.selectedItems())
        for button in (self.look_button, self.compare_button, self.restore_button):
            button.setEnabled(chosen)
        self.section_button.setEnabled(chosen and self._desk.section is not None)

    def _narrow(self, narrowed: bool) -> None:
        """Reads every version beside the window, to find where the section in hand changed."""
        self._end()
        if not narrowed:
            self._narrowed = None
            self.refresh()
            return
        ledger, of_tree, id = self._desk.session.ledger, self._opened.project_of, self._desk.section_id
        self._reading = Background(
            lambda _: frozenset(each.version.id for each in versions_of_section(ledger, of_tree, id)), self
        )
        self._reading.done.connect(self._narrow_to)
        self._reading.failed.connect(self.refuse)
        self._reading.start()

    def _narrow_to(self, ids: frozenset[str]) -> None:
        self._narrowed = ids
        self.refresh()

    def _end(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def done(self, result: int) -> None:
        self._end()
        super().done(result)

    def _chosen(self) -> str:
        item = self.table.item(self.table.currentRow(), 0)
        return item.data(0x0100) if item is not None else ""

    def _show_pages(self, *, against_today: bool) -> None:
        session = self._desk.session
        try:
            version = version_of(session.ledger, self._chosen())
            earlier = State(version_name(version), self._opened.project_of(version.tree), session.picture)
        except StrategyError as error:
            self.refuse(str(error))
            return
        today = State("today", session.project, session.picture) if against_today else earlier
        PagesDialog(compared(earlier, today), self._desk.document_id, self).exec()

    def _restore_section(self) -> None:
        try:
            self._opened.restore_section(self._chosen(), self._desk.section_id)
        except StrategyError as error:
            self.refuse(str(error))
            return
        self._desk.told.emit("The section is as it was then. Undo brings today’s back.", False)
        self.accept()

    def _choose_default(self) -> None:
        """The Enter key names the version while a name or reason is being typed, and closes otherwise."""
        filled = bool(self.name.text() or self.reason.text())
        (self.name_button if filled else self.yes).setDefault(True)

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
