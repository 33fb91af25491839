"""Help: keyboard shortcuts, where things are kept, what this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from strategy_editor import __version__
from strategy_editor.app.actions import MENUS
from strategy_editor.app.dialogs.parts import Question, words_label
from strategy_editor.session import paths

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
    """Where working copies, backups, settings and logs are kept, each with a way there."""

    def __init__(self, working_folder: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Where things are kept",
            "Your strategies are where you saved them. The program keeps these on this computer besides:",
            "Close",
            parent,
            cancel=False,
        )
        for name, folder in (
            ("Work in hand, saved every second", paths.working_folder(working_folder)),
            ("Backups of what was discarded", paths.backups_folder()),
            ("Settings, your outlines and council settings", paths.settings_folder()),
            ("Logs, which never hold your text", paths.logs_folder()),
        ):
            button = QPushButton(f"{name}\n{folder}")
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(lambda _=False, f=folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(f))))
            self.body.addWidget(button)


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
