"""Making the papers: which edition, which documents, which formats, where; then progress, and what was made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import PlaceChooser, Question
from strategy_editor.app.jobs import Job
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.session.export import ExportRequest, Manifest, formats_of, further_formats_of

ABOUT = {
    "draft": "Today’s text, marked DRAFT, with gaps visible. Always possible.",
    "cabinet": "The documents that go to the meeting, numbered, for Democratic Services.",
    "print": "For the printer.",
    "web": "For the website, accessible.",
    "large-print": "18 point type, with the same numbers.",
}
FORMATS = (
    ("docx", "Word"),
    ("pdf", "PDF"),
    ("html", "Web page"),
    ("odt", "OpenDocument"),
    ("zip", "Web page in pieces"),
)


class ExportDialog(Question):
    """Starts a job, shows how far it is, can stop it, and says what was made."""

    def __init__(self, desk: Desk, start: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("Make the papers", "", "Make them", parent)
        self._desk = desk
        self._job: Job | None = None
        self.edition = QComboBox()
        self.edition.setAccessibleName("What to make")
        for id, edition in EDITIONS.items():
            if id in ABOUT and formats_of(edition):
                self.edition.addItem(edition.name, id)
        self.edition.setCurrentIndex(max(0, self.edition.findData(start)))
        self.about = QLabel()
        self.about.setProperty("muted", True)
        self.about.setWordWrap(True)
        self.documents = QComboBox()
        self.documents.setAccessibleName("Which documents")
        self.formats = {key: QCheckBox(words) for key, words in FORMATS}
        self.place = PlaceChooser("Folder", folder, folder=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName("Progress")
        self.doing = QLabel()
        self.open_folder = QPushButton("Open the folder")
        self.open_folder.clicked.connect(self._open_folder)
        self._lay_out()
        self.edition.currentIndexChanged.connect(lambda _: self._edition_chosen())
        self._edition_chosen()

    def _lay_out(self) -> None:
        ticks = QHBoxLayout()
        for box in self.formats.values():
            ticks.addWidget(box)
        ticks.addStretch(1)
        form = QFormLayout()
        form.addRow("What to make", self.edition)
        form.addRow("", self.about)
        form.addRow("Documents", self.documents)
        form.addRow("As", ticks)
        form.addRow("Folder", self.place)
        self.body.addLayout(form)
        for widget in (self.doing, self.progress, self.open_folder):
            self.body.addWidget(widget)
            widget.hide()

    def _edition_chosen(self) -> None:
        id = self.edition.currentData()
        self.about.setText(ABOUT[id])
        usual = formats_of(EDITIONS[id])
        possible = (*usual, *further_formats_of(EDITIONS[id]))
        for key, box in self.formats.items():
            box.setVisible(key in possible)
            box.setChecked(key in usual)
        self.documents.clear()
        self.documents.addItem("All that belong to it", "")
        for document in self._desk.project.documents:
            self.documents.addItem(document.title, document.id)
        if id == "draft" and self._desk.document_id:
            self.documents.setCurrentIndex(self.documents.findData(self._desk.document_id))

    # ---- the work

    def accept(self) -> None:
        """Starts the work; a second press, once it is done, closes."""
        if self._job is not None:
            super().accept()
            return
        edition = EDITIONS[self.edition.currentData()]
        possible = (*formats_of(edition), *further_formats_of(edition))
        formats = tuple(key for key in possible if self.formats[key].isChecked())
        if not formats:
            self.refuse("Tick what the papers are to be made as.")
            return
        request = ExportRequest(self.edition.currentData(), str(self.place.path), self.documents.currentData(), formats)
        try:
            self._job = Job.export(self._desk.session, request, self)
        except StrategyError as error:
            self.refuse(str(error))
            return
        self._job.progressed.connect(self._show_progress)
        self._job.failed.connect(self._failed)
        self._job.finished.connect(self._finished)
        self.fault.hide()
        self.yes.setEnabled(False)
        self.doing.show()
        self.progress.show()
        self.doing.setText("Beginning")

    def reject(self) -> None:
        """Stops the work that is under way, or closes."""
        if self._job is not None and self._job.running:
            self._job.cancel()
            self._stopped("Cancelled. Nothing was changed.")
        else:
            super().reject()

    def _show_progress(self, share: float, what: str) -> None:
        self.progress.setValue(round(share * 1000))
        self.doing.setText(what)

    def _failed(self, sentence: str) -> None:
        self._stopped(sentence)

    def _stopped(self, sentence: str) -> None:
        self._job = None
        self.refuse(sentence)
        self.progress.hide()
        self.doing.hide()
        self.yes.setEnabled(True)

    def _finished(self, manifest: Manifest) -> None:
        count = len(manifest.files)
        self.doing.setText(f"Made {count} file{'s' if count != 1 else ''} in {self.place.path}.")
        self.progress.setValue(1000)
        self.open_folder.show()
        self.yes.setText("Close")
        self.yes.setEnabled(True)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.place.path)))
