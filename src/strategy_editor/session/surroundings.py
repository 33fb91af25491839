"""What has become of the file of an open strategy, and of its folder, while somebody works: looked at now and then.

A look costs next to nothing as long as nothing has changed. It may run beside the window.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

from msgspec import Struct

from strategy_editor.foundation.errors import DiskRefused, StrategyError
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.session.joining import Joining
from strategy_editor.storage import disk
from strategy_editor.storage.conflicts import Conflict, candidates, conflicts_beside
from strategy_editor.storage.tree import tree_of
from strategy_editor.storage.working_copy import WorkingCopy

Place = Literal["same", "changed", "gone", "refused"]


class Surroundings(Struct, frozen=True):
    """``place``: the file is as it was opened or saved, another, no longer there, or cannot be got at.

    ``conflicts`` are copies beside it, such as synchronising stores leave, that hold something that ours does not.
    """

    place: Place = "same"
    conflicts: tuple[Conflict, ...] = ()


class Watch:
    """Remembers what was seen last, so that only what changed is read again."""

    def __init__(self, copy: WorkingCopy) -> None:
        self._copy = copy
        self._file: tuple[object, Place] | None = None
        self._beside: tuple[object, tuple[Conflict, ...]] | None = None

    def look(self, project: Project, ledger: Ledger) -> Surroundings:
        """How things are now."""
        base = self._copy.base
        if base is None:
            return Surroundings()
        path = Path(base.path)
        return Surroundings(self._place(path, base.digest), self._conflicts(path, project, ledger))

    def _place(self, path: Path, expected: str) -> Place:
        try:
            stamp = disk.stamp(path)
            if stamp is None:
                return "gone"
            if self._file is not None and self._file[0] == (stamp, expected):
                return self._file[1]
            place: Place = "same" if disk.digest_of(path) == expected else "changed"
        except StrategyError:
            return "refused"
        self._file = (stamp, expected), place
        return place

    def _conflicts(self, path: Path, project: Project, ledger: Ledger) -> tuple[Conflict, ...]:
        try:
            stamps = tuple((each, disk.stamp(each)) for each in candidates(path))
        except StrategyError:
            return ()
        if not stamps:
            return ()
        seen = (stamps, ledger, tree_of(project))
        if self._beside is None or self._beside[0] != seen:
            self._beside = seen, conflicts_beside(path, project.id, ledger, seen[2])
        return self._beside[1]


def put_away(joining: Joining, backups: Path) -> Path:
    """Puts a copy that was brought in, and saved since, among the backups, out of the way; returns where it is.

    One that has changed since it was read stays. Raises DiskRefused.
    """
    path = joining.other.path
    if disk.digest_of(path) != joining.other.digest:
        raise DiskRefused(f"“{path.name}” has changed since, so it was left where it is.", advice="Bring it in again.")
    for number in range(1, 1000):
        place = backups / (path.name if number == 1 else f"{path.stem} ({number}){path.suffix}")
        if not place.exists():
            with disk.refusals(place, "kept"):
                shutil.move(path, place)
            return place
    raise DiskRefused(f"There are very many copies of {path.name} among the backups.", advice="Remove some.")
