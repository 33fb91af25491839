"""Earlier text: what was kept from an old Word file to read beside the section in hand, and what was left over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.blocks_view import BlocksView
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.blocks import Block
from strategy_editor.model.records import ReferenceText
from strategy_editor.model.text import plain
from strategy_editor.model.tree import block_hosts
from strategy_editor.session.commands import Put, Remove
from strategy_editor.session.importing import put_into_section

_ID = Qt.ItemDataRole.UserRole
_NONE = "No earlier text is kept beside this section. File, Import from Word brings last year’s strategy in."


class EarlierList(SideList):
    """Texts of the section in hand first, then those that were left over; each can be read, used, or put away.

    ``paragraph_wanted`` carries a block of earlier text that is to stand where the writer's caret is.
    """

    paragraph_wanted = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._shown: tuple[ReferenceText, ...] = ()
        self.none = QLabel(_NONE)
        self.none.setWordWrap(True)
        self.none.setProperty("muted", True)
        self.list = QListWidget()
        self.list.setAccessibleName("Earlier texts")
        self.list.setMaximumHeight(150)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.source = QLabel()
        self.source.setProperty("muted", True)
        self.source.setWordWrap(True)
        self.view = BlocksView("Earlier text")
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        told = "Puts the paragraph that the caret is in, here, where the caret is in your text"
        self.paragraph = self._button("Use this paragraph", told, self._use_paragraph)
        self.use = self._button("Put into this section", "Adds the text to the end of the section in hand", self._use)
        self.keep = self._button("Keep beside this section", "Lists the text whenever this section is open", self._keep)
        self.remove = self._button("Remove", "Takes the text off this list; undo brings it back", self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 6, 2, 2)
        layout.addWidget(self.none)
        layout.addWidget(self.list)
        layout.addWidget(self.source)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.paragraph)
        layout.addWidget(self.use)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.remove)
        layout.addLayout(row)
        layout.addStretch(0)
        self.dress(theme)

    def _button(self, words: str, told: str, does) -> QPushButton:
        made = QPushButton(words)
        made.setToolTip(told)
        made.setAccessibleDescription(told)
        made.clicked.connect(lambda: does())
        return made

    def dress(self, theme: Theme) -> None:
        """Draws the icons in the colours of the theme."""
        self._theme = theme
        self.use.setIcon(icon("arrow-left", theme.text, theme.muted))

    def refresh(self) -> int:
        """Lists what belongs here now; how many texts that is."""
        section = self._desk.section_id
        texts = self._desk.project.references
        beside = tuple(each for each in texts if each.section == section and section)
        left = tuple(each for each in texts if not each.section)
        if (*beside, *left) != self._shown or self.list.count() != len(self._shown):
            self._fill((*beside, *left), len(beside))
        return len(beside) + len(left)

    def _fill(self, texts: tuple[ReferenceText, ...], beside: int) -> None:
        current = self.list.currentItem()
        chosen = current.data(_ID) if current is not None else ""
        self._shown = texts
        self.list.blockSignals(True)
        self.list.clear()
        for index, each in enumerate(texts):
            item = QListWidgetItem(each.title if index < beside else f"{each.title} (left over)")
            item.setData(_ID, each.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        for widget in (self.list, self.source, self.view, self.paragraph, self.use, self.keep, self.remove):
            widget.setVisible(bool(texts))
        self.none.setVisible(not texts)
        places = [index for index, each in enumerate(texts) if each.id == chosen]
        self.list.setCurrentRow(places[0] if places else 0 if texts else -1)
        self._show()

    def _current(self) -> ReferenceText | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show(self) -> None:
        text = self._current()
        if text is None:
            return
        self.source.setText(f"From {text.source}")
        self.keep.setEnabled(text.section != self._desk.section_id)
        self.view.show_blocks(text.blocks, self._desk.project, self._desk.document, self._picture)

    def _picture(self, digest: str) -> bytes:
        try:
            return self._desk.session.picture(digest)
        except (KeyError, StrategyError):
            return b""

    # ---- what is done with it

    def _use(self) -> None:
        text = self._current()
        if text is None or not self._desk.section_id:
            return
        try:
            put_into_section(self._desk.session, text.id, self._desk.section_id)
        except StrategyError as error:
            self._desk.told.emit(str(error), True)
            return
        self._desk.told.emit(f"Added “{text.title}” to the end of the section.", False)

    def _use_paragraph(self) -> None:
        """The block that holds the words of the line that the caret is in, counted among lines with the same words."""
        text = self._current()
        here = self.view.textCursor().block()
        words = " ".join(here.text().split())
        before = 0
        block = here.previous()
        while block.isValid():
            before += " ".join(block.text().split()) == words
            block = block.previous()
        holding = [each for each in text.blocks if words in _lines_of(each)] if text is not None and words else []
        if holding:
            self.paragraph_wanted.emit(holding[min(before, len(holding) - 1)])
        else:
            self._desk.told.emit("Put the caret into a paragraph of the earlier text first.", True)

    def _keep(self) -> None:
        text = self._current()
        if text is not None and self._desk.section_id:
            kept = ReferenceText(text.id, text.title, text.source, self._desk.section_id, text.blocks)
            self._desk.do(Put(kept))

    def _remove(self) -> None:
        text = self._current()
        if text is not None:
            self._desk.do(Remove("references", text.id))


def _lines_of(block: Block) -> set[str]:
    return {" ".join(plain(host.runs).split()) for host in block_hosts(block)}
