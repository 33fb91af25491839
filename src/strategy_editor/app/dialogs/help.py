"""Help: keyboard shortcuts, where things are kept, what this program is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from strategy_editor import __version__
from strategy_editor.app.actions import MENUS
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, open_outside, words_label
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.session import paths
from strategy_editor.session.settings import with_working_folder

WORK = "Work in hand, saved every second"
_NATIVE = QKeySequence.SequenceFormat.NativeText


class KeyboardDialog(Question):
    """All shortcuts, from the table of acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", "", "Close", parent, cancel=False)
        self.prefer(520, 560)
        rows = [
            (
                act.words.replace("&", "").rstrip("…"),
                QKeySequence(act.keys).toString(QKeySequence.SequenceFormat.NativeText),
            )
            for _, acts in MENUS
            for act in acts
            if act.keys
        ]
        rows += [
            ("Move a section up or down (in the list of sections)", "Alt+Shift+Up, Alt+Shift+Down"),
            ("Move a section in or out (in the list of sections)", "Alt+Shift+Right, Alt+Shift+Left"),
        ]
        table = QTableWidget(len(rows), 2)
        table.setAccessibleName("Keyboard shortcuts")
        table.setHorizontalHeaderLabels(["What", "Keys"])
        table.verticalHeader().hide()
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                table.setItem(row, column, item)
        self.body.addWidget(table)


class FoldersDialog(Question):
    """Where working copies, backups, settings and logs are kept, each with a way there; the first can be elsewhere."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            "Where things are kept",
            "Your strategies are where you saved them. The program keeps these on this computer besides:",
            "Close",
            parent,
            cancel=False,
        )
        self._desk = desk
        self.work = self._way_to(WORK, paths.working_folder(desk.settings.working_folder))
        self.body.addWidget(
            words_label(
                "If your desktop wipes your own folders when you log off, keep work in hand somewhere that stays, but "
                "not in a folder that you share or synchronise."
            )
        )
        row = QHBoxLayout()
        row.addStretch(1)
        self.elsewhere = QPushButton("Keep work in hand elsewhere…")
        self.elsewhere.clicked.connect(self._choose)
        self.usual = QPushButton("Use the usual place")
        self.usual.clicked.connect(lambda: self.keep_in(None))
        for button in (self.elsewhere, self.usual):
            row.addWidget(button)
        self.body.addLayout(row)
        for name, folder in (
            ("Backups of what was discarded", paths.backups_folder()),
            ("Settings, your outlines and council settings", paths.settings_folder()),
            ("Logs, which never hold your text", paths.logs_folder()),
        ):
            self._way_to(name, folder)
        self.body.addStretch(1)
        self.usual.setEnabled(bool(desk.settings.working_folder))

    def _way_to(self, name: str, folder: Path) -> QPushButton:
        button = QPushButton()
        button.setStyleSheet("text-align: left;")
        button.clicked.connect(lambda: open_outside(Path(button.property("folder"))))
        self.body.addWidget(button)
        _lead(button, name, folder)
        return button

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, "Choose a folder for work in hand", self.work.property("folder")
        )
        if folder:
            self.keep_in(Path(folder))

    def keep_in(self, folder: Path | None) -> None:
        """Has work in hand kept there (None: in the usual place) whenever a strategy is opened from now on."""
        try:
            settings = with_working_folder(self._desk.settings, folder)
        except StrategyError as error:
            self.refuse(str(error))
            return
        self._desk.settle(working_folder=settings.working_folder, left_folders=settings.left_folders)
        self.fault.hide()
        _lead(self.work, WORK, paths.working_folder(settings.working_folder))
        self.usual.setEnabled(bool(settings.working_folder))
        self._desk.told.emit("Work in hand is kept there from the next time that a strategy is opened.", False)


def _lead(button: QPushButton, name: str, folder: Path) -> None:
    button.setText(f"{name}\n{folder}")
    button.setProperty("folder", str(folder))


class AboutDialog(Question):
    """Version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About the Strategy Editor", f"Version {__version__}", "Close", parent, cancel=False)
        text = QLabel(
            "Write a strategy by its outline, have it reviewed, and take it to Cabinet, the printer and the website. "
            "It works without a network and sends nothing anywhere."
        )
        text.setWordWrap(True)
        self.body.addWidget(text)
        self.body.addWidget(
            words_label(
                "MIT licence. Made with Qt for Python (LGPL), python-docx, ReportLab and other free software; "
                "fonts, icons and dictionaries keep their own licences, listed with the program."
            )
        )
