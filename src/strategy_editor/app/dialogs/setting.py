"""How a PDF is set: an even right edge, divided words, and what the printer asks for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from strategy_editor.session.export import PressWishes, Setting

_MULTIPLES = (
    (1, "No blank pages at the end"),
    (2, "An even number"),
    (4, "In fours"),
    (8, "In eights"),
    (16, "In 16s"),
)
_PROFILES = "Colour profiles (*.icc *.icm)"
_OUR_PROFILE = "Coated paper (FOGRA39)"


class SettingWishes(QWidget):
    """Ticks for every PDF; for the printed version also the number of pages and the printer's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.justified = QCheckBox("Even right edge")
        self.hyphenated = QCheckBox("Divide words at the ends of lines")
        self.multiple = QComboBox()
        self.multiple.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.multiple.setAccessibleName("Number of pages, for binding")
        for number, words in _MULTIPLES:
            self.multiple.addItem(words, number)
        self._profile = ""
        self.profile = QLabel(_OUR_PROFILE)
        self._choose = QPushButton("Printer’s colour profile…")
        self._choose.clicked.connect(self.choose_profile)
        ticks, press = QHBoxLayout(), QHBoxLayout()
        for widget in (self.justified, self.hyphenated):
            ticks.addWidget(widget)
        ticks.addStretch(1)
        self._press = QWidget()
        self._press.setLayout(press)
        press.setContentsMargins(0, 0, 0, 0)
        for each in (self.multiple, self._choose, self.profile):
            press.addWidget(each)
        press.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(ticks)
        layout.addWidget(self._press)

    @property
    def setting(self) -> Setting:
        """What was chosen."""
        press = PressWishes(self._profile, "", int(self.multiple.currentData())) if not self._press.isHidden() else None
        return Setting(self.justified.isChecked(), self.hyphenated.isChecked(), press or PressWishes())

    def show_for(self, edition: str) -> None:
        """Shows what can be chosen for an edition."""
        self._press.setVisible(edition == "print")

    def choose_profile(self) -> None:
        """Asks for the file that the printer sent."""
        path, _ = QFileDialog.getOpenFileName(self, "The printer’s colour profile", "", _PROFILES)
        if path:
            self._profile = path
            self.profile.setText(Path(path).name)
