"""How the section reads: the age that it asks for, its long sentences, its hard words. Beside the text, on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QListWidgetItem, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.parts import choice_list, open_at, title_label, words_label
from strategy_editor.language.reading import LONG_SENTENCE, Reading
from strategy_editor.session.reading import Passage, passages_of, reading_of

_PLACE = Qt.ItemDataRole.UserRole
_HARD_SHOWN = 12
_MOST_SHOWN = 200


class ReadingDialog(QDialog):
    """Stays open while one writes, and follows it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("How it reads")
        open_at(self, 460, 520)
        self._desk = desk
        self._passages: list[Passage] = []
        self.scope = QComboBox()
        self.scope.setAccessibleName("What is read")
        self.scope.addItems(["This section", "This document"])
        self.scope.currentIndexChanged.connect(lambda _: self.refresh())
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.hard = QLabel()
        self.hard.setWordWrap(True)
        self.list = choice_list("Long sentences, the longest first")
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        layout = QVBoxLayout(self)
        layout.addWidget(title_label("How it reads"))
        for widget in (self.scope, self.told, words_label("Long sentences, the longest first:"), self.list, self.hard):
            layout.addWidget(widget)
        layout.setStretchFactor(self.list, 1)
        desk.settled.connect(lambda _: self.refresh())
        desk.opened.connect(lambda *_: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Reads what is there now."""
        section, document = self._desk.section, self._desk.document
        if section is None or document is None:
            return
        self._passages = passages_of((section,) if self.scope.currentIndex() == 0 else document.sections)
        found = reading_of(self._passages)
        self.told.setText(_level(found))
        self.hard.setText(_hard_words(found))
        self._list(found)

    def _list(self, found: Reading) -> None:
        self.list.clear()
        for sentence in sorted(found.long_sentences, key=lambda each: -each.words)[:_MOST_SHOWN]:
            passage = self._passages[sentence.place.paragraph]
            words = passage.text[sentence.place.start : sentence.place.end]
            item = QListWidgetItem(f"{sentence.words} words: {words}")
            item.setData(_PLACE, (passage.section, passage.host, words))
            self.list.addItem(item)
        if not found.long_sentences:
            item = QListWidgetItem(f"None of more than {LONG_SENTENCE} words.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place is not None:
            section, host, words = place
            self._desk.open_section(section)
            self._desk.pointed.emit(host, words)


def _level(found: Reading) -> str:
    if not found.words:
        return "There is nothing to read yet."
    return (
        f"Most people of {found.age} and over can read it. {found.words:,} words in {found.sentences:,} sentences, "
        f"{found.mean_sentence:.0f} words in each on average. Reading ease {max(0, found.ease):.0f} of 100."
    )


def _hard_words(found: Reading) -> str:
    if not found.hard_words:
        return ""
    words = ", ".join(f"{each.word} ({len(each.places)})" for each in found.hard_words[:_HARD_SHOWN])
    return f"Long words that not every reader knows: {words}."
