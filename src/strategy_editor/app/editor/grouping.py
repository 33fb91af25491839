"""Which changes undo together: typing goes a word at a time, rubbing out until something else happens."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from strategy_editor.app.editor.carets import Selection
from strategy_editor.foundation.ids import new_id
from strategy_editor.review.editing.pieces import Text
from strategy_editor.review.editing.replacing import Edit

PAUSE = 3.0
"""Seconds after which typing on is an act of its own."""


class Grouping:
    """Gives each change the group that it belongs to; empty for one that stands alone."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._group = ""
        self._kind = ""
        self._last = ""
        self._caret: Selection | None = None
        self._time = 0.0

    def close(self) -> None:
        """What follows is a new act."""
        self._group = ""

    def of(self, edits: list[Edit], before: Selection, after: Selection) -> tuple[str, str]:
        """The group and the name of some edits, made with the caret at ``before`` and leaving it at ``after``."""
        kind, last = _kind(edits, before)
        now = self._now()
        goes_on = (
            bool(self._group)
            and kind == self._kind
            and self._caret == before
            and now - self._time < PAUSE
            and not (kind == "Typing" and self._last.isspace() and not last.isspace())
        )
        if not goes_on:
            self._group = new_id() if kind in ("Typing", "Deleting") else ""
        self._kind, self._last, self._caret, self._time = kind, last, after, now
        return self._group, kind


def _kind(edits: list[Edit], before: Selection) -> tuple[str, str]:
    """What some edits are, in a word, and the last character typed."""
    if len(edits) != 1:
        return "Editing", ""
    edit = edits[0]
    if edit.start == edit.end and edit.added:
        text = edit.added[0].run.content if isinstance(edit.added[0], Text) else ""
        if len(edit.added) == 1 and isinstance(text, str) and len(text) <= 2:
            return "Typing", text[-1:]
        return ("Typing", "") if all(isinstance(piece, Text) for piece in edit.added) else ("New paragraph", "")
    if not edit.added:
        return ("Deleting", "") if before.is_empty else ("Deletion", "")
    return "Typing", ""
