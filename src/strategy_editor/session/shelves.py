"""Outlines and council settings that can be chosen: those that are shipped, and the user's own."""

from __future__ import annotations

import os
from pathlib import Path

from strategy_editor.foundation.errors import DiskRefused
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.session.paths import settings_folder
from strategy_editor.templates.outlines import list_outlines, write_outline
from strategy_editor.templates.profiles import list_profiles, write_profile
from strategy_editor.templates.shelf import Listing


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


def save_outline(outline: Outline) -> Path:
    """Keeps an outline as a readable file among the user's own; one with the same id is replaced."""
    return _keep(own_outlines_folder() / f"{outline.id}.toml", write_outline(outline))


def save_profile(profile: Profile) -> Path:
    """Keeps council settings as a readable file among the user's own; those with the same id are replaced."""
    return _keep(own_profiles_folder() / f"{profile.id}.toml", write_profile(profile))


def _keep(path: Path, text: str) -> Path:
    temporary = path.with_suffix(".tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DiskRefused(f"{path.name} cannot be kept ({error.strerror}).", advice="Is there room?") from error
    return path
