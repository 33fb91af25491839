"""What every list of the right side is: a widget that fills itself and says how many things wait in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from strategy_editor.app.theme import Theme


class SideList(QWidget):
    """A list of the right side. ``counted`` is sent where the number of things that wait is known only later."""

    counted = Signal(int)

    def refresh(self) -> int:
        """Shows what is there now; returns how many things wait."""
        raise NotImplementedError

    def dress(self, theme: Theme) -> None:
        """Draws in the colours of the theme."""
        raise NotImplementedError
