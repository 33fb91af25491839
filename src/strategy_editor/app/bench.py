"""What the acts of a subject work with, and how they are named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from strategy_editor.app.keeping import Keeping
from strategy_editor.app.window import Window
from strategy_editor.app.writing import Writing

if TYPE_CHECKING:
    from strategy_editor.app.application import Application

Bindings = dict[str, Callable[[], object]]
"""What acts do, by id."""


class Bench(NamedTuple):
    """One window with all that belongs to it."""

    application: Application
    window: Window
    keeping: Keeping
    writing: Writing
