"""What stands in the way of publication: listed, copied for the author, set aside with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme
from strategy_editor.checks.finding import Finding
from strategy_editor.model.project import Project
from strategy_editor.model.text import clean_line
from strategy_editor.session.publishing import LEAKS, SetAside, place_of, place_words, problems_text, remaining_stops

_SHOWN = 200
_COPY = "Copy as text"
_NEVER = "This cannot be set aside, only put right: something would get out that must not."


class Readiness(QWidget):
    """The stops of one edition. ``changed`` is sent when one is set aside.

    ``sets_aside``: reasons can be kept. Of a strategy that is only read they cannot, and none is asked for.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, sets_aside: bool = True) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sets_aside = sets_aside
        self._project: Project | None = None
        self._edition = ""
        self.findings: tuple[Finding, ...] = ()
        self.set_aside: tuple[SetAside, ...] = ()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName("What stands in the way of publication")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(90)
        self.list.setMaximumHeight(170)
        self.list.currentRowChanged.connect(lambda _: self._show_reason())
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why this may be published all the same")
        self.reason.setPlaceholderText("Why may this be published all the same? The reason is kept.")
        self.reason.textChanged.connect(lambda _: self._show_reason())
        self.aside_button = QPushButton("Set aside")
        self.aside_button.setAutoDefault(False)
        self.aside_button.clicked.connect(self._set_aside)
        self.never = QLabel(_NEVER)
        self.never.setProperty("muted", True)
        self.never.setWordWrap(True)
        self.copy_button = QPushButton(_COPY)
        self.copy_button.setAutoDefault(False)
        self.copy_button.setToolTip("For an e-mail to the author")
        self.copy_button.clicked.connect(self._copy)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        row.addWidget(self.aside_button)
        row.addWidget(self.never, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.summary)
        layout.addWidget(self.list)
        layout.addLayout(row)

    # ---- what is shown

    @property
    def remaining(self) -> tuple[Finding, ...]:
        """The stops that nobody has set aside."""
        return remaining_stops(self.findings, self.set_aside)

    def wait(self) -> None:
        """Says that the checks are running."""
        self.findings, self.set_aside = (), ()
        self.summary.setText("Checking…")
        for widget in (self.list, self.reason, self.aside_button, self.never, self.copy_button):
            widget.hide()

    def tell(self, sentence: str) -> None:
        """Says why there is nothing to check."""
        self.wait()
        self.summary.setText(sentence)

    def show_findings(self, project: Project, edition: str, findings: tuple[Finding, ...]) -> None:
        """Lists what stands in the way."""
        self._project, self._edition = project, edition
        self.findings, self.set_aside = findings, ()
        self.copy_button.setText(_COPY)
        self._fill()

    def _fill(self) -> None:
        remaining = self.remaining
        remarks = sum(finding.severity == "warn" for finding in self.findings)
        more = f" There {'are' if remarks != 1 else 'is'} {remarks} more remark{'s' if remarks != 1 else ''}."
        if remaining:
            count = len(remaining)
            said = f"{count} thing{'s stand' if count != 1 else ' stands'} in the way of publication."
        elif self.set_aside:
            said = "Nothing else stands in the way. What was set aside is kept with its reason."
        else:
            said = "Nothing stands in the way of publication."
        self.summary.setText(said + (more if remarks else ""))
        self.list.clear()
        assert self._project is not None
        for finding in remaining[:_SHOWN]:
            words = place_words(self._project, finding) + finding.message
            item = QListWidgetItem(icon("octagon-alert", self._theme.bad), words)
            item.setToolTip(words)
            self.list.addItem(item)
        self.list.setVisible(bool(remaining))
        self.copy_button.setVisible(bool(remaining) or remarks > 0)
        self.list.setCurrentRow(0 if remaining else -1)
        self._show_reason()

    def _chosen(self) -> Finding | None:
        remaining, row = self.remaining, self.list.currentRow()
        return remaining[row] if 0 <= row < len(remaining) else None

    def _show_reason(self) -> None:
        finding = self._chosen()
        may = finding is not None and finding.rule not in LEAKS
        for widget in (self.reason, self.aside_button):
            widget.setVisible(may and self._sets_aside)
        self.never.setVisible(finding is not None and not may and self._sets_aside)
        self.aside_button.setEnabled(may and bool(clean_line(self.reason.text())))

    # ---- what is done

    def _set_aside(self) -> None:
        finding, reason = self._chosen(), clean_line(self.reason.text())
        if finding is not None and reason:
            self.set_aside = (*self.set_aside, SetAside(finding.rule, reason, place_of(finding)))
            self.reason.clear()
            self._fill()
            self.changed.emit()

    def _copy(self) -> None:
        if self._project is not None:
            QGuiApplication.clipboard().setText(problems_text(self._project, self._edition, self.findings))
            self.copy_button.setText("Copied")
