"""The middle of the window: title, status and owner of the section in hand, its guidance, its text, and the way on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.guidance import GuidancePanel
from strategy_editor.app.theme import Theme, icon_square
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import clean_line, runs_from
from strategy_editor.review.commenting import heading_comments
from strategy_editor.review.wording import hint
from strategy_editor.session.commands import ChangeSection
from strategy_editor.session.summary import STATUS_WORDS, document_numbers, title_as_meant, words_of

_CROWDED = 34
"""Lines below each other below which a page is short."""

_TOLD = 8
"""Comments that the hint of their marker tells at once."""

_ROOM = 90
"""Letters beside each other below which the page is laid out narrow."""
_MARGINS = 80
"""Pixels that the margins of the page, and the spaces and the frame around its title, take."""


def _kept_back(project: Project, document: Document, section: Section) -> str:
    """That the section or its document is not for publication, and why."""
    id = document.exemption or section.limits.exemption
    if not id and document.classification == "public":
        return ""
    found = project.exemption(id)
    why = f": paragraph {found.paragraph}. {found.reason}".rstrip(" .") if found is not None else ""
    what = "This document" if document.exemption or document.classification == "exempt" else "This section"
    return f"{what} is not for publication (Part 2){why}."


class SectionPage(QWidget):
    """Holds the editor that it is given. ``person_wanted`` is sent when the owner is somebody not listed yet;

    ``comments_wanted`` carries the comments on the section whose marker beside the title was pressed.
    """

    person_wanted = Signal()
    comments_wanted = Signal(tuple)

    def __init__(self, desk: Desk, theme: Theme, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._has_guidance = False
        self.editor = editor
        self.number = QLabel()
        self.number.setObjectName("sectionNumber")
        self.title = QLineEdit()
        self.title.setObjectName("sectionTitle")
        self.title.setAccessibleName("Title of the section")
        self.title.editingFinished.connect(self._title_edited)
        self.comments = self._make_comments()
        self.status = self._make_status()
        self.owner = self._make_owner()
        self.guidance = GuidancePanel(theme)
        self.guidance.ticked.connect(self._ticked)
        self.guidance.put_away.connect(lambda: self.show_guidance(False))
        self._bars: list[QWidget] = []
        self.guidance_room = _room_for(self.guidance)
        self.guidance.installEventFilter(self)
        self.reason = QLabel()
        self.reason.setObjectName("notice")
        self.reason.setContentsMargins(10, 6, 10, 6)
        self.reason.setWordWrap(True)
        self.words = QLabel()
        self.words.setProperty("muted", True)
        self.previous = self._way("Previous section", -1)
        self.next = self._way("Next section", 1)
        self._lay_out()
        self.dress(theme)
        desk.settled.connect(lambda _: self.refresh())
        desk.opened.connect(lambda *_: self.refresh())
        desk.headed.connect(self.comments.setFocus)
        self.refresh()

    # ---- parts

    def _make_comments(self) -> QToolButton:
        made = QToolButton()
        made.setObjectName("headingComments")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setAutoRaise(True)
        made.clicked.connect(lambda: self.comments_wanted.emit(made.property("comments")))
        return made

    def _make_status(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName("Status of the section")
        for key, words in STATUS_WORDS.items():
            made.addItem(words, key)
        made.activated.connect(self._status_chosen)
        return made

    def _make_owner(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName("Owner of the section")
        made.setMinimumContentsLength(11)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.activated.connect(self._owner_chosen)
        return made

    def _way(self, words: str, step: int) -> QPushButton:
        made = QPushButton(words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda: self._desk.open_section(self._desk.neighbour(step)))
        return made

    def _lay_out(self) -> None:
        heading, controls = QHBoxLayout(), QHBoxLayout()
        self._controls = controls
        heading.addWidget(self.number)
        heading.addWidget(self.title, 1)
        heading.addWidget(self.comments)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(6)
        self._top.addLayout(heading, 1)
        self._top.addLayout(controls)
        for words, control in (("Status", self.status), ("Owner", self.owner)):
            label = QLabel(words)
            label.setProperty("muted", True)
            label.setBuddy(control)
            controls.addWidget(label)
            controls.addWidget(control, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.previous)
        foot.addStretch(1)
        foot.addWidget(self.words)
        foot.addStretch(1)
        foot.addWidget(self.next)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 12, 22, 8)
        layout.setSpacing(8)
        layout.addLayout(self._top)
        layout.addWidget(self.guidance_room)
        layout.addWidget(self.reason)
        layout.addWidget(self.editor, 1)
        layout.addLayout(foot)

    def for_reading(self) -> None:
        """Without what only an author chooses: status, owner, ticks."""
        for place in range(self._controls.count()):
            item = self._controls.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
        self.guidance.can_tick = False
        self.refresh()

    def add_bar(self, bar: QWidget) -> None:
        """Puts a bar right above the text."""
        self._layout.insertWidget(self._layout.indexOf(self.editor), bar)
        self._bars.append(bar)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        turns = watched in self._bars and event.type() in (QEvent.Type.Show, QEvent.Type.Hide)
        grows = watched is self.guidance and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
        if turns or grows:
            QTimer.singleShot(0, self, self._fit_guidance)
        return super().eventFilter(watched, event)

    def _fit_guidance(self) -> None:
        """Guidance takes at most a third of the page, and scrolls; on a short page it gives way to a bar."""
        lines = self.height() / max(1, self.fontMetrics().height())
        crowded = lines < _CROWDED and any(bar.isVisible() for bar in self._bars)
        self.guidance_room.setVisible(self._has_guidance and not crowded)
        wanted = self.guidance.heightForWidth(self.guidance_room.viewport().width())
        wanted = wanted if wanted > 0 else self.guidance.sizeHint().height()
        self.guidance_room.setFixedHeight(min(wanted, self.height() // 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Status and owner stand below a title that they leave no room for; ways on are short where all is narrow."""
        narrow = self.width() < _ROOM * self.fontMetrics().averageCharWidth()
        title = self.title.fontMetrics().horizontalAdvance(self.title.text() or self.title.placeholderText())
        beside = self.number.sizeHint().width() + self._controls.sizeHint().width() + _MARGINS
        direction = QBoxLayout.Direction.LeftToRight
        if narrow or title + beside > self.width():
            direction = QBoxLayout.Direction.TopToBottom
        self._top.setDirection(direction)
        for way in (self.previous, self.next):
            name = way.accessibleName()
            way.setText(name.removesuffix(" section") if narrow else name)
        self._fit_guidance()

    # ---- showing

    def dress(self, theme: Theme) -> None:
        """Draws the icons in the colours of the theme."""
        self.previous.setIcon(icon("chevron-left", theme.text, theme.muted))
        self.next.setIcon(icon("chevron-right", theme.text, theme.muted))
        self.comments.setIcon(icon("message-square-text", theme.text))
        self.comments.setIconSize(icon_square(16))
        self.guidance.dress(theme)

    def refresh(self) -> None:
        """Shows the section in hand as it is now."""
        section, document = self._desk.section, self._desk.document
        self.setEnabled(section is not None)
        if section is None or document is None:
            return
        project = self._desk.project
        self.number.setText(document_numbers(project, document).labels.get(section.id, ""))
        wanted = project.outline_section(document, section)
        self.title.setPlaceholderText(wanted.title if wanted else "Title")
        if not self.title.hasFocus() or self.title.property("section") != section.id:
            self.title.setText(title_as_meant(section))
            self.title.setCursorPosition(0)
        self.title.setProperty("section", section.id)
        self.status.setCurrentIndex(self.status.findData(section.status))
        self._fill_owners(section.owner)
        self._show_comments(heading_comments(project, document, section))
        said = [_kept_back(project, document, section)]
        if section.status == "not-applicable":
            said.append(f"Not applicable: {section.reason}" if section.reason else "Not applicable. Say why.")
        self.reason.setText("\n".join(filter(None, said)))
        self.reason.setVisible(any(said))
        shown = wanted is not None and self._desk.settings.show_guidance
        self._has_guidance = shown
        if wanted is not None and shown:
            self.guidance.show_guidance(wanted, section.ticks, labels=self._desk.settings.analyst_labels)
        self._show_words()
        self._fit()
        self.previous.setEnabled(bool(self._desk.neighbour(-1)))
        self.next.setEnabled(bool(self._desk.neighbour(1)))

    def _show_words(self) -> None:
        section, document = self._desk.section, self._desk.document
        if section is None or document is None:
            return
        wanted = self._desk.project.outline_section(document, section)
        count = words_of(section, deep=False)
        if wanted is not None and wanted.words.maximum:
            self.words.setText(f"{count:,} words of {wanted.words.minimum:,} to {wanted.words.maximum:,}")
        else:
            self.words.setText(f"{count:,} words")

    def _show_comments(self, ids: tuple[str, ...]) -> None:
        """The marker of what is said of the whole section."""
        said = "1 comment on the whole" if len(ids) == 1 else f"{len(ids)} comments on the whole"
        self.comments.setVisible(bool(ids))
        self.comments.setText(str(len(ids)))
        self.comments.setAccessibleName(said)
        self.comments.setToolTip("\n".join((f"{said}:", hint(self._desk.project, (), ids[:_TOLD]))))
        self.comments.setProperty("comments", ids)

    def _fill_owners(self, owner: str) -> None:
        people = [("", "Nobody yet"), *((person.id, person.shown) for person in self._desk.project.people)]
        listed = [(self.owner.itemData(row), self.owner.itemText(row)) for row in range(self.owner.count() - 1)]
        if listed != people:
            self.owner.clear()
            for id, shown in people:
                self.owner.addItem(shown, id)
            self.owner.addItem("Somebody else…", "?")
        self.owner.setCurrentIndex(max(0, self.owner.findData(owner)))

    def show_guidance(self, shown: bool) -> None:
        """Shows or hides the guidance, and remembers it."""
        self._desk.settle(show_guidance=shown)
        self._desk.dressed.emit()
        self.refresh()

    # ---- what is chosen

    def _title_edited(self) -> None:
        section = self._desk.section
        text = clean_line(self.title.text())
        if section is not None and self.title.property("section") == section.id and text != title_as_meant(section):
            self._desk.do(ChangeSection((section.id,), title=runs_from(text)), origin=self)

    def _status_chosen(self, row: int) -> None:
        section = self._desk.section
        status = self.status.itemData(row)
        if section is None or status == section.status:
            return
        if status != "not-applicable":
            self._desk.do(ChangeSection((section.id,), status=status))
            return
        reason, agreed = QInputDialog.getText(
            self, "Not applicable", "Why is this section not applicable? The reason is kept with the strategy."
        )
        if agreed and clean_line(reason):
            self._desk.do(ChangeSection((section.id,), status=status, reason=clean_line(reason)))
        self.refresh()

    def _owner_chosen(self, row: int) -> None:
        section = self._desk.section
        owner = self.owner.itemData(row)
        if owner == "?":
            self.person_wanted.emit()
            self.refresh()
        elif section is not None and owner != section.owner:
            self._desk.do(ChangeSection((section.id,), owner=owner))

    def _ticked(self, ticks: tuple[str, ...]) -> None:
        section = self._desk.section
        if section is not None:
            self._desk.do(ChangeSection((section.id,), ticks=ticks))


def _room_for(guidance: QWidget) -> QScrollArea:
    """A room of limited height, in which what does not fit can be scrolled to."""
    made = QScrollArea()
    made.setObjectName("guidanceRoom")
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(guidance)
    return made
