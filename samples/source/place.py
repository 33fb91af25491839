"""Where something stands in the readable source, and the error that says so."""

from __future__ import annotations

from typing import NamedTuple

from strategy_editor.foundation.errors import WrongUse


class Place(NamedTuple):
    """A file, by name, and a line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


class SourceError(WrongUse):
    """The readable source says something that cannot be understood."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
