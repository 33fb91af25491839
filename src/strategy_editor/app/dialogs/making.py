"""Dialogs that make something in a folder: what is asked, then progress that can be stopped, then what was made."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.long_work import LongWork
from strategy_editor.app.jobs import Job
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.manuscript.pen import PenCopy
from strategy_editor.model.section import Document
from strategy_editor.model.text import clean_line
from strategy_editor.session.export import ExportRequest, Manifest
from strategy_editor.session.pen_copies import next_copy_number, remember_pen_copy

_DAYS_TO_READ = 10


class MakingDialog(LongWork):
    """Asks in ``form``, makes what :meth:`request` says, and tells what was made. ``made`` carries the manifest."""

    made = Signal(object)

    def __init__(self, desk: Desk, title: str, words: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(title, words, "Make it", folder, parent)
        self._desk = desk
        self.documents = QComboBox()
        self.documents.setAccessibleName("Which document")
        for document in desk.project.documents:
            self.documents.addItem(document.title, document.id)
        self.documents.setCurrentIndex(max(0, self.documents.findData(desk.document_id)))
        self.form = QFormLayout()
        self.form.addRow("Document", self.documents)
        self.body.addLayout(self.form)
        self.add_progress()

    @property
    def document(self) -> Document:
        """The document that is chosen."""
        found = self._desk.project.document(self.documents.currentData())
        assert found is not None
        return found

    def request(self) -> ExportRequest:
        """What is to be made; each dialog says that for itself."""
        raise NotImplementedError

    def begin(self) -> None:
        try:
            job = Job.export(self._desk.session, self.request(), self)
        except StrategyError as error:
            self.refuse(str(error))
            return
        job.finished.connect(self._finished)
        self.follow(job)

    def _finished(self, manifest: Manifest) -> None:
        names = [Path(made.path).name for made in manifest.files]
        warnings = [warning for made in manifest.files for warning in made.warnings]
        self.show_made("\n".join([f"Made in {self.place.path}:", *names, *warnings]))
        self.made.emit(manifest)


class DesignerDialog(MakingDialog):
    """Makes the pack for whoever designs an illustrated version."""

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        words = (
            "The text in Word, the pictures as they came, the figures of the charts, and a list with captions, credits "
            "and permissions."
        )
        super().__init__(desk, "Designer’s pack", words, folder, parent)
        self.archive = QCheckBox("In one file to send (ZIP)")
        self.archive.setChecked(True)
        self.form.addRow("Folder", self.place)
        self.form.addRow("", self.archive)

    def request(self) -> ExportRequest:
        unpacked = not self.archive.isChecked()
        return ExportRequest("designer", str(self.place.path), self.document.id, ("pack",), unpacked=unpacked)


class PenDialog(MakingDialog):
    """Makes a copy to write on for one reader, and remembers that it went out."""

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        words = "A copy on paper, with a wide margin and a number for every paragraph."
        super().__init__(desk, "Copy to write on", words, folder, parent)
        self.reader = QLineEdit()
        self.reader.setPlaceholderText("Such as: Cllr Jones")
        self.reader.setAccessibleName("Who writes on it")
        self.number = QSpinBox()
        self.number.setRange(1, 9999)
        self.number.setAccessibleName("Number of the copy")
        self.number.setValue(next_copy_number(desk.session.ledger))
        back = london_day(desk.session.clock()) + timedelta(days=_DAYS_TO_READ)
        self.return_by = QDateEdit(QDate(back.year, back.month, back.day))
        self.return_by.setDisplayFormat("d MMMM yyyy")
        self.return_by.setCalendarPopup(True)
        self.return_by.setAccessibleName("To be returned by")
        for words, widget in (
            ("For", self.reader),
            ("Copy number", self.number),
            ("Back by", self.return_by),
            ("Folder", self.place),
        ):
            self.form.addRow(words, widget)
        self.made.connect(self._remember)

    @property
    def copy(self) -> PenCopy:
        """Whose copy it is."""
        day = self.return_by.date()
        back = date(day.year(), day.month(), day.day())
        return PenCopy(self.number.value(), clean_line(self.reader.text()), back)

    def request(self) -> ExportRequest:
        return ExportRequest("pen", str(self.place.path), self.document.id, ("pdf",), pen=self.copy)

    def begin(self) -> None:
        if not self.copy.reader:
            self.refuse("Who is it for? The name stands on the copy, so that you know whose remarks come back.")
            self.reader.setFocus()
            return
        super().begin()

    def _remember(self, manifest: Manifest) -> None:
        remember_pen_copy(self._desk.session, manifest.files, self.copy)
