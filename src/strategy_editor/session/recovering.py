"""What earlier runs left unsaved, and files that are damaged: what there is, how it differs, saved to a new file.

Nothing here overwrites anything, and nothing is removed that is not whole in another place.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from strategy_editor.foundation.errors import Refused, StrategyError, WrongUse
from strategy_editor.session.comparing import Compared, State, compared
from strategy_editor.session.paths import backups_folder
from strategy_editor.session.settings import load_settings, working_folders
from strategy_editor.storage import recovery
from strategy_editor.storage.desk import TEXT
from strategy_editor.storage.project_file import read
from strategy_editor.storage.recovery import Pending
from strategy_editor.storage.salvage import salvage_to
from strategy_editor.storage.working_copy import WorkingCopy


class Rescued(Struct, frozen=True):
    """A new file, and what could not be saved in it, in sentences."""

    path: Path
    lost: tuple[str, ...] = ()


def unsaved() -> tuple[Pending, ...]:
    """All work that is not in its file and that no running program has, newest first."""
    found = (each for folder in working_folders(load_settings()) for each in recovery.pending(folder))
    return tuple(sorted(found, key=lambda each: each.edited_at, reverse=True))


def found(wanted: str) -> Pending:
    """The unsaved work with this id (or its beginning); raises :class:`WrongUse` where there is none, or several."""
    fitting = [each for each in unsaved() if each.folder.name.startswith(wanted)]
    if len(fitting) != 1:
        raise WrongUse(
            f"There is no unsaved work “{wanted}”." if not fitting else f"“{wanted}” begins several names.",
            advice="See the list: strategy-editor recover.",
        )
    return fitting[0]


def differences(pending: Pending) -> Compared:
    """The work beside its file as that is now; where there is none, beside what it was when it was opened."""
    copy = WorkingCopy.resume(pending.folder)
    try:
        after = State("your unsaved work", copy.project, copy.picture)
        return compared(_file_of(pending, copy), after)
    finally:
        copy.leave()


def _file_of(pending: Pending, copy: WorkingCopy) -> State:
    if pending.path is not None:
        try:
            opened = read(pending.path)
        except StrategyError:
            pass
        else:
            return State(pending.path.name, opened.project, opened.picture)
    if copy.base is None:
        raise Refused("This work was never in a file.", advice="Save it to a new file.")
    return State("the file as it was", copy.project_of(copy.base.content.tree), copy.picture)


def save_to(pending: Pending, target: Path) -> Rescued:
    """Saves the work in a new file; an existing one is refused. The work itself stays until it is put away.

    What cannot be read as a whole is saved piece by piece.
    """
    if pending.problem:
        return rescue(pending.folder / TEXT, target)
    copy = WorkingCopy.resume(pending.folder)
    try:
        return Rescued(copy.save_copy(target).path)
    finally:
        copy.leave()


def rescue(damaged: Path, target: Path) -> Rescued:
    """Saves what can be saved of a damaged file in a new one; the damaged one stays as it is."""
    salvaged, saved = salvage_to(damaged, target)
    return Rescued(saved.path, salvaged.lost)


def may_be_rescued(damaged: Path) -> bool:
    """Whether the file begins as strategies do, so that there may be something in it to save."""
    try:
        with damaged.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def put_away(pending: Pending) -> Path:
    """Puts the work into a named backup, after which it is not offered any more; returns the backup."""
    return recovery.discard(pending, backups_folder())
