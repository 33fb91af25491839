"""What the user has chosen for this computer: a value, read at the start and written when it changes.

A settings file that cannot be read is set aside, never overwritten, and the defaults are used.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import DiskRefused, NotAStrategy
from strategy_editor.model.encoding import decode, encode
from strategy_editor.session.paths import settings_folder, working_folder

MAXIMUM_RECENT = 12


class Settings(Struct, frozen=True, omit_defaults=True):
    """Settings of one user on one computer. ``sizes`` are those of the window's panels, by name.

    ``working_folder`` is where work in hand is kept (empty: the usual place), ``left_folders`` where it was before:
    work that was never saved is still looked for there.
    """

    name: str = ""
    post: str = ""
    theme: Literal["system", "light", "dark"] = "system"
    zoom: int = 100
    recent: tuple[str, ...] = ()
    save_after_minutes: int = 5
    working_folder: str = ""
    left_folders: tuple[str, ...] = ()
    spelling: bool = True
    say_spelling: bool = True
    autocorrect: bool = True
    style_hints: bool = False
    analyst_labels: bool = False
    show_guidance: bool = True
    page_width: bool = True
    words: tuple[str, ...] = ()
    window: str = ""
    sizes: dict[str, list[int]] = {}


def settings_path() -> Path:
    """The settings file."""
    return settings_folder() / "settings.json"


def load_settings() -> Settings:
    """The settings, or the defaults on a first start."""
    path = settings_path()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise DiskRefused(f"The settings in {path} cannot be read ({error.strerror}).") from error
    try:
        return decode(data, Settings, what="settings file")
    except NotAStrategy:
        os.replace(path, path.with_suffix(".unreadable.json"))
        return Settings()


def save_settings(settings: Settings) -> None:
    """Writes the settings so that a crash leaves the old ones or the new ones."""
    path = settings_path()
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        temporary.write_bytes(encode(settings))
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DiskRefused(f"The settings cannot be kept ({error.strerror}).") from error


def keep_settings(**changes: object) -> None:
    """Changes these settings on the disk, and no others: another window may have changed those in the meantime."""
    save_settings(replace(load_settings(), **changes))


def with_recent(settings: Settings, path: Path) -> Settings:
    """The settings with ``path`` first among the recent files."""
    shown = str(path.resolve())
    others = tuple(each for each in settings.recent if each != shown)
    return replace(settings, recent=(shown, *others)[:MAXIMUM_RECENT])


def with_working_folder(settings: Settings, folder: Path | None) -> Settings:
    """The settings with another place for work in hand (None: the usual one), from the next opening on.

    Raises :class:`DiskRefused` where nothing can be written there.
    """
    chosen = str(folder.resolve()) if folder is not None else ""
    if chosen == settings.working_folder:
        return settings
    place = working_folder(chosen)
    trial = place / f"trial-{os.getpid()}.tmp"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise DiskRefused(
            f"Nothing can be kept in {place} ({error.strerror}).", advice="Choose a folder that you may write in."
        ) from error
    left = dict.fromkeys((settings.working_folder, *settings.left_folders))
    return replace(
        settings, working_folder=chosen, left_folders=tuple(each for each in left if each and each != chosen)
    )


def working_folders(settings: Settings) -> tuple[Path, ...]:
    """All places where there may be work in hand, the present one first."""
    present, usual = working_folder(settings.working_folder), working_folder()
    return tuple(dict.fromkeys((present, usual, *map(Path, settings.left_folders))))
