"""The list of findings: the gravest first, each with a way to its place and, where there is one, a remedy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.theme import Theme
from strategy_editor.checks.finding import Finding
from strategy_editor.checks.rules import Situation
from strategy_editor.checks.run import Checker
from strategy_editor.foundation.clock import london_day
from strategy_editor.session.commands import Become

_LOOKS = {"stop": ("octagon-alert", "bad"), "warn": ("triangle-alert", "warn"), "note": ("info", "accent")}
_GRAVITY = {
    "stop": "Must be put right before publication",
    "warn": "Worth putting right",
    "note": "For your information",
}
_SHOWN = 300


class CheckList(SideList):
    """Findings on the document in hand; choosing one goes to its place."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._checker = Checker()
        self._findings: tuple[Finding, ...] = ()
        self.here = QCheckBox("Only this section")
        self.here.toggled.connect(lambda _: self.refresh())
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("What is still to be done")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.list.currentRowChanged.connect(self._offer)
        self.remedy = QPushButton()
        self.remedy.clicked.connect(self._put_right)
        self.remedy.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 6, 2, 2)
        for widget in (self.summary, self.here):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.remedy)

    def dress(self, theme: Theme) -> None:
        """Draws the findings in the colours of the theme."""
        self._theme = theme
        self._fill()

    def refresh(self) -> int:
        """Runs the checks on the document in hand; returns how many findings there are."""
        document = self._desk.document
        today = london_day(self._desk.session.clock())
        situation = Situation("draft", today, live=True, ledger=self._desk.session.ledger)
        found = self._checker.findings(self._desk.project, (document,), situation) if document else ()
        shown = tuple(each for each in found if not self.here.isChecked() or each.section == self._desk.section_id)
        if shown != self._findings:
            self._findings = shown
            self._fill()
        stops = sum(each.severity == "stop" for each in found)
        self.summary.setText(
            f"{stops} to put right before publication, {len(found) - stops} other remarks."
            if found
            else "Nothing found. This document is complete as far as the checks can tell."
        )
        return len(found)

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for finding in self._findings[:_SHOWN]:
            picture, colour = _LOOKS[finding.severity]
            item = QListWidgetItem(icon(picture, getattr(self._theme, colour)), finding.message)
            item.setToolTip(_GRAVITY[finding.severity])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_GRAVITY[finding.severity]}: {finding.message}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._offer(self.list.currentRow())

    def _finding(self) -> Finding | None:
        row = self.list.currentRow()
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def _go(self, _item: QListWidgetItem) -> None:
        finding = self._finding()
        if finding is not None and finding.section:
            self._desk.open_section(finding.section)
            if finding.block:
                self._desk.pointed.emit(finding.block, finding.quote)

    def _offer(self, _row: int) -> None:
        finding = self._finding()
        fix = finding.fix if finding else None
        self.remedy.setVisible(fix is not None)
        self.remedy.setText(fix.words if fix else "")

    def _put_right(self) -> None:
        finding = self._finding()
        if finding is not None and finding.fix is not None:
            self._desk.do(Become(finding.fix.apply(self._desk.project), finding.fix.words))
