"""Acts around the text: how it reads, how wide its lines are, the way out of it, paragraphs of earlier text put in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.reading import ReadingDialog
from strategy_editor.app.editor.pasting import put_blocks
from strategy_editor.model.blocks import Block


class ReadingActs(QObject):
    """One window's acts of reading."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._window = bench.window
        self._desk = bench.window.desk
        self._editor = bench.writing.editor
        self._dialog: ReadingDialog | None = None
        self._action = bench.window.actions_by_id["page-width"]
        bench.window.side.earlier.paragraph_wanted.connect(self.use)
        self._show_width()

    def show(self) -> None:
        """Opens the dialog that says how the text reads, or brings it to the front."""
        if self._dialog is None:
            self._dialog = ReadingDialog(self._desk, self._window)
        self._dialog.refresh()
        self._dialog.show()
        self._dialog.raise_()

    def switch_width(self) -> None:
        """Lines as long as on the page, or as wide as the window."""
        self._desk.settle(page_width=self._action.isChecked())
        self._show_width()

    def use(self, block: Block) -> None:
        """Puts a paragraph of earlier text where the caret is, as one act."""
        self._window.show_section()
        put_blocks(self._editor, (block,), "Use of earlier text")
        self._editor.setFocus()

    def go_round(self, step: int) -> None:
        """Puts the keyboard into the next panel in view: from the text, no other key leads out of it."""
        window = self._window
        stops = [
            window.outline.documents,
            window.outline.sections,
            window.section_page.title,
            self._editor,
            window.side.tabs.tabBar(),
        ]
        shown = [each for each in stops if each.isVisible()]
        focus = window.focusWidget()
        here = next((k for k, each in enumerate(shown) if each is focus or each.isAncestorOf(focus)), -1)
        if shown:
            shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_width(self) -> None:
        self._action.setChecked(self._desk.settings.page_width)
        self._editor.set_page_width(on=self._desk.settings.page_width)


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    acts = ReadingActs(bench)
    return {
        "reading": acts.show,
        "page-width": acts.switch_width,
        "next-panel": partial(acts.go_round, 1),
        "previous-panel": partial(acts.go_round, -1),
    }
