"""What the section should cover: guidance, usual length, and prompts that the author ticks off. Never exported."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme, icon_square
from strategy_editor.model.outline import OutlineSection, WordTarget

_GROUPS = {"demand": "Demand", "control": "Control", "supply": "Supply"}


_TIP = "Tick what you have covered. Ticks are only for you: they are never exported."
_AUTHORS_TIP = "The author ticks what is covered."


def usual_length(target: WordTarget) -> str:
    """``Usual length: 400 to 600 words``; empty where the outline names none."""
    if not target.maximum:
        return ""
    return f"Usual length: {target.minimum:,} to {target.maximum:,} words."


class GuidancePanel(QWidget):
    """``ticked`` is sent with all prompts that are ticked; ``put_away`` when somebody wants the guidance hidden.

    ``can_tick`` is false where the ticks are somebody else's.
    """

    ticked = Signal(tuple)
    put_away = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidance")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("What this section should cover")
        self._mark = QLabel()
        heading = QLabel("What this section should cover")
        heading.setStyleSheet("font-weight: 600;")
        hide = QPushButton("Hide guidance")
        hide.setObjectName("link")
        hide.clicked.connect(self.put_away)
        top = QHBoxLayout()
        top.addWidget(self._mark)
        top.addWidget(heading, 1)
        top.addWidget(hide)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._prompts = QGridLayout()
        self._prompts.setHorizontalSpacing(18)
        self._prompts.setVerticalSpacing(2)
        self._boxes: list[tuple[str, QCheckBox]] = []
        self._shown: tuple[OutlineSection, bool] | None = None
        self.can_tick = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._text)
        layout.addLayout(self._prompts)
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """Draws the mark in the colours of the theme."""
        self._mark.setPixmap(icon("info", theme.accent).pixmap(icon_square(18)))

    def show_guidance(self, wanted: OutlineSection, ticks: tuple[str, ...], *, labels: bool) -> None:
        """Shows what the outline says; ``labels``: with the analyst's terms."""
        if self._shown != (wanted, labels):
            self._shown = (wanted, labels)
            term = " – ".join(part for part in (_GROUPS.get(wanted.group, ""), wanted.term) if part)
            parts = (f"{term}." if labels and term else "", wanted.guidance, usual_length(wanted.words))
            self._text.setText(" ".join(part for part in parts if part))
            self._fill(wanted)
        for id, box in self._boxes:
            box.blockSignals(True)
            box.setChecked(id in ticks)
            box.setEnabled(self.can_tick)
            box.setToolTip(_TIP if self.can_tick else _AUTHORS_TIP)
            box.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """In two columns where the longest prompts fit beside each other, else in one."""
        widest = max((box.sizeHint().width() for _, box in self._boxes), default=0)
        columns = 2 if 2 * widest + 40 < self.width() else 1
        for place, (_, box) in enumerate(self._boxes):
            self._prompts.addWidget(box, place // columns, place % columns)

    def _fill(self, wanted: OutlineSection) -> None:
        for _, box in self._boxes:
            self._prompts.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = []
        for prompt in wanted.prompts:
            box = QCheckBox(prompt.text)
            box.toggled.connect(lambda _: self.ticked.emit(self.ticks()))
            self._boxes.append((prompt.id, box))
        self._place()

    def ticks(self) -> tuple[str, ...]:
        """The ids of the prompts that are ticked."""
        return tuple(id for id, box in self._boxes if box.isChecked())
