"""The left panel: the documents of the set, the sections of the one in hand, and the places where details are kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QProgressBar,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.outline.delegate import SectionDelegate
from strategy_editor.app.outline.section_model import SectionModel
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.section import Section
from strategy_editor.model.text import runs_from
from strategy_editor.model.tree import copied_section, find_section
from strategy_editor.session.commands import AddSection, ChangeSection, MoveSection, RemoveSection
from strategy_editor.session.session import Changed
from strategy_editor.session.summary import STATUS_WORDS, DocumentSummary, document_summaries, section_summaries

PLACES = (
    ("details", "Details and people", "users"),
    ("milestones", "Milestones", "flag"),
    ("register", "Register of documents", "files"),
    ("meetings", "Meetings and deadlines", "calendar-days"),
    ("glossary", "Glossary", "book-open"),
    ("exemptions", "Not for publication", "eye-off"),
)
"""The places below the outline: key, name, icon."""

DOCUMENT_ICONS = {"report": "landmark", "strategy": "file-text", "appendix": "paperclip", "policy": "shield"}


class OutlinePanel(QWidget):
    """``place_opened`` is sent with the key of a place; ``confirm_removal`` with a required section's id."""

    place_opened = Signal(str)
    confirm_removal = Signal(str)
    add_document = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._theme = theme
        self._shown: tuple[DocumentSummary, ...] = ()
        self.documents = self._make_documents()
        self.filter = self._make_filter()
        self.model = SectionModel(self)
        self.sections = self._make_sections()
        self.progress_words = QLabel()
        self.progress_words.setProperty("muted", True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Sections ready")
        self.places = self._make_places()
        self._lay_out()
        desk.settled.connect(self._on_changed)
        desk.opened.connect(self._on_opened)
        self.refresh()

    # ---- parts

    def _make_documents(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("documents")
        made.setAccessibleName("Documents")
        made.setIconSize(QSize(16, 16))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.itemActivated.connect(self._document_chosen)
        made.currentItemChanged.connect(lambda item, _: self._document_chosen(item))
        return made

    def _make_filter(self) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText("Find a section")
        made.setAccessibleName("Find a section")
        made.setClearButtonEnabled(True)
        made.addAction(icon("search", self._theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        made.textChanged.connect(self._apply_filter)
        return made

    def _make_sections(self) -> QTreeView:
        made = QTreeView()
        made.setObjectName("outline")
        made.setAccessibleName("Sections")
        made.setModel(self.model)
        self._delegate = SectionDelegate(self._theme, made)
        made.setItemDelegate(self._delegate)
        made.setHeaderHidden(True)
        made.setIndentation(14)
        made.setUniformRowHeights(True)
        made.setMouseTracking(True)
        made.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        made.setDefaultDropAction(Qt.DropAction.MoveAction)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(self._menu)
        made.selectionModel().currentChanged.connect(self._section_chosen)
        self.model.moved.connect(self._dropped)
        for name, keys, act in self._keyboard():
            action = QAction(name, made)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            made.addAction(action)
        return made

    def _keyboard(self):
        return (
            ("Move up", "Alt+Shift+Up", lambda: self.shift(-1)),
            ("Move down", "Alt+Shift+Down", lambda: self.shift(1)),
            ("Move in", "Alt+Shift+Right", self.nest),
            ("Move out", "Alt+Shift+Left", self.unnest),
            ("Delete", "Del", self.remove),
        )

    def _make_places(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("places")
        made.setAccessibleName("Details of the strategy")
        for key, name, picture in PLACES:
            item = QListWidgetItem(icon(picture, self._theme.muted), name)
            item.setData(Qt.ItemDataRole.UserRole, key)
            made.addItem(item)
        made.setIconSize(QSize(16, 16))
        made.setMaximumHeight((made.fontMetrics().height() + 12) * len(PLACES) + 8)
        made.itemClicked.connect(self._place_chosen)
        made.itemActivated.connect(self._place_chosen)
        return made

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(8, 6, 8, 4)
        for widget in (self.filter, self.sections, self.progress_words, self.progress):
            below.addWidget(widget)
        split.addWidget(self.documents)
        split.addWidget(lower)
        split.setSizes([300, 430])
        split.setChildrenCollapsible(False)
        heading = QLabel("Documents")
        heading.setProperty("muted", True)
        heading.setContentsMargins(12, 8, 8, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(2)
        layout.addWidget(heading)
        layout.addWidget(split, 1)
        layout.addWidget(self.places)

    # ---- showing

    def dress(self, theme: Theme) -> None:
        """Draws lines and icons in the colours of the theme."""
        self._theme = theme
        self._delegate.theme = theme
        for action in self.filter.actions():
            self.filter.removeAction(action)
        self.filter.addAction(icon("search", theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        for row, (_, _, picture) in enumerate(PLACES):
            self.places.item(row).setIcon(icon(picture, theme.muted))
        self._fill_documents(self._shown)
        self.refresh()

    def refresh(self) -> None:
        """Shows the project as it is now."""
        shown = document_summaries(self._desk.project)
        if [(d.id, d.title, d.letter) for d in shown] != [(d.id, d.title, d.letter) for d in self._shown]:
            self._fill_documents(shown)
        self._shown = shown
        document = self._desk.document
        self.model.show(section_summaries(self._desk.project, document) if document else ())
        self.sections.expandAll()
        self._show_progress()
        self._mark_current()

    def _fill_documents(self, shown: tuple[DocumentSummary, ...]) -> None:
        self.documents.blockSignals(True)
        self.documents.clear()
        group = ""
        for document in shown:
            if document.group != group:
                group = document.group
                self._add_group(group)
            title = f"{document.letter}  {document.title}" if document.letter else document.title
            item = QListWidgetItem(icon(DOCUMENT_ICONS.get(document.kind, "file-clock"), self._theme.muted), title)
            item.setData(Qt.ItemDataRole.UserRole, document.id)
            item.setToolTip(document.title)
            self.documents.addItem(item)
        self.documents.blockSignals(False)

    def _add_group(self, group: str) -> None:
        heading = QListWidgetItem(group)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        heading.setFont(font)
        self.documents.addItem(heading)

    def _show_progress(self) -> None:
        current = next((each for each in self._shown if each.id == self._desk.document_id), None)
        if current is None:
            self.progress_words.clear()
            self.progress.setValue(0)
            return
        waiting = current.sections - current.started
        self.progress_words.setText(f"{current.ready} of {current.sections} sections ready · {waiting} not started")
        self.progress.setRange(0, max(1, current.sections))
        self.progress.setValue(current.ready)

    def _mark_current(self) -> None:
        for row in range(self.documents.count()):
            item = self.documents.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == self._desk.document_id:
                self.documents.blockSignals(True)
                self.documents.setCurrentItem(item)
                self.documents.blockSignals(False)
        index = self.model.index_of(self._desk.section_id)
        if index.isValid() and self.sections.currentIndex() != index:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.sections.selectionModel().setCurrentIndex(index, flag)
            self.sections.scrollTo(index)

    def _on_changed(self, changed: Changed) -> None:
        self.refresh()

    def _on_opened(self, document: str, section: str) -> None:
        self.places.clearSelection()
        self.refresh()

    # ---- choosing

    def _document_chosen(self, item: QListWidgetItem | None) -> None:
        id = item.data(Qt.ItemDataRole.UserRole) if item else None
        if id and id != self._desk.document_id:
            self._desk.open_document(id)

    def _section_chosen(self, index, _previous) -> None:
        summary = self.model.summary(index)
        if summary is not None:
            self._desk.open_section(summary.id)

    def _place_chosen(self, item: QListWidgetItem) -> None:
        self.place_opened.emit(item.data(Qt.ItemDataRole.UserRole))

    def _apply_filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        self._filter_below(self.sections.rootIndex(), wanted)

    def _filter_below(self, parent, wanted: str) -> bool:
        any_shown = False
        for row in range(self.model.rowCount(parent)):
            index = self.model.index(row, 0, parent)
            inside = self._filter_below(index, wanted)
            shown = not wanted or inside or wanted in index.data().casefold()
            self.sections.setRowHidden(row, parent, not shown)
            any_shown = any_shown or shown
        return any_shown

    # ---- changing the structure

    def selected(self) -> tuple[str, ...]:
        """The selected sections, in order of the outline."""
        indexes = sorted(self.sections.selectedIndexes(), key=lambda index: self.sections.visualRect(index).top())
        summaries = [self.model.summary(index) for index in indexes]
        return tuple(summary.id for summary in summaries if summary is not None)

    def shift(self, step: int) -> None:
        """Moves the section in hand up or down among its siblings."""
        found = find_section(self._desk.project, self._desk.section_id)
        if found is not None and 0 <= found.position + step < len(found.siblings):
            self._move(found.section.id, found.parents[-1].id if found.parents else "", found.position + step)

    def nest(self) -> None:
        """Moves the section in hand below the one before it."""
        found = find_section(self._desk.project, self._desk.section_id)
        if found is not None and found.position > 0:
            above = found.siblings[found.position - 1]
            self._move(found.section.id, above.id, len(above.children))

    def unnest(self) -> None:
        """Moves the section in hand out, behind the one it stands in."""
        found = find_section(self._desk.project, self._desk.section_id)
        around = find_section(self._desk.project, found.parents[-1].id) if found and found.parents else None
        if found is not None and around is not None:
            outer = around.parents[-1].id if around.parents else ""
            self._move(found.section.id, outer, around.position + 1)

    def add(self) -> None:
        """Adds a section of the author's own behind the one in hand."""
        found = find_section(self._desk.project, self._desk.section_id)
        document = self._desk.document
        if document is None:
            return
        scheme = found.section.scheme if found else "headings"
        section = Section(new_id(), runs_from("New section"), scheme=scheme)
        parent = found.parents[-1].id if found and found.parents else ""
        index = found.position + 1 if found else None
        if self._desk.do(AddSection(section, document.id, parent, index)):
            self._desk.open_section(section.id)

    def duplicate(self) -> None:
        """Adds a copy of the section in hand behind it."""
        found = find_section(self._desk.project, self._desk.section_id)
        if found is not None:
            copy = copied_section(found.section)
            parent = found.parents[-1].id if found.parents else ""
            if self._desk.do(AddSection(copy, found.document.id, parent, found.position + 1)):
                self._desk.open_section(copy.id)

    def remove(self) -> None:
        """Removes the section in hand; one that the outline requires only after a question."""
        found = find_section(self._desk.project, self._desk.section_id)
        if found is None:
            return
        wanted = self._desk.project.outline_section(found.document, found.section)
        if wanted is not None and self._desk.project.is_required(found.document, found.section):
            self.confirm_removal.emit(found.section.id)
        else:
            self._desk.do(RemoveSection(found.section.id))

    def _move(self, id: str, parent: str, index: int) -> None:
        document = self._desk.document
        if document is not None:
            self._desk.do(MoveSection(id, document.id, parent, index))

    def _dropped(self, id: str, parent: str, index: int) -> None:
        self._move(id, parent, index)

    def _menu(self, place) -> None:
        menu = QMenu(self)
        menu.addAction("Add a section", self.add)
        menu.addAction("Duplicate", self.duplicate)
        menu.addAction("Move up", lambda: self.shift(-1))
        menu.addAction("Move down", lambda: self.shift(1))
        menu.addAction("Move in", self.nest)
        menu.addAction("Move out", self.unnest)
        statuses = menu.addMenu("Status")
        chosen = self.selected() or (self._desk.section_id,)
        for status, name in STATUS_WORDS.items():
            if status != "not-applicable":
                statuses.addAction(name, partial(self._desk.do, ChangeSection(chosen, status=status)))
        owners = menu.addMenu("Owner")
        for person in self._desk.project.people:
            owners.addAction(person.shown, partial(self._desk.do, ChangeSection(chosen, owner=person.id)))
        owners.setEnabled(bool(self._desk.project.people))
        menu.addSeparator()
        menu.addAction("Delete", self.remove)
        menu.exec(self.sections.viewport().mapToGlobal(place))
