"""A label of one line that shows where words are missing, and has them all in its tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption

_LEAST_LETTERS = 8


class ElidedLabel(QLabel):
    """Ends in an ellipsis where there is no room for all of it. ``text`` is always the whole."""

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), _LEAST_LETTERS * self.fontMetrics().averageCharWidth()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._has_room():
            super().paintEvent(event)
            return
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            option.palette,
            bool(option.state & QStyle.StateFlag.State_Enabled),
            shown,
            self.foregroundRole(),
        )

    def event(self, event: QEvent) -> bool:
        """The tip is there only while words are missing."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip("" if self._has_room() else self.text())
        return super().event(event)

    def _has_room(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
