"""Comments on the document in hand: written beside the text, read, answered, decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.icons import icon
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.remarks import Remarks, Target
from strategy_editor.app.theme import Theme
from strategy_editor.model.reviews import Anchor, Message, is_open
from strategy_editor.model.text import clean, plain
from strategy_editor.model.tree import find_section
from strategy_editor.review.commenting import message, reopened, replied, withdrawn
from strategy_editor.review.items import Item
from strategy_editor.review.wording import CATEGORIES, OUTCOMES, PRIORITIES, STATES, day_and_time

_SHOWN = 25
_NONE = "No comments here yet. Select words in the text and press Ctrl+Alt+M to comment on them."


class CommentCard(QFrame):
    """One comment with its replies. Clicking it goes to its words; ``place_wanted``: it is to be put on other words."""

    place_wanted = Signal(str)

    def __init__(self, remarks: Remarks, theme: Theme, item: Item, place: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._remarks = remarks
        self._theme = theme
        self.item = item
        self.state: object = None
        thread = remarks.comment_of(item)
        assert thread is not None
        self._thread = thread
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        if item.unplaced:
            layout.addWidget(_wrapped("Its words are gone. It was about:", f"color: {theme.warn};"))
        if thread.anchor.quote:
            layout.addWidget(_wrapped(f"“{thread.anchor.quote}”", f"background: {theme.highlight}; padding: 1px 3px;"))
        for each in thread.messages:
            self._add_message(layout, each, place)
        self._add_sorting(layout)
        self._add_decision(layout)
        self.reply = QLineEdit()
        self.reply.setPlaceholderText("Reply…")
        self.reply.setAccessibleName("Reply")
        self.reply.returnPressed.connect(self._answer)
        layout.addWidget(self.reply)
        layout.addLayout(self._make_row())

    def _add_message(self, layout: QVBoxLayout, said: Message, place: str) -> None:
        layout.addWidget(_wrapped(self._remarks.name(said.author), "font-weight: 600;"))
        layout.addWidget(_wrapped(f"{day_and_time(said.at)} · {place}", f"color: {self._theme.muted};"))
        layout.addWidget(_wrapped(said.text))

    def _add_sorting(self, layout: QVBoxLayout) -> None:
        """What it is about, how much it matters, and who sees to it, as far as somebody has said."""
        thread = self._thread
        told = [CATEGORIES.get(thread.category, thread.category)] if thread.category else []
        told += [f"{PRIORITIES[thread.priority]} priority"] if thread.priority else []
        told += [f"for {self._remarks.name(thread.assigned)}"] if thread.assigned else []
        told += [STATES[thread.state]] if thread.state == "answered" else []
        if told:
            layout.addWidget(_wrapped(" · ".join(told), f"color: {self._theme.muted};"))

    def _add_decision(self, layout: QVBoxLayout) -> None:
        decision = self._thread.decision
        if decision is not None:
            reason = f": {decision.reason}" if decision.reason else ""
            said = f"{OUTCOMES[decision.outcome]} by {self._remarks.name(decision.by)}{reason}"
            layout.addWidget(_wrapped(said, f"color: {self._theme.good};"))
        elif self._thread.state == "withdrawn":
            layout.addWidget(_wrapped("Withdrawn", f"color: {self._theme.muted};"))

    def _make_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.decide_button = QPushButton(icon("check", self._theme.text), "Decide")
        menu = QMenu(self.decide_button)
        if not self._remarks.decides:
            self.decide_button.setText("Withdraw")
            self.decide_button.setVisible(self.item.author == self._remarks.desk.session.author)
            self.decide_button.setEnabled(is_open(self._thread))
            self.decide_button.clicked.connect(lambda: self._remarks.put(withdrawn(self._thread)))
        elif is_open(self._thread):
            for outcome, words in OUTCOMES.items():
                menu.addAction(words, partial(self._decide, outcome))
            menu.addSeparator()
            menu.addAction("Withdraw", lambda: self._remarks.put(withdrawn(self._thread)))
        else:
            self.decide_button.setText("Open again")
            self.decide_button.clicked.connect(lambda: self._remarks.put(reopened(self._thread)))
        if not menu.isEmpty():
            self.decide_button.setMenu(menu)
        row.addWidget(self.decide_button)
        if self.item.unplaced:
            placing = QPushButton("Put it on the selected words")
            placing.clicked.connect(lambda: self.place_wanted.emit(self.item.id))
            row.addWidget(placing)
        row.addStretch(1)
        return row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the words."""
        super().mousePressEvent(event)
        self._remarks.show(self.item)

    def _decide(self, outcome) -> None:
        reason, agreed = QInputDialog.getText(self, OUTCOMES[outcome], "Reason, kept in the record")
        if agreed:
            self._remarks.decide((self._thread.id,), outcome, reason)

    def _answer(self) -> None:
        session = self._remarks.desk.session
        said = message(session.project, session.author, session.clock(), self.reply.text())
        if said is not None:
            self._remarks.put(replied(self._thread, said))


def _wrapped(text: str, style: str = "") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setStyleSheet(style)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _put_away(card: CommentCard | None) -> None:
    if card is not None:
        card.hide()
        card.deleteLater()


class CommentList(SideList):
    """The comments of the document in hand, those of the section in hand first.

    ``adding`` carries a target on words of the text, the words of the comment and its category; ``place_wanted`` the
    id of a comment that is to be put on the selected words.
    """

    adding = Signal(object, str, str)
    place_wanted = Signal(str)

    def __init__(self, remarks: Remarks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remarks = remarks
        self._desk = remarks.desk
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._marked: tuple[str, ...] = ()
        self._asked: frozenset[str] = frozenset()
        self.cards: dict[str, CommentCard] = {}
        self._make_composer()
        self.resolved = QCheckBox("Show decided")
        self.resolved.toggled.connect(lambda _: self.refresh())
        self.more = QLabel()
        self.more.setProperty("muted", True)
        self.more.setWordWrap(True)
        self._lay_out()
        self.dress(theme)

    def _make_composer(self) -> None:
        self.about = QComboBox()
        self.about.setAccessibleName("What the comment is about")
        self.about.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(10)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("A comment")
        self.text.setAccessibleName("A comment")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(72)
        self.text.installEventFilter(self)
        self.category = QComboBox()
        self.category.setAccessibleName("Category")
        self.category.addItem("No category", "")
        for key, words in CATEGORIES.items():
            self.category.addItem(words, key)
        self.mention = QToolButton()
        self.mention.setText("@")
        self.mention.setToolTip("Mention a person")
        self.mention.setAccessibleName("Mention a person")
        self.mention.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._people = QMenu(self.mention)
        self._people.aboutToShow.connect(self._fill_people)
        self.mention.setMenu(self._people)
        self.add_button = QPushButton("Add")
        self.add_button.setToolTip("Add the comment (Ctrl+Enter)")
        self.add_button.clicked.connect(self.add)

    def _lay_out(self) -> None:
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addLayout(self._cards)
        inside.addWidget(self.more)
        inside.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setWidget(holder)
        row = QHBoxLayout()
        row.addWidget(self.category, 1)
        row.addWidget(self.mention)
        row.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 6, 2, 2)
        for widget in (self.about, self.text):
            layout.addWidget(widget)
        layout.addLayout(row)
        layout.addWidget(self.resolved)
        layout.addWidget(self.scroller, 1)

    def eventFilter(self, watched, event) -> bool:
        """Ctrl+Enter adds the comment."""
        if watched is self.text and isinstance(event, QKeyEvent):
            enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enters and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if event.type() == event.Type.ShortcutOverride:
                    event.accept()  # here it is not the page break of the Insert menu
                elif event.type() == event.Type.KeyPress:
                    self.add()
                return True
        return super().eventFilter(watched, event)

    # ---- writing one

    def compose(self, targets: tuple[Target, ...]) -> None:
        """Offers what a comment can be about, and waits for its words."""
        self._offer(targets)
        self.text.setFocus()

    def _offer(self, targets: tuple[Target, ...]) -> None:
        self.about.clear()
        for target in targets:
            self.about.addItem(target.words, target)
            self.about.setItemData(self.about.count() - 1, target.words, Qt.ItemDataRole.ToolTipRole)
        self.about.setProperty("section", self._desk.section_id)

    def _usual_targets(self) -> tuple[Target, ...]:
        section, document = self._desk.section, self._desk.document
        found = [Target("This section", Anchor("section", section.id))] if section else []
        found += [Target("The whole document", Anchor("document", document.id))] if document else []
        return tuple(found)

    def add(self) -> None:
        """Puts what was written as a comment on what was chosen."""
        text = "\n".join(clean(self.text.toPlainText())).strip()
        target: Target | None = self.about.currentData()
        if not text or target is None:
            return
        if target.selection is not None:
            self.adding.emit(target, text, self.category.currentData())
        elif self._remarks.add(target.anchor, text, self.category.currentData()):
            self.added()

    def added(self) -> None:
        """The comment is there: makes room for the next."""
        self.text.clear()
        self.category.setCurrentIndex(0)
        self._offer(self._usual_targets())
        self.refresh()

    def _fill_people(self) -> None:
        self._people.clear()
        for person in self._desk.project.people:
            self._people.addAction(person.shown, partial(self._mention, person.shown))

    def _mention(self, name: str) -> None:
        self.text.insertPlainText(f"@{name} ")
        self.text.setFocus()

    # ---- showing

    def dress(self, theme: Theme) -> None:
        """Draws the comments in the colours of the theme."""
        self._theme = theme
        self.add_button.setIcon(icon("message-square-plus", theme.text))
        self._shown = ()
        self.refresh()

    def refresh(self) -> int:
        """Lists the comments as they are now; returns how many are open in the document."""
        if self.about.property("section") != self._desk.section_id:
            self._offer(self._usual_targets())
        found = [
            item
            for item in self._remarks.items()
            if item.kind == "comment" and item.document in (self._desk.document_id, "")
        ]
        found.sort(key=lambda item: item.section != self._desk.section_id)
        chosen = [item for item in found if item.waits or self.resolved.isChecked()]
        if any(item.id in self._asked for item in chosen[_SHOWN:]):
            chosen.sort(key=lambda item: item.id not in self._asked)
        threads = self._desk.project.threads
        state = (*((item, threads[item.id], item.section) for item in chosen[:_SHOWN]), len(chosen), self._theme)
        if state != self._shown:
            self._shown = state
            self._fill(chosen)
        return sum(item.waits for item in found)

    def mark(self, ids: tuple[str, ...], *, into_view: bool = False) -> None:
        """Sets off the cards of these comments: those at the caret, or whose marker was clicked."""
        if ids == self._marked and not into_view:
            return
        if into_view:
            self._asked = frozenset(ids)
            self.refresh()
        self._marked = ids
        for id, card in self.cards.items():
            card.setProperty("current", id in ids)
            card.style().polish(card)
        first = next((self.cards[id] for id in ids if id in self.cards), None)
        if first is not None:
            self.scroller.ensureWidgetVisible(first)

    def _fill(self, chosen: list[Item]) -> None:
        """Cards for these comments; one that says the same as before is used again."""
        if not self.isVisible():
            self._shown = ()  # filled when the list comes into view
            return
        before, self.cards = self.cards, {}
        while self._cards.count():
            self._cards.takeAt(0)
        for each in chosen[:_SHOWN]:
            place = self._place(each)
            state = (each, self._remarks.comment_of(each), place, self._theme)
            card = before.pop(each.id, None)
            if card is None or card.state != state:
                _put_away(card)
                card = CommentCard(self._remarks, self._theme, each, place)
                card.state = state
                card.place_wanted.connect(self.place_wanted)
            self._cards.addWidget(card)
            self.cards[each.id] = card
        for card in before.values():
            _put_away(card)
        left = len(chosen) - _SHOWN
        self.more.setVisible(left > 0 or not chosen)
        listed = "To decide" if self._remarks.decides else "All remarks"
        further = f"{left} further comments of this document are under {listed}."
        self.more.setText(further if chosen else _NONE)

    def showEvent(self, event: QShowEvent) -> None:
        """Fills the list that was not worth filling while nobody saw it."""
        super().showEvent(event)
        self.refresh()

    def _place(self, item: Item) -> str:
        found = find_section(self._desk.project, item.section) if item.section else None
        title = plain(found.section.title) if found is not None else "the whole document"
        return f"{item.paragraph}  {title}".strip()
