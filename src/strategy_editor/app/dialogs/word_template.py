"""The council's own Word template in its settings: choose a file, read what is taken from it, take it off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.aside import Aside
from strategy_editor.app.desk import Desk
from strategy_editor.model.records import Picture
from strategy_editor.session.commands import Command
from strategy_editor.session.council_type import Held, hold
from strategy_editor.session.word_templates import TakenIn, take_in_template, template_sentences

_FILES = "Word templates and documents (*.dotx *.docx *.dotm *.docm *.dot *.doc)"
_NONE = "None: Word papers have the type and colours set here."


class TemplateChooser(QWidget):
    """``digest`` names the template that was chosen; empty for none. Reading one happens beside the window."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._new: Held | None = None
        self._taking = False
        self.digest = ""
        self.reading = Aside(self)
        self.reading.done.connect(self._read)
        self.reading.failed.connect(self._refused)
        self.shown = QLabel()
        self.shown.setWordWrap(True)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("muted", True)
        self.choose_button = QPushButton("Choose…")
        self.choose_button.setAutoDefault(False)
        self.choose_button.setAccessibleName("Choose a Word template")
        self.choose_button.clicked.connect(self.choose)
        self.remove = QPushButton("Take off")
        self.remove.setAutoDefault(False)
        self.remove.setAccessibleName("Take the Word template off")
        self.remove.clicked.connect(lambda: self.show_template(""))
        row = QHBoxLayout()
        row.addWidget(self.shown, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.told)
        self._show("")

    @property
    def busy(self) -> bool:
        """Whether a template that was chosen is still being read."""
        return self._taking

    def show_template(self, digest: str) -> None:
        """Shows the template with this SHA-256, or that there is none."""
        known = self._record(digest) is not None
        self.digest = digest if known else ""
        self._show("")
        if known:
            session, page = self._desk.session, self._desk.project.profile.page
            self.reading.start(lambda: template_sentences(session.picture(digest), page))

    def choose(self) -> None:
        """Asks for a file."""
        path, _ = QFileDialog.getOpenFileName(self, "The council’s Word template", "", _FILES)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Begins to read a template; what cannot be used is said below."""
        page = self._desk.project.profile.page
        self.told.setText(f"Reading {path.name}…")
        self.told.show()
        self.choose_button.setEnabled(False)
        self._taking = True
        self.reading.start(lambda: take_in_template(path, page))

    def bring(self, template: Held) -> None:
        """Keeps a template at hand, to be shown and put into the project."""
        self._new = template
        self._desk.session.add_picture(template.record.id, template.data)

    def commands(self) -> tuple[Command, ...]:
        """What puts the template into the strategy, where it is new there."""
        if self._new is None or self._new.record.id != self.digest:
            return ()
        return hold(self._desk.session, (self._new,))

    def _record(self, digest: str) -> Picture | None:
        if self._new is not None and self._new.record.id == digest:
            return self._new.record
        return self._desk.project.pictures.get(digest)

    def _read(self, found: object) -> None:
        if isinstance(found, TakenIn):
            self.bring(Held(found.record, found.data))
            self.digest = found.record.id
            self._show("\n".join(found.sentences))
        elif isinstance(found, tuple):
            self._show("\n".join(found))

    def _refused(self, sentence: str) -> None:
        self._show(sentence)

    def _show(self, told: str) -> None:
        self._taking = False
        record = self._record(self.digest) if self.digest else None
        self.shown.setText(record.name or "A Word template" if record is not None else _NONE)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.choose_button.setEnabled(True)
        self.remove.setVisible(bool(self.digest))
