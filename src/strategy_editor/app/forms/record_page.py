"""A page for one kind of record: a list of all of them, and a form for the one that is chosen."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.forms.controls import Control, control_for, words_for
from strategy_editor.app.forms.fields import Field, RecordKind
from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme
from strategy_editor.session.commands import Move, Put, Remove


class RecordPage(QWidget):
    """Every change is a command of its own, so that each can be undone."""

    def __init__(self, desk: Desk, theme: Theme, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._columns = [field for field in kind.fields if field.column]
        self.table = self._make_table()
        self.controls: dict[str, Control] = {}
        self.form = self._make_form()
        self.add_button = self._button("plus", f"Add a {kind.one}", self.add, theme)
        self.remove_button = self._button("trash-2", "Remove", self.remove, theme)
        self.up_button = self._button("arrow-up", "Move up", lambda: self.shift(-1), theme)
        self.down_button = self._button("arrow-down", "Move down", lambda: self.shift(1), theme)
        self._lay_out()
        desk.settled.connect(lambda _: self.refresh())
        self.refresh()
        if self.table.rowCount():
            self.table.selectRow(0)

    # ---- parts

    def _make_table(self) -> QTableWidget:
        made = QTableWidget(0, len(self._columns))
        made.setAccessibleName(self._kind.title)
        made.setHorizontalHeaderLabels([field.label for field in self._columns])
        made.verticalHeader().hide()
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setTabKeyNavigation(False)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = made.horizontalHeader()
        for index, field in enumerate(self._columns):
            free = field.kind in ("line", "lines")
            mode = QHeaderView.ResizeMode.Stretch if free else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(index, mode)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        made.itemSelectionChanged.connect(self._show_record)
        return made

    def _make_form(self) -> QWidget:
        made = QWidget()
        rows = QFormLayout(made)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for field in self._kind.fields:
            control = control_for(field)
            control.name(field.label, field.help)
            control.given.connect(lambda value, name=field.name: self._given(name, value))
            control.refused.connect(lambda sentence: self._desk.told.emit(sentence, True))
            self.controls[field.name] = control
            label = QLabel(field.label)
            label.setBuddy(control.widget)
            rows.addRow(label, control.widget)
            if field.help:
                hint = QLabel(field.help)
                hint.setProperty("muted", True)
                hint.setWordWrap(True)
                hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                rows.addRow("", hint)
        return made

    def _button(self, picture: str, words: str, act, theme: Theme) -> QPushButton:
        made = QPushButton(icon(picture, theme.text, theme.muted), words)
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        title = QLabel(self._kind.title)
        title.setObjectName("sectionNumber")
        intro = QLabel(self._kind.intro)
        intro.setProperty("muted", True)
        intro.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.up_button, self.down_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.form)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(scroll)
        split.setChildrenCollapsible(False)
        split.setSizes([260, 320])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 12, 22, 8)
        layout.addWidget(title)
        layout.addWidget(intro)
        layout.addLayout(buttons)
        layout.addWidget(split, 1)

    # ---- showing

    @property
    def records(self) -> tuple[Any, ...]:
        """All records of the kind, in their order."""
        return getattr(self._desk.project, self._kind.collection)

    @property
    def record(self) -> Any | None:
        """The record that is chosen."""
        row = self.table.currentRow()
        return self.records[row] if 0 <= row < len(self.records) else None

    def refresh(self) -> None:
        """Shows the records as they are now; the same one stays chosen."""
        row = min(self.table.currentRow(), len(self.records) - 1)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.records))
        for place, record in enumerate(self.records):
            for column, field in enumerate(self._columns):
                self._show_cell(place, column, field, record)
        if row >= 0:
            self.table.selectRow(row)
        self.table.blockSignals(False)
        self._show_record()

    def _show_cell(self, row: int, column: int, field: Field, record: Any) -> None:
        text = words_for(self._desk.project, field, getattr(record, field.name))
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(row, column, item)
        item.setText(" ".join(text.split()))
        item.setToolTip(text)

    def _show_record(self) -> None:
        record = self.record
        self.form.setEnabled(record is not None)
        for button in (self.remove_button, self.up_button, self.down_button):
            button.setEnabled(record is not None)
        if record is None:
            return
        for field in self._kind.fields:
            self.controls[field.name].show(self._desk.project, record, getattr(record, field.name))

    # ---- changing

    def _given(self, name: str, value: Any) -> None:
        record = self.record
        if record is not None and getattr(record, name) != value:
            self._desk.do(Put(replace(record, **{name: value})))

    def add(self) -> None:
        """Adds a record and puts the writer into its first field."""
        record = self._kind.make(self._desk.project)
        if self._desk.do(Put(record)):
            self.table.selectRow(len(self.records) - 1)
            first = self.controls[self._kind.fields[0].name].widget
            first.setFocus()

    def remove(self) -> None:
        """Removes the chosen record; undo brings it back."""
        if self.record is not None:
            self._desk.do(Remove(self._kind.collection, self.record.id))

    def shift(self, step: int) -> None:
        """Moves the chosen record up or down."""
        row = self.table.currentRow()
        if self.record is not None and 0 <= row + step < len(self.records):
            self.table.selectRow(row + step)
            self._desk.do(Move(self._kind.collection, self.records[row].id, row + step))
