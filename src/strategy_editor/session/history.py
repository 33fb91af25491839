"""Undo and redo: one line of steps over everything, each a pair of project values that share what did not change.

Typing coalesces: a step whose ``group`` is that of the newest step joins it. Who types decides the group (a word at a
time); any other command has none and stands alone.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.project import Project


class Caret(Struct, frozen=True):
    """Where the writer stood: a section, a text host in it, an offset in characters; for a selection, its other end."""

    section: str
    host: str = ""
    offset: int = 0
    anchor_host: str = ""
    anchor_offset: int = 0


class Step(Struct, frozen=True):
    """One act: the project before and after it, and where the writer stood."""

    name: str
    before: Project
    after: Project
    group: str = ""
    caret_before: Caret | None = None
    caret_after: Caret | None = None


class History(Struct, frozen=True):
    """What can be undone, newest last, and what can be redone, newest first undone last."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    limit: int = 2000

    def with_step(self, step: Step) -> History:
        """The history after a new act: what was undone before it is forgotten."""
        last = self.done[-1] if self.done else None
        if last is not None and step.group and last.group == step.group and not self.undone:
            joined = replace(last, after=step.after, caret_after=step.caret_after)
            return replace(self, done=(*self.done[:-1], joined))
        return replace(self, done=(*self.done, step)[-self.limit :], undone=())

    def undo(self) -> tuple[History, Step] | None:
        """The history with its newest act undone, and that act."""
        if not self.done:
            return None
        step = self.done[-1]
        return replace(self, done=self.done[:-1], undone=(*self.undone, step)), step

    def redo(self) -> tuple[History, Step] | None:
        """The history with the last undone act done again, and that act."""
        if not self.undone:
            return None
        step = self.undone[-1]
        return replace(self, done=(*self.done, replace(step, group="")), undone=self.undone[:-1]), step
