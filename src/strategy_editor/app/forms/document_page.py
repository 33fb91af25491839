"""What is said of each document: title, subtitle, period, owner, meeting, priority; order, adding and removing."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.forms.controls import ChoiceControl, Control, LineControl, people_choices
from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme
from strategy_editor.model.project import Project
from strategy_editor.model.text import clean_line
from strategy_editor.session.commands import ChangeDocument, ChangeProject, MoveDocument, RemoveDocument

_FORMATS = (("1", "1, 1.1, 1.1.1"), ("1.0", "1.0, 1.1, 1.1.1"), ("none", "No numbers"))


def _meetings(project: Project, _: Any) -> tuple[tuple[str, str], ...]:
    shown = ((each.id, f"{each.body}, {each.when or 'date not known yet'}") for each in project.meetings)
    return (("", "Don’t know yet"), *shown)


class DocumentPage(QWidget):
    """Shows the document that is chosen in its own list, which begins at the one in hand."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.strategy_title = QLineEdit()
        self.strategy_title.setAccessibleName("Title of the whole strategy")
        self.strategy_title.editingFinished.connect(self._retitle)
        self.chosen = ChoiceControl(lambda project, _: tuple((each.id, each.title) for each in project.documents))
        self.chosen.widget.setAccessibleName("Document")
        self.chosen.given.connect(lambda _: self._show())
        self.controls: dict[str, Control] = {
            "title": LineControl(),
            "subtitle": LineControl(),
            "period": LineControl(),
            "owner": ChoiceControl(people_choices),
            "meeting": ChoiceControl(_meetings),
            "number_format": ChoiceControl(lambda *_: _FORMATS),
        }
        self._lay_out(theme)
        desk.settled.connect(lambda _: self.refresh())
        desk.opened.connect(lambda document, _: self.refresh(document))
        self.refresh(desk.document_id)

    def _lay_out(self, theme: Theme) -> None:
        form = QFormLayout()
        form.addRow("The whole strategy is called", self.strategy_title)
        form.addRow("Document", self.chosen.widget)
        labels = ("Title", "Subtitle", "Period covered", "Owner", "Goes to the meeting", "Numbers are written")
        for (name, control), label in zip(self.controls.items(), labels, strict=True):
            control.widget.setAccessibleName(label)
            control.given.connect(lambda value, name=name: self._given(name, value))
            form.addRow(label, control.widget)
        buttons = QHBoxLayout()
        for picture, words, act in (
            ("arrow-up", "Move up", lambda: self._shift(-1)),
            ("arrow-down", "Move down", lambda: self._shift(1)),
            ("trash-2", "Remove this document", self._remove),
        ):
            button = QPushButton(icon(picture, theme.text, theme.muted), words)
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        hint = QLabel("Appendices take their letters from their order. Removing can be undone.")
        hint.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 12, 22, 8)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(hint)
        layout.addStretch(1)

    def refresh(self, document: str = "") -> None:
        """Shows the document that is chosen, or the one named."""
        self.strategy_title.setText(self._desk.project.title)
        wanted = document or self.chosen.box.currentData() or self._desk.document_id
        self.chosen.show(self._desk.project, None, wanted)
        self._show()

    def _show(self) -> None:
        document = self._desk.project.document(self.chosen.box.currentData() or "")
        for name, control in self.controls.items():
            control.widget.setEnabled(document is not None)
            if document is not None:
                control.show(self._desk.project, document, asdict(document)[name])

    def _given(self, name: str, value: Any) -> None:
        self._desk.do(ChangeDocument(self.chosen.box.currentData(), **{name: value}))

    def _retitle(self) -> None:
        title = clean_line(self.strategy_title.text())
        if title and title != self._desk.project.title:
            self._desk.do(ChangeProject(title=title))

    def _shift(self, step: int) -> None:
        ids = [document.id for document in self._desk.project.documents]
        place = ids.index(self.chosen.box.currentData()) + step
        if 0 <= place < len(ids):
            self._desk.do(MoveDocument(self.chosen.box.currentData(), place))

    def _remove(self) -> None:
        if self.chosen.box.currentData():
            self._desk.do(RemoveDocument(self.chosen.box.currentData()))
