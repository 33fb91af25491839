"""Clearance: each role of the council's chain for the document in hand, how far it is, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QTextBrowser, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.marked_words import compared
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.project import Project
from strategy_editor.review.clearing import STATES, Link, chain, differences, why_it_cannot_stand
from strategy_editor.session.clearing import cleared_words, in_words, title_of

_LOOKS = {
    "to-ask": ("circle-dashed", "muted"),
    "asked": ("send", "accent"),
    "cleared": ("shield-check", "good"),
    "changed": ("triangle-alert", "warn"),
    "refused": ("octagon-alert", "bad"),
}


class ClearanceList(SideList):
    """``ask_wanted``, ``answer_wanted`` and ``stand_wanted`` carry the link that is chosen.

    ``of_tree`` gives the strategy as it was in an entry of the ledger; until somebody sets it, differences stay hidden.
    """

    ask_wanted = Signal(object)
    answer_wanted = Signal(object)
    stand_wanted = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: Widget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.of_tree: Callable[[str], Project] | None = None
        self.links: tuple[Link, ...] = ()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Who clears what")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show_details())
        self.list.itemActivated.connect(lambda _: self._go())
        self.details = QTextBrowser()
        self.details.setAccessibleName("The chosen clearance in full")
        self.ask = self._button("Ask for clearance…", self.ask_wanted)
        self.answer = self._button("Record the answer…", self.answer_wanted)
        self.stand = self._button("Clearance stands…", self.stand_wanted)
        buttons = QGridLayout()
        buttons.addWidget(self.ask, 0, 0)
        buttons.addWidget(self.answer, 0, 1)
        buttons.addWidget(self.stand, 1, 0, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 6, 2, 2)
        layout.addWidget(self.summary)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.details, 1)
        layout.addLayout(buttons)
        self.refresh()

    def _button(self, words: str, signal) -> QPushButton:
        made = QPushButton(words)
        made.clicked.connect(lambda _=False: self._emit(signal))
        return made

    def _emit(self, signal) -> None:
        chosen = self.chosen()
        if chosen is not None:
            signal.emit(chosen)

    # ---- showing

    def dress(self, theme: Theme) -> None:
        """Draws in the colours of the theme."""
        self._theme = theme
        self._fill()

    def refresh(self) -> int:
        """Shows the chain as it is now; returns how many required links are not closed."""
        document, session = self._desk.document, self._desk.session
        links = chain(session.project, session.ledger, document) if document is not None else ()
        if links != self.links:
            self.links = links
            self._fill()
        elif any(each.state == "changed" for each in links):
            self._show_details()
        left = sum(each.state != "cleared" and each.step.required for each in links)
        asked_at_all = any(each.state != "to-ask" for each in links)
        self.summary.setText(
            "The council’s settings name nobody who clears this document."
            if not links
            else f"{left} of {len(links)} still to clear. Silence is never consent."
            if left
            else "Everybody has cleared these words."
        )
        return left if asked_at_all else 0

    def _fill(self) -> None:
        row = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for each in self.links:
            picture, colour = _LOOKS[each.state]
            what = "the whole document" if each.is_document else title_of(self._desk.project, each.owner)
            words = f"{each.step.role}: {what}\n{self._state(each)}"
            item = QListWidgetItem(icon(picture, getattr(self._theme, colour)), words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._show_details()

    def _state(self, link: Link) -> str:
        said = in_words(self._desk.project, link)
        return f"{STATES[link.state]}: {said}" if said else STATES[link.state]

    def chosen(self) -> Link | None:
        """The link that is chosen."""
        row = self.list.currentRow()
        return self.links[row] if 0 <= row < len(self.links) else None

    def _show_details(self) -> None:
        link = self.chosen()
        self.ask.setEnabled(link is not None)
        self.answer.setEnabled(link is not None)
        self.stand.setEnabled(False)
        self.details.setHtml(self._html(link) if link is not None else "")

    def _html(self, link: Link) -> str:
        parts = [f"<p><b>{escape(link.step.role)}</b><br>{escape(self._state(link))}</p>"]
        if link.answer is not None and link.answer.reason:
            parts.append(f"<p>{escape(link.answer.reason)}</p>")
        before = self._before(link)
        if before is not None:
            parts.append(self._difference(link, before))
        evidence = self._evidence(link)
        if evidence:
            words = escape(evidence).replace("\n", "<br>")
            parts.append(f"<p style='color:{self._theme.muted}'>The answer, as it was kept:</p><p>{words}</p>")
        return "".join(parts)

    def _before(self, link: Link) -> Project | None:
        if link.state != "changed" or self.of_tree is None:
            return None
        try:
            return cleared_words(self._desk.project, link, self.of_tree)
        except StrategyError:
            return None

    def _difference(self, link: Link, before: Project) -> str:
        project = self._desk.project
        changes = differences(before, project, link.owner)
        objection = why_it_cannot_stand(before, project, link.owner)
        self.stand.setEnabled(not objection)
        said = objection or "Only the spelling has changed: you can record that the clearance stands."
        shown = "".join(f"<p>{compared(each.before, each.after, self._theme)}</p>" for each in changes)
        return f"<p><i>{escape(said)}</i></p>{shown}"

    def _evidence(self, link: Link) -> str:
        if link.answer is None or not link.answer.evidence:
            return ""
        try:
            return self._desk.session.picture(link.answer.evidence).decode("utf-8", "replace")
        except (StrategyError, LookupError):
            return ""

    def _go(self) -> None:
        link = self.chosen()
        if link is not None and not link.is_document:
            self._desk.open_section(link.owner)
