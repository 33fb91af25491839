"""Keeping something out of public papers: words, rows, paragraphs, sections or documents, each for a legal reason."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import Question, words_label
from strategy_editor.app.editor.exempting import exempt_blocks, exempt_rows, exempt_words, exemption_here
from strategy_editor.app.forms.controls import schedule_choices
from strategy_editor.app.writing import Writing
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.records import Exemption
from strategy_editor.model.text import clean_line
from strategy_editor.session.commands import ChangeDocument, ChangeSection, Command, Put, Several

_ANOTHER = "?"
_LETTERS = 76


class Scope(Struct, frozen=True):
    """Something that can be kept back: words for it, and the exemption that it has."""

    key: str
    words: str
    exemption: str


class ExemptDialog(Question):
    """``scope`` is the key of what was chosen; ``exemption`` the id of a known reason, or ``new`` says another."""

    def __init__(self, desk: Desk, scopes: list[Scope], parent: QWidget | None = None) -> None:
        words = (
            "It is left out of every public file: text, contents, bookmarks, descriptions and properties. Numbers stay "
            "as they are, and the public paper says that something is not for publication."
        )
        super().__init__("Not for publication (Part 2)", words, "Mark it", parent)
        self._desk = desk
        self._scopes = scopes
        self.radios = {scope.key: QRadioButton(scope.words) for scope in scopes}
        self.reason_box = QComboBox()
        self.reason_box.setAccessibleName("Reason")
        self.paragraph = QComboBox()
        self.paragraph.setAccessibleName("Paragraph of the schedule")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why it applies")
        self.public_interest = QLineEdit()
        self.public_interest.setAccessibleName("Public interest")
        self._fill()
        self._lay_out()
        self.reason_box.currentIndexChanged.connect(lambda _: self._show())
        for radio in self.radios.values():
            radio.toggled.connect(lambda on: self._scope_chosen() if on else None)
        self.radios[scopes[0].key].setChecked(True)
        self.fit(_LETTERS)

    def _fill(self) -> None:
        project = self._desk.project
        self.reason_box.addItem("None: it is for publication", "")
        for each in project.exemptions:
            said = f"Paragraph {each.paragraph}: {each.reason or 'no reason given yet'}"
            self.reason_box.addItem(said, each.id)
        self.reason_box.addItem("Another reason…", _ANOTHER)
        for number, words in schedule_choices(project, None):
            self.paragraph.addItem(words, number)
        for box in (self.reason_box, self.paragraph):
            box.setMinimumContentsLength(30)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _lay_out(self) -> None:
        choices = QVBoxLayout()
        for radio in self.radios.values():
            choices.addWidget(radio)
        self._form = form = QFormLayout()
        form.addRow("What", choices)
        form.addRow("Reason", self.reason_box)
        form.addRow("Paragraph", self.paragraph)
        form.addRow("Why it applies", self.reason)
        form.addRow("Public interest", self.public_interest)
        self.hint = words_label("Say why keeping it back serves the public better than publishing it.")
        form.addRow("", self.hint)
        self.body.addLayout(form)

    # ---- what is chosen

    @property
    def scope(self) -> str:
        return next(key for key, radio in self.radios.items() if radio.isChecked())

    @property
    def exemption(self) -> str:
        chosen = str(self.reason_box.currentData())
        return "" if chosen == _ANOTHER else chosen

    @property
    def new(self) -> Exemption | None:
        """The reason that was written here, if it is another one."""
        if self.reason_box.currentData() != _ANOTHER:
            return None
        reason, interest = clean_line(self.reason.text()), clean_line(self.public_interest.text())
        return Exemption(new_id(), str(self.paragraph.currentData()), reason, interest)

    def _scope_chosen(self) -> None:
        """Shows the reason that it has; else the one that was used last, or another."""
        held = next(scope.exemption for scope in self._scopes if scope.key == self.scope)
        known = self._desk.project.exemptions
        wanted = held or (known[-1].id if known else _ANOTHER)
        self.reason_box.setCurrentIndex(max(0, self.reason_box.findData(wanted)))
        self._show()

    def _show(self) -> None:
        another = self.reason_box.currentData() == _ANOTHER
        for row in (self.paragraph, self.reason, self.public_interest, self.hint):
            self._form.setRowVisible(row, another)
        self.yes.setText("Mark it" if self.reason_box.currentData() else "Publish it again")

    def accept(self) -> None:
        """Another reason needs its words."""
        new = self.new
        if new is not None and not new.reason:
            self.refuse("Say why the paragraph applies. It can be changed later.")
            return
        super().accept()


def mark_exempt(desk: Desk, writing: Writing, parent: QWidget) -> None:
    """Asks what is not for publication, and marks it."""
    if desk.section is None or desk.document is None:
        return
    dialog = ExemptDialog(desk, scopes_at(desk, writing), parent)
    if dialog.exec():
        carry_out(desk, writing, dialog.scope, dialog.exemption, dialog.new)


def scopes_at(desk: Desk, writing: Writing) -> list[Scope]:
    """What can be kept back where the caret is, the smallest first."""
    section, document, editor = desk.section, desk.document, writing.editor
    assert section is not None
    assert document is not None
    words, row, block = exemption_here(editor)
    scopes = []
    if editor.textCursor().hasSelection():
        scopes.append(Scope("words", "The words that are selected", words))
    if editor.state.in_table:
        scopes.append(Scope("row", "This row of the table", row))
    if section.blocks:
        scopes.append(Scope("block", "This whole paragraph, table or picture", block))
    scopes.append(Scope("section", "This section, with all that is in it", section.limits.exemption))
    scopes.append(Scope("document", f"The whole document: {document.title}", document.exemption))
    return scopes


def carry_out(desk: Desk, writing: Writing, scope: str, exemption: str, new: Exemption | None) -> None:
    """Marks it; a reason that is not known yet is kept first."""
    section, document = desk.section, desk.document
    assert section is not None
    assert document is not None
    in_text: dict[str, Callable[..., None]] = {"words": exempt_words, "row": exempt_rows, "block": exempt_blocks}
    id = new.id if new is not None else exemption
    if scope in in_text:
        if new is not None and not desk.do(Put(new)):
            return
        in_text[scope](writing.editor, id)
        return
    command: Command
    if scope == "section":
        command = ChangeSection((section.id,), limits=replace(section.limits, exemption=id))
    else:
        command = ChangeDocument(document.id, classification="exempt" if id else "public", exemption=id)
    desk.do(Several((Put(new), command), "Not for publication") if new is not None else command)
