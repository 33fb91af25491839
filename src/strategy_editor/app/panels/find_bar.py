"""The bar above the text that finds and replaces: what to look for, where, and a list of what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.theme import Theme
from strategy_editor.review.finding import Found, Query, Scope

_PAUSE = 250
_SHOWN = 500
_ROOMY = 34
"""Lines of a page from which on the list may be longer."""
_SCOPES: tuple[tuple[Scope, str], ...] = (
    ("section", "This section"),
    ("document", "This document"),
    ("set", "All documents"),
)
_FOUND = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1


class FindBar(QWidget):
    """``asked`` is sent when there is something new to look for; ``chosen`` with what was found and chosen;

    ``replace_one`` and ``replace_all`` when the writer wants that; ``closed`` when he is done.
    """

    asked = Signal()
    chosen = Signal(object)
    replace_one = Signal()
    replace_all = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Find and replace")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.words = _line("Find", "Find")
        self.replacement = _line("Replace with", "Replace with")
        self.scope = QComboBox()
        self.scope.setAccessibleName("Where to look")
        for key, shown in _SCOPES:
            self.scope.addItem(shown, key)
        self.case = QCheckBox("&Match case")
        self.whole = QCheckBox("&Whole words")
        self.expression = QCheckBox("Regular e&xpression")
        self.next = _button("Next", "F3")
        self.previous = _button("Previous", "Shift+F3")
        self.one = _button("&Replace", "")
        self.all = _button("Replace &all", "")
        self.done = _button("Close", "Esc")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("muted", True)
        self.list = QListWidget()
        self._delegate = _Delegate(theme, self.list)
        self._fill_list_widget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.asked)
        self._lay_out()
        self._connect()

    def _fill_list_widget(self) -> None:
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName("What was found")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.hide()

    def _lay_out(self) -> None:
        ways, options = QHBoxLayout(), QHBoxLayout()
        for widget in (self.previous, self.next, self.done):
            ways.addWidget(widget)
        for box in (self.case, self.whole, self.expression):
            options.addWidget(box)
        options.addStretch(1)
        self._replacing = QWidget()
        row = QHBoxLayout(self._replacing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.replacement, 1)
        row.addWidget(self.one)
        row.addWidget(self.all)
        grid = QGridLayout()
        grid.addWidget(self.words, 0, 0)
        grid.addWidget(self.scope, 0, 1)
        grid.addLayout(ways, 0, 2)
        grid.addWidget(self._replacing, 1, 0, 1, 3)
        grid.addLayout(options, 2, 0, 1, 2)
        grid.addWidget(self.told, 2, 2)
        grid.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(grid)
        layout.addWidget(self.list)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.replacement.textChanged.connect(lambda _: self._pause.start())
        self.scope.currentIndexChanged.connect(lambda _: self.asked.emit())
        for box in (self.case, self.whole, self.expression):
            box.toggled.connect(lambda _: self.asked.emit())
        self.words.returnPressed.connect(lambda: self.step(1))
        self.replacement.returnPressed.connect(self.replace_one)
        self.next.clicked.connect(lambda: self.step(1))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.done.clicked.connect(self.closed)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_FOUND)))
        self.list.itemActivated.connect(lambda item: self.chosen.emit(item.data(_FOUND)))

    # ---- what is wanted

    def begin(self, words: str, *, replacing: bool) -> None:
        """Opens the bar, with words to look for if there are some."""
        self._replacing.setVisible(replacing)
        self.show()
        if words:
            self.words.setText(words)
        self.words.selectAll()
        self.words.setFocus()
        self._pause.stop()
        self.asked.emit()

    @property
    def query(self) -> Query:
        """What to look for."""
        return Query(
            self.words.text(),
            self.case.isChecked(),
            self.whole.isChecked(),
            self.expression.isChecked(),
            self.replacement.text() if self._replacing.isVisibleTo(self) else "",
        )

    @property
    def where(self) -> Scope:
        """Where to look."""
        return self.scope.currentData()

    @property
    def waiting(self) -> bool:
        """Whether what is shown is older than what was typed."""
        return self._pause.isActive()

    # ---- what was found

    def show_found(self, found: Sequence[tuple[Found, str]], current: int) -> None:
        """Lists places, each with the name of its section; ``current`` is the one at the caret, or -1."""
        self.list.clear()
        for each, place in found[:_SHOWN]:
            item = QListWidgetItem(f"{each.before}{each.words}{each.behind}")
            item.setData(_FOUND, each)
            item.setData(_PLACE, place)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.before}{each.words}{each.behind}, in {place}")
            item.setToolTip(place)
            self.list.addItem(item)
        rows = min(5 if self._is_roomy() else 2, self.list.count())
        self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 6 if rows else 0)
        self.list.setVisible(rows > 0)
        self.list.setCurrentRow(current)
        for button in (self.next, self.previous, self.one, self.all):
            button.setEnabled(bool(found))
        self.tell(_counted(len(found)) if self.words.text() else "")

    def _is_roomy(self) -> bool:
        page = self.parentWidget()
        return page is None or page.height() > _ROOMY * self.fontMetrics().height()

    def tell(self, sentence: str) -> None:
        """Says how the search went."""
        self.told.setText(sentence)
        self.told.setAccessibleName(sentence)

    def step(self, by: int) -> None:
        """Goes to the next or the previous place, and round at the end."""
        if self.waiting:
            self._pause.stop()
            self.asked.emit()
        count = self.list.count()
        if count:
            row = self.list.currentRow()
            row = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
            self.list.setCurrentRow(row)
            self.chosen.emit(self.list.item(row).data(_FOUND))

    @property
    def current(self) -> Found | None:
        """The place in hand."""
        item = self.list.currentItem()
        return item.data(_FOUND) if item is not None else None

    def dress(self, theme: Theme) -> None:
        """Draws in the colours of the theme."""
        self._delegate.theme = theme
        self.list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setClearButtonEnabled(True)
    return made


def _button(words: str, keys: str) -> QPushButton:
    made = QPushButton(words)
    made.setAutoDefault(False)
    if keys:
        made.setToolTip(f"{words.replace('&', '')} ({keys})")
    return made


def _counted(count: int) -> str:
    if not count:
        return "Nothing found"
    return f"{count:,} found" if count <= _SHOWN else f"{count:,} found, the first {_SHOWN} are listed"


class _Delegate(QStyledItemDelegate):
    """Draws a place: the words found stand out from those around them, the section stands at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, option.fontMetrics.height() + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found: Found = index.data(_FOUND)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, QColor(self.theme.accent_soft if selected else self.theme.page))
        area = option.rect.adjusted(6, 0, -6, 0)
        metrics = option.fontMetrics
        place = metrics.elidedText(index.data(_PLACE), Qt.TextElideMode.ElideRight, area.width() // 3)
        painter.setPen(QColor(self.theme.muted))
        painter.setFont(option.font)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.AlignmentFlag.AlignRight, place)
        area.setRight(area.right() - metrics.horizontalAdvance(place) - 12)
        painter.setClipRect(area)
        strong = QFont(option.font)
        strong.setBold(True)
        before = metrics.elidedText(found.before, Qt.TextElideMode.ElideLeft, area.width() // 3)
        for text, font, colour in (
            (before, option.font, self.theme.muted),
            (found.words, strong, self.theme.text),
            (found.behind, option.font, self.theme.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(area, flags, text)
            area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(text))
        painter.restore()
