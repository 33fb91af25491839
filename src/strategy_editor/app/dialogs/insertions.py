"""What is asked of tables, pictures and charts: their size, what they show, whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from strategy_editor.app.dialogs.parts import Question
from strategy_editor.model.blocks import Chart, ChartKind, Figure, Table
from strategy_editor.model.grid import text_of
from strategy_editor.model.text import clean_line, plain, runs_from
from strategy_editor.review.editing.tables import with_widths
from strategy_editor.session.charts import alternative_for

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


CHART_KINDS: tuple[tuple[ChartKind, str], ...] = (
    ("bar", "Bars"),
    ("stacked", "Stacked bars"),
    ("line", "Lines"),
    ("pie", "Pie"),
)


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


class TablePropertiesDialog(Question):
    """What is said of a table beside its cells, and how wide its columns are. Its caption is written above it."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__("The table", "Its caption is written above it, in the text.", "Keep", parent)
        self._table = table
        self.source, self.description = QLineEdit(table.source), QLineEdit(table.description)
        self.description.setPlaceholderText("For people who cannot see it: what it compares, and how it is read")
        self.headers = QSpinBox()
        self.headers.setRange(0, max(0, len(table.rows) - 1))
        self.headers.setValue(table.header_rows)
        self.landscape = QCheckBox("On a page that lies on its side")
        self.landscape.setChecked(table.landscape)
        self.by_content = QCheckBox("All columns as wide as they need")
        self.by_content.setChecked(not any(column.width for column in table.columns))
        self.by_content.toggled.connect(self._offer_widths)
        form = _form(
            ("Source", self.source),
            ("Description", self.description),
            ("Rows that name the columns", self.headers),
            ("", self.landscape),
            ("Columns", self.by_content),
        )
        self.widths = [self._width_of(number, form) for number in range(len(table.columns))]
        inner = QWidget()
        inner.setLayout(form)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setWidget(inner)
        room.setMinimumHeight(260)
        self.body.addWidget(room)
        self._offer_widths()

    def _width_of(self, number: int, form: QFormLayout) -> QSpinBox:
        shares = [column.width for column in self._table.columns]
        whole = sum(shares) or 1.0
        made = QSpinBox()
        made.setRange(1, 100)
        made.setSuffix(" %")
        made.setValue(round(100 * shares[number] / whole) if any(shares) else round(100 / len(shares)))
        name = text_of(self._table.rows[0].cells[number]) if number < len(self._table.rows[0].cells) else ""
        label = f"Width of {name[:30] or f'column {number + 1}'}"
        made.setAccessibleName(label)
        form.addRow(label, made)
        return made

    def _offer_widths(self) -> None:
        for spin in self.widths:
            spin.setEnabled(not self.by_content.isChecked())

    def table(self) -> Table:
        """The table, with what was filled in; widths are shares of the whole."""
        shares = [0.0] * len(self.widths)
        if not self.by_content.isChecked():
            whole = sum(spin.value() for spin in self.widths)
            shares = [round(spin.value() / whole, 3) for spin in self.widths]
        return replace(
            with_widths(self._table, shares),
            source=clean_line(self.source.text()),
            description=clean_line(self.description.text()),
            header_rows=self.headers.value(),
            landscape=self.landscape.isChecked(),
        )


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
        form = _form(
            ("What it shows", self.alternative),
            ("", self.decorative),
            ("Caption", self.caption),
            ("Source", self.source),
            ("Credit", self.credit),
            ("Permission", self.permission),
            ("Width", self.share),
        )
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


class ChartDialog(Question):
    """The table that a chart is drawn from, its kind, caption and width, and what it shows.

    Words are proposed from the figures until the writer has written words of his own.
    """

    def __init__(
        self,
        chart: Chart,
        tables: Sequence[tuple[str, Table]],
        title: str,
        yes: str,
        parent: QWidget | None = None,
    ) -> None:
        words = "A chart is drawn from a table: its first column names, its other columns are figures."
        super().__init__(title, words, yes, parent)
        self._chart = chart
        self.table, self.kind = QComboBox(), QComboBox()
        for shown, table in tables:
            self.table.addItem(shown, table)
        self.table.setMinimumContentsLength(30)
        self.table.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        ids = [table.id for _, table in tables]
        useful = (row for row, (_, table) in enumerate(tables) if alternative_for(chart.kind, table))
        self.table.setCurrentIndex(ids.index(chart.table) if chart.table in ids else next(useful, 0))
        for kind, shown in CHART_KINDS:
            self.kind.addItem(shown, kind)
        self.kind.setCurrentIndex(self.kind.findData(chart.kind))
        self.caption = QLineEdit(plain(chart.caption.runs))
        self.alternative = QPlainTextEdit(chart.alternative)
        self.alternative.setTabChangesFocus(True)
        self.alternative.setMaximumHeight(90)
        self.share = _width_chooser(chart.width)
        form = _form(
            ("Table", self.table),
            ("Kind", self.kind),
            ("Caption", self.caption),
            ("What it shows", self.alternative),
            ("Width", self.share),
        )
        self.body.addLayout(form)
        self._proposed = ""
        self.table.currentIndexChanged.connect(lambda _: self._propose())
        self.kind.currentIndexChanged.connect(lambda _: self._propose())
        if not chart.alternative:
            self._propose()
        self.table.setFocus()

    def _propose(self) -> None:
        if self.alternative.toPlainText() in ("", self._proposed):
            self._proposed = alternative_for(self.kind.currentData(), self.table.currentData())
            self.alternative.setPlainText(self._proposed)

    def accept(self) -> None:
        words = clean_line(self.alternative.toPlainText())
        if not alternative_for(self.kind.currentData(), self.table.currentData()):
            self.refuse("This table holds no figures. Choose another, or fill it in first.")
        elif not words:
            self.refuse("Say in a sentence or two what the chart shows.")
        elif len(words) > _LONGEST_ALTERNATIVE:
            self.refuse(f"Keep it to {_LONGEST_ALTERNATIVE} characters; say the rest in the text.")
        else:
            super().accept()

    def chart(self) -> Chart:
        """The chart, with what was chosen. A caption that was left alone keeps its marks."""
        caption, words = self._chart.caption, clean_line(self.caption.text())
        if words != plain(caption.runs):
            caption = replace(caption, runs=runs_from(words))
        return replace(
            self._chart,
            table=self.table.currentData().id,
            kind=self.kind.currentData(),
            caption=caption,
            alternative=clean_line(self.alternative.toPlainText()),
            width=self.share.currentData(),
        )


def _form(*rows: tuple[str, QWidget]) -> QFormLayout:
    """Labelled controls below each other; one without a label speaks for itself."""
    form = QFormLayout()
    for label, control in rows:
        if label:
            control.setAccessibleName(label)
        form.addRow(label, control)
    return form


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
