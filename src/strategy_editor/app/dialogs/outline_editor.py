"""A council's own outline: made from the strategy in hand, changed here, kept as a readable file."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.dialogs.parts import Question, choice_list
from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.outline import DocumentOutline, Need, Outline, OutlineSection, Prompt, WordTarget
from strategy_editor.model.text import clean_line
from strategy_editor.session.shelves import save_outline
from strategy_editor.templates.outlines import prompt_id

_NEEDS: tuple[tuple[Need, str], ...] = (
    ("required", "Required"),
    ("conditional", "Required in some cases"),
    ("optional", "Optional"),
)
_MOST_WORDS = 50_000


class OutlineEditor(Question):
    """``outline`` is the outline as it is now; it is saved when the dialog is accepted."""

    def __init__(self, outline: Outline, parent: QWidget | None = None) -> None:
        super().__init__(
            "Outline",
            "What each document should cover. The outline is kept as a readable file, shared by copying it.",
            "Save the outline",
            parent,
        )
        self.prefer(860, 620)
        self.outline = outline
        self._loading = False
        self.name = self._line("Name of the outline", outline.name, self._rename)
        self.source = self._line("Where it comes from", outline.source, self._rename)
        self.agreed = self._line("When it was agreed", outline.agreed, self._rename)
        self.documents = QComboBox()
        self.documents.setAccessibleName("Document")
        for document in outline.documents:
            self.documents.addItem(document.name, document.key)
        self.documents.currentIndexChanged.connect(lambda _: self._fill())
        self.sections = choice_list("Sections of the outline")
        self.sections.currentRowChanged.connect(lambda _: self._show())
        self.title = self._line("Title", "", self._edited)
        self.need = QComboBox()
        self.need.setAccessibleName("Required or not")
        for key, words in _NEEDS:
            self.need.addItem(words, key)
        self.need.activated.connect(lambda _: self._edited())
        self.least, self.most = self._spin("Fewest words"), self._spin("Most words")
        self.guidance = self._text("Guidance")
        self.prompts = self._text("Questions to tick off, one on each line")
        self._lay_out()
        self._fill()

    # ---- parts

    def _line(self, name: str, text: str, act) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.textEdited.connect(lambda _: act())
        return made

    def _spin(self, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, _MOST_WORDS)
        made.setSingleStep(50)
        made.setAccessibleName(name)
        made.valueChanged.connect(lambda _: self._edited())
        return made

    def _text(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.textChanged.connect(self._edited)
        return made

    def _lay_out(self) -> None:
        top = QFormLayout()
        top.addRow("Name of the outline", self.name)
        top.addRow("Where it comes from", self.source)
        top.addRow("When it was agreed", self.agreed)
        top.addRow("Document", self.documents)
        self.body.addLayout(top)
        left = QWidget()
        listed = QVBoxLayout(left)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self.sections)
        buttons = QHBoxLayout()
        for words, act in (
            ("Add", self.add),
            ("Remove", self.remove),
            ("Up", lambda: self.shift(-1)),
            ("Down", lambda: self.shift(1)),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            buttons.addWidget(button)
        listed.addLayout(buttons)
        right = QWidget()
        form = QFormLayout(right)
        counts = QHBoxLayout()
        counts.addWidget(self.least)
        counts.addWidget(self.most)
        counts.addStretch(1)
        form.addRow("Title", self.title)
        form.addRow("", self.need)
        form.addRow("Words, from and to", counts)
        form.addRow("Guidance", self.guidance)
        form.addRow("Questions to tick off,\none on each line", self.prompts)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([300, 520])
        self.body.addWidget(split, 1)

    # ---- showing

    @property
    def document(self) -> DocumentOutline | None:
        """The document that is chosen."""
        return self.outline.document(self.documents.currentData() or "")

    def _fill(self, row: int = 0) -> None:
        document = self.document
        self.sections.blockSignals(True)
        self.sections.clear()
        for section in document.sections if document else ():
            self.sections.addItem(QListWidgetItem(section.title))
        self.sections.blockSignals(False)
        self.sections.setCurrentRow(min(row, self.sections.count() - 1))
        self._show()

    def _show(self) -> None:
        section = self._section()
        self._loading = True
        for widget in (self.title, self.need, self.least, self.most, self.guidance, self.prompts):
            widget.setEnabled(section is not None)
        if section is not None:
            self.title.setText(section.title)
            self.need.setCurrentIndex(self.need.findData(section.need))
            self.least.setValue(section.words.minimum)
            self.most.setValue(section.words.maximum)
            self.guidance.setPlainText(section.guidance)
            self.prompts.setPlainText("\n".join(prompt.text for prompt in section.prompts))
        self._loading = False

    def _section(self) -> OutlineSection | None:
        document, row = self.document, self.sections.currentRow()
        return document.sections[row] if document and 0 <= row < len(document.sections) else None

    # ---- changing

    def _rename(self) -> None:
        self.outline = replace(
            self.outline,
            name=clean_line(self.name.text()) or self.outline.name,
            source=clean_line(self.source.text()),
            agreed=clean_line(self.agreed.text()),
        )

    def _edited(self) -> None:
        section = self._section()
        if section is None or self._loading:
            return
        lines = [clean_line(line) for line in self.prompts.toPlainText().splitlines()]
        known = {prompt.text: prompt for prompt in section.prompts}
        changed = replace(
            section,
            title=clean_line(self.title.text()) or section.title,
            need=self.need.currentData(),
            words=WordTarget(min(self.least.value(), self.most.value()), max(self.least.value(), self.most.value())),
            guidance=clean_line(self.guidance.toPlainText()),
            prompts=tuple(known.get(line) or Prompt(prompt_id(section.id, line), line) for line in lines if line),
        )
        self.sections.currentItem().setText(changed.title)
        self._put(lambda sections, row: (*sections[:row], changed, *sections[row + 1 :]))

    def _put(self, change) -> None:
        document = self.document
        if document is None:
            return
        sections: tuple[Any, ...] = change(document.sections, self.sections.currentRow())
        documents = tuple(
            replace(each, sections=sections) if each.key == document.key else each for each in self.outline.documents
        )
        self.outline = replace(self.outline, documents=documents)

    def add(self) -> None:
        """Adds a section behind the one that is chosen."""
        row = self.sections.currentRow()
        added = OutlineSection(f"own-{new_id()[:6]}", "New section", "optional")
        self._put(lambda sections, place: (*sections[: place + 1], added, *sections[place + 1 :]))
        self._fill(row + 1)
        self.title.setFocus()
        self.title.selectAll()

    def remove(self) -> None:
        """Removes the chosen section from the outline; sections that were written by it stay as they are."""
        row = self.sections.currentRow()
        self._put(lambda sections, place: (*sections[:place], *sections[place + 1 :]))
        self._fill(max(0, row - 1))

    def shift(self, step: int) -> None:
        """Moves the chosen section up or down."""
        document, row = self.document, self.sections.currentRow()
        if document is None or not 0 <= row + step < len(document.sections):
            return

        def moved(sections: tuple[OutlineSection, ...], place: int) -> tuple[OutlineSection, ...]:
            others = (*sections[:place], *sections[place + 1 :])
            return (*others[: place + step], sections[place], *others[place + step :])

        self._put(moved)
        self._fill(row + step)

    def accept(self) -> None:
        try:
            if not clean_line(self.name.text()):
                raise WrongUse("The outline needs a name.", advice="For example the name of your council and the year.")
            self._rename()
            save_outline(self.outline)
        except StrategyError as error:
            self.refuse(str(error))
            return
        super().accept()
