"""The text for the agenda sheet, to copy into the committee system."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question
from strategy_editor.foundation.clock import london_day
from strategy_editor.manuscript.agenda import agenda_text


class AgendaDialog(Question):
    """Shows it as plain text; the main button copies it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            "Text for the agenda",
            "For the agenda sheet and the committee system: drawn from the report and the details.",
            "Copy",
            parent,
        )
        self.prefer(620, 520)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Text for the agenda")
        self.body.addWidget(self.text, 1)
        reports = [each for each in desk.project.documents if each.kind == "report" and each.meeting]
        mine = next((each for each in reports if each.id == desk.document_id), reports[0] if reports else None)
        if mine is None:
            self.refuse("No report goes to a meeting yet. Say under Meetings and deadlines which one it goes to.")
            self.yes.setEnabled(False)
        else:
            self.text.setPlainText(agenda_text(desk.project, mine, london_day(desk.session.clock())))

    def accept(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        super().accept()
