"""Outlines and council settings that can be chosen: those that are shipped, and the user's own."""

from __future__ import annotations

import os
from pathlib import Path

from strategy_editor.foundation.errors import DiskRefused
from strategy_editor.manuscript.items import PictureSource
from strategy_editor.manuscript.naming import safe_name
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.session.council_type import Brought, bring, put_beside
from strategy_editor.session.paths import settings_folder
from strategy_editor.templates.outlines import list_outlines, write_outline
from strategy_editor.templates.profiles import SHELF as PROFILES
from strategy_editor.templates.profiles import list_profiles, load_profile, write_profile
from strategy_editor.templates.shelf import SUFFIX, Listing


def own_outlines_folder() -> Path:
    """Where the user's own outlines are kept; sharing one is copying its file."""
    folder = settings_folder() / "outlines"
    folder.mkdir(exist_ok=True)
    return folder


def own_profiles_folder() -> Path:
    """Where the council's own settings are kept."""
    folder = settings_folder() / "councils"
    folder.mkdir(exist_ok=True)
    return folder


def outlines() -> tuple[Listing, ...]:
    """All outlines that can be chosen, and those that cannot, with the reason."""
    return list_outlines(own_outlines_folder())


def profiles() -> tuple[Listing, ...]:
    """All council settings that can be chosen, and those that cannot, with the reason."""
    return list_profiles(own_profiles_folder())


def bring_profile(wanted: str | Path) -> Brought:
    """Council settings by name or path, with the files beside them; raises as ``load_profile`` does."""
    path = PROFILES.find(wanted, own_profiles_folder())
    return bring(load_profile(path), path)


def save_outline(outline: Outline) -> Path:
    """Keeps an outline as a readable file among the user's own; one with the same id is replaced."""
    return _keep(own_outlines_folder() / _name(outline.id), write_outline(outline))


def save_profile(profile: Profile, source: PictureSource) -> Path:
    """Keeps council settings as a readable file among the user's own; those with the same id are replaced.

    The council's own type, its logo and its Word template, whose bytes ``source`` has, are put into a folder beside it.
    """
    path = own_profiles_folder() / _name(profile.id)
    put_beside(profile, path, source)
    return _keep(path, write_profile(profile))


def _name(id: str) -> str:
    """The name of a file; ids come with strategies, from anywhere, and must not lead out of the folder."""
    return safe_name(id, SUFFIX.removeprefix("."))


def _keep(path: Path, text: str) -> Path:
    temporary = path.with_suffix(".tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DiskRefused(f"{path.name} cannot be kept ({error.strerror}).", advice="Is there room?") from error
    return path
