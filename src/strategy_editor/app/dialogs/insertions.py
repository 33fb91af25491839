"""What is asked when something is inserted: the size of a table; what a picture shows, and whose it is."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from strategy_editor.app.dialogs.parts import Question
from strategy_editor.model.blocks import Figure
from strategy_editor.model.text import clean_line, plain, runs_from

_LONGEST_ALTERNATIVE = 250
_WIDTHS = (
    (0.0, "Its own size"),
    (0.25, "A quarter of the text"),
    (0.33, "A third of the text"),
    (0.5, "Half of the text"),
    (0.66, "Two thirds of the text"),
    (1.0, "As wide as the text"),
)
"""Widths to choose from, as shares of the text width."""


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
    """What the picture shows, for those who cannot see it, or that it only decorates; caption, rights, width."""

    def __init__(self, figure: Figure, data: bytes, title: str, yes: str, parent: QWidget | None = None) -> None:
        words = "Say what it shows, for people who cannot see it. Without that it cannot be published."
        super().__init__(title, words, yes, parent)
        self._figure = figure
        self.body.addWidget(_preview(data))
        self.alternative = QPlainTextEdit(figure.alternative)
        self.alternative.setTabChangesFocus(True)
        self.alternative.setMaximumHeight(70)
        self.decorative = QCheckBox("It only decorates: nothing is lost without it")
        self.decorative.toggled.connect(lambda ticked: self.alternative.setEnabled(not ticked))
        self.decorative.setChecked(figure.decorative)
        self.caption = QLineEdit(plain(figure.caption.runs))
        self.source, self.credit = QLineEdit(figure.source), QLineEdit(figure.credit)
        self.permission = QLineEdit(figure.permission)
        self.permission.setPlaceholderText("Such as: ours, or the licence, or who allowed it and when")
        self.share = _width_chooser(figure.width)
        form = QFormLayout()
        for label, control in (
            ("What it shows", self.alternative),
            ("", self.decorative),
            ("Caption", self.caption),
            ("Source", self.source),
            ("Credit", self.credit),
            ("Permission", self.permission),
            ("Width", self.share),
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

    def figure(self) -> Figure:
        """The figure, with what was filled in. A caption that was left alone keeps its marks."""
        decorative, caption = self.decorative.isChecked(), self._figure.caption
        words = clean_line(self.caption.text())
        if words != plain(caption.runs):
            caption = replace(caption, runs=runs_from(words))
        return replace(
            self._figure,
            caption=caption,
            alternative="" if decorative else clean_line(self.alternative.toPlainText()),
            decorative=decorative,
            source=clean_line(self.source.text()),
            credit=clean_line(self.credit.text()),
            permission=clean_line(self.permission.text()),
            width=self.share.currentData(),
        )


def _preview(data: bytes) -> QLabel:
    picture = QPixmap()
    picture.loadFromData(data)
    shown = QLabel()
    if not picture.isNull():
        size = picture.size().boundedTo(QSize(420, 200))
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown.setPixmap(picture.scaled(size, ratio, smooth))
    return shown


def _width_chooser(width: float) -> QComboBox:
    made = QComboBox()
    for share, words in _WIDTHS:
        made.addItem(words, share)
    if made.findData(width) < 0:
        made.addItem(f"{width:.0%} of the text", width)
    made.setCurrentIndex(made.findData(width))
    return made
