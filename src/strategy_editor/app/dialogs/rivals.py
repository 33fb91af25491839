"""Proposals for the same words, side by side in a window of their own: read, compared, one of them taken."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from strategy_editor.app.dialogs.parts import Question
from strategy_editor.app.panels.marked_words import compared
from strategy_editor.app.remarks import Remarks
from strategy_editor.app.theme import Theme
from strategy_editor.model.reviews import Proposal

TAKE = "take"
"""The scheme of an address that takes a proposal, by its id."""
_WORDS = "What stands now, and what each would make of it. A number takes one; nothing is decided before."


def take_link(rival: Proposal, number: int, theme: Theme) -> str:
    """The link that takes a proposal."""
    return f"<a style='color:{theme.accent}' href='{TAKE}:{rival.id}'>Take this ({number})</a>"


class RivalsDialog(Question):
    """``taken`` is the id of the proposal that was taken."""

    def __init__(
        self, rivals: tuple[Proposal, ...], remarks: Remarks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Proposals for the same words", _WORDS, "Take the first", parent)
        self.prefer(1000, 520)
        self.taken = ""
        self._rivals = rivals
        self.yes.hide()
        self.text = QTextBrowser()
        self.text.setAccessibleName("Proposals for the same words, side by side")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._take)
        self.text.setHtml(_table(rivals, remarks, theme))
        self.body.addWidget(self.text, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number takes the proposal with this number."""
        number = event.key() - int(Qt.Key.Key_1)
        if 0 <= number < min(9, len(self._rivals)):
            self.taken = self._rivals[number].id
            self.accept()
        else:
            super().keyPressEvent(event)

    def _take(self, url: QUrl) -> None:
        if url.scheme() == TAKE:
            self.taken = url.path()
            self.accept()


def _table(rivals: tuple[Proposal, ...], remarks: Remarks, theme: Theme) -> str:
    base = remarks.words(rivals[0], rivals[0].base)
    width = f"width='{100 // (len(rivals) + 1)}%'"
    cells = [f"<td {width}><b>As it stands</b><p>{escape(base) or '<i>Nothing</i>'}</p></td>"]
    for number, rival in enumerate(rivals, 1):
        words = compared(base, remarks.words(rival, rival.proposed), theme)
        note = f"<p><i>{escape(rival.note)}</i></p>" if rival.note else ""
        who = f"<b>{escape(remarks.name(rival.author))}</b>"
        cells.append(f"<td {width}>{who}<br>{take_link(rival, number, theme)}<p>{words}</p>{note}</td>")
    looks = f"style='border-color: {theme.border}; border-style: solid; border-collapse: collapse'"
    return f"<table border='1' {looks} cellpadding='8' width='100%'><tr>{''.join(cells)}</tr></table>"
