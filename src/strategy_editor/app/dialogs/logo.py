"""The council's logo in its settings: choose a picture, see it, take it off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.foundation.errors import DiskRefused, StrategyError
from strategy_editor.session.commands import Command
from strategy_editor.session.council_type import Held, hold
from strategy_editor.session.pictures import take_in

_PICTURES = "Pictures (*.png *.jpg *.jpeg)"
_HEIGHT = 40


class LogoChooser(QWidget):
    """``digest`` names the picture that was chosen; empty for none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._new: Held | None = None
        self.digest = ""
        self.shown = QLabel()
        self.choose_button = QPushButton("Choose…")
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self.choose)
        self.remove = QPushButton("Take off")
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(lambda: self.show_logo(""))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shown)
        layout.addWidget(self.choose_button)
        layout.addWidget(self.remove)
        layout.addStretch(1)

    def show_logo(self, digest: str) -> None:
        """Shows the logo with this digest, or that there is none."""
        known = digest in self._desk.project.pictures or (self._new is not None and self._new.record.id == digest)
        self.digest = digest if known else ""
        picture = QPixmap()
        if self.digest:
            picture.loadFromData(self._desk.session.picture(self.digest))
            picture = picture.scaledToHeight(_HEIGHT, Qt.TransformationMode.SmoothTransformation)
        self.shown.setPixmap(picture)
        self.shown.setVisible(bool(self.digest))
        self.remove.setVisible(bool(self.digest))

    def choose(self) -> None:
        """Asks for a picture; what cannot be taken is said."""
        path, _ = QFileDialog.getOpenFileName(self, "The council’s logo", "", _PICTURES)
        if path:
            try:
                self.take(Path(path))
            except StrategyError as error:
                QMessageBox.warning(self, "The council’s logo", str(error))

    def take(self, path: Path) -> None:
        """Takes a picture in. Raises DiskRefused, and WrongUse for what is no picture."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DiskRefused(f"{path.name} cannot be read ({error.strerror}).") from error
        picture, kept = take_in(data, path.name)
        self.bring(Held(picture, kept))
        self.show_logo(picture.id)

    def bring(self, logo: Held) -> None:
        """Keeps a picture at hand, to be shown and put into the project."""
        self._new = logo
        self._desk.session.add_picture(logo.record.id, logo.data)

    def commands(self) -> tuple[Command, ...]:
        """What puts the picture into the project, where it is new there."""
        if self._new is None or self._new.record.id != self.digest:
            return ()
        return hold(self._desk.session, (self._new,))
