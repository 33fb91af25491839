"""The list of what is to be decided, for a view: items as rows, and how a row is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from strategy_editor.app.icons import paint_icon
from strategy_editor.app.theme import Theme
from strategy_editor.review.items import Item
from strategy_editor.review.wording import CATEGORIES, KINDS, OUTCOMES, said_in_words

ItemRole = int(Qt.ItemDataRole.UserRole)
_ICONS = {"comment": "message-square", "suggestion": "pencil", "proposal": "split"}
_LINES = 3
_PADDING = 7

Index = QModelIndex | QPersistentModelIndex


class ItemModel(QAbstractListModel):
    """Items in reading order. ``name`` says who a person is, ``place`` where an item is."""

    def __init__(self, name: Callable[[str], str], place: Callable[[Item], str], parent=None) -> None:
        super().__init__(parent)
        self._name = name
        self._place = place
        self.items: tuple[Item, ...] = ()

    def fill(self, items: Sequence[Item]) -> None:
        """Shows these items."""
        found = tuple(items)
        if found != self.items:
            self.beginResetModel()
            self.items = found
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)):
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ItemRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.head(item)}. {said_in_words(item)}. {self.foot(item)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{KINDS[item.kind]}: {said_in_words(item, 600)}"
        return None

    def head(self, item: Item) -> str:
        """Place and person."""
        return " · ".join(part for part in (self._place(item), self._name(item.author)) if part)

    def foot(self, item: Item) -> str:
        """What else is to be known."""
        parts = []
        if item.decision is not None:
            parts.append(OUTCOMES[item.decision.outcome])
        if item.unplaced:
            parts.append("Could not be placed")
        if item.rivals:
            parts.append(f"{item.rivals + 1} proposals for the same words")
        if item.priority == "high":
            parts.append("High priority")
        if item.category:
            parts.append(CATEGORIES.get(item.category, item.category))
        if item.is_minor:
            parts.append("Minor")
        if item.thread or item.state == "answered":
            parts.append("Answered" if item.kind == "comment" else "With a comment")
        return " · ".join(parts) or KINDS[item.kind]


class ItemDelegate(QStyledItemDelegate):
    """Draws a row: who and where, what, what else. Words that go are struck out, those that come are underlined."""

    def __init__(self, theme: Theme, model: ItemModel, parent=None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, (_LINES + 1) * option.fontMetrics.lineSpacing() + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ItemRole)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, QColor(self.theme.accent_soft))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), QColor(self.theme.accent))
        painter.setPen(QColor(self.theme.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._write(painter, option, item)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, item: Item) -> None:
        line = option.fontMetrics.lineSpacing()
        area = option.rect.adjusted(10, _PADDING, -8, -_PADDING)
        colour = self.theme.good if item.decision is not None else self.theme.muted
        name = "circle-check" if item.decision is not None else _ICONS[item.kind]
        paint_icon(painter, name, colour, QRectF(area.left(), area.top(), line, line))
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(self.theme.text))
        head = QFontMetrics(bold).elidedText(
            self._model.head(item), Qt.TextElideMode.ElideRight, area.width() - line - 6
        )
        painter.drawText(QPointF(area.left() + line + 6, area.top() + option.fontMetrics.ascent()), head)
        painter.setFont(option.font)
        body = QRect(area.left(), area.top() + line + 2, area.width(), 2 * line)
        _draw_words(painter, option.font, body, self._parts(item), line)
        painter.setPen(QColor(self.theme.warn if item.unplaced or item.rivals else self.theme.muted))
        foot = option.fontMetrics.elidedText(self._model.foot(item), Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(option.font)
        painter.drawText(QPointF(area.left(), area.bottom() - option.fontMetrics.descent() + 1), foot)

    def _parts(self, item: Item) -> list[tuple[str, str, str]]:
        """Words with their colour and what is done to them."""
        if item.kind == "comment":
            return [(item.text, self.theme.text, "")]
        if item.text and item.kind == "suggestion" and not (item.removed and item.added):
            shown = "strike" if item.removed else "underline" if item.added else ""
            tone = self.theme.deletion if item.removed else self.theme.insertion
            return [(f"{item.text}  ", self.theme.text, ""), (item.removed or item.added, tone, shown)]
        return [(item.removed, self.theme.deletion, "strike"), (item.added, self.theme.insertion, "underline")]


def _draw_words(painter: QPainter, font: QFont, area: QRect, parts: list[tuple[str, str, str]], line: int) -> None:
    """Words one after the other, wrapped into the lines that fit."""
    metrics = QFontMetrics(font)
    x, y = area.left(), area.top()
    space = metrics.horizontalAdvance(" ")
    for text, colour, shown in parts:
        drawn = QFont(font)
        drawn.setStrikeOut(shown == "strike")
        drawn.setUnderline(shown == "underline")
        painter.setFont(drawn)
        painter.setPen(QColor(colour))
        for word in text.split():
            width = metrics.horizontalAdvance(word)
            if x > area.left() and x + width > area.right():
                x, y = area.left(), y + line
            if y + line > area.bottom() + 2:
                return
            is_last = y + 2 * line > area.bottom() + 2 and x + width + 3 * space > area.right()
            shown_word = "…" if is_last and x > area.left() else word
            painter.drawText(
                QPointF(x, y + metrics.ascent()),
                metrics.elidedText(shown_word, Qt.TextElideMode.ElideRight, area.right() - x),
            )
            if shown_word == "…":
                return
            x += width + space
