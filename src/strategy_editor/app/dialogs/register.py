"""Responses to comments, written down: in which order, with or without names, of which version, as what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.paper import PaperDialog
from strategy_editor.foundation.clock import london_day
from strategy_editor.model.project import Project
from strategy_editor.review.wording import remarks_counted
from strategy_editor.session.registers import write_register

_WORDS = (
    "What was said, and what was done about it: every comment, suggested change and proposal once, with its decision. "
    "For the file, for the committee, or for whoever asks what became of a remark."
)


class RegisterDialog(PaperDialog):
    """Makes the register of today's text, or of a named version."""

    def __init__(
        self, desk: Desk, folder: Path, project_of: Callable[[str], Project], parent: QWidget | None = None
    ) -> None:
        path = folder / "Responses to comments.docx"
        super().__init__("Responses to comments", _WORDS, "Make it", path, parent=parent)
        self._desk = desk
        self._project_of = project_of
        self.order = QComboBox()
        self.order.setAccessibleName("Order")
        self.order.addItem("By section", "section")
        self.order.addItem("By reviewer", "reviewer")
        self.version = QComboBox()
        self.version.setAccessibleName("Version")
        self.version.addItem("Today’s text", "")
        for version in reversed(desk.session.ledger.versions):
            if version.name:
                self.version.addItem(version.name, version.name)
        self.anonymous = QCheckBox("Leave out who said it")
        self.form.addRow("Order", self.order)
        self.form.addRow("Version", self.version)
        self.form.addRow("", self.anonymous)
        self.form.addRow("File", self.place)

    def work(self) -> Callable[[Path], str]:
        """Writes the register."""
        version, order, anonymous = self.version.currentData(), self.order.currentData(), self.anonymous.isChecked()
        project, today = self._desk.project, london_day(self._desk.session.clock())
        if version:
            project = self._project_of(version)

        def make(path: Path) -> str:
            count = write_register(project, path, today=today, by=order, anonymous=anonymous, version=version)
            return f"{path.name} holds {remarks_counted(count).lower()}."

        return make
