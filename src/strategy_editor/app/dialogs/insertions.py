"""What is asked when something is inserted: the size of a table; what a picture shows, and whose it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from strategy_editor.app.dialogs.parts import Question
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Figure, Paragraph
from strategy_editor.model.text import clean_line, runs_from

_LONGEST_ALTERNATIVE = 250


class TableDialog(Question):
    """How many rows and columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Insert a table", "The first row names the columns.", "Insert", parent)
        self.rows, self.columns = QSpinBox(), QSpinBox()
        form = QFormLayout()
        for label, spin, value, most in (("Rows", self.rows, 4, 500), ("Columns", self.columns, 3, 20)):
            spin.setRange(1, most)
            spin.setValue(value)
            spin.setAccessibleName(label)
            form.addRow(label, spin)
        self.body.addLayout(form)


class PictureDialog(Question):
    """What the picture shows, for those who cannot see it, or that it only decorates; caption, source, credit."""

    def __init__(self, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(
            "Insert a picture",
            "Say what it shows, for people who cannot see it. Without that it cannot be published.",
            "Insert",
            parent,
        )
        picture = QPixmap()
        picture.loadFromData(data)
        shown = QLabel()
        shown.setPixmap(
            picture.scaled(420, 220, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        self.alternative = QPlainTextEdit()
        self.alternative.setTabChangesFocus(True)
        self.alternative.setMaximumHeight(70)
        self.decorative = QCheckBox("It only decorates: nothing is lost without it")
        self.decorative.toggled.connect(lambda ticked: self.alternative.setEnabled(not ticked))
        self.caption, self.source, self.credit = QLineEdit(), QLineEdit(), QLineEdit()
        self.body.addWidget(shown)
        form = QFormLayout()
        for label, control in (
            ("What it shows", self.alternative),
            ("", self.decorative),
            ("Caption", self.caption),
            ("Source", self.source),
            ("Credit", self.credit),
        ):
            if label:
                control.setAccessibleName(label)
            form.addRow(label, control)
        self.body.addLayout(form)
        self.alternative.setFocus()

    def accept(self) -> None:
        words = clean_line(self.alternative.toPlainText())
        if not words and not self.decorative.isChecked():
            self.refuse("Say in a sentence what the picture shows, or tick that it only decorates.")
        elif len(words) > _LONGEST_ALTERNATIVE:
            self.refuse(f"Keep it to {_LONGEST_ALTERNATIVE} characters; say the rest in the text.")
        else:
            super().accept()

    def figure(self, digest: str) -> Figure:
        """The figure, with what was filled in."""
        decorative = self.decorative.isChecked()
        return Figure(
            new_id(),
            digest,
            Paragraph(new_id(), runs_from(clean_line(self.caption.text()))),
            alternative="" if decorative else clean_line(self.alternative.toPlainText()),
            decorative=decorative,
            source=clean_line(self.source.text()),
            credit=clean_line(self.credit.text()),
        )
