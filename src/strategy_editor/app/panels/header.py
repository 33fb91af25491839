"""The header: which strategy, which version, for which meeting, how long is left; and the main buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.elided_label import ElidedLabel
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.clock import london_day
from strategy_editor.model.facts import fact_text
from strategy_editor.session.deadlines import report_deadline


class Header(QWidget):
    """``share``, ``preview`` and ``export`` are sent by their buttons."""

    share = Signal()
    preview = Signal()
    export = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.title = ElidedLabel()
        self.title.setObjectName("title")
        self.line = ElidedLabel()
        self.line.setProperty("muted", True)
        self.share_button = QPushButton("Share")
        self.share_button.setToolTip("Who has been asked for remarks, and how far they are")
        self.share_button.clicked.connect(self.share)
        self.preview_button = QPushButton("Preview")
        self.preview_button.setToolTip("Show the pages as they will be (F7)")
        self.preview_button.clicked.connect(self.preview)
        self.export_button = QPushButton("Export")
        self.export_button.setObjectName("primary")
        self.export_button.setToolTip("Make Word and PDF (Ctrl+E)")
        self.export_button.clicked.connect(self.export)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 7, 10, 7)
        layout.addLayout(words, 1)
        layout.addWidget(self.share_button)
        layout.addWidget(self.preview_button)
        layout.addWidget(self.export_button)
        desk.settled.connect(lambda _: self.refresh())
        desk.opened.connect(lambda *_: self.refresh())
        self.dress(theme)
        self.refresh()

    def dress(self, theme: Theme) -> None:
        """Draws the icons in the colours of the theme."""
        self.share_button.setIcon(icon("users", theme.text))
        self.preview_button.setIcon(icon("eye", theme.text))
        self.export_button.setIcon(icon("download", theme.accent_text))

    def refresh(self) -> None:
        """Shows the project as it is now."""
        project = self._desk.project
        self.title.setText(project.title)
        told = (self._version(), self._meeting(), self._days_left())
        shown = ("A copy for your remarks",) if project.copy else told
        self.line.setText("  ·  ".join(part for part in shown if part))

    def _version(self) -> str:
        named = [version for version in self._desk.session.ledger.versions if version.name]
        return f"Version {named[-1].name}" if named else "No version named yet"

    def _meeting(self) -> str:
        project, document = self._desk.project, self._desk.document
        body = fact_text(project, document, "meeting.body")
        when = fact_text(project, document, "meeting.date")
        if not body.known:
            return "No meeting chosen yet"
        return f"{body.text}, {when.text}" if when.known else f"{body.text}, date not known yet"

    def _days_left(self) -> str:
        today = london_day(self._desk.session.clock())
        deadline = report_deadline(self._desk.project, self._desk.document)
        if deadline is None:
            return ""
        days = (deadline.act_by - today).days
        if days < 0:
            return "The report deadline has passed"
        return {0: "The report is due today", 1: "1 day to the report deadline"}.get(
            days, f"{days} days to the report deadline"
        )
