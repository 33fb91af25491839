"""Versions: entries of the ledger that name a tree of the project, and how the automatic ones thin out with age."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from strategy_editor.foundation.clock import london
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.ledger import Clearance, Ledger, LedgerEntry, Merge, Publication, SentCopy, Version
from strategy_editor.model.project import Project
from strategy_editor.storage.tree import tree_of

UNTOUCHED = timedelta(days=365)
"""Younger versions are all kept."""
WEEKLY = timedelta(days=2 * 365)
"""Up to this age one version a week is kept; beyond it, one a month."""


def version_of(
    project: Project,
    *,
    by: str,
    at: datetime,
    name: str = "",
    reason: str = "",
    numbers: Mapping[str, str] | None = None,
) -> Version:
    """The entry for today's text. Without a name it is an automatic version, which may thin out after a year.

    Put it into the ledger while ``project`` is today's value, so that its tree is stored with it.
    """
    return Version(new_id(), at, by, tree_of(project), name, reason, dict(numbers or {}))


def thin(ledger: Ledger, now: datetime) -> Ledger:
    """The ledger without the automatic versions that nobody can miss.

    None goes that is younger than a year, has a name, numbers or a reason, was sent, published or merged, or is the
    newest of all; of the others the last of each week stays in the second year, and the last of each month after it.
    """
    needed = _needed_trees(ledger)
    stays: dict[tuple[int, ...], Version] = {}
    old = [each for each in ledger.versions if not _is_protected(each, needed, now)]
    for version in old:
        stays[_period(version, now)] = version
    gone = {version.id for version in old}.difference(version.id for version in stays.values())
    if ledger.versions:
        gone.discard(ledger.versions[-1].id)
    if not gone:
        return ledger
    return Ledger(tuple(entry for entry in ledger.entries if entry.id not in gone))


def _is_protected(version: Version, needed: set[str], now: datetime) -> bool:
    said = bool(version.name or version.reason or version.numbers)
    return said or version.tree in needed or now - version.at < UNTOUCHED


def _needed_trees(ledger: Ledger) -> set[str]:
    """What other entries than versions refer to."""

    def trees(entry: LedgerEntry) -> tuple[str, ...]:
        match entry:
            case SentCopy() | Publication() | Clearance():
                return (entry.tree,)
            case Merge():
                return (entry.base, entry.mine, entry.theirs)
            case _:
                return ()

    return {tree for entry in ledger.entries for tree in trees(entry)}


def _period(version: Version, now: datetime) -> tuple[int, ...]:
    """The week (second year) or month (later) that the version stands for."""
    local = london(version.at)
    if now - version.at < WEEKLY:
        year, week, _ = local.isocalendar()
        return year, 0, week
    return local.year, local.month
