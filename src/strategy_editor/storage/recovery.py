"""Recovery: what earlier runs left unsaved is found, shown, taken up or put into a named backup. Nothing else deletes.

A working copy that is not ahead of its file is of no use any more and is cleared away; one that cannot be read stays.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.clock import london, utc_now
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.ids import is_id
from strategy_editor.model.project import Project
from strategy_editor.model.section import Section
from strategy_editor.model.tree import all_sections
from strategy_editor.storage import disk
from strategy_editor.storage.desk import TEXT, UNFINISHED, in_use, read_desk, remove_folder
from strategy_editor.storage.hold import is_held
from strategy_editor.storage.working_copy import WorkingCopy

_NOT_IN_NAMES = '<>:"/\\|?*'


class Pending(Struct, frozen=True):
    """Work that is not in its file. ``path`` is that file, None where there is none yet.

    ``edited_at`` is when it was last kept; ``sections`` how many differ from the file as it was last saved (all, where
    there is no file). ``problem``: why it cannot be read, else empty; such a one is left where it is.
    """

    folder: Path
    title: str
    path: Path | None
    edited_at: datetime
    sections: int
    problem: str = ""

    @property
    def words(self) -> str:
        """How much differs, such as "3 sections differ"."""
        if self.problem:
            return "it cannot be read as a whole"
        match self.sections:
            case 0:
                return "no section differs, but other details do"
            case 1:
                return "1 section differs"
            case number:
                return f"{number} sections differ"


def pending(working: Path) -> tuple[Pending, ...]:
    """The working copies with something that is not in their files and that no running program has, newest first.

    Those whose content is in their files, or that never came to be, are cleared away.
    """
    for folder in _abandoned(working, UNFINISHED):
        remove_folder(folder)
    found = [each for folder in _abandoned(working) if (each := _look(folder)) is not None]
    return tuple(sorted(found, key=lambda each: each.edited_at, reverse=True))


def adopt(pending: Pending) -> WorkingCopy:
    """Takes the work up again; raises OpenElsewhere where another window was quicker."""
    return WorkingCopy.resume(pending.folder)


def discard(pending: Pending, backups: Path) -> Path:
    """Writes the work into a named backup, and only then removes it; returns the backup."""
    return set_aside(WorkingCopy.resume(pending.folder), backups)


def set_aside(working_copy: WorkingCopy, backups: Path) -> Path:
    """Ends the work without saving it in its file: it goes into a named backup, and only then the working copy goes."""
    backup = _free_name(backups, working_copy.project.title)
    with disk.refusals(backup, "saved"):
        backups.mkdir(parents=True, exist_ok=True)
    working_copy.save_copy(backup)
    working_copy.remove()
    return backup


def _abandoned(working: Path, beginning: str = "") -> list[Path]:
    """Folders of working copies that no running program holds, whose names begin like this and go on with an id."""
    if not working.is_dir():
        return []
    named = [
        each
        for each in working.iterdir()
        if each.name.startswith(beginning) and is_id(each.name.removeprefix(beginning)) and each.is_dir()
    ]
    return [folder for folder in named if not is_held(in_use(folder))]


def _look(folder: Path) -> Pending | None:
    try:
        copy = WorkingCopy.resume(folder)
    except StrategyError as error:
        return _unreadable(folder, error)
    is_safe = False
    try:
        is_safe = copy.is_in_file()
        return None if is_safe else Pending(folder, copy.project.title, copy.path, copy.kept_at, _differing(copy))
    finally:
        if is_safe:
            copy.remove()
        else:
            copy.leave()


def _unreadable(folder: Path, error: StrategyError) -> Pending | None:
    stamp = disk.stamp(folder / TEXT)
    if stamp is None:
        return None
    try:
        desk = read_desk(folder)
    except StrategyError:
        title, path = folder.name, None
    else:
        title, path = desk.title, Path(desk.base.path) if desk.base else None
    edited_at = datetime.fromtimestamp(stamp.changed / 1e9, utc_now().tzinfo)
    return Pending(folder, title, path, edited_at, 0, str(error))


def _differing(copy: WorkingCopy) -> int:
    if copy.base is None:
        return sum(1 for _ in all_sections(copy.project))
    try:
        before = copy.project_of(copy.base.content.tree)
    except StrategyError:
        return sum(1 for _ in all_sections(copy.project))
    return differing_sections(before, copy.project)


def differing_sections(before: Project, after: Project) -> int:
    """How many sections were added, removed or changed in themselves."""
    old, new = _sections(before), _sections(after)
    return sum(1 for id in old.keys() | new.keys() if old.get(id) != new.get(id))


def _sections(project: Project) -> dict[str, Section]:
    return {section.id: replace(section, children=()) for _, section in all_sections(project)}


def _free_name(backups: Path, title: str) -> Path:
    when = london(utc_now())
    clean_title = "".join(character for character in title if character not in _NOT_IN_NAMES).strip(" .")[:80]
    stem = f"{clean_title or 'Strategy'}, not saved, {when:%Y-%m-%d %H.%M}"
    for number in range(1, 1000):
        path = backups / (f"{stem}.strategy" if number == 1 else f"{stem} ({number}).strategy")
        if not path.exists():
            return path
    return backups / f"{stem} ({when:%S.%f}).strategy"
