"""Notices the copies that synchronising stores leave beside a file when two people saved at once.

OneDrive, Dropbox, Nextcloud, Google Drive and Syncthing each have their own way of naming them, so the name only has to
begin like ours; what counts is that it is the same strategy and holds something that ours does not.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.ledger import Ledger
from strategy_editor.storage import disk
from strategy_editor.storage.project_file import Opened, read
from strategy_editor.storage.store import trees_of
from strategy_editor.storage.versions import thin

MOST = 50
"""Files that are looked into in one folder."""


class Conflict(Struct, frozen=True):
    """A copy of the same strategy with something that ours does not hold. ``changed`` is its time in nanoseconds."""

    path: Path
    digest: str
    changed: int


def conflicts_beside(path: Path, project: str, ledger: Ledger, tree: str) -> tuple[Conflict, ...]:
    """The copies beside ``path`` of the project with this id that are not part of our ledger and today's ``tree``.

    Newest first. Reads every candidate, so not for the thread of the window.
    """
    known = {tree, *trees_of(ledger)}
    found = []
    for candidate in candidates(path):
        try:
            opened = read(candidate)
        except StrategyError:
            continue
        stamp = disk.stamp(candidate)
        if stamp is not None and opened.project.id == project and not _is_ours(opened, ledger, known):
            found.append(Conflict(candidate, opened.digest, stamp.changed))
    return tuple(sorted(found, key=lambda conflict: conflict.changed, reverse=True))


def candidates(path: Path) -> list[Path]:
    """Files beside ours whose names begin like it."""
    beginning = path.stem.casefold()
    try:
        names = sorted(path.parent.iterdir())
    except OSError:
        return []
    return [
        each
        for each in names
        if each.suffix == path.suffix and each.name != path.name and each.stem.casefold().startswith(beginning)
    ][:MOST]


def _is_ours(opened: Opened, ledger: Ledger, known: set[str]) -> bool:
    """Whether everything in it is in our ledger or our text: an old copy, or one that was brought together before."""
    now = utc_now()
    return opened.content.tree in known and thin(ledger.union(opened.ledger), now) == thin(ledger, now)
