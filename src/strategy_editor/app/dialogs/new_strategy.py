"""Starting a strategy: outline, council, title, meeting, where to save. “Don't know yet” is an answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from strategy_editor.app.dialogs.parts import PlaceChooser, Question, words_label
from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.model.dates import When, parse_when
from strategy_editor.model.text import clean_line
from strategy_editor.session.opening import NewStrategy
from strategy_editor.session.shelves import outlines, profiles
from strategy_editor.templates.shelf import Listing


class NewStrategyDialog(Question):
    """``wanted`` is what was asked for, once it is accepted."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            "Start a strategy",
            "The outline says what each document should cover. Everything here can be changed later.",
            "Start",
            parent,
        )
        self.wanted: NewStrategy | None = None
        self._folder = folder
        self._named = False
        self.outline = self._choice("Outline", outlines())
        self.profile = self._choice("Council settings", profiles())
        self.about = words_label("")
        self.council = QLineEdit()
        self.council.setPlaceholderText("As in the council settings")
        self.title = QLineEdit()
        self.title.setPlaceholderText("For example: ICT Strategy 2009 to 2012")
        self.title.textChanged.connect(self._suggest_place)
        self.meeting = QLineEdit()
        self.meeting.setPlaceholderText("3 March 2009, or March 2009")
        self.unknown = QCheckBox("Don’t know yet")
        self.unknown.setChecked(True)
        self.unknown.toggled.connect(lambda ticked: self.meeting.setEnabled(not ticked))
        self.meeting.setEnabled(False)
        self.place = PlaceChooser("Where to save", folder / "Strategy.strategy")
        self.place.line.textEdited.connect(self._place_named)
        self._lay_out()
        self.outline.currentIndexChanged.connect(lambda _: self._show_about())
        self._show_about()

    def _choice(self, name: str, listings: tuple[Listing, ...]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for listing in listings:
            if not listing.problem:
                made.addItem(listing.title, listing)
        return made

    def _lay_out(self) -> None:
        meeting = QHBoxLayout()
        meeting.addWidget(self.meeting, 1)
        meeting.addWidget(self.unknown)
        form = QFormLayout()
        form.addRow("Outline", self.outline)
        form.addRow("", self.about)
        form.addRow("Council settings", self.profile)
        form.addRow("Name of the council", self.council)
        form.addRow("Title of the strategy", self.title)
        form.addRow("Date of the meeting", meeting)
        form.addRow("Where to save", self.place)
        self.body.addLayout(form)

    def _show_about(self) -> None:
        listing = self.outline.currentData()
        self.about.setText(listing.description if listing else "")

    def _suggest_place(self, title: str) -> None:
        if not self._named:
            name = "".join(each for each in clean_line(title) if each.isalnum() or each in " -_()") or "Strategy"
            self.place.line.setText(str(self._folder / f"{name.strip()}.strategy"))

    def _place_named(self) -> None:
        self._named = True

    def accept(self) -> None:
        try:
            self.wanted = self._read()
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()

    def _read(self) -> NewStrategy:
        path = self.place.path
        if path.suffix != ".strategy":
            path = path.with_name(f"{path.name}.strategy")
        if path.exists():
            raise WrongUse(
                f"There is a file {path.name} already.", advice="Choose another name, so that it stays safe."
            )
        meeting: When | None = None
        if not self.unknown.isChecked() and self.meeting.text().strip():
            meeting = parse_when(self.meeting.text())
        return NewStrategy(
            path,
            self.outline.currentData().path,
            self.profile.currentData().path,
            clean_line(self.title.text()),
            clean_line(self.council.text()),
            meeting,
        )
