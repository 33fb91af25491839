"""To decide: every comment, suggestion and proposal in one list, decided one by one by single keys, or many at once."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.icons import icon
from strategy_editor.app.panels.decide_details import Details
from strategy_editor.app.panels.decide_model import ItemDelegate, ItemModel
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.remarks import Remarks
from strategy_editor.app.theme import Theme
from strategy_editor.model.reviews import Outcome
from strategy_editor.review.items import Item, Wanted
from strategy_editor.review.wording import CATEGORIES

_SHOWS_AFTER = 120
_ROOM = 30
"""Lines of the list below which filters give way."""
_ME = "me"
"""Whoever sits here, in the table of what is shown."""
_KINDS = (
    ("Everything", Wanted()),
    ("Suggested changes", Wanted(kind="suggestion")),
    ("Comments", Wanted(kind="comment")),
    ("Proposals for the same words", Wanted(kind="proposal")),
    ("Minor changes only", Wanted(minor_only=True)),
    ("Assigned to me", Wanted(assigned=_ME)),
    ("Could not be placed", Wanted(unplaced_only=True)),
    ("Decided already", Wanted(decided=True)),
)
_KEYS: dict[int, Outcome] = {
    int(Qt.Key.Key_A): "accepted",
    int(Qt.Key.Key_C): "accepted-with-change",
    int(Qt.Key.Key_R): "rejected",
    int(Qt.Key.Key_N): "noted",
}
_BUTTONS: tuple[tuple[Outcome, str, str, str], ...] = (
    ("accepted", "Accept", "check", "Accept (A)"),
    ("accepted-with-change", "With change", "pencil", "Accept, and change it at once (C)"),
    ("rejected", "Reject", "x", "Reject, and say why (R)"),
    ("noted", "Note", "notebook-pen", "Note it: nothing changes, and say why (N)"),
)
_NEED_REASON: tuple[Outcome, ...] = ("rejected", "noted")
HELP = "A accept · C with change · R reject · N note · J next · K back · Enter shows it · S side by side · U undoes"


class DecideView(QListView):
    """``pressed_key`` carries a key that means a decision or a step."""

    pressed_key = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters decide; none of them looks for a row that begins with it."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        known = (*_KEYS, Qt.Key.Key_S, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_U, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if plain and (event.key() in known or Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9):
            self.pressed_key.emit(event.key())
            event.accept()
        elif plain and event.text().isalpha():
            event.accept()
        else:
            super().keyPressEvent(event)


class DecideList(SideList):
    """Filters, the list, what the chosen item says in full, and the decision. ``edit_wanted``: go on in the text."""

    edit_wanted = Signal()

    def __init__(self, remarks: Remarks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remarks = remarks
        self._desk = remarks.desk
        self._theme = theme
        self._pending: Outcome | None = None
        self._make_filters()
        self._make_list()
        self.details = Details(remarks, theme)
        self.details.taken.connect(lambda id: self.decide("accepted", (id,)))
        self._make_decision()
        self._lay_out()
        for widget in (self.reason, self.all_button, *self.buttons.values()):
            widget.setVisible(remarks.decides)
        self._shows = QTimer(self)
        self._shows.setSingleShot(True)
        self._shows.setInterval(_SHOWS_AFTER)
        self._shows.timeout.connect(self._show_place)
        self.dress(theme)

    # ---- parts

    def _make_filters(self) -> None:
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("Which items are shown")
        for words, wanted in _KINDS:
            self.kinds.addItem(words, wanted)
        self.people = QComboBox()
        self.people.setAccessibleName("Whose items are shown")
        self.people.addItem("Everybody", "")
        self.places = QComboBox()
        self.places.setAccessibleName("Where the items are")
        for words in ("Everywhere", "This document", "This section"):
            self.places.addItem(words)
        self.categories = QComboBox()
        self.categories.setAccessibleName("Category of the items")
        self.categories.addItem("Any category", "")
        for key, words in CATEGORIES.items():
            self.categories.addItem(words, key)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find in what was said")
        self.search.setAccessibleName("Find in what was said")
        self.search.setClearButtonEnabled(True)
        for box in (self.kinds, self.people, self.places, self.categories):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.activated.connect(lambda _: self.refresh())
        self.search.textChanged.connect(lambda _: self.refresh())

    def _make_list(self) -> None:
        self.model = ItemModel(self._remarks.name, self._remarks.place, self)
        self.list = DecideView()
        self.list.setAccessibleName("Comments and suggestions to decide")
        self.list.setAccessibleDescription(HELP)
        self.list.setModel(self.model)
        self._delegate = ItemDelegate(self._theme, self.model, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.pressed_key.connect(self._on_key)
        self.list.doubleClicked.connect(lambda _: self._show_place())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())

    def _make_decision(self) -> None:
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Reason, kept in the record")
        self.reason.setAccessibleName("Reason for the decision")
        self.reason.returnPressed.connect(self._on_reason)
        self.buttons: dict[str, QPushButton] = {}
        for outcome, words, _, tip in _BUTTONS:
            made = QPushButton(words)
            made.setToolTip(tip)
            made.setAccessibleName(tip)
            made.clicked.connect(lambda _=False, outcome=outcome: self.decide(outcome))
            self.buttons[outcome] = made
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.count.setWordWrap(True)
        self.all_button = QPushButton("Decide all…")
        self.all_button.setToolTip("Decide everything that is shown, at once")
        self.all_button.clicked.connect(self._decide_all)

    def _lay_out(self) -> None:
        above, middle = QHBoxLayout(), QHBoxLayout()
        for box in (self.kinds, self.people):
            above.addWidget(box, 1)
        for box in (self.places, self.categories):
            middle.addWidget(box, 1)
        below = QGridLayout()
        below.setSpacing(4)
        for place, button in enumerate(self.buttons.values()):
            below.addWidget(button, place // 2, place % 2)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.all_button)
        lower = QWidget()
        inside = QVBoxLayout(lower)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.addWidget(self.details, 1)
        inside.addWidget(self.reason)
        inside.addLayout(below)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(lower)
        split.setSizes([260, 380])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 6, 2, 2)
        layout.addLayout(above)
        layout.addLayout(middle)
        layout.addWidget(self.search)
        layout.addLayout(row)
        layout.addWidget(split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, only what kind of items and whose can be chosen."""
        super().resizeEvent(event)
        roomy = self.height() > _ROOM * self.fontMetrics().lineSpacing()
        for box in (self.places, self.categories, self.search):
            box.setVisible(roomy)

    # ---- showing

    def dress(self, theme: Theme) -> None:
        """Draws the list in the colours of the theme."""
        self._theme = theme
        self._delegate.theme = theme
        for outcome, _, picture, _ in _BUTTONS:
            self.buttons[outcome].setIcon(icon(picture, theme.text, theme.muted))
        self.details.dress(theme)
        self.list.viewport().update()

    def refresh(self) -> int:
        """Lists what is there now; returns how many items wait."""
        found = self._remarks.items()
        self._fill_people(found)
        wanted = self._wanted()
        keep = {item.id for item in self.chosen()}
        row = max(0, self.list.currentIndex().row())
        self.model.fill([item for item in found if wanted.lets(item)])
        self._choose_again(keep, row)
        waiting = sum(item.waits for item in found)
        shown = len(self.model.items)
        told = f"{waiting} to decide" if shown == waiting else f"{shown} shown, {waiting} to decide"
        self.count.setText(told if found else "Nothing to decide")
        self.all_button.setEnabled(shown > 0 and not wanted.decided)
        return waiting

    def _fill_people(self, found: tuple[Item, ...]) -> None:
        people = [("", "Everybody"), *sorted({(item.author, self._remarks.name(item.author)) for item in found})]
        listed = [(self.people.itemData(row), self.people.itemText(row)) for row in range(self.people.count())]
        if listed != people:
            chosen = self.people.currentData()
            self.people.clear()
            for id, words in people:
                self.people.addItem(words, id)
            self.people.setCurrentIndex(max(0, self.people.findData(chosen)))

    def _wanted(self) -> Wanted:
        base: Wanted = self.kinds.currentData()
        place = self.places.currentIndex()
        return replace(
            base,
            author=self.people.currentData() or "",
            section=self._desk.section_id if place == 2 else "",
            document=self._desk.document_id if place == 1 else "",
            category=self.categories.currentData() or "",
            assigned=self._desk.session.author if base.assigned == _ME else "",
            words=self.search.text().strip(),
        )

    def _choose_again(self, keep: set[str], row: int) -> None:
        """What was chosen stays chosen; where it is gone, what has come into its place."""
        rows = [index for index, item in enumerate(self.model.items) if item.id in keep]
        if not rows and self.model.items:
            rows = [min(row, len(self.model.items) - 1)]
        selection = self.list.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        for place, index in enumerate(rows):
            how = flags.ClearAndSelect if not place else flags.Select
            selection.setCurrentIndex(self.model.index(index), how)
        self._on_selection(goes=False)

    def chosen(self) -> list[Item]:
        """The items that are selected, in reading order."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.items[row] for row in rows if row < len(self.model.items)]

    def _on_selection(self, *, goes: bool = True) -> None:
        chosen = self.chosen()
        self.details.show_items(chosen)
        for button in self.buttons.values():
            button.setEnabled(bool(chosen) and any(item.waits for item in chosen))
        if goes and len(chosen) == 1 and self.list.hasFocus():
            self._shows.start()

    def _show_place(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1:
            self._remarks.show(chosen[0])
            self.list.setFocus()

    # ---- deciding

    def _on_key(self, key: int) -> None:
        if key in _KEYS:
            self.decide(_KEYS[key])
        elif key == Qt.Key.Key_J:
            self.step(1)
        elif key == Qt.Key.Key_K:
            self.step(-1)
        elif key == Qt.Key.Key_U:
            self._desk.undo()
            self.refresh()
        elif key == Qt.Key.Key_S:
            self.details.show_side_by_side()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.details.take(key - int(Qt.Key.Key_1))
        else:
            self._show_place()

    def step(self, step: int) -> None:
        """Goes to the next or the previous item of the list."""
        row = self.list.currentIndex().row() + step
        if 0 <= row < len(self.model.items):
            self.list.setCurrentIndex(self.model.index(row))

    def decide(self, outcome: Outcome, ids: tuple[str, ...] = ()) -> None:
        """Decides what is chosen (or ``ids``) with the reason that was typed; asks for it where one is needed."""
        waiting = ids or tuple(item.id for item in self.chosen() if item.waits)
        if not waiting or not self._remarks.decides or not self._are_no_rivals(waiting, outcome):
            return
        reason = self.reason.text().strip()
        if outcome in _NEED_REASON and not reason:
            self._pending = outcome
            verb = "rejected" if outcome == "rejected" else "noted"
            self.reason.setPlaceholderText(f"Why is it {verb}? Enter keeps the reason")
            self.reason.setFocus()
            return
        self._pending = None
        item = next((item for item in self.model.items if item.id == waiting[0]), None)
        if self._remarks.decide(waiting, outcome, reason):
            self.reason.clear()
            self.reason.setPlaceholderText("Reason, kept in the record")
            self.refresh()
            if outcome == "accepted-with-change" and item is not None:
                self._remarks.desk.open_section(item.section)
                self._remarks.desk.pointed.emit(item.host, item.added or item.removed)
                self.edit_wanted.emit()
            else:
                self.list.setFocus()

    def _are_no_rivals(self, ids: tuple[str, ...], outcome: Outcome) -> bool:
        if outcome not in ("accepted", "accepted-with-change"):
            return True
        chosen = set(ids)
        for item in self.model.items:
            if item.id in chosen and item.rivals:
                others = {each.id for each in self._remarks.rivals(item)} & chosen
                if len(others) > 1:
                    self._desk.told.emit("Some of these are for the same words. Decide those one by one.", True)
                    return False
        return True

    def _on_reason(self) -> None:
        if self._pending is not None and self.reason.text().strip():
            self.decide(self._pending)
        else:
            self.list.setFocus()

    def _decide_all(self) -> None:
        """Decides everything that is shown, after asking how and why."""
        choices = [words for _, words, _, _ in _BUTTONS if words != "With change"]
        words, agreed = QInputDialog.getItem(
            self, "Decide all shown", f"What becomes of these {len(self.model.items)} items?", choices, 0, False
        )
        if not agreed:
            return
        outcome = next(outcome for outcome, name, _, _ in _BUTTONS if name == words)
        self.list.selectAll()
        self.decide(outcome)
