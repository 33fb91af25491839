"""The bar above the text: undo, paragraph style, marks, lists, things to insert. All of them are acts of the menus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QToolButton, QWidget

from strategy_editor.app.actions import Actions
from strategy_editor.app.theme import icon_square

STYLES = (
    ("body", "Body text"),
    ("numbered", "Numbered paragraph"),
    ("heading-1", "Heading 1"),
    ("heading-2", "Heading 2"),
    ("heading-3", "Heading 3"),
    ("bullets", "Bullets"),
    ("numbers", "Numbers"),
    ("quote", "Quotation"),
    ("note", "Note"),
)
_BUTTONS = (
    ("undo", "redo"),
    ("bold", "italic", "superscript", "subscript", "link"),
    ("bullets", "numbers", "outdent", "indent"),
    ("insert-table", "insert-figure", "insert-footnote", "insert-reference", "insert-detail"),
    ("track-changes", "add-comment", "accept-change", "reject-change"),
)


class FormatBar(QWidget):
    """``style_chosen`` carries the id of a paragraph style's act."""

    style_chosen = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formatBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.styles = QComboBox()
        self.styles.setAccessibleName("Paragraph style")
        for key, words in STYLES:
            self.styles.addItem(words, key)
        self.styles.activated.connect(lambda row: self.style_chosen.emit(self.styles.itemData(row)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(2)
        for place, group in enumerate(_BUTTONS):
            if place == 1:
                layout.addWidget(self.styles)
            shown = [actions[id] for id in group]
            if place:
                layout.addWidget(_beside(self._line(), shown))
            for id in group:
                layout.addWidget(_beside(self._button(actions, id), [actions[id]]))
        layout.addStretch(1)
        self.dress()

    def dress(self) -> None:
        """Draws the icons as large as the words are."""
        for button in self.findChildren(QToolButton):
            button.setIconSize(icon_square(18))

    def show_style(self, id: str) -> None:
        """Shows the style of the paragraph that the writer is in; empty where it has none."""
        self.styles.setCurrentIndex(self.styles.findData(id))

    def _button(self, actions: Actions, id: str) -> QToolButton:
        made = QToolButton()
        made.setDefaultAction(actions[id])
        made.setAccessibleName(actions[id].text().replace("&", "").rstrip("…"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _line(self) -> QFrame:
        made = QFrame()
        made.setFrameShape(QFrame.Shape.VLine)
        made.setProperty("muted", True)
        return made


def _beside(widget: QWidget, actions: list[QAction]) -> QWidget:
    """The widget, shown as long as one of these acts is."""

    def follow() -> None:
        widget.setVisible(any(each.isVisible() for each in actions))

    for each in actions:
        each.visibleChanged.connect(follow)
    return widget
