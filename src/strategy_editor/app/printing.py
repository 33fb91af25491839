"""Printing: the document in hand as its pages will be, through the desktop's own dialog."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.jobs import Job
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.session.export import ExportRequest, Manifest

_MOST_DOTS = 300
"""Dots to the inch: text is sharp with so many, and a page takes a tenth of a second."""

_POINTS_PER_INCH = 72


class Printing(QObject):
    """Makes the pages, asks which printer, and prints one page at a time, so that the window stays alive.

    ``ended`` carries a sentence, empty where nothing is to be said.
    """

    ended = Signal(str)

    def __init__(self, desk: Desk, edition: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self._edition = edition
        self._folder = Path(tempfile.mkdtemp(prefix="strategy-editor-print-"))
        self._job: Job | None = None
        self._sheets: list[int] = []
        self._progress = QProgressDialog("Making the pages", "Cancel", 0, 1000, parent)
        self._progress.setWindowTitle("Print")
        self._progress.setMinimumDuration(400)
        self._progress.setAutoReset(False)
        self._progress.setAutoClose(False)
        self._progress.canceled.connect(self._cancel)

    def begin(self) -> None:
        """Makes the pages of the document in hand."""
        request = ExportRequest(self._edition, str(self._folder / "out"), self._desk.document_id, ("pdf",))
        try:
            self._job = Job.export(self._desk.session, request, self)
        except StrategyError as error:
            self._end(str(error))
            return
        self._job.progressed.connect(lambda share, _what: self._progress.setValue(round(share * 1000)))
        self._job.failed.connect(self._end)
        self._job.finished.connect(self._made)

    def _made(self, manifest: Manifest) -> None:
        self._progress.hide()
        data = (self._folder / "out" / manifest.files[0].path).read_bytes()
        pages = Pages(data)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(manifest.files[0].path.rpartition("/")[2].removesuffix(".pdf"))
        printer.setPageLayout(pages.layout(0))
        printer.setFromTo(1, pages.count)
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, pages.count)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            pages.close()
            self._end("")
            return
        self.print_on(printer, pages)

    def print_on(self, printer: QPrinter, pages: Pages) -> None:
        """Prints the pages that the printer was told to."""
        first, last = (printer.fromPage() or 1) - 1, (printer.toPage() or pages.count) - 1
        self._sheets = list(range(first, min(last, pages.count - 1) + 1))
        self._total = len(self._sheets)
        self._printer, self._pages = printer, pages
        self._painter = QPainter()
        self._progress.setLabelText("Printing")
        self._progress.setRange(0, self._total)
        QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        if not self._sheets:
            self._finish(f"Sent {self._total} page{'s' if self._total != 1 else ''} to the printer.")
            return
        number = self._sheets.pop(0)
        self._printer.setPageLayout(self._pages.layout(number))
        started = self._painter.isActive()
        if not (self._printer.newPage() if started else self._painter.begin(self._printer)):
            self._finish("The printer does not answer. Please look whether it is switched on, and print again.")
            return
        self._pages.paint(self._painter, self._printer, number)
        self._progress.setValue(self._total - len(self._sheets))
        QTimer.singleShot(0, self, self._next)

    def _finish(self, sentence: str) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._pages.close()
        self._end(sentence)

    def _cancel(self) -> None:
        if self._job is not None and self._job.running:
            self._job.cancel()
            self._end("Nothing was printed.")
        elif self._sheets:
            self._printer.abort()
            self._sheets.clear()

    def _end(self, sentence: str) -> None:
        self._progress.canceled.disconnect(self._cancel)  # closing it counts as a wish to cancel
        self._progress.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self.ended.emit(sentence)
        if self._job is not None and self._job.running:
            self._job.gone.connect(self.deleteLater)
        else:
            self.deleteLater()


class Pages:
    """The pages of a PDF, painted on whatever prints them."""

    def __init__(self, data: bytes) -> None:
        self._file = pypdfium2.PdfDocument(data)
        self.count = len(self._file)

    def layout(self, number: int) -> QPageLayout:
        """The paper of a page (from 0): no margins, since the pages bring their own."""
        width, height = self._file.get_page_size(number)
        lies = width > height
        size = QPageSize(
            QSize(round(min(width, height)), round(max(width, height))), "", QPageSize.SizeMatchPolicy.FuzzyMatch
        )
        turned = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
        made = QPageLayout()
        made.setMode(QPageLayout.Mode.FullPageMode)
        made.setPageSize(size)
        made.setOrientation(turned)
        return made

    def paint(self, painter: QPainter, printer: QPrinter, number: int) -> None:
        """Paints a page as large as the paper takes it."""
        dots = min(printer.resolution(), _MOST_DOTS)
        bitmap = self._file[number].render(scale=dots / _POINTS_PER_INCH, prefer_bgrx=True)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        paper = printer.pageLayout().fullRectPixels(printer.resolution())
        size = image.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = paper.center() - QRect(paper.topLeft(), size).center()
        painter.drawImage(QRect(corner, size), image)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()
