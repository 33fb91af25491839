"""The list of findings: the gravest first, each with a way to its place and, where there is one, a remedy."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.checking import Checks
from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.theme import Theme
from strategy_editor.checks.finding import Finding, Severity
from strategy_editor.checks.register import RULES
from strategy_editor.checks.rules import Situation
from strategy_editor.foundation.clock import london_day
from strategy_editor.manuscript.readiness import HEADINGS, sides_sentences
from strategy_editor.session.checking import mending

LOOKS: Mapping[Severity, tuple[str, str]] = {
    "stop": ("octagon-alert", "bad"),
    "warn": ("triangle-alert", "warn"),
    "note": ("info", "accent"),
}
"""The picture of each severity, and the colour of the theme that it has."""

_SHOWN = 300


class CheckList(SideList):
    """Findings on the document in hand; choosing one goes to its place. ``all_wanted``: show them for a whole pack."""

    all_wanted = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._checks = Checks(self)
        self._checks.found.connect(self._show)
        self._all: tuple[Finding, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._sides: Mapping[str, int] = {}
        self.here = QCheckBox("Only this section")
        self.here.toggled.connect(lambda _: self._show(self._all))
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
        self.every = QPushButton()
        self.every.clicked.connect(self._put_all_right)
        self.every.hide()
        self.ready = QPushButton("Ready for Cabinet?…")
        self.ready.setToolTip("Everything that stands in the way of a whole pack, as a list and as a paper")
        self.ready.clicked.connect(self.all_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.here, 1)
        row.addWidget(self.ready)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 6, 2, 2)
        layout.addWidget(self.summary)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.remedy)
        layout.addWidget(self.every)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer(self.list.currentRow())

    def dress(self, theme: Theme) -> None:
        """Draws the findings in the colours of the theme."""
        self._theme = theme
        self._fill()

    def show_sides(self, sides: Mapping[str, int]) -> None:
        """How many sides of A4 the reports fill, by document."""
        self._sides = sides
        self.refresh()

    def refresh(self) -> int:
        """Runs the checks on the document in hand; returns how many findings there are, as far as that is known yet."""
        document = self._desk.document
        if document is None:
            self._checks.stop()
            self._show(())
            return 0
        today = london_day(self._desk.session.clock())
        situation = Situation("draft", today, live=True, ledger=self._desk.session.ledger, sides=self._sides)
        self._checks.begin(self._desk.project, (document,), situation)
        return len(self._all)

    def finish(self) -> None:
        """Waits for the findings."""
        self._checks.finish()

    def _show(self, found: tuple[Finding, ...]) -> None:
        self._all = found
        shown = tuple(each for each in found if not self.here.isChecked() or each.section == self._desk.section_id)
        same = [each.shown for each in shown] == [each.shown for each in self._findings]
        self._findings = shown
        if not same:
            self._fill()
        stops = sum(each.stops for each in found)
        said = (
            f"{stops} to put right before publication, {len(found) - stops} other remarks."
            if found
            else "Nothing found. This document is complete as far as the checks can tell."
        )
        mine = {id: count for id, count in self._sides.items() if id == self._desk.document_id}
        self.summary.setText(" ".join((said, *sides_sentences(self._desk.project, mine))))
        self.counted.emit(len(found))

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for finding in self._findings[:_SHOWN]:
            picture, colour = LOOKS[finding.severity]
            item = QListWidgetItem(icon(picture, getattr(self._theme, colour)), finding.message)
            gravity = f"Set aside: {finding.set_aside}" if finding.set_aside else HEADINGS[finding.severity]
            item.setToolTip(f"{RULES[finding.rule].title}. {gravity}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{gravity}: {finding.message}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._offer(self.list.currentRow())

    def _finding(self) -> Finding | None:
        row = self.list.currentRow()
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def _like(self, finding: Finding) -> tuple[Finding, ...]:
        """The findings of the same kind that can be put right."""
        return tuple(each for each in self._findings if each.rule == finding.rule and each.fix is not None)

    def _go(self, _item: QListWidgetItem) -> None:
        finding = self._finding()
        if finding is not None:
            go_to(self._desk, finding)

    def _offer(self, _row: int) -> None:
        finding = self._finding()
        fix = finding.fix if finding else None
        self.remedy.setVisible(fix is not None)
        words = fix.words if fix else ""
        room = self.width() - 4 * self.fontMetrics().averageCharWidth()
        self.remedy.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, max(room, 80)))
        self.remedy.setToolTip(words)
        self.remedy.setAccessibleName(words)
        alike = len(self._like(finding)) if finding is not None and fix is not None else 0
        self.every.setVisible(alike > 1)
        self.every.setText(f"Put all {alike} of this kind right")

    def _put_right(self) -> None:
        finding = self._finding()
        if finding is not None and finding.fix is not None:
            mend(self._desk, (finding,), finding.fix.words)

    def _put_all_right(self) -> None:
        finding = self._finding()
        if finding is not None:
            mend(self._desk, self._like(finding), RULES[finding.rule].title)


def mend(desk: Desk, findings: tuple[Finding, ...], name: str) -> None:
    """Puts findings right in one step; while changes are tracked, as suggestions."""
    desk.do(mending(desk.session, findings, name, suggesting=desk.translate is not None))


def go_to(desk: Desk, finding: Finding) -> None:
    """Opens the place of a finding and points at its words."""
    if finding.section:
        desk.open_section(finding.section)
        if finding.block:
            desk.pointed.emit(finding.block, finding.quote)
    elif finding.document and finding.document != desk.document_id:
        desk.open_document(finding.document)
