"""What stops a PDF from being made, in words for the user, with the place to go to."""

from __future__ import annotations

from strategy_editor.foundation.errors import Refused, StrategyError


class CannotSet(Refused):
    """Text that cannot be set in the fonts at hand. ``anchor`` is the place, where it is known."""

    def __init__(self, message: str, *, advice: str = "", anchor: str = "") -> None:
        super().__init__(message, advice=advice)
        self.anchor = anchor


class PictureUnreadable(StrategyError):
    """A picture that is damaged, too large, or of a kind that cannot be read. ``anchor`` is its place."""

    def __init__(self, message: str, *, advice: str = "", anchor: str = "") -> None:
        super().__init__(message, advice=advice)
        self.anchor = anchor
