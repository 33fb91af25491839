"""What dialogs share: a title, a paragraph of words, a row of buttons, a place to choose."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
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
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.session.importing import WORD_FILES
from strategy_editor.session.paths import documents_folder

STRATEGY_FILES = "Strategies (*.strategy)"

_INSET = 6
"""Of the number in a number box, which the style sheet does not reach."""

_TITLE_BAR = 36
"""What the desktop's own frame takes of the height of the screen."""

_LEAST_BODY = 120
"""Below this height the content of a dialog is not squeezed further: it scrolls."""


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


def screen_room(widget: QWidget) -> QSize:
    """How large a window can be on the screen of ``widget``, less the frame that the desktop draws."""
    room = widget.screen().availableGeometry().size()
    return QSize(room.width(), room.height() - _TITLE_BAR)


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Gives a dialog this size, or as much of it as the screen has room for."""
    dialog.resize(QSize(width, height).boundedTo(screen_room(dialog)))


def open_outside(path: Path) -> None:
    """Opens a folder or a file in the program that the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class _Content(QWidget):
    """What is asked: lists in it become smaller before anything scrolls."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1


class _Body(QScrollArea):
    """Holds what a dialog asks; scrolls only where the screen is too low for all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = _Content()
        self.rows = QVBoxLayout(self.content)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(10)
        self.setWidget(self.content)

    def sizeHint(self) -> QSize:
        return self.content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        least = self.content.minimumSizeHint()
        return QSize(least.width() + self.verticalScrollBar().sizeHint().width(), min(least.height(), _LEAST_BODY))

    def height_for(self, width: int) -> int:
        """How high all of the content is at this width."""
        return max(self.rows.heightForWidth(width), self.rows.sizeHint().height())


class Question(QDialog):
    """A dialog with a title, words, content in ``body``, and two buttons; ``yes`` says what the main one does.

    It is as high as its words need at its width. On a low screen (a small one, or one at 200 %) the content scrolls,
    while title and buttons stay in sight. One that only shows something says so with ``cancel=False``.
    """

    def __init__(self, title: str, words: str, yes: str, parent: QWidget | None = None, *, cancel: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self._room = _Body()
        self._opening = QSize(0, 0)
        self.body = self._room.rows
        self.buttons = QDialogButtonBox()
        self.yes = QPushButton(yes)
        self.yes.setObjectName("primary")
        self.yes.setDefault(True)
        self.buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        if cancel:
            self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.fault = QLabel()
        self.fault.setObjectName("notice")
        self.fault.setContentsMargins(8, 6, 8, 6)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self._rows = layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(title_label(title))
        if words:
            layout.addWidget(words_label(words))
        layout.addWidget(self._room, 1)
        layout.addWidget(self.fault)
        layout.addWidget(self.buttons)

    def prefer(self, width: int, height: int) -> None:
        """The size to open at, where the screen has room for it; its owner can make the dialog smaller."""
        self._opening = QSize(width, height)

    def fit(self, letters: int) -> None:
        """Makes the dialog at least so many letters wide, and as high as its words need at that width."""
        self.setMinimumWidth(min(letters * self.fontMetrics().averageCharWidth(), screen_room(self).width()))
        self._give_room()

    def refuse(self, sentence: str) -> None:
        """Says why it cannot go on; what was filled in stays."""
        self.fault.setText(sentence)
        self.fault.show()
        self._give_room()

    def showEvent(self, event: QShowEvent) -> None:
        for box in self.findChildren(QAbstractSpinBox):
            box.lineEdit().setTextMargins(_INSET, 0, 0, 0)
        self._give_room()
        super().showEvent(event)

    def _give_room(self) -> None:
        """As large as it is, as it is to open and as its words need, within the screen."""
        room = screen_room(self)
        least = self.minimumSizeHint().expandedTo(self.minimumSize())
        width = min(max(self.width(), least.width(), self._opening.width()), room.width())
        height = min(max(self.height(), self._opening.height(), self._height_for(width)), room.height())
        self.resize(width, height)

    def _height_for(self, width: int) -> int:
        layout = self._rows
        self._room.updateGeometry()  # more of the content may be in sight by now
        margins = layout.contentsMargins()
        around = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return around - self._room.sizeHint().height() + self._room.height_for(width - margins.left() - margins.right())


def choice_list(name: str) -> QListWidget:
    """A list to choose from; lines too long for it go on below, so that nothing has to be scrolled sideways."""
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


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
