"""The council's own type in its settings: TrueType files are added, seen by their families, and taken off."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.profile import FontFile
from strategy_editor.session.commands import Command
from strategy_editor.session.council_type import Held, families, hold, read_type, with_type, without_family

_FILES = "TrueType files (*.ttf)"
_TITLE = "The council’s own type"
_HEIGHT = 76


class TypeChooser(QWidget):
    """``fonts`` are the files that were chosen; ``changed`` tells that they are others now."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._held: dict[str, Held] = {}
        self.fonts: tuple[FontFile, ...] = ()
        self.listed = QListWidget()
        self.listed.setAccessibleName("Type that travels with this strategy")
        self.listed.setMaximumHeight(_HEIGHT)
        self.listed.setWordWrap(True)
        self.listed.currentRowChanged.connect(self._choose_row)
        add = QPushButton("Add files…")
        add.setAutoDefault(False)
        add.clicked.connect(self.choose)
        self.remove = QPushButton("Take off")
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._take_off)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addWidget(self.remove)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.listed)
        layout.addLayout(row)
        self.setFocusProxy(add)
        self.show_type(())

    def show_type(self, fonts: tuple[FontFile, ...]) -> None:
        """Shows these files, a line for each family."""
        self.fonts = fonts
        self.listed.clear()
        for family, files in families(fonts).items():
            weights = ", ".join(each.weight.replace("-", " ") for each in files)
            item = QListWidgetItem(f"{family}: {weights}", self.listed)
            item.setData(Qt.ItemDataRole.UserRole, family)
        self.listed.setVisible(bool(fonts))
        self.listed.setCurrentRow(0 if fonts else -1)
        self._choose_row(self.listed.currentRow())
        self.changed.emit()

    def choices(self) -> tuple[str, ...]:
        """The families that can be named as type: these, and ours."""
        from strategy_editor.pdf.fonts import FAMILIES  # loads the fonts' library, which the window must not wait for

        return tuple(dict.fromkeys((*(each.family for each in self.fonts), *FAMILIES)))

    def choose(self) -> None:
        """Asks for files; what cannot be taken is said, the others are taken."""
        paths, _ = QFileDialog.getOpenFileNames(self, _TITLE, "", _FILES)
        refused = self.take(Path(path) for path in paths)
        if refused:
            QMessageBox.warning(self, _TITLE, "\n\n".join(refused))

    def take(self, paths: Iterable[Path]) -> tuple[str, ...]:
        """Takes files in; sentences about those that cannot be."""
        refused: list[str] = []
        page = replace(self._desk.project.profile.page, fonts=self.fonts)
        for path in paths:
            try:
                font, held = read_type(path)
                page = with_type(page, (font,))
            except StrategyError as error:
                refused.append(str(error))
            else:
                self.bring(held)
        self.show_type(page.fonts)
        return tuple(refused)

    def bring(self, held: Held) -> None:
        """Keeps a file at hand, to be put into the project."""
        self._held[held.record.id] = held
        self._desk.session.add_picture(held.record.id, held.data)

    def commands(self) -> tuple[Command, ...]:
        """What puts the files into the project, where they are new there."""
        chosen = {each.id for each in self.fonts}
        return hold(self._desk.session, (held for id, held in self._held.items() if id in chosen))

    def _choose_row(self, row: int) -> None:
        self.remove.setEnabled(row >= 0)

    def _take_off(self) -> None:
        family = self.listed.currentItem().data(Qt.ItemDataRole.UserRole)
        self.show_type(without_family(replace(self._desk.project.profile.page, fonts=self.fonts), family).fonts)
