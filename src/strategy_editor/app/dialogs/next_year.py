"""Next year's strategy: what it is called, which version it starts from, by which outline, where it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from strategy_editor.app.dialogs.parts import PlaceChooser, Question
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.text import clean_line
from strategy_editor.session.comparing import version_name
from strategy_editor.session.refreshing import NextYear, approved
from strategy_editor.session.shelves import outlines

_WORDS = (
    "A new file with the text to revise, the old text beside each section, and the milestones that are not done. "
    "Statuses and dates start again; comments point out old dates and names."
)


class NextYearDialog(Question):
    """``wanted`` is what was filled in."""

    def __init__(self, path: Path, title: str, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__("Next year’s strategy", _WORDS, "Start", parent)
        self._path = path
        self.title = QLineEdit()
        self.title.setPlaceholderText(title)
        self.version = QComboBox()
        self.version.setAccessibleName("Start from")
        named = [version for version in reversed(ledger.versions) if version.name]
        agreed = approved(ledger)
        for version in named:
            last = ", the last that was approved" if agreed is not None and version.id == agreed.id else ""
            self.version.addItem(f"{version_name(version)}{last}", version.id)
        if not named:
            self.version.addItem("The text as it was last saved", "")
        if agreed is not None:
            self.version.setCurrentIndex(max(0, self.version.findData(agreed.id)))
        self.outline = QComboBox()
        self.outline.setAccessibleName("Outline")
        self.outline.addItem("The same outline", "")
        for listing in outlines():
            if not listing.problem:
                self.outline.addItem(listing.title, str(listing.path))
        self.place = PlaceChooser("Where to save", path.with_name(f"{path.stem}, next year.strategy"))
        form = QFormLayout()
        form.addRow("Title", self.title)
        form.addRow("Start from", self.version)
        form.addRow("Outline", self.outline)
        form.addRow("Where to save", self.place)
        self.body.addLayout(form)

    @property
    def wanted(self) -> NextYear:
        """What to start."""
        target = self.place.path
        if target.suffix != ".strategy":
            target = target.with_name(f"{target.name}.strategy")
        version, outline = self.version.currentData(), self.outline.currentData()
        return NextYear(self._path, target, clean_line(self.title.text()), version, outline)
