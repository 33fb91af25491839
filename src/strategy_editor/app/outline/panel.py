"""The left panel: the documents of the set, the sections of the one in hand, and the places where details are kept."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.outline.delegate import KEPT_BACK, SectionDelegate
from strategy_editor.app.outline.filters import FilterButton
from strategy_editor.app.outline.section_model import SectionModel
from strategy_editor.app.outline.structure import Structure
from strategy_editor.app.theme import Theme, icon_square
from strategy_editor.session.session import Changed
from strategy_editor.session.summary import DocumentSummary, document_summaries, section_summaries
from strategy_editor.templates.plan import missing_sections

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


def _line(document: DocumentSummary) -> tuple[str, str, str, bool]:
    """What the line of a document shows."""
    return document.id, document.title, document.letter, document.exempt


class OutlinePanel(QWidget):
    """``place_opened`` is sent with the key of a place; ``confirm_removal`` with a required section's id;

    ``offer_wanted`` when the author wants to see what else the outline has.
    """

    place_opened = Signal(str)
    confirm_removal = Signal(str)
    offer_wanted = Signal()
    add_document = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._theme = theme
        self._shown: tuple[DocumentSummary, ...] = ()
        self._offered: tuple[object, ...] | None = None
        self._reads_only = False
        self.documents = self._make_documents()
        self.filter = self._make_filter()
        self.model = SectionModel(self)
        self.structure = Structure(desk, self)
        self.structure.confirm_removal.connect(self.confirm_removal)
        self.wanted = FilterButton(desk, theme)
        self.wanted.changed.connect(self._apply_filter)
        self.sections = self._make_sections()
        self.offer = QPushButton()
        self.offer.setObjectName("link")
        self.offer.clicked.connect(self.offer_wanted)
        self.progress_words = QLabel()
        self.progress_words.setProperty("muted", True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Sections ready")
        self.places = self._make_places()
        self._fit_icons()
        self._lay_out()
        desk.settled.connect(self._on_changed)
        desk.opened.connect(self._on_opened)
        self.refresh()

    # ---- parts

    def _make_documents(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("documents")
        made.setAccessibleName("Documents")
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
        self.model.moved.connect(self.structure.move)
        self.model.renamed.connect(self.structure.rename)
        made.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        for name, keys, act in self._keyboard():
            action = QAction(name, made)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            made.addAction(action)
        return made

    def _keyboard(self):
        return (
            ("Move up", "Alt+Shift+Up", lambda: self.structure.shift(-1)),
            ("Move down", "Alt+Shift+Down", lambda: self.structure.shift(1)),
            ("Move in", "Alt+Shift+Right", self.structure.nest),
            ("Move out", "Alt+Shift+Left", self.structure.unnest),
            ("Duplicate", "Ctrl+D", self.duplicate),
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
        made.itemClicked.connect(self._place_chosen)
        made.itemActivated.connect(self._place_chosen)
        return made

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(8, 6, 8, 4)
        search = QHBoxLayout()
        search.setSpacing(4)
        search.addWidget(self.filter, 1)
        search.addWidget(self.wanted)
        below.addLayout(search)
        for widget in (self.sections, self.offer, self.progress_words, self.progress):
            below.addWidget(widget)
        split.addWidget(self.documents)
        split.addWidget(lower)
        split.setSizes([300, 430])
        split.setChildrenCollapsible(False)
        self.heading = heading = QLabel("Documents")
        heading.setProperty("muted", True)
        heading.setContentsMargins(12, 8, 8, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(2)
        layout.addWidget(heading)
        layout.addWidget(split, 1)
        layout.addWidget(self.places)

    def for_reading(self, heading: str) -> None:
        """Nothing but the sections, to be gone through: for somebody who does not change their order."""
        self.heading.setText(heading)
        self._reads_only = True
        for widget in (self.documents, self.places, self.progress, self.progress_words, self.offer, self.wanted):
            widget.hide()
        self.documents.setVisible(len(self._shown) > 1)
        self.sections.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.sections.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.sections.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.sections.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for action in self.sections.actions():
            self.sections.removeAction(action)

    # ---- showing

    def _fit_icons(self) -> None:
        for shown in (self.documents, self.places):
            shown.setIconSize(icon_square(16))
        self.places.setMaximumHeight((self.places.fontMetrics().height() + 12) * len(PLACES) + 8)

    def dress(self, theme: Theme) -> None:
        """Draws lines and icons in the colours of the theme."""
        self._theme = theme
        self._delegate.theme = theme
        self._fit_icons()
        self.wanted.dress(theme)
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
        if list(map(_line, shown)) != list(map(_line, self._shown)):
            self._fill_documents(shown)
        self._shown = shown
        document = self._desk.document
        self.model.show(section_summaries(self._desk.project, document) if document else ())
        self.sections.expandAll()
        self._apply_filter()
        self._show_offer()
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
            title = f"{title} ({KEPT_BACK})" if document.exempt else title
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

    def _show_offer(self) -> None:
        """Says how many sections of the outline this document could have besides."""
        document = self._desk.document
        if document is None or self._reads_only:
            self.offer.hide()
            return
        key = (document.outline, self._desk.project.outline, self._desk.project.profile, document.sections)
        if self._offered is None or any(a is not b for a, b in zip(key, self._offered, strict=True)):
            self._offered = key
            count = len(missing_sections(self._desk.project, document))
            self.offer.setText(f"{count} more {'section' if count == 1 else 'sections'} in the outline…")
            self.offer.setVisible(count > 0)

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

    def _apply_filter(self, *_: object) -> None:
        """Shows the sections that are looked for, and those around them."""
        self._filter_below(self.sections.rootIndex())

    def _filter_below(self, parent) -> bool:
        any_shown = False
        for row in range(self.model.rowCount(parent)):
            index = self.model.index(row, 0, parent)
            inside = self._filter_below(index)
            summary = self.model.summary(index)
            found = summary is not None and self.wanted.takes(summary, self.filter.text())
            shown = inside or (found and summary is not None and self._desk.shows(summary.id))
            self.sections.setRowHidden(row, parent, not shown)
            any_shown = any_shown or shown
        return any_shown

    def selected(self) -> tuple[str, ...]:
        """The selected sections, in order of the outline."""
        indexes = sorted(self.sections.selectedIndexes(), key=lambda index: self.sections.visualRect(index).top())
        summaries = [self.model.summary(index) for index in indexes]
        return tuple(summary.id for summary in summaries if summary is not None)

    # ---- structure, as others ask for it

    def add(self) -> None:
        """Adds a section of the author's own behind the one in hand, ready to be named."""
        self.structure.add()

    def duplicate(self) -> None:
        """Adds a copy of the section in hand behind it."""
        self.structure.duplicate()

    def remove(self) -> None:
        """Removes the selected sections; those that the outline requires only after a question."""
        self.structure.remove(self.selected() or (self._desk.section_id,))

    def rename(self) -> None:
        """Lets the author type another title for the section in hand."""
        self.sections.setFocus()
        self.sections.edit(self.sections.currentIndex())

    def _menu(self, place) -> None:
        chosen = self.selected() or (self._desk.section_id,)
        menu = self.structure.menu(self, chosen, self.rename)
        menu.exec(self.sections.viewport().mapToGlobal(place))
        menu.deleteLater()
