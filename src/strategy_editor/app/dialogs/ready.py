"""“Ready for Cabinet?”: everything that stands in the way of a pack, by kind; to go to, put right, set aside, keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.aside import Aside
from strategy_editor.app.checking import Checks, Sides
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import open_at, title_label
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.check_list import LOOKS, go_to, mend
from strategy_editor.app.theme import Theme
from strategy_editor.checks.finding import SEVERITIES, Finding
from strategy_editor.checks.register import RULES
from strategy_editor.checks.rules import Situation
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import Refused, StrategyError
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.manuscript.naming import safe_name
from strategy_editor.manuscript.pack import documents_in
from strategy_editor.manuscript.readiness import HEADINGS, place_of, readiness_title, summary_sentences
from strategy_editor.session.checking import set_aside
from strategy_editor.session.readiness import save_readiness

_EDITIONS = ("cabinet", "web", "print", "large-print")
_ASIDE = "aside"
_FINDING = Qt.ItemDataRole.UserRole
_FORMATS = "Word (*.docx);;PDF (*.pdf);;Web page (*.html)"


class ReadyDialog(QDialog):
    """Stays open while one goes from finding to finding in the text, and follows what is changed there."""

    def __init__(self, desk: Desk, theme: Theme, sides: Sides, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(480, 420)
        open_at(self, 760, 640)
        self._desk = desk
        self._theme = theme
        self._sides = sides
        self._folder = folder
        self.findings: tuple[Finding, ...] = ()
        self._checks = Checks(self)
        self._checks.found.connect(self._show)
        self._saving = Aside(self)
        self._saving.done.connect(lambda path: desk.told.emit(f"The report is in {path}.", False))
        self._saving.failed.connect(lambda sentence: desk.told.emit(sentence, True))
        self._make_filters()
        self._make_tree()
        self._make_buttons()
        self._lay_out()
        desk.settled.connect(self._on_change)
        sides.counted.connect(self._on_change)
        self.refresh()

    # ---- parts

    def _make_filters(self) -> None:
        self.heading = title_label("")
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.editions = QComboBox()
        self.editions.setAccessibleName("What is to be made")
        for id in _EDITIONS:
            self.editions.addItem(EDITIONS[id].name, id)
        self.editions.activated.connect(lambda _: self.refresh())
        self.severities = QComboBox()
        self.severities.setAccessibleName("How grave")
        self.severities.addItem("Everything", "")
        for severity in SEVERITIES:
            self.severities.addItem(HEADINGS[severity], severity)
        self.severities.addItem("Set aside", _ASIDE)
        self.severities.activated.connect(lambda _: self._fill())
        self.documents = QComboBox()
        self.documents.setAccessibleName("Which document")
        self.documents.activated.connect(lambda _: self._fill())

    def _make_tree(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("What was found, by kind")
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.currentItemChanged.connect(lambda *_: self._offer())
        self.tree.itemActivated.connect(lambda *_: self._go())

    def _make_buttons(self) -> None:
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.said.setAccessibleName("The chosen finding")
        self.buttons: dict[str, QPushButton] = {}
        acts = (
            ("go", "Go there", self._go),
            ("fix", "Put it right", self._put_right),
            ("every", "Put all of this kind right", self._put_all_right),
            ("aside", "Set aside…", self._set_aside),
            ("save", "Keep as a paper…", self._save),
            ("close", "Close", self.close),
        )
        for id, words, does in acts:
            made = QPushButton(words)
            made.setAutoDefault(False)
            made.clicked.connect(partial(_call, does))
            self.buttons[id] = made
        self.buttons["aside"].setToolTip("Publish all the same: the reason that you give is kept")
        self.buttons["save"].setToolTip("As Word, PDF or a web page")

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        for box in (self.editions, self.severities, self.documents):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            filters.addWidget(box, 1)
        below = QGridLayout()
        for place, id in enumerate(("go", "fix", "every", "aside", "save", "close")):
            below.addWidget(self.buttons[id], place // 3, place % 3)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.summary)
        layout.addLayout(filters)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.said)
        layout.addLayout(below)

    # ---- what is shown

    @property
    def edition(self) -> str:
        """What is to be made."""
        return str(self.editions.currentData())

    def refresh(self) -> None:
        """Runs the checks of the edition as things are now."""
        title = readiness_title(self._desk.project, self.edition)
        self.setWindowTitle(title)
        self.heading.setText(title)
        try:
            documents = documents_in(self._desk.project, EDITIONS[self.edition])
        except Refused as refused:
            self._checks.stop()
            self._show(())
            self.summary.setText(str(refused))
            return
        self._fill_documents([(document.title, document.id) for document in documents])
        if not self.findings:
            self.summary.setText("Checking…")
        session = self._desk.session
        situation = Situation(
            self.edition, london_day(session.clock()), ledger=session.ledger, sides=dict(self._sides.sides)
        )
        self._checks.begin(self._desk.project, documents, situation)

    def finish(self) -> None:
        """Waits for the findings."""
        self._checks.finish()

    def _fill_documents(self, documents: list[tuple[str, str]]) -> None:
        chosen = self.documents.currentData()
        self.documents.clear()
        self.documents.addItem("All documents", "")
        for title, id in documents:
            self.documents.addItem(title, id)
        self.documents.setCurrentIndex(max(0, self.documents.findData(chosen)))

    def _on_change(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, found: tuple[Finding, ...]) -> None:
        same = [each.shown for each in found] == [each.shown for each in self.findings]
        self.findings = found
        self.summary.setText(" ".join(summary_sentences(self._desk.project, found, self._sides.sides)))
        if not same or not self.tree.topLevelItemCount():
            self._fill()
        else:
            self._renew()

    def _wanted(self, finding: Finding) -> bool:
        severity, document = self.severities.currentData(), self.documents.currentData()
        if document and finding.document != document:
            return False
        if severity == _ASIDE:
            return bool(finding.set_aside)
        return not severity or (finding.severity == severity and not finding.set_aside)

    def _fill(self) -> None:
        chosen, opened = self._finding(), self._opened()
        self.tree.clear()
        by_kind: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if self._wanted(finding):
                by_kind.setdefault(finding.rule, []).append(finding)
        for rule, found in by_kind.items():
            self.tree.addTopLevelItem(self._kind(rule, found))
        self._open(opened if opened is not None else set(by_kind))
        self._choose(chosen)
        self._offer()

    def _renew(self) -> None:
        """The same findings, with their newest fixes."""
        newest = {each.shown: each for each in self.findings}
        for top in self._tops():
            for item in _below(top):
                held = item.data(0, _FINDING)
                item.setData(0, _FINDING, newest.get(held.shown, held))

    def _kind(self, rule: str, found: list[Finding]) -> QTreeWidgetItem:
        """A kind of finding, with each of them below it."""
        gravest = min(found, key=lambda each: SEVERITIES.index(each.severity)).severity
        top = QTreeWidgetItem([f"{RULES[rule].title} ({len(found)})"])
        picture, colour = LOOKS[gravest]
        top.setIcon(0, icon(picture, getattr(self._theme, colour)))
        top.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{HEADINGS[gravest]}: {RULES[rule].title}, {len(found)}")
        top.setData(0, _FINDING, rule)
        for finding in found:
            inner = QTreeWidgetItem([f"{finding.message}  ·  {place_of(self._desk.project, finding)}"])
            inner.setData(0, _FINDING, finding)
            top.addChild(inner)
        return top

    def _tops(self) -> list[QTreeWidgetItem]:
        """The kinds, from top to bottom."""
        found = (self.tree.topLevelItem(index) for index in range(self.tree.topLevelItemCount()))
        return [top for top in found if top is not None]

    def _opened(self) -> set[str] | None:
        """The kinds that lie open; None while there are none at all."""
        tops = self._tops()
        return {top.data(0, _FINDING) for top in tops if top.isExpanded()} if tops else None

    def _open(self, rules: set[str]) -> None:
        for top in self._tops():
            top.setExpanded(top.data(0, _FINDING) in rules)

    def _choose(self, finding: Finding | None) -> None:
        """The same finding again, or the next one of its kind."""
        for top in self._tops():
            if finding is not None and top.data(0, _FINDING) != finding.rule:
                continue
            inner = _below(top)
            same = [each for each in inner if finding is not None and each.data(0, _FINDING).place == finding.place]
            self.tree.setCurrentItem((same or inner or [top])[0])
            return

    # ---- what is done

    def _finding(self) -> Finding | None:
        item = self.tree.currentItem()
        held = item.data(0, _FINDING) if item is not None else None
        return held if isinstance(held, Finding) else None

    def _alike(self) -> tuple[Finding, ...]:
        """All that is shown of the chosen kind and can be put right."""
        item = self.tree.currentItem()
        if item is None:
            return ()
        top = item.parent() or item
        held = (each.data(0, _FINDING) for each in _below(top))
        return tuple(each for each in held if each.fix is not None)

    def _offer(self) -> None:
        finding, alike = self._finding(), self._alike()
        self.said.setText(self._in_full(finding) if finding is not None else "")
        self.buttons["go"].setEnabled(finding is not None and bool(finding.section or finding.document))
        self.buttons["fix"].setEnabled(finding is not None and finding.fix is not None)
        self.buttons["fix"].setText(finding.fix.words if finding is not None and finding.fix else "Put it right")
        self.buttons["every"].setEnabled(len(alike) > 1)
        self.buttons["every"].setText(f"Put all {len(alike)} right" if len(alike) > 1 else "Put all of this kind right")
        may = finding is not None and finding.stops and not RULES[finding.rule].leak
        self.buttons["aside"].setEnabled(may)

    def _in_full(self, finding: Finding) -> str:
        said = f"{place_of(self._desk.project, finding)}: {finding.message}"
        return f"{said} Set aside because: {finding.set_aside}" if finding.set_aside else said

    def _go(self) -> None:
        finding = self._finding()
        if finding is not None:
            go_to(self._desk, finding)

    def _put_right(self) -> None:
        finding = self._finding()
        if finding is not None and finding.fix is not None:
            mend(self._desk, (finding,), finding.fix.words)

    def _put_all_right(self) -> None:
        alike = self._alike()
        if alike:
            mend(self._desk, alike, RULES[alike[0].rule].title)

    def _set_aside(self) -> None:
        finding = self._finding()
        if finding is None:
            return
        words = f"{finding.message}\n\nWhy may it be published all the same? The reason is kept with the strategy."
        reason, agreed = QInputDialog.getMultiLineText(self, "Set aside", words)
        if agreed:
            try:
                set_aside(self._desk.session, finding, reason)
            except StrategyError as error:
                self._desk.told.emit(str(error), True)
            self.refresh()

    def _save(self) -> None:
        start = str(self._folder / safe_name(readiness_title(self._desk.project, self.edition), "docx"))
        chosen, kind = QFileDialog.getSaveFileName(self, "Keep as a paper", start, _FORMATS)
        if chosen:
            ending = kind.partition("*")[2].rstrip(")")
            path = Path(chosen)
            self.save(path if path.suffix.lower() in (".docx", ".pdf", ".html") else Path(f"{path}{ending}"))

    def save(self, path: Path) -> None:
        """Writes what was found as a paper, beside the work."""
        project, edition, findings = self._desk.project, self.edition, self.findings
        sides: Mapping[str, int] = dict(self._sides.sides)
        today = london_day(self._desk.session.clock())

        def work() -> Path:
            save_readiness(path, project, edition, findings, sides, today)
            return path

        self._saving.start(work)


def _below(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The findings of a kind."""
    found = (top.child(at) for at in range(top.childCount()))
    return [each for each in found if each is not None]


def _call(does: Callable[[], object], _checked: bool = False) -> None:
    does()
