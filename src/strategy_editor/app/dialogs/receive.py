"""Bringing returned copies in: what each file holds, how it was found, who is who; then one change for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from strategy_editor.app.background import Background
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, WaitingPage
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.progress import Progress
from strategy_editor.model.text import plain
from strategy_editor.model.tree import section_hosts, walk_sections
from strategy_editor.review.items import count_waiting
from strategy_editor.review.wording import shortened
from strategy_editor.session.joining import Joining
from strategy_editor.session.opening import OpenStrategy
from strategy_editor.session.receiving import (
    BroughtItem,
    Doubt,
    LookedAt,
    Receiving,
    Wishes,
    copy_lines,
    look_at,
    take_in,
)

_READING, _FOUND = range(2)
_WORDS_SHOWN = 90
_ITEMS_SHOWN = 500
_OPEN_AT_ONCE = 40
"""Items of all copies that are shown without being asked for."""
_KINDS = {"suggestion": "Change", "proposal": "Disputed change", "comment": "Comment", "change": "Change, told"}
_FOUND_BY = {"likeness": "Found by its text", "place": "Found by its place", "text": "", "bookmark": "", "hand": ""}
_FILE = Qt.ItemDataRole.UserRole


Looked = dict[Path, Joining | str]
"""Copies of the strategy that were looked at: what each comes to, or why it cannot be had."""


class ReceiveDialog(Question):
    """Reads ``paths`` beside the window and shows what they bring. ``taken`` counts what waits for a decision then."""

    def __init__(self, desk: Desk, opened: OpenStrategy, paths: list[Path], parent: QWidget | None = None) -> None:
        super().__init__("Bring in returned copies", "", "Bring them in", parent)
        self.prefer(940, 680)
        self._desk = desk
        self._opened = opened
        self._paths = paths
        self._wishes = Wishes()
        self._found: Receiving | None = None
        self._joinings: Looked = {}
        self._work: Background | None = None
        self.taken = 0
        self.pages = QStackedWidget()
        self.waiting = WaitingPage("Reading")
        self.waiting.progress.setRange(0, 1000)
        self.pages.addWidget(self.waiting)
        self.pages.addWidget(self._found_page())
        self.body.addWidget(self.pages, 1)
        self._look()

    # ---- pages

    def _found_page(self) -> QWidget:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("What came back")
        self.tree.setHeaderLabels(["What came back", "What it is", "Where it goes"])
        self.tree.setUniformRowHeights(False)
        self.tree.setWordWrap(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda *_: self._show_questions())
        self.questions = QWidget()
        self.form = QFormLayout(self.questions)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.questions)
        scroll.setAccessibleName("Questions about this copy")
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(scroll)
        split.setSizes([420, 160])
        return split

    # ---- reading

    def _look(self) -> None:
        """Reads the files, with what has been said of them so far."""
        self.pages.setCurrentIndex(_READING)
        self.yes.setEnabled(False)
        self.fault.hide()
        session = self._desk.session
        self._opened.prepare()
        project, ledger, now, wishes = session.project, session.ledger, session.clock(), self._wishes

        def work(progress: Progress) -> tuple[Receiving, Looked]:
            found = look_at(
                project,
                ledger,
                session.picture,
                self._opened.project_of,
                self._paths,
                now=now,
                wishes=wishes,
                progress=progress,
            )
            joinings: Looked = {}
            for path in found.others:
                progress(1.0, f"Reading {path.name}")
                try:
                    joinings[path] = self._opened.look_at_returned(path)
                except StrategyError as error:
                    joinings[path] = str(error)
            return found, joinings

        self._work = Background(work, self)
        self._work.progressed.connect(self._show_progress)
        self._work.done.connect(lambda result: self._show(*result))
        self._work.failed.connect(self.refuse)
        self._work.start()

    def _show_progress(self, share: float, what: str) -> None:
        self.waiting.progress.setValue(round(share * 1000))
        self.waiting.doing.setText(what)

    # ---- showing

    def _show(self, found: Receiving, joinings: Looked) -> None:
        self._found, self._joinings = found, joinings
        self.tree.clear()
        items = [*map(self._copy_item, found.copies), *(_joining_item(*each) for each in joinings.items())]
        for item in items:
            self.tree.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
        if sum(len(copy.items) for copy in found.copies) <= _OPEN_AT_ONCE:
            self.tree.expandAll()
        self.pages.setCurrentIndex(_FOUND)
        fine = any(not copy.error for copy in found.copies)
        fine |= any(isinstance(joining, Joining) for joining in joinings.values())
        self.yes.setEnabled(fine)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self.tree.setFocus()
        if not fine:
            self.refuse("Nothing can be brought in from these files.")

    def _copy_item(self, copy: LookedAt) -> QTreeWidgetItem:
        said = "; ".join(copy_lines(copy))
        item = QTreeWidgetItem([f"{Path(copy.path).name}\n{said}", "", ""])
        item.setData(0, _FILE, copy.path)
        item.setToolTip(0, f"{copy.path}\n{said}")
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        people = self._found.project.people if self._found is not None else ()
        names = {person.id: person.shown for person in people}
        for each in copy.items[:_ITEMS_SHOWN]:
            child = QTreeWidgetItem([_said(each, names), _KINDS[each.kind], _where(each)])
            child.setData(0, _FILE, copy.path)
            item.addChild(child)
        if len(copy.items) > _ITEMS_SHOWN:
            item.addChild(QTreeWidgetItem([f"… and {len(copy.items) - _ITEMS_SHOWN} more", "", ""]))
        return item

    # ---- questions

    def _chosen(self) -> LookedAt | None:
        item = self.tree.currentItem()
        path = item.data(0, _FILE) if item is not None else None
        copies = self._found.copies if self._found is not None else ()
        return next((copy for copy in copies if copy.path == path), None)

    def _show_questions(self) -> None:
        while self.form.rowCount():
            self.form.removeRow(0)
        copy = self._chosen()
        if copy is None:
            return
        if copy.unknown:
            self._ask_number(copy)
        for name, person in copy.names.items():
            if name:
                self._ask_name(name, person)
        if copy.doubts:
            hosts = self._hosts(copy)
            for doubt in copy.doubts:
                self._ask_place(copy, doubt, hosts)

    def _box(self, name: str, rows: Mapping[object, str], chosen: object) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        for key, words in rows.items():
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        self.form.addRow(name, box)
        return box

    def _ask_number(self, copy: LookedAt) -> None:
        rows: dict[object, str] = {0: "Choose which copy it is"}
        project = self._desk.project
        for entry in self._desk.session.ledger.sent_copies:
            person = project.person(entry.person)
            document = project.document(entry.documents[0]) if entry.documents else None
            who, what = person.shown if person else "", document.title if document else ""
            rows[entry.number] = f"Copy {entry.number}, {who}: {what}"
        box = self._box("This is", rows, 0)
        box.activated.connect(lambda _: self._say(copies={**self._wishes.copies, copy.path: box.currentData()}))

    def _ask_name(self, name: str, person: str) -> None:
        rows: dict[object, str] = {each.id: each.shown for each in self._desk.project.people if each.shown}
        rows.setdefault(person, name)
        box = self._box(f"“{name}” is", rows, person)
        box.activated.connect(lambda _: self._say(people={**self._wishes.people, name: box.currentData()}))

    def _ask_place(self, copy: LookedAt, doubt: Doubt, hosts: Mapping[object, str]) -> None:
        words = f"{shortened(doubt.text, 60)} ({doubt.confidence:.0%} alike) is"
        box = self._box(words, hosts, doubt.host)
        box.activated.connect(partial(self._place, copy, doubt, box))

    def _place(self, copy: LookedAt, doubt: Doubt, box: QComboBox, _index: int) -> None:
        chosen = {**self._wishes.chosen.get(copy.path, {}), doubt.group: box.currentData()}
        self._say(chosen={**self._wishes.chosen, copy.path: chosen})

    def _hosts(self, copy: LookedAt) -> dict[object, str]:
        document = self._desk.project.document(copy.entry.documents[0]) if copy.entry else None
        return {
            host.id: shortened(plain(host.runs), 60)
            for section in (walk_sections(document.sections) if document else ())
            for host in section_hosts(section)
            if plain(host.runs).strip()
        }

    def _say(self, **said: object) -> None:
        """Something was said of the files: they are looked at again."""
        self._wishes = replace(self._wishes, **said)
        self._look()

    # ---- the end

    def accept(self) -> None:
        """Brings everything in, as one change."""
        if self._found is None:
            return
        before = count_waiting(self._desk.project)
        try:
            take_in(self._desk.session, self._found)
            for joining in self._joinings.values():
                if isinstance(joining, Joining):
                    self._opened.bring_in(joining)
        except StrategyError as error:
            self.refuse(str(error))
            self._look()
            return
        self.taken = max(0, count_waiting(self._desk.project) - before)
        super().accept()

    def reject(self) -> None:
        """Stops what is under way and closes; nothing was changed."""
        if self._work is not None:
            self._work.cancel()
        super().reject()


def _joining_item(path: Path, joining: Joining | str) -> QTreeWidgetItem:
    if isinstance(joining, str):
        said = joining
    elif not joining.brings_anything:
        said = "A copy of the strategy: nothing that is not here already"
    else:
        said = f"A copy of the strategy, {len(joining.merged.proposals)} places to decide"
    item = QTreeWidgetItem([f"{path.name}\n{said}", "", ""])
    font = item.font(0)
    font.setBold(True)
    item.setFont(0, font)
    return item


def _said(item: BroughtItem, names: Mapping[str, str]) -> str:
    who = names.get(item.author, "")
    if item.kind == "suggestion" and item.words and (item.removed or item.added):
        words = f"{item.words.lower()}: “{item.added or item.removed}”"
    elif item.removed and item.added:
        words = f"“{item.removed}” → “{item.added}”"
    elif item.removed or item.added:
        words = f"take out “{item.removed}”" if item.removed else f"add “{item.added}”"
    else:
        words = item.words
    return shortened(" ".join(f"{who}: {words}".split()) if who else words, _WORDS_SHOWN)


def _where(item: BroughtItem) -> str:
    if not item.placed:
        return "Could not be placed"
    found = _FOUND_BY[item.how]
    said = f"{found}, {item.confidence:.0%}" if found else "In its place"
    return said if item.news else f"{said}; was here before"
