"""The window's end of the preview's helper: orders go out, answers come back as signals, and nobody waits."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QImage

from strategy_editor.foundation.errors import DiskRefused, StrategyError
from strategy_editor.session.preview import (
    Failed,
    Found,
    LaidOut,
    LayOut,
    Order,
    Painted,
    Standing,
    read_answer,
    written,
)
from strategy_editor.session.session import Session

_BROKEN = "The preview stopped unexpectedly. It begins again with your next change."


class PreviewLink(QObject):
    """``laid_out``, ``failed``, ``found`` and ``standing`` carry the helper's answers.

    ``painted`` carries one too, and the picture of the page, empty where the page is gone; ``broken`` a sentence.
    """

    laid_out = Signal(object)
    failed = Signal(object)
    painted = Signal(object, QImage)
    found = Signal(object)
    standing = Signal(object)
    broken = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._process: QProcess | None = None
        self._folder: Path | None = None
        self._handed: set[str] = set()
        self._waiting: LayOut | None = None
        self._under_way = False
        self._parts: list[bytes] = []
        self._size = 0
        self._pixels: Painted | None = None

    @property
    def is_laying_out(self) -> bool:
        """Whether an answer to the last order to lay out is still to come."""
        return self._under_way or self._waiting is not None

    def lay_out(self, order: LayOut) -> None:
        """Has a document laid out. An order that comes meanwhile takes the place of the one that waits."""
        self._waiting = order
        self._go_on()

    def send(self, order: Order) -> None:
        """Has something else done."""
        if self._process is not None:
            self._process.write(written(order))

    def close(self) -> None:
        """Ends the helper and removes what it was given."""
        process, self._process = self._process, None
        self._waiting, self._under_way = None, False
        if process is not None:
            process.closeWriteChannel()
            process.kill()
            process.waitForFinished(3000)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        self._handed.clear()
        self._parts, self._size, self._pixels = [], 0, None

    # ---- orders

    def _go_on(self) -> None:
        """Hands over one picture that the helper lacks, or else the order: the window is never held up for long."""
        if self._under_way or self._waiting is None:
            return
        try:
            self._begin()
            lacking = next((each for each in self._waiting.project.pictures if each not in self._handed), None)
            if lacking is not None:
                self._hand_over(lacking)
                QTimer.singleShot(0, self, self._go_on)
                return
        except StrategyError as error:
            self._waiting = None
            self.broken.emit(str(error))
            return
        order, self._waiting, self._under_way = self._waiting, None, True
        self.send(order)

    def _begin(self) -> None:
        if self._process is not None:
            return
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="strategy-editor-preview-"))
        except OSError as error:
            raise DiskRefused(f"There is no room for the preview ({error.strerror}).") from error
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._ended)
        self._process.start(sys.executable, ["-m", "strategy_editor.session.preview", str(self._folder)])

    def _hand_over(self, digest: str) -> None:
        assert self._folder is not None
        data = self._session.picture(digest)
        try:
            (self._folder / digest).write_bytes(data)
        except OSError as error:
            raise DiskRefused(f"There is no room for the preview ({error.strerror}).") from error
        self._handed.add(digest)

    def _ended(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.deleteLater()
        self._process = None
        self.close()
        self.broken.emit(_BROKEN)

    # ---- answers

    def _read(self) -> None:
        if self._process is None:
            return
        part = bytes(self._process.readAllStandardOutput().data())
        self._parts.append(part)
        self._size += len(part)
        while self._take():
            pass

    def _take(self) -> bool:
        """Takes one answer from what has come, if it is there as a whole."""
        if self._pixels is not None:
            if self._size < self._pixels.size:
                return False
            data = b"".join(self._parts)
            painted, self._pixels = self._pixels, None
            self._keep(data[painted.size :])
            image = QImage(data, painted.width, painted.height, painted.stride, QImage.Format.Format_RGB32)
            self.painted.emit(painted, image.copy())
            return True
        if not self._parts or not any(b"\n" in part for part in self._parts):
            return False
        line, _, rest = b"".join(self._parts).partition(b"\n")
        self._keep(rest)
        self._hear(line)
        return True

    def _keep(self, data: bytes) -> None:
        self._parts, self._size = [data] if data else [], len(data)

    def _hear(self, line: bytes) -> None:
        match read_answer(line):
            case Painted() as answer if answer.size:
                self._pixels = answer
            case Painted() as answer:
                self.painted.emit(answer, QImage())
            case Found() as answer:
                self.found.emit(answer)
            case Standing() as answer:
                self.standing.emit(answer)
            case LaidOut() as answer:
                self._under_way = False
                self.laid_out.emit(answer)
                self._go_on()
            case Failed() as answer:
                self._under_way = False
                self.failed.emit(answer)
                self._go_on()
