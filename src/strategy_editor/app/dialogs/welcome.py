"""The first thing that people see: who are you, and what would you like to do?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.dialogs.parts import title_label, words_label
from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme, icon_square
from strategy_editor.model.text import clean_line
from strategy_editor.session.settings import Settings

WAYS = (
    ("new", "file-plus", "Start a strategy", "By an outline, with guidance for every section"),
    ("word", "import", "Start from last year’s Word file", "Its text goes into the outline, section by section"),
    ("open", "folder-open", "Open a strategy", "To go on writing, to review it, or to export it"),
    ("papers", "download", "Only make the papers", "Open a strategy for reading, and export it"),
    ("sample", "lightbulb", "Try the example", "A copy of a whole strategy: change what you like"),
)

_UNSAVED = ("unsaved", "history", "Work that was not saved", "What was not in a file when the program ended")


class Welcome(QDialog):
    """``chosen`` carries the key of a way in; ``recent_chosen`` a path; ``introduced`` name and post."""

    chosen = Signal(str)
    recent_chosen = Signal(str)
    introduced = Signal(str, str)

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Strategy Editor")
        self.setMinimumWidth(560)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(title_label("Strategy Editor"))
        layout.addWidget(words_label("Write a strategy by its outline, have it reviewed, and take it to Cabinet."))
        self.name = QLineEdit(settings.name)
        self.post = QLineEdit(settings.post)
        form = QFormLayout()
        for label, line in (("Your name", self.name), ("Your post", self.post)):
            line.setAccessibleName(label)
            line.editingFinished.connect(self._introduce)
            form.addRow(label, line)
        layout.addLayout(form)
        hint = "Comments and changes carry your name. You can leave it empty for now."
        layout.addWidget(words_label(hint))
        for key, picture, words, told in WAYS:
            layout.addWidget(self._way(key, picture, words, told, theme))
        self.unsaved = self._way(*_UNSAVED, theme)
        self.unsaved.hide()
        layout.addWidget(self.unsaved)
        if settings.recent:
            self._add_recent(layout, settings, theme)

    def offer_unsaved(self, count: int) -> None:
        """Offers work that an earlier run left unsaved."""
        said = f"{count} that {'was' if count == 1 else 'were'} not in a file when the program ended"
        self.unsaved.setText(f"Work that was not saved\n{said}")
        self.unsaved.setVisible(count > 0)

    def _way(self, key: str, picture: str, words: str, told: str, theme: Theme) -> QPushButton:
        first = key == "new"
        made = QPushButton(icon(picture, theme.accent_text if first else theme.accent), f"{words}\n{told}")
        made.setObjectName("primary" if first else "way")
        made.setStyleSheet("text-align: left; padding: 10px 14px;")
        made.setIconSize(icon_square(22))
        made.setAccessibleName(words)
        made.setAccessibleDescription(told)
        made.setDefault(first)
        made.clicked.connect(lambda: self._choose(key))
        return made

    def _add_recent(self, layout: QVBoxLayout, settings: Settings, theme: Theme) -> None:
        heading = QLabel("Opened before")
        heading.setProperty("muted", True)
        layout.addWidget(heading)
        self.recent = QListWidget()
        self.recent.setAccessibleName("Opened before")
        self.recent.setMaximumHeight(140)
        for path in settings.recent:
            item = QListWidgetItem(icon("file-text", theme.muted), Path(path).name)
            item.setToolTip(path)
            item.setData(0x0100, path)
            self.recent.addItem(item)
        self.recent.itemActivated.connect(self._choose_recent)
        self.recent.itemClicked.connect(self._choose_recent)
        layout.addWidget(self.recent)

    def _introduce(self) -> None:
        self.introduced.emit(clean_line(self.name.text()), clean_line(self.post.text()))

    def _choose(self, key: str) -> None:
        self._introduce()
        self.chosen.emit(key)

    def _choose_recent(self, item: QListWidgetItem) -> None:
        self._introduce()
        self.recent_chosen.emit(item.data(0x0100))
