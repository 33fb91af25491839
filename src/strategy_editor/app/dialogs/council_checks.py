"""Which checks the council wants: each as usual, graver, less grave or not at all; and the words that it avoids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, words_label
from strategy_editor.checks.finding import Severity
from strategy_editor.checks.register import RULES
from strategy_editor.checks.rules import Rule, Subject
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.language.style import word_table
from strategy_editor.model.profile import CheckSetting
from strategy_editor.model.text import clean
from strategy_editor.session.commands import ChangeProject

_HEADINGS = ("What is looked for", "How grave")
_WORDS: Mapping[Severity, str] = {"stop": "must be put right", "warn": "worth putting right", "note": "for information"}
_LETTERS = 18
"""How wide the choices are at least: the column of what is looked for keeps the rest, and wraps."""

_SUBJECTS: tuple[Subject, ...] = get_args(Subject)


class _CalmBox(QComboBox):
    """Leaves the wheel to the list around it, so that scrolling changes no setting."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CouncilChecksDialog(Question):
    """Changes the checks of this strategy; other strategies keep theirs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            "Checks",
            "What this council looks for. Whatever guards against publishing what must not be public always stays on.",
            "Use these checks",
            parent,
        )
        self.prefer(720, 640)
        self._desk = desk
        self.boxes: dict[str, QComboBox] = {}
        self.table = QTableWidget(0, len(_HEADINGS))
        self.table.setAccessibleName("Checks")
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setWordWrap(True)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        chosen = {setting.rule: setting.severity for setting in desk.project.profile.checks}
        for subject in _SUBJECTS:
            self._add_subject(subject)
            for rule in sorted(RULES.values(), key=lambda rule: rule.title):
                if rule.subject == subject:
                    self._add_rule(rule, chosen.get(rule.id, ""))
        self.avoid = QPlainTextEdit()
        self.avoid.setAccessibleName("Words that the council avoids")
        self.avoid.setPlaceholderText("customer = resident")
        self.avoid.setTabChangesFocus(True)
        self.avoid.setMaximumHeight(110)
        lines = (f"{words} = {say}" if say else words for words, say in desk.project.profile.avoid.items())
        self.avoid.setPlainText("\n".join(lines))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(words_label("Words that the council avoids, one on each line, and what it says instead:"))
        self.body.addWidget(self.avoid)

    def _add_subject(self, subject: str) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        item = QTableWidgetItem(subject)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.table.setItem(row, 0, item)
        self.table.setSpan(row, 0, 1, len(_HEADINGS))

    def _add_rule(self, rule: Rule, chosen: str) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        item = QTableWidgetItem(rule.title)
        item.setToolTip((rule.find.__doc__ or "").strip())
        self.table.setItem(row, 0, item)
        self.table.setCellWidget(row, 1, self._box(rule, chosen))

    def _box(self, rule: Rule, chosen: str) -> QComboBox:
        box = _CalmBox()
        box.setAccessibleName(rule.title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS)
        box.addItem(f"As usual: {_WORDS[rule.severity]}", "")
        for severity, words in _WORDS.items():
            box.addItem(words[:1].upper() + words[1:], severity)
        box.addItem("Not looked for", "off")
        box.setCurrentIndex(max(0, box.findData(chosen)))
        if rule.leak:
            box.setCurrentIndex(0)
            box.setEnabled(False)
        self.boxes[rule.id] = box
        return box

    def accept(self) -> None:
        strange = tuple(each for each in self._desk.project.profile.checks if each.rule not in self.boxes)
        own = tuple(CheckSetting(id, box.currentData()) for id, box in self.boxes.items() if box.currentData())
        checks = (*own, *strange)  # a newer program may know what this one does not
        avoid = {}
        for line in clean(self.avoid.toPlainText()):
            words, _, say = (part.strip() for part in line.partition("="))
            if words:
                avoid[words.lower()] = say
        try:
            word_table({"jargon": {words: say or "-" for words, say in avoid.items()}})
        except StrategyError as error:
            self.refuse(str(error))
            return
        profile = replace(self._desk.project.profile, checks=checks, avoid=avoid)
        if profile == self._desk.project.profile or self._desk.do(ChangeProject(profile=profile)):
            super().accept()
