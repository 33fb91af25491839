"""Bringing an old Word file in: what was found in it, where each piece goes, how that will look, what was put right."""

from __future__ import annotations

from html import escape
from pathlib import Path
from textwrap import shorten

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.background import Background
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, WaitingPage, choice_list
from strategy_editor.app.panels.blocks_view import BlocksView
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.progress import Progress
from strategy_editor.incoming.found import REPAIRS, Piece, Repair
from strategy_editor.incoming.placing import (
    Line,
    Outcome,
    Plan,
    Target,
    Use,
    brought_in,
    proposal,
    targets,
    words_of,
)
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Heading
from strategy_editor.model.project import Project
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section
from strategy_editor.session.importing import Changes, FoundFile, OldFile, bring_in, find, open_old
from strategy_editor.session.offering import prepared

USES: tuple[tuple[Use, str], ...] = (
    ("text", "Start the section from this text"),
    ("reference", "Keep it to read beside the section"),
    ("above", "Belongs to the line above, as a sub-heading"),
    ("plain", "Is no heading: text of the line above"),
    ("new", "A new section at the end of a document"),
    ("left", "Leave it over for now"),
)
"""What may become of a piece, in the words of the window."""

_READING, _ASKING, _PLACING = range(3)
_NUMBER = Qt.ItemDataRole.UserRole
_ROOM = 88
"""Letters beside each other below which lines and view stand one above the other."""
_PLACES, _PLACE = 3, 50
"""How many places of a repair are shown, and how many letters of each."""
_ANSWER = 64
"""Letters that the widest answer has room for."""
_NAMES = 3
"""People who are named before there are only others."""
_MOST_SHOWN = 400
"""Blocks that the view of a section shows; more would make it slow and nobody reads so far here."""


def _told(repair: Repair) -> str:
    """A repair as a paragraph: in bold where something is left for the author, its first places below it."""
    sentence = escape(repair.sentence)
    words = f"<b>{sentence}</b>" if REPAIRS[repair.kind].asks else sentence
    places = " · ".join(f"“{escape(shorten(each, _PLACE, placeholder='…'))}”" for each in repair.places[:_PLACES])
    return f"<p>{words}</p>" + (f'<p style="margin-left: 14px"><small>{places}</small></p>' if places else "")


def _first_words(piece: Piece) -> str:
    """Words by which the beginning of a piece is found in the text of its section."""
    first = next((block for block in piece.blocks if isinstance(block, TEXT_BLOCKS)), None)
    words = plain(first.runs) if first is not None else piece.name
    return words.split("\n")[0][:60]


class ImportDialog(Question):
    """Reads ``path``, asks about tracked changes, shows the plan. ``outcome`` is what was brought in, once accepted."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__("Import from Word", "", "Bring it in", parent)
        self.prefer(1080, 720)
        self._desk = desk
        self._path = path
        self._old: OldFile | None = None
        self._found: FoundFile | None = None
        self._plan = Plan(())
        self._before = self._start = desk.project
        self._targets: tuple[Target, ...] = ()
        self._work: Background | None = None
        self._preview: tuple[Plan, bool, Outcome] | None = None
        self.outcome: Outcome | None = None
        self.pages = QStackedWidget()
        self.waiting = WaitingPage(f"Reading {path.name}")
        self.pages.addWidget(self.waiting)
        self.pages.addWidget(self._asking_page())
        self.pages.addWidget(self._placing_page())
        self.body.addWidget(self.pages, 1)
        self.yes.setEnabled(False)
        self._begin(lambda progress: open_old(path, progress), self._opened)

    # ---- pages

    def _asking_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.take_changes = self._answer("Take the text with the changes", "accept")
        self.leave_changes = self._answer("Take the text as it was before the changes", "leave")
        self.keep_changes = self._answer("Keep the changes as suggestions, to decide them later", "keep")
        layout.addStretch(1)
        layout.addWidget(self.question)
        layout.addWidget(self.take_changes)
        layout.addWidget(self.leave_changes)
        layout.addWidget(self.keep_changes)
        layout.addStretch(2)
        return page

    def _answer(self, words: str, answer: Changes) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.setMaximumWidth(_ANSWER * made.fontMetrics().averageCharWidth())
        made.clicked.connect(lambda: self._find(answer))
        return made

    def _placing_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        split = self._split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        split.addWidget(self._lines_side())
        split.addWidget(self._view_side())
        split.setSizes([560, 480])
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.comments = QCheckBox()
        self.comments.setChecked(True)
        self.comments.toggled.connect(lambda _: self._refresh())
        layout.addWidget(split, 1)
        layout.addWidget(self.comments)
        layout.addWidget(self.counts)
        return page

    def _lines_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        self.lines = QTreeWidget()
        self.lines.setAccessibleName("What was found, and where it goes")
        self.lines.setHeaderLabels(["Found in the old file", "Words", "Goes to"])
        self.lines.setRootIsDecorated(False)
        self.lines.setUniformRowHeights(True)
        self.lines.setAlternatingRowColors(True)
        self.lines.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self.lines.header()
        head.setStretchLastSection(False)
        for column in (0, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.lines.currentItemChanged.connect(lambda *_: self._show_line())
        self.use = QComboBox()
        self.use.setAccessibleName("What becomes of it")
        for key, words in USES:
            self.use.addItem(words, key)
        self.use.activated.connect(lambda _: self._change())
        self.place = QComboBox()
        self.place.setAccessibleName("Section")
        self.place.setMaxVisibleItems(20)
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.place.setMinimumContentsLength(20)
        self.place.activated.connect(lambda _: self._change())
        self.into = QComboBox()
        self.into.setAccessibleName("Document")
        self.into.activated.connect(lambda _: self._change())
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("What becomes of it", self.use)
        self._place_label, self._into_label = QLabel("Section"), QLabel("Document")
        form.addRow(self._place_label, self.place)
        form.addRow(self._into_label, self.into)
        layout.addWidget(self.lines, 1)
        layout.addLayout(form)
        return side

    def _view_side(self) -> QWidget:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("How it will look, and what was put right")
        looks = QWidget()
        layout = QVBoxLayout(looks)
        layout.setContentsMargins(0, 6, 0, 0)
        self.reasons = QLabel()
        self.reasons.setWordWrap(True)
        self.reasons.setProperty("muted", True)
        self.view = BlocksView("How it will look")
        layout.addWidget(self.reasons)
        layout.addWidget(self.view, 1)
        self.repairs = QTextBrowser()
        self.repairs.setAccessibleName("What was put right")
        self.repairs.setTabChangesFocus(True)
        self.left = self._list("Left over")
        self.left.itemActivated.connect(self._go_to)
        self.left.itemClicked.connect(self._go_to)
        for title, widget in (("How it will look", looks), ("Put right", self.repairs), ("Left over", self.left)):
            self.tabs.addTab(widget, title)
        return self.tabs

    def _list(self, name: str) -> QListWidget:
        made = choice_list(name)
        return made

    # ---- reading

    def _begin(self, work, then) -> None:
        self.pages.setCurrentIndex(_READING)
        self._work = Background(work, self)
        self._work.progressed.connect(lambda _, what: self.waiting.doing.setText(what))
        self._work.done.connect(then)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _failed(self, sentence: str) -> None:
        self.waiting.progress.hide()
        self.waiting.doing.setText(f"{self._path.name} was not brought in.")
        self.refuse(sentence)

    def _opened(self, old: OldFile) -> None:
        self._old = old
        if not old.changes:
            self._find("")
            return
        count = f"{old.changes} tracked change{'s' if old.changes != 1 else ''}"
        by = f" by {', '.join(old.authors)}" if old.authors else ""
        self.question.setText(f"{old.name} holds {count}{by}. Which text do you want?")
        self.pages.setCurrentIndex(_ASKING)
        self.take_changes.setFocus()

    def _find(self, answer: Changes) -> None:
        old = self._old
        assert old is not None
        project = self._before = self._desk.project

        def work(progress: Progress) -> tuple[FoundFile, Project, Plan]:
            found = find(old, answer, progress)
            start = prepared(project, found.findings)
            return found, start, proposal(start, found.findings)

        self._begin(work, self._show_found)

    def reject(self) -> None:
        """Stops what is under way and closes; nothing was changed."""
        if self._work is not None:
            self._work.cancel()
        super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the view stands below the lines."""
        super().resizeEvent(event)
        narrow = self.width() < _ROOM * self.fontMetrics().averageCharWidth()
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() != wanted:
            self._split.setOrientation(wanted)
            self._split.setSizes([300, 300])

    # ---- the plan

    def _show_found(self, result: tuple[FoundFile, Project, Plan]) -> None:
        found, self._start, self._plan = result
        self._found = found
        self._targets = targets(self._start)
        for target in self._targets:
            self.place.addItem(f"{target.document_title}: {target.path}", target.section)
        for document in self._start.documents:
            self.into.addItem(document.title, document.id)
        for piece in found.findings.pieces:
            item = QTreeWidgetItem(["   " * max(0, piece.level - 1) + piece.name, f"{words_of(piece):,}", ""])
            item.setData(0, _NUMBER, piece.number)
            item.setToolTip(0, piece.name)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.lines.addTopLevelItem(item)
        self._show_repairs(found)
        self._offer_comments()
        self.pages.setCurrentIndex(_PLACING)
        self.yes.setEnabled(bool(found.findings.pieces))
        if not found.findings.pieces:
            self.refuse("There is no text in this file.")
            return
        self._refresh()
        self.lines.setCurrentItem(self._first_placed())
        self.lines.setFocus()

    def _item(self, index: int) -> QTreeWidgetItem:
        item = self.lines.topLevelItem(index)
        assert item is not None
        return item

    def _first_placed(self) -> QTreeWidgetItem:
        placed = [index for index, line in enumerate(self._plan.lines) if line.use == "text"]
        return self._item(placed[0] if placed else 0)

    def _show_repairs(self, found: FoundFile) -> None:
        """What is left for the author stands first."""
        repairs = sorted(found.findings.repairs, key=lambda each: not REPAIRS[each.kind].asks)
        told = [*map(_told, repairs), *(f"<p>{escape(each)}</p>" for each in found.findings.remarks)]
        self.repairs.setHtml("".join(told) or "<p>There was nothing to put right.</p>")
        self.tabs.setTabText(1, f"Put right {len(repairs)}")

    def _offer_comments(self) -> None:
        """Comments of the old file come too, unless that is not wished."""
        old = self._old
        assert old is not None
        names = list(old.speakers)
        by = f" (by {', '.join(names[:_NAMES])}{' and others' if len(names) > _NAMES else ''})" if names else ""
        many = "its 1 comment" if old.comments == 1 else f"its {old.comments} comments"
        self.comments.setText(f"Bring {many} in too, to be decided{by}")
        self.comments.setVisible(old.comments > 0)

    def _pieces(self) -> tuple[Piece, ...]:
        return self._found.findings.pieces if self._found is not None else ()

    def _refresh(self) -> None:
        """Says where every line goes now, what is left over, and how many words that is."""
        names = {target.section: target for target in self._targets}
        self.left.clear()
        for index, (asked, line) in enumerate(zip(self._plan.lines, self._plan.resolved(), strict=True)):
            item = self._item(index)
            item.setText(2, self._where(asked, names))
            item.setToolTip(2, item.text(2))
            if line.use == "left":
                left = QListWidgetItem(f"{item.text(0).strip()} ({item.text(1)} words)")
                left.setData(_NUMBER, index)
                self.left.addItem(left)
        self.tabs.setTabText(2, f"Left over {self.left.count()}")
        outcome = self._outcome()
        total = outcome.placed + outcome.kept_beside + outcome.left_over
        said = (
            f"{total:,} words found: {outcome.placed:,} go into sections, {outcome.kept_beside:,} are kept beside "
            f"them, {outcome.left_over:,} are left over and stay listed under Earlier text."
        )
        if outcome.changes:
            wait = "tracked change waits" if outcome.changes == 1 else "tracked changes wait"
            said += f" {outcome.changes:,} {wait} under To decide."
        self.counts.setText(said)

    def _where(self, line: Line, names: dict[str, Target]) -> str:
        target = names.get(line.section)
        title = f"{target.title} ({target.document_title})" if target else ""
        match line.use:
            case "text":
                return title
            case "reference":
                return f"Beside {title}"
            case "above":
                return "With the line above"
            case "plain":
                return "Text of the line above"
            case "new":
                document = self._start.document(line.document)
                return f"New section of {document.title if document else ''}"
            case _:
                return "Left over"

    def _outcome(self) -> Outcome:
        """What the plan would make: worked out anew when it has changed."""
        comments = self.comments.isChecked()
        if self._preview is None or self._preview[0] is not self._plan or self._preview[1] != comments:
            assert self._found is not None
            found = self._found
            made = brought_in(self._start, found.findings, self._plan, found.name, found.pictures, comments=comments)
            self._preview = (self._plan, comments, made)
        return self._preview[2]

    # ---- one line

    def _show_line(self) -> None:
        item = self.lines.currentItem()
        if item is None:
            return
        line = self._plan.lines[self.lines.indexOfTopLevelItem(item)]
        self.use.setCurrentIndex(self.use.findData(line.use))
        if line.section:
            self.place.setCurrentIndex(self.place.findData(line.section))
        if line.document:
            self.into.setCurrentIndex(self.into.findData(line.document))
        self._show_choices(line.use)
        self._show_view()

    def _show_choices(self, use: Use) -> None:
        for shown, widgets in (
            (use in ("text", "reference"), (self._place_label, self.place)),
            (use == "new", (self._into_label, self.into)),
        ):
            for widget in widgets:
                widget.setVisible(shown)

    def _change(self) -> None:
        """Every selected line becomes what is chosen now."""
        use: Use = self.use.currentData()
        section = self.place.currentData() if use in ("text", "reference") else ""
        document = self.into.currentData() if use == "new" else ""
        self._show_choices(use)
        for item in self.lines.selectedItems():
            number = item.data(0, _NUMBER)
            self._plan = self._plan.with_line(Line(number, use, section or "", document or ""))
        self._refresh()
        self._show_view()

    def _show_view(self) -> None:
        """The section as it would be; for what goes into none, the piece itself."""
        item = self.lines.currentItem()
        if item is None or self._found is None:
            return
        index = self.lines.indexOfTopLevelItem(item)
        piece, line = self._pieces()[index], self._plan.resolved()[index]
        why = f"Taken for a heading: {', '.join(piece.reasons).rstrip('.')}. " if piece.reasons else ""
        outcome = self._outcome()
        found = find_section(outcome.project, line.section) if line.use == "text" else None
        blocks: tuple[Block, ...] = piece.blocks
        if piece.title:
            blocks = (Heading("title", piece.title, 1), *blocks)
        document = self._desk.document
        if found is not None:
            self.reasons.setText(f"{why}The section “{plain(found.section.title)}” will read:")
            blocks, document = found.section.blocks, found.document
        elif line.use == "new":
            self.reasons.setText(f"{why}A new section:")
        elif line.use == "reference":
            self.reasons.setText(f"{why}Kept to read beside the section:")
        else:
            self.reasons.setText(f"{why}Left over:")
        self.view.show_blocks(blocks[:_MOST_SHOWN], outcome.project, document, self._picture)
        if found is not None:
            self.view.go_to(_first_words(piece))

    def _picture(self, digest: str) -> bytes:
        assert self._found is not None
        data = self._found.data.get(digest)
        try:
            return data if data is not None else self._desk.session.picture(digest)
        except (KeyError, StrategyError):
            return b""

    def _go_to(self, item: QListWidgetItem) -> None:
        line = self._item(item.data(_NUMBER))
        self.lines.setCurrentItem(line, 0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.tabs.setCurrentIndex(0)
        self.lines.setFocus()

    # ---- the end

    def accept(self) -> None:
        """Makes the plan real, as one change that can be undone."""
        if self._found is None:
            return
        if self._desk.project is not self._before:
            self.refuse("The strategy has changed while this window was open. Close it and import the file again.")
            return
        try:
            self.outcome = bring_in(
                self._desk.session, self._found, self._plan, self._start, comments=self.comments.isChecked()
            )
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()
