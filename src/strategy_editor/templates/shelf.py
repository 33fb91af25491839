"""Finds outlines and profiles by name, among those that are shipped and a council's own, or by path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.foundation.resources import resource

SUFFIX = ".toml"


class Listing(Struct, frozen=True):
    """One that can be chosen. ``name`` finds it again; ``problem`` says why it cannot be used (empty: it can)."""

    name: str
    title: str
    description: str
    path: Path
    own: bool
    problem: str = ""


class Shelf(Struct, frozen=True):
    """Where files of one kind stand; ``kind`` is what the user calls one, ``own`` the council's own folder, if any."""

    folder: str
    kind: str

    def shipped(self) -> dict[str, Path]:
        """The shipped files by name."""
        return _files(resource(self.folder))

    def own(self, own: Path | None) -> dict[str, Path]:
        """The council's own files by name."""
        return _files(own) if own is not None and own.is_dir() else {}

    def find(self, wanted: str | Path, own: Path | None) -> Path:
        """The path for a name (a council's own comes first) or a path; raises :class:`WrongUse` for an unknown name."""
        text = str(wanted)
        if isinstance(wanted, Path) or text.endswith(SUFFIX) or "/" in text or "\\" in text:
            return Path(text)
        files = self.shipped() | self.own(own)
        if text not in files:
            raise WrongUse(f"Unknown {self.kind}: “{text}”.", advice=f"There are: {', '.join(sorted(files))}.")
        return files[text]

    def listings(self, own: Path | None, describe: Callable[[Path], tuple[str, str]]) -> tuple[Listing, ...]:
        """All of them by title, the shipped ones first; one that is broken is listed with its problem."""
        found = [(name, path, False) for name, path in self.shipped().items()]
        found += [(name, path, True) for name, path in self.own(own).items()]
        out = []
        for name, path, is_own in found:
            try:
                title, description = describe(path)
                out.append(Listing(name, title, description, path, is_own))
            except StrategyError as error:
                out.append(Listing(name, name, "", path, is_own, str(error)))
        return tuple(sorted(out, key=lambda each: (each.own, each.title.casefold())))


def _files(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob(f"*{SUFFIX}")) if path.is_file()}
