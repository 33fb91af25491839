"""Writing in the window: the section editor on the desk, and the acts of the menus that work on its text."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.editor.desk_host import DeskHost
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.theme import Theme


class WritingState(Struct, frozen=True):
    """What holds where the caret is: acts that are ticked, acts that cannot be done, the paragraph style."""

    ticked: dict[str, bool]
    unavailable: frozenset[str]
    style: str


class Writing(QObject):
    """``changed_state`` is sent when the caret moves or the text changes."""

    changed_state = Signal()

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__(desk)
        self._desk = desk
        self.host = DeskHost(desk)
        self.editor = SectionEditor(self.host, theme, desk.settings.zoom)
        self.host.attach(self.editor.show_section)
        self.editor.refused.connect(lambda sentence: desk.told.emit(sentence, True))
        self.editor.cursorPositionChanged.connect(self.changed_state)
        self._acts: dict[str, Callable[[], object]] = {
            "cut": self.editor.cut,
            "copy": self.editor.copy,
            "paste": self.editor.paste,
            "select-all": self.editor.selectAll,
        }

    @property
    def widget(self) -> QWidget:
        """What stands in the middle of the window."""
        return self.editor

    @property
    def acts(self) -> tuple[str, ...]:
        """The ids of the acts that work on the text."""
        return tuple(self._acts)

    def run(self, id: str) -> None:
        """Does an act."""
        self._acts[id]()

    def focus(self) -> None:
        """Puts the writer into the text."""
        self.editor.setFocus()

    def dress(self, theme: Theme, zoom: int) -> None:
        """Draws the text in another theme or size."""
        self.editor.dress(theme, zoom)

    def state(self) -> WritingState:
        """What holds where the caret is."""
        return WritingState({}, frozenset(), "")
