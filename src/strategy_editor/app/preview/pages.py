"""Pages in a column: what is in view is asked for and drawn, the latest pictures are kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from strategy_editor.app.theme import Theme, scaled
from strategy_editor.session.preview import Page

_POINTS_PER_INCH = 72
_MOST_KEPT = 60_000_000
_SMALLEST, _LARGEST = 10, 400
_STEP = 40
_WHEEL = 120
_WIDEST = 980
"""Pixels that a page is wide at most where there is room for more: lines stay easy to read."""


Place = tuple[int, float, float, float, float]
"""A page, and left, top, right and bottom on it in points."""


class PageColumn(QAbstractScrollArea):
    """Shows pages below each other, at a zoom in per cent or (0) as wide as there is room.

    ``wanted`` is sent when pages are lacking that should be seen; ``pressed`` carries the page and the point in it in
    points; ``moved`` is sent when other pages come into view; ``zoomed`` when the zoom was changed with the wheel.
    """

    wanted = Signal()
    pressed = Signal(int, float, float)
    moved = Signal()
    zoomed = Signal(int)

    def __init__(self, theme: Theme, *, gap: int = 14, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._gap = gap
        self._numbered = numbered
        self._pages: Sequence[Page] = ()
        self._tops: list[int] = []
        self._images: dict[int, tuple[float, QImage]] = {}
        self._old: dict[int, QImage] = {}
        self._zoom = 0
        self.marks: Sequence[Place] = ()
        self.mark = -1
        self.hand: tuple[int, float] | None = None
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._on_moved())

    # ---- what is shown

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def zoom(self) -> int:
        """Per cent of the size on paper."""
        number = self.page_in_view
        return round(self._scale(number) / self.logicalDpiX() * _POINTS_PER_INCH * 100) if self.count else 100

    def show_pages(self, pages: Sequence[Page], *, afresh: bool = False) -> None:
        """Shows other pages; those that look as before keep their picture.

        Until a page is painted, what stood in its place is shown, unless they begin ``afresh`` with something else.
        """
        if afresh:
            self._old.clear()
            self._pages = ()
        for number, page in enumerate(self._pages):
            if page.key in self._images and (number >= len(pages) or pages[number].key != page.key):
                self._old[number] = self._images[page.key][1]
        self._pages = pages
        kept = {page.key for page in pages}
        self._images = {key: image for key, image in self._images.items() if key in kept}
        self._lay_out()

    def set_zoom(self, zoom: int) -> None:
        """Shows the pages at ``zoom`` per cent of their size on paper; 0 fits them to the width."""
        number, share = self._in_middle()
        self._zoom = max(_SMALLEST, min(_LARGEST, zoom)) if zoom else 0
        self._lay_out()
        if self._tops:
            middle = self._tops[number] + share * self._size(number).height()
            self.verticalScrollBar().setValue(round(middle - self.viewport().height() / 2))

    def dress(self, theme: Theme) -> None:
        """Draws the ground in other colours."""
        self._theme = theme
        self.viewport().update()

    def lacking(self) -> tuple[int, Page, float] | None:
        """The next page that should be painted, with the pixels to the point: what is in view comes first."""
        first, last = self._in_view()
        for number in (*range(first, last + 1), last + 1, first - 1):
            if 0 <= number < self.count:
                page = self._pages[number]
                known, scale = self._images.get(page.key), self._scale(number) * self.devicePixelRatioF()
                if known is None or abs(known[0] - scale) > 0.001:
                    return number, page, scale
        return None

    def take(self, key: int, scale: float, image: QImage) -> None:
        """Takes the picture of a page."""
        self._images.pop(key, None)
        self._images[key] = (scale, image)
        for number, page in enumerate(self._pages):
            if page.key == key:
                self._old.pop(number, None)
        kept = sum(each.width() * each.height() for _, each in self._images.values())
        shown = {page.key for page in self._pages[slice(*self._in_view_slice())]}
        for old in [each for each in self._images if each not in shown]:
            if kept <= _MOST_KEPT:
                break
            gone = self._images.pop(old)[1]
            kept -= gone.width() * gone.height()
        self.viewport().update()

    def show_spot(self, page: int, down: float, share: float = 0.3) -> None:
        """Scrolls so that a place stands at ``share`` of the height."""
        if 0 <= page < self.count:
            top = self._tops[page] + down * self._scale(page)
            self.verticalScrollBar().setValue(round(top - share * self.viewport().height()))

    def is_in_view(self, page: int, down: float) -> bool:
        """Whether a place can be seen."""
        if not 0 <= page < self.count:
            return False
        top = self._tops[page] + down * self._scale(page) - self.verticalScrollBar().value()
        return 0 <= top <= self.viewport().height() - _STEP

    def depth_of(self, page: int, down: float) -> float:
        """How far below the upper edge of the view a place stands, in pixels."""
        if not 0 <= page < self.count:
            return 0.0
        return self._tops[page] + down * self._scale(page) - self.verticalScrollBar().value()

    @property
    def page_in_view(self) -> int:
        """The page that takes the middle of the view."""
        return self._in_middle()[0]

    # ---- geometry

    def _scale(self, number: int) -> float:
        """Pixels to the point, of a page."""
        if self._zoom:
            return self.logicalDpiX() / _POINTS_PER_INCH * self._zoom / 100
        page = self._pages[number]
        fitting = (self.viewport().width() - 2 * self._gap) / max(page.width, 0.6 * page.height)
        return max(0.05, min(fitting, scaled(_WIDEST) / max(page.width, 0.6 * page.height)))

    def _size(self, number: int) -> QSize:
        page, scale = self._pages[number], self._scale(number)
        return QSize(round(page.width * scale), round(page.height * scale))

    def _below(self) -> int:
        return self._gap + (self.fontMetrics().height() if self._numbered else 0)

    def _lay_out(self) -> None:
        top = self._gap
        self._tops = []
        for number in range(self.count):
            self._tops.append(top)
            top += self._size(number).height() + self._below()
        height, width = self.viewport().height(), self.viewport().width()
        widest = max((self._size(number).width() for number in range(self.count)), default=0) + 2 * self._gap
        self.verticalScrollBar().setPageStep(height)
        self.verticalScrollBar().setRange(0, max(0, top - height))
        self.horizontalScrollBar().setPageStep(width)
        self.horizontalScrollBar().setRange(0, max(0, widest - width))
        self.viewport().update()
        self._on_moved()

    def _on_moved(self) -> None:
        self.viewport().update()
        self.moved.emit()
        self.wanted.emit()

    def _in_view(self) -> tuple[int, int]:
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        last = max(first, bisect_right(self._tops, top + self.viewport().height()) - 1)
        return first, last

    def _in_view_slice(self) -> tuple[int, int]:
        first, last = self._in_view()
        return max(0, first - 1), last + 2

    def _in_middle(self) -> tuple[int, float]:
        if not self._tops:
            return 0, 0.0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        number = max(0, bisect_right(self._tops, middle) - 1)
        return number, (middle - self._tops[number]) / max(1, self._size(number).height())

    def _place(self, number: int) -> QRect:
        """Where a page lies in the view."""
        size = self._size(number)
        room = self.viewport().width()
        left = (room - size.width()) // 2 if size.width() <= room else self._gap
        left -= self.horizontalScrollBar().value()
        return QRect(QPoint(left, self._tops[number] - self.verticalScrollBar().value()), size)

    def _box(self, place: Place) -> QRectF:
        page, left, top, right, bottom = place
        corner, scale = self._place(page).topLeft(), self._scale(page)
        return QRectF(
            corner.x() + left * scale, corner.y() + top * scale, (right - left) * scale, (bottom - top) * scale
        )

    # ---- events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(self._theme.window))
        if not self._tops:
            return
        first, last = self._in_view()
        for number in range(first, last + 1):
            place = self._place(number)
            known = self._images.get(self._pages[number].key)
            image = known[1] if known else self._old.get(number)
            if image is not None:
                painter.drawImage(place, image)
            else:
                painter.fillRect(place, Qt.GlobalColor.white)
            chosen = number == self.current
            painter.setPen(QPen(QColor(self._theme.accent if chosen else self._theme.border), 2 if chosen else 1))
            painter.drawRect(place)
            if self._numbered:
                below = QRect(place.left(), place.bottom(), place.width(), self._below())
                painter.setPen(QColor(self._theme.text))
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        self._paint_marks(painter, first, last)

    def _paint_marks(self, painter: QPainter, first: int, last: int) -> None:
        """What was looked for, and where the writer is."""
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for index, place in enumerate(self.marks):
            if first <= place[0] <= last:
                painter.fillRect(self._box(place), QColor("#ffb54a" if index == self.mark else "#ffe9a3"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self.hand is not None and first <= self.hand[0] <= last:
            page, down = self.hand
            left, scale = self._place(page).left(), self._scale(page)
            box = self._box((page, 0.0, down, 0.0, down + 16.0))
            painter.fillRect(
                QRectF(left + 6 * scale, box.top(), max(2.0, 2.5 * scale), box.height()), QColor("#1d5a9c")
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        number, share = self._in_middle()
        self._lay_out()
        if self._tops and number < self.count:
            middle = self._tops[number] + share * self._size(number).height()
            self.verticalScrollBar().setValue(round(middle - self.viewport().height() / 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._tops:
            return
        point = event.position().toPoint()
        first, last = self._in_view()
        for number in range(first, last + 1):
            place = self._place(number)
            if place.contains(point):
                inside = event.position() - place.topLeft().toPointF()
                scale = self._scale(number)
                self.pressed.emit(number, inside.x() / scale, inside.y() / scale)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / _WHEEL
            self.set_zoom(round(self.zoom * 1.1**steps))
            self.zoomed.emit(self.zoom)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        keys = {
            Qt.Key.Key_Down: bar.value() + _STEP,
            Qt.Key.Key_Up: bar.value() - _STEP,
            Qt.Key.Key_PageDown: bar.value() + self.viewport().height() - _STEP,
            Qt.Key.Key_PageUp: bar.value() - self.viewport().height() + _STEP,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        wanted = keys.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._tops:
            number, share = self._in_middle()
            page = self._pages[number]
            self.pressed.emit(number, 0.4 * page.width, min(share, 1.0) * page.height)
        elif wanted is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(wanted)
