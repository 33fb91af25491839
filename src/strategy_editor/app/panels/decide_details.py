"""The chosen item in full: what stands there, what is suggested, what was said; rival proposals side by side."""

from __future__ import annotations

from html import escape

from msgspec.structs import replace
from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from strategy_editor.app.dialogs.rivals import TAKE, RivalsDialog, take_link
from strategy_editor.app.panels.marked_words import come, compared, gone
from strategy_editor.app.remarks import Remarks
from strategy_editor.app.theme import Theme
from strategy_editor.model.reviews import Proposal, Thread, is_open
from strategy_editor.review.commenting import reopened, withdrawn
from strategy_editor.review.items import Item
from strategy_editor.review.wording import (
    CATEGORIES,
    CHANNELS,
    KINDS,
    OUTCOMES,
    PRIORITIES,
    STATES,
    change_in_words,
    day_and_time,
)

_WIDE = "wide"
"""The address that shows rivals side by side."""
_AROUND = 12
"""Words, spaces and signs beside a change that are shown where there is little room."""


class Details(QWidget):
    """``taken`` carries the id of a rival proposal that was taken."""

    taken = Signal(str)

    def __init__(self, remarks: Remarks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remarks = remarks
        self._theme = theme
        self._items: list[Item] = []
        self.text = QTextBrowser()
        self.text.setAccessibleName("The chosen item in full")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda url: self._take(url))
        self.reply = QLineEdit()
        self.reply.setAccessibleName("Answer")
        self.reply.returnPressed.connect(self._answer)
        self.category = self._box("Category", "No category", CATEGORIES)
        self.priority = self._box("Priority", "Usual priority", PRIORITIES)
        self.assigned = self._box("Assigned to", "Assigned to nobody", {})
        self.state = QPushButton()
        self.state.clicked.connect(self._change_state)
        row = QHBoxLayout()
        for widget in (self.category, self.priority, self.assigned):
            row.addWidget(widget, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.reply, 1)
        foot.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text, 1)
        layout.addLayout(row)
        layout.addLayout(foot)
        self.show_items([])

    def _box(self, name: str, nothing: str, choices: dict[str, str]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(6)
        made.addItem(nothing, "")
        for key, words in choices.items():
            made.addItem(words, key)
        made.activated.connect(lambda _: self._sort())
        return made

    def dress(self, theme: Theme) -> None:
        """Draws in the colours of the theme."""
        self._theme = theme
        self.show_items(self._items)

    # ---- showing

    def show_items(self, items: list[Item]) -> None:
        """Shows one item in full, or says how many are chosen."""
        self._items = items
        item = items[0] if len(items) == 1 else None
        thread = self._remarks.comment_of(item) if item is not None else None
        self.text.setHtml(self._html(items, item, thread))
        sorts = thread is not None and self._remarks.may_sort(thread)
        for box in (self.category, self.priority, self.assigned):
            box.setVisible(sorts)
        self.reply.setVisible(item is not None)
        self.reply.setPlaceholderText("Answer" if thread is not None else "Comment on this suggestion")
        self.state.setVisible(sorts)
        if thread is not None:
            self._show_sorting(thread)

    def _show_sorting(self, thread: Thread) -> None:
        people = {person.id: person.shown for person in self._remarks.desk.project.people}
        listed = [self.assigned.itemData(row) for row in range(1, self.assigned.count())]
        if listed != list(people):
            while self.assigned.count() > 1:
                self.assigned.removeItem(1)
            for id, name in people.items():
                self.assigned.addItem(name, id)
        for box, value in (
            (self.category, thread.category),
            (self.priority, thread.priority),
            (self.assigned, thread.assigned),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.state.setText("Withdraw" if is_open(thread) else "Open again")

    def _html(self, items: list[Item], item: Item | None, thread: Thread | None) -> str:
        if item is None:
            said = f"{len(items)} items are chosen. A decision is for all of them." if items else ""
            return f"<p style='color:{self._theme.muted}'>{said}</p>"
        rivals = self._remarks.rivals(item)
        parts = [self._head(item)] if len(rivals) < 2 else []
        if len(rivals) > 1:
            parts.append(self._one_below_the_other(rivals))
        elif item.kind == "proposal":
            parts.append(self._proposal(item))
        elif item.kind == "suggestion":
            parts.append(f"<p>{self._change(item)}</p>")
        if item.kind == "proposal" and item.text:
            parts.append(f"<p><i>{escape(item.text)}</i></p>")
        if thread is not None:
            parts += self._messages(thread)
        parts.append(self._decision(item))
        return "".join(parts)

    def _head(self, item: Item) -> str:
        place = " · ".join(part for part in (KINDS[item.kind], self._remarks.place(item)) if part)
        if item.kind == "comment":  # who said it stands above each message
            return f"<p style='color:{self._theme.muted}'>{escape(place)}</p>"
        who = f"{escape(self._remarks.name(item.author))}, {day_and_time(item.at)}"
        return f"<p style='color:{self._theme.muted}'>{escape(place)}<br>{who}</p>"

    def _change(self, item: Item) -> str:
        if item.removed and item.added and not item.text:
            return f"{gone(item.removed, self._theme)} {come(item.added, self._theme)}"
        return escape(change_in_words(item))

    def _proposal(self, item: Item) -> str:
        proposal = self._remarks.desk.project.proposals[item.id]
        before, after = (self._remarks.words(proposal, each) for each in (proposal.base, proposal.proposed))
        return f"<p>{compared(before, after, self._theme)}</p>"

    def _one_below_the_other(self, rivals: tuple[Proposal, ...]) -> str:
        """Rival proposals for a narrow place: only what each would change, with the words beside it."""
        base = self._remarks.words(rivals[0], rivals[0].base)
        wide = f"<a style='color:{self._theme.accent}' href='{_WIDE}:'>Side by side (S)</a>"
        parts = [f"<p>{len(rivals)} proposals for the same words<br>{wide}</p>"]
        for number, rival in enumerate(rivals, 1):
            name = escape(self._remarks.name(rival.author))
            words = compared(base, self._remarks.words(rival, rival.proposed), self._theme, _AROUND)
            link = take_link(rival, number, self._theme)
            parts.append(f"<p><b>{name}</b> · {link}<br>{words}</p>")
        return "".join(parts)

    def show_side_by_side(self) -> None:
        """Shows the rival proposals of the chosen item in a window of their own."""
        rivals = self._remarks.rivals(self._items[0]) if len(self._items) == 1 else ()
        if len(rivals) > 1:
            dialog = RivalsDialog(rivals, self._remarks, self._theme, self.window())
            if dialog.exec():
                self.taken.emit(dialog.taken)

    def _messages(self, thread: Thread) -> list[str]:
        out = []
        if thread.anchor.quote:
            out.append(f"<p style='background:{self._theme.highlight}'>“{escape(thread.anchor.quote)}”</p>")
        for number, message in enumerate(thread.messages):
            who = escape(self._remarks.name(message.author))
            text = escape(message.text).replace("\n", "<br>")
            way = f" · {CHANNELS[thread.channel]}" if not number and thread.channel != "here" else ""
            when = f"<span style='color:{self._theme.muted}'>{day_and_time(message.at)}{way}</span>"
            out.append(f"<p><b>{who}</b> {when}<br>{text}</p>")
        out.append(f"<p style='color:{self._theme.muted}'>{STATES[thread.state]}</p>")
        return out

    def _decision(self, item: Item) -> str:
        if item.decision is None:
            return ""
        done = f"{OUTCOMES[item.decision.outcome]} by {escape(self._remarks.name(item.decision.by))}"
        reason = f": {escape(item.decision.reason)}" if item.decision.reason else ""
        return f"<p><b>{done}</b>, {day_and_time(item.decision.at)}{reason}</p>"

    # ---- doing

    def take(self, number: int) -> None:
        """Takes the rival proposal with this number, from 0."""
        rivals = self._remarks.rivals(self._items[0]) if len(self._items) == 1 else ()
        if len(rivals) > 1 and number < len(rivals):
            self.taken.emit(rivals[number].id)

    def _take(self, url: QUrl) -> None:
        if url.scheme() == TAKE:
            self.taken.emit(url.path())
        elif url.scheme() == _WIDE:
            self.show_side_by_side()

    def _answer(self) -> None:
        if len(self._items) == 1 and self.reply.text().strip():
            self._remarks.answer(self._items[0], self.reply.text())
            self.reply.clear()

    def _sort(self) -> None:
        thread = self._remarks.comment_of(self._items[0]) if len(self._items) == 1 else None
        if thread is not None:
            changed = replace(
                thread,
                category=self.category.currentData(),
                priority=self.priority.currentData(),
                assigned=self.assigned.currentData(),
            )
            self._remarks.put(changed)

    def _change_state(self) -> None:
        thread = self._remarks.comment_of(self._items[0]) if len(self._items) == 1 else None
        if thread is not None:
            self._remarks.put(withdrawn(thread) if is_open(thread) else reopened(thread))
