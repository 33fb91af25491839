"""Details and people: what is held once and inserted everywhere, and everyone with a part in the strategy."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.forms import fields
from strategy_editor.app.forms.document_page import DocumentPage
from strategy_editor.app.forms.record_page import RecordPage
from strategy_editor.app.theme import Theme


class DetailsPage(QWidget):
    """Three tabs: the strategy and its documents, details used throughout, people."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabWidget()
        self.tabs.addTab(RecordPage(desk, theme, fields.DETAILS), "Details used throughout")
        self.tabs.addTab(RecordPage(desk, theme, fields.PEOPLE), "People")
        self.tabs.addTab(DocumentPage(desk, theme), "Documents")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
