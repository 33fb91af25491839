"""Choosing from a list: sections that the outline offers, documents that can be added, what to refer to, details."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidgetItem, QWidget

from strategy_editor.app.dialogs.parts import Question, choice_list


class ChoiceDialog(Question):
    """A list with a search line; ``chosen`` is the value of the line that was chosen, ``form`` of the box below."""

    def __init__(
        self,
        title: str,
        words: str,
        yes: str,
        choices: list[tuple[str, Any]],
        forms: list[tuple[str, Any]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, words, yes, parent)
        self.prefer(560, 460)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find")
        self.search.setAccessibleName("Find")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.list = choice_list(title)
        for shown, value in choices:
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setToolTip(shown)
            self.list.addItem(item)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.list.currentItemChanged.connect(lambda item, _: self.yes.setEnabled(item is not None))
        self.forms = QComboBox()
        self.forms.setAccessibleName("How it is shown")
        for shown, value in forms or ():
            self.forms.addItem(shown, value)
        self.forms.setVisible(bool(forms))
        for widget in (self.search, self.list, self.forms):
            self.body.addWidget(widget)
        self.list.setCurrentRow(0)
        self.yes.setEnabled(self.list.count() > 0)
        self.search.setFocus()

    def choose(self, value: Any) -> None:
        """Begins with the line that has this value, if one has."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == value:
                self.list.setCurrentRow(row)

    @property
    def chosen(self) -> Any:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    @property
    def form(self) -> Any:
        return self.forms.currentData()

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().strip()
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())
            if first is None and not item.isHidden():
                first = item
        current = self.list.currentItem()
        if first is not None and (current is None or current.isHidden()):
            self.list.setCurrentItem(first)
