"""Preview: the pages of the document in hand as they will be, made anew a moment after each change, beside the work."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.jobs import Job
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.session.export import ExportRequest, Manifest

_PAUSE = 700
_GAP = 14
_KEPT = 24
_POINTS_PER_INCH = 72


class Pages(QWidget):
    """Draws the pages that are in view; pages once drawn are remembered, the latest ``_KEPT`` of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._theme = theme
        self._file: pypdfium2.PdfDocument | None = None
        self._sizes: list[tuple[float, float]] = []
        self._drawn: dict[tuple[int, int], QImage] = {}
        self._zoom = 100

    @property
    def count(self) -> int:
        return len(self._sizes)

    def show_file(self, data: bytes) -> None:
        """Shows another file of pages."""
        if self._file is not None:
            self._file.close()
        self._file = pypdfium2.PdfDocument(data)
        self._sizes = [self._file.get_page_size(index) for index in range(len(self._file))]
        self._drawn.clear()
        self._fit()

    def set_zoom(self, zoom: int) -> None:
        """Shows the pages at ``zoom`` per cent of their size."""
        self._zoom = zoom
        self._drawn.clear()
        self._fit()

    def top_of(self, page: int) -> int:
        """Where a page begins, in pixels from the top."""
        return _GAP + sum(self._size(index).height() + _GAP for index in range(page))

    def page_at(self, height: int) -> int:
        """The page at this height."""
        for index in range(self.count):
            height -= self._size(index).height() + _GAP
            if height < 0:
                return index
        return max(0, self.count - 1)

    def _scale(self) -> float:
        return self.logicalDpiX() / _POINTS_PER_INCH * self._zoom / 100

    def _size(self, index: int) -> QSize:
        width, height = self._sizes[index]
        return QSize(round(width * self._scale()), round(height * self._scale()))

    def _fit(self) -> None:
        width = max((self._size(index).width() for index in range(self.count)), default=300)
        self.setFixedSize(width + 2 * _GAP, self.top_of(self.count))
        self.update()

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        for index in range(self.count):
            size = self._size(index)
            place = QRect(QPoint((self.width() - size.width()) // 2, self.top_of(index)), size)
            if place.intersects(event.rect()):
                painter.drawImage(place, self._image(index, size))
                painter.setPen(QColor(self._theme.border))
                painter.drawRect(place)

    def _image(self, index: int, size: QSize) -> QImage:
        ratio = self.devicePixelRatioF()
        key = (index, round(size.width() * ratio))
        if key not in self._drawn:
            assert self._file is not None
            bitmap = self._file[index].render(scale=self._scale() * ratio, rev_byteorder=True)
            kind = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBX8888
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind)
            self._drawn[key] = image.copy()
            if len(self._drawn) > _KEPT:
                del self._drawn[next(iter(self._drawn))]
        return self._drawn[key]


class PreviewWindow(QWidget):
    """A window beside the work; it stays on its page when the pages are made anew."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setWindowTitle("Preview")
        self.resize(820, 900)
        self._desk = desk
        self._document = desk.document_id
        self._job: Job | None = None
        self._wanted = False
        self._folder = Path(tempfile.mkdtemp(prefix="strategy-editor-preview-"))
        self.pages = Pages(theme)
        self.view = QScrollArea()
        self.view.setWidget(self.pages)
        self.view.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.said = QLabel("Making the pages…")
        self.number = QLabel()
        self.zoom = QSpinBox()
        self.zoom.setAccessibleName("Zoom of the pages")
        self.zoom.setRange(30, 300)
        self.zoom.setSingleStep(10)
        self.zoom.setSuffix(" %")
        self.zoom.setValue(100)
        self.zoom.valueChanged.connect(self.pages.set_zoom)
        self.again = QPushButton(icon("refresh-cw", theme.text), "Make again")
        self.again.clicked.connect(self.refresh)
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self.said, 1)
        row.addWidget(self.number)
        row.addWidget(self.zoom)
        row.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        desk.changed.connect(self._later)
        desk.opened.connect(self._other)
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self._show_number())
        self.refresh()

    def refresh(self) -> None:
        """Makes the pages of the document anew; a wish that comes meanwhile is met afterwards."""
        if self._job is not None:
            self._wanted = True
            return
        self._wanted = False
        request = ExportRequest("draft", str(self._folder / "out"), self._document, ("pdf",), part="public")
        try:
            self._job = Job.export(self._desk.session, request, self)
        except StrategyError as error:
            self.said.setText(str(error))
            return
        self._job.finished.connect(self._made)
        self._job.failed.connect(self._failed)

    def _later(self, _changed: object) -> None:
        self._pause.start()

    def _other(self, document: str, _section: str) -> None:
        if document and document != self._document:
            self._document = document
            self._pause.start()

    def _made(self, manifest: Manifest) -> None:
        self._job = None
        place = self.view.verticalScrollBar().value()
        data = (self._folder / "out" / manifest.files[0].path).read_bytes()
        self.pages.show_file(data)
        self.view.verticalScrollBar().setValue(place)
        document = self._desk.project.document(self._document)
        self.said.setText(f"{document.title if document else ''}, as it stands now")
        self._show_number()
        if self._wanted:
            self.refresh()

    def _failed(self, sentence: str) -> None:
        self._job = None
        self.said.setText(sentence)
        if self._wanted:
            self._pause.start()

    def _show_number(self) -> None:
        page = self.pages.page_at(self.view.verticalScrollBar().value() + self.view.viewport().height() // 3)
        self.number.setText(f"Page {page + 1} of {self.pages.count}" if self.pages.count else "")

    def closeEvent(self, event) -> None:
        self._desk.changed.disconnect(self._later)
        self._desk.opened.disconnect(self._other)
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
        shutil.rmtree(self._folder, ignore_errors=True)
        super().closeEvent(event)
