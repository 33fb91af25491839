"""Adding remarks from an e-mail, paper, a marked PDF, a spreadsheet or a conversation: read, seen, brought in."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.reviews import Channel
from strategy_editor.model.text import plain
from strategy_editor.review.taking_in import Remark, place_of, spots
from strategy_editor.review.wording import CHANNELS, remarks_counted
from strategy_editor.session.registers import labels_of
from strategy_editor.session.remarks import Came, in_words, read_file, read_words, take

_WORDS = (
    "Paste an e-mail, type what somebody told you, or read a file. A line that begins with a paragraph number, such as "
    "4.12, is a remark of its own. What it came in is kept as proof and never goes out with the papers."
)
_FILES = "Remarks (*.eml *.txt *.csv *.xlsx *.ods *.pdf)"
_COLUMNS = ("Paragraph", "Place", "What was said", "Instead of", "Say", "Who")
_CHANNELS: tuple[Channel, ...] = ("email", "paper", "conversation", "pdf", "spreadsheet")


class RemarksDialog(Question):
    """``new`` is how many remarks were brought in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Add remarks", _WORDS, "Bring them in", parent)
        self.prefer(860, 640)
        self._desk = desk
        self._came: Came | None = None
        self._spots = spots(desk.project, labels_of(desk.project))
        self.new = 0
        self.person = QComboBox()
        self.person.setEditable(True)
        self.person.setAccessibleName("Whose remarks they are")
        for each in desk.project.people:
            if each.shown:
                self.person.addItem(each.shown)
        self.person.setCurrentText("")
        self.channel = QComboBox()
        self.channel.setAccessibleName("How they came")
        for key in _CHANNELS:
            self.channel.addItem(CHANNELS[key], key)
        self.documents = QComboBox()
        self.documents.setAccessibleName("Document")
        for document in desk.project.documents:
            self.documents.addItem(document.title, document.id)
        self.documents.setCurrentIndex(max(0, self.documents.findData(desk.document_id)))
        self.documents.currentIndexChanged.connect(lambda _: self._show_places())
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Words of the e-mail or note")
        self.text.setPlaceholderText("Paste the e-mail here, or type the remark")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(170)
        self.read_button = self._button("Read these words", self.read)
        self.file_button = self._button("Read a file…", self._choose)
        self.table = self._make_table()
        self.count = QLabel()
        self._lay_out()
        self.yes.setEnabled(False)

    def _button(self, words: str, does) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _=False: does())
        return made

    def _make_table(self) -> QTableWidget:
        made = QTableWidget(0, len(_COLUMNS))
        made.setAccessibleName("The remarks that were read; every cell but the place can be changed")
        made.setHorizontalHeaderLabels(list(_COLUMNS))
        made.horizontalHeader().setStretchLastSection(True)
        made.verticalHeader().hide()
        made.cellChanged.connect(self._changed)
        for column, width in enumerate((80, 170, 260, 110, 110, 100)):
            made.setColumnWidth(column, width)
        return made

    def _lay_out(self) -> None:
        row, buttons = QHBoxLayout(), QHBoxLayout()
        for words, box in (("Who", self.person), ("How", self.channel), ("About", self.documents)):
            label = QLabel(words)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box, 1)
        buttons.addWidget(self.read_button)
        buttons.addWidget(self.file_button)
        buttons.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.text)
        self.body.addLayout(buttons)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)

    # ---- reading

    def read(self) -> None:
        """Reads the words that were pasted or typed."""
        text = self.text.toPlainText()
        if not text.strip():
            self.refuse("Paste or type the words first.")
            return
        self._show(read_words(text, self.person.currentText(), self._desk.session.clock(), self.channel.currentData()))

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Read remarks", "", _FILES)
        if path:
            self.read_path(Path(path))

    def read_path(self, path: Path) -> None:
        """Reads a file."""
        try:
            came = read_file(path, self.person.currentText(), self._desk.session.clock())
        except StrategyError as error:
            self.refuse(str(error))
            return
        if came.remarks:
            self.channel.setCurrentIndex(max(0, self.channel.findData(came.remarks[0].channel)))
        self._show(came)

    def _show(self, came: Came) -> None:
        self.fault.hide()
        self._came = came
        self.table.blockSignals(True)
        self.table.setRowCount(len(came.remarks))
        for row, remark in enumerate(came.remarks):
            gone = remark.instead_of or remark.quote
            cells = (remark.paragraph, "", remark.text, gone, remark.wording, remark.person)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if _COLUMNS[column] == "Place":
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        self._show_places()
        self.yes.setEnabled(bool(came.remarks))
        if not came.remarks:
            self.refuse("No remark was found in this. Type what was said, such as: 4.12 Please say why.")

    def _changed(self, row: int, column: int) -> None:
        if _COLUMNS[column] != "Place":
            self._show_places()

    def _show_places(self) -> None:
        """Says of each remark where it belongs."""
        remarks = self.remarks()
        unplaced = 0
        self.table.blockSignals(True)
        for row, remark in enumerate(remarks):
            spot = place_of(self._desk.project, remark, self._spots, self.documents.currentData() or "")
            unplaced += spot is None
            words = plain(spot.section.title) if spot is not None else "No such place: for the whole document"
            item = self.table.item(row, 1)
            if item is not None:
                item.setText(words)
        self.table.blockSignals(False)
        left = f", {unplaced} of them for the whole document" if unplaced else ""
        self.count.setText(f"{remarks_counted(len(remarks))}{left}" if remarks else "")

    def remarks(self) -> tuple[Remark, ...]:
        """The remarks as the table says now."""
        return tuple(self._remark(row, remark) for row, remark in enumerate(self._came.remarks if self._came else ()))

    def _remark(self, row: int, remark: Remark) -> Remark:
        cells = [self.table.item(row, column) for column in range(len(_COLUMNS))]
        paragraph, _, text, gone, wording, person = (item.text().strip() if item else "" for item in cells)
        is_about = bool(wording) or remark.deletes
        return replace(
            remark,
            paragraph=paragraph,
            text=text,
            quote="" if is_about else gone,
            instead_of=gone if is_about else "",
            wording=wording,
            person=person or self.person.currentText() or "Somebody",
            channel=self.channel.currentData(),
        )

    def accept(self) -> None:
        """Brings the remarks in."""
        if self._came is None:
            return
        try:
            came = replace(self._came, remarks=self.remarks())
            taken = take(self._desk.session, came, self.documents.currentData() or "")
        except StrategyError as error:
            self.refuse(str(error))
            return
        self.new = taken.new
        self._desk.told.emit(in_words(taken), False)
        super().accept()
