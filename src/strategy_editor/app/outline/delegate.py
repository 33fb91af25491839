"""Draws a line of the outline: status, number and title, words. Status is told by shape as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from strategy_editor.app.icons import paint_icon
from strategy_editor.app.outline.section_model import SummaryRole
from strategy_editor.app.theme import Theme
from strategy_editor.session.summary import SectionSummary

KEPT_BACK = "Part 2"
"""What stands beside a section that is not for publication."""

STATUS_ICONS = {
    "not-started": ("circle", "muted"),
    "in-draft": ("circle-dot", "warn"),
    "for-review": ("eye", "accent"),
    "cleared": ("circle-check", "good"),
    "not-applicable": ("circle-minus", "muted"),
}


class SectionDelegate(QStyledItemDelegate):
    """The outline's lines, in the colours of ``theme``."""

    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, option.fontMetrics.height() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        summary = index.data(SummaryRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._background(painter, option, selected)
        self._content(painter, option, summary, selected)
        painter.restore()

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, selected: bool) -> None:
        if selected:
            painter.fillRect(option.rect, QColor(self.theme.accent_soft))
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), QColor(self.theme.accent)
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(self.theme.surface))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _colour(self, summary: SectionSummary) -> str:
        if summary.suggested:
            return self.theme.deletion if summary.suggested == "to go" else self.theme.insertion
        return self.theme.muted if summary.status == "not-applicable" else self.theme.text

    def _content(
        self, painter: QPainter, option: QStyleOptionViewItem, summary: SectionSummary, selected: bool
    ) -> None:
        metrics = option.fontMetrics
        size = metrics.height()
        area = option.rect.adjusted(8, 0, -8, 0)
        name, colour = STATUS_ICONS[summary.status]
        top = area.top() + (area.height() - size) / 2
        paint_icon(painter, name, getattr(self.theme, colour), QRectF(area.left(), top, size, size))
        count = f"{summary.words:,}" if summary.words else "–"
        count = f"{KEPT_BACK}  {count}" if summary.exempt else count
        painter.setPen(QColor(self.theme.muted))
        painter.setFont(option.font)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if selected else QFont.Weight.Normal)
        font.setStrikeOut(summary.suggested == "to go")
        font.setUnderline(summary.suggested == "to come")
        painter.setFont(font)
        painter.setPen(QColor(self._colour(summary)))
        room = area.adjusted(size + 8, 0, -metrics.horizontalAdvance(count) - 8, 0)
        text = f"{summary.number}  {summary.title}".strip()
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()),
        )
