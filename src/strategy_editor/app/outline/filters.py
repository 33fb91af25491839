"""Which sections the outline shows: by words, by status, by owner, those with open comments."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme
from strategy_editor.session.summary import STATUS_WORDS, SectionSummary

_COMMENTED = "With open comments"
_NOBODY = "Nobody yet"


class FilterButton(QToolButton):
    """A button with a menu of what to show. Within status and within owner any of the chosen will do."""

    changed = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._statuses: set[str] = set()
        self._owners: set[str] = set()
        self._commented = False
        self.setCheckable(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self.fill)
        self.setMenu(self.choices)
        self.dress(theme)
        self._tell()

    def dress(self, theme: Theme) -> None:
        """Draws the icon in the colours of the theme."""
        self.setIcon(icon("list-filter", theme.text))

    def takes(self, summary: SectionSummary, words: str) -> bool:
        """Whether a section is to be shown."""
        return (
            words.casefold().strip() in f"{summary.number}  {summary.title}".casefold()
            and (not self._statuses or summary.status in self._statuses)
            and (not self._owners or summary.owner in self._owners)
            and (not self._commented or summary.comments > 0)
        )

    def fill(self) -> None:
        """Fills the menu with statuses and the people of today."""
        self.choices.clear()
        self.choices.addSection("Status")
        for status, words in STATUS_WORDS.items():
            self._choice(words, status, self._statuses)
        self.choices.addSection("Owner")
        for id, name in [("", _NOBODY), *((person.id, person.shown) for person in self._desk.project.people)]:
            self._choice(name, id, self._owners)
        self.choices.addSeparator()
        commented = self.choices.addAction(_COMMENTED)
        commented.setCheckable(True)
        commented.setChecked(self._commented)
        commented.toggled.connect(self._want_commented)
        self.choices.addSeparator()
        self.choices.addAction("Show all", self.clear)

    def clear(self) -> None:
        """Shows every section again."""
        self._statuses.clear()
        self._owners.clear()
        self._commented = False
        self._tell()

    def _choice(self, words: str, key: str, chosen: set[str]) -> None:
        action = self.choices.addAction(words)
        action.setCheckable(True)
        action.setChecked(key in chosen)
        action.toggled.connect(partial(self._choose, key, chosen))

    def _choose(self, key: str, chosen: set[str], on: bool) -> None:
        (chosen.add if on else chosen.discard)(key)
        self._tell()

    def _want_commented(self, on: bool) -> None:
        self._commented = on
        self._tell()

    def _tell(self) -> None:
        count = len(self._statuses) + len(self._owners) + self._commented
        words = f"Show only some sections ({count} chosen)" if count else "Show only some sections"
        self.setChecked(count > 0)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.changed.emit()
