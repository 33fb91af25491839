"""What dialogs share: a title, a paragraph of words, a row of buttons, a place to choose."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.session.importing import WORD_FILES
from strategy_editor.session.paths import documents_folder

STRATEGY_FILES = "Strategies (*.strategy)"


def title_label(text: str) -> QLabel:
    """A heading in a dialog."""
    made = QLabel(text)
    made.setObjectName("sectionNumber")
    made.setWordWrap(True)
    return made


def words_label(text: str) -> QLabel:
    """A paragraph of quieter words."""
    made = QLabel(text)
    made.setProperty("muted", True)
    made.setWordWrap(True)
    return made


class Question(QDialog):
    """A dialog with a title, words, content in ``body``, and two buttons; ``yes`` says what the main one does."""

    def __init__(self, title: str, words: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.body = QVBoxLayout()
        self.buttons = QDialogButtonBox()
        self.yes = QPushButton(yes)
        self.yes.setObjectName("primary")
        self.yes.setDefault(True)
        self.buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.fault = QLabel()
        self.fault.setObjectName("notice")
        self.fault.setContentsMargins(8, 6, 8, 6)
        self.fault.setWordWrap(True)
        self.fault.hide()
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(title_label(title))
        if words:
            layout.addWidget(words_label(words))
        layout.addLayout(self.body)
        layout.addWidget(self.fault)
        layout.addWidget(self.buttons)

    def fit(self, letters: int) -> None:
        """Makes the dialog at least so many letters wide, and as high as its words need at that width."""
        self.setMinimumWidth(letters * self.fontMetrics().averageCharWidth())
        self.adjustSize()
        layout, screen = self.layout(), self.screen().availableGeometry()
        needed = layout.heightForWidth(self.width()) if layout is not None and layout.hasHeightForWidth() else 0
        self.resize(min(self.width(), screen.width()), min(max(self.height(), needed), screen.height()))

    def refuse(self, sentence: str) -> None:
        """Says why it cannot go on; what was filled in stays."""
        self.fault.setText(sentence)
        self.fault.show()


class WaitingPage(QWidget):
    """Shown while something is read: what is being done, and how far it is; nobody knows at first."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doing = QLabel(words)
        self.doing.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress")
        self.progress.setRange(0, 0)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.doing)
        layout.addWidget(self.progress)
        layout.addStretch(2)


class PlaceChooser(QWidget):
    """A line with a path, and a button that looks for one; ``folder``: a folder, else a file of ``files`` to write."""

    changed = Signal()

    def __init__(
        self, name: str, path: Path, *, folder: bool = False, files: str = STRATEGY_FILES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._folder = folder
        self.line = QLineEdit(str(path))
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        button = QPushButton("Choose…")
        button.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(button)

    @property
    def path(self) -> Path:
        return Path(self.line.text().strip()).expanduser()

    def _choose(self) -> None:
        if self._folder:
            chosen = QFileDialog.getExistingDirectory(self, "Choose a folder", self.line.text())
        else:
            chosen, _ = QFileDialog.getSaveFileName(self, "Choose where to save", self.line.text(), self._files)
        if chosen:
            self.line.setText(chosen)


def add_row(target: QListWidget, id: str, words: str, *, checked: bool) -> None:
    """Adds a line that can be ticked; ``id`` is what it stands for."""
    item = QListWidgetItem(words)
    item.setData(Qt.ItemDataRole.UserRole, id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    target.addItem(item)


def ticked(source: QListWidget) -> tuple[str, ...]:
    """What the ticked lines stand for."""
    items = (source.item(row) for row in range(source.count()))
    return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)


def chosen_word_file(parent: QWidget | None) -> Path | None:
    """Asks for a Word file; None where nobody chose one."""
    patterns = " ".join(f"*.{ending}" for ending in WORD_FILES)
    path, _ = QFileDialog.getOpenFileName(
        parent, "Choose the old Word file", str(documents_folder()), f"Word files ({patterns});;All files (*)"
    )
    return Path(path) if path else None
